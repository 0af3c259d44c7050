"""A year of many groups under a stock policy: time, peak memory, and how large the state gets.

``python tests/bench/bench_year.py [GROUPS [DAYS]]``; 200 groups and 365 days are about five million
events and take some twenty minutes. Nobody joins or leaves meanwhile, so that the state after a
year can be compared with that after two months.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from policyq.apps.sources import load
from policyq.events.community import generate, of_kind
from policyq.events.order import settle
from policyq.live import to_python
from policyq.live.evaluator import Live
from policyq.pipeline import compile_policy
from policyq.study.census import Census
from policyq.study.rates import Tally
from policyq.study.report import report as of
from policyq.study.simulate import simulate
from policyq.vocabulary.types import DAY

POLICY = Path(__file__).resolve().parents[2] / "policies" / "study-group.zh.policyq"
TWO_MONTHS = 60 * DAY


def main(groups: int = 200, days: int = 365) -> None:
    """Replays, and prints what it took."""
    read = load(POLICY)
    program = compile_policy(read.texts, read.main, read.parsed).program
    assert program is not None
    study = of_kind("study", groups=groups, days=days)
    # Half the talk of a lively study group, and nobody comes or goes.
    bands = tuple(
        replace(band, messages=band.messages / 2, joins=0.0, leaves=0.0) for band in study.bands
    )
    told = replace(study, bands=bands, fresh_advertisers=0.0)
    engine = to_python(program)
    tally = Tally(program)
    census = Census(engine, "observed", None, tally.rates)
    began, events, first, early = time.perf_counter(), 0, None, ""
    for step in simulate(engine, settle(generate(told)), "observed", None, census.tick):
        tally.add(step)
        census.add(step)
        events += 1
        first = first or step.event.time
        if not early and step.event.time >= first + TWO_MONTHS:
            early = _sized(engine)
    census.close()
    took = time.perf_counter() - began
    counts = tally.rates.all
    print(f"{groups} groups, {days} days: {events:,} events, {counts.messages:,} messages")
    print(f"  {took:,.0f} s, {events / took:,.0f} events/s, the making of the events included")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory {peak:,.0f} MB")
    print(f"  state after two months: {early}")
    print(f"  state at the end:       {_sized(engine)}")
    rate = of.violation_rate(counts) or 0.0
    print(f"  violations {100 * rate:.2f} %, interventions {counts.interventions:,}, ", end="")
    print(f"administrator's {of.per_week(counts.administrator, counts) or 0:.2f} a group and week")


def _sized(engine: Live) -> str:
    """What is remembered: as bytes of JSON, and the entries of its parts that are largest."""
    state = engine.save()
    parts = {name: len(json.dumps(part)) for name, part in state.items()}
    largest = sorted(parts.items(), key=lambda one: -one[1])[:3]
    said = ", ".join(f"{name} {size / 1e6:.1f}" for name, size in largest)
    return f"{sum(parts.values()) / 1e6:.1f} MB ({said})"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
