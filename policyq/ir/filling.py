"""Texts of wishes, filled in with what stands in the group at that moment.

What a placeholder tells is known in the room that keeps it; here is only how it comes into a text,
once. What somebody wrote stays apart, so that nothing in it is taken for a placeholder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from policyq.ir import nodes
from policyq.ir.wanted import Wanted

Teller: TypeAlias = Callable[[nodes.Hole, Wanted], nodes.Piece]
"""What stands in the place of a placeholder in the text of a wish: itself, if it is another's."""


def filled(wanted: Iterable[Wanted], *tellers: Teller) -> list[Wanted]:
    """The wishes with what each teller knows in their texts, one teller after another."""
    made = []
    for one in wanted:
        if has_holes(one):
            for tell in tellers:
                one = _with(one, tell)
        made.append(one)
    return made


def has_holes(one: Wanted) -> bool:
    """Whether there is any placeholder in the text of a wish: in most there is none."""
    text = one.do.text
    return text is not None and any(isinstance(piece, nodes.Hole) for piece in text.pieces)


def _with(one: Wanted, tell: Teller) -> Wanted:
    text = one.do.text
    if text is None:
        return one
    pieces = tuple(
        tell(piece, one) if isinstance(piece, nodes.Hole) else piece for piece in text.pieces
    )
    if pieces == text.pieces:
        return one
    return one._replace(do=replace(one.do, text=nodes.Template(pieces)))
