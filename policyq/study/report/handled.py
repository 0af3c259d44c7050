"""How much was handled without a human, and by what, in a report."""

from __future__ import annotations

from typing import NamedTuple

from policyq.study.handled import MEANS
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, many, percent, whole

#: The guide: automate the most frequent fifth of what is to be done, keep people for the rest.
FIFTH = 5


class Busiest(NamedTuple):
    """The most frequent fifth of a policy's rules."""

    rules: int
    fired: int
    of: int
    """How often all rules fired."""


def busiest(report: Report) -> Busiest:
    """The fifth of the rules that fired most often, rounded up, and their part of it."""
    fired = sorted((one.fired for one in report.rates.rules.values()), reverse=True)
    first = -(-len(fired) // FIFTH)
    return Busiest(first, sum(fired[:first]), sum(fired))


def handled(report: Report, say: Say) -> Section | None:
    """What share was handled by the machine alone, by kind of means."""
    found = report.rates.handled
    machine, human = found.machine[""], found.human[""]
    if not machine + human:
        return None
    top = busiest(report)
    share = percent(of.share(machine, machine + human))
    says = (
        say(
            f"触发规则的事件 {whole(machine + human)} 个，机器独自处理 {share}，"
            f"要人的 {whole(human)} 个（等人确认、转交）",
            f"{many(machine + human, 'event')} on which a rule fired: the machine alone handled "
            f"{share}; {whole(human)} took a human (a question, a hand-over)",
        ),
        say(
            f"触发最多的五分之一规则（{whole(top.rules)} 条）占全部触发的 "
            f"{percent(of.share(top.fired, top.of))}；参考：把最常见的两成交给机器，八成留给人",
            f"the busiest fifth of the rules ({whole(top.rules)}) is "
            f"{percent(of.share(top.fired, top.of))} of all that fired; reference: automate the "
            "most frequent 20 %, keep people for the other 80 %",
        ),
        say("一个事件可以用到几种手段，每种各算一次", "an event counts for each of its means"),
    )
    columns = (
        say("手段", "means"), say("事件", "events"), say("占比", "share"),
        say("机器独自", "machine alone"), say("要人", "with a human"),
    )  # fmt: skip
    rows = tuple(
        (
            say(*said), whole(mine + theirs), percent(of.share(mine + theirs, machine + human)),
            whole(mine), whole(theirs),
        )
        for means, said in MEANS.items()
        if (mine := found.machine[means]) + (theirs := found.human[means])
    )  # fmt: skip
    title = say("多少不用人管，靠什么", "how much was handled without a human, and by what")
    return Section(title, says, columns, rows)


def document(report: Report) -> dict[str, object]:
    """The same as plain values."""
    found, top = report.rates.handled, busiest(report)
    machine, human = found.machine[""], found.human[""]
    return {
        "handled": {
            "events": machine + human,
            "machine": machine,
            "human": human,
            "machine_share": of.share(machine, machine + human),
            "means": {
                means: {"machine": found.machine[means], "human": found.human[means]}
                for means in MEANS
            },
            "busiest_fifth": {
                "rules": top.rules,
                "fired": top.fired,
                "share": of.share(top.fired, top.of),
            },
        }
    }
