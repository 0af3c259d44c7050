"""Full-width punctuation in a project file: to YAML it is a letter like any other, so that what it
complains of stands elsewhere, or is another thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policyq.diagnostics.catalog import project as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source, Span
from policyq.vocabulary.types import Said

_OPENS = {"［": "[", "【": "[", "｛": "{", "“": '"', "”": '"', "‘": "'", "「": '"'}
_CLOSES = {"[": "]", "{": "}"}
_PARTS = ",，、"
_LIST = Said("改成半角的 `,`，并写成列表：`[a, b]`", "write `,`, and all as a list: `[a, b]`")
_FIXES = {
    "：": Said("改成半角的 `:`，后面空一格", "write `:`, with a space behind it"),
    "，": Said("改成半角的 `,`", "write `,`"),
    "、": Said("改成半角的 `,`", "write `,`"),
    "－": Said("改成半角的 `-`，后面空一格", "write `-`, with a space behind it"),
    **{
        wide: Said(f"改成半角的 `{half}` 和 `{end}`", f"write `{half}` and `{end}`")
        for wide, half in _OPENS.items()
        for end in (_CLOSES.get(half, half),)
    },
}
"""What to do about each."""
#: Where each would say something if it were not full-width: behind a key, in a list, before a value.
_SUSPECT = re.compile(
    r"""(?:^\s*(?:-\s+)?|[{｛,，]\s*)["']?\w+["']?\s*(?P<colon>：)"""
    r"""|^\s*(?P<dash>－)"""
    r"""|[\[{［｛【][^\[{［｛【，、]*(?P<comma>[，、])"""
    r"""|^\s*["']?platform["']?\s*:\s[^\[{#]*?(?P<listed>[，、])"""
    r"""|(?:^|[:：,，\-\[{])\s*(?P<open>[［｛【“‘「])"""
)
_COMMENT = re.compile(r"(?:^|\s)#.*")


def instead(found: Iterable[Diagnostic], source: Source) -> list[Diagnostic]:
    """What to say instead of complaints of lines in which there is such a mark."""
    told: dict[Span | int, Diagnostic] = {}
    for number, one in enumerate(found):
        mark = _mark(one.span, source)
        if mark is None:
            told[number] = one
        else:
            wide = source.text[mark.start]
            listed = wide in _PARTS and not _in_list(mark, source)
            told[mark] = _named(mark, source, _LIST if listed else None)
    return list(told.values())


def within(value: Span, source: Source) -> Diagnostic | None:
    """What to say of a value that is no name of anything, if such a mark makes it one of several, or
    stands around it."""
    text = source.text[value.start : value.end]
    if text[:1] in _OPENS:
        return _named(Span(value.source, value.start, value.start + 1), source)
    place = next((place for place, one in enumerate(text) if one in "，、"), None)
    if place is None:
        return None
    at = value.start + place
    return _named(Span(value.source, at, at + 1), source, _LIST)


def _named(mark: Span, source: Source, fix: Said | None = None) -> Diagnostic:
    wide = source.text[mark.start]
    return say.FULL_WIDTH.at(mark, found=wide, fix=fix or _FIXES[wide])


def _in_list(mark: Span, source: Source) -> bool:
    line = source.text[source.text.rfind("\n", 0, mark.start) + 1 : mark.start]
    return any(one in line for one in "[{［｛【")


def _mark(span: Span, source: Source) -> Span | None:
    """The first such mark in the lines in which something stands; or the colon of the line before,
    which goes on into the next where that is no colon."""
    text = source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", max(span.start, span.end - 1))
    before = text.rfind("\n", 0, max(0, start - 1)) + 1
    for match in re.finditer(r"[^\n]+", text[start : len(text) if end < 0 else end]):
        suspect = _SUSPECT.search(_COMMENT.sub("", match[0]))
        if suspect is not None:
            return _at(start + match.start(), suspect, source)
    suspect = _SUSPECT.search(_COMMENT.sub("", text[before:start].rstrip("\n")))
    if suspect is not None and suspect.lastgroup == "colon":
        return _at(before, suspect, source)
    return None


def _at(line: int, suspect: re.Match[str], source: Source) -> Span:
    at = line + suspect.start(suspect.lastgroup or 0)
    return Span(source.name, at, at + 1)
