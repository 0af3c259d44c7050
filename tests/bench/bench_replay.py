"""How long an event takes in columns and one at a time, by a stock policy over a made-up community:
all events, and those by themselves of which there is nothing to say."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from policyq.apps.sources import load
from policyq.events.community import Parameters, generate
from policyq.live import Live
from policyq.pipeline import compile_policy
from policyq.replay import Replay
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event

POLICY = Path(__file__).parents[2] / "policies" / "base.zh.policyq"
EVENTS = 60_000


def microseconds(
    decide: Callable[[Sequence[Event]], list[Decision]], some: Sequence[Event]
) -> float:
    """What an event takes of the processor's time."""
    gc.collect()
    began = time.process_time()
    decide(some)
    return 1e6 * (time.process_time() - began) / len(some)


def main() -> None:
    policy = Path(sys.argv[1]) if len(sys.argv) > 1 else POLICY
    sources = load(policy)
    program = compile_policy(sources.texts, sources.main).program
    if program is None:
        sys.exit("the policy is wrong")
    events = sorted(islice(generate(Parameters()), EVENTS), key=lambda event: event.time)
    live, replay = Live(program), Replay(program)
    decisions = [live.decide(event) for event in events]
    if decisions != replay.decide_many(events):
        sys.exit("the decisions differ")
    idle = [
        event
        for event, decision in zip(events, decisions, strict=True)
        if not (decision.fired or decision.unknown)
    ]
    nothing = live.save() | {"groups": {}}
    for name, some in (("all", events), ("idle", idle)):
        # Both are warm, and remember nothing.
        live.restore(nothing)
        replay.restore(nothing)
        one = microseconds(lambda some: [live.decide(event) for event in some], some)
        many = microseconds(replay.decide_many, some)
        print(f"{name:5} {len(some):7,} events  live {one:6.2f}  replay {many:6.2f} µs an event")


if __name__ == "__main__":
    main()
