"""What forms, calendars, formats and rankings stand for, in declarations that need no more words.

    form F 3 to 5 weekly when C      metric F = count(C, no edits) weekly poor < 3, good >= 3;
                                     what the bot itself posts by a calendar counts too
    calendar K in H                  metric K = the share of its entries that were kept, weekly,
      Monday 07:30 F then A          and for each entry with actions
                                     rule K/1/07:30/F when at Monday 07:30 and late <= L then A
                                     and once rule K/late when … and late > L then record
    format X when C requires D       rule X when C unless D then reply "…"
    ranking R = … then A             rule R when R is drawn up then A; a lottery likewise
    roster R … remind L before …     rule R/shift: see `policyq.syntax.reminding`

L is what the calendar says of entries that the bot comes to late; if it says nothing, what is left
of the entry's window. Spans are those of the sugar, so that reports show what was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from policyq.syntax import reminding, tree
from policyq.vocabulary.han import has_han

#: How late the bot may be where it is never to be late, in minutes: nobody is there on the second.
GRACE = 10
_DAY = 24 * 60


class Window(NamedTuple):
    """The part of a posting window that an entry is in: minutes of its day, end excluded."""

    start: int
    end: int


def expanded(files: Mapping[str, tree.File]) -> dict[str, tree.File]:
    """The files with what their sugar stands for. Formats are gone; the others stand beside it."""
    declarations = [one for file in files.values() for one in file.declarations]
    whole = _Whole(declarations)
    return {name: _expanded(file, whole) for name, file in files.items()}


def _expanded(file: tree.File, whole: _Whole) -> tree.File:
    sugar = (
        tree.Form,
        tree.Agenda,
        tree.Format,
        tree.Ranking,
        tree.Lottery,
        tree.Section,
        tree.Roster,
    )
    if not any(isinstance(one, sugar) for one in file.declarations):
        return file
    made = tuple(made for one in file.declarations for made in _made(one, whole))
    return replace(file, declarations=made)


def _made(one: tree.Declaration, whole: _Whole) -> Iterator[tree.Declaration]:
    match one:
        case tree.Format():
            yield _of_format(one)
            return
        case tree.Section(_, _, items) if any(isinstance(item, tree.Format) for item in items):
            plain = (_of_format(i) if isinstance(i, tree.Format) else i for i in items)
            yield replace(one, items=tuple(plain))
            return
    yield one
    match one:
        case tree.Form():
            yield _of_form(one, whole)
        case tree.Agenda():
            yield from _of_agenda(one, whole)
        case tree.Ranking(name, _, _, _, actions) if actions:
            when = tree.Ranked(name.text, span=name.span)
            yield tree.Rule(name, None, when, None, actions, span=one.span)
        case tree.Lottery(name):
            when = tree.Ranked(name.text, span=name.span)
            yield tree.Rule(name, None, when, None, one.actions, span=one.span)
        case tree.Roster(reminder=tree.Reminder() as reminder):
            yield reminding.rule(one, reminder)


class _Whole:
    """What sugar needs to know of the whole policy: its hours, and who posts which form."""

    def __init__(self, declarations: Iterable[tree.Declaration]) -> None:
        self.hours: dict[str, tree.Hours] = {}
        self.posts: dict[str, list[tree.Condition]] = {}
        agendas: list[tree.Agenda] = []
        for one in declarations:
            if isinstance(one, tree.Hours):
                self.hours.setdefault(one.name.text, one)
            elif isinstance(one, tree.Agenda):
                agendas.append(one)
        for agenda in agendas:
            for item in agenda.items:
                if item.form is not None and says(item):
                    self.posts.setdefault(item.form.text, []).append(due(agenda, item, self.hours))


# -- forms, formats ----------------------------------------------------------------------------


def posted(form: tree.Form) -> tree.Condition:
    """The condition of a message of a form: an edit is no new post."""
    span = form.when.span
    edit = tree.Not(tree.KindIs("edit", span=span), span=span)
    return tree.And((tree.KindIs("message", span=span), edit, form.when), span=span)


def _of_form(form: tree.Form, whole: _Whole) -> tree.Metric:
    condition = posted(form)
    if form.name.text in whole.posts:
        condition = tree.Or((condition, *whole.posts[form.name.text]), span=condition.span)
    grades: tuple[tree.Grading, ...] = ()
    if form.least is not None:
        grades = (
            tree.Grading("poor", "<", form.least, span=form.least.span),
            tree.Grading("good", ">=", form.least, span=form.least.span),
        )
    counted = tree.Counted("count", None, condition, span=condition.span)
    return tree.Metric(form.name, counted, "week", grades, span=form.span)


def _of_format(one: tree.Format) -> tree.Rule:
    description = one.description or _described(one)
    actions = one.actions or (_reply(one, description),)
    return tree.Rule(
        one.name, description, one.when, one.requires, actions, one.priority, span=one.span
    )


def _described(one: tree.Format) -> tree.Str:
    """What members are told of a format that says nothing of itself."""
    told = one.requires
    span = one.name.span
    literals: list[str] = []
    if isinstance(told, tree.TextIs) and told.op == "starts":
        literals = [word.text for word in told.operands if isinstance(word, tree.Str)]
    chinese = any(map(_is_chinese, [one.name.text, *literals]))
    if not literals:
        return tree.Str("请按规定的格式发" if chinese else "please keep to the format", span=span)
    if chinese:
        return tree.Str(f"开头要写{'或'.join(map(_escaped, literals))}", span=span)
    return tree.Str(f"please begin with {' or '.join(map(_escaped, literals))}", span=span)


def _reply(one: tree.Format, description: tree.Str) -> tree.Do:
    chinese = _is_chinese(description.text)
    text = "{成员}，{违反的规则}。" if chinese else "{member}, {rule}."
    return tree.Do("reply", tree.Str(text, span=one.name.span), span=one.name.span)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _is_chinese(text: str) -> bool:
    return has_han(text) or any("\u3000" <= one <= "\u303f" for one in text)


# -- calendars ---------------------------------------------------------------------------------


def says(item: tree.Item) -> bool:
    """Whether the bot itself posts there."""
    return any(isinstance(one, tree.Do) and one.action == "reply" for one in item.actions)


def minute(clock: tree.Clock) -> int:
    return clock.hour * 60 + clock.minute


def name_of(agenda: tree.Agenda, item: tree.Item) -> str:
    """How an entry is called: the calendar, the days (Monday is 1), the time and the form."""
    days = ",".join(map(_days, item.days)) or "1-7"
    parts = [agenda.name.text, days, f"{item.clock.hour:02}:{item.clock.minute:02}"]
    return "/".join([*parts, item.form.text] if item.form is not None else parts)


def _days(days: tree.Days) -> str:
    ends = [days.first] if days.last is None else [days.first, days.last]
    return (
        "-".join(map(_day, ends))
        if isinstance(days.first, tree.Weekday)
        else "..".join(map(_day, ends))
    )


def _day(day: tree.Weekday | tree.Date | tree.DayNamed) -> str:
    match day:
        case tree.Weekday(number):
            return str(number + 1)
        case tree.Date(year, month, number):
            return f"{year:04}-{month:02}-{number:02}"
        case tree.DayNamed(id):
            return id


def due(agenda: tree.Agenda, item: tree.Item, hours: Mapping[str, tree.Hours]) -> tree.Condition:
    """The condition of the tick at an entry's time that is not come to too late."""
    at = tree.AtTime(item.days, item.clock, span=item.span)
    limit = _limit(agenda, item, hours)
    if limit is None:
        return at
    in_time = tree.Compare("late", "<=", limit, span=item.span)
    return tree.And((at, in_time), span=item.span)


