"""Streaks in a report: how long they are and where they broke, and how many take part, by group."""

from __future__ import annotations

from collections import Counter

from policyq.ir import nodes
from policyq.study.phrases import Phrases
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, many, percent, whole
from policyq.study.streaks import LENGTHS, length_of, longest
from policyq.vocabulary.events import MESSAGES

#: How many groups a table shows; JSON has all of them.
SHOWN = 20


def lengths(report: Report, say: Say) -> Section | None:
    """Of each streak how many members have one, how long, and at which length others ended."""
    program, found = report.program, report.rates.streaks
    if not program.streaks:
        return None
    says, rows = [], []
    for one in program.streaks:
        what = _told(program, one, say("zh", "en"))
        now, over = _by_length(found.standing, one.id), _by_length(found.broken, one.id)
        did = sum(number for (id, _), number in found.doers.items() if id == one.id)
        most = max(longest(found.standing, one.id), longest(found.broken, one.id))
        says.append(
            say(
                f"{what}：{whole(did)} 人做过，{whole(now.total())} 人正连着；"
                f"最长 {whole(most)} 天，正连着的最长 {whole(longest(found.standing, one.id))} 天",
                f"{what}: {many(did, 'member')} ever, {whole(now.total())} with a streak now; "
                f"the longest was {many(most, 'day')}, the longest now is "
                f"{many(longest(found.standing, one.id), 'day')}",
            )
        )
        rows += [(what, _days(id, say), whole(now[id]), whole(over[id])) for id in LENGTHS]
    columns = (
        say("连续做什么", "streak of"), say("连续", "in a row"),
        say("正连着的人", "members now"), say("断在这里的", "broken at"),
    )  # fmt: skip
    return Section(say("连续的天数", "days in a row"), tuple(says), columns, tuple(rows), left=2)


def groups(report: Report, say: Say) -> Section | None:
    """Of each group how many of those who are active take part."""
    program, found = report.program, report.rates.streaks
    if not (program.streaks and found.groups):
        return None
    rows = [
        (
            _told(program, one, say("zh", "en")), _called(report, group),
            whole(found.active[group]), whole(found.doers[one.id, group]),
            percent(of.share(found.doers[one.id, group], found.active[group])),
            whole(_now(report, one.id, group)),
            whole(longest((*found.standing, *found.broken), one.id, group)),
        )
        for one in program.streaks
        for group in _busiest(report, one.id)[:SHOWN]
    ]  # fmt: skip
    columns = (
        say("连续做什么", "streak of"), say("群", "group"), say("活动成员", "active"),
        say("做过的", "take part"), say("占比", "share"), say("正连着的人", "members now"),
        say("最长", "longest"),
    )  # fmt: skip
    more = len(found.groups) - SHOWN
    says = (say(f"另有 {more} 个群，见 --json", f"and {more} more groups, see --json"),)
    title = say("各群有多少人连续在做", "who takes part in streaks, by group")
    return Section(title, says if more > 0 else (), columns, tuple(rows), left=2)


def _told(program: nodes.Program, streak: nodes.Streak, language: str) -> str:
    """What a streak is of."""
    phrases = Phrases(program, language)
    match streak.condition:
        case nodes.KindIn(kinds):
            return phrases.kinds(kinds)
        case nodes.And((nodes.KindIn(kinds), rest)) if kinds >= MESSAGES:
            # All that the rest can be true of: nobody wrote it.
            return _bare(phrases, rest)
        case condition:
            return _bare(phrases, condition)


def _bare(phrases: Phrases, condition: nodes.Condition) -> str:
    """A condition, in words, without brackets around the whole of it."""
    said = phrases.whole(condition)
    return said[1:-1] if isinstance(condition, nodes.And | nodes.Or) else said


def _days(length: str, say: Say) -> str:
    if length.endswith("+"):
        return say(f"{length[:-1]} 天以上", f"{length[:-1]} days or more")
    return say(f"{length} 天", f"{length} days")


def _by_length(counted: Counter[tuple[str, str, int]], streak: str) -> Counter[str]:
    """Id of `LENGTHS` → how many, over all groups."""
    lengths: Counter[str] = Counter()
    for (id, _, days), number in counted.items():
        if id == streak:
            lengths[length_of(days)] += number
    return lengths


def _busiest(report: Report, streak: str) -> list[str]:
    """The groups, those in which most take part first."""
    found = report.rates.streaks
    return sorted(found.groups, key=lambda one: (-found.doers[streak, one], one))


def _now(report: Report, streak: str, group: str) -> int:
    standing = report.rates.streaks.standing.items()
    return sum(number for (id, at, _), number in standing if (id, at) == (streak, group))


def _called(report: Report, group: str) -> str:
    return report.pseudonyms.of_group(group) if report.pseudonyms else group


def document(report: Report) -> dict[str, object]:
    """``streaks`` as plain values, where the policy has any."""
    program, found = report.program, report.rates.streaks
    if not program.streaks:
        return {}
    return {
        "streaks": [
            {
                "of": _told(program, one, "en"),
                "members": sum(n for (id, _), n in found.doers.items() if id == one.id),
                "now": {id: _by_length(found.standing, one.id)[id] for id in LENGTHS},
                "broken": {id: _by_length(found.broken, one.id)[id] for id in LENGTHS},
                "longest": longest((*found.standing, *found.broken), one.id),
                "longest_now": longest(found.standing, one.id),
                "groups": [_group(report, one.id, group) for group in _busiest(report, one.id)],
            }
            for one in program.streaks
        ]
    }


def _group(report: Report, streak: str, group: str) -> dict[str, object]:
    found = report.rates.streaks
    active, did = found.active[group], found.doers[streak, group]
    return {
        "group": _called(report, group),
        "active": active,
        "members": did,
        "share": of.share(did, active),
        "now": _now(report, streak, group),
        "longest": longest((*found.standing, *found.broken), streak, group),
    }
