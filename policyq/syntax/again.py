"""Rules that are written like one before them, but for their names and texts.

A long file says the same of thousands of words, a line each. Of lines in a row that begin alike, those
that are written like an earlier one are taken out of the text before it is read by the grammar, and made
from what came of that one: by its tree, with other names and texts, and every place moved. A line is
taken out only from between lines that begin with the same keyword, so that what stands before it ends
where it did. Where anything is wrong, the whole text is read by the grammar.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple

from policyq.syntax import grammar, tree
from policyq.syntax.attempt import Attempt, Piece, attempt
from policyq.syntax.build import builder
from policyq.syntax.clean import NAME, Clean
from policyq.syntax.keywords import keywords
from policyq.syntax.mould import Mould, Region, mould

LEAST: Final = 100
"""For fewer lines it is not worth it."""

_TEXT = re.compile(r'"[^"\\]*"|“[^”\\]*”|「[^」\\]*」')


class _Line(NamedTuple):
    """A line that is taken out."""

    like: int
    """Where the line starts that it is written like."""
    start: int
    end: int
    regions: tuple[Region, ...]


def read(ready: Clean) -> Attempt | None:
    """What the grammar makes of a whole text; ``None`` if few lines are alike, or anything is wrong."""
    kept, out = _sorted_out(ready.text)
    if len(out) < LEAST:
        return None
    text = _without(ready.text, out)
    found = attempt(replace(ready, text=text), Piece(0, len(text), "", 0))
    if found.stop is not None or found.reports:
        return None
    moulds = _moulds(ready, found, kept)
    if not moulds.keys() >= {line.like for line in out} or _inside_others(found, out):
        return None
    made = (moulds[line.like].made(line.regions, _texts(ready, line.regions)) for line in out)
    declarations = sorted((*found.declarations, *made), key=attrgetter("span.start"))
    return Attempt(tuple(declarations), (), None)


def _sorted_out(text: str) -> tuple[dict[int, _Line], list[_Line]]:
    """The lines after which others are made, by where they start, and these others."""
    kept: dict[int, _Line] = {}
    out: list[_Line] = []
    first: dict[tuple[str, ...], int] = {}
    reserved = _reserved()
    lines = list(_line().finditer(text))
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        start, end = line.span()
        together = before.end() + 1 == start and end + 1 == after.start()
        if not together or not before[1] == line[1] == after[1] or line[3] in reserved:
            continue
        behind = line.start(4)
        key = (line[1], line[2], _TEXT.sub(_emptied, line[4]))
        found = (match.span() for match in _TEXT.finditer(line[4]))
        texts = (Region(behind + one, behind + other) for one, other in found)
        regions = (Region(*line.span(3)), *texts)
        like = first.setdefault(key, start)
        made = _Line(like, start, end, regions)
        if like == start:
            kept[start] = made
        else:
            out.append(made)
    return kept, out


def _emptied(match: re.Match[str]) -> str:
    return match[0][0] + match[0][-1]


@cache
def _line() -> re.Pattern[str]:
    """A line that begins with the keyword of rules and a name."""
    spellings = "|".join(map(re.escape, keywords().groups["keyword"]["rule"].spellings))
    return re.compile(rf"^({spellings})([ \t]+)({NAME.pattern})([ \t][^\r\n]*)\r?$", re.M)


@cache
def _reserved() -> frozenset[str]:
    """What looks like a name, and may be taken for something else."""
    words = grammar.driver(builder()).tables.words
    return frozenset(word for some in words.values() for word in some)


def _without(text: str, out: list[_Line]) -> str:
    """The text with blanks in the place of some lines."""
    pieces, at = [], 0
    for line in out:
        pieces += [text[at : line.start], " " * (line.end - line.start)]
        at = line.end
    return "".join([*pieces, text[at:]])


def _moulds(ready: Clean, found: Attempt, kept: dict[int, _Line]) -> dict[int, Mould]:
    """For lines that are one rule and nothing else what others are made by, by where they start."""
    moulds = {}
    for node in found.declarations:
        line = kept.get(node.span.start)
        if line is None or not isinstance(node, tree.Rule):
            continue
        rest = ready.text[node.span.end : line.end].strip()
        if node.span.end <= line.end and rest[:1] in ("", "#"):
            made = mould(node, line.regions, _texts(ready, line.regions))
            if made is not None:
                moulds[line.start] = made
    return moulds


def _texts(ready: Clean, regions: tuple[Region, ...]) -> tuple[str, ...]:
    """The name and the texts of a line, as they are meant."""
    name, *texts = regions
    called = unicodedata.normalize("NFC", ready.narrow[name.start : name.end])
    return (called, *(ready.raw[one.start + 1 : one.end - 1] for one in texts))


def _inside_others(found: Attempt, out: list[_Line]) -> bool:
    """Whether a line that was taken out stands within something."""
    starts = [node.span.start for node in found.declarations]
    for line in out:
        place = bisect_right(starts, line.start) - 1
        if place >= 0 and found.declarations[place].span.end > line.start:
            return True
    return False
