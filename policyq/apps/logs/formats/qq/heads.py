"""The lines that head a message in texts of QQ, and which form of them a file has."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from policyq.apps.logs.context import File, Order
from policyq.apps.logs.decode import LINE_LIMIT, split
from policyq.apps.logs.formats.qq.phrases import ROLES
from policyq.apps.logs.head import head_of
from policyq.apps.logs.steps.clocks import CLOCK, hour_of
from policyq.apps.logs.steps.dates import Numbers, Orders, date_of
from policyq.apps.logs.twice import Twice
from policyq.apps.problems import refuse
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.types import HOUR, MINUTE, SECOND, Duration, Instant

#: A clock that steps back by more has passed midnight, where nothing tells the day.
MIDNIGHT: Duration = 6 * HOUR

_TITLE = r"(?:【(?P<title>[^】]{0,40})】)?"
_WHO = (
    rf"{_TITLE}(?P<name>.{{0,100}}?)"
    r"(?:\((?P<number>\d{5,12})\)|<(?P<mail>[^<>\s]{1,100}@[^<>\s]{1,100})>)?"
)
_EXPORTED = re.compile(rf"(?P<date>\d{{4}}-\d{{1,2}}-\d{{1,2}}) {CLOCK} {_WHO}", re.ASCII)
_COPIED = re.compile(
    rf"{_WHO} {{1,2}}(?:(?P<date>\d{{1,4}}/\d{{1,2}}/\d{{1,4}}) )?{CLOCK}", re.ASCII
)
_RULE = re.compile(r"={20,}")
_DAY = re.compile(r"[—\-–]+ *[—\-–]*\s+(\d{4})[-/](\d{1,2})[-/](\d{1,2})\s+[—\-–]+ *[—\-–]*")
_SECTION = re.compile(r"(消息分组|消息对象)[:：](.*)")
_OPENING = "消息记录（此消息记录为文本格式"
#: Names in the texts of other tools: with accounts of WeChat, in quotes, before a date.
_FOREIGN = re.compile(r".*\((?:[A-Za-z@]|我\)).*|'.*'|wxid_.*|\[.*|.*\b\d\d-\d\d")
_LONGEST_HEAD = 300


class Line(NamedTuple):
    """A line that heads a message."""

    name: str
    account: str | None
    role: str | None
    date: str | None
    clock: str
    """The time of day as it is written, for people."""
    hour: int
    half: str | None
    minute: int
    second: int


def is_rule(line: str) -> bool:
    return line.startswith("=====") and _RULE.fullmatch(line) is not None


def section(line: str) -> tuple[str, str] | None:
    """The field and the value of a line that names a folder of the contact list or a chat."""
    if not line.startswith("消息"):
        return None
    found = _SECTION.fullmatch(line)
    return None if found is None else (found[1], found[2].strip())


def day_rule(line: str) -> date | None:
    """The day of a line that parts the days in a copy from a phone."""
    found = _DAY.fullmatch(line) if line[:1] in ("—", "-", "–") else None
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _line(found: re.Match[str] | None) -> Line | None:
    if found is None or (found["early"] and found["late"]):
        return None
    part = found.groupdict()
    name, half = part["name"].strip(), part["early"] or part["late"]
    if not name and part["title"] and not (part["number"] or part["mail"]):
        name = f"【{part['title']}】"  # a name may be nothing but what looks like a title
    clock = f"{part['hour']}:{part['minute']}:{part['second']}" + (f" {half}" if half else "")
    return Line(
        name, part["number"] or part["mail"], ROLES.get(part["title"] or ""), part["date"],
        clock, int(part["hour"]), half, int(part["minute"]), int(part["second"]),
    )  # fmt: skip


class Form:
    """The form of a file's heads, and the day as its lines go by."""

    def __init__(self, *, copied: bool, tight: bool, dated: bool, named: bool) -> None:
        self.copied = copied
        """Whether it was copied out of a window, not exported."""
        self.tight = tight
        """Whether no blank lines stand between its messages."""
        self._dated, self._named = dated, named
        self._order: Order = "mdy"
        self._day: date | None = None
        self._ruled = False
        self._before: Duration | None = None
        self._minute: tuple[tuple[object, ...], Instant] = ((), 0)

    def head(self, line: str) -> Line | None:
        """The head of a message, if the line is one."""
        if len(line) > _LONGEST_HEAD or line.count(":") < 2:
            return None
        if not self.copied:
            return _line(_EXPORTED.fullmatch(line)) if line[:1].isdigit() else None
        head = _line(_COPIED.fullmatch(line))
        if head is None or not (head.name or head.account):
            return None
        return head if (head.date is not None) is self._dated else None

    def turn_to(self, day: date) -> None:
        """A rule says the day of what follows."""
        self._day, self._ruled, self._before = day, True, None

    def prepared(self, file: File, twice: Twice) -> Form:
        """The form with what the user has to say; refuses the file where that is missing.

        Reads a pipe to its end only where the order of day and month has to be found.
        """
        lines = twice.lines() if file.again is not None else _beginning(file)
        first = next(self._heads(file, lines), None)
        if first is None:
            return self
        if file.zone is None:
            written = f"{first.date} {first.clock}" if first.date else first.clock
            refuse(say.NO_ZONE, field="time", found=written)
        if not self._named and file.group is None:
            refuse(exports.NO_GROUP, name=file.name)
        if self.copied and self._dated:
            self._order = file.hints.order or self._found_order(file, twice)
        self._day = file.hints.day
        if self.copied and not self._dated and self._day is None and not self._ruled_first(file):
            refuse(exports.NO_DAY, found=first.clock)
        return self

    def instant(self, head: Line, file: File) -> Instant:
        """When a message was sent."""
        minute = (head.date, head.half, head.hour, head.minute)
        if head.date is not None and minute == self._minute[0]:
            return self._minute[1] + head.second * SECOND
        found = f"{head.date} {head.clock}" if head.date else head.clock
        try:
            hour = hour_of(head.hour, head.half)
            day = self._today(hour * HOUR + head.minute * MINUTE + head.second * SECOND)
            if head.date is not None:
                day = _date(head.date, "ymd" if not self.copied else self._order)
        except (ValueError, OverflowError):
            refuse(say.BAD_TIME, field="time", found=found)
        if day is None:
            refuse(exports.NO_DAY, found=found)
        wall = datetime(day.year, day.month, day.day, hour, head.minute)  # noqa: DTZ001
        self._minute = minute, file.instant(wall.isoformat())
        return self._minute[1] + head.second * SECOND

    def _today(self, clock: Duration) -> date | None:
        """The day, which a clock without one leaves when it steps far back."""
        if self._day is not None and not self._ruled:
            if self._before is not None and self._before - clock > MIDNIGHT:
                self._day += timedelta(days=1)
            self._before = clock
        return self._day

    def _heads(self, file: File, lines: Iterable[bytes]) -> Iterator[Line]:
        for raw in lines:
            head = self.head(raw.decode(file.encoding, "replace").strip())
            if head is not None:
                yield head

    def _ruled_first(self, file: File) -> bool:
        """Whether a rule with the day stands before the first message."""
        for line in _lines(head_of(file.source).text):
            if day_rule(line) is not None:
                return True
            if self.head(line) is not None:
                return False
        return False

    def _found_order(self, file: File, twice: Twice) -> Order:
        """The order of day, month and year, as all dates tell it; refuses where they do not."""
        orders = Orders()
        for head in self._heads(file, twice.lines()):
            orders.see(_numbers(head.date or ""))
            if orders.settled:
                break
        order = orders.decided()
        if order is None:
            refuse(exports.DATE_ORDER, found="/".join(orders.first or ()))
        return order


