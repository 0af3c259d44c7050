"""WhatsApp's exported chat: ``_chat.txt`` in a zip, or ``WhatsApp Chat with NAME.txt``.

Read from public samples. A message starts with ``[DATE, TIME] NAME: text`` (iPhone) or ``DATE,
TIME - NAME: text`` (Android); the first message of a file says which of the two its messages
have, and a line of the other form is text. More lines of a message follow as they are. A line
without ``NAME:`` is WhatsApp's own, as is, on an iPhone, one whose text starts with U+200E.

Names are the accounts: there are no others. Ids come from the place in the file, the group from
the file's name. Time zone and, mostly, the order of day and month are the phone's, and nobody
wrote them down (`policyq.apps.logs.steps.dates`). That a message was recalled is known, but not when:
the recall stands at the message's own time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePath
from typing import NamedTuple

from policyq.apps import times
from policyq.apps.logs.context import File, Order
from policyq.apps.logs.decode import text_of, too_long
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.whatsapp import words
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.clocks import HALF, hour_of
from policyq.apps.logs.steps.dates import Numbers, Orders, date_of
from policyq.apps.logs.steps.kinds import kind_of_file
from policyq.apps.logs.steps.values import nth_id
from policyq.apps.logs.twice import Twice
from policyq.apps.problems import Refused, refuse, shown
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import EVERYONE, Event
from policyq.vocabulary.types import Instant, Said

#: How long a message may grow by further lines, in characters.
LENGTH = 1 << 20

_MARKS = "\u200e\u200f\u202a\u202b\u202c\ufeff"
_WHEN = (
    r"(?P<a>\d{1,4})(?:[./-] ?|年)(?P<b>\d{1,2})(?:[./-] ?|月)(?P<c>\d{1,4})(?:日|\.)?"
    r"[,،，]?[ \u202f\xa0]"
    rf"(?:(?P<before>{HALF})[ \u202f\xa0]?)?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    rf"(?:[ _\u202f\xa0]?(?P<after>{HALF}))?"
)
_FORMS = {
    "bracket": re.compile(rf"\[{_WHEN}\] (?P<rest>.*)", re.ASCII | re.DOTALL),
    "dash": re.compile(rf"{_WHEN} [-\u2013] (?P<rest>.*)", re.ASCII | re.DOTALL),
}
_SAID = re.compile(r"(?P<name>[^:\n]{1,150}?):(?: (?P<text>.*)|(?=\Z))", re.DOTALL)
_ISOLATED = re.compile("@\u2068([^\u2068\u2069]{1,150})\u2069")
_EVERYONE = frozenset({"all", "everyone", "所有人", "alle", "todos"})

#: What WhatsApp calls who made the export.
_YOU = frozenset({"you", "你", "您", "du", "dich", "tú", "usted", "te"})


class _Start(NamedTuple):
    """The first line of a message, before its date is understood."""

    form: str
    date: Numbers
    clock: tuple[int, int, int] | None
    """The time of day; ``None`` where it is none (24:00)."""
    shown: str
    rest: str


def fits(head: Head) -> bool:
    """Whether it begins as an exported chat of WhatsApp."""
    return _start(head.lines[0]) is not None


def read(file: File) -> Iterator[Event]:
    """The events of a file; refuses one whose group, zone or dates nobody tells."""
    group = file.group or _group_of(file)
    with Twice(file) as twice:
        order = file.hints.order
        first, found = _scanned(twice, file.encoding, order)
        if first is None:
            order = order or "ymd"
        elif file.zone is None:
            refuse(say.NO_ZONE, field="time", found=_written(first))
        if order is None:
            order = found.decided()
        if order is None:
            refuse(exports.DATE_ORDER, found=_written(found.first or first or ("", "", "")))
        twice.rewind()
        yield from _Reader(file, group, order).events()


def _scanned(twice: Twice, encoding: str, order: Order | None) -> tuple[Numbers | None, Orders]:
    """The first date of the file, and what all of them say of their order if nobody told it."""
    orders, first, form = Orders(), None, None
    for line in twice.lines():
        found = _matched(line.decode(encoding, "replace").lstrip(_MARKS), form)
        if found is not None:
            numbers, form = _numbers(found), _form(found.string)
            first = first or numbers
            orders.see(numbers)
            if order is not None or orders.settled:
                break
    return first, orders


def _written(numbers: Numbers) -> str:
    return "/".join(numbers)


def _group_of(file: File) -> str:
    """The group in the file's name, or in that of the archive or folder that it lies in."""
    parts = [PurePath(part) for part in re.split(r"[\\/]", file.name) if part]
    for part in reversed(parts[-2:]):
        stem = part.stem if part.suffix.lower() in (".txt", ".zip", ".gz") else part.name
        named = words.group_in(stem)
        if named is not None:
            return named
    if not file.label or file.name == "-" or PurePath(file.name).stem == "_chat":
        refuse(exports.NO_GROUP, name=file.name)
    return file.label


