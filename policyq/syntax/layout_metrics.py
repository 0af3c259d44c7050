"""From metrics and watches to phrases and lines."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.syntax import tree
from policyq.syntax.phrases import Phrases, quoted


def metric(one: tree.Metric, say: Phrases) -> str:
    """``metric daily_active = share who speak daily poor < 15%, good >= 25%``."""
    measure = _measure(one.measure, say)
    if one.period is not None:
        period = say.k(one.period, "bucket")
        measure = f"{period} {measure}" if say.zh else f"{measure} {period}"
    head = f"{say.k('metric')} {one.name.text} = {measure}"
    return f"{head} {say.equals(_grading(g, say) for g in one.grades)}" if one.grades else head


def _measure(one: tree.Measure | tree.Ratio, say: Phrases) -> str:
    match one:
        case tree.Ratio(top, bottom):
            return f"{_measure(top, say)} {say.k('divided')} {_measure(bottom, say)}"
        case tree.BuiltIn(id):
            return say.k(id, "measure")
        case tree.Name():
            return say.name(one)
        case tree.Counted("share", _, condition):
            return f"{say.k('share_of')}({say.condition(condition)})"
        case tree.Counted():
            return counted(one, say)
        case tree.Kept(agenda):
            return agenda


def counted(one: tree.Counted, say: Phrases) -> str:
    """``sum(length of message)``, ``消息 的 字数 合计``."""
    return _counted_zh(one, say) if say.zh else _counted_en(one, say)


def _counted_zh(one: tree.Counted, say: Phrases) -> str:
    counted = say.condition(one.condition)
    parts = [counted if isinstance(one.condition, tree.KindIs) else f"({counted})"]
    if one.what == "distinct":
        parts += [say.k("its_various"), say.k(one.of or "", "various")]
    elif one.what == "sum":
        parts += [say.k("its"), say.k(one.of or "", "field"), say.k("total")]
    return " ".join(parts)


def _counted_en(one: tree.Counted, say: Phrases) -> str:
    counted = say.condition(one.condition)
    if one.of is not None:
        group = "various" if one.what == "distinct" else "field"
        counted = f"{say.k(one.of, group)} {say.k('of')} {counted}"
    return f"{say.k(one.what)}({counted})"


def _grading(one: tree.Grading, say: Phrases) -> str:
    return f"{say.k(one.grade, 'standard')} {one.op} {say.amount(one.limit)}"


def watch(one: tree.Watch, say: Phrases) -> Iterator[tuple[int, str, int]]:
    """Its lines: how deep, what, and where the source has it."""
    head = [say.k("watch"), one.name.text]
    head += [quoted(one.description)] if one.description is not None else []
    yield 0, " ".join(head), one.span.start
    when = f"{say.k('when')} {say.condition(one.when)}"
    if one.run is not None:
        when += f" {say.after(say.k('in_a_row'), one.run)}"
    yield 1, when, one.when.span.start
    yield 1, f"{say.k('then')} {say.actions(one.actions)}", one.actions[0].span.start
    if one.afterwards:
        text = f"{say.k('afterwards')} {say.actions(one.afterwards)}"
        yield 1, text, one.afterwards[0].span.start
