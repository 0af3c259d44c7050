"""Metrics and watches for generated programs: well-typed, of every measure, over few periods."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from policyq.ir import nodes, show
from policyq.ir.from_metrics import HAPPENS, POSTS
from policyq.vocabulary.types import BUCKETS

OPS = ("<", "<=", ">", ">=", "=", "!=")
NUMBERS = (0, 0.5, 1, 1, 2, -0.5)


def metrics(programs) -> tuple[nodes.Metric, ...]:
    """Up to three metrics; their counters are among those of ``programs``."""
    return tuple(_metric(programs, f"m{n}") for n in range(programs.random.randint(1, 3)))


def watches(programs, some: tuple[nodes.Metric, ...]) -> list[nodes.Rule]:
    """Up to two watches over some metrics, each over those of one period."""
    made = []
    for number in range(programs.random.randint(0, 2)):
        period = programs.random.choice(some).period
        made.append(_watch(programs, f"v{number}", [one for one in some if one.period == period]))
    return made


def _counter(
    programs, condition: nodes.Condition, period: str, what="count", of=None, per=()
) -> str:
    counter = nodes.Counter("", what, of, condition, per, 0, ())
    id = "c" + hashlib.sha256(show.show_counter(counter).encode()).hexdigest()[:8]
    counter = programs.counters.get(id) or replace(counter, id=id)
    wanted = {*counter.buckets, period}
    programs.counters[id] = replace(counter, buckets=tuple(b for b in BUCKETS if b in wanted))
    return id


def _metric(programs, name: str) -> nodes.Metric:
    random = programs.random
    period = "week" if random.random() < 0.25 else "day"
    grades = random.sample(("poor", "good", "excellent"), random.randrange(4))
    return nodes.Metric(
        name,
        period,
        _measure(programs, period, 2),
        _counter(programs, nodes.KindIn(HAPPENS), period),
        random.random() < 0.5,
        tuple(nodes.Grading(grade, random.choice(OPS), _amount(programs)) for grade in grades),
    )


def _amount(programs) -> nodes.Amount:
    if programs.random.random() < 0.15:
        return nodes.Dated("number")
    return nodes.Fixed(programs.random.choice(NUMBERS))


def _measure(programs, period: str, depth: int) -> nodes.Measure:
    random = programs.random
    shape = random.random()
    if depth and shape < 0.35:
        return nodes.Quotient(
            _measure(programs, period, depth - 1), _measure(programs, period, depth - 1)
        )
    if programs.agendas and shape < 0.45:
        return nodes.Kept(programs.agendas[0].name)
    if shape < 0.5:
        return nodes.Members()
    if shape < 0.6:
        _counter(programs, nodes.KindIn(HAPPENS), "day")
        return nodes.Decay(_counter(programs, nodes.KindIn(POSTS), "day"))
    what, of = random.choice(
        (
            ("count", None),
            ("count", None),
            ("distinct", "sender"),
            ("sum", "length"),
            ("sum", "amount"),
        )
    )
    condition = nodes.KindIn(POSTS)
    if random.random() < 0.5:
        condition = programs.condition(1, windows=False)
    doubt = None
    if random.random() < 0.3:
        doubt = _counter(programs, programs.condition(1, windows=False), period)
    return nodes.Total(_counter(programs, condition, period, what, of), doubt)


def _watch(programs, name: str, some: list[nodes.Metric]) -> nodes.Rule:
    random = programs.random
    effects = tuple(dict.fromkeys(programs._effect(1) for _ in range(random.choice((1, 2)))))
    afterwards = (programs._effect(1),) if random.random() < 0.6 else ()
    day_end = nodes.KindIn(frozenset({"day_end"}))
    return nodes.Rule(
        name,
        "",
        nodes.And((day_end, _judged(programs, some, 2))),
        effects,
        watch=nodes.Watch(random.choice((1, 1, 2, 2, 3)), some[0].period, afterwards),
    )


def _judged(programs, some: list[nodes.Metric], depth: int) -> nodes.Condition:
    random = programs.random
    if depth and random.random() < 0.4:
        kind = random.choice((nodes.And, nodes.Or, nodes.Not))
        if kind is nodes.Not:
            return nodes.Not(_judged(programs, some, depth - 1))
        return kind(tuple(_judged(programs, some, depth - 1) for _ in range(2)))
    metric = random.choice(some).name
    if random.random() < 0.1:
        return nodes.MetricIs(metric, "known")
    return nodes.MetricIs(metric, random.choice(OPS), _amount(programs))
