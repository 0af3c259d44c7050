"""A log of Parquet replayed in bulk, and as JSONL in bulk and event by event, by a stock policy over a
made-up community: processor's time, and the peak memory of the first.

``python tests/bench/bench_bulk.py [GROUPS [DAYS [MB]]]``; 40 groups and 20 days are about 110,000
events; of MB megabytes of memory no more is to be taken (`--memory`).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from policyq.apps import replaying
from policyq.apps.logs import Reading
from policyq.apps.logs.writing import events_to
from policyq.apps.replaying import Options, replay
from policyq.apps.sources import load
from policyq.events.community import generate, of_kind
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.study.report import to_json

POLICY = Path(__file__).resolve().parents[2] / "policies" / "base.zh.policyq"


def timed(program: nodes.Program, path: str, options: Options) -> tuple[str, float]:
    """The report, and the seconds that it took."""
    began = time.process_time()
    report = replay(program, Reading([path]), options, pseudonyms=None)
    return to_json(report), time.process_time() - began


def main(groups: int = 40, days: int = 20, megabytes: int = 0) -> None:
    """Replays in each way, and prints what it took."""
    read = load(POLICY)
    program = compile_policy(read.texts, read.main, read.parsed).program
    assert program is not None
    options = Options(memory=megabytes * 1_000_000 or None)
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder, f"log.{ending}")) for ending in ("parquet", "jsonl")]
        events = 0
        with events_to(paths[0], "parquet") as write, events_to(paths[1], "jsonl") as also:
            for event in generate(of_kind("study", groups=groups, days=days)):
                write(event)
                also(event)
                events += 1
        found = {"in bulk": timed(program, paths[0], options)}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found["JSONL, in bulk"] = timed(program, paths[1], options)
        with patch.object(replaying, "has_columns", lambda: False):
            found["JSONL, one by one"] = timed(program, paths[1], options)
    if len({report for report, _ in found.values()}) > 1:
        sys.exit("the reports differ")
    for name, (_, took) in found.items():
        print(f"{name:20} {1e6 * took / events:6.1f} µs an event, {events:,} events")
    print(f"{'peak memory in bulk':20} {peak / 1024:6.0f} MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
