"""How much an evaluator remembers of each active member, over a simulated year.

``python tests/bench/bench_memory.py [--members N] [--days N] [--group N] [--every DAYS] [--trace]``.
Every member writes once a week; the policy looks back at them through three windows (two counts and a
sum, over 7 and 30 days), and every fourth message takes them one step up a ladder of 30 days. After
half a year a member is gone for good and another one is there, so that what is never forgotten would
show. With ``--every`` all of these times are longer or shorter, and the year has fewer events or more.

A line for each quarter: the memory of the whole process, and what of it is over that before the first
event, for each active member. ``--trace`` counts with Python's `tracemalloc` instead, which tells what is
held from what the allocator keeps for later, takes several times as long, and is for few members.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import policyq
from policyq.live import Live
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, SECOND

POLICY = """
policy "memory" version 1
timezone Asia/Shanghai

ladder standard within {long} days first warn next mute 10 minutes next mute 1 day

rule advert when text is "buy at my shop" then delete, penalize by standard
rule flood when count(message per sender within {short} days) > 50 then delete
rule long when sum(length of message per sender within {short} days) > 20000 then delete
rule asks when count((length > 5) per sender within {long} days) > 300 then delete
"""
START = 1_772_380_800 * SECOND
"""Midnight in Shanghai."""
STAYS = 26
"""After how many messages a member is gone."""
SECONDS_OF_A_DAY = 86_400


def compiled_policy(every: int) -> bytes:
    """The policy of this measurement, compiled."""
    from policyq.apps import compiled
    from policyq.diagnostics.source import Source
    from policyq.pipeline import compile_policy

    source = Source("memory.policyq", POLICY.lstrip().format(short=every, long=4 * every + 2))
    made = compile_policy({source.name: source}, source.name).program
    assert made is not None
    return compiled.to_bytes(made)


def bot(every: int = 7) -> Live:
    """An evaluator of it, as a bot has one that starts from a compiled policy: the compiler ran in a
    process of its own, and its memory is not ours."""
    code = f"import sys, bench_memory as b; sys.stdout.buffer.write(b.compiled_policy({every}))"
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True, check=True
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memory.policyqc")
        path.write_bytes(made.stdout)
        return policyq.load_compiled(path).evaluator()


def events(day: int, members: int, size: int, every: int = 7) -> Iterator[Event]:
    """What happens on a day, by group (of ``size`` members) and in each of them by time."""
    for first in range(0, members, size):
        group = f"g{first // size}"
        writing = []
        for slot in range(first + (day - first) % every, min(first + size, members), every):
            writing.append(((slot * 7_919 + day * 104_729) % SECONDS_OF_A_DAY, slot))
        writing.sort()
        for second, slot in writing:
            bad = (day // every + slot) % 4 == 0
            yield Event(
                f"e{day}-{slot}",
                START + day * DAY + second * SECOND,
                # Each text is an object of its own, as if it came from JSON.
                f"{group}",
                "text",
                f"wxid_{slot}_{(day + slot * 13) // (STAYS * every)}",
                role="member",
                text="buy at my shop" if bad else "what is our homework today?",
            )


def resident() -> int:
    """The memory of this process now, in bytes; where the system does not say, its peak."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def held() -> int:
    """As `resident`, or what `tracemalloc` counts, where it counts."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0] if tracemalloc.is_tracing() else resident()


def year(
    live: Live, members: int, days: int, size: int, every: int = 7
) -> Iterator[tuple[int, int]]:
    """Lets the days pass, and after each quarter and the first eight weeks says the day and what is
    held."""
    marks = {56, days, *range(91, days, 91)}
    for day in range(days):
        for event in events(day, members, size, every):
            live.feed(event)
        if day + 1 in marks:
            yield day + 1, held()


def main() -> None:
    """Measures, and prints."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--members", type=int, default=20_000)
    asked.add_argument("--days", type=int, default=364)
    asked.add_argument("--group", type=int, default=200, help="members in each group")
    asked.add_argument("--every", type=int, default=7, help="days between a member's messages")
    asked.add_argument("--trace", action="store_true", help="count with tracemalloc")
    told = asked.parse_args()
    live = bot(told.every)
    if told.trace:
        tracemalloc.start()
    began, before = time.perf_counter(), held()
    print(f"{told.members:,} members in groups of {told.group}, 3 windows and a ladder each")
    if not told.trace:
        print(f"  before the first event {before / 1e6:,.0f} MB")
    for day, now in year(live, told.members, told.days, told.group, told.every):
        each = (now - before) / told.members
        took = time.perf_counter() - began
        print(
            f"  day {day:3}: {now / 1e6:7,.0f} MB, {each:6,.0f} bytes a member, {took:6,.0f} s",
            flush=True,
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  peak {peak / 1024 if sys.platform != 'darwin' else peak / 2**20:,.0f} MiB")


if __name__ == "__main__":
    main()
