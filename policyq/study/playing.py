"""One example on its way: its events through an evaluator, and what they led to.

Any evaluator will do: the definition, when examples are tested, or a fast one, when many changed
policies are asked the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from policyq.check.moments import moment
from policyq.ir import clock
from policyq.ir.evaluator import Evaluator, Reference, coming
from policyq.ir.memory import Group, Member, Standing
from policyq.ir.tiers import Known
from policyq.study.expecting import Effect, fits, hits_other, units
from policyq.syntax import tree
from policyq.vocabulary.decisions import Act, Decision, Lost, Question
from policyq.vocabulary.events import AIMED, EVERYONE, MESSAGES, Event
from policyq.vocabulary.types import DAY, Instant

if TYPE_CHECKING:
    from policyq.live.evaluator import Live

FIRST_DAY = date(2026, 1, 5)
LONG_AGO = 365 * DAY
_AT = re.compile(r"@([\w-]+)")
_EVERYONE = frozenset({"所有人", "全体成员", "everyone", "all"})


class Failure(NamedTuple):
    """An expectation that was not met, or a promise that had to hold something back."""

    example: tree.Example
    expect: tree.Expect | None
    missing: tuple[tree.Expected, ...]
    surplus: tuple[Effect, ...]
    got: tuple[Effect, ...] = ()
    promises: tuple[str, ...] = ()
    no_question: tree.Happens | None = None
    held: tuple[Lost, ...] = ()
    """What was asked for and not done since the expectation before."""


class Play:
    """One example on its way through an evaluator that remembers nothing yet.

    ``variants``: evaluators of `policyq.ir.choosing.variants` that go along, so that each of several
    answers is known."""

    def __init__(
        self,
        evaluator: Evaluator,
        example: tree.Example,
        variants: Sequence[Evaluator] = (),
    ) -> None:
        self.example = example
        self.evaluator = evaluator
        self.variants = variants
        program = evaluator.program
        self.day = FIRST_DAY
        self.now: datetime | None = None
        self.joined: dict[tuple[str, str], Instant] = {}
        self.channels: dict[tuple[str, str], str] = {}
        self.known: dict[str, tuple[str, frozenset[str]]] = {}
        self.tiers = frozenset(tier.name for tier in program.tiers)
        self.too_late = frozenset(f"{agenda.name}/late" for agenda in program.agendas)
        self.number = 0
        self.questions: list[str] = []
        self.effects: list[Effect] = []
        self.held: list[Lost] = []
        self.group = _group(example.givens)

    def failures(self) -> Iterator[Failure]:
        """Every expectation that is not met, in order."""
        for step in self.example.steps:
            if isinstance(step, tree.Expect):
                failure = self._compare(step)
                if failure is not None:
                    yield failure
                self.effects, self.held = [], []
                continue
            if step.kind in ("approve", "reject") and not self.questions:
                yield Failure(self.example, None, (), (), no_question=step)
                continue
            for decision in self.happens(step):
                promises = decision.promises
                if promises:
                    yield Failure(self.example, None, (), (), promises=promises)

    def happens(self, step: tree.Happens) -> Iterator[Decision]:
        """The decisions on what is due before a step, then on the step; in `effects` what follows."""
        event = self._event(step)
        for tick in coming(self.evaluator, event.group, event.time):
            yield self._decide(tick)
        for evaluator in (self.evaluator, *self.variants):
            self._into_tiers(evaluator, event, step)
            self._meet(evaluator, event)
        yield self._decide(event)

    def _meet(self, evaluator: Evaluator, event: Event) -> None:
        """Who is complained of is known to the group, though they never wrote in the example."""
        name = event.target
        if name is None or name in evaluator.standing(event.group).members:
            return
        role, tags = self.known.get(name, ("member", frozenset()))
        joined = self.joined.get((event.group, name), event.time - LONG_AGO)
        channel = self.channels.get((event.group, name))
        one = Known(name, name, role, tags, joined, channel)
        evaluator.know(event.group, [one], event.time)

    def _into_tiers(self, evaluator: Evaluator, event: Event, step: tree.Happens) -> None:
        """Puts a member into the tiers that stand in the brackets behind the name."""
        named = frozenset(one.text for one in step.who if isinstance(one, tree.Name)) & self.tiers
        if not named or event.sender is None:
            return
        if isinstance(evaluator, Reference):
            memory = evaluator.memory
            group = memory.groups.get(event.group, Group())
            standing = group.standing.copy()
            _into_tiers(standing, event.sender, event.time, named)
            placed = replace(group, standing=standing)
            evaluator.memory = replace(memory, groups={**memory.groups, event.group: placed})
        else:
            live: Live = evaluator  # type: ignore[assignment]
            _into_tiers(live.state(event.group).standing, event.sender, event.time, named)

    def decided(self, event: Event) -> tuple[Decision, list[Decision]]:
        """The decision on an event, and those of the variants."""
        others = [one.decide(event) for one in self.variants]
        return self.evaluator.decide(event), others

    def _decide(self, event: Event) -> Decision:
        decision, others = self.decided(event)
        self.effects += [
            Effect(act, False, event.time, _other_texts(act, others), hits_other(act, event))
            for act in decision.actions
        ]
        self.held += decision.lost
        for answer in decision.answers:
            if answer.question in self.questions and answer.result in _SETTLED:
                self.questions.remove(answer.question)
        for question in decision.pending:
            other = hits_other(question.act, event)
            self.effects.append(Effect(question.act, True, event.time, other=other))
            self._asked(question)
        return decision

    def _asked(self, question: Question) -> None:
        if question.id not in self.questions:
            self.questions.append(question.id)

    def _event(self, step: tree.Happens) -> Event:
        if step.jump is not None:
            jump = step.jump
            if jump.date is not None:
                self.day = date(jump.date.year, jump.date.month, jump.date.day)
            self.day += timedelta(days=jump.days)
        self.now = moment(self.day, step.clock, self.evaluator.program.timezone, self.now)
        assert self.now is not None, "refused by the check"
        time = clock.instant(self.now)
        self.number += 1
        base = self._there(step)._replace(id=f"{self.number:04d}", time=time)
        return self._with_member(base, step) if step.member else base._replace(kind=step.kind)

    def _there(self, step: tree.Happens) -> Event:
        """The group that a step is in: what the example gives of its group holds of all."""
        base = self.group
        if step.group is not None:
            base = base._replace(group=step.group.text, group_name=step.group.text)
        return base if step.platform is None else base._replace(platform=step.platform.text)

    def _with_member(self, base: Event, step: tree.Happens) -> Event:
        assert step.member is not None
        member = step.member.text
        role, tags = self._who(member, step)
        if step.kind == "join":
            self.joined[base.group, member] = base.time
        if step.channel is not None:
            self.channels[base.group, member] = step.channel.text
        verdict = step.kind in ("approve", "reject")
        aimed = step.text.text.lstrip("@") if step.text and step.kind in AIMED else None
        text = step.text.text if step.text else "" if step.kind in MESSAGES else None
        return base._replace(
            kind="verdict" if verdict else step.kind,
            sender=member,
            person=member,
            name=member,
            role=role,
            tags=tags,
            joined=self.joined.get((base.group, member), base.time - LONG_AGO),
            channel=self.channels.get((base.group, member)),
            text=text,
            mentions=_mentions(text) if step.kind in MESSAGES else None,
            amount=float(step.amount.value) if step.amount else None,
            result=step.kind if verdict else None,
            refers=self.questions[-1] if verdict else None,
            target=aimed,
        )

    def _who(self, member: str, step: tree.Happens) -> tuple[str, frozenset[str]]:
        """What a member is; said once, it stays."""
        if step.who:
            roles = [one.id for one in step.who if isinstance(one, tree.Role)]
            tags = frozenset(one.text for one in step.who if isinstance(one, tree.Name))
            self.known[member] = (roles[0] if roles else "member", tags - self.tiers)
        return self.known.get(member, ("member", frozenset()))

    def _compare(self, expect: tree.Expect) -> Failure | None:
        left = list(self.effects)
        missing = []
        for expected in expect.effects:
            for one in units(expected):
                found = [effect for effect in left if fits(one, effect)]
                if not found:
                    missing.append(one)
                for effect in found[:1]:
                    left.remove(effect)
        left = [effect for effect in left if not self._aside(effect)]
        if expect.bound == "at_least":
            left = []
        elif expect.bound == "at_most":
            missing = []
        if not missing and not left:
            return None
        return Failure(
            self.example, expect, tuple(missing), tuple(left), tuple(self.effects),
            held=tuple(self.held),
        )  # fmt: skip

    def _aside(self, effect: Effect) -> bool:
        """Whether it need not be expected: a calendar's note of entries that an example slept
        through, which is about something else."""
        rules = effect.act.rules
        return bool(rules) and self.too_late.issuperset(rules)


def _other_texts(act: Act, decisions: Iterable[Decision]) -> frozenset[str]:
    """What a reply says where its rule says another of its answers."""
    if act.action != "reply":
        return frozenset()
    return frozenset(
        other.text
        for decision in decisions
        for other in decision.actions
        if other.text is not None and other == act._replace(text=other.text)
    )


def _into_tiers(standing: Standing, account: str, at: Instant, named: frozenset[str]) -> None:
    member = standing.members.get(account) or Member(at, at)
    standing.members[account] = member._replace(tiers=member.tiers | named)


_SETTLED = ("approved", "rejected", "timed_out")


def _group(givens: tuple[tree.Given, ...]) -> Event:
    event = Event(id="", time=0, group="example", kind="text")
    for given in givens:
        written = given.value.value if isinstance(given.value, tree.Number) else given.value.text
        match given.field:
            case "members":
                event = event._replace(members=int(written))
            case "platform":
                event = event._replace(platform=str(written))
            case "group_tags":
                event = event._replace(
                    group_tags=(event.group_tags or frozenset()) | {str(written)}
                )
            case "group":
                event = event._replace(group_name=str(written))
    return event


def _mentions(text: str | None) -> tuple[str, ...]:
    named = _AT.findall(text or "")
    return tuple(dict.fromkeys(EVERYONE if name in _EVERYONE else name for name in named))
