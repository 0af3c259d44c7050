"""Drawing messages for people to judge, and the file that their answers are written to.

rows -> events -> both policies, and one that finds more -> strata -> a sample
answers -> one row each, written and handed on at once
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from policyq.apps.labels import COLUMNS
from policyq.apps.logs import Reading
from policyq.apps.replaying import Feed, evaluator
from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.study.labels.drawing import Drawing, Drawn
from policyq.study.labels.label import Label
from policyq.study.labels.nearer import nearer
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.sharing import Known
from policyq.study.simulate import Replayer, foreseen

#: The columns of a new file, in their order.
WRITTEN = ("id", "group", "label", "rule", "stratum", "population", "probability")
_SAID = {True: "violation", False: "fine", None: "unsure"}


class Asked(NamedTuple):
    """What to draw."""

    size: int = 200
    seed: int = 1
    context: int = 3
    """How many messages before each are shown."""


class Sample(NamedTuple):
    """What was drawn."""

    drawn: list[Drawn]
    messages: int
    """Of how many."""
    known: Known | None
    """Who is named in the log, if names are to be masked."""


def draw(
    programs: Sequence[nodes.Program],
    reading: Reading,
    asked: Asked,
    *,
    pseudonyms: Pseudonyms | None,
    roster: Roster | None = None,
    watch: Callable[[int], None] = lambda events: None,
) -> Sample:
    """Draws messages of a log: of one policy, or of an old and a new one."""
    feed = Feed(reading, roster, watch, programs, any(map(shares, programs)))
    known = None if pseudonyms is None else Known(pseudonyms)
    drawing = Drawing(programs, asked.size, asked.seed, asked.context)
    every = (*programs, nearer(programs[-1]))
    replayers = [Replayer(evaluator(one, "live"), "observed", roster) for one in every]
    for event in foreseen(feed.events(), *(one.evaluator for one in replayers)):
        if known is not None:
            known.see(event)
        *steps, near = (one.step(event) for one in replayers)
        drawing.see(steps, near)
    return Sample(drawing.drawn(), drawing.messages, known)


def label_of(drawn: Drawn, bad: bool | None, rule: str = "") -> Label:
    """The row that an answer becomes."""
    event = drawn.event
    return Label(
        bad, event.id, event.group, rule=rule, stratum=drawn.stratum,
        population=drawn.population, weight=1 / drawn.probability,
    )  # fmt: skip


class NoPlace(Exception):
    """A file without the columns that are to be written."""


class Book:
    """A file of labels to which answers are added: each is on the disk before the next is asked."""

    def __init__(self, path: Path) -> None:
        """Raises `NoPlace` where the file has other columns, `OSError` if it cannot be written."""
        self._path = path
        self._lines = path.name.lower().endswith((".jsonl", ".ndjson"))
        there = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        self._columns = list(WRITTEN)
        if there.strip() and not self._lines:
            self._columns = _columns(there)
        with path.open("a", encoding="utf-8", newline="") as file:
            if not there.strip():
                if not self._lines:
                    file.write(_row(self._columns))
            elif not there.endswith("\n"):
                file.write("\n")

    def add(self, label: Label) -> int:
        """Writes a row; the place in the file at which it begins."""
        said = {
            "id": label.id,
            "group": label.group,
            "label": _SAID[label.bad],
            "rule": label.rule,
            "stratum": label.stratum,
            "population": str(label.population),
            "probability": f"{1 / label.weight:.8g}",
        }
        if self._lines:
            values = {**said, "population": label.population, "probability": 1 / label.weight}
            row = json.dumps(values, ensure_ascii=False) + "\n"
        else:
            row = _row([said.get(name, "") for name in self._columns])
        with self._path.open("ab") as file:
            place = file.seek(0, os.SEEK_END)
            file.write(row.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        return place

    def take_back(self, place: int) -> None:
        """Takes away the last row, which begins at a place."""
        os.truncate(self._path, place)


def _row(cells: Sequence[str]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerow(cells)
    return made.getvalue()


def _columns(text: str) -> list[str]:
    """What the columns of a file are, by our names for them."""
    heads = next(csv.reader(io.StringIO(text)), [])
    names = {called: name for name, some in COLUMNS.items() for called in some}
    columns = [names.get(head.strip().lower(), "") for head in heads]
    if set(WRITTEN) - set(columns):
        raise NoPlace
    return columns
