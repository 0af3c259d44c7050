"""A part of a log in columns: of each field the different values, and which of them each row has.

What is asked of a text is asked once of each different text, and so with every field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from policyq.ir.facts import links
from policyq.live.scene import Offsets
from policyq.text.fold import fold
from policyq.text.links import needed, possible
from policyq.text.words import Matcher
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE

Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int64]


class Column(NamedTuple):
    """One field of some rows."""

    codes: NDArray[Any]
    """The place in ``values`` of what each row says."""
    values: Sequence[Any]
    """Different values; ``None`` is *not known*."""


ANY: Final = "any"
"""What one cannot tell."""

Guess: TypeAlias = bool | Literal["any"] | None


class Answer(NamedTuple):
    """What something is of some rows."""

    perhaps: Mask
    """Where it may be true or unknown."""
    surely: Mask
    """Where it is true, as far as one can tell."""
    unknown: Mask
    """Where it is unknown, likewise."""

    def of(self, codes: NDArray[Any]) -> Answer:
        """The same of rows that each say one of these."""
        return Answer(self.perhaps.take(codes), self.surely.take(codes), self.unknown.take(codes))


class Columns:
    """Some rows of a log; each column is fetched when it is first asked for."""

    def __init__(
        self,
        times: Numbers,
        fetch: Callable[[str], Column],
        matchers: Sequence[Matcher],
        offset: Offsets,
        reach: int,
    ) -> None:
        """``reach``: how much of a text tells how it opens."""
        self.times = times
        self._fetch = fetch
        self._matchers = matchers
        self._offset = offset
        self._reach = reach
        self._columns: dict[str, Column] = {}

    def __len__(self) -> int:
        return len(self.times)

    def column(self, field: str) -> Column:
        """One field of every row."""
        made = self._columns.get(field)
        if made is None:
            made = self._columns[field] = self._fetch(field)
        return made

    def by_value(self, field: str, test: Callable[[Any], Guess]) -> Answer:
        """What a test of one field is of every row."""
        return by_value(self.column(field), test)

    def where(self, field: str, test: Callable[[Any], bool]) -> Mask:
        """The rows of which a test of one field is true."""
        return self.by_value(field, test).surely

    def by_opening(self, test: Callable[[str], Guess]) -> Answer:
        """What a test of how its text opens is of every row."""
        codes, values = self._openings
        found = [None if opening is None else test(opening) for opening in values]
        return _answer(found).of(codes).of(self.column("text").codes)

    # -- text ----------------------------------------------------------------------------------

    @cached_property
    def wordless(self) -> Mask:
        """Whether the text is known, and none of the words that are looked for is in it."""
        codes, values = self.column("text")
        left = np.array([text is not None for text in values], np.bool_)
        for matcher in self._matchers:
            rows = np.flatnonzero(left).tolist()
            for row, hits in zip(rows, matcher.batch([values[row] for row in rows]), strict=True):
                if hits:
                    left[row] = False
        wordless: Mask = left.take(codes)
        return wordless

    @cached_property
    def _openings(self) -> Column:
        """How each different text opens, as texts are compared: most open as many others do."""
        reach, known = self._reach, dict[str | None, int]()
        texts = self.column("text").values
        opened = (None if text is None else text.strip()[:reach] for text in texts)
        codes = [known.setdefault(opening, len(known)) for opening in opened]
        values = [None if opening is None else fold(opening) for opening in known]
        return Column(np.array(codes, np.int64), values)

    @cached_property
    def linkless(self) -> Mask:
        """Whether there is surely no link."""
        codes, values = self.column("text")
        bare = np.array([text is not None and _bare(text) for text in values], np.bool_).take(codes)
        return bare & self.where("links", lambda links: not links)

    @cached_property
    def hosts(self) -> Column:
        """The host of each link of a row; each text, with what came beside it, is looked at once."""
        texts, beside = self.column("text"), self.column("links")
        rows = np.flatnonzero(~self.linkless)
        both = texts.codes.take(rows).astype(np.int64) * len(beside.values)
        every, where = np.unique(both + beside.codes.take(rows), return_inverse=True)
        codes = np.zeros(len(self), np.int64)
        codes[rows] = where + 1
        values: list[tuple[str, ...] | None] = [()]
        for one in every.tolist():
            text, told = divmod(one, len(beside.values))
            message = Event(
                "", 0, "", "text", text=texts.values[text], links=beside.values[told]
            )  # fmt: skip
            found = links(message)
            values.append(None if found is None else tuple(link.host for link in found))
        return Column(codes, values)

    # -- time ----------------------------------------------------------------------------------

    @cached_property
    def local(self) -> Numbers:
        """The local time, in microseconds."""
        return local(self.times, self._offset)

    @cached_property
    def minutes(self) -> Numbers:
        """The minute of the local day."""
        return self.local // MINUTE % 1440

    @cached_property
    def days(self) -> Numbers:
        """The number of the local day."""
        return self.local // DAY


def by_value(column: Column, test: Callable[[Any], Guess]) -> Answer:
    """What a test of a column is of every row."""
    return _answer([test(value) for value in column.values]).of(column.codes)


def _bare(text: str) -> bool:
    return needed(text) is None or possible(text) is None


def _answer(found: Sequence[Guess]) -> Answer:
    return Answer(
        np.array([one is not False for one in found], np.bool_),
        np.array([one is True for one in found], np.bool_),
        np.array([one is None for one in found], np.bool_),
    )


def local(times: Numbers, offset: Offsets) -> Numbers:
    """Instants as local time, in microseconds."""
    hours, where = np.unique(times // HOUR, return_inverse=True)
    away = np.zeros(len(hours), np.int64)
    odd = []
    for number, hour in enumerate(hours.tolist()):
        away[number] = offset(hour * HOUR)
        if hour not in offset.known:
            odd.append(number)
    found: Numbers = times + away.take(where)
    # In an hour in which the clock is changed each instant is asked by itself.
    for row in np.flatnonzero(np.isin(where, odd)).tolist() if odd else ():
        found[row] = times[row] + offset(int(times[row]))
    return found
