"""The figures of a plan, by the section that they belong to."""

from __future__ import annotations

from policyq.study.numbers import BANDS
from policyq.study.page.charts import Figure, Row, columns, rows
from policyq.study.page.scales import in_number
from policyq.study.plan.budgets import Judged
from policyq.study.plan.effects import CLASSES
from policyq.study.plan.plan import Plan, SliceRow, Viewed, main_view
from policyq.study.plan.report import by_day
from policyq.study.plan.report.sections import budget_row
from policyq.study.plan.report.wording import view_of
from policyq.study.report.words import BAND_NAMES, Say, whole

#: So many of the ways in which messages change their class are drawn.
_TURNS = 12
_ORDER = list(CLASSES)


def figures(plan: Plan, say: Say) -> dict[str, tuple[Figure, ...]]:
    """All figures that there is anything for, by `Section.key`."""
    made = {f"transitions {name}": _turns(view, name, say) for name, view in plan.views.items()}
    made["budgets"] = _budgets(plan, say)
    made["days"] = by_day.figures(plan, say)
    view = main_view(plan)
    if view is not None:
        made["slices"] = (*_hours(view, say), *_bands(view, say))
    return {key: found for key, found in made.items() if found}


# -- what becomes of messages ------------------------------------------------------------------


def turn(old: str, new: str, say: Say) -> str:
    """From which class a message goes to which; ``▲`` to a graver one, ``▼`` to a milder."""
    arrow = "·"
    if "prevented" not in (old, new):
        arrow = "▲" if _ORDER.index(new) < _ORDER.index(old) else "▼"
    return f"{arrow} {say(*CLASSES[old])} → {say(*CLASSES[new])}"


def _turns(view: Viewed, name: str, say: Say) -> tuple[Figure, ...]:
    found = sorted(
        ((number, pair) for pair, number in view.transitions.items() if pair[0] != pair[1]),
        key=lambda one: (-one[0], one[1]),
    )[:_TURNS]
    bars = []
    for number, pair in found:
        label = turn(*pair, say)
        bars.append(Row(label, float(number), whole(number), hatched=label.startswith("▼")))
    if not bars:
        return ()
    title = say(
        f"结果变了的消息（{view_of(name, say)}）",
        f"messages that fall into another class ({view_of(name, say)})",
    )
    legend = say(
        "▲ 管得更重，▼ 更轻（斜纹），· 因为前面的处置才有或没有这条消息",
        "▲ graver, ▼ milder (hatched), · sent or not because of what was done before",
    )
    return (Figure(title, rows(bars, title, _told(bars, say)), legend),)


# -- budgets -----------------------------------------------------------------------------------


def _budgets(plan: Plan, say: Say) -> tuple[Figure, ...]:
    bars = [bar for judged in plan.budgets if (bar := _budget(judged, say)) is not None]
    if not bars:
        return ()
    title = say("预算用了多少", "how much of each budget is used")
    legend = say(
        "◆ 上限；黑线到最坏的一端；斜纹：超出",
        "◆ the limit; black: up to the pessimistic end; hatched: over",
    )
    return (Figure(title, rows(bars, title, _told(bars, say)), legend),)


def _budget(judged: Judged, say: Say) -> Row | None:
    """A budget as a part of its limit; none where the limit is nothing, or nothing is known."""
    limit, value, bound = judged.budget.limit.number, judged.estimate.value, judged.bound
    if limit <= 0 or value is None or bound is None:
        return None
    name, view, state, most, _, worst = budget_row(judged, say)
    low, high = (max(0.0, end / limit) for end in (min(value, bound), max(value, bound)))
    label, shown = f"{name} · {view}", f"{worst} / {most} · {state}"
    return Row(label, max(0.0, value / limit), shown, low, high, 1.0, judged.state != "within")


# -- where it changes --------------------------------------------------------------------------


def _hours(view: Viewed, say: Say) -> tuple[Figure, ...]:
    found = view.slices.get("hour", {})
    empty = SliceRow(0, 0, 0, 0, 0, 0)
    hours = [found.get(hour, empty) for hour in range(24)]
    series = [[float(one.before) for one in hours], [float(one.after) for one in hours]]
    if not sum(map(sum, series)):
        return ()
    title = say("被处置的消息，按钟点", "messages that are acted on, by hour")
    says = say(
        f"旧 {whole(int(sum(series[0])))} 条，新 {whole(int(sum(series[1])))} 条",
        f"{whole(int(sum(series[0])))} under the old policy, {whole(int(sum(series[1])))} under the new",
    )
    labels = [f"{hour:02}" for hour in range(24)]
    chart = columns(labels, series, in_number, title, says)
    return (Figure(title, chart, _sides(says, say)),)


def _bands(view: Viewed, say: Say) -> tuple[Figure, ...]:
    found = view.slices.get("band", {})
    bars = []
    for band in BANDS:
        one = found.get(band)
        if one is None or not one.messages:
            continue
        for hatched, number in enumerate((one.before, one.after)):
            side = say("新", "new") if hatched else say("旧", "old")
            shown = f"{whole(number)} ({100 * number / one.messages:.1f} %)"
            label = f"{say(*BAND_NAMES[band])} · {side}"
            bars.append(Row(label, number / one.messages, shown, hatched=bool(hatched)))
    if not bars:
        return ()
    title = say("被处置的消息占比，按群规模", "share of messages acted on, by size of group")
    says = _told(bars, say)
    return (Figure(title, rows(bars, title, says), _sides("", say)),)


def _sides(says: str, say: Say) -> str:
    text = say("实心：旧群规；斜纹：新群规", "solid: the old policy; hatched: the new one")
    return f"{text}{say('。', '. ')}{says}" if says else text


def _told(bars: list[Row], say: Say) -> str:
    return say("；", "; ").join(f"{bar.label}: {bar.shown}" for bar in bars)
