"""From what an export says of a message to an event: the steps that most formats share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policyq.apps.problems import refuse, shown
from policyq.apps.schema import whole
from policyq.diagnostics.catalog import logs as say
from policyq.diagnostics.diagnostic import Words
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

PRIVATE = Said("私聊", "private chats")

_OBJECT = Words("对象", "an object")
_NAME = Words("不为空的文字或整数", "a text that is not empty, or a whole number")


def object_of(value: object, field: str = "message") -> Mapping[str, Any]:
    """The value if it is an object; refuses anything else."""
    if not isinstance(value, dict):
        refuse(say.WRONG_TYPE, field=field, expected=_OBJECT, found=shown(value))
    return value


def account_of(value: object, field: str) -> str:
    """An id, which many platforms write as a number; refuses what is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        refuse(say.WRONG_TYPE, field=field, expected=_NAME, found=shown(value))
    return whole(value.strip())


def id_of(value: object) -> str | None:
    """An id that may be missing: ``None`` for what is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return whole(value.strip()) or None if isinstance(value, str) else None


def part_of(row: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """An object inside another; an empty one for what is none: it says nothing then."""
    value = row.get(field)
    return value if isinstance(value, dict) else {}


def text_of(value: object) -> str:
    """A text, or an empty one for what is none: a message of another kind has none."""
    return whole(value) if isinstance(value, str) else ""


def only(texts: Iterable[object]) -> tuple[str, ...]:
    """The texts among some values that are not empty, each once."""
    return tuple(dict.fromkeys(whole(one) for one in texts if isinstance(one, str) and one))


def nth_id(id_: str, number: int) -> str:
    """The id of one of several events of a row, counted from 0: the first has that of the row."""
    return f"{id_}+{number}" if number else id_


def numbered(events: Sequence[Event]) -> list[Event]:
    """Several events that have the id of their row, each with one of its own."""
    return [one._replace(id=nth_id(one.id, number)) for number, one in enumerate(events)]
