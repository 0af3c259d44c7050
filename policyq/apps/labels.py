"""Labels of messages: which are bad and which are decent, by their id or with their text.

CSV with headings, or JSON lines. A column ``label`` (标签, 标注) holds 1 or 0, yes or no, violation or
fine, 是 or 否, or that nobody could tell; a column ``text`` (文本, 内容) the message itself or ``id``
that of a message of the log, ``group`` (群) in which group. ``rule`` (规则) is the rule that a bad
message breaks. How messages were drawn stands in ``stratum`` (层) and ``population`` (层内消息数), or in
``probability`` (概率) or ``weight`` (权重). Other columns are passed over.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from policyq.apps.problems import Problem, shown
from policyq.diagnostics.catalog import labelling as say
from policyq.diagnostics.diagnostic import Diagnostic, Kind, Words
from policyq.diagnostics.source import Source, Span
from policyq.study.labels.label import Label, once
from policyq.study.labels.label import Labels as Judgements
from policyq.study.wordlists.tally import Message
from policyq.vocabulary.types import Said

#: What columns are called; the first is how they are written.
COLUMNS = {
    "id": ("id", "编号"),
    "group": ("group", "群"),
    "text": ("text", "文本", "内容", "content", "message"),
    "label": ("label", "标签", "标注", "bad"),
    "rule": ("rule", "规则"),
    "member": ("sender", "发言人"),
    "stratum": ("stratum", "层"),
    "population": ("population", "层内消息数"),
    "probability": ("probability", "概率"),
    "weight": ("weight", "权重"),
}
_BAD = frozenset(("1", "1.0", "true", "yes", "y", "bad", "violation", "是", "坏", "违规"))
_DECENT = frozenset(
    ("0", "0.0", "false", "no", "n", "ok", "decent", "fine", "否", "好", "正常", "不违规")
)
_UNSURE = frozenset(("unsure", "?", "？", "不确定", "说不准"))


class NoLabels(Exception):
    """A file that holds none, or none that can be used."""

    def __init__(self, problem: Problem, line: int = 1) -> None:
        says = Said(problem.says("zh"), problem.says("en"))
        super().__init__(says.en)
        self.says = says
        self.problem = problem
        self.line = line


@dataclass(slots=True)
class Labels:
    """What a file says."""

    rows: list[Label] = field(default_factory=list)
    """As they stand there, those included in which nobody could tell."""
    skipped: list[int] = field(default_factory=list)
    """The lines that could not be taken, from 1."""
    unknown: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Of those: what stands in the place of a label, how often, and at which line first."""
    odd: list[tuple[int, Words]] = field(default_factory=list)
    """The lines at which what is said of the drawing cannot be, and why."""

    @property
    def messages(self) -> list[Message]:
        """Those that stand in the file with their text."""
        return [
            Message(row.text, row.member or None, row.bad)
            for row in self.rows
            if row.text and row.bad is not None
        ]

    @property
    def by_id(self) -> dict[str, bool]:
        """Those of messages of a log; none of a message that is judged in two ways."""
        return {
            row.id: row.bad for row in self.judgements.rows if not row.text and row.bad is not None
        }

    @property
    def judgements(self) -> Judgements:
        """Each message once."""
        return once(self.rows, self.unknown)


def read(text: str, name: str) -> Labels:
    """The labels in a file; raises `NoLabels` where no row says any."""
    lines = name.lower().endswith((".jsonl", ".ndjson"))
    labels = Labels()
    columns: set[str] = set()
    for line, row in _json_rows(text) if lines else _csv_rows(text, name):
        said = _known(row)
        columns |= said.keys()
        bad, sure = _label(said.get("label"))
        if not sure or not (said.get("text") or said.get("id")):
            labels.skipped.append(line)
            if "label" in said and not sure:
                number, first = labels.unknown.get(("label", said["label"]), (0, line))
                labels.unknown["label", said["label"]] = (number + 1, first)
            continue
        labels.rows.append(_row(said, bad, line, labels.odd))
    if not labels.rows:
        there = ("label" in columns, not columns.isdisjoint(("id", "text")))
        why = say.LACKING.get(there, say.WITHOUT) if columns else say.WITHOUT
        raise NoLabels(Problem(say.NO_LABELS, {"name": name, "why": why}))
    return labels


