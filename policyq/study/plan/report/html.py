"""Plans as one page of HTML: the verdict and whom it touches, then the sections that every form has."""

from __future__ import annotations

from collections.abc import Sequence

from policyq.study.page.page import Part, Tile, page
from policyq.study.plan.measures import MEASURES
from policyq.study.plan.plan import Plan, Viewed, main_view
from policyq.study.plan.report import labels
from policyq.study.plan.report.details import newcomers
from policyq.study.plan.report.figures import figures
from policyq.study.plan.report.sections import sections, verdict
from policyq.study.plan.report.wording import interval, number
from policyq.study.plan.sample import Compared
from policyq.study.report.words import Say, whole
from policyq.vocabulary.types import Said


def to_html(plans: Sequence[Plan], language: str) -> str:
    """The plans as one document, one behind the other; it ends with a line feed."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    parts = [_part(plan, language, say) for plan in plans]
    return page(parts, language, say, plans[0].tool if plans else "")


def _part(plan: Plan, language: str, say: Say) -> Part:
    first, others = sections(plan, language)
    head = first[0]
    return Part(
        head.title,
        head.says[1:],
        _tiles(plan, say),
        (*first[1:], *others),
        figures(plan, say),
    )


def _tiles(plan: Plan, say: Say) -> tuple[Tile, ...]:
    """What is asked first: may it go in, who would be punished, and how much more work is it."""
    made = [Tile(say("能不能合并？", "may it go in?"), verdict(plan, say))]
    view = main_view(plan)
    if view is None:
        return tuple(made)
    counted = newcomers(view)
    made += [
        labels.tile(plan, say),
        _turns(view, "removals", say("移出几次？", "removed?"), counted, "removed", say),
        _turns(view, "mutes", say("禁言几次？", "muted?"), counted, "muted", say),
    ]
    for name, question in (
        ("administrator_per_week", say("要我处理的多了吗？", "more waiting for me?")),
        ("violation_rate", say("违规率变了吗？", "does the violation rate change?")),
    ):
        one = next((one for one in view.rates if one.measure == name), None)
        if one is not None:
            made.append(Tile(question, _both(one), (_sure(one, say),)))
    return tuple(made)


def _turns(
    view: Viewed, measure: str, question: str, counted: dict[str, int], name: str, say: Say
) -> Tile:
    one = next(one for one in view.totals if one.measure == measure)
    newly, no_longer = whole(counted[name]), whole(counted[f"no_longer_{name}"])
    says = say(
        f"新增 {newly} 人，不再 {no_longer} 人",
        f"members for the first time: {newly}, no longer: {no_longer}",
    )
    return Tile(question, _both(one), (says, _sure(one, say)))


def _both(one: Compared) -> str:
    return f"{number(one.measure, one.old.value)} → {number(one.measure, one.new.value)}"


def _sure(one: Compared, say: Say) -> str:
    """What is compared, and where the difference may lie."""
    name, span = say(*MEASURES[one.measure].says), interval(one.measure, one.difference, say)
    return say(f"{name}，差 95% 区间 {span}", f"{name}; difference, 95 % interval: {span}")
