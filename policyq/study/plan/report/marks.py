"""A plan as findings at places: for SARIF, JUnit and annotations.

Budgets stand at their lines of the project file, changed rules at theirs of the new policy. What is
not kept is an error, what is overridden a warning, all else a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyq.diagnostics.render.ci import Finding
from policyq.diagnostics.render.places import Place
from policyq.study.plan.budgets import Judged
from policyq.study.plan.changes import Changed
from policyq.study.plan.measures import MEASURES
from policyq.study.plan.plan import Plan, main_view
from policyq.study.plan.report.sections import budget_row, verdict
from policyq.study.plan.report.wording import HOW
from policyq.study.report.words import Say, percent
from policyq.vocabulary.types import Said


def marks(plan: Plan, language: str) -> list[Finding]:
    """Everything in a plan that a machine may show at a place."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    return [
        *_agreement(plan, say),
        *(_budget(judged, say) for judged in plan.budgets),
        *_rules(plan, say),
    ]


def _agreement(plan: Plan, say: Say) -> Iterator[Finding]:
    if plan.agreement is None or plan.agreement.share is None:
        return
    share, least = percent(plan.agreement.share), percent(plan.least)
    text = say(
        f"旧群规重现记录里的处置 {share}，至少要 {least}",
        f"the old policy reproduces {share} of what the log says was done; {least} are wanted",
    )
    about = say("旧群规能否重现记录", "does the old policy reproduce the log")
    level = "error" if plan.refused else "note"
    yield Finding("plan-agreement", "agreement", level, text, about=about)


def _budget(judged: Judged, say: Say) -> Finding:
    name, view, state, limit, _, bound = budget_row(judged, say)
    text = say(
        f"{name}（{view}）：{state}，上限 {limit}，最坏 {bound}",
        f"{name} ({view}): {state}; limit {limit}, pessimistic end {bound}",
    )
    level = {"within": "note", "excepted": "warning"}.get(judged.state, "error")
    file, _, line = judged.budget.place.rpartition(":")
    place = Place(int(line), 1, int(line), 1) if line.isdecimal() else None
    named = MEASURES[judged.budget.measure].id.replace("_", "-")
    if judged.budget.filter is not None:
        named += f"-{judged.budget.filter.dimension}"
    return Finding("plan-budget", named, level, text, file, place, about=say("预算", "budgets"))


def _rules(plan: Plan, say: Say) -> Iterator[Finding]:
    for one in plan.changes.parts:
        name = one.now or one.key.name
        if one.key.kind == "rules":
            file, place = plan.places.get(name, ("", None))
            text = f"{say('规则', 'rule')} {name}{say('：', ': ')}{say(*HOW[one.how])}"
            text += _fired(plan, one, say)
            about = say("意思有改动的规则", "rules that change in meaning")
            yield Finding("plan-rule", one.how, "note", text, file, place, about=about)


def _fired(plan: Plan, one: Changed, say: Say) -> str:
    view = main_view(plan)
    counts = None if view is None else view.rules.get(one.key.name)
    if counts is None:
        return ""
    return say(
        f"；命中 {counts.before} → {counts.after} 次，多 {counts.gained}，少 {counts.lost}",
        f"; fires {counts.before} → {counts.after}, gained {counts.gained}, lost {counts.lost}",
    )


def in_a_line(plan: Plan, language: str) -> str:
    """Which policies a plan is about, and what came of it."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    return f"{plan.names[0]} → {plan.names[1]}{say('：', ': ')}{verdict(plan, say)}"
