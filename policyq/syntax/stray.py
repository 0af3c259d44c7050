"""What a stray sign was meant to be; where that is not plain, nothing is proposed."""

from __future__ import annotations

import re
from functools import cache

from policyq.diagnostics.diagnostic import Fix
from policyq.diagnostics.source import Span
from policyq.syntax.keywords import keywords

_WORD = re.compile(r"[ \t]*(\w+)")
_LAST = re.compile(r"(\w+|[(,=])[ \t]*\Z")
_ITEM = re.compile(r"[\w)\"”」][ \t]*\Z")
_STOPS = frozenset(";。")


def fixes(text: str, span: Span) -> tuple[Fix, ...]:
    """The change to propose for the sign at ``span`` of ``text``, which is narrow."""
    start, end = span.start, span.end
    sign = text[start:end]
    after = _WORD.match(text, end)
    if sign == "@":
        return _account(text, span, after)
    if not after or not _ITEM.search(text[max(0, start - 60) : start]):
        return (Fix(span, "", certain=False),)
    if set(sign) <= _STOPS:
        if after[1].lower() in keywords().clauses:
            return (Fix(span, " ", certain=False),)
        return (Fix(span, "," if text[start - 1].isascii() else "，", certain=False),)
    glues = text[start - 1].isalnum() and text[end].isalnum()
    return (Fix(span, " " if glues else "", certain=False),)


def _account(text: str, span: Span, after: re.Match[str] | None) -> tuple[Fix, ...]:
    """``@所有人`` asks for a mention where a condition begins, for a text after `含`; who is
    told or exempt is written without the sign."""
    start = span.start
    last = _LAST.search(text[max(0, start - 60) : start])
    if after is None or last is None or after.start(1) != span.end:
        return ()
    word, name = last[1].lower(), after[1]
    chinese = not word.isascii()
    if word in _words("keyword", "when", "unless", "and", "or", "not"):
        said = name if name.lower() in _words("keyword", "everyone") else f'"{name}"'
        mention = keywords().say("field", "mentions", "zh" if chinese else "en")
        return (Fix(Span(span.source, start, after.end()), f"{mention} {said}", certain=False),)
    if word in _words("test"):
        return (Fix(Span(span.source, start, after.end()), f'"@{name}"', certain=False),)
    if word in _words("keyword", "exempt", "confirmed", "needs") | _words(
        "action", "notify", "handover"
    ):
        return (Fix(span, "", certain=False),)
    return ()


@cache
def _words(group: str, *ids: str) -> frozenset[str]:
    """The last words of the spellings of some keywords, in small letters."""
    rows = keywords().groups[group]
    return frozenset(s.lower().split()[-1] for id in ids or rows for s in rows[id].spellings)
