"""Names that could be taken for something else where they stand: the formatter marks them."""

from __future__ import annotations

import re
from functools import cache

from policyq.syntax.keywords import keywords
from policyq.syntax.numerals import numerals_in

#: The groups of the keyword table whose words stand behind a number, and make one token with it.
COUNTING = ("unit", "counter", "score", "grade", "later")


@cache
def _doubtful() -> re.Pattern[str]:
    """Beginnings of names that the lexer would read as a keyword before a digit, or as days."""
    table = keywords()
    tight = {s for row in table.grammatical if row.tight for s in row.zh if s.isalpha()}
    days = "|".join(s for row in table.groups["weekday"].values() for s in row.zh)
    between = "|".join(s for s in table.groups["keyword"]["to"].zh)
    return re.compile(
        rf"(?:{'|'.join(sorted(tight))})\d|(?:{days})(?:{between})|(?:{between})(?:{days})"
    )


@cache
def _counting() -> re.Pattern[str]:
    """Beginnings of names that the lexer would read as a part of the number before."""
    rows = (row for group in COUNTING for row in keywords().groups[group].values())
    ends = (
        re.escape(s) + (r"(?!\w)" if s.isascii() else "") for row in rows for s in row.spellings
    )
    return re.compile("|".join(ends), re.IGNORECASE)


@cache
def counts(text: str) -> bool:
    """Whether a name behind a bare number would be taken for what the number counts."""
    return _counting().match(text) is not None


@cache
def ambiguous(text: str) -> bool:
    """Whether a name could be taken for a keyword, a role, a platform, a day or a numeral."""
    table = keywords()
    small = text.lower()
    return (
        small in table.reserved
        or any(table.find(group, small) is not None for group in ("role", "platform", "day_named"))
        or _doubtful().match(small) is not None
        or any(start == 0 for start, _, _ in numerals_in(text))
    )
