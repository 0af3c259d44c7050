"""How far members climb the ladders: a section and figures of a page, and plain values for JSON."""

from __future__ import annotations

from policyq.study.page.charts import Figure, Row, rows
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, percent, whole


def _steps(report: Report) -> list[tuple[str, list[tuple[int, int]]]]:
    """The ladders on which anybody took a step, by name, each step with members and times."""
    climbs = report.rates.climbs
    found = [
        (ladder.name, climbs.funnel(ladder.name, len(ladder.steps)))
        for ladder in report.program.ladders
    ]
    return [(name, steps) for name, steps in found if any(times for _, times in steps)]


def section(report: Report, say: Say) -> Section | None:
    table = tuple(
        (name, whole(at), whole(members), percent(of.share(members, steps[0][0])), whole(times))
        for name, steps in _steps(report)
        for at, (members, times) in enumerate(steps, 1)
    )
    columns = (
        say("阶梯", "ladder"), say("步", "step"), say("走到这里的人", "members who came so far"),
        say("占第一步", "of the first step"), say("次数", "times"),
    )  # fmt: skip
    says = (
        say(
            "每人按走得最远的一步算一次；从第几步重犯开始，见群规",
            "each member counts once, by the furthest step; a ladder that forgets may be climbed anew",
        ),
    )
    title = say("阶梯走到哪一步", "how far the ladders are climbed")
    return Section(title, says, columns, table, key="ladders") if table else None


def figures(report: Report, say: Say) -> tuple[Figure, ...]:
    made = []
    for name, steps in _steps(report):
        bars = [
            Row(
                say(f"第 {at} 步", f"step {at}"), float(members),
                say(f"{whole(members)} 人", whole(members))
                + f" ({percent(of.share(members, steps[0][0]))})",
            )
            for at, (members, _) in enumerate(steps, 1)
        ]  # fmt: skip
        says = say("；", "; ").join(f"{bar.label}: {bar.shown}" for bar in bars)
        made.append(Figure(name, rows(bars, name, says)))
    return tuple(made)


def document(report: Report) -> dict[str, object]:
    """The ladders as plain values."""
    return {
        "ladders": {
            name: [{"step": n, "members": some, "times": t} for n, (some, t) in enumerate(steps, 1)]
            for name, steps in _steps(report)
        }
    }
