"""What was done, asked, put off and not done, a record for each: who, when, why, and how it ended.

Records come of decisions alone, or of decisions and the events that they are about. Without the
events a member is known only where something is aimed at them or a question is about them, and
nobody knows who answered a question, or that something was taken back.

They balance with a replay's report: as many are ``done`` as it counts actions, ``asked`` as it
counts questions, ``joined`` as joined, ``put off`` as waited for the end of the bot's quiet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from policyq.vocabulary.contacts import IN_EVIDENCE
from policyq.vocabulary.decisions import Act, Decision, Fired, Question
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

FORMS: Final = ("done", "asked", "joined", "put off", "not done")
"""Carried out; a question to a human; a new violation for a question that waits; said when the
bot's quiet is over; wanted and not done."""

#: Their sender is who judged, or carried something out.
_OF_JUDGES: Final = frozenset({"verdict", "outcome"})
_SETTLED: Final = frozenset({"approved", "rejected", "timed_out"})


class Record(NamedTuple):
    """One disposal."""

    time: Instant
    group: str
    member: str | None
    """The account that it is about; ``None``: the group, or nobody can tell."""
    rules: tuple[str, ...]
    form: str
    """One of `FORMS`."""
    act: Act
    """What is done. Of a question the ``until`` is a length."""
    event: str
    """The event that led to it."""
    level: int | None = None
    ladder: str | None = None
    step: int | None = None
    found: tuple[str, ...] = ()
    """What was found in the text: words, hosts; of contacts their kind."""
    says: str = ""
    """What the rule says of itself."""
    question: str = ""
    """The question that it is, or that led to it."""
    ended: str = ""
    """How a question ended: ``approved``, ``rejected``, ``timed_out``; ``said``, of what was put
    off; why something was not done."""
    by: tuple[str, ...] = ()
    """Who judged the question, in their order."""
    to: str = ""
    """What it lost to, where it was not done."""
    promise: str = ""
    """The promise that held it back."""
    undone: str = ""
    """``failed``, ``vetoed``, ``forgiven``, if it was taken back."""
    undone_by: str | None = None


def records(decisions: Iterable[Decision], events: Iterable[Event] = ()) -> tuple[Record, ...]:
    """The records of decisions in their order; ``events``: those that they are about, if at hand."""
    known = {(event.group, event.id): event for event in events}
    book = Book()
    for decision in decisions:
        book.take(decision, known.get((decision.group, decision.event)))
    return book.records