def judgements(source: Source) -> tuple[Judgements, tuple[Diagnostic, ...]]:
    """The labels of a file by which a policy is judged, and what to say of it.

    Raises `NoLabels` where there is none, or where what is said of the drawing cannot be."""
    found = read(source.text, source.name)
    if found.odd:
        line, why = found.odd[0]
        raise NoLabels(Problem(say.WEIGHTS, {"line": line, "why": why}), line)
    labels = found.judgements
    if labels.mixed:
        bare = next(row for row in labels.rows if not (row.population or row.weight))
        raise NoLabels(Problem(say.WEIGHTS, {"line": bare.line, "why": say.MIXED}), bare.line)
    if labels.design == "strata":
        _same_sizes(labels)
    return labels, tuple(_warnings(labels, source))


def of_file(path: str | os.PathLike[str]) -> Judgements:
    """The labels in a file, for programs; raises `ValueError` where none can be used, `OSError`
    where it cannot be read."""
    try:
        return judgements(Source(os.fspath(path), Path(path).read_text(encoding="utf-8-sig")))[0]
    except NoLabels as none:
        raise ValueError(none.says.en) from None


def at(problem: Problem, source: Source, line: int) -> Diagnostic:
    """A problem at a line of a file, from 1."""
    lines = source.text.splitlines(keepends=True)
    start = sum(map(len, lines[: line - 1]))
    end = start + len(lines[line - 1].rstrip("\r\n")) if line <= len(lines) else start
    return problem.at(Span(source.name, start, end))


def _same_sizes(labels: Judgements) -> None:
    """Refuses strata of which two rows say two sizes, or of which more were judged than there are."""
    sizes: dict[str, int] = {}
    counts: dict[str, int] = {}
    for row in labels.rows:
        counts[row.stratum] = counts.get(row.stratum, 0) + 1
        if sizes.setdefault(row.stratum, row.population) != row.population:
            raise NoLabels(Problem(say.WEIGHTS, {"line": row.line, "why": say.TWO_SIZES}), row.line)
        if counts[row.stratum] > row.population:
            raise NoLabels(Problem(say.WEIGHTS, {"line": row.line, "why": say.TOO_MANY}), row.line)


def _warnings(labels: Judgements, source: Source) -> Iterator[Diagnostic]:
    def warn(kind: Kind, line: int, **args: object) -> Diagnostic:
        return at(Problem(kind, args), source, line)

    for (column, value), (count, line) in labels.unknown.items():
        yield warn(say.UNKNOWN, line, column=column, value=shown(value) or '""', count=count)
    if labels.contradicted:
        yield warn(say.CONTRADICT, labels.contradicting[0], count=labels.contradicted)


# -- rows --------------------------------------------------------------------------------------


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        line = reader.line_num
        why = Words(f"第 {line} 行的双引号没有配对", f"line {line}: a quote does not match")
        raise NoLabels(Problem(say.NO_LABELS, {"name": name, "why": why}), line) from None


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            yield number, row if isinstance(row, dict) else {}


def _known(row: dict[str, Any]) -> dict[str, str]:
    plain = {
        str(key).strip().removeprefix("\ufeff").lower(): value
        for key, value in row.items()
        if value is not None and not isinstance(value, list | dict)
    }
    found = {}
    for column, names in COLUMNS.items():
        value = next((plain[name] for name in names if name in plain), None)
        if value is not None:
            found[column] = str(value)
    return found


def _label(written: str | None) -> tuple[bool | None, bool]:
    """The label, and whether it is one: nobody being able to tell is."""
    plain = (written or "").strip().lower()
    bad = True if plain in _BAD else False if plain in _DECENT else None
    return bad, bad is not None or plain in _UNSURE


def _row(said: dict[str, str], bad: bool | None, line: int, odd: list[tuple[int, Words]]) -> Label:
    numbers = {}
    for column in ("population", "probability", "weight"):
        written = said.get(column, "").strip()
        if written:
            numbers[column] = _number(written)
            top = 1.0 if column == "probability" else 1e12
            if not 0 < numbers[column] <= top:
                odd.append((line, say.not_a(column, shown(written))))
    population = numbers.get("population", 0.0)
    if population != int(population if isfinite(population) else 0):
        odd.append((line, say.not_a("population", shown(said["population"]))))
    weight = numbers.get("weight", 0.0)
    if not weight and numbers.get("probability", 0.0) > 0:
        weight = 1 / numbers["probability"]
    return Label(
        bad, said.get("id", ""), said.get("group", ""), said.get("text", ""),
        said.get("member", ""), said.get("rule", "").strip() if bad else "",
        said.get("stratum", ""), int(population) if isfinite(population) else 0, weight, line,
    )  # fmt: skip


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return float("nan")
