"""Metrics and watches over many days: `meaning` and `live` agree, saved and restored on the way."""

from __future__ import annotations

import os
from random import Random

import pytest
from engines import assert_agree
from programs import Programs
from programs_metrics import metrics, watches
from streams import Case

from policyq.ir import nodes
from policyq.ir.show import digest
from policyq.live import to_python
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE

CASES = {"quick": 12, "ci": 60, "long": 400}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
DAYS = 75


def _case(seed: int) -> Case:
    """Two groups over 75 days, a few events each day, some days silent, some with a heartbeat."""
    random = Random(seed)
    programs = Programs(random)
    programs.program()
    # What follows has neither books nor streaks, and tells of none.
    programs.counters, programs.streaks, programs.books = {}, {}, False
    some = metrics(programs)
    rules = [rule for rule in watches(programs, some) if not _climbs(rule)]
    program = nodes.Program(
        "measured", 1, programs.zone, "", (), (), programs.values,
        tuple(programs.counters[id] for id in sorted(programs.counters)),
        (), tuple(rules), (), metrics=some,
    )  # fmt: skip
    program = nodes.Program(
        *(getattr(program, name) for name in ("name", "version", "timezone")),
        digest(program),
        *(
            getattr(program, name)
            for name in ("words", "sites", "values", "counters", "ladders", "rules", "promises")
        ),
        metrics=some,
    )
    return Case(program, tuple(_events(random, programs.start)))


def _climbs(rule: nodes.Rule) -> bool:
    assert rule.watch is not None
    return "Climb" in repr((rule.effects, rule.watch.afterwards))


def _events(random: Random, start: int):
    number = 0
    busy = random.choice((0.3, 0.7, 1))
    for day in range(DAYS):
        for kind in random.choices(
            ("text", "text", "image", "click", "join"), k=random.randrange(4)
        ):
            if random.random() > busy:
                continue
            number += 1
            yield Event(
                f"e{number}", start + day * DAY + number % 7 * HOUR + number * MINUTE % HOUR,
                random.choice(("g1", "g1", "g2")), kind,
                sender=random.choice(("u1", "u2", "u3", None)),
                text=random.choice(("a", "http://a.com/x", None)) if kind == "text" else None,
                members=random.choice((None, None, 2, 4, 0)),
            )  # fmt: skip
        if random.random() < 0.3:
            yield Event(f"h{day}", start + day * DAY + 23 * HOUR, "g1", "heartbeat")


@pytest.mark.parametrize("seed", range(CASES))
def test_the_engines_agree_over_months(seed: int) -> None:
    case = _case(seed)
    ordered = Case(case.program, tuple(sorted(case.events, key=lambda event: event.time)))
    assert_agree(ordered, save_at=seed * 7 % 60)


def test_the_cases_know_a_decay() -> None:
    known = 0
    for seed in range(CASES * 3):
        case = _case(seed)
        decays = {one.name for one in case.program.metrics if isinstance(one.measure, nodes.Decay)}
        if not decays:
            continue
        live = to_python(case.program)
        for event in sorted(case.events, key=lambda event: event.time):
            for decision in live.feed(event):
                known += any(
                    one.metric in decays and one.value is not None for one in decision.measured
                )
    assert known > 10
