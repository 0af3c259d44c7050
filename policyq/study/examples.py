"""Examples are tests beside the rule: run them, compare, and say what they reached.

Each starts with empty memory on `FIRST_DAY`, a Monday, in a group of its own, beside which it may
name others. Who has one name is one person, in every group and on every platform. Who is not said to
be something else is an ordinary member without tags who joined long ago, or when the example
lets him join, also if he is only complained of; what the example does not give of the group is
unknown. Who is said to be in a tier is in it until its next refresh.

A policy's examples answer for the rules that are written in its own file. Those that it uses from
another policy are that one's to show, if it has examples at all; else they count here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from policyq.check.checked import CheckedPolicy
from policyq.check.examples import cases
from policyq.check.moments import moment
from policyq.ir import clock, nodes, trials
from policyq.ir.choosing import variants
from policyq.ir.evaluator import Reference
from policyq.ir.meaning import Scene, arrived, count, decide
from policyq.ir.memory import Group, Member
from policyq.ir.show import show_condition
from policyq.ir.tiers import Known
from policyq.ir.trace import trace
from policyq.study.expecting import Effect, fits, hits_other, units
from policyq.syntax import tree
from policyq.vocabulary.decisions import Act, Decision, Lost, Question
from policyq.vocabulary.events import AIMED, EVERYONE, MESSAGES, Event
from policyq.vocabulary.types import DAY, Instant, Truth

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


@dataclass(slots=True)
class Coverage:
    """What the examples reached. A branch is one condition of a rule being true, or false."""

    rules_seen: tuple[nodes.Rule, ...]
    """The rules that the examples answer for."""
    fired: dict[str, int] = field(default_factory=dict)
    branches: dict[str, dict[nodes.Condition, set[Truth]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for rule in self.rules_seen:
            self.fired[rule.name] = 0
            atoms = self.branches.setdefault(rule.name, {})
            atoms.update((atom, set()) for atom in _atoms(rule.condition))

    def see(self, scene: Scene, decision: Decision) -> None:
        names = {fired.rule for fired in decision.fired if not fired.ended}
        for name in self.fired:
            self.fired[name] += name in names
        for rule in self.rules_seen:
            atoms = self.branches[rule.name]
            for atom in trace(rule.condition, scene).atoms():
                if not isinstance(atom.condition, nodes.KindIn):
                    atoms.setdefault(atom.condition, set()).add(atom.truth)

    @property
    def rules(self) -> tuple[int, int]:
        """Rules that fired, of all."""
        return sum(1 for times in self.fired.values() if times), len(self.fired)

    @property
    def reached(self) -> tuple[int, int]:
        """Branches reached, of all."""
        seen = [truths for atoms in self.branches.values() for truths in atoms.values()]
        return sum(len(truths & {True, False}) for truths in seen), 2 * len(seen)

    def missed(self) -> Iterator[tuple[str, nodes.Condition, bool]]:
        """Each branch that was never taken: rule, condition, and the truth it never had."""
        for rule, atoms in sorted(self.branches.items()):
            for atom, truths in sorted(atoms.items(), key=lambda one: show_condition(one[0])):
                yield from ((rule, atom, truth) for truth in (True, False) if truth not in truths)


class Result(NamedTuple):
    """What became of a policy's examples; each case of a table is one."""

    passed: tuple[tree.Example, ...]
    failed: tuple[Failure, ...]
    coverage: Coverage
    elsewhere: tuple[str, ...]
    """The used policies whose own examples answer for their rules, sorted."""


def run(policy: CheckedPolicy, program: nodes.Program) -> Result:
    """Runs every example of a policy by the definition. Examples say what rules do, whether these are
    on trial or not."""
    program = trials.lifted(program)
    files = [*(one.file for one in policy.rules), *(one.file for one in policy.watches)]
    both = zip(files, program.rules, strict=True)
    coverage = Coverage(tuple(rule for file, rule in both if file not in policy.elsewhere))
    passed, failed = [], []
    for example in (case for whole in policy.examples for case in cases(whole)):
        failures = list(_Run(program, example, coverage).failures())
        failed += failures
        if not failures:
            passed.append(example)
    return Result(tuple(passed), tuple(failed), coverage, tuple(sorted(policy.elsewhere)))


def _atoms(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _atoms(part)
        case nodes.Not(part) | nodes.Surely(part):
            yield from _atoms(part)
        case nodes.KindIn() | nodes.Always():
            return
        case _:
            yield condition


class _Run:
    """One example on its way."""

    def __init__(self, program: nodes.Program, example: tree.Example, coverage: Coverage) -> None:
        self.example = example
        self.coverage = coverage
        self.evaluator = Reference(program)
        self.variants = variants(program)
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
            for decision in self._happens(step):
                promises = decision.promises
                if promises:
                    yield Failure(self.example, None, (), (), promises=promises)

    def _happens(self, step: tree.Happens) -> Iterator[Decision]:
        event = self._event(step)
        while ticks := self.evaluator.due(event.group, event.time):
            yield self._decide(ticks[0])
        self._into_tiers(event, step)
        self._meet(event)
        yield self._decide(event)

    def _meet(self, event: Event) -> None:
        """Who is complained of is known to the group, though they never wrote in the example."""
        name = event.target
        standing = self.evaluator.memory.groups.get(event.group, Group()).standing
        if name is None or name in standing.members:
            return
        role, tags = self.known.get(name, ("member", frozenset()))
        joined = self.joined.get((event.group, name), event.time - LONG_AGO)
        channel = self.channels.get((event.group, name))
        one = Known(name, name, role, tags, joined, channel)
        self.evaluator.know(event.group, [one], event.time)

    def _into_tiers(self, event: Event, step: tree.Happens) -> None:
        """Puts a member into the tiers that stand in the brackets behind the name."""
        named = frozenset(one.text for one in step.who if isinstance(one, tree.Name)) & self.tiers
        if not named or event.sender is None:
            return
        memory = self.evaluator.memory
        group = memory.groups.get(event.group, Group())
        standing = group.standing.copy()
        member = standing.members.get(event.sender) or Member(event.time, event.time)
        standing.members[event.sender] = member._replace(tiers=member.tiers | named)
        placed = replace(group, standing=standing)
        self.evaluator.memory = replace(memory, groups={**memory.groups, event.group: placed})

    def _decide(self, event: Event) -> Decision:
        program = self.evaluator.program
        scene = count(arrived(program, self.evaluator.memory, event))
        before = self.evaluator.memory
        decision = self.evaluator.decide(event)
        others = [decide(one, before, event)[0] for one in self.variants]
        after = self.evaluator.standing(event.group)
        scene = scene._replace(group=replace(scene.group, standing=after))
        self.coverage.see(scene, decision)
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
