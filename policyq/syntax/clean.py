"""Before parsing: one character for one character, the text is made narrow and small.

Full-width punctuation, digits and letters become their half-width twins, capitals small letters.
What no sentence can hold (invisible characters, look-alike letters, stray signs) is reported
once and mended, so that the parser finds only mistakes of its own kind. Nothing moves: an offset
in the clean text is an offset in the source, except inside a word that lost a character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from policyq.diagnostics.catalog import spelling as says
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Kind
from policyq.diagnostics.source import Source, Span
from policyq.syntax import stray, tree
from policyq.syntax.build_small import MOST_DEPTH
from policyq.syntax.keywords import keywords

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a"
)
#: A name, without backticks. The grammar's `IDENT` says the same.
NAME = re.compile(rf"[^\W\d][\w{_MARKS}]*")

#: A text in quotes, and a pattern between slashes, as the grammar has them.
STRING = "|".join(
    rf"{a}(?:[^{b}\\\r\n]|\\[^\r\n])*(?:{b}|\\?(?=[\r\n]|\Z))" for a, b in ('""', "“”", "「」")
)
PATTERN = r"(?<![a-z0-9_+-])/(?:[^/\\\r\n]|\\[^\r\n])+/"
#: What people take for quotes.
QUOTED = "|".join(rf"{a}[^{b}\"\r\n]*{b}" for a, b in ("''", "＂＂", "‘’", "《》", "『』", "【】"))
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BROKEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_INVISIBLE = (
    f"{_BIDI}{_BROKEN}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029"
    "\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: Texts of a list, each with the comma behind it, in which nothing has to be looked at more closely.
_PLAIN = "|".join(rf"{a}[^{b}\\\r\n{_INVISIBLE}]*{b}" for a, b in ('""', "“”", "「」"))
_LISTED = rf"(?:(?:{_PLAIN})[ \t\r\n]*,[ \t\r\n]*)++"
_SCAN = re.compile(
    rf"(?P<listed>{_LISTED})|(?P<string>{STRING})|(?P<pattern>{PATTERN})|(?P<comment>\#[^\r\n]*)"
    r"|(?P<bracket>[()]+)"
    rf"|(?P<quoted>{QUOTED})|(?P<invisible>[{_INVISIBLE}]+)"
    # A per cent sign right after a number is its unit.
    rf"|(?P<stray>(?:(?!(?<=\d)%|(?<=\d )%)[^\w\s`,:=()<>!\-–—~≥≤≠./+{_MARKS}{_INVISIBLE}])+)"
)
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_ANY_BIDI = re.compile(f"[{_BIDI}]")
_ANY_BROKEN = re.compile(f"[{_BROKEN}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Behind a sign of these scripts a joiner or selector is spelling: emoji, Arabic, Indic.
_JOINED = re.compile(
    "(?<=[0-9#*\u00a9\u00ae\u0600-\u08ff\u0900-\u0dff\u2100-\u2bff\u200d\ufe0f\U0001f000-\U0001faff])"
    "[\u200c\u200d\ufe0e\ufe0f]"
)
_PAIRS = {'"': '"', "“": "”", "「": "」"}


def _narrowing() -> dict[int, int]:
    table = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
    for kept in '"\\/':
        del table[ord(kept) + 0xFEE0]
    for space in "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))):
        table[ord(space)] = ord(" ")
    table[ord("、")] = ord(",")
    return table


_NARROW = _narrowing()
_SMALL = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_LATIN = str.maketrans(
    "аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅοανρικΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡ",
    "aeopcyxijsdhqwABEKMHOPCTYXIJSoavpikABEZHIKMNOPTYXig",
)
_LOOKALIKES = re.compile("[" + "".join(map(chr, _LATIN)) + "]")


def narrowed(text: str) -> str:
    """``text`` with full-width marks, digits and letters as their half-width twins, one for one."""
    return text.translate(_NARROW)


def small(text: str) -> str:
    """``text`` with its ASCII capitals made small, and nothing else."""
    return text.translate(_SMALL)


@dataclass(frozen=True, slots=True)
class Clean:
    """A text that is ready for the parser."""

    source: Source
    raw: str
    """The source, with lone surrogates replaced: texts are cut from it."""
    narrow: str
    """Names are cut from it."""
    text: str
    """What the parser reads."""
    comments: tuple[tree.Comment, ...]
    deep: bool
    """Whether brackets seem to be nested too deep somewhere."""
    reports: tuple[Diagnostic, ...]


def clean(source: Source) -> Clean:
    """``source`` made ready, and what was found wrong with its characters."""
    raw = _SURROGATE.sub("\ufffd", source.text)
    narrow = narrowed(source.text)
    if narrow.startswith("\ufeff"):
        narrow = " " + narrow[1:]
    mending = _Mending(source, narrow)
    comments: list[tree.Comment] = []
    depth = deepest = 0
    for match in _SCAN.finditer(small(narrow)):
        sort = match.lastgroup
        start, end = match.span()
        if sort == "comment":
            span = Span(source.name, start, end)
            comments.append(tree.Comment(raw[start + 1 : end].rstrip(), span=span))
            mending.comment(start, end)
        elif sort == "bracket":
            depth += match[0].count("(") - match[0].count(")")
            deepest = max(deepest, depth)
        elif sort == "string":
            mending.string(start, end)
        elif sort == "listed":
            mending.listed(start, end)
        elif sort == "quoted":
            mending.quoted(start, end)
        elif sort == "invisible":
            mending.invisible(start, end)
        elif sort == "stray":
            mending.stray(start, end)
    narrow = mending.words()
    return Clean(
        source, raw, narrow, small(narrow), tuple(comments), deepest > MOST_DEPTH,
        tuple(mending.reports),
    )  # fmt: skip


class _Mending:
    """Collects what is wrong with the characters of one source, and mends a copy."""

    def __init__(self, source: Source, narrow: str) -> None:
        self.reports: list[Diagnostic] = []
        self._source = source
        self._narrow = narrow
        self._mended: list[str] | None = None
        self._texts: list[tuple[int, int]] = []
        self._stray_line: int | None = None

    def _span(self, start: int, end: int) -> Span:
        return Span(self._source.name, start, end)

    def _write(self, start: int, text: str) -> None:
        if self._mended is None:
            self._mended = list(self._narrow)
        self._mended[start : start + len(text)] = text

    def comment(self, start: int, end: int) -> None:
        self._texts.append((start, end))
        hidden = _ANY_BIDI.search(self._narrow, start, end)
        if hidden:
            self._hidden(says.INVISIBLE_IN_TEXT, [hidden])

    def listed(self, start: int, end: int) -> None:
        self._texts.append((start, end))

    def string(self, start: int, end: int) -> None:
        self._texts.append((start, end))
        text = self._narrow[start:end]
        closing = _PAIRS[text[0]]
        if len(text) < 2 or text[-1] != closing or _odd_backslashes(text[:-1]):
            self._open_text(start, end, closing)
        if _ANY_INVISIBLE.search(text) is None:
            return
        allowed = {m.start() + start for m in _JOINED.finditer(text)}
        hidden = [
            m for m in _ANY_INVISIBLE.finditer(self._narrow, start, end) if m.start() not in allowed
        ]
        if hidden:
            bad = any(_ANY_BROKEN.match(m[0]) for m in hidden)
            kind = says.INVISIBLE if bad else says.INVISIBLE_IN_TEXT
            self._hidden(kind, hidden, certain=bad)  # without them it is another text

    def _open_text(self, start: int, end: int, closing: str) -> None:
        text = self._narrow[start:end]
        fixes: tuple[Fix, ...] = ()
        if closing != '"' and text.count('"') == 1:
            at = start + text.index('"')
            fixes = (Fix(self._span(at, at + 1), closing, certain=False),)
        line = self._narrow.rfind("\n", 0, start)
        if line == self._stray_line and self.reports[-1].kind is says.STRAY_CHARACTER:
            self.reports.pop()  # what stands inside and outside of quotes was the wrong way round
        self.reports.append(says.OPEN_TEXT.at(self._span(start, end), fixes=fixes))

    def quoted(self, start: int, end: int) -> None:
        """Single quotes are read as double ones, and so are the marks of titles."""
        span = self._span(start, end)
        text = f'"{self._narrow[start + 1 : end - 1]}"'
        found = self._narrow[start] + self._narrow[end - 1]
        fixes = (Fix(span, text, certain=found in ("''", "‘’")),)
        self.reports.append(says.WRONG_QUOTES.at(span, fixes=fixes, found=found))
        self._write(start, text)
        self._texts.append((start, end))

    def _hidden(self, kind: Kind, hidden: list[re.Match[str]], *, certain: bool = True) -> None:
        fixes = tuple(Fix(self._span(m.start(), m.end()), "", certain) for m in hidden)
        first = hidden[0]
        span = self._span(first.start(), first.end())
        self.reports.append(kind.at(span, fixes=fixes, code=f"U+{ord(first[0][0]):04X}"))

    def invisible(self, start: int, end: int) -> None:
        """Outside texts it is cut out, and the rest of its word moves up."""
        found = re.compile(f"[{_INVISIBLE}]+").match(self._narrow, start, end)
        assert found is not None
        self._hidden(says.INVISIBLE, [found])
        rest = NAME.pattern.removeprefix(r"[^\W\d]")
        tail = re.compile(rest).match(self._narrow, end)
        moved = tail[0] if tail and start and self._narrow[start - 1].isalnum() else ""
        self._write(start, moved + " " * (end - start))

    def stray(self, start: int, end: int) -> None:
        """The first of a line is reported: the others mostly come from the same slip."""
        self._write(start, " " * (end - start))
        line = self._narrow.rfind("\n", 0, start)
        if line == self._stray_line:
            return
        self._stray_line = line
        span = self._span(start, end)
        found = self._narrow[start:end][:20]
        fixes = stray.fixes(self._narrow, span)
        self.reports.append(says.STRAY_CHARACTER.at(span, fixes=fixes, found=found))

    def words(self) -> str:
        """The mended text, after a look at the letters of its words."""
        narrow = self._narrow if self._mended is None else "".join(self._mended)
        if _LOOKALIKES.search(narrow) is None and unicodedata.is_normalized("NFKC", narrow):
            return narrow
        mended = list(narrow)
        for start, end in _words_outside(narrow, self._texts):
            word = narrow[start:end]
            meant = _meant(word)
            if meant is None:
                continue
            span = self._span(start, end)
            fixes = (Fix(span, meant),)
            self.reports.append(says.LOOKALIKE.at(span, fixes=fixes, found=word, meant=meant))
            if len(meant) == len(word):
                mended[start:end] = meant
        return "".join(mended)


def _odd_backslashes(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _words_outside(text: str, texts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the words are that stand in no text and no comment."""
    skipped = iter([*texts, (len(text), len(text))])
    start, end = next(skipped)
    for match in NAME.finditer(text):
        while match.start() >= end and end < len(text):
            start, end = next(skipped)
        if not start <= match.start() < end:
            yield match.span()


def _meant(word: str) -> str | None:
    """What a word with letters of two alphabets was meant to be; ``None`` if it is sound."""
    folded = unicodedata.normalize("NFKC", word)
    if folded != unicodedata.normalize("NFC", word):
        return folded if NAME.fullmatch(folded) else None
    latin = word.translate(_LATIN)
    if latin == word or not latin.isascii():
        return None
    mixed = any(c.isascii() and c.isalpha() for c in word)
    table = keywords()
    known = latin.lower() in table.reserved or table.find("role", latin) is not None
    return latin if mixed or known else None
