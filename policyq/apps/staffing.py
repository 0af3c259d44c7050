"""Reading what is assumed of people and machine, for `policyq staffing`: a small YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from policyq.apps.sources import regular
from policyq.check.notes import Note, Wrong, noted
from policyq.diagnostics.catalog.outcomes import NOT_STAFFING
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.source import Failure, Source, Span
from policyq.study.staffing.parameters import (
    DAY_MINUTES,
    KINDS,
    WAYS,
    Assumed,
    Person,
    Shift,
    Spread,
    Staffing,
    Way,
    guide,
)
from policyq.vocabulary.types import Said

SIZE_LIMIT: Final = 1 << 20
MOST_PEOPLE: Final = 200
MOST_REPETITIONS: Final = 1_000
_LONGEST: Final = 7 * DAY_MINUTES
"""No time is longer: a week, in minutes."""

_TOP = {
    "people": "people", "人员": "people", "ways": "ways", "方式": "ways",
    "repetitions": "repetitions", "次数": "repetitions", "seed": "seed", "种子": "seed",
}  # fmt: skip
_PERSON = {"name": "name", "姓名": "name", "shifts": "shifts", "班次": "shifts"}
_SHIFT = {"days": "days", "星期": "days", "from": "from", "从": "from", "to": "to", "到": "to"}
_WAYS: dict[str, str] = {way: way for way in WAYS} | {
    "人工": "people",
    "人机": "together",
    "机器": "machine",
}
_WAY = {
    "notices": "notices", "发现": "notices", "handles": "handles", "处理": "handles",
    "machine": "machine", "机器用时": "machine", "machine_share": "machine_share",
    "机器比例": "machine_share", "passed_on": "passed_on", "转交": "passed_on",
    "machine_passed_on": "machine_passed_on", "机器转交": "machine_passed_on",
    "limit": "limit", "最多等": "limit", "patience": "patience", "耐心": "patience",
    "content": "content", "满意": "content",
}  # fmt: skip
_CONTENT = {
    "in_time": "in_time", "及时": "in_time", "late": "late", "太久": "late",
    "passed_on": "passed_on", "转交": "passed_on",
}  # fmt: skip
_SPREAD = {
    "kind": "kind", "分布": "kind", "mean": "mean", "平均": "mean", "cv": "cv", "变异": "cv",
    "values": "values", "数值": "values",
}  # fmt: skip
_KINDS: dict[str, str] = {kind: kind for kind in KINDS} | {
    "固定": "fixed", "指数": "exponential", "对数正态": "lognormal", "伽马": "gamma",
    "实测": "empirical",
}  # fmt: skip
_DAYS = {name: day for day, names in enumerate(
    (("周一", "monday"), ("周二", "tuesday"), ("周三", "wednesday"), ("周四", "thursday"),
     ("周五", "friday"), ("周六", "saturday"), ("周日", "sunday"))
) for name in names}  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_SPREADS = ("notices", "handles", "machine")
_SHARES = ("machine_share", "passed_on", "machine_passed_on")

#: What each key means, for `listing`.
ABOUT: Final[Mapping[str, Said]] = {
    "people": Said("值班的人和班次（按群规的时区）", "who is on duty when, in the policy's zone"),
    "repetitions": Said("模拟多少次", "how often it is simulated"),
    "seed": Said("种子：同样的种子总得到同样的结果", "the same seed always gives the same"),
    "notices": Said("值班的人多久才看到（分钟）", "minutes until somebody on duty sees it"),
    "handles": Said("人处理一件要多久（分钟）", "minutes of a person's own work"),
    "machine": Said("机器处理一件要多久（分钟）", "minutes that the machine takes"),
    "machine_share": Said("机器自己处理的比例", "share that the machine takes by itself"),
    "passed_on": Said("人处理的里面转交上级的比例", "share of people's cases that is passed on"),
    "machine_passed_on": Said(
        "机器处理的里面转交或被申诉的比例", "share of the machine's cases that is passed on"
    ),
    "limit": Said("等人超过多少分钟就转交；null 是不转交", "minutes of waiting until it is passed on; null: never"),
    "patience": Said("多少分钟以内算及时", "up to so many minutes it is in time"),
    "content": Said("假定满意的比例", "the shares that are content: an assumption"),
}  # fmt: skip


def read(path: str) -> Staffing | tuple[Diagnostic, Source]:
    """The preset, changed by the file at ``path``; or what is wrong with it and its text."""
    name = PurePath(path).as_posix()
    text = regular(path, SIZE_LIMIT)
    if isinstance(text, Failure):
        why = Words("读不了这个文件", "the file cannot be read")
        return NOT_STAFFING.at(Span(name, 0, 0), path=name, why=why), Source(name, "")
    source = Source(name, text)
    try:
        return _staffing(noted(source))
    except Wrong as wrong:
        return NOT_STAFFING.at(wrong.span, path=name, why=wrong.why), source


def _staffing(top: Note) -> Staffing:
    keys, made = top.keyed(_TOP), guide()
    if "people" in keys:
        made = replace(made, people=tuple(_people(keys["people"])))
    if "ways" in keys:
        ways = keys["ways"].keyed(_WAYS)
        if not ways:
            raise Wrong(keys["ways"].span, Words("这里应当有一种方式", "a way is wanted here"))
        made = replace(made, ways={w: _way(ways[w], made.ways[w]) for w in WAYS if w in ways})
    if "repetitions" in keys:
        number = _number(keys["repetitions"], 1, MOST_REPETITIONS)
        made = replace(made, repetitions=int(number))
    if "seed" in keys:
        made = replace(made, seed=int(_number(keys["seed"], 0, 1e15)))
    return made


def _people(note: Note) -> Iterator[Person]:
    items = note.items()
    if not items:
        raise Wrong(note.span, Words("没有人值班", "nobody is on duty"))
    if len(items) > MOST_PEOPLE:
        why = Words(f"超过 {MOST_PEOPLE} 人", f"more than {MOST_PEOPLE} people")
        raise Wrong(note.span, why)
    seen: set[str] = set()
    for one in items:
        keys = one.keyed(_PERSON)
        for key in ("name", "shifts"):
            if key not in keys:
                raise Wrong(one.span, Words(f"缺 `{key}`", f"`{key}` is missing"))
        name = keys["name"].text()
        if name in seen:
            raise Wrong(
                keys["name"].span, Words(f"`{name}` 写了两次", f"`{name}` stands there twice")
            )
        seen.add(name)
        shifts: list[Shift] = []
        for each in keys["shifts"].items():
            shift = _shift(each)
            if any(_overlap(shift, other) for other in shifts):
                why = Words(f"`{name}` 的班次有重叠", f"shifts of `{name}` overlap")
                raise Wrong(each.span, why)
            shifts.append(shift)
        if not shifts:
            raise Wrong(keys["shifts"].span, Words(f"`{name}` 没有班次", f"`{name}` has no shift"))
        yield Person(name, tuple(shifts))


def _shift(note: Note) -> Shift:
    keys = note.keyed(_SHIFT)
    for key in ("from", "to"):
        if key not in keys:
            raise Wrong(note.span, Words(f"缺 `{key}`", f"`{key}` is missing"))
    days = frozenset(map(_day, keys["days"].items())) if "days" in keys else frozenset(range(7))
    if not days:
        raise Wrong(note.span, Words("`days` 里没有一天", "`days` names no day"))
    start, end = _clock(keys["from"]), _clock(keys["to"])
    return Shift(start % DAY_MINUTES, end % DAY_MINUTES, days)


def _overlap(one: Shift, other: Shift) -> bool:
    def minutes(shift: Shift) -> set[int]:
        length = (shift.end - shift.start) % DAY_MINUTES or DAY_MINUTES
        week = 7 * DAY_MINUTES
        return {
            (day * DAY_MINUTES + shift.start + at) % week
            for day in shift.weekdays
            for at in range(length)
        }

    return not minutes(one).isdisjoint(minutes(other))


def _day(note: Note) -> int:
    text = note.text()
    day = _DAYS.get(text.lower())
    if day is None:
        some = "周一、周二…" if not text.isascii() else "Monday, Tuesday, …"
        raise Wrong(
            note.span, Words(f"不认识 `{text}`；可以写 {some}", f"`{text}` is no day; write {some}")
        )
    return day


def _clock(note: Note) -> int:
    found = _CLOCK.fullmatch(note.text())
    minutes = int(found[1]) * 60 + int(found[2]) if found else -1
    if found is None or not 0 <= minutes <= DAY_MINUTES or int(found[2]) > 59:
        raise Wrong(
            note.span, Words('这里应当是时刻，像 "09:00"', 'a time is wanted here, like "09:00"')
        )
    return minutes


def _way(note: Note, base: Assumed) -> Assumed:
    keys = note.keyed(_WAY)
    more: dict[str, Any] = {key: _spread(keys[key]) for key in _SPREADS if key in keys}
    more |= {key: _number(keys[key], 0, 1) for key in _SHARES if key in keys}
    if "limit" in keys:
        none = keys["limit"].text().lower() in ("null", "~", "")
        more["limit"] = None if none else _number(keys["limit"], 0, _LONGEST)
    if "patience" in keys:
        more["patience"] = _number(keys["patience"], 0, _LONGEST)
    if "content" in keys:
        shares = keys["content"].keyed(_CONTENT)
        known = {key: _number(one, 0, 1) for key, one in shares.items()}
        more["content"] = replace(base.content, **known)
    return replace(base, **more)


def _spread(note: Note) -> Spread:
    if note.sort == "scalar":
        return Spread("fixed", _number(note, 0, _LONGEST))
    keys = note.keyed(_SPREAD)
    written = keys["kind"].text() if "kind" in keys else "fixed"
    kind = _KINDS.get(written)
    if kind is None:
        some = ", ".join(KINDS)
        why = Words(
            f"没有分布叫 `{written}`；可以写 {some}",
            f"no distribution `{written}`; known are {some}",
        )
        raise Wrong(keys["kind"].span, why)
    if kind == "empirical":
        values = (
            tuple(_number(one, 0, _LONGEST) for one in keys["values"].items())
            if "values" in keys
            else ()
        )
        if not values:
            raise Wrong(note.span, Words("缺 `values`", "`values` is missing"))
        return Spread("empirical", values=values)
    if "mean" not in keys:
        raise Wrong(note.span, Words("缺 `mean`", "`mean` is missing"))
    cv = _number(keys["cv"], 0.01, 10) if "cv" in keys else 1.0
    return Spread(kind, _number(keys["mean"], 0, _LONGEST), cv)  # type: ignore[arg-type]


def _number(note: Note, least: float, most: float) -> float:
    try:
        number = float(note.text())
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        why = Words(
            f"这里应当是 {least:g} 到 {most:g} 的数",
            f"a number from {least:g} to {most:g} is wanted here",
        )
        raise Wrong(note.span, why)
    return number


# -- writing -----------------------------------------------------------------------------------


def listing(language: str) -> str:
    """The preset with what each key means, as a file that `read` reads."""
    staffing = guide()
    lines = [f"people:  # {ABOUT['people'].in_(language)}"]
    for person in staffing.people:
        lines += [f"  - name: {person.name}", "    shifts:"]
        lines += [
            f'      - {{from: "{_time(one.start)}", to: "{_time(one.end)}"}}'
            for one in person.shifts
        ]
    for key in ("repetitions", "seed"):
        lines.append(f"{key}: {getattr(staffing, key)}  # {ABOUT[key].in_(language)}")
    lines.append("ways:")
    for number, (way, assumed) in enumerate(staffing.ways.items()):
        lines.append(f"  {way}:")
        lines += [f"    {line}" for line in _written(way, assumed, language, number == 0)]
    return "\n".join(lines) + "\n"


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _written(way: Way, assumed: Assumed, language: str, about: bool) -> Iterator[str]:
    for key in (*_SPREADS, *_SHARES, "limit", "patience"):
        value = getattr(assumed, key)
        if isinstance(value, Spread):
            cv = f", cv: {value.cv:g}" if value.kind in ("lognormal", "gamma") else ""
            value = f"{{kind: {value.kind}, mean: {value.mean:g}{cv}}}"
        said = f"  # {ABOUT[key].in_(language)}" if about else ""
        yield f"{key}: {'null' if value is None else value}{said}"
    content = assumed.content
    shares = (
        f"in_time: {content.in_time:g}, late: {content.late:g}, passed_on: {content.passed_on:g}"
    )
    said = f"  # {ABOUT['content'].in_(language)}" if about else ""
    yield f"content: {{{shares}}}{said}"
