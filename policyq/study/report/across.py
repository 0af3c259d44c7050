"""What all groups have together in a report."""

from __future__ import annotations

from policyq.ir.common import shares
from policyq.study.across import LONG_ENOUGH, MOST_TEXTS
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, many, whole


def across(report: Report, say: Say) -> Section | None:
    """How far what fired across groups went, who was not admitted, and what is missing."""
    if not shares(report.program):
        return None
    found = report.rates.across
    rows = tuple(
        (
            name, whole(one.fired), whole(len(one.texts)), whole(len(one.groups)),
            whole(len(one.platforms)), whole(len(one.members)),
        )
        for name, one in sorted(found.rules.items())
    )  # fmt: skip
    columns = (
        say("规则", "rule"), say("触发", "fired"), say("不同文本", "texts"), say("群", "groups"),
        say("平台", "platforms"), say("成员", "members"),
    )  # fmt: skip
    title = say("所有群合起来", "across all groups")
    return Section(title, tuple(_says(report, say)), columns if rows else (), rows)


def _says(report: Report, say: Say) -> list[str]:
    found, says = report.rates.across, []
    for what, zh, en in ((0, "几个群", "several groups"), (1, "几个平台", "several platforms")):
        one = found.repeated(what)
        if one.texts:
            says.append(
                say(
                    f"{LONG_ENOUGH} 字以上一样的文本，出现在{zh}的有 {whole(one.texts)} 段："
                    f"{whole(one.groups)} 个群，{whole(one.members)} 人",
                    f"texts of {LONG_ENOUGH} characters and more that stood in {en}: "
                    f"{whole(one.texts)}, in {many(one.groups, 'group')}, by {many(one.members, 'member')}",
                )
            )
    if found.missed:
        says.append(
            say(
                f"只跟踪了 {MOST_TEXTS} 段不同的文本，另有 {whole(found.missed)} 条消息没有跟踪",
                f"only {MOST_TEXTS} different texts were followed; {whole(found.missed)} messages "
                "with others were not",
            )
        )
    if found.returned:
        people = whole(len(found.people))
        says.append(
            say(
                f"被别的群移出过的人又来入群 {whole(found.returned)} 次（{people} 人），"
                f"其中 {whole(found.refused)} 次没有接纳",
                f"{many(len(found.people), 'member')} who had been removed elsewhere joined "
                f"{many(found.returned, 'time')}; {many(found.refused, 'join')} refused",
            )
        )
    absent, known = report.log.absent
    if absent:
        says.append(
            say(
                f"名册里有 {known} 个群，记录里缺了 {absent} 个：合起来的统计没有算上它们",
                f"{absent} of the {known} groups of the roster are not in the log: what is counted "
                "across groups lacks them",
            )
        )
    if report.rates.all.groups == 1:
        says.append(
            say(
                "记录里只有一个群：合起来的统计只算得到它",
                "the log has one group only: what is counted across groups is of that one",
            )
        )
    return says


def document(report: Report) -> dict[str, object]:
    """The same as plain values; nothing for a policy that shares nothing."""
    if not shares(report.program):
        return {}
    found = report.rates.across
    absent, known = report.log.absent
    return {
        "across_groups": {
            "rules": {
                name: {
                    "fired": one.fired,
                    "texts": len(one.texts),
                    "groups": len(one.groups),
                    "platforms": len(one.platforms),
                    "members": len(one.members),
                }
                for name, one in found.rules.items()
            },
            "repeated_in_groups": found.repeated(0)._asdict(),
            "repeated_on_platforms": found.repeated(1)._asdict(),
            "messages_followed": found.followed,
            "messages_not_followed": found.missed,
            "returned": found.returned,
            "refused": found.refused,
            "people": len(found.people),
            "groups_of_roster": known,
            "groups_absent": absent,
        }
    }
