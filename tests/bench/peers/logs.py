"""A whole log of Parquet, from the file to what a report counts."""

from __future__ import annotations

import gc
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from peers import in_columns
from peers.by_hand import Tuned
from peers.measuring import Spread, spread
from peers.policy import compiled, ten_rules
from peers.workload import Workload
from policyq.apps import replaying
from policyq.apps.logs import Reading
from policyq.apps.logs.writing import events_to
from policyq.apps.replaying import Options, replay
from policyq.study.report import to_json


def whole_logs(work: Workload, rounds: int) -> Iterator[Mapping[str, Any]]:
    """policyq in bulk, event by event, and straight columns; ratios are to the first."""
    program = compiled(ten_rules(work.words))
    with TemporaryDirectory() as folder:
        path = str(Path(folder, "log.parquet"))
        with events_to(path, "parquet") as write:
            for event in work.events:
                write(event)

        def in_bulk() -> str:
            return to_json(replay(program, Reading([path]), Options(), pseudonyms=None))

        def one_by_one() -> str:
            with patch.object(replaying, "has_columns", lambda: False):
                return in_bulk()

        ways: dict[str, Callable[[], object]] = {
            "policyq, in bulk": in_bulk,
            "policyq, event by event": one_by_one,
            "columns by hand": lambda: in_columns.count(path, work.words),
        }
        if in_bulk() != one_by_one() or in_columns.count(path, work.words) != counted(work):
            raise SystemExit("the replays differ")
        costs = _costs(ways, rounds)
    own = costs["policyq, in bulk"]
    for name, some in costs.items():
        ratio = spread([its / first for its, first in zip(some, own, strict=True)])
        yield {
            "name": name,
            "events": len(work.events),
            "microseconds": _each(some, len(work.events)).as_json(),
            "ratio": ratio.as_json(),
        }


def counted(work: Workload) -> in_columns.Counted:
    """What the tuned program by hand, which is held against policyq, says of all events."""
    decide = Tuned(work.words).decide
    found = in_columns.Counted(Counter(), Counter())
    for answer in map(decide, work.events):
        found.rules.update(answer.fired)
        found.penalties[answer.penalty] += 1
    del found.penalties[""]
    return found


def _costs(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of the processor, of all threads, round by round."""
    costs: dict[str, list[float]] = {name: [] for name in ways}
    draw = random.Random("rounds")
    for _ in range(rounds):
        for name in draw.sample(list(ways), len(ways)):
            gc.collect()
            began = time.process_time()
            ways[name]()
            costs[name].append(time.process_time() - began)
    return costs


def _each(seconds: Sequence[float], events: int) -> Spread:
    return spread([1e6 * one / events for one in seconds])
