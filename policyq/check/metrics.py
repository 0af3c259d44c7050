"""The law of metrics and watches: no circles, thresholds in their order, periods that fit."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk
from policyq.check.ranges import constant
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import metrics as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.vocabulary.metrics import GRADES, MEASURES, PERIODS

_LONGEST_RUN = {"day": 400, "week": 50}
_RUNS = {"day": Words("天", "days"), "week": Words("周", "weeks")}
_OVERLAP = Words("{one}和{other}有重叠", "{one} and {other} overlap")
_NOT_GOOD = Words("优秀的不都算达标", "not everything excellent is good")


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with metrics and watches."""
    metrics = {
        found.name: found.node
        for found in scope.of("metric")
        if isinstance(found.node, tree.Metric)
    }
    rules = {one.rule.name.text: one.rule for one in scope.placed}
    told: set[str] = set()
    for node in scope.declarations:
        if isinstance(node, tree.Metric):
            road = _road(node.name.text, metrics)
            if road and not told.intersection(road):
                told.update(road)
                way = " → ".join(road)
                yield say.CIRCLE.at(node.name.span, name=node.name.text, road=Words(way, way))
            yield from _periods(node, metrics)
            yield from _grades(scope, node)
        elif isinstance(node, tree.Watch):
            rule = rules.get(node.name.text)
            if rule is not None:
                yield say.SAME_NAME.at(node.name.span, rule.name.span, name=node.name.text)
            yield from _watch(node, metrics)


def _road(name: str, metrics: dict[str, tree.Metric]) -> list[str]:
    """The way from a metric back to itself; empty if there is none."""
    ways = [[name]]
    seen: set[str] = set()
    for way in ways:
        if way[-1] not in metrics:
            continue
        for one in walk.measures(metrics[way[-1]]):
            if isinstance(one, tree.Name):
                if one.text == name:
                    return [*way, name]
                if one.text not in seen:
                    seen.add(one.text)
                    ways.append([*way, one.text])
    return []


def _periods(metric: tree.Metric, metrics: dict[str, tree.Metric]) -> Iterator[Diagnostic]:
    for one in walk.measures(metric):
        other = metrics.get(one.text) if isinstance(one, tree.Name) else None
        if other is not None and period_of(other) != period_of(metric):
            yield _mixed(one.span, other, metric)


def _mixed(span: Span, one: tree.Metric, other: tree.Metric) -> Diagnostic:
    return say.PERIODS.at(
        span,
        other.name.span,
        name=one.name.text,
        period=Words(*PERIODS[period_of(one)]),
        other=other.name.text,
        others=Words(*PERIODS[period_of(other)]),
    )


def period_of(metric: tree.Metric) -> str:
    """day unless it says week."""
    return metric.period or "day"


def is_share(measure: tree.Measure | tree.Ratio) -> bool:
    """Whether it is a part of one, and so never above it."""
    match measure:
        case tree.BuiltIn(id):
            return MEASURES[id].unit == "share"
        case tree.Counted(what):
            return what == "share"
        case tree.Kept():
            return True
    return False


# -- grades ------------------------------------------------------------------------------------


def _grades(scope: Scope, metric: tree.Metric) -> Iterator[Diagnostic]:
    first: dict[str, tree.Grading] = {}
    for one in metric.grades:
        earlier = first.setdefault(one.grade, one)
        if earlier is not one:
            yield say.TWICE.at(one.span, earlier.span, grade=Words(*GRADES[one.grade]))
        if is_share(metric.measure):
            yield from _out_of_range(one.limit)
    for one, other, problem in _clashes(scope, first):
        yield say.ORDER.at(one.span, other.span, name=metric.name.text, problem=problem)


