"""Made-up events around a rule: once, again and again, with what people say to it, and later.

A scene is an example without expectations. What would have to happen for the rule to fire `solving`
says; here it is put in order and given to people.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from policyq.ir import nodes
from policyq.study.mutation.being import MEMBERS, OTHER, Being
from policyq.study.mutation.choices import Choices, Every
from policyq.study.mutation.material import Material
from policyq.study.mutation.solving import Solver, is_tick
from policyq.study.mutation.timeline import WHOLE_DAY, Doing, steps
from policyq.study.traits import effects
from policyq.syntax import tree
from policyq.vocabulary.actions import PENALTIES
from policyq.vocabulary.types import Said

#: So many scenes are drawn with several answers at once, after those with one.
_DRAWN = 40
_MORNING = 10 * 60
#: A scene of more events makes no example that anybody would read.
MOST_STEPS = 60
_JUDGE = Said("王总", "King")
_TITLE = Said("补上的示例", "an example to add")


class Course(NamedTuple):
    """What becomes of the event."""

    times: int = 1
    pause: int = 10
    """Minutes between two times."""
    then: str = ""
    """``approve`` or ``reject``, by ``who``; ``wait``: another member says something later."""
    who: tree.Role | tree.Name | None = None
    delay: int = 5
    """Minutes until then."""
    before: int = 0
    """For how many minutes a penalty has stood; 0: there was none."""


def scenes(
    rule: nodes.Rule,
    program: nodes.Program,
    material: Material,
    language: str,
    seed: int,
) -> Iterator[tree.Example]:
    """Scenes around a rule of one of two programs, those first in which it should fire."""
    every = Every(Random(seed), _DRAWN)
    courses = list(_courses(rule, program, material))
    for fixed in every:
        choices = Choices(fixed)
        scene = _Scene(program, material, choices, language).of(rule, courses)
        every.tell(choices)
        if scene is not None:
            yield scene


def _courses(rule: nodes.Rule, program: nodes.Program, material: Material) -> Iterator[Course]:
    """What may become of it, the plainest first."""
    done = list(effects(program, rule))
    steps = max((len(one.steps) for one in program.ladders), default=0)
    climbs = any(isinstance(one, nodes.Climb) for one in done)
    times = range(1, steps + 2) if climbs else (1, 2, 3)
    gaps = material.gaps
    for count in times:
        yield Course(count)
    for gap in gaps:
        yield from (Course(count, gap) for count in (2, 3))
    judges = list(_judges(done))
    for count in times if climbs else (1,):
        for who in judges:
            yield Course(count, then="approve", who=who)
            yield from (Course(count, then="approve", who=who, delay=gap) for gap in gaps)
        if judges:
            yield Course(count, then="reject", who=judges[0])
        for delay in (*gaps, WHOLE_DAY, 7 * WHOLE_DAY, 31 * WHOLE_DAY):
            yield Course(count, then="wait", delay=delay)
    for before in (10, *gaps):
        yield Course(before=before)
        for who in judges:
            yield from (Course(before=before, then="approve", who=who, delay=d) for d in (5, *gaps))


def _judges(done: list[nodes.Effect]) -> Iterator[tree.Role | tree.Name]:
    """Those who are asked to confirm."""
    asked = [one for effect in done if effect.confirm for one in effect.confirm.judges]
    for one in dict.fromkeys(asked):
        if one.role:
            yield tree.Role(one.role)
        elif one.tag:
            yield tree.Name(one.tag)


class _Scene:
    """One scene while it is made."""

    def __init__(
        self, program: nodes.Program, material: Material, choices: Choices, language: str
    ) -> None:
        self._program = program
        self._choices = choices
        self._language = language
        self._solver = Solver(material, program, choices)
        self._members = MEMBERS.in_(language).split()
        self._found: list[Doing] = []

    def of(self, rule: nodes.Rule, courses: list[Course]) -> tree.Example | None:
        """The scene; ``None`` if it would be too long to read."""
        being = Being()
        self._solver.make(rule.condition, True, being)
        course = self._choices.pick("course", courses)
        member = being.account or self._members[0]
        day, minute = being.at or self._choices.pick("at", self._solver.moments())
        at = day * WHOLE_DAY + minute
        if course.before:
            self._penalized(member, at - course.before)
        if being.tick or is_tick(being.kinds):
            self._around(at)
        else:
            for back in range(being.days - 1, 0, -1):
                self._happens(being, at - back * WHOLE_DAY, member)
            for number in range(course.times):
                self._whole(being, at + number * course.pause, member)
        self._then(course, at + (course.times - 1) * course.pause)
        return self._example()

    def _penalized(self, member: str, at: int) -> None:
        """Something for which the member was punished."""
        for rule in self._program.rules:
            does = {one.action for one in rule.effects if isinstance(one, nodes.Do)}
            climbs = any(isinstance(one, nodes.Climb) for one in rule.effects)
            if rule.watch is None and (climbs or does & PENALTIES) and not _counts(rule.condition):
                being = Being()
                self._solver.make(rule.condition, True, being)
                self._happens(being, at, member)
                return

    def _whole(self, being: Being, at: int, member: str) -> None:
        """An event with all that has to be there before it."""
        for counted in being.counted:
            other = Being()
            self._solver.make(counted.counter.condition, True, other)
            alone = counted.counter.what == "distinct" and counted.counter.of in ("sender", None)
            same = "text" in counted.counter.per or "alike" in counted.counter.per
            for number in range(counted.times - 1):
                people = self._members[1:] + [f"{self._members[0]}{n}" for n in range(2, 40)]
                name = people[number] if alone else member
                mine = 0 if same or alone else number + 1
                self._happens(other, at - counted.spread, name, mine)
        self._happens(being, at, member)

    def _around(self, at: int) -> None:
        """Somebody writes before a time, and after it."""
        plain = Being()
        for minute in (at - 1, at + 1):
            self._happens(plain, minute, self._members[0])

    def _then(self, course: Course, at: int) -> None:
        if not course.then:
            return
        kind = "text" if course.then == "wait" else course.then
        member = OTHER.in_(self._language) if course.then == "wait" else _JUDGE.in_(self._language)
        who = (course.who,) if course.who is not None else ()
        text = None if kind != "text" else tree.Str(Said("你好", "hello").in_(self._language))
        self._add(at + course.delay, member, who, kind, text)

    def _happens(self, being: Being, at: int, member: str, number: int = 0) -> None:
        if being.tenure is not None and not any(
            _called(one.step) == member and one.step.kind == "join" for one in self._found
        ):
            self._add(at - being.tenure, member, (), "join", None)
        text = being.text(self._language, number)
        if being.kind() == "purchase" or being.amount is not None:
            amount = tree.Number(being.amount if being.amount is not None else 10)
        else:
            amount = None
        channel = None if being.channel is None else tree.Str(being.channel)
        who = tuple(dict.fromkeys(being.who))
        self._add(
            at, being.account or member, who, being.kind(),
            None if text is None else tree.Str(text), amount, channel,
        )  # fmt: skip

    def _add(
        self,
        at: int,
        member: str,
        who: tuple[tree.Role | tree.Name, ...],
        kind: str,
        text: tree.Str | None,
        amount: tree.Number | None = None,
        channel: tree.Str | None = None,
    ) -> None:
        step = tree.Happens(
            None, tree.Clock(0, 0), tree.Name(member), who, kind, text, amount, channel=channel
        )
        self._found.append(Doing(at, step))

    def _example(self) -> tree.Example | None:
        if len(self._found) > MOST_STEPS:
            return None
        return tree.Example(
            tree.Str(_TITLE.in_(self._language)),
            self._solver.place.givens(),
            tuple(steps(self._found)),
        )


def _called(step: tree.Happens) -> str:
    return step.member.text if step.member is not None else ""


def _counts(condition: nodes.Condition) -> bool:
    """Whether a condition looks at more than one event."""
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            return any(map(_counts, parts))
        case nodes.Not(part) | nodes.Surely(part):
            return _counts(part)
        case _:
            return isinstance(condition, nodes.Windowed | nodes.InRow | nodes.MetricIs)
