"""A tuning as one page of HTML: how many points, which nothing beats, and a chart of all."""

from __future__ import annotations

from policyq.study.page.charts import Figure
from policyq.study.page.page import Part, Tile, page
from policyq.study.page.points import Dot, points
from policyq.study.report.words import Say, whole
from policyq.study.tune.judged import MEASURES, Row
from policyq.study.tune.report import labels
from policyq.study.tune.report.report import Report
from policyq.study.tune.report.sections import BEST, name_of, sections
from policyq.vocabulary.types import Said

#: So many points of the front are named in the legend of the chart.
_NAMED = 12


def to_html(report: Report, language: str) -> str:
    """The report as a document; it ends with a line feed."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    head, *others = sections(report, language)
    figure = _figure(report, say, language)
    part = Part(head.title, head.says, _tiles(report, say), tuple(others), {"points": (figure,)})
    return page([part], language, say, report.tool)


def _tiles(report: Report, say: Say) -> tuple[Tile, ...]:
    """What is asked first: what is let through now, how little could it be, at which price."""
    rows, view = report.tuned.rows, report.tuned.view
    now = rows[0]
    made = [
        Tile(
            say("现在的取法有更好的吗？", "is there anything better than now?"),
            say("没有", "no") if now.best else say("有", "yes"),
            (say(f"看标了 {BEST} 的", f"look at those with a {BEST}"),),
        )
    ]
    for name, says in MEASURES.items():
        if name in ("let_through", "interventions", "removals", "mutes"):
            best = [row.scores[view].numbers[name] for row in rows if row.best]
            least, most = whole(min(best)), whole(max(best))
            made.append(
                Tile(
                    say(*says),
                    whole(now.scores[view].numbers[name]),
                    (say(f"{BEST} 里 {least} 至 {most}", f"with a {BEST}: {least} to {most}"),),
                )
            )
    return tuple(made)


def _figure(report: Report, say: Say, language: str) -> Figure:
    tuned = report.tuned
    front = [row for row in tuned.rows if row.best]
    title = say("放过多少，干预多少", "what is let through, and interventions")
    says = say(
        f"{len(tuned.rows)} 种取法，{len(front)} 种没有别的比得过",
        f"{len(tuned.rows)} points, {len(front)} that nothing beats",
    )
    chosen = None if report.chosen is None else report.chosen.number
    dots = [_dot(row, report, language, chosen) for row in tuned.rows]
    across, up = say("干预", "interventions"), say("放过的违规", "let through")
    if tuned.by_labels:
        up = say("漏网率（%）", "missed (%)")
    legend = [
        say(
            "实心：没有别的比得过；空心：有更好的；◆ 现在；左下角最好",
            "solid: nothing beats it; hollow: something does; ◆ now; best is the lower left",
        )
    ]
    legend += [f"{row.number}: {name_of(row, report, language)}" for row in front[:_NAMED]]
    return Figure(title, points(dots, (across, up), title, says), " · ".join(legend))


def _dot(row: Row, report: Report, language: str, chosen: int | None) -> Dot:
    tuned = report.tuned
    of = row.scores[tuned.view].numbers
    up = 100 * (labels.missed(row) or 0.0) if tuned.by_labels else of["let_through"]
    name = f"{row.number}: {name_of(row, report, language)}"
    tag = str(row.number) if row.best or row.number == chosen else ""
    return Dot(of["interventions"], up, name, tag, row.best, row.number == 0)
