"""Some thousand events in columns. Each column is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from policyq.live.scene import Offsets
from policyq.text.fold import fold
from policyq.text.links import may_hold, needed
from policyq.text.words import Matcher
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, Truth

Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int64]


class Columns:
    """The columns of some events, in their order."""

    def __init__(
        self, events: Sequence[Event], matchers: Sequence[Matcher], offset: Offsets
    ) -> None:
        self.events = events
        self._matchers = matchers
        self._offset = offset
        self._columns: dict[str, list[Any]] = {}
        self._codes: dict[str, tuple[Numbers, list[Any]]] = {}

    def __len__(self) -> int:
        return len(self.events)

    def column(self, field: str) -> list[Any]:
        """One field of every event."""
        if field not in self._columns:
            self._columns[field] = list(map(attrgetter(field), self.events))
        return self._columns[field]

    def codes(self, field: str) -> tuple[Numbers, list[Any]]:
        """One field of every event (or ``key``, what its text is compared by) by numbers, and the
        values that have them."""
        if field not in self._codes:
            numbers: dict[Hashable, int] = {}
            column = self.keys if field == "key" else self.column(field)
            for value in column:
                if value not in numbers:
                    numbers[value] = len(numbers)
            made = np.fromiter(map(numbers.__getitem__, column), np.int64, len(column))
            self._codes[field] = made, list(numbers)
        return self._codes[field]

    def by_value(self, field: str, test: Callable[[Any], Truth]) -> tuple[Mask, Mask]:
        """Of which rows a test of one field is true or unknown, and of which it is true."""
        codes, values = self.codes(field)
        truths = [test(value) for value in values]
        perhaps = np.array([truth is not False for truth in truths], np.bool_)
        surely = np.array([truth is True for truth in truths], np.bool_)
        return perhaps.take(codes), surely.take(codes)

    # -- text ----------------------------------------------------------------------------------

    @cached_property
    def known(self) -> Mask:
        """Whether the text is known."""
        return np.fromiter((text is not None for text in self.column("text")), np.bool_, len(self))

    @cached_property
    def texts(self) -> list[str]:
        """The texts; one that is not known is empty."""
        return [text or "" for text in self.column("text")]

    @cached_property
    def lengths(self) -> Numbers:
        """The lengths of the texts."""
        return np.fromiter(map(len, self.texts), np.int64, len(self))

    @cached_property
    def keys(self) -> list[str]:
        """What texts are compared by."""
        folded = {text: fold(text).strip() for text in set(self.texts)}
        return [folded[text] for text in self.texts]

    @cached_property
    def wordless(self) -> Mask:
        """Whether the text is known, and none of the words that are looked for is in it."""
        none = self.known.copy()
        texts = list(dict.fromkeys(self.texts))
        some = {
            text
            for matcher in self._matchers
            for text, hits in zip(texts, matcher.batch(texts), strict=True)
            if hits
        }
        if some:
            none &= np.fromiter((text not in some for text in self.texts), np.bool_, len(self))
        return none

    @cached_property
    def linkless(self) -> Mask:
        """Whether there is surely no link."""
        bare = (needed(text) is None or not may_hold(text) for text in self.texts)
        told = (not links for links in self.column("links"))
        none = np.fromiter(bare, np.bool_, len(self)) & self.known
        return none & np.fromiter(told, np.bool_, len(self))

    # -- time ----------------------------------------------------------------------------------

    @cached_property
    def times(self) -> Numbers:
        """When it was; what no 64 bits hold is refused."""
        return np.array(self.column("time"), np.int64)

    @cached_property
    def local(self) -> Numbers:
        """The local time, in microseconds."""
        hours, where = np.unique(self.times // HOUR, return_inverse=True)
        known, offset = self._offset.known, self._offset
        away = np.zeros(len(hours), np.int64)
        odd = []
        for number, hour in enumerate(hours.tolist()):
            offset(hour * HOUR)
            if hour in known:
                away[number] = known[hour]
            else:
                odd.append(number)
        local = self.times + away.take(where)
        for row in np.flatnonzero(np.isin(where, odd)).tolist() if odd else ():
            local[row] = self.times[row] + offset(int(self.times[row]))
        return local

    @cached_property
    def minutes(self) -> Numbers:
        """The minute of the local day."""
        return self.local // MINUTE % 1440

    @property
    def hours(self) -> list[int]:
        """The number of the local hour."""
        hours: list[int] = (self.local // HOUR).tolist()
        return hours

    @cached_property
    def messages(self) -> Mask:
        """Whether it is a message."""
        return self.by_value("kind", lambda kind: kind in MESSAGES)[1]

    @cached_property
    def days(self) -> Numbers:
        """The number of the local day."""
        return self.local // DAY
