"""Events as Python programs give them: from aware times and the types that they have at hand.

A slip is refused here, as the reader of logs refuses it, and not found in a count that never rises.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import KINDS, NEEDED, OUTCOMES, PLATFORMS, ROLES, VERDICTS, Event
from policyq.vocabulary.types import Instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Whole seconds of our days, taken for microseconds, are long before this.
_EARLIEST = 315_532_800_000_000


def event(
    kind: str = "text",
    *,
    id: str,
    time: datetime | Instant,
    group: str,
    joined: datetime | Instant | None = None,
    until: datetime | Instant | None = None,
    tags: Iterable[str] | None = None,
    links: Iterable[str] | None = None,
    mentions: Iterable[str] | None = None,
    group_tags: Iterable[str] | None = None,
    **rest: Any,
) -> Event:
    """An event, from the types that Python programs have at hand.

    Times are aware `datetime` objects or microseconds since the epoch; ``rest`` are the other
    fields of `policyq.Event`. Raises `ValueError` for a kind that does not exist, one that does not
    say what it is about (a verdict without ``refers``), a time without an offset or a number that
    cannot be, `TypeError` for a field that does not exist, or for a value of a type that does not
    belong there.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of event is called {kind!r}")
    made = Event(id, _at("time", time), group, kind, **rest)
    for name in _TEXTS:
        value = getattr(made, name)
        if not isinstance(value, str) and (value is not None or name in _NEEDED):
            raise TypeError(f"{name} is a text, not {value!r}")
    _number("members", made.members, whole=True)
    _number("amount", made.amount)
    for name, known in _CHOICES.items():
        if getattr(made, name) not in (None, *known):
            raise ValueError(f"no {name} is called {getattr(made, name)!r}: {', '.join(known)}")
    if kind in NEEDED:
        _about(made)
    return made._replace(
        joined=None if joined is None else _at("joined", joined),
        until=None if until is None else _at("until", until),
        tags=None if tags is None else frozenset(_several("tags", tags)),
        links=None if links is None else _several("links", links),
        mentions=None if mentions is None else _several("mentions", mentions),
        group_tags=None if group_tags is None else frozenset(_several("group_tags", group_tags)),
    )


_NEEDED = ("id", "group")
_TEXTS = (
    "id",
    "group",
    "sender",
    "name",
    "text",
    "target",
    "refers",
    "group_name",
    "person",
    "channel",
)
_CHOICES: dict[str, Collection[str]] = {
    "role": ROLES,
    "platform": PLATFORMS,
    "action": ACTIONS,
    "result": (*VERDICTS, *OUTCOMES),
}


def _about(made: Event) -> None:
    """Refuses a verdict, an outcome or a tick that does not say what it is about, in the words of the
    reader of logs."""
    from policyq.apps.problems import Refused
    from policyq.apps.rows import check_unusual

    try:
        check_unusual(made)
    except Refused as refused:
        problem = refused.problem
        raise ValueError(f"{made.kind}: {problem.says('en')} [{problem.code}]") from None


def _number(name: str, value: object, *, whole: bool = False) -> None:
    """Refuses what is no number; ``whole``: and a fraction, or a number below zero."""
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise TypeError(f"{name} is a {'whole ' * whole}number, not {value!r}")
    if not isfinite(value) or (whole and value < 0):
        raise ValueError(f"{name} cannot be {value!r}")


def _several(name: str, values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise TypeError(f"{name} are several texts: write [{values!r}]")
    if not isinstance(values, Iterable):
        raise TypeError(f"{name} are several texts, not {values!r}")
    several = tuple(values)
    for value in several:  # a number would equal no account, and nobody would be told
        if not isinstance(value, str):
            raise TypeError(f"{name} are texts, not {value!r}")
    return several


def instant(time: datetime | Instant) -> Instant:
    """Microseconds since the epoch; raises `ValueError` for a time without an offset, `TypeError`
    for what is no time."""
    return _at("a time", time)


def _at(name: str, time: datetime | Instant) -> Instant:
    if isinstance(time, int) and not isinstance(time, bool):
        if time < _EARLIEST:
            raise ValueError(f"{time} is before 1980: times are microseconds since 1970")
        return time
    if not isinstance(time, datetime):
        raise TypeError(f"{name} is an aware datetime, or microseconds since 1970, not {time!r}")
    if time.tzinfo is None:
        raise ValueError("a time needs an offset: give it a time zone")
    return (time - _EPOCH) // timedelta(microseconds=1)


def moment(instant: Instant) -> datetime:
    """The UTC time of an instant, such as the ``until`` of a mute."""
    return _EPOCH + timedelta(microseconds=instant)
