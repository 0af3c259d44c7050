"""The books of a group as JSON, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policyq.ir.books import Books, Moved, Purse
from policyq.live.codec import from_json, to_json
from policyq.vocabulary.types import Instant

_KINDS: dict[str, tuple[Any, Any]] = {
    "purses": (tuple[str, str], Purse),
    "totals": (tuple[str, str], int),
    "pairs": (tuple[str, str, str], tuple[tuple[int, int], ...]),
    "sold": (tuple[str, str], tuple[tuple[int, int], ...]),
    "titles": (tuple[str, str], Instant | None),
}


def books_to_json(books: Books) -> dict[str, Any]:
    """Everything that is booked; what was moved, in the order in which it was."""
    made: dict[str, Any] = {
        name: [[list(key), to_json(of)] for key, of in sorted(getattr(books, name).items())]
        for name in _KINDS
    }
    return {**made, "moved": [[key, to_json(of)] for key, of in books.moved.items()]}


def books_from_json(given: Mapping[str, Any]) -> Books:
    """What `books_to_json` gave; raises `Broken` or what broken JSON raises."""
    books = Books()
    for name, (key, kind) in _KINDS.items():
        held = getattr(books, name)
        for place, of in given.get(name, ()):
            held[from_json(key, place)] = from_json(kind, of)
    for event, moved in given.get("moved", ()):
        books.moved[from_json(str, event)] = from_json(tuple[Moved, ...], moved)
    return books


def known_not(books: Books, points: Iterable[str]) -> set[str]:
    """Drops the points that a policy does not have, and says which."""
    known = set(points)
    gone = {name for name, _ in books.totals} - known
    books.purses = {place: of for place, of in books.purses.items() if place[0] not in gone}
    books.totals = {place: of for place, of in books.totals.items() if place[0] not in gone}
    books.pairs = {place: of for place, of in books.pairs.items() if place[0] not in gone}
    return gone
