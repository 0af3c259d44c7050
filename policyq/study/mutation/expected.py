"""From what was done to an expectation of it."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.study.expecting import Effect
from policyq.study.mutation.lengths import length
from policyq.syntax import tree
from policyq.vocabulary.actions import BOOKED
from policyq.vocabulary.events import ROLES


def expectation(effects: Iterable[Effect], full: bool) -> tree.Expect:
    """Exactly these effects; ``full``: with what is said."""
    return tree.Expect(tuple(_expected(one, full) for one in effects))


def _expected(effect: Effect, full: bool) -> tree.Expected:
    act = effect.act
    booked = act.action in BOOKED
    lasts = effect.length
    return tree.Expected(
        act.action,
        text=tree.Str(act.text) if full and act.text is not None else None,
        duration=length(lasts) if lasts else None,
        to=() if act.to is None else (_who(act.to),),
        tag=None if act.tag is None else tree.Name(act.tag),
        pending=effect.pending,
        amount=tree.Number(act.amount) if booked and act.amount is not None else None,
        of=tree.Name(act.of) if booked and act.of is not None else None,
        whom="other" if effect.other and not booked else None,
    )


def _who(told: str) -> tree.Who:
    """Who is told, as decisions write it."""
    if told in ROLES:
        return tree.Role(told)
    return tree.Account(told[1:]) if told.startswith("@") else tree.Name(told)