def _out_of_range(limit: tree.Number | tree.Name | None) -> Iterator[Diagnostic]:
    if not isinstance(limit, tree.Number) or isinstance(limit, tree.Percent) or limit.value <= 1:
        return
    written = walk.number_text(limit)
    percent, meant = f"{limit.value * 100:g}%", f"{written}%"
    fix = Fix(limit.span, meant, certain=False)
    yield say.NEVER_BETWEEN.at(
        limit.span, fixes=(fix,), written=written, percent=percent, meant=meant
    )


def _clashes(
    scope: Scope, grades: dict[str, tree.Grading]
) -> Iterator[tuple[tree.Grading, tree.Grading, Words]]:
    """Grades that overlap where they must not, or of which one is not inside the other."""
    poor, good, best = (grades.get(name) for name in ("poor", "good", "excellent"))
    if good and best and not _all_inside(scope, best, good):
        yield best, good, _NOT_GOOD
    for other in (good, best):
        if poor and other and _meet(scope, poor, other):
            names = GRADES[poor.grade], GRADES[other.grade]
            yield (
                other,
                poor,
                Words(
                    *(
                        said.format(one=one, other=two)
                        for said, one, two in zip(_OVERLAP, *names, strict=True)
                    )
                ),
            )


def _points(scope: Scope, one: tree.Grading, other: tree.Grading) -> list[float] | None:
    """The limits, what is beside and between them: whatever can be told apart."""
    limits = [constant(scope, grading.limit) for grading in (one, other)]
    known = sorted({limit for limit in limits if limit is not None})
    if any(limit is None for limit in limits):
        return None
    return [known[0] - 1, *known, (known[0] + known[-1]) / 2, known[-1] + 1]


def _holds(scope: Scope, one: tree.Grading, value: float) -> bool:
    limit = constant(scope, one.limit) or 0
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "!=": value != limit,
    }[one.op]  # fmt: skip


def _all_inside(scope: Scope, one: tree.Grading, other: tree.Grading) -> bool:
    points = _points(scope, one, other)
    return points is None or all(
        _holds(scope, other, point) for point in points if _holds(scope, one, point)
    )


def _meet(scope: Scope, one: tree.Grading, other: tree.Grading) -> bool:
    points = _points(scope, one, other)
    return points is not None and any(
        _holds(scope, one, point) and _holds(scope, other, point) for point in points
    )


# -- watches -----------------------------------------------------------------------------------


def _watch(node: tree.Watch, metrics: dict[str, tree.Metric]) -> Iterator[Diagnostic]:
    first: tree.Metric | None = None
    for atom in walk.conditions(node.when):
        if not isinstance(atom, tree.MetricIs) or atom.metric.text not in metrics:
            continue
        metric = metrics[atom.metric.text]
        first = first or metric
        if period_of(first) != period_of(metric):
            yield _mixed(atom.metric.span, metric, first)
        if is_share(metric.measure):
            yield from _out_of_range(atom.limit)
        yield from _judged(atom, metric)
    if first is not None and node.run is not None:
        yield from _run(node.run, period_of(first))


def _judged(atom: tree.MetricIs, metric: tree.Metric) -> Iterator[Diagnostic]:
    if atom.op not in GRADES:
        return
    written = {one.grade for one in metric.grades}
    if atom.op not in written and not (atom.op == "fair" and written):
        grade = Words(*GRADES[atom.op])
        yield say.NO_GRADE.at(atom.span, metric.name.span, name=metric.name.text, grade=grade)


def _run(run: tree.Length, period: str) -> Iterator[Diagnostic]:
    length = periods_in(run, period)
    if length is None or not 1 <= length <= _LONGEST_RUN[period]:
        yield say.BAD_RUN.at(run.span, wanted=_RUNS[period])


def periods_in(run: tree.Length | None, period: str) -> int | None:
    """How many periods a run has; ``None`` if it is not a whole number of them."""
    if run is None:
        return 1
    days = {"day": 1, "week": 7}.get(run.unit)
    if days is None or run.value != int(run.value):
        return None
    length, rest = divmod(int(run.value) * days, 1 if period == "day" else 7)
    return None if rest or (period == "week" and run.unit == "day") else length
