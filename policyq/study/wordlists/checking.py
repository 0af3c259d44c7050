"""What is wrong with word lists: a law a function. Words are compared under their folds.

Words that hold others are looked for under `NORMALLY` at most, and without ``repeats``: that is
where one is found wherever the other is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from policyq.check import lexicons
from policyq.diagnostics.catalog import files
from policyq.diagnostics.catalog import wordlists as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source, Span
from policyq.text import lexicon
from policyq.text.definition import form
from policyq.text.everyday import is_everyday
from policyq.text.fold import fold
from policyq.text.folds import NORMALLY
from policyq.text.lexicon import Entry, Lexicon, expired
from policyq.text.short import too_short
from policyq.text.words import Matcher

_COMPARED: Final = NORMALLY - {"repeats"}


class _Listed(NamedTuple):
    """A word, where it stands, and the folds that it is found by."""

    entry: Entry
    span: Span
    folds: frozenset[str]


def problems(
    sources: Sequence[Source], folds: frozenset[str], today: date
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with some lists, which are taken as one. ``folds`` are those of
    words that name none."""
    found: list[Diagnostic] = []
    listed: list[_Listed] = []
    for source in sources:
        read = lexicon.of_file(source.text, source.name)
        found += lexicons.problems(source, read)
        found += lexicons.expiries(source, read, today)
        found += _left_out(source, read)
        if not read.entries and not read.problems:
            found.append(files.EMPTY_LIST.at(Span(source.name, 0, 0), path=source.name))
        place = lexicons.placing(source)
        listed += [
            _Listed(entry, place(line, entry.text), entry.folds or folds)
            for entry, line in zip(read.entries, read.lines, strict=True)
            if not expired(entry, today.isoformat())
        ]
    found += _twice_in_files(listed)
    found += _same(listed)
    found += _within(listed)
    for one in listed:
        found += _of_itself(one)
    return tuple(found)


def _left_out(source: Source, read: Lexicon) -> Iterator[Diagnostic]:
    """Words that a file itself has twice, or that cannot be used."""
    place = lexicons.placing(source)
    for problem in read.problems:
        span = place(problem.line, problem.word)
        if problem.id == "repeated":
            yield say.TWICE.at(span, place(problem.first, ""), word=problem.word)
        elif problem.id in ("too_long", "unseen"):
            yield say.LEFT_OUT.at(span, word=problem.word[:40])


def _twice_in_files(listed: Sequence[_Listed]) -> Iterator[Diagnostic]:
    """Words that several files, or several categories, have."""
    seen: dict[str, _Listed] = {}
    for one in listed:
        first = seen.setdefault(fold(one.entry.text), one)
        if first is not one and first.entry.category == one.entry.category:
            yield say.TWICE.at(one.span, first.span, word=one.entry.text)


def _same(listed: Sequence[_Listed]) -> Iterator[Diagnostic]:
    """Words that differ, and that their folds make equal."""
    seen: dict[tuple[frozenset[str], str], _Listed] = {}
    for one in listed:
        same = form(one.entry.text, one.folds)
        first = seen.setdefault((one.folds, same), one)
        if first is not one and fold(first.entry.text) != fold(one.entry.text):
            yield say.SAME.at(one.span, first.span, word=one.entry.text, other=first.entry.text)


def _within(listed: Sequence[_Listed]) -> Iterator[Diagnostic]:
    """Words that hold another one of the list, which is found wherever they are."""
    groups: dict[frozenset[str], list[_Listed]] = defaultdict(list)
    for one in listed:
        if not one.entry.whole and not one.entry.allowed and not one.entry.until:
            groups[one.folds & _COMPARED].append(one)
    told: set[Span] = set()
    for folds, shorter in groups.items():
        matcher = Matcher((one.entry.text for one in shorter), folds)
        by_word = {one.entry.text: one for one in reversed(shorter)}
        for one in listed:
            if one.span in told or not one.folds & _COMPARED <= folds:
                continue
            shorter_word = matcher.shorter(one.entry.text)
            if shorter_word is not None:
                told.add(one.span)
                other = by_word[shorter_word]
                yield say.WITHIN.at(
                    one.span, other.span, word=one.entry.text, other=other.entry.text
                )


def _of_itself(one: _Listed) -> Iterator[Diagnostic]:
    """What is wrong with a word, whatever else is in the list."""
    word = one.entry.text
    short = too_short(word, one.folds)
    if short is not None:
        yield say.SHORT.at(one.span, word=word, folds=short.names, least=short.least)
    if not one.entry.whole and is_everyday(word):
        yield say.EVERYDAY.at(one.span, word=word)
    for context in one.entry.allowed:
        hits = Matcher([word], one.folds).hits(context)
        if not hits:
            yield say.IDLE_CONTEXT.at(one.span, word=word, context=context)
        elif form(context, one.folds) == form(word, one.folds):
            yield say.NEVER.at(one.span, word=word, other=context)
