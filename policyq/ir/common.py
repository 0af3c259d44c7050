"""What all groups share beside counts: ladders that say so, and who was removed.

Ids of events are of one group only, so that what is kept here names an event with its group."""

from __future__ import annotations

from collections.abc import Container, Iterable

from policyq.ir import facts, nodes
from policyq.ir.memory import Common, Removal
from policyq.ir.steps import Steps
from policyq.ir.wanted import Wanted
from policyq.vocabulary.decisions import Act
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Instant, Truth


def shares(program: nodes.Program) -> bool:
    """Whether anything is shared by all groups, who was removed included, so that none can be
    decided without the others."""
    return (
        program.removals > 0
        or any(one.shared for one in program.counters)
        or any(one.shared for one in program.ladders)
    )


def place(event: Event) -> str:
    """An event's id, and its group."""
    return f"{event.group}\n{event.id}"


def referred(event: Event) -> str:
    """The event that another of the same group refers to."""
    return f"{event.group}\n{event.refers}"


# -- removals ----------------------------------------------------------------------------------


def remove(
    common: Common,
    program: nodes.Program,
    watermark: Instant,
    event: Event,
    acts: Iterable[Act],
    wanted: Iterable[Wanted],
) -> None:
    """Remembers whom a decision removes."""
    if not program.removals:
        return
    people = {one.about.sender: facts.person(one.about) for one in wanted}
    for act in acts:
        if act.action == "remove" and (person := people.get(act.target)) is not None:
            _add(common, program, watermark, person, Removal(event.time, place(event), act.rules))


def by_hand(common: Common, program: nodes.Program, watermark: Instant, event: Event) -> None:
    """Remembers whom somebody removed on the platform."""
    if program.removals and event.action == "remove" and event.target is not None:
        person = facts.target(event)
        _add(common, program, watermark, person, Removal(event.time, place(event)))


def undo(common: Common, event: Event) -> None:
    """A removal that did not take place, or was taken back."""
    if event.action in (None, "remove"):
        let_in(common, list(common.removals), {referred(event)})


def let_in(common: Common, persons: Iterable[str | None], events: Container[str]) -> None:
    """Forgets that persons were removed with some events, each named with its group."""
    for person in persons:
        removals = common.removals.get(person or "", ())
        _put(common, person or "", tuple(one for one in removals if one.event not in events))


def was_removed(
    common: Common,
    program: nodes.Program,
    watermark: Instant,
    event: Event,
    rules: frozenset[str],
    within: int | float,
) -> Truth:
    """Whether the person behind an event was removed in a time before it."""
    person = facts.person(event)
    if person is None:
        return None
    low = max(event.time - within, watermark - program.removals - LATENESS)
    return any(
        low < one.time <= event.time and (not rules or not rules.isdisjoint(one.rules))
        for one in common.removals.get(person, ())
    )


def _add(
    common: Common, program: nodes.Program, watermark: Instant, person: str, one: Removal
) -> None:
    floor = watermark - program.removals - LATENESS
    removals = [*common.removals.get(person, ()), one]
    left = (old for old in sorted(removals, key=lambda old: old.time) if old.time > floor)
    _put(common, person, tuple(left))


def _put(common: Common, person: str, removals: tuple[Removal, ...]) -> None:
    if removals:
        common.removals[person] = removals
    else:
        common.removals.pop(person, None)


# -- forgetting --------------------------------------------------------------------------------


def forget(common: Common, program: nodes.Program, watermark: Instant) -> None:
    """Drops what no decision depends on any more."""
    forget_steps(common.ladders, program, watermark)
    floor = watermark - program.removals - LATENESS
    for person, removals in list(common.removals.items()):
        _put(common, person, tuple(one for one in removals if one.time > floor))
    if common.trial is not None:
        forget(common.trial, program, watermark)


def forget_steps(ladders: Steps, program: nodes.Program, watermark: Instant) -> None:
    """Drops the steps that no ladder remembers."""
    late = watermark - LATENESS
    ladders.forget({ladder.name: late - ladder.keep for ladder in program.ladders}, late)
