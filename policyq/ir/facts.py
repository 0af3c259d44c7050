"""What an event says for itself: every question about one event that needs no memory.

`None` is *not known*. Both the definition and the engines' rarer paths ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite
from typing import NamedTuple

from policyq.text.alike import alike, letters
from policyq.text.contacts import ContactHit
from policyq.text.contacts import find as find_contacts
from policyq.text.fold import fold
from policyq.text.links import find, host_of
from policyq.vocabulary.events import AIMED, EVERYONE, FIELDS, MESSAGES, Event
from policyq.vocabulary.types import Truth


class Link(NamedTuple):
    """A link of an event. Its span is in the text; ``(-1, -1)`` for one that came beside it."""

    url: str
    host: str
    start: int
    end: int


def links(event: Event) -> tuple[Link, ...] | None:
    """The links of a message, each once: those that came beside the text, then those in it."""
    if event.kind not in MESSAGES:
        return ()
    if event.links is None and event.text is None:
        return None
    seen: dict[str, Link] = {}
    for url in event.links or ():
        host = host_of(url)
        if host is not None:
            seen.setdefault(url, Link(url, host, -1, -1))
    for hit in find(event.text or ""):
        seen.setdefault(hit.url, Link(hit.url, hit.host, hit.start, hit.end))
    return tuple(seen.values())


def hosts(event: Event) -> tuple[str, ...] | None:
    """The hosts of a message's links, sorted, each once."""
    found = links(event)
    return None if found is None else tuple(sorted({link.host for link in found}))


def contacts(event: Event) -> tuple[ContactHit, ...] | None:
    """The contacts in the text of a message."""
    if event.kind not in MESSAGES:
        return ()
    return None if event.text is None else find_contacts(event.text)


def text_key(text: str) -> str:
    """What makes two texts the same: case, width and outer white space do not count."""
    return fold(text).strip()


def _tenure(event: Event) -> int | None:
    return None if event.joined is None else event.time - event.joined


def _late(event: Event) -> int | None:
    return None if event.until is None else max(event.until - event.time, 0)


def _length(event: Event) -> int | None:
    return None if event.text is None else len(event.text)


def _mention_count(event: Event) -> int | None:
    if event.mentions is None:
        return None
    return event.members if EVERYONE in event.mentions else len(set(event.mentions))


def _link_count(event: Event) -> int | None:
    found = links(event)
    return None if found is None else len(found)


_NUMBERS: dict[str, Callable[[Event], int | float | None]] = {
    "tenure": _tenure,
    "late": _late,
    "length": _length,
    "mention_count": _mention_count,
    "link_count": _link_count,
    "amount": lambda event: event.amount,
    "members": lambda event: event.members,
}


def number(field: str, event: Event) -> int | float | None:
    """A numeric field of an event; tenure in microseconds."""
    return _NUMBERS[field](event)


_PRESENT: dict[str, Callable[[Event], object]] = {
    **_NUMBERS,
    "text": lambda event: event.text,
    "links": links,
    "sender": lambda event: event.sender,
    "target": lambda event: event.sender,
    "time": lambda event: event.time,
    "mentions": lambda event: event.mentions,
    "answered": lambda event: event.refers,
    "group": lambda event: event.group,
    "group_tags": lambda event: event.group_tags,
    "platform": lambda event: event.platform,
    "channel": lambda event: event.channel,
}


def known(field: str, event: Event) -> bool:
    """Whether the event carries the field and its source said what it is."""
    return event.kind in FIELDS[field].carriers and _PRESENT[field](event) is not None


def person(event: Event) -> str | None:
    """Who sent an event, over all groups: the person, where somebody said who that is, else the
    account on its platform."""
    if event.sender is None:
        return None
    if event.person is not None and event.kind != "outcome":
        return f"={event.person}"
    return f"{event.platform or ''}:{event.sender}"


def target(event: Event) -> str:
    """As `person`, of the account that an outcome was aimed at."""
    return (
        f"={event.person}" if event.person is not None else f"{event.platform or ''}:{event.target}"
    )


def keys(per: tuple[str, ...], event: Event, shared: bool = False) -> list[tuple[str, ...]] | None:
    """The keys under which an event is counted, beside its group or ``shared`` by all.

    Unknown if a part of the key is; none if there is nothing to count by: an empty text is
    not the same as another, and a message without links is on no host.
    """
    made: list[tuple[str, ...]] = [()]
    for part in per:
        values = _key_values(part, event, shared)
        if values is None:
            return None
        made = [(*key, value) for key in made for value in values]
    return made


def _key_values(part: str, event: Event, shared: bool) -> tuple[str, ...] | None:
    match part:
        case "sender":
            sender = person(event) if shared else event.sender
            return None if sender is None else (sender,)
        case "target":
            if event.kind not in AIMED:
                return ()
            return None if event.target is None else (event.target,)
        case "text":
            if event.kind not in MESSAGES:
                return ()
            key = None if event.text is None else text_key(event.text)
            return None if key is None else (key,) if key else ()
        case "host":
            return hosts(event)
        case "alike":
            if event.kind not in MESSAGES:
                return ()
            counts = None if event.text is None else letters(event.text)
            return None if counts is None else (counts,) if counts else ()
    raise ValueError(part)


def same_key(per: tuple[str, ...], one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether what is counted under one key counts for another."""
    if "alike" not in per or one == other:
        return one == other
    return one[:-1] == other[:-1] and alike(one[-1], other[-1])


def counted(what: str, of: str | None, event: Event, shared: bool = False) -> tuple[str | int, ...]:
    """What an event adds to an aggregate: one for a count, its values for the others.

    Sums are kept in whole ten-thousandths, so that their order never matters.
    """
    if what == "count":
        return (1,)
    if of in ("sender", "text", "host"):
        return _key_values(of, event, shared) or ()
    if of == "target":
        return () if event.target is None else (event.target,)
    if of == "group":
        return (event.group,)
    if of == "platform":
        return () if event.platform is None else (event.platform,)
    value = number(str(of), event)
    return () if value is None or not isfinite(value) else (round(value * SUM_UNIT),)


SUM_UNIT = 10_000


def one_of(given: str | None, wanted: frozenset[str]) -> Truth:
    """Whether what is given is wanted; unknown if anything is wanted and nothing is known."""
    if not wanted:
        return False
    return None if given is None else given in wanted


def some_of(given: Iterable[str] | None, wanted: frozenset[str]) -> Truth:
    """Whether some of what is given is wanted; unknown likewise."""
    if not wanted:
        return False
    return None if given is None else not wanted.isdisjoint(given)