class Book:
    """Takes decisions in their order, and holds the records."""

    def __init__(self) -> None:
        self._rows: list[Record] = []
        self._seen: set[tuple[str, str, Instant]] = set()
        self._of_event: dict[tuple[str, str], list[int]] = {}
        self._asked: dict[tuple[str, str], _Asked] = {}
        self._off: dict[tuple[str, str, str], list[int]] = {}

    @property
    def records(self) -> tuple[Record, ...]:
        """Those of all decisions so far, by time."""
        return tuple(sorted(self._rows, key=lambda row: row.time))

    def take(self, decision: Decision, event: Event | None = None) -> None:
        """As `add`, but the same decision again changes nothing: an evaluator that is given an
        event twice gives the decision twice."""
        this = (decision.group, decision.event, decision.time)
        if this not in self._seen:
            self._seen.add(this)
            self.add(decision, event)

    def add(self, decision: Decision, event: Event | None = None) -> None:
        """Takes in a decision, and the event that it is about."""
        if event is not None and event.kind == "outcome":
            self._undo(event)
        settled = self._answered(decision, event)
        about = _About.of(decision, event)
        for question in decision.pending:
            self._question(decision, question, about)
        for act in decision.actions:
            self._put(self._done(decision, act, about, settled))
        for waiting in decision.waiting:
            row = _row(decision, "put off", waiting.act, about)
            key = (decision.group, row.act.action, row.act.to or "")
            self._off.setdefault(key, []).append(self._put(row))
        for lost in decision.lost:
            promise = lost.to if lost.because == "promise" else ""
            act = Act(lost.action, rules=(lost.rule,))
            row = _row(decision, "not done", act, about)
            if lost.because == "exempt" and event is not None:
                row = row._replace(member=event.target)
            self._put(row._replace(ended=lost.because, to=lost.to, promise=promise))

    def _put(self, row: Record) -> int:
        place = len(self._rows)
        self._rows.append(row)
        self._of_event.setdefault((row.group, row.event), []).append(place)
        return place

    # -- questions -----------------------------------------------------------------------------

    def _question(self, decision: Decision, question: Question, about: _About) -> None:
        key = (decision.group, question.id)
        waiting = self._asked.get(key)
        member = question.author or about.member
        form = "joined" if question.joined else "asked"
        mine = about._replace(member=member)
        row = _row(decision, form, question.act, mine)._replace(question=question.id)
        place = self._put(row)
        if waiting is None:
            self._asked[key] = _Asked(place, question.act.rules)
        else:
            waiting.rules = question.act.rules

    def _answered(self, decision: Decision, event: Event | None) -> Record | None:
        """Takes in verdicts and time-outs; the question that one of them settled."""
        settled = None
        for answer in decision.answers:
            asked = self._asked.get((decision.group, answer.question))
            if asked is None or answer.result not in (*_SETTLED, "counted"):
                continue
            if answer.result != "timed_out" and event is not None and event.sender is not None:
                asked.by.append(event.sender)
            row = self._rows[asked.place]
            ended = answer.result if answer.result in _SETTLED else ""
            self._rows[asked.place] = row = row._replace(by=tuple(asked.by), ended=ended)
            if ended:
                settled = row._replace(rules=asked.rules)
                del self._asked[decision.group, answer.question]
        return settled

    def _done(self, decision: Decision, act: Act, about: _About, settled: Record | None) -> Record:
        asked_for = set() if settled is None else {*settled.rules} - {*about.fired}
        if settled is not None and asked_for.issuperset(act.rules):
            return settled._replace(
                time=decision.time, event=decision.event, act=act, form="done",
                rules=act.rules, member=act.target or settled.member,
            )  # fmt: skip
        row = _row(decision, "done", act, about)
        waited = self._off.pop((decision.group, act.action, act.to or ""), None)
        if waited is None or not decision.event.endswith("/quiet_end"):
            if waited is not None:
                self._off[decision.group, act.action, act.to or ""] = waited
            return row
        for place in waited:
            self._rows[place] = self._rows[place]._replace(ended="said")
        members = {self._rows[place].member for place in waited}
        return row._replace(member=members.pop() if len(members) == 1 else row.member)

    # -- what is taken back --------------------------------------------------------------------

    def _undo(self, event: Event) -> None:
        """An action failed, was vetoed or forgiven."""
        if event.result in (None, "done"):
            return
        for place in self._of_event.get((event.group, event.refers or ""), ()):
            row = self._rows[place]
            if row.form == "done" and event.action in (None, row.act.action):
                self._rows[place] = row._replace(undone=event.result or "", undone_by=event.sender)


@dataclass(slots=True)
class _Asked:
    """A question that waits: where its record stands, which rules ask it by now, and who approved so
    far."""

    place: int
    rules: tuple[str, ...]
    by: list[str] = field(default_factory=list)


class _About(NamedTuple):
    """Whom and what a decision is about."""

    member: str | None
    fired: Mapping[str, Fired]

    @classmethod
    def of(cls, decision: Decision, event: Event | None) -> _About:
        member = None if event is None or event.kind in _OF_JUDGES else event.sender
        if event is None:
            members = set(_members(decision))
            member = members.pop() if len(members) == 1 else None
        return cls(member, {fired.rule: fired for fired in decision.fired})


def _members(decision: Decision) -> Iterator[str]:
    """Those at whom something of a decision is aimed."""
    yield from (act.target for act in decision.actions if act.target is not None)
    yield from (one.author for one in decision.pending if one.author is not None)


def _row(decision: Decision, form: str, act: Act, about: _About) -> Record:
    fired = [about.fired[name] for name in act.rules if name in about.fired]
    climbed = next((one for one in fired if one.ladder is not None), None)
    return Record(
        time=decision.time,
        group=decision.group,
        member=act.target or about.member,
        rules=act.rules,
        form=form,
        act=act,
        event=decision.event,
        level=min((one.level for one in fired if one.level is not None), default=None),
        ladder=climbed.ladder if climbed else None,
        step=climbed.step if climbed else None,
        found=tuple(dict.fromkeys(_found(fired))),
        says=next((one.description for one in fired if one.description), ""),
    )


def _found(fired: Iterable[Fired]) -> Iterator[str]:
    for one in fired:
        for evidence in one.evidence:
            yield evidence.list if evidence.list.startswith(IN_EVIDENCE) else evidence.word
