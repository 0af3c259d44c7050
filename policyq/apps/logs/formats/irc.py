"""IRC logs: times of day in the lines, the day in the line or in the file's name.

What a line may be (the channel and the day before it are optional, ``[hh:mm]`` or
``[hh:mm:ss]``, and there may be blanks around a nick)::

    #chan 2026-05-01 [12:30] <anna> text        a message
    [12:30]  * anna waves                       a message: what anna does is its text
    [12:30] -anna:#chan- text                   a notice: a message too
    === anna [user@host]  has joined #chan      a join; likewise left, quit, kicked
    === anna waves                              in old logs: what anna does, again a message
    === anna is now known as ben                noise, like modes, topics and splits of the net

A nick is the account. Lines that start with ``===`` have no time: they get that of the line
before (the first ones of a file, that of the first line with one). No roles are known.

A clock that steps back by more than six hours has passed midnight. Logs of before 2008 often
show twelve hours only: when the clock steps from 11 or 12 back to 0 or 1, and the file has
not shown an hour above 12 until then, half a day is added. What such a file calls 3:00 may
have been 15:00; nothing in it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from policyq.apps import times
from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.head import Head
from policyq.apps.problems import Refused, refuse, shown
from policyq.diagnostics.catalog.logs import BAD_TIME, NO_DATE, UNKNOWN_LINE
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND, Duration, Instant, Said

#: How many lines without a time at the head of a file, and how many characters in them, wait
#: for the first one with a time.
WAITING, LENGTH = 5_000, 1 << 22

_LINE = re.compile(
    r"(?:(?P<channel>[^\s\[\]<>=]+) )?(?:(?P<day>\d{4}-\d\d-\d\d) )?"
    r"\[(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\] ?"
    r"(?:<(?P<nick>[^>]*)>\s?(?P<text>.*)"
    r"| ?\* ?(?P<actor>\S+)(?P<act>.*)"
    r"|-(?P<notifier>[^\s:]+?)(?::\S+)?- (?P<notice>.*))",
    re.ASCII | re.DOTALL,
)
_SERVER = re.compile(
    r"(?:(?P<channel>[^\s\[\]<>=]+) )?(?:(?P<day>\d{4}-\d\d-\d\d) )?=== (?P<said>.+)",
    re.ASCII | re.DOTALL,
)
_MOVE = re.compile(
    r"(?P<nick>\S.{0,63}?) +\[(?P<mask>.{0,250}?)\] +has (?P<what>joined|left|quit)(?: (?P<where>#\S+))?.*"
)
_KICK = re.compile(r"(?P<nick>\S+) (?:was|has been) kicked (?:off|from|by)\b.*")
_NOISE = re.compile(
    r"\S.* is now known as \S+\s*|mode/\S.*|net(?:joined|split)\b.*|topic\b.*|\.\.\[topic.*"
    r"|#\S+ .*|\S+ (?:changed|has changed|set) the topic.*|[Ll]og (?:opened|closed|started|ended)\b.*"
)
_DOES = re.compile(r"(?P<nick>\S+)(?: \])? +(?P<act>\S.*)", re.DOTALL)
_DATED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


class _Said(NamedTuple):
    """A line that was understood, before its time is."""

    kind: str
    """A kind of event, or ``""`` for noise."""
    nick: str
    text: str | None
    channel: str | None
    day: str | None
    clock: Duration | None
    """The time of day; ``None`` for lines that have none."""


def fits(head: Head) -> bool:
    """Whether most of the first lines look like IRC."""
    return sum(_parsed(line) is not None for line in head.lines) * 2 > len(head.lines)


def read(file: File) -> Iterator[Event]:
    """The events of a file; its name says the day, its folder or its lines the channel."""
    reader = _Reader(file)
    for line in file.lines():
        if not line or line.isspace():
            file.noise += 1
            continue
        try:
            yield from reader.take(text_of(line, file.encoding))
        except Refused as refused:
            file.reject(refused.problem, line)
    yield from reader.rest()


class _Reader:
    """The clock and the channel of one file, as its lines go by."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._day = day_in(file.name)
        self._group = file.group or _channel(channel_in(file.name))
        self._named = ""
        self._clock: Duration | None = None
        self._added: Duration = 0
        self._above_twelve = False
        self._waiting: list[tuple[int, _Said]] = []
        self._size = 0

    def take(self, line: str) -> Iterator[Event]:
        said = _parsed(line)
        if said is None:
            refuse(UNKNOWN_LINE, found=shown(line))
        if not said.kind:
            self._file.noise += 1
            return
        if said.day is not None:
            self._turn_to(said.day)
        if self._day is None:
            refuse(NO_DATE, name=self._file.name)
        full = len(self._waiting) >= WAITING or self._size >= LENGTH
        if said.clock is None and self._clock is None and not full:
            self._waiting.append((self._file.line, said))
            self._size += len(line)
            return
        if said.clock is not None:
            self._tick(said.clock, dated=said.day is not None)
        number = self._file.line
        yield from self.rest()
        yield self._event(number, said)

    def rest(self) -> Iterator[Event]:
        """The lines that waited for a time."""
        waiting, self._waiting = self._waiting, []
        for number, said in waiting:
            yield self._event(number, said)

    def _turn_to(self, name: str) -> None:
        if name == self._named:
            return
        day = day_in(name)
        if day is None:
            refuse(BAD_TIME, field="time", found=name)
        self._named, self._day, self._clock, self._added = name, day, None, 0

    def _tick(self, clock: Duration, *, dated: bool) -> None:
        before = self._clock
        self._above_twelve = self._above_twelve or clock >= 13 * HOUR
        if before is not None and clock < before:
            half = not self._above_twelve and before >= 11 * HOUR and clock < 2 * HOUR
            if half and not (dated and self._added):
                self._added += DAY // 2
            elif before - clock > 6 * HOUR and not dated:
                self._added += DAY
        self._clock = clock

    def _event(self, number: int, said: _Said) -> Event:
        file = self._file
        file.line = number
        group = self._group
        if said.channel is not None and file.group is None:
            group = _channel(said.channel)
        return Event(
            file.name_row(group),
            self._now(),
            group,
            said.kind,
            sender=said.nick,
            name=said.nick,
            text=said.text,
            platform="irc",
        )

    def _now(self) -> Instant:
        """Local midnight plus the clock; across a change of the clock, as the wall shows it."""
        assert self._day is not None
        days, clock = divmod(self._added + (self._clock or 0), DAY)
        wall = datetime.combine(self._day.date() + timedelta(days=days), time())
        wall += timedelta(microseconds=clock)
        return times.instant(wall.replace(tzinfo=self._file.zone_or_utc))


