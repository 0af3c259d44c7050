"""What a tuning says, in Chinese or English: sections of sentences and tables, without any form."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.ir import clock
from policyq.study.labels.wording import share
from policyq.study.plan.report.wording import interval, number, view_of
from policyq.study.plan.resampling import DRAWS, LEAST_GROUPS
from policyq.study.report.remarks import unknowns
from policyq.study.report.words import Say, Section, many, percent, whole
from policyq.study.tune.judged import COMPARED, MEASURES, Row, Score
from policyq.study.tune.report import labels
from policyq.study.tune.report.report import Report
from policyq.study.tune.spelling import spelled
from policyq.vocabulary.types import Said

BEST = "★"
CHOSEN = "→"
#: Below this agreement with what the log says was done a tuning is not to be relied on.
_LEAST = 0.95


def sections(report: Report, language: str) -> list[Section]:
    """All sections that have something to say."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    made = [
        _head(report, say),
        _points(report, say, language),
        _labels(report, say, language),
        _sure(report, say, language),
        _chosen(report, say, language),
        _rests(report, say),
    ]
    return [one for one in made if one is not None]


def values(row: Row, report: Report) -> list[str]:
    """The numbers of a point, as the policy would have them."""
    axes = report.tuned.axes
    return [spelled(axis.dial, amount) for axis, amount in zip(axes, row.point, strict=True)]


def name_of(row: Row, report: Report, language: str) -> str:
    """A point by its numbers: ``flood.count = 8, …``."""
    axes = report.tuned.axes
    some = zip(axes, values(row, report), strict=True)
    return ", ".join(f"{axis.dial.name(language)} = {value}" for axis, value in some)


def marks(row: Row, report: Report, say: Say) -> str:
    """What is to be seen of a point at once."""
    found = [BEST] if row.best else []
    if report.chosen is not None and row.number == report.chosen.number:
        found.append(CHOSEN)
    if row.number == 0:
        found.append(say("现在", "now"))
    return " ".join(found)


# -- what was done ---------------------------------------------------------------------------------


def _head(report: Report, say: Say) -> Section:
    tuned, ground = report.tuned, report.tuned.ground
    best = sum(row.best for row in tuned.rows)
    says = [
        say(
            f"{whole(len(tuned.rows))} 种取法（含现在的），{whole(best)} 种没有别的比得过（{BEST}）",
            f"{many(len(tuned.rows), 'point')}, that of now included; "
            f"{best} that nothing beats ({BEST})",
        ),
        say(
            f"群规 {report.program.name}：{report.program.digest}",
            f"policy {report.program.name}: {report.program.digest}",
        ),
    ]
    if ground.span is not None:
        first, last = (clock.local(end, ground.zone) for end in ground.span)
        says.append(
            say(
                f"记录：{first:%Y-%m-%d %H:%M} 至 {last:%Y-%m-%d %H:%M}（{ground.zone}），"
                f"{whole(len(ground.groups))} 个群，{whole(tuned.messages)} 条消息",
                f"log: {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} ({ground.zone}), "
                f"{many(len(ground.groups), 'group')}, {many(tuned.messages, 'message')}",
            )
        )
    says += _agreement(report, say)
    return Section(say(f"调参：{report.name}", f"tuning: {report.name}"), tuple(says))


def _agreement(report: Report, say: Say) -> Iterator[str]:
    agreed = report.tuned.agreement.share
    if agreed is None:
        return
    yield say(
        f"现在的群规重现了记录里 {percent(agreed)} 的处置",
        f"the policy as it stands reproduces {percent(agreed)} of what the log says was done",
    )
    if agreed < _LEAST:
        yield say(
            f"低于 {percent(_LEAST)}：记录、名册、时区或群规版本对不上，下面的数不要当真",
            f"below {percent(_LEAST)}: the log, the roster, the time zone or the version of the "
            "policy differs from what ran; do not rely on what follows",
        )


