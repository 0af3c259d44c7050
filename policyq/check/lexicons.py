"""The law of lexicon files: what is wrong in them, at its place, with its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from policyq.diagnostics.catalog import lexicons as say
from policyq.diagnostics.diagnostic import Diagnostic, Kind, Words
from policyq.diagnostics.foreign import of_reader
from policyq.diagnostics.source import Source, Span
from policyq.text.columns import COLUMNS
from policyq.text.lexicon import LINE_END, Lexicon, Problem, expired

IN_FILE = {
    "no_word_column": say.NO_WORD_COLUMN,
    "column": say.UNKNOWN_COLUMN,
    "column_twice": say.COLUMN_TWICE,
    "folds": say.BAD_FOLDS,
    "level": say.BAD_LEVEL,
    "until": say.BAD_UNTIL,
    "whole": say.BAD_WHOLE,
    "cells": say.MORE_CELLS,
    "quote": say.STRAY_QUOTE,
    "yaml": say.NOT_YAML,
    "yaml_list": say.NO_YAML_LIST,
    "yaml_alias": say.YAML_ALIAS,
    "yaml_large": say.YAML_LARGE,
    "no_word": say.NO_WORD,
    "nothing": say.NOTHING,
}
"""By `policyq.text.lexicon.Problem.id`: what is said at the place in the file. Words that are too
long, unseen or repeated are not among them: how they are told depends on who asks."""

MOST_OF_A_KIND = 20
"""How many mistakes of one kind are told of a file at most: the next run tells the next ones."""

_KNOWN = Words(
    "、".join(zh for zh, _ in COLUMNS.values()), ", ".join(en for _, en in COLUMNS.values())
)

_WIDE = Words(
    "列名之间是全角逗号“，”，要用半角逗号“,”；",
    "the headings are parted by full-width commas (，), not by plain ones (,); ",
)


def problems(source: Source, found: Lexicon, named: Span | None = None) -> Iterator[Diagnostic]:
    """What is wrong in a file; ``named``: where a policy names it."""
    place, others = placing(source), () if named is None else (named,)
    told: dict[Kind, int] = {}
    for problem in found.problems:
        kind = IN_FILE.get(problem.id)
        if kind is None or told.setdefault(kind, 0) >= MOST_OF_A_KIND:
            continue
        told[kind] += 1
        span = place(problem.line, problem.word)
        yield kind.at(span, *others, hint=problem.near or None, **_args(problem))


def expiries(
    source: Source, found: Lexicon, today: date, named: Span | None = None
) -> Iterator[Diagnostic]:
    """The words of a file that no longer count."""
    place, others, told = placing(source), () if named is None else (named,), 0
    for entry, line in zip(found.entries, found.lines, strict=True):
        if expired(entry, today.isoformat()) and told < MOST_OF_A_KIND:
            told += 1
            owner = Words(f"（负责人：{entry.owner}）", f" (owner: {entry.owner})")
            yield say.EXPIRED.at(
                place(line, entry.text),
                *others,
                word=entry.text,
                until=entry.until,
                owner=owner if entry.owner else Words("", ""),
            )


def placing(source: Source) -> Callable[[int, str], Span]:
    """From a line of a lexicon, from 1, and what is written there to its place."""
    starts = [0, *(found.end() for found in LINE_END.finditer(source.text))]

    def place(line: int, written: str) -> Span:
        start = starts[min(line, len(starts)) - 1]
        end = starts[line] if line < len(starts) else len(source.text)
        at = source.text.find(written, start, end) if written else -1
        if at >= 0:
            return Span(source.name, at, at + len(written))
        said = source.text[start:end].rstrip()
        return Span(source.name, start, start + max(1, len(said)) if end > start else start)

    return place


def _args(problem: Problem) -> dict[str, Any]:
    match problem.id:
        case "no_word_column":
            return {"commas": _WIDE if "，" in problem.word else Words("", "")}
        case "column":
            return {"column": problem.word, "known": _KNOWN}
        case "column_twice":
            return {"column": problem.word}
        case "yaml":
            return {"detail": of_reader(problem.word)}
        case "folds" | "level" | "until" | "whole" | "cells" | "yaml_alias":
            return {"value": problem.word}
    return {}