def _limit(
    agenda: tree.Agenda, item: tree.Item, hours: Mapping[str, tree.Hours]
) -> tree.Amount | None:
    """How late an entry may be; ``None``: as late as it may be."""
    match agenda.late:
        case "always":
            return None
        case "within" if agenda.within is not None:
            return agenda.within
        case "window":
            window = window_of(agenda, item, hours)
            if window is not None:
                left = window.end - minute(item.clock)
                return tree.Length(left, "minute", span=item.span)
    return tree.Length(GRACE, "minute", span=item.span)


def _of_agenda(agenda: tree.Agenda, whole: _Whole) -> Iterator[tree.Declaration]:
    kept = tree.Kept(agenda.name.text, span=agenda.name.span)
    yield tree.Metric(agenda.name, kept, "week", span=agenda.span)
    late: list[tree.Condition] = []
    for item in agenda.items:
        if not item.actions:
            continue
        when = due(agenda, item, whole.hours)
        name = tree.Name(name_of(agenda, item), span=item.span)
        yield tree.Rule(name, None, when, None, item.actions, span=item.span)
        limit = _limit(agenda, item, whole.hours)
        if limit is not None:
            at = tree.AtTime(item.days, item.clock, span=item.span)
            too_late = tree.Compare("late", ">", limit, span=item.span)
            late.append(tree.And((at, too_late), span=item.span))
    if late:
        when = late[0] if len(late) == 1 else tree.Or(tuple(late), span=agenda.span)
        name = tree.Name(f"{agenda.name.text}/late", span=agenda.name.span)
        missed = tree.Do("record", span=agenda.name.span)
        yield tree.Rule(name, None, when, None, (missed,), span=agenda.span)