# -- the points ------------------------------------------------------------------------------------


def _points(report: Report, say: Say, language: str) -> Section:
    tuned = report.tuned
    names = [axis.dial.name(language) for axis in tuned.axes]
    heads = (say("漏网率", "missed"), say("误伤率", "false positives")) if tuned.by_labels else ()
    columns = ("#", "", *names, *heads, *(say(*one) for one in MEASURES.values()))
    rows = tuple(
        (
            str(row.number), marks(row, report, say), *values(row, report),
            *((share(labels.missed(row)), share(labels.wrong(row))) if heads else ()),
            *(whole(row.scores[tuned.view].numbers[name]) for name in MEASURES),
        )
        for row in tuned.rows
    )  # fmt: skip
    title = say("各种取法", "the points")
    says = tuple(_meaning(report, say))
    return Section(title, says, columns, rows, 2 + len(names), "points")


def _meaning(report: Report, say: Say) -> Iterator[str]:
    """What the columns say, and what the mark."""
    tuned = report.tuned
    yield say(
        "放过的违规：至少有一种取法认定违规、这一种取法却什么也没做的消息；"
        "所有取法都没发现的，这里不知道",
        "let through: messages in which some point finds a violation, and on which this one does "
        "nothing; of what no point finds nothing is known",
    )
    view = view_of(tuned.view, say)
    yield say(f"次数是这份记录里的，{view}", f"counts in this log, {view}")
    milder = say(
        "；这些都相同的，移出、禁言少的为好",
        "; of two that are alike there, the one with fewer removals, then fewer mutes",
    )
    if not tuned.by_labels:
        best = say(
            f"{BEST}：没有别的取法放过得不更多、干预得不更多，又至少有一样更少",
            f"{BEST}: no other point lets no more through with no more interventions and is better "
            "in one of them",
        )
        yield best + milder
        return
    yield say(
        "漏网率：人说违规的消息里群规没有发现的；误伤率：人说正常的消息里群规认定违规的；"
        "都按标注估计，照记录，区间在下面",
        "missed: of the messages that people call violations, those in which nothing is found; false "
        "positives: of those that people call fine, those in which something is found; both are "
        "estimated from the labels, as logged; intervals below",
    )
    best = say(
        f"{BEST}：没有别的取法漏网率、误伤率、干预都不更高，又至少有一样更低",
        f"{BEST}: no other point has no more missed, no more false positives and no more "
        "interventions, and less of one of them",
    )
    yield best + milder


def _labels(report: Report, say: Say, language: str) -> Section | None:
    names = [axis.dial.name(language) for axis in report.tuned.axes]
    rows = [[str(row.number), *values(row, report)] for row in report.tuned.rows]
    return labels.section(report, ["#", *names], rows, say)


# -- how sure --------------------------------------------------------------------------------------


def _sure(report: Report, say: Say, language: str) -> Section:
    tuned = report.tuned
    names = [axis.dial.name(language) for axis in tuned.axes]
    chosen = -1 if report.chosen is None else report.chosen.number
    told = [
        row for row in tuned.rows if row.number and (row.best or row.number == chosen)
    ]  # fmt: skip
    columns = ["#", *names]
    for measure in COMPARED:
        columns += [say(*MEASURES[measure]), say("95% 区间", "95 % interval")]
    rows = tuple(
        (str(row.number), *values(row, report), *_differences(row.scores[tuned.view], say))
        for row in told
    )
    title = say(
        "与现在相比，每千条消息", "against the policy as it stands, for every 1,000 messages"
    )
    says = tuple(_how_sure(report, say))
    return Section(title, says, tuple(columns) if rows else (), rows, 1 + len(names))


def _differences(score: Score, say: Say) -> Iterator[str]:
    for measure in COMPARED:
        one = score.differences[measure]
        yield number("interventions_per_1000", one.value, signed=True)
        yield interval("interventions_per_1000", one, say)


