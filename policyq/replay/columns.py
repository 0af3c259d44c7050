"""A part of a log in columns: of each field the different values, and which of them each row has.

What is asked of a text is asked once of each different text, and so with every field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from policyq.live.scene import Offsets
from policyq.text.fold import fold
from policyq.text.links import may_hold, needed
from policyq.text.words import Matcher
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
        codes, values = self.column(field)
        found = [test(value) for value in values]
        masks = (
            np.array([one is not False for one in found], np.bool_),
            np.array([one is True for one in found], np.bool_),
            np.array([one is None for one in found], np.bool_),
        )
        return Answer(*(mask.take(codes) for mask in masks))

    def where(self, field: str, test: Callable[[Any], bool]) -> Mask:
        """The rows of which a test of one field is true."""
        return self.by_value(field, test).surely

    def by_opening(self, test: Callable[[str], Guess]) -> Answer:
        """What a test of how its text opens is of every row."""
        opening = dict(zip(self.column("text").values, self._openings, strict=True))
        return self.by_value("text", lambda text: None if text is None else test(opening[text]))

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
    def _openings(self) -> Sequence[str]:
        """How each text opens, as texts are compared: a known one."""
        reach = self._reach
        texts = self.column("text").values
        return ["" if text is None else fold(text.strip()[:reach]) for text in texts]

    @cached_property
    def linkless(self) -> Mask:
        """Whether there is surely no link."""
        bare = self.where("text", _bare)
        return bare & self.where("links", lambda links: not links)

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


def _bare(text: str | None) -> bool:
    return text is not None and (needed(text) is None or not may_hold(text))


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
