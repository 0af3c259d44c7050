"""Where a comment belongs: the declaration below it, or the one on whose line it stands.

Places are numbers of declarations in the order of the text, the rules of sections among them;
`FILE` stands for the whole file, to which everything at the header belongs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from policyq.syntax import tree

FILE = -1
_LINE_END = re.compile(r"\r\n?|\n")
_SPACE = " \t\u3000\ufeff"


class Places:
    """The declarations of one file and the lines that they stand on."""

    def __init__(self, file: tree.File, text: str) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._nodes: list[tree.Node] = []
        self._parents: list[int] = []
        for node in file.declarations:
            outer = len(self._nodes)
            self._add(node, FILE)
            for item in node.items if isinstance(node, tree.Section) else ():
                self._add(item, outer)
        self._starts = [node.span.start for node in self._nodes]
        self._below = self._lines_below(file)

    def _add(self, node: tree.Node, parent: int) -> None:
        self._nodes.append(node)
        self._parents.append(parent)

    def _lines_below(self, file: tree.File) -> dict[int, int]:
        """For each line that is a comment alone, the first below it that is not."""
        below: dict[int, int] = {}
        for comment in reversed(file.comments):
            line = self._line(comment.span.start)
            if not self._before(comment.span.start, line):
                below[line] = below.get(line + 1, line + 1)
        return below

    def _line(self, offset: int) -> int:
        return bisect_right(self._lines, offset) - 1

    def _before(self, offset: int, line: int) -> str:
        """What stands on the line before an offset, without spaces at its ends."""
        return self._text[self._lines[line] : offset].strip(_SPACE)

    def of_comment(self, at: int) -> int | None:
        """The place to which the comment at an offset belongs; ``None``: to nothing."""
        line = self._line(at)
        if self._before(at, line):
            lead = self._text[self._lines[line] : at].rstrip(_SPACE)
            return self._place(next(self.around(self._lines[line] + len(lead) - 1)))
        return self._beneath(line, at)

    def _beneath(self, line: int, at: int) -> int | None:
        """The declaration that begins below a comment of its own line, or else the one around it."""
        below = self._below[line]
        number = bisect_right(self._starts, at)
        if number < len(self._nodes) and below < len(self._lines):
            start = self._starts[number]
            if self._line(start) == below and not self._before(start, below):
                return self._place(number)
        inside = next(self.around(at))
        if inside == FILE or isinstance(self._nodes[inside], tree.Section):
            return None
        return self._place(inside)

    def _place(self, number: int) -> int | None:
        """The header's place is the whole file; outside of everything there is none."""
        if number == FILE:
            return None
        return FILE if isinstance(self._nodes[number], tree.Policy) else number

    def around(self, offset: int) -> Iterator[int]:
        """The places around an offset, the innermost first, the file last."""
        number = bisect_right(self._starts, offset) - 1
        while number >= 0:
            if offset <= self._nodes[number].span.end:
                yield number
            number = self._parents[number]
        yield FILE
