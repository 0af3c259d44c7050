"""A log of Parquet replayed event by event and in bulk, by a stock policy over a made-up community:
processor's time, and peak memory in bulk.

``python tests/bench/bench_bulk.py [GROUPS [DAYS]]``; 40 groups and 20 days are about 110,000 events.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from policyq.apps.logs import Reading
from policyq.apps.logs import bulk as bulk_logs
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


def main(groups: int = 40, days: int = 20) -> None:
    """Replays both ways, and prints what it took."""
    read = load(POLICY)
    program = compile_policy(read.texts, read.main, read.parsed).program
    assert program is not None
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "log.parquet"))
        events = 0
        with events_to(path, "parquet") as write:
            for event in generate(of_kind("study", groups=groups, days=days)):
                write(event)
                events += 1
        bulk, quick = timed(program, path, Options())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        bulk_logs.plain = lambda paths: False
        single, slow = timed(program, path, Options())
    if bulk != single:
        sys.exit("the reports differ")
    for name, took in (("one by one", slow), ("in bulk", quick)):
        print(f"{name:20} {1e6 * took / events:6.1f} µs an event, {events:,} events")
    print(f"{'peak memory in bulk':20} {peak / 1024:6.0f} MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
