"""Measuring a policy over a log: the one place, besides reading the day, that looks at a clock.

How fast: fresh evaluators decide the log from its beginning, in some rounds; the processor's time of
the process is taken, which other work on the machine changes little. Single events are timed in
passes of their own, by the wall, as somebody waits for them.

What a part costs: one evaluator for the policy, one for it again, and one for each part, which has
the policy without it. The log is cut into rounds; in each round all evaluators decide the same
events, in another order each, each going on from what it remembers. So a difference is one over the
same events at nearly the same moment. The second evaluator for the whole tells how much of a
difference is chance. The collector of garbage, which runs in whoever's time it likes, is off
meanwhile. What was not said of a message because a rule is gone (its actions, its evidence, its
step on a ladder) is part of the rule's cost.
"""

from __future__ import annotations

import gc
import itertools
import json
import platform
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from policyq.ir import nodes
from policyq.live import Live, to_python
from policyq.study.speed import figures
from policyq.study.speed.leaving import Part
from policyq.vocabulary.events import Event

LEAST = 500
"""With fewer events nothing is to be told."""
_WARM = 2_000
"""So many events at most are decided before anything is timed: dictionaries are loaded meanwhile."""
_PASSES = 3
_FEWEST = 10
"""In a round."""
_TRACED = 10_000

Watch: TypeAlias = Callable[[int, int], object]
"""Is told how many of how many steps are done."""


def measure(
    program: nodes.Program,
    events: Sequence[Event],
    parts: Sequence[Part],
    rounds: int,
    watch: Watch = lambda done, of: None,
) -> figures.Speed:
    """Everything about a policy over some events, of which there are at least `LEAST`."""
    rounds = rounds_for(events, rounds)
    steps = 2 * _PASSES + 1 + (rounds + 1 if parts else 0)
    done = iter(range(1, steps + 1))

    def step() -> None:
        watch(next(done), steps)

    memory = _memory(program, events[:_TRACED])
    step()
    compiled, rates = _rates(program, events, step)
    idle, firing = _single(program, events, step)
    costs: tuple[figures.Cost, ...] = ()
    control = None
    if parts:
        whole, again, *others = rounds_of(
            [program, program, *(part.without for part in parts)], events, rounds, step
        )
        control = figures.difference(whole, again)
        found = [
            figures.cost(part.kind, part.name, whole, other, control)
            for part, other in zip(parts, others, strict=True)
        ]
        costs = tuple(sorted(found, key=lambda one: (-one.saved.middle, one.kind, one.name)))
    return figures.Speed(
        program.name,
        program.digest,
        len(events),
        len({event.group for event in events}),
        machine(),
        rounds if parts else _PASSES,
        compiled,
        figures.spread(rates),
        idle,
        firing,
        memory,
        costs,
        control,
    )


def rounds_of(
    programs: Sequence[nodes.Program],
    events: Sequence[Event],
    rounds: int,
    step: Callable[[], object] = lambda: None,
) -> list[list[float]]:
    """Microseconds an event of each program, round by round over the same events."""
    warm = _warm(events)
    evaluators = [to_python(program) for program in programs]
    for evaluator in evaluators:
        _feed(evaluator, events[:warm])
    step()
    left = events[warm:]
    cuts = [len(left) * place // rounds for place in range(rounds + 1)]
    found: list[list[float]] = [[] for _ in programs]
    draw = random.Random(1)
    for start, end in itertools.pairwise(cuts):
        some = left[start:end]
        with _no_garbage():
            for place in draw.sample(range(len(programs)), len(programs)):
                took = _feed(evaluators[place], some)
                found[place].append(took / len(some) * 1e6)
        step()
    return found


def rounds_for(events: Sequence[Event], rounds: int) -> int:
    """As many rounds as are wanted, if each has enough events for the clock to tell."""
    return min(rounds, (len(events) - _warm(events)) // _FEWEST)


def _warm(events: Sequence[Event]) -> int:
    return min(_WARM, len(events) // 5)


def _feed(evaluator: Live, events: Sequence[Event]) -> float:
    """Seconds that deciding some events takes."""
    feed = evaluator.feed
    began = time.process_time()
    for event in events:
        feed(event)
    return time.process_time() - began


def _rates(
    program: nodes.Program, events: Sequence[Event], step: Callable[[], object]
) -> tuple[float, list[float]]:
    """Seconds from the program to the first decision, and events a second in each pass."""
    first, warm = [], _warm(events)
    rates = []
    for _ in range(_PASSES):
        began = time.process_time()
        evaluator = to_python(program)
        evaluator.feed(events[0])
        first.append(time.process_time() - began)
        _feed(evaluator, events[1:warm])
        left = events[warm:]
        rates.append(len(left) / _feed(evaluator, left))
        step()
    return figures.spread(first).middle, rates


def _single(
    program: nodes.Program, events: Sequence[Event], step: Callable[[], object]
) -> tuple[figures.Waits | None, figures.Waits | None]:
    """How long single events take: those for which nothing fires, and those for which something does."""
    idle: list[list[float]] = []
    firing: list[list[float]] = []
    warm, clock = _warm(events), time.perf_counter_ns
    for _ in range(_PASSES):
        evaluator = to_python(program)
        _feed(evaluator, events[:warm])
        looking = _looking()
        quiet: list[float] = []
        busy: list[float] = []
        feed = evaluator.feed
        for event in events[warm:]:
            began = clock()
            decisions = feed(event)
            took = clock() - began - looking
            (busy if any(one.fired for one in decisions) else quiet).append(max(took, 0) / 1000)
        idle.append(quiet)
        firing.append(busy)
        step()
    return figures.waits(idle), figures.waits(firing)


def _looking() -> int:
    """Nanoseconds that looking at the clock takes."""
    clock = time.perf_counter_ns
    found = sorted(-(clock() - clock()) for _ in range(1_001))
    return found[500]


def _memory(program: nodes.Program, events: Sequence[Event]) -> figures.Memory:
    """What Python holds for the policy, and for what it remembers of some events."""
    empty = to_python(program).save()
    _feed(to_python(program), events)  # what all policies share is there already
    gc.collect()
    tracemalloc.start()
    try:
        evaluator = to_python(program)
        _feed(evaluator, events)
        full = _traced()
        saved = len(json.dumps(evaluator.save(), ensure_ascii=False).encode())
        # What is gone when everything is forgotten was the state; what stays is the policy itself,
        # with all that it has made ready meanwhile.
        evaluator.restore(empty)
        itself = _traced()
    finally:
        tracemalloc.stop()
    return figures.Memory(itself, full - itself, len(events), saved, peak())


def _traced() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def machine() -> str:
    """What it runs on."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def peak() -> int | None:
    """The most memory that this process has held; ``None`` where the system does not say."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


@contextmanager
def _no_garbage() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
