"""Labels of messages: which are bad and which are decent, by their id or with their text.

CSV with headings, or JSON lines. A column ``label`` (标签, 标注) holds 1 or 0, yes or no, 是 or 否; a
column ``text`` (文本, 内容) the message itself or, without one, ``id`` that of a message of the log.
Other columns are passed over.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from policyq.study.wordlists.tally import Message
from policyq.vocabulary.types import Said

_COLUMNS = {
    "text": ("text", "文本", "内容", "content", "message"),
    "id": ("id", "编号"),
    "label": ("label", "标签", "标注", "bad"),
    "member": ("sender", "发言人"),
}
_BAD = frozenset(("1", "1.0", "true", "yes", "y", "bad", "是", "坏", "违规"))
_DECENT = frozenset(("0", "0.0", "false", "no", "n", "ok", "decent", "否", "好", "正常"))


class NoLabels(Exception):
    """A file that holds none."""

    def __init__(self, says: Said) -> None:
        super().__init__(says.en)
        self.says = says


@dataclass(slots=True)
class Labels:
    """What a file says."""

    by_id: dict[str, bool] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    """Those that stand in the file with their text."""
    skipped: list[int] = field(default_factory=list)
    """The lines that could not be taken, from 1."""


def read(text: str, name: str) -> Labels:
    """The labels in a file; raises `NoLabels` where no row says any."""
    lines = name.lower().endswith((".jsonl", ".ndjson"))
    labels = Labels()
    for line, row in _json_rows(text) if lines else _csv_rows(text, name):
        said = _known(row)
        bad = _label(said.get("label"))
        words, id = said.get("text"), said.get("id")
        if bad is None or not (words or id):
            labels.skipped.append(line)
        elif words:
            labels.messages.append(Message(words, said.get("member") or None, bad))
        elif id:
            labels.by_id[id] = bad
    if not labels.by_id and not labels.messages:
        raise NoLabels(
            Said(
                f"{name} 里没有标注：要有 label 一列（1 坏，0 正常），以及 text 或 id 一列",
                f"{name} holds no labels: it needs a column `label` (1 bad, 0 decent) and a column "
                "`text` or `id`",
            )
        )
    return labels


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        at = reader.line_num
        raise NoLabels(
            Said(f"{name} 第 {at} 行的双引号没有配对", f"{name}, line {at}: a quote does not match")
        ) from None


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
    for column, names in _COLUMNS.items():
        value = next((plain[name] for name in names if name in plain), None)
        if value is not None:
            found[column] = str(value)
    return found


def _label(written: str | None) -> bool | None:
    plain = (written or "").strip().lower()
    return True if plain in _BAD else False if plain in _DECENT else None
