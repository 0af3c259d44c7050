"""Where something stands: named texts and spans in them, counted in code points."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in the source called ``source``."""

    source: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The smallest span that covers both; they must share their source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))


NOWHERE = Span("", 0, 0)


class Source:
    """A named text and its lines."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both from 1, the column in code points."""
        line = bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1), without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")


class Failure(NamedTuple):
    """Why a file that a policy names could not be had: an id that the catalog knows.

    ``missing``, ``outside`` (not below the policy's folder), ``unreadable``, ``encoding``,
    ``too_large``, ``compiled`` (what `policyq compile` wrote, in the place of a text),
    ``json`` (data in the place of a policy).
    """

    reason: str
    near: str = ""
    """Of a missing one: the name of a file that is there and was probably meant, in the same
    folder."""
