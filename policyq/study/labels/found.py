"""What one policy, or several side by side, made of the messages that people judged.

Taken in as the steps of a replay come by. Memory grows with the labels, never with the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.study.labels.label import Index, Labels
from policyq.study.reasons import breaking
from policyq.study.simulate import Step
from policyq.vocabulary.events import MESSAGES

Flags: TypeAlias = tuple[bool, ...]
"""For each policy whether it finds something."""


class Outcome(NamedTuple):
    """One message of the log that has a label."""

    label: int
    """The place of the label among the rows."""
    group: str
    member: str
    flags: Flags
    """Which policies find a violation in it."""
    fired: tuple[frozenset[str], ...]
    """The rules that fire on it, for each policy."""


@dataclass(slots=True)
class Found:
    """What was taken in."""

    outcomes: list[Outcome] = field(default_factory=list)
    prevented: set[int] = field(default_factory=set)
    """Labels of messages that one of the policies would have kept from being sent."""
    messages: int = 0
    """Messages that were decided, all of them."""
    flagged: Counter[Flags] = field(default_factory=Counter)
    """Of those the ones in which any policy finds a violation."""
    rules: Counter[tuple[str, Flags]] = field(default_factory=Counter)
    """By rule: on how many messages it fires, under which of the policies."""

    def of(self, *sides: int) -> Found:
        """What some of the policies alone made of them."""

        def narrowed(flags: Flags) -> Flags:
            return tuple(flags[side] for side in sides)

        some = Found(prevented=set(self.prevented), messages=self.messages)
        for one in self.outcomes:
            fired = tuple(one.fired[side] for side in sides)
            some.outcomes.append(one._replace(flags=narrowed(one.flags), fired=fired))
        for flags, number in self.flagged.items():
            if any(narrowed(flags)):
                some.flagged[narrowed(flags)] += number
        for (name, flags), number in self.rules.items():
            if any(narrowed(flags)):
                some.rules[name, narrowed(flags)] += number
        return some

    def add(self, other: Found) -> None:
        """Adds what was taken in of other groups."""
        self.outcomes.extend(other.outcomes)
        self.prevented |= other.prevented
        self.messages += other.messages
        self.flagged.update(other.flagged)
        self.rules.update(other.rules)


class Reader:
    """Takes in the steps of some policies over one log, event by event."""

    def __init__(
        self, labels: Labels, programs: Sequence[nodes.Program], into: Found | None = None
    ) -> None:
        self.found = Found() if into is None else into
        self._index = Index(labels)
        self._breaking = tuple(map(breaking, programs))

    def add(self, steps: Sequence[Step]) -> None:
        """What each of the policies, in their order, made of one event."""
        event = steps[0].event
        if event.kind not in MESSAGES:
            return
        label = self._index.of(event)
        if any(step.prevented for step in steps):
            if label is not None:
                self.found.prevented.add(label)
            return
        owns = [step.own for step in steps]
        if any(own is None for own in owns):
            return
        self.found.messages += 1
        rules = tuple(
            frozenset(one.rule for one in own.fired) if own is not None and own.fired else _NONE
            for own in owns
        )
        some = any(rules)
        flags = tuple(
            not mine.isdisjoint(breaks) for mine, breaks in zip(rules, self._breaking, strict=True)
        )
        if some:
            if any(flags):
                self.found.flagged[flags] += 1
            for name in frozenset().union(*rules):
                self.found.rules[name, tuple(name in mine for mine in rules)] += 1
        if label is not None:
            self.found.outcomes.append(
                Outcome(label, event.group, event.sender or "", flags, rules)
            )


_NONE: frozenset[str] = frozenset()
