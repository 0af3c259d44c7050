"""Lists of words written down as CSV, in the columns that `policyq.text.columns` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from policyq.study.report.words import percent
from policyq.study.wordlists.judging import PROPOSALS, Judged, changed
from policyq.study.wordlists.suggesting import Suggestion
from policyq.text.columns import COLUMNS, folds_as_written
from policyq.text.lexicon import Entry
from policyq.text.lexicon_csv import guarded


def to_csv(entries: Iterable[Entry], language: str) -> str:
    """A lexicon of some words, with the headings of a language; reading it gives the words again,
    and no spreadsheet runs any of them as a formula."""
    place = 0 if language == "zh" else 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(both[place] for both in COLUMNS.values())
    for entry in entries:
        writer.writerow(map(guarded, _cells(entry, language)))
    return out.getvalue()


def with_reasons(judged: Sequence[Judged], language: str) -> list[Entry]:
    """The list with the proposals made, and the reason of each change or doubt in the note."""
    entries = []
    for one in sorted(judged, key=lambda each: each.word):
        entry = changed(one)
        if entry is None:
            continue
        if one.proposal != "keep":
            colon = "：" if language == "zh" else ": "
            reason = PROPOSALS[one.proposal].in_(language) + colon + one.why.in_(language)
            entry = entry._replace(note="; ".join(filter(None, (entry.note, reason))))
        entries.append(entry)
    return entries


def of_suggestions(suggestions: Iterable[Suggestion], language: str) -> list[Entry]:
    """Suggested words as rows to be looked at, with their counts in the note."""
    return [
        Entry(one.text, note=_counts(one, language), category="待审" if language == "zh" else "review")
        for one in suggestions
    ]  # fmt: skip


def _counts(one: Suggestion, language: str) -> str:
    low, high = percent(one.precision.low), percent(one.precision.high)
    if language == "zh":
        return f"坏消息 {one.bad} 条，正常消息 {one.decent} 条，准确率 {low} 到 {high}"
    return f"{one.bad} bad, {one.decent} decent messages, precision {low} to {high}"


def _cells(entry: Entry, language: str) -> list[str]:
    chinese = language == "zh"
    yes, no = ("是", "否") if chinese else ("yes", "no")
    whole = "" if entry.whole is None else yes if entry.whole else no
    cells = {
        "word": entry.text,
        "category": entry.category,
        "level": "" if entry.level is None else str(entry.level),
        "folds": "" if entry.folds is None else folds_as_written(entry.folds, language),
        "whole": whole,
        "allowed": ("、" if chinese else "; ").join(entry.allowed),
        "owner": entry.owner,
        "until": entry.until,
        "note": entry.note,
    }
    return [cells[column] for column in COLUMNS]
