"""How far texts went over all groups, of a log of which most messages are only counted: as
`policyq.study.across` follows them, many at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np

from policyq.apps.bulk.told import codes, together, values
from policyq.apps.logs import bulk
from policyq.ir import facts
from policyq.replay.columns import Column, Numbers
from policyq.replay.order import Sorted
from policyq.study.across import LONG_ENOUGH, MOST_TEXTS, Teller, hashed
from policyq.study.around import Nobody, Out
from policyq.study.simulate import Step
from policyq.vocabulary.events import Event

_PLACE = ("group", "platform", "sender", "person")
_FIELDS = (*_PLACE, "kind", "text")


class Spread:
    """Takes in which of the rows that are looked at happened (`policyq.study.around.Out`)."""

    def __init__(self, out: Out | None) -> None:
        """``out``: who is told the same."""
        self._out = out or Nobody()
        self._happened = array("q")

    def due(self, row: int, step: Step) -> None:
        """As `Out`."""
        self._out.due(row, step)

    def add(self, row: int, step: Step) -> None:
        """As `Out`."""
        if step.own is not None:
            self._happened.append(row)
        self._out.add(row, step)

    def rest(self, step: Step) -> None:
        """As `Out`."""
        self._out.rest(step)

    def tell(self, teller: Teller, paths: Sequence[str], decided: Sorted) -> None:
        """Tells where the texts of all rows that happened stood, in the order of the line."""
        assert decided.line is not None, "it is for groups that are decided together"
        happened = np.frombuffer(decided.log.hot, np.uint8) == 0
        happened[np.array(self._happened, np.int64)] = True
        line = np.empty(len(happened), np.int64)
        line[decided.order] = np.where(happened, decided.line, -1)
        texts, places, known = _read(paths, decided.rows)
        followed = np.flatnonzero((line >= 0) & (places >= 0))
        followed = followed[line[followed].argsort()]
        texts, places = texts[followed], places[followed]
        _, firsts, which = np.unique(texts, return_index=True, return_inverse=True)
        room = np.ones(len(firsts), np.bool_)
        room[firsts.argsort()[MOST_TEXTS:]] = False
        kept = room[which]
        pairs = np.unique(np.stack((texts[kept], places[kept])), axis=1)
        stood = (
            (text.to_bytes(8, "big", signed=True), known[place]) for text, place in pairs.T.tolist()
        )
        teller.follow(len(followed), int((~kept).sum()), stood)


def _read(
    paths: Sequence[str], rows: Numbers
) -> tuple[Numbers, Numbers, list[tuple[str, str, str]]]:
    """Of some rows the text and the place where it stands, by number; no place: it is not followed."""
    texts, places = [], []
    known: dict[tuple[str, str, str], int] = {}
    for table in bulk.chosen_batches(paths, rows, _FIELDS):
        text = bulk.column(table, "text")
        hashes = np.fromiter(map(_hash, text.values), np.int64, len(text.values))
        long = np.array([one is not None and len(one) >= LONG_ENOUGH for one in text.values])
        kinds = bulk.column(table, "kind")
        edits = np.array([kind == "edit" for kind in kinds.values], np.bool_)
        own = _places([bulk.column(table, field) for field in _PLACE], known)
        own[edits.take(kinds.codes) | ~long.astype(np.bool_).take(text.codes)] = -1
        texts.append(hashes.take(text.codes))
        places.append(own)
    return np.concatenate(texts), np.concatenate(places), list(known)


def _hash(text: str | None) -> int:
    if text is None or len(text) < LONG_ENOUGH:
        return 0
    return int.from_bytes(hashed(text), "big", signed=True)


def _places(columns: Sequence[Column], known: dict[tuple[str, str, str], int]) -> Numbers:
    both = reduce(together, columns[1:], codes(columns[0]))
    _, firsts, where = np.unique(both, return_index=True, return_inverse=True)
    told = zip(*(values(column, firsts) for column in columns), strict=True)
    numbers = [known.setdefault(place, len(known)) for place in _told(told)]
    found: Numbers = np.array(numbers, np.int64).take(where)
    return found


def _told(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        said = dict(zip(_PLACE, row, strict=True))
        event = Event(id="", time=0, kind="text", **said)  # type: ignore[arg-type]
        yield event.group, event.platform or "", facts.person(event) or ""
