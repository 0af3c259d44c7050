"""The law of examples: each checks something, in the order of time, that some rule can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeGuard

from policyq.check import walk, zones
from policyq.check.amounts import field_said
from policyq.check.header import UNSTATED, timezone
from policyq.check.moments import moment
from policyq.check.names import unknown_platform
from policyq.check.scope import Scope
from policyq.check.times import as_written, day
from policyq.diagnostics.catalog import examples as say
from policyq.diagnostics.catalog import times as of_times
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import PLATFORMS

FIRST_DAY = date(2026, 1, 5)
"""The day on which every example starts."""

_MOST_DAYS = 4000
_A_NUMBER = Words("数字", "a number")
_A_NAME = Words("名字", "a name")


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with examples, of the main file and of its bases."""
    done = _done(scope)
    for node in scope.declarations:
        if isinstance(node, tree.Example):
            yield from _givens(node)
            for case in cases(node):
                yield from _clock(scope, case)
                yield from _places(case)
                yield from _expectations(case)
            if not scope.partial:
                yield from _never_done(node, done)


def cases(example: tree.Example) -> tuple[tree.Example, ...]:
    """The cases of an example: itself, or each of its table up to an expectation."""
    if not example.table:
        return (example,)
    rows: list[list[tree.Happens | tree.Expect]] = [[]]
    for step in example.steps:
        rows[-1].append(step)
        if isinstance(step, tree.Expect):
            rows.append([])
    made = tuple(replace(example, steps=tuple(row), table=False) for row in rows if row)
    return made or (example,)


def _places(example: tree.Example) -> Iterator[Diagnostic]:
    """Platforms that nobody knows."""
    for step in example.steps:
        platform = step.platform if isinstance(step, tree.Happens) else None
        if platform is not None and platform.text not in PLATFORMS:
            yield unknown_platform(platform)


def _done(scope: Scope) -> frozenset[str]:
    """Every action that some rule, level or ladder holds; who is forgiven a mute may write again."""
    done = frozenset(
        action.action
        for node in scope.declarations
        for listed in walk.action_lists(node)
        for action in walk.actions(listed)
        if isinstance(action, tree.Do)
    )
    return done | {"unmute"} if "forgive" in done else done


def _givens(example: tree.Example) -> Iterator[Diagnostic]:
    for given in example.givens:
        is_number = isinstance(given.value, tree.Number)
        if is_number != (given.field == "members"):
            wanted = _A_NUMBER if given.field == "members" else _A_NAME
            yield say.GIVEN_TYPE.at(given.value.span, field=field_said(given.field), wanted=wanted)
        elif given.field == "platform" and _unknown(given.value):
            yield unknown_platform(given.value)


def _unknown(value: tree.Number | tree.Name | tree.Str) -> TypeGuard[tree.Name | tree.Str]:
    return not isinstance(value, tree.Number) and value.text not in PLATFORMS


def _clock(scope: Scope, example: tree.Example) -> Iterator[Diagnostic]:
    """Time that goes backwards, days that are too far away."""
    today = FIRST_DAY
    zone = timezone(scope) if zones.known(timezone(scope)) else UNSTATED
    before: tuple[datetime, Span] | None = None
    for step in example.steps:
        if not isinstance(step, tree.Happens):
            continue
        if step.clock.hour == 24:
            yield of_times.END_OF_DAY.at(step.clock.span)
        jump = step.jump
        if jump is not None and jump.days > _MOST_DAYS:
            yield say.JUMP_TOO_FAR.at(jump.span, most=_MOST_DAYS)
            return
        today = _day_after(today, jump)
        if not as_written(scope, step.clock) or (
            jump is not None and jump.date is not None and not as_written(scope, jump.date)
        ):
            return
        now = moment(today, step.clock, zone, before[0] if before else None)
        if now is None and before is not None:
            yield say.CLOCK_BACK.at(step.clock.span, before[1])
            now = moment(today, step.clock, zone, None)
        if now is not None:
            before = (now, step.clock.span)


def _day_after(today: date, jump: tree.Jump | None) -> date:
    if jump is None:
        return today
    start = day(jump.date) if jump.date is not None else today
    try:
        return start + timedelta(days=jump.days)
    except OverflowError:
        return date.max


def _expectations(example: tree.Example) -> Iterator[Diagnostic]:
    happened = False
    if not any(isinstance(step, tree.Expect) for step in example.steps):
        yield say.NO_EXPECT.at(example.title.span, title=example.title.text)
        return
    for step in example.steps:
        if isinstance(step, tree.Expect) and not happened:
            yield say.NOTHING_YET.at(step.span)
        happened = isinstance(step, tree.Happens)


def _never_done(example: tree.Example, done: frozenset[str]) -> Iterator[Diagnostic]:
    for step in example.steps:
        if isinstance(step, tree.Expect) and step.bound != "at_most":
            for effect in step.effects:
                if effect.action not in done:
                    action = Words(*ACTIONS[effect.action].says)
                    yield say.NEVER_DONE.at(effect.span, action=action)
