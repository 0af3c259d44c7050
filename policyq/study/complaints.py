"""What became of complaints in a log: how many, by whom and of whom, and whether anything was done.

A complaint *led to an action* if the member whom it is of, or the message that it is about, was
acted on within seven days: by what the policy did on this complaint or a later one, at once or
after a question, or by hand, as an outcome tells. So of three complaints that a rule waits for,
each led to it. Complaints of oneself, or of nobody, count as received and no further. Whole
numbers only, which add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from policyq.study.simulate import Step
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, Instant

#: For so long what is done about a member is taken to follow from a complaint.
FOLLOWS = 7 * DAY

#: So many complaints that led to nothing, and none that did, are told: it may be misuse.
MANY = 3

#: What counts as done about a member.
ACTS = frozenset({"delete", "warn", "mute", "remove"})
#: What tells people of a complaint.
TELLS = frozenset({"notify", "handover"})


@dataclass(slots=True)
class Complaints:
    """What was counted."""

    received: int = 0
    aimed: int = 0
    """Those of another member."""
    led: int = 0
    """Those of them that led to an action."""
    told: int = 0
    """Those received of which people were told, or asked what to do."""
    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(group, who complains) → complaints of others."""
    heeded: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(group, who complains) → those that led to an action."""
    of: set[tuple[str, str]] = field(default_factory=set)
    """(group, member) of those complained of."""
    acted: set[tuple[str, str]] = field(default_factory=set)
    """(group, member) of those about whom something was done."""

    def add(self, other: Complaints) -> None:
        """Adds what was counted of other groups."""
        self.received += other.received
        self.aimed += other.aimed
        self.led += other.led
        self.told += other.told
        self.made.update(other.made)
        self.heeded.update(other.heeded)
        self.of |= other.of
        self.acted |= other.acted

    @property
    def unheeded(self) -> dict[tuple[str, str], int]:
        """(group, who complains) → complaints, of those none of whose led to anything."""
        return {one: number for one, number in self.made.items() if not self.heeded[one]}


class _Open(NamedTuple):
    """A complaint that led to nothing yet."""

    at: Instant
    by: str
    message: str | None


class Reader:
    """Reads the steps of a replay. Every event of a group goes to one reader, in its order."""

    def __init__(self, into: Complaints) -> None:
        self._into = into
        self._open: dict[tuple[str, str], list[_Open]] = {}
        self._asked: dict[tuple[str, str], str] = {}
        """(group, question) → whom it is about, of those that a complaint asked."""

    def add(self, step: Step) -> None:
        """Takes in what one event led to: what was prevented did not happen."""
        event, own = step.event, step.own
        for decision in step.decisions:
            if decision.answers and self._asked:
                self._answered(decision)
        if own is None:
            return
        if event.kind == "complaint":
            self._complains(event, own)
        elif event.kind == "outcome" and event.result == "done" and event.action in ACTS:
            self._done(event.group, event.target, event.time)

    def _complains(self, event: Event, decision: Decision) -> None:
        into, target = self._into, event.target
        into.received += 1
        into.told += bool(decision.pending) or any(a.action in TELLS for a in decision.actions)
        if target is None or target == event.sender:
            return
        into.aimed += 1
        into.of.add((event.group, target))
        by = event.sender or ""
        if by:
            into.made[event.group, by] += 1
        waiting = self._open.setdefault((event.group, target), [])
        waiting[:] = [one for one in waiting if event.time - one.at <= FOLLOWS]
        waiting.append(_Open(event.time, by, event.refers))
        for question in decision.pending:
            if question.act.action in ACTS and question.author == target:
                self._asked[event.group, question.id] = target
        if any(_hits(act, target, event.refers) for act in decision.actions):
            self._done(event.group, target, event.time)

    def _answered(self, decision: Decision) -> None:
        """A question of a complaint is answered, or nobody did: whether anything is done."""
        for answer in decision.answers:
            target = self._asked.get((decision.group, answer.question))
            if target is None or answer.result not in ("approved", "timed_out", "rejected"):
                continue
            del self._asked[decision.group, answer.question]
            messages = self._messages(decision.group, target)
            if any(_hits(act, target, *messages) for act in decision.actions):
                self._done(decision.group, target, decision.time)

    def _messages(self, group: str, target: str) -> Iterator[str]:
        waiting: Iterable[_Open] = self._open.get((group, target), ())
        yield from (one.message for one in waiting if one.message is not None)

    def _done(self, group: str, target: str | None, at: Instant) -> None:
        """Something was done about a member: the complaints of the last days led to it."""
        into = self._into
        followed = [
            one
            for one in self._open.pop((group, target or ""), ())
            if at - one.at <= FOLLOWS
        ]  # fmt: skip
        if not followed:
            return
        into.acted.add((group, target or ""))
        into.led += len(followed)
        into.heeded.update((group, one.by) for one in followed if one.by)


def _hits(act: Act, target: str, *messages: str | None) -> bool:
    """Whether an action is about a member, or deletes one of the messages."""
    if act.action == "delete" and act.message is not None and act.message in messages:
        return True
    return act.action in ACTS and act.target == target