def _how_sure(report: Report, say: Say) -> Iterator[str]:
    tuned, table = report.tuned, report.tuned.table
    if not table.enough:
        yield say(
            f"只有 {whole(table.clusters)} 个成员，群不到 {LEAST_GROUPS} 个：只能说这份记录里怎样，"
            "不能说以后、别处会怎样",
            f"{many(table.clusters, 'member')} in fewer than {LEAST_GROUPS} groups: this is what "
            "happened in this log, and nothing can be said beyond it",
        )
        return
    by = (
        say(f"整群（{whole(table.clusters)} 个）", f"whole groups ({whole(table.clusters)})")
        if table.by == "group"
        else say(
            f"成员（{whole(table.clusters)} 人；群不到 {LEAST_GROUPS} 个，说不了别的群）",
            f"members ({whole(table.clusters)}; fewer than {LEAST_GROUPS} groups, so that they "
            "speak of these groups only)",
        )
    )
    yield say(
        f"区间：按{by}重抽 {DRAWS} 次，种子 {tuned.seed}；一列里所有取法的区间同时成立（最大 t 法）",
        f"intervals: {by} drawn anew {DRAWS} times, seed {tuned.seed}; those of one column hold for "
        "all points at once (max-t)",
    )
    some = [one for row in tuned.rows for one in row.scores[tuned.view].differences.values()]
    if any(one.why == "rare" for one in some):
        yield say(
            "* 只有个别群或人有变化，区间很宽", "* rests on a handful of groups or members: wide"
        )


# -- the chosen one, and what all of it rests on ---------------------------------------------------


def _chosen(report: Report, say: Say, language: str) -> Section | None:
    row = report.chosen
    if row is None:
        return None
    columns = (say("哪个数", "number"), say("现在", "now"), say("改成", "becomes"))
    now = values(report.tuned.rows[0], report)
    rows = tuple(
        (axis.dial.name(language), before, after)
        for axis, before, after in zip(report.tuned.axes, now, values(row, report), strict=True)
    )
    says = []
    if row.number == 0:
        says.append(
            say("就是现在的，什么也不改", "that is the policy as it stands: nothing changes")
        )
    elif not row.best:
        says.append(
            say(
                "有别的取法比它好：看上面标了 ★ 的",
                "another point beats it: look at those with a ★",
            )
        )
    return Section(
        say(f"选了 {row.number}", f"chosen: {row.number}"), tuple(says), columns, rows, 3
    )


def _rests(report: Report, say: Say) -> Section:
    log = report.log
    says = (
        []
        if report.tuned.appraisal is not None
        else [
            say(
                "没有人工标注：认定的违规里哪些是误伤，这里说不了；干预少不等于罚得对",
                "without messages judged by people nobody can tell which of the violations found are "
                "none; fewer interventions are not better ones",
            )
        ]
    )
    says += unknowns(log, say)
    if report.tuned.view == "suppressed":
        says.append(
            say(
                "扣除：拦住的消息不再计算，但没人知道被拦的人会改做什么，也没有算处置能不能让人不再犯",
                "suppressed: what is prevented is out; what members would have done instead, and "
                "whether interventions deter, is not asked",
            )
        )
    else:
        says.append(
            say(
                "照记录：被禁言、移出的人照样发言，干预和移出偏多",
                "as logged: whoever is muted or removed goes on, which counts too many interventions",
            )
        )
    says.append(
        say(
            "取法是在这份记录上挑的，在同一份记录上总会显得好一点：用之前换一段时间的记录再看一遍",
            "a point chosen on this log looks better on this log than it is: look at it over the "
            "log of another time before you rely on it",
        )
    )
    if log.late:
        says.append(
            say(
                f"{whole(log.late)} 个事件来得太晚，按到达时所知判断",
                f"{many(log.late, 'event')} came too late and met what was known on arrival",
            )
        )
    return Section(say("须知", "to be borne in mind"), tuple(says))
