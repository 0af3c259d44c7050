"""The surroundings of a mistake: its tokens, and what the author may have meant by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from policyq.diagnostics.source import Span
from policyq.syntax import grammar, synonyms
from policyq.syntax.attempt import Edit, Piece
from policyq.syntax.clean import NAME, PATTERN, STRING, Clean
from policyq.syntax.expected import words_of
from policyq.syntax.keywords import keywords
from policyq.syntax.nearest import nearest
from policyq.syntax.numerals import numerals_in

TOKEN = re.compile(
    rf"(?P<string>{STRING})|(?P<pattern>{PATTERN})|(?P<comment>#[^\r\n]*)"
    rf"|(?P<word>`?{NAME.pattern}`?)|(?P<number>\d[\d.:-]*)|(?P<sign>[<>!]=?|[^\s\w])"
)
#: The declarations in which things happen.
EXAMPLES = ("example", "examples")
_ORDER = ("priority", "when", "unless", "then")
_DAILY = re.compile(r"(?:每天|每日|daily|every\s+day)[ \t]*(?=\d{1,2}:\d{2})")
_ALL_DAY = re.compile(r"(?:全天|每天|每日|all\s+day|daily)[ \t]*\Z")
_UNIT_AND_REST = re.compile("(分|钟头|个钟头)(内|内累计|后)")
_SECONDS = re.compile(r":\d{1,2}(?!\d)")
_URL = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[\w-]+)(?::\d+)?(?:/[^\s,\"“”]*)?")


class Token(NamedTuple):
    """A token as a reader sees it; offsets count from the piece's start."""

    start: int
    end: int
    sort: str
    text: str


@cache
def spellings_of(id: str) -> frozenset[str]:
    """The spellings of a keyword, in small letters."""
    return frozenset(s.lower() for s in keywords().groups["keyword"][id].spellings)


@cache
def clauses_of_a_rule() -> frozenset[str]:
    """The words that begin the clauses of a rule."""
    return frozenset().union(*map(spellings_of, _ORDER))


@cache
def actions() -> frozenset[str]:
    """The words that begin actions."""
    rows = keywords().groups["action"].values()
    return frozenset(s.lower().split()[0] for row in rows for s in row.spellings)


def _unit_after(text: str, number: int, start: int, end: int) -> int | None:
    """Where the Chinese unit ends that the word in ``[start, end)`` begins with, behind a number
    that ends at ``number``."""
    if text[number:start].strip(" \t"):
        return None
    found = _units().match(text, start, end)
    return found.end() if found else None


@cache
def _units() -> re.Pattern[str]:
    groups = keywords().groups
    known = {s for g in ("unit", "counter") for row in groups[g].values() for s in row.zh}
    return re.compile("|".join(sorted(known, key=lambda s: (-len(s), s))))


def is_name(text: str) -> bool:
    """Whether ``text`` can be a name."""
    return NAME.fullmatch(text) is not None


def is_counted_out(word: str) -> bool:
    """Whether a word says the how-manyeth time something is done, as in ``第二次禁言``."""
    return re.match(r"第[一二三四五六七八九十\d]+次|(?:first|second|third)\Z", word) is not None


def as_name(text: str) -> str:
    """``text`` with what no name can hold put right, ``""`` if nothing is left."""
    name = re.sub(r"\W+", "_", text).strip("_").lstrip("0123456789_")
    return name if is_name(name) else ""


