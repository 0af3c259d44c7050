"""The law of amounts: numbers where numbers belong, lengths of time where they do."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import adjusting, walk
from policyq.check.scope import Scope
from policyq.check.times import as_written
from policyq.diagnostics.catalog import types as say
from policyq.diagnostics.catalog.streaks import WHOLE_DAYS
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree
from policyq.vocabulary.events import FIELDS
from policyq.vocabulary.types import DAY, UNITS

#: What stands in a place, for a sentence.
_WHAT: dict[str, Words] = {
    "ladder": Words("阶梯的期限", "the window of a ladder"),
    "window": Words("统计的窗口", "the window of a count"),
    "once": Words("间隔的时间", "the time between two"),
    "removed": Words("移出以后的时间", "the time since a removal"),
    "confirm": Words("等待确认的时间", "the time to confirm"),
    "mute": Words("禁言的时长", "the length of a mute"),
    "lock": Words("全员禁言的时长", "the length of a lock"),
    "count": Words("次数", "a count"),
    "distinct": Words("个数", "a count"),
    "sum": Words("合计", "a sum"),
    "points": Words("积分", "points"),
    "streak": Words("连续的天数", "a streak"),
    "metric": Words("指标的界限", "a metric's threshold"),
    **{field.id: Words(*field.says) for field in FIELDS.values()},
}
_NUMBER = Words("数字", "a number")
_LENGTH = Words("时长", "a length of time")

_TEN_YEARS = (3653 * DAY, Words("10 年", "10 years"))
_A_YEAR = (400 * DAY, Words("400 天", "400 days"))
_LONGEST = {
    "mute": _TEN_YEARS,
    "lock": _TEN_YEARS,
    "ladder": _A_YEAR,
    "window": _A_YEAR,
    "once": _A_YEAR,
    "removed": _A_YEAR,
    "streak": _TEN_YEARS,
    "confirm": _A_YEAR,
}


def field_said(field: str) -> Words:
    """How a field is called in a sentence."""
    return _WHAT[field]


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with an amount, a value, a level's number or a priority."""
    for node in scope.declarations:
        for place in walk.amounts(node):
            yield from _place(scope, place)
        for number, what, least in _ranks(node):
            if number.value != int(number.value) or number.value < least:
                amount = walk.number_text(number)
                yield say.NOT_WHOLE.at(number.span, what=what, least=least, amount=amount)
        if isinstance(node, tree.Value):
            yield from _value(scope, node)
            yield from adjusting.problems(node)


def _place(scope: Scope, place: walk.Place) -> Iterator[Diagnostic]:
    amount, what = place.amount, _WHAT[place.what]
    if isinstance(amount, tree.Name):
        yield from _named(scope, place, amount)
    elif isinstance(amount, tree.Number):
        if place.what == "streak":
            yield WHOLE_DAYS.at(amount.span)
        elif place.length:
            written = walk.number_text(amount)
            # No unit is proposed: a policy with the wrong one would be valid.
            yield say.NEEDS_UNIT.at(amount.span, what=what, amount=written)
    elif not place.length:
        yield say.NEEDS_NUMBER.at(amount.span, what=what)
    else:
        yield from _length(place.what, amount)


def _named(scope: Scope, place: walk.Place, name: tree.Name) -> Iterator[Diagnostic]:
    value = scope.value(name)
    if value is None:
        return
    is_length = isinstance(value.first, tree.Length)
    if is_length != place.length:
        yield say.VALUE_UNIT.at(
            name.span,
            value.name.span,
            name=name.text,
            what=_WHAT[place.what],
            got=_LENGTH if is_length else _NUMBER,
            wanted=_LENGTH if place.length else _NUMBER,
        )
        return
    for amount in (value.first, *(changed for _, changed in value.changes)):
        if isinstance(amount, tree.Length):
            yield from _length(place.what, amount)


def _length(what: str, length: tree.Length) -> Iterator[Diagnostic]:
    """Too short or too long for its place."""
    if what in _LONGEST:
        longest, limit = _LONGEST[what]
        if length.value <= 0:
            yield say.ZERO_LENGTH.at(length.span, what=_WHAT[what])
        elif length.value * UNITS[length.unit] > longest:
            yield say.TOO_LONG.at(length.span, what=_WHAT[what], limit=limit)
        elif what == "streak" and length.value * UNITS[length.unit] % DAY:
            yield WHOLE_DAYS.at(length.span)


def _ranks(node: tree.Declaration) -> Iterator[tuple[tree.Number, Words, int]]:
    """Numbers that are ranks: of levels and priorities."""
    if isinstance(node, tree.Level):
        yield node.number, Words("级别", "a level"), 1
    for rule in _rules(node):
        if rule.priority is not None:
            yield rule.priority, Words("优先", "a priority"), 0
    for listed in walk.action_lists(node):
        for action in walk.actions(listed):
            if isinstance(action, tree.TreatAs):
                yield action.level, Words("级别", "a level"), 1


def _rules(node: tree.Declaration) -> Iterator[tree.Rule]:
    if isinstance(node, tree.Rule):
        yield node
    elif isinstance(node, tree.Section):
        yield from (item for item in node.items if isinstance(item, tree.Rule))


def _value(scope: Scope, value: tree.Value) -> Iterator[Diagnostic]:
    before: tree.Date | None = None
    for day, amount in value.changes:
        if isinstance(amount, tree.Length) != isinstance(value.first, tree.Length):
            yield say.VALUE_MIXED.at(amount.span, value.first.span, name=value.name.text)
        backwards = before is not None and day.order <= before.order
        if before is not None and backwards and as_written(scope, before, day):
            yield say.VALUE_ORDER.at(day.span, before.span, name=value.name.text)
        before = day
