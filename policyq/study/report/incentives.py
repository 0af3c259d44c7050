"""Incentives in a report: the flow of points, what rewards cost and whom they reach, and farming."""

from __future__ import annotations

from collections import Counter

from policyq.ir import nodes
from policyq.study.incentives import DAILY, FLOWS, GUIDED, Incentives
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import NOTHING, Say, Section, whole
from policyq.vocabulary.types import Said

#: How many of each sort of farming a report shows; JSON has all of them.
SHOWN = 5
_WORTH = {
    "cash": Said("现金", "cash"),
    "goods": Said("实物", "goods"),
    "honour": Said("荣誉", "honour"),
}
_HOW = {
    "cap": Said("到上限", "hit the cap"),
    "repeated": Said("重复的文字", "repeated texts"),
    "pair": Said("互相加分", "praised each other"),
}


def points(report: Report, say: Say) -> Section | None:
    """Of each kind of points what came, what went, what is left, and who earned any."""
    program, found = report.program, report.rates.incentives
    if not program.points:
        return None
    rows = []
    for one in program.points:
        flows = [whole(found.flows[one.name, flow]) for flow in FLOWS]
        earners = whole(len(found.earners.get(one.name, ())))
        rows.append((one.name, *flows, whole(found.outstanding(one.name)), earners))
    columns = (
        say("积分", "points"), say("挣到", "earned"), say("花掉", "spent"),
        say("过期", "expired"), say("扣掉", "forfeited"), say("退回", "taken back"),
        say("结余", "outstanding"), say("得分的人", "earners"),
    )  # fmt: skip
    return Section(
        say("积分收支", "points earned and spent"), tuple(_gain(found, say)), columns, tuple(rows)
    )


def _gain(found: Incentives, say: Say) -> list[str]:
    days = found.active["before days"], found.active["after days"]
    if not days[1]:
        return []
    after = found.active["after"] / days[1]
    if found.gain is None:
        return [
            say(
                f"每群每天有 {after:.1f} 人活动；记录里没有发积分之前的日子，无法比较",
                f"{after:.1f} members a group and day were active; the log has no days before "
                "points were earned to compare with",
            )
        ]
    before = found.active["before"] / days[0]
    return [
        say(
            f"每群每天活动的人：发积分之前 {before:.1f}，之后 {after:.1f}（{found.gain:+.0%}）；"
            "先后不等于因果",
            f"members active a group and day: {before:.1f} before points were earned, {after:.1f} "
            f"after ({found.gain:+.0%}); after is not because of",
        )
    ]


def rewards(report: Report, say: Say) -> Section | None:
    """Each reward and title: how often, by how many, what it cost, beside the guide's figures."""
    program, found = report.program, report.rates.incentives
    rows = [_reward(one, found, say) for one in program.rewards]
    rows += [_title(one.name, found, say) for one in program.titles]
    if not rows:
        return None
    columns = (
        say("奖励", "reward"), say("种类", "kind"), say("次数", "times"), say("人数", "members"),
        say("成本", "cost"), say("每人成本", "cost per member"),
        say("参考：每人成本", "guide: cost per member"), say("参考：参与增加", "guide: gain"),
        say("参考：管多少天", "guide: days it works"),
    )  # fmt: skip
    says = (
        say(
            "参考值来自一份社群运营指南，不是本次记录量出来的",
            "the guide's figures are of a guide to running groups, not of this log",
        ),
    )
    return Section(say("奖励与成本", "rewards and their cost"), says, columns, tuple(rows), left=2)


def _reward(one: nodes.Reward, found: Incentives, say: Say) -> tuple[str, ...]:
    times, members = found.redeemed[one.name], len(found.redeemers.get(one.name, ()))
    total = None if one.cost is None else one.cost * times
    each = None if total is None or not members else total / members
    return (
        one.name, say(*_WORTH[one.worth]) if one.worth else NOTHING, whole(times), whole(members),
        NOTHING if total is None else f"{total:g}", NOTHING if each is None else f"{each:.2f}",
        *_guide(one.worth),
    )  # fmt: skip