def _parsed(line: str) -> _Said | None:
    found = _LINE.match(line)
    if found is not None and found.end() == len(line):
        return _spoken(found)
    found = _SERVER.fullmatch(line)
    return None if found is None else _served(found)


def _spoken(found: re.Match[str]) -> _Said | None:
    clock = (
        int(found["hour"]) * HOUR + int(found["minute"]) * MINUTE
        + int(found["second"] or 0) * SECOND
    )  # fmt: skip
    if found["nick"] is not None:
        nick, text = found["nick"], found["text"]
    elif found["actor"] is not None:
        nick, text = found["actor"], found["act"]
    else:
        nick, text = found["notifier"], found["notice"]
    nick = nick.strip()
    if not nick:
        return None
    return _Said("text", nick, text.strip(), found["channel"], found["day"], clock)


def _served(found: re.Match[str]) -> _Said | None:
    said, channel, day = found["said"].strip(), found["channel"], found["day"]
    move = _MOVE.fullmatch(said)
    if move is not None:
        kind = "join" if move["what"] == "joined" else "leave"
        return _Said(kind, move["nick"], None, channel or move["where"], day, None)
    kick = _KICK.fullmatch(said)
    if kick is not None:
        return _Said("leave", kick["nick"], None, channel, day, None)
    if _NOISE.fullmatch(said):
        return _Said("", "", None, channel, day, None)
    does = _DOES.fullmatch(said)
    if does is None:
        return None
    return _Said("text", does["nick"], does["act"].strip(), channel, day, None)


def _channel(name: str) -> str:
    """The channel as IRC writes it: in small letters, with its mark."""
    folded = name.lower()
    return folded if folded.startswith(("#", "&")) else "#" + folded


def day_in(name: str) -> datetime | None:
    """The day that a file's name holds, or the folders above it hold."""
    found = _DATED.findall(name)
    for year, month, day in reversed(found):
        try:
            return datetime(int(year), int(month), int(day))  # noqa: DTZ001
        except ValueError:
            continue
    return None


def channel_in(name: str) -> str:
    """The channel of a file: letters before the day in its name, else the folder it lies in."""
    parts = [part for part in re.split(r"[\\/]", name) if part not in ("", ".", "..")]
    if not parts:
        return "irc"
    stem = parts[-1].split(".", 1)[0] if not _DATED.match(parts[-1]) else ""
    before = _DATED.split(stem, maxsplit=1)[0].strip("-_. ")
    if before.startswith(("#", "&")) or (before and not before.isdigit()):
        return before
    for folder in reversed(parts[:-1]):
        if not re.fullmatch(r"\d+", folder):
            return folder
    return "irc"


FORMAT = Format("irc", Said("IRC", "IRC"), fits, read)