def form_of(text: str) -> Form | None:
    """The form of the heads in the first lines of a file; ``None`` if it is none of QQ's."""
    lines = _lines(text)
    start = next((place for place, line in enumerate(lines) if line), len(lines))
    if start == len(lines):
        return None
    opening = lines[start : start + 12]
    exported = _Found(lines, Form(copied=False, tight=False, dated=True, named=False))
    above = lines[: min(exported.heads, default=len(lines))]
    named = any((section(line) or ("",))[0] == "消息对象" for line in above)
    if any(line.startswith(_OPENING) or section(line) for line in opening):
        return Form(copied=False, tight=exported.tight, dated=True, named=named)
    first = exported.heads.get(start)
    if first is not None and first.account is not None:
        return Form(copied=False, tight=exported.tight, dated=True, named=named)
    ruled = day_rule(lines[start]) is not None
    for dated in (True, False):
        found = _Found(lines, Form(copied=True, tight=False, dated=dated, named=False))
        if (ruled and not dated) or (start in found.heads and found.sure(dated=dated)):
            return Form(copied=True, tight=found.tight, dated=dated, named=False)
    return None


class _Found:
    """The heads of one form in the first lines of a file."""

    def __init__(self, lines: list[str], form: Form) -> None:
        found = {place: form.head(line) for place, line in enumerate(lines)}
        self.heads = {place: head for place, head in found.items() if head is not None}
        parted = [not lines[place - 1] for place in list(self.heads)[1:]]
        self.tight = sum(parted) * 2 < len(parted)

    def sure(self, *, dated: bool) -> bool:
        """Whether the heads are copies of QQ: a time alone can stand anywhere, and so can one line."""
        names = [head.name for head in self.heads.values()]
        if sum(_FOREIGN.fullmatch(name) is not None for name in names) * 2 > len(names):
            return False
        return dated or len(names) > 1 or any(head.half for head in self.heads.values())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n")]


def _beginning(file: File) -> Iterator[bytes]:
    """The lines of the head alone, which a pipe has given already."""
    source = file.source._replace(rest=io.BytesIO())
    for _, line in split(source, LINE_LIMIT, lambda *_: None):
        yield line


def _numbers(written: str) -> Numbers:
    first, second, third = re.split("[-/]", written)
    return first, second, third


def _date(written: str, order: Order) -> date:
    """The day that three numbers mean; raises `ValueError`."""
    found = date_of(_numbers(written), order)
    if found is None:
        raise ValueError("no day")
    return found