def _title(name: str, found: Incentives, say: Say) -> tuple[str, ...]:
    held = len(found.holders.get(name, ()))
    honour = say(*_WORTH["honour"])
    return (name, honour, whole(found.granted[name]), whole(held), "0", "0", *_guide("honour"))


def _guide(worth: str | None) -> tuple[str, str, str]:
    if worth is None:
        return NOTHING, NOTHING, NOTHING
    like = GUIDED[worth]
    cost = f"{like.cost[0]:g}-{like.cost[1]:g}" if like.cost[1] else "0"
    return cost, f"+{like.gain:.0%}", f"{like.lasts[0]}-{like.lasts[1]}"


def farming(report: Report, say: Say) -> Section | None:
    """Who hits the cap day after day, repeats texts, or praises and is praised beyond measure."""
    found = farmers(report)
    rows = [
        (say(*_HOW[how]), _group(report, group), who, whole(number))
        for sort in _HOW
        for how, group, who, number in [one for one in found if one[0] == sort][:SHOWN]
    ]
    if not rows:
        return None
    columns = (say("怎样", "how"), say("群", "group"), say("成员", "member"), say("次数", "times"))
    more = len(found) - len(rows)
    says = (say(f"另有 {more} 条，见 --json", f"and {more} more, see --json"),) if more > 0 else ()
    return Section(say("刷分", "farming"), says, columns, tuple(rows), left=3)


def farmers(report: Report) -> list[tuple[str, str, str, int]]:
    """How, in which group, who, how often; the most often first. The cap counts in days."""
    found, called = report.rates.incentives, report.pseudonyms.of if report.pseudonyms else str
    days = Counter((group, member) for group, member, _ in found.capped)
    rows = [
        ("cap", group, called(one), number)
        for (group, one), number in days.items()
        if number >= DAILY
    ]
    rows += [
        ("repeated", group, called(one), number) for (group, one), number in found.repeats.items()
    ]
    rows += [
        ("pair", group, f"{called(one)} + {called(other)}", number)
        for (group, one, other), number in found.rings.items()
    ]
    return sorted(rows, key=lambda row: (-row[3], row))


def _group(report: Report, group: str) -> str:
    return report.pseudonyms.of_group(group) if report.pseudonyms else group


def document(report: Report) -> dict[str, object]:
    """``incentives`` as plain values, where the policy has any."""
    program, found = report.program, report.rates.incentives
    if not (program.points or program.titles):
        return {}
    kinds = sorted({one.worth for one in program.rewards if one.worth} | {"honour"})
    active = {
        when: of_day(found.active[when], found.active[f"{when} days"])
        for when in ("before", "after")
    }
    return {
        "incentives": {
            "points": [
                {
                    "points": one.name,
                    **{flow.replace(" ", "_"): found.flows[one.name, flow] for flow in FLOWS},
                    "outstanding": found.outstanding(one.name),
                    "earners": len(found.earners.get(one.name, ())),
                }
                for one in program.points
            ],
            "rewards": [
                {
                    "reward": one.name,
                    "kind": one.worth,
                    "times": found.redeemed[one.name],
                    "members": len(found.redeemers.get(one.name, ())),
                    "cost": None if one.cost is None else one.cost * found.redeemed[one.name],
                }
                for one in program.rewards
            ],
            "titles": [
                {
                    "title": one.name,
                    "times": found.granted[one.name],
                    "members": len(found.holders.get(one.name, ())),
                }
                for one in program.titles
            ],
            "active": {**active, "gain": found.gain},
            "guide": {kind: GUIDED[kind]._asdict() for kind in kinds},
            "refused": [
                {"of": name, "because": because, "times": number}
                for (name, because), number in sorted(found.refused.items())
            ],
            "farming": [
                {"how": how, "group": _group(report, group), "member": who, "times": number}
                for how, group, who, number in farmers(report)
            ],
        }
    }


def of_day(members: int, days: int) -> float | None:
    """Members a group and day; unknown where there is no day."""
    return of.share(members, days)
