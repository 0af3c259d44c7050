"""The law of calendars: which days are off and which are worked, from the file that a policy names.

    title: public holidays in mainland China
    zones: [Asia/Shanghai]
    years: [2026]
    days:
      - name: Spring Festival
        off: 2026-02-15 to 2026-02-23
        work: [2026-02-14, 2026-02-28]

A calendar knows the years that it states, whole, and nothing of any other day. `days` may be empty:
a year without holidays. The keys may be Chinese as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from policyq.check.files import resolve
from policyq.check.notes import Note, Wrong, noted
from policyq.check.scope import Scope
from policyq.check.times import moments_in, slots_in
from policyq.diagnostics.catalog import calendars as say
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.source import Source, Span
from policyq.syntax import tree

#: A file holds no more than this many characters, and days.
MOST_CHARACTERS = 1 << 18
MOST_DAYS = 4000
_YEARS = (2000, 2100)
_WEEKEND = 5
_ONE = timedelta(days=1)

_KEYS = {
    "title": "title", "标题": "title", "zones": "zones", "时区": "zones", "years": "years",
    "年份": "years", "days": "days", "安排": "days",
}  # fmt: skip
_DAY_KEYS = {
    "name": "name", "名称": "name", "off": "off", "放假": "off", "work": "work", "上班": "work",
}  # fmt: skip
_TO = ("至", "到", "to")


class Day(NamedTuple):
    """A day that a calendar names: one off, or one that is worked though it is a weekend's."""

    date: date
    off: bool
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file."""

    path: str
    """As the policy names it."""
    title: str
    zones: tuple[str, ...]
    years: tuple[int, ...]
    """Sorted."""
    days: tuple[Day, ...]
    """By date."""


class Calendars(NamedTuple):
    """The calendar of a policy, if it names one that can be read, and what was found on the way."""

    calendar: Calendar | None
    found: tuple[Diagnostic, ...]


def read(scope: Scope, today: date | None) -> Calendars:
    """The calendar that holds for a policy; ``today`` is the date in its time zone, if known."""
    named = [
        (file, node)
        for file, whole in scope.files.items()
        for node in whole.declarations
        if isinstance(node, tree.Holidays)
    ]
    found = list(_quarrels(scope, named))
    uses = list(_uses(scope))
    if not named:
        if uses and not (scope.partial or found):
            found.append(say.NO_CALENDAR.at(uses[0].span, day=_SAID[uses[0].id]))
        return Calendars(None, tuple(found))
    file, node = named[-1]  # the main file is the last
    if not uses and file == scope.main and not scope.partial:
        found.append(lints.UNUSED.at(node.span, sort=_SORT, name=node.path.text))
    source = scope.sources.get(resolve(node.path))
    if not isinstance(source, Source):
        return Calendars(None, tuple(found))  # the law of files speaks of it
    try:
        calendar = _calendar(source, node.path.text)
    except Wrong as wrong:
        found.append(say.NOT_A_CALENDAR.at(wrong.span, path=node.path.text, why=wrong.why))
        return Calendars(None, tuple(found))
    found += _wrong_days(calendar)
    found += _out_of_place(scope, node, calendar, today if uses else None)
    return Calendars(calendar, tuple(found))


_SORT = Words("节假日", "calendar")
_SAID = {"workday": Words("工作日", "workdays"), "holiday": Words("节假日", "holidays")}


def _quarrels(scope: Scope, named: list[tuple[str, tree.Holidays]]) -> Iterator[Diagnostic]:
    """A second calendar in one file, or in two bases of a main file that names none."""
    mine = [one for one in named if one[0] == scope.main]
    for (file, node), (other_file, other) in pairwise(mine or named):
        if file == other_file or resolve(node.path) != resolve(other.path):
            yield say.TWO_CALENDARS.at(other.span, node.span)


def _uses(scope: Scope) -> Iterator[tree.DayNamed]:
    for node in scope.declarations:
        days_asked = [slot.days for slot in slots_in(node)]
        days_asked += [days for days, _ in moments_in(node)]
        for asked in days_asked:
            for days in asked:
                if isinstance(days.first, tree.DayNamed):
                    yield days.first


# -- the file ----------------------------------------------------------------------------------


def _calendar(source: Source, path: str) -> Calendar:
    """The calendar in a file; raises `Wrong`."""
    if len(source.text) > MOST_CHARACTERS:
        raise Wrong(Span(source.name, 0, 1), Words("文件太大", "it is too large"))
    top = noted(source)
    keys = top.keyed(_KEYS)
    years = sorted(_years(keys["years"])) if "years" in keys else []
    if not years:
        raise Wrong(top.span, Words("没有写年份 `years`", "it does not state its `years`"))
    days = [day for one in keys["days"].items() for day in _days(one)] if "days" in keys else []
    if len(days) > MOST_DAYS:
        raise Wrong(top.span, Words(f"超过 {MOST_DAYS} 天", f"more than {MOST_DAYS} days"))
    return Calendar(
        path=path,
        title=keys["title"].text() if "title" in keys else path,
        zones=tuple(one.text() for one in keys["zones"].items()) if "zones" in keys else (),
        years=tuple(years),
        days=tuple(sorted(days, key=lambda day: (day.date, day.span))),
    )


def _years(note: Note) -> Iterator[int]:
    seen: set[int] = set()
    for one in note.items():
        written = one.text()
        year = int(written) if written.isdecimal() and len(written) == 4 else 0
        if not _YEARS[0] <= year <= _YEARS[1]:
            raise Wrong(
                one.span, Words("这里应当是年份，例如 2026", "a year such as 2026 is wanted")
            )
        if year in seen:
            raise Wrong(one.span, Words(f"{year} 年写了两次", f"{year} stands there twice"))
        seen.add(year)
        yield year


def _days(note: Note) -> Iterator[Day]:
    keys = note.keyed(_DAY_KEYS)
    name = keys["name"].text() if "name" in keys else ""
    if "off" not in keys and "work" not in keys:
        raise Wrong(note.span, Words("要写 `off` 或 `work`", "`off` or `work` is wanted"))
    for key in ("off", "work"):
        for one in keys[key].items() if key in keys else ():
            first, last = _range(one)
            for number in range((last - first).days + 1):
                yield Day(first + number * _ONE, key == "off", name, one.span)


def _range(note: Note) -> tuple[date, date]:
    """``2026-02-15``, ``2026-02-15 to 2026-02-23``."""
    text = note.text()
    for word in _TO:
        text = text.replace(word, " ")
    ends = text.split()
    try:
        first, last = date.fromisoformat(ends[0]), date.fromisoformat(ends[-1])
        sound = len(ends) <= 2 and all(len(end) == 10 for end in ends)
    except (IndexError, ValueError):
        sound = False
    if not sound:
        wanted = "2026-02-15 to 2026-02-23"
        why = Words(f"这里应当是日期，例如 {wanted}", f"dates such as {wanted} are wanted")
        raise Wrong(note.span, why)
    if last < first:
        why = Words("日期的先后颠倒了", "the dates run backwards")
        raise Wrong(note.span, why)
    if (last - first).days > 366:
        raise Wrong(note.span, Words("一次放假超过一年", "that is more than a year"))
    return first, last


# -- what is wrong with its days ---------------------------------------------------------------


def _wrong_days(calendar: Calendar) -> Iterator[Diagnostic]:
    for one, other in pairwise(calendar.days):
        if one.date == other.date:
            yield say.DAY_TWICE.at(other.span, one.span, date=other.date.isoformat())
    outside = [day for day in calendar.days if day.date.year not in calendar.years]
    for span in dict.fromkeys(day.span for day in outside):
        day = next(day for day in outside if day.span == span)
        years = ", ".join(map(str, calendar.years))
        yield say.DAY_OUTSIDE.at(span, date=day.date.isoformat(), years=years)
    for day in calendar.days:
        if not day.off and day.date.weekday() < _WEEKEND:
            yield say.WORKED_ANYWAY.at(day.span, date=day.date.isoformat())


def _out_of_place(
    scope: Scope, node: tree.Holidays, calendar: Calendar, today: date | None
) -> Iterator[Diagnostic]:
    """A calendar of another place or of another time."""
    zone = next(
        (
            one.name
            for one in scope.files[scope.main].declarations
            if isinstance(one, tree.Timezone)
        ),
        None,
    )
    if zone is not None and calendar.zones and zone.text not in calendar.zones:
        zones = ", ".join(calendar.zones)
        yield say.OTHER_ZONE.at(node.path.span, zone.span, zones=zones, zone=zone.text)
    if today is not None and today.year > calendar.years[-1]:
        yield say.OVER.at(node.path.span, path=node.path.text, year=calendar.years[-1])