class Slip:
    """A piece that stopped being policyq, looked at around the place."""

    def __init__(self, ready: Clean, piece: Piece, stop: grammar.Stop) -> None:
        self.piece = piece
        self.stop = stop
        self._name = ready.source.name
        self.whole = ready.narrow
        """The whole text that the piece is of."""
        self.raw = ready.raw[piece.start : piece.end]
        self.narrow = ready.narrow[piece.start : piece.end]
        self.text = ready.text[piece.start : piece.end]

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens of the piece but comments; a word is parted where the parser parted it, as
        in ``30天累计``, of which it reads ``30天``."""
        at = self.stop.start
        found: list[Token] = []
        for m in TOKEN.finditer(self.text):
            sort, start = m.lastgroup or "", m.start()
            if sort == "word" and found and found[-1].sort == "number":
                unit = _unit_after(self.text, found[-1].end, start, m.end())
                if unit:
                    found.append(Token(start, unit, "unit", self.text[start:unit]))
                    start = unit
            if sort == "word" and start < at < m.end():
                found.append(Token(start, at, sort, self.text[start:at]))
                start = at
            if sort != "comment" and start < m.end():
                found.append(Token(start, m.end(), sort, self.text[start : m.end()]))
        return found

    @cached_property
    def before(self) -> list[Token]:
        """The tokens before the mistake."""
        return [t for t in self.tokens if t.end <= self.stop.start]

    @cached_property
    def here(self) -> Token | None:
        """The token of the mistake, ``None`` at the end."""
        return next((t for t in self.tokens if t.end > self.stop.start), None)

    @property
    def after(self) -> Token | None:
        """The token after that of the mistake."""
        here = self.here
        return next((t for t in self.tokens if here is not None and t.start >= here.end), None)

    @cached_property
    def word(self) -> str:
        """The word of the mistake in small letters, ``""`` if it is none."""
        return self.here.text if self.here is not None and self.here.sort == "word" else ""

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The keyword words that could have stood here."""
        return words_of(self.stop.accepts)

    @cached_property
    def latin(self) -> bool:
        """Whether the declaration is written in English."""
        return not self.tokens or self.tokens[0].text.isascii()

    @property
    def comma(self) -> str:
        return "," if self.latin else "，"

    @property
    def word_is_clause(self) -> bool:
        return self.word in keywords().clauses

    def span(self, start: int, end: int) -> Span:
        """The span in the source."""
        return Span(self._name, self.piece.start + start, self.piece.start + end)

    def quote(self, token: Token) -> str:
        """The token as written, not too long."""
        return self.narrow[token.start : token.end][:30]

    def line_words(self) -> Iterator[str]:
        """The ids of declaration keywords in front of the mistake."""
        table = keywords().declarations
        return (table[t.text] for t in self.before if t.text in table)

    def like_accepted(self) -> str | None:
        """The keyword that could stand here and that the word means, or resembles."""
        if synonyms.is_known(self.word):
            return synonyms.meant(self.word, self.accepted)
        return nearest(self.word, self.accepted)

    def like_declaration(self) -> str | None:
        """The declaration keyword that the word of the mistake resembles."""
        return nearest(self.word, keywords().declarations) if self.word else None

    def like_unit(self) -> str | None:
        """The unit that the word resembles, if it follows a number."""
        before = self.text[: self.here.start].rstrip() if self.here is not None else ""
        if not before[-1:].isdecimal():
            return None
        table = keywords().groups
        known = {s for g in ("unit", "counter") for row in table[g].values() for s in row.spellings}
        parted = _UNIT_AND_REST.fullmatch(self.word)
        if parted:
            return (synonyms.unit(parted[1]) or parted[1]) + parted[2]
        return synonyms.unit(self.word) or nearest(self.word, known)

    def daily(self) -> tuple[int, int] | None:
        """Where `每天` stands before a time of day, or `全天`, which the time contradicts."""
        at = self.here.start if self.here is not None else len(self.text)
        ahead = _DAILY.match(self.text, at)
        if ahead and {"CLOCK", "COMMA"} & self.stop.accepts:
            return ahead.span()
        behind = _ALL_DAY.search(self.text, max(0, at - 60), at)
        here = re.match(r"\d{1,2}:\d{2}", self.text[at : at + 5])
        return (behind.start(), at) if behind and here else None

    def seconds(self) -> tuple[int, int, int] | None:
        """Where a time of day with seconds stands: its start, the seconds' start, and the end."""
        at = self.stop.start
        after = _SECONDS.match(self.text, at)
        clock = re.search(r"\d{1,2}:\d{2}\Z", self.text[max(0, at - 5) : at])
        if after is None or clock is None:
            return None
        return at - len(clock[0]), at, after.end()

    def url(self) -> tuple[int, int, str] | None:
        """Where a whole address stands in place of a host, and its host."""
        at = self.stop.start
        line = self.text.rfind("\n", 0, at) + 1
        for found in _URL.finditer(self.text, line):
            if found.start() <= at < found.end():
                whole = found[0] != found[1]
                return (found.start(), found.end(), found[1]) if whole else None
        return None

    def open_bracket(self) -> Span:
        """The last bracket before the mistake that is not closed."""
        depth = 0
        for token in reversed(self.before):
            depth += (token.text == ")") - (token.text == "(")
            if depth < 0:
                return self.span(token.start, token.end)
        return self.span(self.stop.start, self.stop.end)

    def taken_for_a_name(self) -> Token | None:
        """The keyword of a clause just before, if it was read as a name because one was wanted."""
        last = self.before[-1] if self.before else None
        return last if last is not None and last.text in keywords().clauses else None

    def numerals(self) -> Iterator[tuple[int, int, str]]:
        """Chinese numerals in front of a unit, in the word of the mistake or the one before."""
        near = [t for t in (self.here, *self.before[-1:]) if t is not None and t.sort == "word"]
        for token in near:
            for start, end, digits in numerals_in(token.text):
                yield token.start + start, token.start + end, digits

    def glued(self) -> Iterator[tuple[int, int, list[str], int]]:
        """Ways to set the words apart that were written as one: the place, the words, and which
        of them is a keyword."""
        near = [t for t in (self.here, *self.before[-1:]) if t is not None and t.sort == "word"]
        for token in near:
            if token.text in keywords().words or synonyms.is_known(token.text):
                continue
            written = self.narrow[token.start : token.end]
            for parts in _splits(token.text, self._begins_piece(token)):
                words = _as_written(written, parts)
                at = next(n for n, part in enumerate(parts) if part in keywords().words)
                yield token.start, token.end, words, at

    def _begins_piece(self, token: Token) -> bool:
        return token is self.tokens[0]

    def in_order(self) -> Edit | None:
        """The clauses of a rule in their right order, if they stand in another."""
        if self.piece.id not in ("rule", "override"):
            return None
        marks = {word: place for place, id in enumerate(_ORDER) for word in spellings_of(id)}
        depth, cuts = 0, []
        for token in self.tokens:
            depth += (token.text == "(") - (token.text == ")")
            if depth == 0 and token.text in marks:
                cuts.append((marks[token.text], token.start))
        places = [place for place, _ in cuts]
        if len(cuts) < 2 or len(set(places)) < len(places) or places == sorted(places):
            return None
        start, end = cuts[0][1], self.tokens[-1].end
        ends = [at for _, at in cuts[1:]] + [end]
        clauses = sorted((p, self.raw[a:b].strip()) for (p, a), b in zip(cuts, ends, strict=True))
        if any("#" in clause for _, clause in clauses):
            return None
        gap = "\n  " if "\n" in self.raw[start:end] else " "
        return Edit(start, end, gap.join(clause for _, clause in clauses))


