"""One row of the outside, as a mapping, to one event: the fast road through the door.

The fields are those of `policyq.vocabulary.events.Event`. This module maps and checks; what
the fields mean to a reader is told, with JSON Schema, by `policyq.apps.models`, and a test
holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from math import isfinite
from operator import itemgetter
from typing import Any, NoReturn

from policyq.apps import times
from policyq.apps.problems import closest, refuse, shown
from policyq.diagnostics.catalog import logs as say
from policyq.diagnostics.diagnostic import Words
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import (
    KINDS,
    MESSAGES,
    NEEDED,
    OUTCOMES,
    PLATFORMS,
    ROLES,
    TICKS,
    VERDICTS,
    Event,
)

FIELDS: tuple[str, ...] = Event._fields
_PLACE = {name: place for place, name in enumerate(FIELDS)}
_ID, _TIME, _GROUP, _KIND = (_PLACE[name] for name in ("id", "time", "group", "kind"))
_EMPTY: list[Any] = [None] * len(FIELDS)

#: What other programs call our fields: for "did you mean", never read.
USUAL: dict[str, str] = {
    "message_id": "id", "msg_id": "id", "msgid": "id", "event_id": "id", "event": "id",
    "timestamp": "time", "ts": "time", "date": "time", "datetime": "time", "create_time": "time",
    "group_id": "group", "chat": "group", "chat_id": "group", "room": "group",
    "type": "kind", "event_type": "kind", "msg_type": "kind",
    "user": "sender", "user_id": "sender", "from": "sender", "account": "sender", "author": "sender",
    "nick": "name", "nickname": "name", "sender_name": "name", "display_name": "name",
    "content": "text", "message": "text", "body": "text", "msg": "text",
    "url": "links", "urls": "links", "link": "links", "at": "mentions", "mention": "mentions",
    "reply_to": "refers", "member_count": "members", "joined_at": "joined", "join_time": "joined",
}  # fmt: skip

_INSIDE_SENDER = {
    "id": "sender",
    "name": "name",
    "role": "role",
    "tags": "tags",
    "joined": "joined",
    "person": "person",
    "channel": "channel",
}
_INSIDE_GROUP = {
    "id": "group", "name": "group_name", "tags": "group_tags", "members": "members",
    "platform": "platform",
}  # fmt: skip

_TEXT = Words("文字", "a text")
_TEXTS = Words("文字的列表", "a list of texts")
_NUMBER = Words("数字", "a number")
_COUNT = Words("不小于 0 的整数", "a whole number, not below 0")
_NAME = Words("不为空的文字或整数", "a text that is not empty, or a whole number")

_RESULTS: dict[str, tuple[str, ...]] = {"verdict": VERDICTS, "outcome": OUTCOMES}


def event_from_row(
    row: Mapping[str, Any],
    assumed: tzinfo | None = None,
    name_it: Callable[[str], str] | None = None,
) -> Event:
    """The event that a row says; ``null`` is *not known*.

    ``assumed`` is the zone of times without an offset. ``name_it`` makes an id from the group
    where the row has none; without it an id is needed. Raises
    `policyq.apps.problems.Refused`.
    """
    plain = _plain(row)
    if plain is not None:
        return plain
    values = _EMPTY.copy()
    for field, value in row.items():
        place = _PLACE.get(field)
        if place is None:
            _unknown(field, FIELDS, USUAL)
        if value is None:
            continue
        if type(value) is str:
            read = _FROM_TEXT[place]
            values[place] = value if read is None else read(field, value)
        else:
            values[place] = _FROM_OTHER[place](field, value)
    if type(values[_GROUP]) is dict:
        _unfold(values, "group", _INSIDE_GROUP)
    if type(values[_SENDER]) is dict:
        _unfold(values, "sender", _INSIDE_SENDER)
    return _finish(values, assumed, name_it)


def _plain(row: Mapping[str, Any]) -> Event | None:
    """A shortcut for the bulk of every log: a row of six or seven texts. ``None``: not that."""
    if len(row) != 7 and len(row) != 6:
        return None
    try:
        id_, time, group, kind, sender, text = _SIX(row)
        name = row["name"] if len(row) == 7 else None
    except KeyError:
        return None
    if (
        type(id_) is type(group) is type(sender) is type(text) is type(time) is str
        and id_
        and group
        and sender
        and kind.__class__ is str
        and kind in MESSAGES
        and (name is None or type(name) is str)
    ):
        try:
            at = times.stamp(time)
        except ValueError:
            return None
        return tuple.__new__(Event, (id_, at, group, kind, sender, name, *_NONES, text, *_MORE))
    return None


def _finish(
    values: list[Any], assumed: tzinfo | None, name_it: Callable[[str], str] | None
) -> Event:
    for place in _TIMES:
        if values[place] is not None:
            values[place] = _time(FIELDS[place], values[place], assumed)
    if values[_KIND] is None and values[_TEXT_PLACE] is not None:
        values[_KIND] = "text"
    if values[_ID] is None and name_it is not None and values[_GROUP] is not None:
        values[_ID] = name_it(values[_GROUP])
    if None in values[:4]:
        refuse(say.MISSING_FIELD, field=FIELDS[values.index(None)])
    if values[_KIND] in UNUSUAL:
        check_unusual(values)
    return tuple.__new__(Event, values)


def _unfold(values: list[Any], field: str, inside: Mapping[str, str]) -> None:
    """Spread the object form of a sender or a group over the flat fields."""
    given: dict[str, Any] = values[_PLACE[field]]
    values[_PLACE[field]] = None
    for key, value in given.items():
        if key not in inside:
            _unknown(f"{field}.{key}", [f"{field}.{known}" for known in inside], {})
        if value is None:
            continue
        place = _PLACE[inside[key]]
        if values[place] is not None:
            refuse(say.SAID_TWICE, field=inside[key], within=field)
        if type(value) is str:
            read = _FROM_TEXT[place]
            values[place] = value if read is None else read(f"{field}.{key}", value)
        elif type(value) is dict:
            _wrong(f"{field}.{key}", _NAME, value)
        else:
            values[place] = _FROM_OTHER[place](f"{field}.{key}", value)


def check_unusual(values: Sequence[Any]) -> None:
    """Verdicts, outcomes and ticks must say what they are about; ``values`` are those of an event, in
    their order. Raises `policyq.apps.problems.Refused`."""
    kind = values[_KIND]
    for field in NEEDED.get(kind, ()):
        if values[_PLACE[field]] is None:
            refuse(say.MISSING_FIELD, field=field)
    result = values[_PLACE["result"]]
    allowed = _RESULTS.get(kind, ())
    if result is not None and allowed and result not in allowed:
        _no_value("result", result, allowed)


def _time(field: str, value: object, assumed: tzinfo | None) -> int:
    try:
        return times.read(value, assumed)
    except times.ZoneNeeded:
        refuse(say.NO_ZONE, field=field, found=shown(value))
    except (ValueError, OverflowError):
        refuse(say.BAD_TIME, field=field, found=shown(value))


def _unknown(field: str, known: tuple[str, ...] | list[str], usual: Mapping[str, str]) -> NoReturn:
    hint = closest(field, known, usual)
    refuse(say.UNKNOWN_FIELD, field=shown(field), known=", ".join(known), hint=hint)


def _wrong(field: str, expected: Words, value: object) -> NoReturn:
    refuse(say.WRONG_TYPE, field=field, expected=expected, found=shown(value))


def _no_value(field: str, value: str, known: tuple[str, ...]) -> NoReturn:
    hint = closest(value, known)
    refuse(say.UNKNOWN_VALUE, field=field, found=shown(value), known=", ".join(known), hint=hint)


def _name(field: str, value: str) -> str:
    return value if value else _wrong(field, _NAME, value)


def _one_of(known: tuple[str, ...]) -> Callable[[str, str], str]:
    allowed = frozenset(known)

    def read(field: str, value: str) -> str:
        return value if value in allowed else _no_value(field, value, known)

    return read


def _kind(field: str, value: str) -> str:
    if value in KINDS:
        return value
    return "text" if value == "message" else _no_value(field, value, tuple(KINDS))


def _not_text(expected: Words) -> Callable[[str, str], Any]:
    return lambda field, value: _wrong(field, expected, value)


def _only_text(field: str, value: object) -> NoReturn:
    _wrong(field, _TEXT, value)


def _whole(field: str, value: object) -> str:
    """Many platforms number their accounts and messages: a whole number is a name too."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**40:
        _wrong(field, _NAME, value)
    return str(value)


