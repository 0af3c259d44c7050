"""Violations and interventions under both policies day by day: a section, figures, and plain values.

Numbers are those of the view by the day of the decision, in the time zone of the old policy. Of a
long log weeks are told, which begin at its first day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from policyq.study.days import day_of
from policyq.study.page.charts import Figure, columns
from policyq.study.page.scales import in_number
from policyq.study.plan.plan import Plan, Viewed, main_view
from policyq.study.plan.tally import OfDay
from policyq.study.report.words import Say, Section, many, whole

#: A log of more days is told week by week.
_MOST_DAYS = 62


def section(plan: Plan, say: Say) -> Section | None:
    """A line for each day or week on which a policy finds or does something."""
    found, weekly = _periods(plan)
    rows = tuple(
        (
            label, whole(one.violations[0]), whole(one.violations[1]),
            whole(one.interventions[0]), whole(one.interventions[1]),
        )
        for label, one in found
        if any((*one.violations, *one.interventions))
    )  # fmt: skip
    if len(found) < 2 or not rows:
        return None
    heads = (
        say("周起", "week of") if weekly else say("日期", "day"),
        say("违规：旧", "violations: old"), say("新", "new"),
        say("干预：旧", "interventions: old"), say("新", "new"),
    )  # fmt: skip
    left_out = len(found) - len(rows)
    unit = ("周", "week") if weekly else ("天", "day")
    says = say(
        f"有 {whole(left_out)} {unit[0]}两份群规都没有发现和处置什么，没有列出",
        f"{many(left_out, unit[1])} left out on which neither policy found or did anything",
    )
    return Section(_title(weekly, say), (says,) if left_out else (), heads, rows, key="days")


def figures(plan: Plan, say: Say) -> tuple[Figure, ...]:
    """Violations and interventions, the old policy beside the new one."""
    found, weekly = _periods(plan)
    if len(found) < 2:
        return ()
    labels = [label[5:] for label, _ in found]
    by = _by(weekly, say)
    made = []
    for name, pairs in (
        (say("违规", "violations"), [one.violations for _, one in found]),
        (say("干预", "interventions"), [one.interventions for _, one in found]),
    ):
        series = [[float(pair[side]) for pair in pairs] for side in (0, 1)]
        old, new = (whole(int(sum(values))) for values in series)
        if not sum(map(sum, series)):
            continue
        title = f"{name}{say('，', ' ')}{by}"
        says = say(f"旧 {old}，新 {new}", f"{old} under the old policy, {new} under the new")
        sides = say("实心：旧群规；斜纹：新群规", "solid: the old policy; hatched: the new one")
        legend = f"{sides}{say('。', '. ')}{says}"
        made.append(Figure(title, columns(labels, series, in_number, title, says), legend))
    return tuple(made)


def document(view: Viewed) -> list[dict[str, object]]:
    """The days on which a policy finds or does something, in their order."""
    return [
        {
            "day": day,
            "violations": _both(one.violations),
            "interventions": _both(one.interventions),
        }
        for day, one in view.days.items()
    ]


def _both(pair: tuple[int, int]) -> dict[str, int]:
    return {"old": pair[0], "new": pair[1]}


def _title(weekly: bool, say: Say) -> str:
    by = _by(weekly, say)
    return say(f"违规和干预，{by}（照记录）", f"violations and interventions {by} (as logged)")


def _by(weekly: bool, say: Say) -> str:
    return say("按周", "by week") if weekly else say("按日", "by day")


def _periods(plan: Plan) -> tuple[list[tuple[str, OfDay]], bool]:
    """Every day or week of the log, by its first day; and whether they are weeks."""
    view, ground = main_view(plan), plan.ground
    if view is None or ground is None or ground.span is None:
        return [], False
    # A tick may be due on a day after the last event.
    told = [*(day_of(end, ground.zone) for end in ground.span), *view.days]
    first, last = date.fromisoformat(min(told)), date.fromisoformat(max(told))
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    weekly = len(days) > _MOST_DAYS
    step = 7 if weekly else 1
    found = []
    for start in range(0, len(days), step):
        some = (view.days.get(day.isoformat()) for day in days[start : start + step])
        found.append((days[start].isoformat(), _sum(one for one in some if one is not None)))
    return found, weekly


def _sum(days: Iterable[OfDay]) -> OfDay:
    totals = [0] * 4
    for one in days:
        for place, number in enumerate((*one.violations, *one.interventions)):
            totals[place] += number
    return OfDay((totals[0], totals[1]), (totals[2], totals[3]))