def _splits(word: str, first: bool) -> Iterator[list[str]]:
    """A keyword and the rest, the rest and a keyword, or keywords all along."""
    table = keywords()
    known = table.declarations if first else table.words
    sizes = range(len(word) - 1, 0, -1)
    for size in sizes:
        if word[:size] in known and _may_part(word[:size]):
            yield [word[:size], word[size:]]
            break
    for size in sizes:
        if word[-size:] in table.words and _may_part(word[-size:]):
            yield [word[:-size], word[-size:]]
            break
    parts = _all_apart(word)
    if len(parts) > 2:
        yield parts


def _may_part(keyword: str) -> bool:
    """English keywords are too short and too common inside words."""
    return not keyword.isascii()


def _all_apart(word: str) -> list[str]:
    """Every keyword inside set apart, the longest first, what lies between kept whole."""
    table = keywords().words
    parts: list[str] = []
    rest, at = "", 0
    while at < len(word):
        size = next(
            (n for n in range(min(8, len(word) - at), 0, -1) if _apart(word[at : at + n], table)), 0
        )
        if size:
            parts += [rest] * bool(rest) + [word[at : at + size]]
            rest = ""
        else:
            rest += word[at]
        at += size or 1
    return parts + [rest] * bool(rest)


def _apart(part: str, table: object) -> bool:
    return part in table and _may_part(part)  # type: ignore[operator]


def _as_written(written: str, parts: list[str]) -> list[str]:
    words, at = [], 0
    for part in parts:
        words.append(written[at : at + len(part)])
        at += len(part)
    return words