def _object_or_whole(field: str, value: object) -> Any:
    return value if isinstance(value, dict) else _whole(field, value)


def _texts(field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(type(one) is str for one in value):
        _wrong(field, _TEXTS, value)
    return tuple(value)


def _accounts(field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        _wrong(field, _TEXTS, value)
    return tuple(one if type(one) is str else _whole(field, one) for one in value)


def _tags(field: str, value: object) -> frozenset[str]:
    if isinstance(value, frozenset | set):
        value = list(value)
    return frozenset(_texts(field, value))


def _number(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _wrong(field, _NUMBER, value)
    try:
        number = float(value)
    except OverflowError:
        _wrong(field, _NUMBER, value)
    return number if isfinite(number) else _wrong(field, _NUMBER, value)


def _count(field: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**12:
        _wrong(field, _COUNT, value)
    return value


def _raw(_field: str, value: object) -> Any:
    return value


#: By field: how a text becomes its value (``None``: as it is), and how anything else does.
_READ: dict[str, tuple[Callable[[str, str], Any] | None, Callable[[str, Any], Any]]] = {
    "id": (_name, _whole),
    "time": (None, _raw),
    "group": (_name, _object_or_whole),
    "kind": (_kind, _only_text),
    "sender": (_name, _object_or_whole),
    "name": (None, _only_text),
    "role": (_one_of(tuple(ROLES)), _only_text),
    "tags": (_not_text(_TEXTS), _tags),
    "joined": (None, _raw),
    "text": (None, _only_text),
    "links": (_not_text(_TEXTS), _texts),
    "mentions": (_not_text(_TEXTS), _accounts),
    "amount": (_not_text(_NUMBER), _number),
    "target": (_name, _whole),
    "refers": (_name, _whole),
    "result": (_one_of((*VERDICTS, *OUTCOMES)), _only_text),
    "action": (_one_of(tuple(ACTIONS)), _only_text),
    "until": (None, _raw),
    "members": (_not_text(_COUNT), _count),
    "group_name": (None, _only_text),
    "group_tags": (_not_text(_TEXTS), _tags),
    "platform": (_one_of(tuple(PLATFORMS)), _only_text),
    "person": (_name, _whole),
    "channel": (_name, _whole),
}
_FROM_TEXT = [_READ[field][0] for field in FIELDS]
_FROM_OTHER = [_READ[field][1] for field in FIELDS]
_SENDER, _TEXT_PLACE = _PLACE["sender"], _PLACE["text"]
_TIMES = (_TIME, _PLACE["joined"], _PLACE["until"])
_SIX = itemgetter("id", "time", "group", "kind", "sender", "text")
_NONES = (None,) * 3
_MORE = (None,) * (len(FIELDS) - _TEXT_PLACE - 1)
UNUSUAL = frozenset(NEEDED) | TICKS
