"""Lotteries in a report: rounds drawn and void, who entered and won, who withheld a secret."""

from __future__ import annotations

from typing import NamedTuple

from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, many, percent, whole
from policyq.vocabulary.draws import RESULTS

#: How many winners and witnesses a report names; JSON has all of them.
SHOWN = 5


class Repeated(NamedTuple):
    """Who won a lottery more than once."""

    lottery: str
    group: str
    member: str
    times: int


def section(report: Report, say: Say) -> Section | None:
    """Each lottery of the policy, be it that no round of it ended."""
    program, found = report.program, report.rates.lotteries
    if not program.lotteries:
        return None
    rows = []
    for one in program.lotteries:
        rounds = [whole(found.rounds[one.name, result]) for result in RESULTS]
        winners = found.winners(one.name)
        again = sum(1 for number in winners.values() if number > 1)
        rows.append(
            (
                one.name, whole(found.ended(one.name)), *rounds, whole(found.entries[one.name]),
                whole(len(found.entrants.get(one.name, ()))), whole(sum(winners.values())),
                whole(len(winners)), percent(of.share(again, len(winners))),
            )
        )  # fmt: skip
    columns = (
        say("抽奖", "lottery"), say("轮次", "rounds"), say("已开奖", "drawn"),
        say("无人报名", "nobody entered"), say("见证不足", "few witnesses"),
        say("没有公布", "withheld"), say("报名", "entries"), say("报名的人", "entrants"),
        say("中奖", "prizes won"), say("中奖的人", "winners"), say("不止一次的", "more than once"),
    )  # fmt: skip
    title = say("抽奖", "lotteries")
    return Section(title, tuple(_says(report, say)), columns, tuple(rows))


def _says(report: Report, say: Say) -> list[str]:
    """Who withheld, and who won again and again; the most often first."""
    withheld, again = blamed(report), repeated(report)
    lines = [
        say(
            f"{one.lottery}（{one.group}）：见证人 {one.member} 没有公布，作废 {whole(one.times)} 轮",
            f"{one.lottery} ({one.group}): {many(one.times, 'round')} void, as witness "
            f"{one.member} did not reveal",
        )
        for one in withheld[:SHOWN]
    ]
    lines += [
        say(
            f"{one.lottery}（{one.group}）：{one.member} 中了 {whole(one.times)} 次",
            f"{one.lottery} ({one.group}): {one.member} won {many(one.times, 'time')}",
        )
        for one in again[:SHOWN]
    ]
    more = len(withheld) + len(again) - len(lines)
    if more:
        lines.append(say(f"另有 {more} 条，见 --json", f"and {more} more, see --json"))
    lines.append(
        say(
            "开奖对不对，用 policyq lottery verify 核对留下的判断",
            "whether the draws are right, policyq lottery verify tells from decisions that were kept",
        )
    )
    return lines


def repeated(report: Report) -> list[Repeated]:
    """Members who won a lottery more than once, the most often first."""
    wins = report.rates.lotteries.wins
    return _named(report, {key: number for key, number in wins.items() if number > 1})


def blamed(report: Report) -> list[Repeated]:
    """Witnesses who made rounds void, the most often first."""
    return _named(report, report.rates.lotteries.withheld)


def _named(report: Report, counted: dict[tuple[str, str, str], int]) -> list[Repeated]:
    names = report.pseudonyms
    rows = [
        Repeated(
            lottery,
            names.of_group(group) if names else group,
            names.of(member) if names else member,
            number,
        )
        for (lottery, group, member), number in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row.times, row))


def document(report: Report) -> dict[str, object]:
    """``lotteries`` as plain values, where the policy has any."""
    program, found = report.program, report.rates.lotteries
    if not program.lotteries:
        return {}
    made = []
    for one in program.lotteries:
        winners = found.winners(one.name)
        again = sum(1 for number in winners.values() if number > 1)
        made.append(
            {
                "lottery": one.name,
                "rounds": found.ended(one.name),
                "results": {result: found.rounds[one.name, result] for result in RESULTS},
                "entries": found.entries[one.name],
                "entrants": len(found.entrants.get(one.name, ())),
                "prizes_won": sum(winners.values()),
                "winners": len(winners),
                "won_repeatedly": again,
                "won_repeatedly_share": of.share(again, len(winners)),
                "repeated": _plain(repeated(report), one.name),
                "withheld": _plain(blamed(report), one.name),
            }
        )
    return {"lotteries": made}


def _plain(rows: list[Repeated], lottery: str) -> list[dict[str, object]]:
    return [
        {"group": one.group, "member": one.member, "times": one.times}
        for one in rows
        if one.lottery == lottery
    ]