# -- windows -----------------------------------------------------------------------------------


def window_of(
    agenda: tree.Agenda, item: tree.Item, hours: Mapping[str, tree.Hours]
) -> Window | None:
    """The window that an entry is in on all of its days: the least of what is left of each. Without
    one on some day, or if nobody knows the hours, ``None``. It ends with the day at the latest."""
    found = hours.get(agenda.hours.text)
    if found is None:
        return None
    windows = [_window(found, one, minute(item.clock)) for one in _each_day(item.days)]
    if not windows or None in windows:
        return None
    known = [one for one in windows if one is not None]
    return Window(max(one.start for one in known), min(one.end for one in known))


def _each_day(days: tuple[tree.Days, ...]) -> list[tree.Weekday | tree.Date | tree.DayNamed]:
    """The weekdays of some days, each by itself; of dates both ends, of named days the name."""
    if not days:
        return [tree.Weekday(number) for number in range(7)]
    each: list[tree.Weekday | tree.Date | tree.DayNamed] = []
    for one in days:
        if isinstance(one.first, tree.Weekday) and isinstance(one.last, tree.Weekday):
            count = (one.last.number - one.first.number) % 7 + 1
            each += [tree.Weekday((one.first.number + step) % 7) for step in range(count)]
        else:
            each += [one.first] if one.last is None else [one.first, one.last]
    return each


def _window(
    hours: tree.Hours, day: tree.Weekday | tree.Date | tree.DayNamed, at: int
) -> Window | None:
    days: tuple[tree.Days, ...] = ()
    for slot in hours.slots:
        days = slot.days or days
        start = minute(slot.start) if slot.start else 0
        end = minute(slot.end) if slot.end else _DAY
        end = _DAY if end <= start else end
        if start <= at < end and (not days or any(_may_be(one, day) for one in days)):
            return Window(start, end)
    return None


def _may_be(days: tree.Days, day: tree.Weekday | tree.Date | tree.DayNamed) -> bool:
    """Whether a slot's days may be the day of an entry; days of different sorts may always."""
    if type(days.first) is not type(day) and not isinstance(day, tree.Date):
        return True
    match days.first, day:
        case tree.DayNamed(id), tree.DayNamed(other):
            return id == other
        case tree.Weekday(first), tree.Weekday() | tree.Date():
            number = day.number if isinstance(day, tree.Weekday) else _weekday(day)
            last = days.last.number if isinstance(days.last, tree.Weekday) else first
            return number is None or (number - first) % 7 <= (last - first) % 7
        case tree.Date(), tree.Date():
            last_date = days.last if isinstance(days.last, tree.Date) else days.first
            return days.first.order <= day.order <= last_date.order
    return True


def _weekday(day: tree.Date) -> int | None:
    try:
        return date(day.year, day.month, day.day).weekday()
    except ValueError:
        return None
