"""The law of lotteries: prizes, time on both sides of the closing, and two witnesses."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check.scope import Scope
from policyq.diagnostics.catalog import lotteries as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree

_LAST = (23, 30)


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Lotteries that cannot be drawn."""
    for node in scope.declarations:
        if not isinstance(node, tree.Lottery):
            continue
        number, closes = node.prizes, node.closes
        if number.value != int(number.value) or not 1 <= number.value <= 100:
            yield say.PRIZES.at(number.span)
        if not (0, 0) < (closes.hour, closes.minute) <= _LAST:
            yield say.CLOSES.at(closes.span)
        accounts = {one.text for one in node.witnesses if isinstance(one, tree.Account)}
        if len(accounts) == 1 and all(isinstance(one, tree.Account) for one in node.witnesses):
            yield say.WITNESSES.at(node.witnesses[0].span)
