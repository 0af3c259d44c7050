"""Whether what an example led to is what it expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyq.ir.from_checked import scalar
from policyq.syntax import tree
from policyq.vocabulary.decisions import Act
from policyq.vocabulary.events import AIMED, Event
from policyq.vocabulary.types import Instant

_TOLD = ("notify", "handover")


class Effect(NamedTuple):
    """Something that an example's events led to."""

    act: Act
    pending: bool
    at: Instant
    texts: frozenset[str] = frozenset()
    """What it might say as well: the other answers of a reply that has several."""
    other: bool = False
    """Whether it hits whom the event is aimed at, not its sender."""

    @property
    def length(self) -> int | None:
        """How long a mute or lock lasts, in microseconds; a parked one counts from approval."""
        if self.act.until is None:
            return None
        return self.act.until if self.pending else self.act.until - self.at


def units(expected: tree.Expected) -> Iterator[tree.Expected]:
    """``notify owner and duty`` expects two notices."""
    if not expected.to:
        yield expected
    for who in expected.to:
        yield tree.Expected(
            expected.action,
            expected.text,
            expected.duration,
            (who,),
            expected.tag,
            expected.pending,
            expected.amount,
            expected.of,
            expected.whom,
            span=expected.span,
        )


def hits_other(act: Act, event: Event) -> bool:
    """Whether an act hits whom another member's event is aimed at."""
    if act.action == "delete":
        return event.kind in AIMED
    return act.of is None and act.target is not None and act.target == event.target


def fits(expected: tree.Expected, effect: Effect) -> bool:
    """Whether an effect is what was expected; what the expectation leaves out is not compared."""
    act = effect.act
    to = [named(who) for who in expected.to]
    return (
        expected.action == act.action
        and expected.pending == effect.pending
        and (expected.of is not None or (expected.whom == "other") == effect.other)
        and (expected.text is None or expected.text.text in (act.text, *effect.texts))
        and (expected.duration is None or scalar(expected.duration) == effect.length)
        and (not to or act.to in to or (bool(act.action in _TOLD) and act.of in to))
        and (expected.tag is None or expected.tag.text == act.tag)
        and (expected.of is None or expected.of.text == act.of)
        and (not isinstance(expected.amount, tree.Number) or expected.amount.value == act.amount)
    )


def named(who: tree.Who) -> str:
    """A role, tag or account as decisions write it."""
    match who:
        case tree.Role(id):
            return id
        case tree.Account(text):
            return f"@{text}"
        case tree.Name(text):
            return text
