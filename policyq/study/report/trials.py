"""Rules on trial in a report: what each would have done, and to how many."""

from __future__ import annotations

from policyq.ir import nodes
from policyq.ir.trials import NEVER
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import NOTHING, Say, Section, percent, whole
from policyq.study.trials import ASKED, FIRED, INSTEAD, LOST, MESSAGE, PROMISE, Tried
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.types import MODES


def section(report: Report, say: Say) -> Section | None:
    """A row for each rule."""
    rules = _rules(report.program)
    if not rules:
        return None
    columns = (
        say("规则", "rule"), say("方式", "mode"), say("哪天起执行", "enforced from"),
        say("本来会做的", "would have done"), say("触发", "fired"),
        say("占消息", "of messages"), say("涉及成员", "members"),
        say("要人确认", "asks"), say("取代", "in place of"),
    )  # fmt: skip
    rows = tuple(_row(report, name, trial, say) for name, trial in rules.items())
    return Section(say("试运行的规则", "rules on trial"), _says(report, say), columns, rows, left=4)


def _says(report: Report, say: Say) -> tuple[str, ...]:
    says = [
        say(
            "只记录，没有执行；不计入违规率和干预",
            "recorded, never done; neither violations nor interventions",
        )
    ]
    needed = [name for name in _rules(report.program) if report.rates.trials[Tried(name, PROMISE)]]
    if needed:
        names = say("、", ", ").join(needed)
        says.append(
            say(f"执行的话要靠承诺拦住：{names}", f"a promise would have been needed: {names}")
        )
    return tuple(says)


def _rules(program: nodes.Program) -> dict[str, nodes.Trial]:
    return {rule.name: rule.trial for rule in program.rules if rule.trial is not None}


def _row(report: Report, name: str, trial: nodes.Trial, say: Say) -> tuple[str, ...]:
    found = report.rates.trials
    acts = (
        f"{say(*ACTIONS[action].says)} {whole(number)}"
        for action, number in _actions(report, name).items()
    )
    messages = of.share(found[Tried(name, MESSAGE)], report.rates.all.messages)
    return (
        name,
        say(*MODES[trial.mode]),
        NOTHING if trial.until == NEVER else trial.until,
        say("，", ", ").join(acts) or NOTHING,
        whole(found[Tried(name, FIRED)]),
        percent(messages),
        whole(_members(report, name)),
        whole(found[Tried(name, ASKED)]),
        whole(found[Tried(name, INSTEAD)]),
    )


def _actions(report: Report, name: str) -> dict[str, int]:
    """How often each action would have been done, in the order of the vocabulary."""
    found = report.rates.trials
    return {action: n for action in ACTIONS if (n := found[Tried(name, action)])}


def _members(report: Report, name: str) -> int:
    return sum(hit.rule == name for hit in report.rates.tried_members)


def document(report: Report) -> dict[str, object]:
    """``trials`` as plain values, where rules are on trial."""
    rules = _rules(report.program)
    if not rules:
        return {}
    found = report.rates.trials
    return {
        "trials": {
            name: {
                "mode": trial.mode,
                "until": None if trial.until == NEVER else trial.until,
                "fired": found[Tried(name, FIRED)],
                "messages": found[Tried(name, MESSAGE)],
                "actions": _actions(report, name),
                "members": _members(report, name),
                "asked": found[Tried(name, ASKED)],
                "lost": found[Tried(name, LOST)],
                "instead": found[Tried(name, INSTEAD)],
                "promises": found[Tried(name, PROMISE)],
            }
            for name, trial in rules.items()
        }
    }