class _Reader:
    """The messages of one file, as its lines go by."""

    def __init__(self, file: File, group: str, order: Order) -> None:
        self._file = file
        self._group = group
        self._order: Order = order
        self._form: str | None = None
        self._held: tuple[int, Instant, list[str]] | None = None
        self._size = 0
        self._lost = False

    def events(self) -> Iterator[Event]:
        file = self._file
        for line in file.lines():
            try:
                text = text_of(line, file.encoding)
                start = _start(text, self._form)
                if start is None:
                    self._go_on(text)
                    continue
                yield from self._rest()
                self._begin(start)
            except Refused as refused:
                file.reject(refused.problem, line)
        yield from self._rest()

    def _begin(self, start: _Start) -> None:
        self._form, self._lost = start.form, True
        day = date_of(start.date, self._order)
        if day is None or start.clock is None:
            refuse(say.BAD_TIME, field="time", found=shown(start.shown))
        self._held = (self._file.line, self._instant(day, start.clock), [start.rest])
        self._size, self._lost = len(start.rest), False

    def _go_on(self, text: str) -> None:
        """A further line of the message at hand; of one that was rejected, it is noise."""
        if self._held is None:
            if text.strip() and not self._lost:
                refuse(exports.NO_HEADER, found=shown(text))
        else:
            self._size += len(text) + 1
            if self._size > LENGTH:
                raise Refused(too_long(self._size, LENGTH))
            self._held[2].append(text)
        self._file.noise += 1

    def _rest(self) -> Iterator[Event]:
        """What the message that is complete now says."""
        held, self._held = self._held, None
        if held is None:
            return
        file, now = self._file, self._file.line
        file.line, time, lines = held
        event = Event(
            file.name_row(self._group), time, self._group, "text",
            group_name=self._group, platform="whatsapp",
        )  # fmt: skip
        text = "\n".join(lines).rstrip("\n\r")
        events = list(_events(event, text, self._form == "bracket", file.hints.own))
        file.took(len(events))
        yield from events
        file.line = now

    def _instant(self, day: date, clock: tuple[int, int, int]) -> Instant:
        wall = datetime(day.year, day.month, day.day, *clock, tzinfo=self._file.zone)
        at = times.instant(wall)
        if not times.EARLIEST <= at <= times.LATEST:
            refuse(say.BAD_TIME, field="time", found=shown(wall))
        return at


def _start(line: str, form: str | None = None) -> _Start | None:
    """The line as the first of a message, in one of the two forms."""
    line = line.lstrip(_MARKS)
    found = _matched(line, form)
    if found is None:
        return None
    when = slice(0, found.start("rest"))
    return _Start(_form(line), _numbers(found), _clock(found), line[when], found["rest"])


def _matched(line: str, form: str | None) -> re.Match[str] | None:
    if line[:1] != "[" and not line[:1].isdecimal():
        return None
    name = _form(line)
    return _FORMS[name].match(line) if form in (None, name) else None


def _form(line: str) -> str:
    return "bracket" if line.startswith("[") else "dash"


def _numbers(found: re.Match[str]) -> Numbers:
    return found["a"], found["b"], found["c"]


def _clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    """The time of day; ``None`` where no clock shows it."""
    minute, second = int(found["minute"]), int(found["second"] or 0)
    try:
        hour = hour_of(int(found["hour"]), found["before"] or found["after"])
    except ValueError:
        return None
    return (hour, minute, second) if minute < 60 and second < 60 else None


def _events(event: Event, text: str, bracket: bool, own: str | None) -> Iterator[Event]:
    """What a message says, or a line of WhatsApp's own; nothing where it says nothing."""
    said = _SAID.match(text)
    if said is None or words.is_subject(text.strip(_MARKS), said["name"]):
        yield from _told(event, text.strip(_MARKS), own)
        return
    name = _name(said["name"])
    body = said["text"] or ""
    marked, body = body.startswith("\u200e"), body.lstrip(_MARKS)
    admin = words.deleted_by(body)
    if words.is_deleted(body):
        yield event._replace(kind="recall", sender=name, name=name)
    elif admin is not None:
        yield event._replace(
            kind="outcome", sender=_name(admin), name=_name(admin), target=name,
            result="done", action="delete",
        )  # fmt: skip
    else:
        message = _message(event, name, body)
        if bracket and marked and message.kind == "text":
            yield from _told(event, body, own)
        else:
            yield message


def _message(event: Event, name: str | None, body: str) -> Event:
    first, _, more = body.partition("\n")
    before, _, last = first.rpartition("\u200e")
    media = words.media_of(last.strip())
    mentions: list[str] = _ISOLATED.findall(body) if "\u2068" in body else []
    mentions += [EVERYONE for one in mentions if one.strip().lower() in _EVERYONE]
    if media is None:
        kind, text = words.starts_as(body) or "text", words.without_edited(body)
    else:
        kind = media.kind or kind_of_file(media.file)
        text = "\n".join(filter(None, (before.strip(_MARKS + " "), more)))
        text = text or (media.file if kind == "file" else "")
    return event._replace(
        kind=kind,
        sender=name,
        name=name,
        text=text,
        mentions=tuple(dict.fromkeys(mentions)) or None,
    )


def _told(event: Event, line: str, own: str | None) -> Iterator[Event]:
    """Joins, leaves and removals, in WhatsApp's own words; an admin's act is one, too."""
    told = words.told(line)
    if told is None:
        return
    by = None if told.by is None else _account(told.by, own)
    for number, one in enumerate(told.who):
        who, name = _account(one, own), _name(one)
        id_ = nth_id(event.id, number)
        kind = "join" if told.kind == "join" else "leave"
        yield event._replace(id=id_, kind=kind, sender=who, name=name)
        if told.kind == "remove":
            yield event._replace(
                id=f"{id_}+done", kind="outcome", sender=by, name=_name(told.by or ""), target=who,
                result="done", action="remove",
            )  # fmt: skip


def _name(name: str) -> str | None:
    """A name without marks, and without the tilde before those who are in no address book."""
    return name.strip(_MARKS + " ").removeprefix("~").strip(_MARKS + " \u202f\xa0") or None


def _account(name: str, own: str | None) -> str | None:
    """The account of a name in a line of WhatsApp's; of "you", what the user says it is."""
    return own if name.strip().lower() in _YOU else _name(name)


FORMAT = Format("whatsapp", Said("WhatsApp（TXT）", "WhatsApp (TXT)"), fits, read)
