"""The rates, as the language defines them, counted as the steps of a replay come by.

- *Violation rate*: messages for which a rule fired that deletes, penalizes, steps a ladder or
  raises a level, over messages decided. An action that waits for a human is asked for all the
  same, so its message is a violation.
- *Intervention*: an action carried out on a member or the group; replies, notices, tags and
  records are none. Per 1,000 messages, and per group and week.
- *Administrator's intervention*: a decision that needs a human. It asks a question (joining one
  that waits asks nobody again) or hands over. `notify` tells and does not ask.
- *Automatic share*: interventions and replies that were carried out without a human, over these
  and those that a human was asked to confirm, whatever the human said. What an approval carries
  out is not counted again; what stands behind `otherwise` is automatic.
- *Group and week*: the sum over the groups of the time from the group's first event in the log to
  its last, prevented ones included, in weeks of 168 hours; without the gaps of more than a week
  between two events, which the log does not cover. What lies between two events is of the size
  band that the group was in at the first of them.
- *By hour, by day*: by the local time of the event; `groups` and `covered` are not counted there.
- *Size band*: by the number of members that the log or the roster says at the event's time, else
  by the distinct senders seen in the group so far; what was said once holds until it is said anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyq.ir import nodes
from policyq.study import lotteries, measured
from policyq.study.appeals import Hearing
from policyq.study.days import day_of, hour_of
from policyq.study.handled import Sorter
from policyq.study.numbers import Counts, OfGroup, OfMember, OfRule, Rates
from policyq.study.reasons import Reasons, breaking
from policyq.study.simulate import Step
from policyq.study.slices import Size
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Decision, Fired
from policyq.vocabulary.events import MESSAGES, TICKS, Event
from policyq.vocabulary.types import WEEK, Instant


def rates(program: nodes.Program, steps: Iterable[Step]) -> Rates:
    """The rates of all the steps of a replay by `program`."""
    tally = Tally(program)
    for step in steps:
        tally.add(step)
    return tally.rates


class Tally:
    """Counts one step at a time. Every event of a group goes to one tally, in its order; then
    the `rates` of several tallies add up."""

    def __init__(self, program: nodes.Program) -> None:
        self.rates = Rates()
        self._zone = program.timezone
        self._breaking = breaking(program)
        self._reasons = Reasons(program)
        self._watches = measured.watches(program)
        self._sorter = Sorter(program, self.rates.handled)
        self._program = program
        self._hearings: dict[str, Hearing] = {}
        self._groups: dict[str, _Group] = {}
        for rule in program.rules:
            self.rates.rules[rule.name] = OfRule()

    def add(self, step: Step) -> None:
        """Counts what one event led to."""
        event = step.event
        group = self._groups.setdefault(event.group, _Group())
        own = step.own
        for decision in step.decisions:
            if decision is not own:
                self._decided(decision, group)
        if event.kind in TICKS:
            self.rates.ticks += own is not None
        else:
            self._happened(event, group)
            self.rates.ticks += len(step.decisions) - (own is not None)
        if step.prevented:
            self.rates.prevented[step.prevented] += 1
            self.rates.prevented_messages += event.kind in MESSAGES
        elif own is None:
            self.rates.repeated += event.kind not in TICKS
        else:
            self._decided(own, group)
            if event.kind in MESSAGES:
                self._message(event, own, group)

    # -- the event -----------------------------------------------------------------------------

    def _happened(self, event: Event, group: _Group) -> None:
        rates, now = self.rates, event.time
        rates.events += 1
        rates.first = now if rates.first is None else min(rates.first, now)
        rates.last = now if rates.last is None else max(rates.last, now)
        self._cover(group, now)
        self._see(group, event)

    def _cover(self, group: _Group, now: Instant) -> None:
        """The time since what happened before, if the log covers it."""
        if group.newest is None:
            self.rates.all.groups += 1
        elif now > group.newest:
            gap = now - group.newest
            covered = gap if gap <= WEEK else 0
            self.rates.all.covered += covered
            self._band(group).covered += covered
        group.newest = now if group.newest is None else max(group.newest, now)

    def _see(self, group: _Group, event: Event) -> None:
        group.see(event)
        if group.band not in group.bands:
            group.bands.add(group.band)
            self._band(group).groups += 1

    # -- messages of which nothing is to be said, many at once ---------------------------------

    def size(self, group: str) -> Size:
        """What is known of the size of a group now."""
        return self._groups.setdefault(group, _Group())

    def see(self, event: Event) -> None:
        """Takes in what a message says of the size of its group, and nothing else."""
        self._see(self._groups.setdefault(event.group, _Group()), event)

    def cover(self, group: str, at: Instant) -> None:
        """Something happened in a group; nothing else is taken in."""
        self._cover(self._groups.setdefault(group, _Group()), at)

    def reach(self, group: str, at: Instant) -> None:
        """Everything that happened in a group until an instant is counted."""
        self._groups[group].newest = at

    def count(self, account: str, messages: int) -> None:
        """Counts messages of a member."""
        self._member(account).messages += messages

    def _message(self, event: Event, decision: Decision, group: _Group) -> None:
        violated = self._violated(decision)
        for counts in self._slices(event.time, group):
            counts.messages += 1
            counts.violations += bool(violated)
            counts.sized += group.sized
        of_group = self.rates.groups.setdefault((group.band, event.group), OfGroup())
        of_group.messages += 1
        of_group.violations += bool(violated)
        for fired in decision.fired:
            self.rates.rules[fired.rule].messages += 1
        if event.sender is not None:
            member = self._member(event.sender)
            member.messages += 1
            member.violations += bool(violated)
        self._for(violated)

    def _for(self, violated: Sequence[Fired]) -> None:
        """The words and hosts that are the reasons of rules that fired."""
        if any(fired.evidence for fired in violated):
            words, hosts = self._reasons.of(violated)
            self.rates.words.update(words)
            self.rates.hosts.update(hosts)

    # -- messages that are counted in columns, but for what is said of them --------------------

    def hear(self, decision: Decision, said: bool) -> None:
        """Takes in what has to be taken in one by one, in the order of the group; ``said``: the decision
        is on a message."""
        if self._program.forgives and not says_nothing(decision):
            self._heard(decision)
        if said:
            self._for(self._violated(decision))

    def violates(self, decision: Decision) -> bool:
        """Whether a decision tells of a violation."""
        return bool(self._violated(decision))

    def answer(self, decision: Decision, many: int, said: bool) -> Counts:
        """Counts so many decisions that are alike, but for when, where and for whom they count; what one
        of them adds. ``said``: they are on messages; ``many`` is 1 where anything waits, or somebody
        else than the sender is acted on."""
        rules = self.rates.rules
        for name in decision.unknown:
            rules[name].unknown += many
        if says_nothing(decision):
            return Counts()
        for fired in decision.fired:
            rules[fired.rule].fired += many * (not fired.ended)
            rules[fired.rule].messages += many * said
        self._sorter.add(decision, many)
        self._of_rules(decision, many)
        self._of_the_rest(decision)
        counted = _count(decision)
        counted.violations = int(said and self.violates(decision))
        return counted

    # -- the decision --------------------------------------------------------------------------

    def _violated(self, decision: Decision) -> list[Fired]:
        return [fired for fired in decision.fired if fired.rule in self._breaking]

    def _heard(self, decision: Decision) -> None:
        hearing = self._hearings.get(decision.group)
        if hearing is None:
            hearing = Hearing(self._program, self.rates.appeals)
            self._hearings[decision.group] = hearing
        hearing.add(decision)

    def _decided(self, decision: Decision, group: _Group) -> None:
        for name in decision.unknown:
            self.rates.rules[name].unknown += 1
        lotteries.count(self.rates.lotteries, decision)
        if decision.measured:
            measured.count(self.rates.metrics, decision, group.band, group.tags)
            self.rates.watches.update(measured.turns(decision, self._watches))
        if says_nothing(decision):
            return
        rules = self.rates.rules
        for fired in decision.fired:
            rules[fired.rule].fired += not fired.ended
        self._sorter.add(decision)
        if self._program.forgives:
            self._heard(decision)
        counted = _count(decision)
        for counts in self._slices(decision.time, group):
            counts.interventions += counted.interventions
            counts.replies += counted.replies
            counts.administrator += counted.administrator
            counts.automatic += counted.automatic
            counts.asked += counted.asked
        self._of_rules(decision)
        for act in decision.actions:
            if act.target is not None and ACTIONS[act.action].intervenes:
                self._member(act.target).interventions += 1
        self._of_the_rest(decision)

    def _of_the_rest(self, decision: Decision) -> None:
        self.rates.promises.update(decision.promises)
        self.rates.waited.update(waiting.act.action for waiting in decision.waiting)
        for question in decision.pending:
            self.rates.questions["joined" if question.joined else "asked"] += 1
        self.rates.questions.update(answer.result for answer in decision.answers)

    def _of_rules(self, decision: Decision, many: int = 1) -> None:
        rules = self.rates.rules
        for act in decision.actions:
            self.rates.actions[act.action] += many
            kind = ACTIONS[act.action]
            for name in act.rules:
                rules[name].interventions += many * kind.intervenes
                rules[name].administrator += many * kind.asks_human
        for question in decision.pending:
            for name in () if question.joined else question.act.rules:
                rules[name].administrator += many

    # -- where it counts -----------------------------------------------------------------------

    def _slices(self, at: Instant, group: _Group) -> tuple[Counts, Counts, Counts, Counts]:
        hours, days = self.rates.hours, self.rates.days
        return (
            self.rates.all,
            self._band(group),
            hours.setdefault(hour_of(at, self._zone), Counts()),
            days.setdefault(day_of(at, self._zone), Counts()),
        )

    def _band(self, group: _Group) -> Counts:
        return self.rates.bands.setdefault(group.band, Counts())

    def _member(self, account: str) -> OfMember:
        return self.rates.members.setdefault(account, OfMember())


def says_nothing(decision: Decision) -> bool:
    """Whether a decision tells of nothing that is counted, but what is unknown or measured."""
    return decision.allowed and not (decision.fired or decision.answers or decision.promises)


def _count(decision: Decision) -> Counts:
    counts = Counts()
    for act in decision.actions:
        counts.interventions += ACTIONS[act.action].intervenes
        counts.replies += act.action == "reply"
    if not any(answer.result == "approved" for answer in decision.answers):
        counts.automatic = counts.interventions + counts.replies
    asked = [question.act.action for question in decision.pending if not question.joined]
    counts.asked = sum(ACTIONS[one].intervenes or one == "reply" for one in asked)
    handed = any(ACTIONS[act.action].asks_human for act in decision.actions)
    counts.administrator = int(bool(asked) or handed)
    return counts


@dataclass(slots=True)
class _Group(Size):
    """What is remembered of one group while it is counted."""

    newest: Instant | None = None
    bands: set[str] = field(default_factory=set)
    tags: frozenset[str] | None = None

    def see(self, event: Event) -> None:
        """Who and how many are in the group, as far as the event tells, and its tags."""
        Size.see(self, event)
        self.tags = self.tags if event.group_tags is None else event.group_tags
