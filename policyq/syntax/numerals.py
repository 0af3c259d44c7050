"""Numbers in Chinese numerals, which authors write where digits are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policyq.syntax.keywords import keywords

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_HALVES = {"半小时": "30分钟", "半个小时": "30分钟", "半天": "12小时", "半分钟": "30秒"}


def number_of(numeral: str) -> int | None:
    """``二十三`` is 23; ``None`` if it is no numeral that anybody writes."""
    total = part = 0
    for sign in numeral:
        if sign in _DIGITS:
            part = part * 10 + _DIGITS[sign]
        elif _TENS[sign] == 10_000:
            total, part = (total + part) * 10_000, 0
        else:
            total, part = total + (part or 1) * _TENS[sign], 0
    return total + part or None


def numerals_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The numerals in front of a unit: start, end, and what to write in their place."""
    for match in _pattern().finditer(text):
        half = _HALVES.get(match[0])
        number = None if half else number_of(match[0])
        if half or number is not None:
            yield match.start(), match.end(), half or str(number)


@cache
def _pattern() -> re.Pattern[str]:
    groups = keywords().groups
    units = {s for g in ("unit", "counter", "grade") for row in groups[g].values() for s in row.zh}
    longest = "|".join(sorted(units, key=lambda s: (-len(s), s)))
    signs = "".join({**_DIGITS, **_TENS})
    return re.compile(rf"{'|'.join(_HALVES)}|[{signs}]+(?={longest})")
