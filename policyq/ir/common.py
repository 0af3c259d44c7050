"""What all groups share beside counts: ladders that say so.

Ids of events are of one group only, so that what is kept here names an event with its group."""

from __future__ import annotations

from policyq.ir import nodes
from policyq.ir.memory import Common, Entry, Key
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Instant


def shares(program: nodes.Program) -> bool:
    """Whether anything is shared by all groups, so that none can be decided without the others."""
    return any(one.shared for one in program.counters) or any(one.shared for one in program.ladders)


def place(event: Event) -> str:
    """An event's id, and its group."""
    return f"{event.group}\n{event.id}"


def referred(event: Event) -> str:
    """The event that another of the same group refers to."""
    return f"{event.group}\n{event.refers}"


def forget(common: Common, program: nodes.Program, watermark: Instant) -> None:
    """Drops what no decision depends on any more."""
    forget_steps(common.ladders, program, watermark)


def forget_steps(
    ladders: dict[Key, tuple[Entry, ...]], program: nodes.Program, watermark: Instant
) -> None:
    """Drops the steps that no ladder remembers."""
    keep = {ladder.name: ladder.keep for ladder in program.ladders}
    for key, entries in list(ladders.items()):
        floor = watermark - LATENESS - keep.get(key[0], 0)
        left = tuple(entry for entry in entries if entry.time > floor)
        if left:
            ladders[key] = left
        else:
            del ladders[key]
