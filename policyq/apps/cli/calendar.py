"""``policyq calendar``: the next days of a policy: its hours, its posts, what changes, what expires."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND, Instant, Said

if TYPE_CHECKING:
    from policyq.study.calendar import Change, ClockChange, Moment, OfCalendar, Window

MOST_DAYS = 366


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument("policy", metavar=say("群规", "POLICY"), help=say("群规文件", "a policy"))
    parser.add_argument(
        "--from",
        dest="first",
        type=values.day(parser),
        metavar=say("日期", "DATE"),
        help=say(
            "第一天，如 2026-12-01（默认今天）",
            "the first day, such as 2026-12-01 (default: today)",
        ),
    )
    parser.add_argument(
        "--days",
        type=values.whole(parser, 1, MOST_DAYS),
        default=7,
        metavar="N",
        help=say("看几天（默认 7）", "how many days (default: 7)"),
    )
    parser.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))


def run(args: Namespace) -> int:
    """Show the days."""
    from policyq.apps.cli import policies
    from policyq.ir import clock
    from policyq.study import calendar

    fill_in(args)
    loaded = policies.compiled_or_stop(args.policy, args)
    zone = loaded.program.timezone
    first = args.first or datetime.now(clock.zone(zone)).date()
    windows = calendar.windows(loaded.checked, first, args.days)
    clocks = calendar.clock_changes(zone, first, args.days)
    named = calendar.of_calendar(loaded.checked, first, args.days)
    changes = calendar.changes(loaded.checked, loaded.program, first, args.days)
    moments = calendar.moments(loaded.program, first, args.days)
    if args.json:
        console.out(_json(zone, first, args.days, windows, clocks, changes, named, moments))
        return exits.OK
    for day in range(args.days):
        today = first + timedelta(days=day)
        page = _Page(args.lang, zone, today, started=day > 0)
        lines = [
            *page.named(named),
            *page.changes(changes),
            *page.clocks(clocks),
            *page.windows(windows),
            *page.moments(moments),
        ]
        console.out(page.head() + "\n" + "".join(f"  {line}\n" for line in lines))
    return exits.OK


_WEEKDAYS = (
    Said("周一", "Monday"), Said("周二", "Tuesday"), Said("周三", "Wednesday"),
    Said("周四", "Thursday"), Said("周五", "Friday"), Said("周六", "Saturday"),
    Said("周日", "Sunday"),
)  # fmt: skip


_SORTS = {"entry": ("日历", "calendar"), "rule": ("规则", "rule")}


class _Page:
    """One day, in words."""

    def __init__(self, language: str, zone: str, today: date, *, started: bool) -> None:
        self._language = language
        self._zone = zone
        self._today = today
        self._started = started
        """Whether days before it are shown: what began then stands there."""

    def _say(self, zh: str, en: str) -> str:
        return Said(zh, en).in_(self._language)

    def head(self) -> str:
        return f"{self._today} {_WEEKDAYS[self._today.weekday()].in_(self._language)}"

    def named(self, named: list[OfCalendar]) -> Iterator[str]:
        for one in named:
            if one.day != self._today:
                continue
            if one.kind == "unknown":
                yield self._say(
                    "日历里没有这一年：是不是工作日不知道",
                    "the calendar does not know this year: nobody knows what is a workday",
                )
            elif one.kind == "holiday":
                yield self._say("节假日", "holiday") + (f"  {one.name}" if one.name else "")
            else:
                yield self._say("调休上班", "made-up workday") + (
                    f"  {one.name}" if one.name else ""
                )

    def windows(self, windows: list[Window]) -> Iterator[str]:
        from policyq.diagnostics.render.cells import lay_out

        here = [window for window in windows if self._begins(window)]
        width = max((lay_out(window.hours).width for window in here), default=0)
        for window in here:
            name = lay_out(window.hours)
            length = _length(window.end - window.start, self._language)
            span = f"{self._start(window)} - {self._end(window)}"
            whole = "" if window.before or window.beyond else f"  ({length})"
            yield f"{name.shown}{' ' * (width - name.width)}  {span}{whole}"

    def moments(self, moments: list[Moment]) -> Iterator[str]:
        from policyq.ir import clock

        for one in moments:
            if clock.local(one.at, self._zone).date() == self._today:
                sort = self._say(*_SORTS[one.kind])
                colon = self._say("：", ": ") if one.form else ""
                yield f"{self._wall(one.at)}  {sort} {one.name}{colon}{one.form}"

    def _begins(self, window: Window) -> bool:
        from policyq.ir import clock

        day = clock.local(window.start, self._zone).date()
        return day == self._today or (not self._started and day < self._today)

    def _start(self, window: Window) -> str:
        return self._say("此前", "before") if window.before else self._wall(window.start)

    def _end(self, window: Window) -> str:
        return self._say("此后", "beyond") if window.beyond else self._wall(window.end)

    def _wall(self, at: Instant) -> str:
        """A time of today as such, of another day with its date; with its offset if it comes twice."""
        from policyq.ir import clock

        wall = clock.local(at, self._zone)
        text = f"{wall:%H:%M}"
        if wall.utcoffset() != wall.replace(fold=1 - wall.fold).utcoffset():
            text += f" ({wall:%z})"
        days = (wall.date() - self._today).days
        if not days:
            return text
        if days == 1:
            return self._say(f"次日 {text}", f"{text} the next day")
        return self._say(f"{wall:%m-%d} {text}", f"{text} on {wall:%m-%d}")

    def clocks(self, clocks: list[ClockChange]) -> Iterator[str]:
        from policyq.ir import clock

        for change in clocks:
            new = clock.local(change.at, self._zone)
            if new.date() != self._today:
                continue
            old = (new + timedelta(microseconds=change.old - change.new)).replace(tzinfo=None)
            yield self._say(
                f"调钟：{old:%H:%M} 变为 {new:%H:%M}",
                f"the clock changes from {old:%H:%M} to {new:%H:%M}",
            )

    def changes(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            if change.day == self._today:
                yield self._change(change)

    def _change(self, change: Change) -> str:
        owner = f" ({change.owner})" if change.owner else ""
        if change.kind == "value":
            amount = _amount(change, self._language)
            return self._say(
                f"数值 {change.name} 从此为 {amount}", f"value {change.name} is now {amount}"
            )
        if change.kind == "amnesty":
            return self._say(
                f"赦免：阶梯 {change.name} 以前的次数从此不算",
                f"amnesty: what stepped ladder {change.name} before counts no more",
            )
        if change.kind == "trial":
            return self._say(
                f"试运行结束：规则 {change.name} 从此正式执行",
                f"the trial of rule {change.name} is over: it is enforced from now on",
            )
        if change.kind == "exempt":
            return self._say(
                f"豁免到期：{self._roles(change.name)}{owner}",
                f"the exemption of {self._roles(change.name)} has ended{owner}",
            )
        return self._say(
            f"规则 {change.name} 的例外到期{owner}",
            f"the exception of rule {change.name} has ended{owner}",
        )

    def _roles(self, names: str) -> str:
        from policyq.vocabulary.events import ROLES

        said = [
            ROLES[name].in_(self._language) if name in ROLES else name for name in names.split(", ")
        ]
        return self._say("、", ", ").join(said)


def _amount(change: Change, language: str) -> str:
    if change.lengths and change.amount is not None:
        return _length(int(change.amount), language)
    return f"{change.amount:g}"


_UNITS = (
    (DAY, Said("天", " d")), (HOUR, Said("小时", " h")),
    (MINUTE, Said("分钟", " min")), (SECOND, Said("秒", " s")),
)  # fmt: skip


def _length(length: int, language: str) -> str:
    parts = []
    for unit, name in _UNITS:
        number, length = divmod(length, unit)
        if number:
            parts.append(f"{number}{name.in_(language)}")
    return ("" if language == "zh" else " ").join(parts) or "0"


def _json(
    zone: str,
    first: date,
    days: int,
    windows: list[Window],
    clocks: list[ClockChange],
    changes: list[Change],
    named: list[OfCalendar],
    moments: list[Moment],
) -> str:
    import json

    from policyq.ir import clock

    def written(at: Instant) -> str:
        return clock.local(at, zone).isoformat()

    document = {
        "timezone": zone,
        "from": first.isoformat(),
        "days": days,
        "windows": [
            {
                "hours": window.hours,
                "start": None if window.before else written(window.start),
                "end": None if window.beyond else written(window.end),
            }
            for window in windows
        ],
        "clock_changes": [
            {
                "at": written(change.at),
                "old_offset_seconds": change.old // SECOND,
                "new_offset_seconds": change.new // SECOND,
            }
            for change in clocks
        ],
        "calendar": [
            {"day": one.day.isoformat(), "kind": one.kind, "name": one.name} for one in named
        ],
        "times": [
            {"at": written(one.at), one.kind: one.name, "form": one.form or None} for one in moments
        ],
        "changes": [
            {
                "day": change.day.isoformat(),
                "kind": change.kind,
                "name": change.name,
                "amount": change.amount,
                "unit": "microseconds" if change.lengths else None,
                "owner": change.owner,
            }
            for change in changes
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
