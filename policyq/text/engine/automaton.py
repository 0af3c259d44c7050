"""Which of many strings stand in a string, without drowning in those that nest.

The automaton tells, for each place where something ends, the longest string that ends there;
the others that end there are ends of that one, and follow from it one by one as they are asked
for. So 2,000 strings that lie in one another cost no more than one, unless they are wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from heapq import heapify, heappop, heapreplace
from typing import Any, TypeAlias

Place: TypeAlias = tuple[int, int, int]
"""Where a string stands: start, end, its number; in bytes, or in characters of a text."""


class Automaton:
    """It cannot be pickled or copied; build it again instead."""

    def __init__(self, strings: Sequence[bytes | str]) -> None:
        """``strings``: not empty, none empty, all different; each is called by its number. Bytes
        are searched for in bytes, texts in a text without half characters."""
        from daachorse import CharwiseDoubleArrayAhoCorasick, DoubleArrayAhoCorasick

        build: Any = partial(DoubleArrayAhoCorasick, use_prefilter=True)
        if isinstance(strings[0], str):
            build = CharwiseDoubleArrayAhoCorasick
        self.longest: Callable[[Any], list[Place]] = build(list(strings)).find_overlapping_no_suffix
        """For each place where a string ends the longest one."""
        self._strings = strings
        self._index = {each: number for number, each in enumerate(strings)}
        self._lengths = sorted(set(map(len, strings)), reverse=True)
        self._next: dict[int, int] = {}

    def all(self, longest: list[Place]) -> Iterable[Place]:
        """All that stand where the longest ones stand, sorted by (start, end, number)."""
        if len(longest) == 1 and self._next.get(longest[0][2]) == -1:
            return longest
        return self._all(longest)

    def is_last(self, number: int) -> bool:
        """Whether no other string is the end of one."""
        return self.inside(number) < 0

    def _all(self, longest: list[Place]) -> Iterator[Place]:
        heap = list(longest)
        heapify(heap)
        while heap:
            place = heap[0]
            yield place
            _, end, number = place
            shorter = self.inside(number)
            if shorter < 0:
                heappop(heap)
            else:
                heapreplace(heap, (end - len(self._strings[shorter]), end, shorter))

    def inside(self, number: int) -> int:
        """The longest other string that a string ends with, or -1."""
        found = self._next.get(number)
        if found is None:
            found = self._next[number] = self._find_inside(self._strings[number])
        return found

    def _find_inside(self, string: bytes | str) -> int:
        for length in self._lengths:
            if length < len(string):
                found = self._index.get(string[-length:])
                if found is not None:
                    return found
        return -1
