"""The law of content: entries of a calendar lie in its windows and ask for something, forms want
numbers that can be reached, and a ranking is told where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import quiet, times, walk
from policyq.check.scope import Scope
from policyq.check.texts import Places, braces
from policyq.diagnostics.catalog import contents as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import sugar, tree
from policyq.vocabulary.actions import PLACEHOLDERS

_WAITS = frozenset({"reply", "notify"})
_RANKING = frozenset(PLACEHOLDERS["ranking"].spellings)


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with forms, calendars, and where rankings are told."""
    hours = {one.name: one.node for one in scope.of("hours") if isinstance(one.node, tree.Hours)}
    told = {id(text) for node in scope.declarations for text in _of_ranking(node)}
    for node in scope.declarations:
        match node:
            case tree.Form():
                yield from _wanted(node)
            case tree.Ranking():
                yield from _top(node)
            case tree.Agenda():
                yield from _outside(scope, node, hours)
                yield from _entries(scope, node)
            case _:
                for text in walk.texts(node):
                    if id(text) not in told:
                        yield from _told_elsewhere(scope, text)


# -- numbers -----------------------------------------------------------------------------------


def _wanted(form: tree.Form) -> Iterator[Diagnostic]:
    least, most = form.least, form.most
    for number in (least, most):
        if number is not None and (number.value != int(number.value) or number.value < 1):
            yield say.WANTED.at(number.span, problem=_NOT_WHOLE)
            return
    if least is not None and most is not None and most.value < least.value:
        yield say.WANTED.at(most.span, least.span, problem=_REVERSED)


_NOT_WHOLE = Words("要写 1 以上的整数", "a whole number from 1 on is wanted")
_REVERSED = Words("后一个数不能比前一个小", "the second number must not be below the first")
_TOP = Words("名次要写 1 到 100 的整数", "a whole number from 1 to 100 is wanted")


def _top(ranking: tree.Ranking) -> Iterator[Diagnostic]:
    top = ranking.top
    if top is not None and not (top.value == int(top.value) and 1 <= top.value <= 100):
        yield say.WANTED.at(top.span, problem=_TOP)


# -- calendars ---------------------------------------------------------------------------------


def _outside(
    scope: Scope, agenda: tree.Agenda, hours: dict[str, tree.Hours]
) -> Iterator[Diagnostic]:
    """Entries on a day on which their time is in no window."""
    found = hours.get(agenda.hours.text)
    if found is None or not times.trusted(scope, found.slots):
        return
    for item in agenda.items:
        written = times.as_written(scope, item.clock) and item.clock.hour < 24
        if written and sugar.window_of(agenda, item, hours) is None:
            clock = f"{item.clock.hour:02}:{item.clock.minute:02}"
            yield say.OUTSIDE.at(
                item.span, found.span, clock=clock, name=agenda.name.text, hours=found.name.text
            )


def _entries(scope: Scope, agenda: tree.Agenda) -> Iterator[Diagnostic]:
    seen: list[tuple[int, tree.Item]] = []
    silent = _silent(scope)
    for item in agenda.items:
        if item.form is None and not item.actions:
            yield say.EMPTY.at(item.span)
        if item.clock.hour == 24:
            continue
        minutes = times.weekly((_slot(item),))[1]
        dated = any(isinstance(one.first, tree.Date) for one in item.days)
        earlier = next(
            (
                one
                for when, one in seen
                if when & minutes and (not dated or one.days == item.days) and _sort(one, item)
            ),
            None,
        )
        if earlier is not None:
            yield say.TWICE.at(item.span, earlier.span, name=agenda.name.text)
        seen.append((minutes, item))
        if minutes & silent and not minutes & ~silent and _speaks(item):
            yield say.WAITS.at(item.span)


def _sort(one: tree.Item, other: tree.Item) -> bool:
    """Whether the days of two entries can be told to be the same."""
    sorts = {type(days.first) for item in (one, other) for days in item.days}
    return len(sorts) <= 1


def _slot(item: tree.Item) -> tree.Slot:
    """The minute of an entry."""
    after = (sugar.minute(item.clock) + 1) % (24 * 60)
    return tree.Slot(item.days, item.clock, tree.Clock(*divmod(after, 60)))


def _silent(scope: Scope) -> int:
    """The minutes of the week in which the bot surely says nothing."""
    asked = quiet.hours(scope)
    slots: tuple[tree.Slot, ...] = ()
    if isinstance(asked, tree.Slot):
        slots = (asked,)
    elif asked is not None:
        found = scope.get("hours", asked.text)
        slots = found.node.slots if found and isinstance(found.node, tree.Hours) else ()
    return times.weekly(slots)[0] if slots and times.trusted(scope, slots) else 0


def _speaks(item: tree.Item) -> bool:
    return any(isinstance(one, tree.Do) and one.action in _WAITS for one in item.actions)


# -- rankings ----------------------------------------------------------------------------------


def _of_ranking(node: tree.Declaration) -> Iterator[tree.Str]:
    if isinstance(node, tree.Rule) and isinstance(node.when, tree.Ranked):
        yield from walk.texts(node)


def _told_elsewhere(scope: Scope, text: tree.Str) -> Iterator[Diagnostic]:
    for name, start, end in braces(text.text):
        if (name or "").strip() in _RANKING:
            yield say.NO_RANKING.at(Places(scope, text).at(start, end), name=name)
