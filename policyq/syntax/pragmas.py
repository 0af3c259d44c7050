"""Suppressions: the comments that the tool reads, in either language.

    # policyq: allow PQ415, PQ408 until 2027-06-30: the old bot needs both
    # policyq：允许 PQ415、PQ408 至 2027-06-30：旧机器人还要用

Full-width marks equal their half-width twins, as everywhere. A `Pragma` holds what was written,
right or wrong; `policyq.check.suppress` judges it. A comment that only looks like one (``noqa``,
``policyq allow``) is a `Slip`, and every other comment is nothing to this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.syntax.clean import narrowed, small

_VERBS = ("allow", "允许")
#: What other tools, and other people, say for it.
_OTHERS = (
    "alow", "ignore", "disable", "suppress", "skip", "noqa", "nolint",
    "忽略", "屏蔽", "关闭", "停用", "禁用", "容许", "准许", "许可", "放行", "跳过",
)  # fmt: skip
_VERB = "|".join(sorted((*_VERBS, *_OTHERS), key=len, reverse=True))
_CODE = r"pq\d{3}(?!\d)"
# Spaces are taken once and for all (`*+`), so that a comment of nothing else costs no more.
_S = r"[ \t]*+"
_HEAD = re.compile(rf"{_S}policyq{_S}:{_S}(?:allow(?![\w-])|允许)")
_NEAR = re.compile(
    # `policyq:` and what is no word of ours; `policyq allow`, `policyq-ignore`
    rf"[ \t#]*+(?:policyq{_S}(?::|[-–—]?{_S}(?:{_VERB})(?![a-z]))"
    # `noqa` and its cousins
    rf"|(?:noqa|nolint|type{_S}:{_S}ignore|ruff{_S}:{_S}noqa|pylint{_S}:{_S}disable)(?!\w)"
    # `polciyq: allow PQ415`, `allow PQ415`
    rf"|(?:[a-z]{{3,12}}{_S}[:-]?{_S})?(?:{_VERB}){_S}:?{_S}{_CODE})"
)
_LEAD = re.compile(rf"{_S}[a-z]*+{_S}[:–—-]?{_S}(?:{_VERB})?{_S}:?(?={_S}{_CODE})")
_UNTIL = re.compile(r"(?<![a-z])until(?![a-z])|截止|直到|至|到")
_WORD = re.compile(r"[^\s,]+")
#: A date as the language has it, and as people write it otherwise.
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{4}年\d{1,2}月\d{1,2}[日号]")
_ANY_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}(?!\d)[日号]?")
_NUMBER = re.compile(r"\d+")
_SHAPE = re.compile(r"PQ\d{3}")


@dataclass(frozen=True, slots=True)
class Pragma(tree.Node):
    """One suppression as it was written; what is missing is empty or ``None``."""

    codes: tuple[tree.Name, ...]
    """In capitals, whether such codes exist or not."""
    until: date | None
    """The last day on which it holds."""
    reason: str
    written: tree.Name | None = None
    """What stands in the place of the date, if anything does."""

    @property
    def dated(self) -> bool:
        """Whether there is a date, spelled as the language spells dates."""
        return (
            self.until is not None
            and self.written is not None
            and _DATE.fullmatch(self.written.text) is not None
        )

    @property
    def sound(self) -> bool:
        """Whether nothing is missing, and all of it is spelled as it should be."""
        shaped = all(_SHAPE.fullmatch(code.text) for code in self.codes)
        return bool(self.reason and self.codes) and self.dated and shaped


@dataclass(frozen=True, slots=True)
class Slip(tree.Node):
    """A comment that was probably meant as a suppression; ``meant`` is how it should be written."""

    meant: str | None


def read(comment: tree.Comment) -> Pragma | Slip | None:
    """What a comment says to the tool; ``None``: it speaks to people alone."""
    text = small(narrowed(comment.text))
    head = _HEAD.match(text)
    if head is not None:
        return _pragma(comment, text, head.end())
    if _NEAR.match(text) is None:
        return None
    lead = _LEAD.match(text)
    if lead is None:
        return Slip(None, span=comment.span)
    pragma = _pragma(comment, text, lead.end())
    language = "en" if comment.text[: lead.end()].isascii() else "zh"
    return Slip(to_text(pragma, language) if pragma.sound else None, span=comment.span)


def to_text(pragma: Pragma, language: str) -> str:
    """The comment of a sound pragma, mark and all, as the formatter writes it."""
    codes = [code.text for code in pragma.codes]
    if language == "zh":
        return f"# policyq：允许 {'、'.join(codes)} 至 {pragma.until}：{pragma.reason}"
    return f"# policyq: allow {', '.join(codes)} until {pragma.until}: {pragma.reason}"


def translated(comment: tree.Comment, language: str) -> str:
    """Any comment as the formatter writes it: the words of a sound pragma change, nothing else."""
    found = read(comment)
    if isinstance(found, Pragma) and found.sound:
        return to_text(found, language)
    return f"#{comment.text}"


def _pragma(comment: tree.Comment, text: str, at: int) -> Pragma:
    """The pragma whose codes begin at ``at``."""
    colon = text.find(":", at)
    end = len(text) if colon < 0 else colon
    until = _UNTIL.search(text, at, end)
    last = end if until is None else until.start()
    codes = tuple(
        _name(comment, found.start(), found.end(), found[0].upper())
        for found in _WORD.finditer(text, at, last)
    )
    reason = "" if colon < 0 else comment.text[colon + 1 :].strip()
    written, day = (None, None) if until is None else _dated(comment, text, until.end(), end)
    return Pragma(codes, day, reason, written, span=comment.span)


def _dated(
    comment: tree.Comment, text: str, start: int, end: int
) -> tuple[tree.Name | None, date | None]:
    """What stands between two offsets, and the date that it is; before the end, a date ends it."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    found = _ANY_DATE.match(text, first, end)
    if found is not None and (found.end() == last or end == len(text)):
        written = _name(comment, first, found.end(), found[0])
        return written, _date(*map(int, _NUMBER.findall(found[0])))
    written = _name(comment, first, last, comment.text[first:last])
    return (written if first < last else None), None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _name(comment: tree.Comment, start: int, end: int, text: str) -> tree.Name:
    """A piece of a comment with its place in the source."""
    at = comment.span.start + 1
    return tree.Name(text, span=Span(comment.span.source, at + start, at + end))
