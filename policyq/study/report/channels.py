"""Channels in a report: where members came from and what became of them, beside what the guide has;
and the ways of people from one platform to the next."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.ir.facts import SUM_UNIT
from policyq.study.channels import AFTER, GUIDED, Channels, Guided, guided
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.structure import SOURCE
from policyq.study.report.words import NOTHING, Say, Section, decimal, many, percent, whole
from policyq.study.wordlists.intervals import Share
from policyq.vocabulary.events import PLATFORMS
from policyq.vocabulary.types import DAY

#: How many channels and ways a table shows; JSON has all of them.
SHOWN = 20
_SHARES = ("wrote", "bought", *(f"after_{days}" for days in AFTER))


def _share(found: Channels, channel: str, what: str) -> Share | None:
    """How many of those of whom it can be told; nothing if nobody can tell of anybody."""
    if what == "bought" and not found.purchases:
        return None
    told = found.counts[channel, f"{what}_told"]
    return Share(found.counts[channel, what], told) if told else None


def _revenue(found: Channels, channel: str) -> float | None:
    """What each who joined has paid until the log ends."""
    joins = found.counts[channel, "joins"]
    if not joins or found.purchases == found.unpriced:
        return None
    return round(found.counts[channel, "paid"] / joins / SUM_UNIT, 4)


# -- as values ---------------------------------------------------------------------------------


def document(report: Report) -> dict[str, object]:
    """``channels`` and ``journeys`` as plain values, where the log tells of any."""
    found, made = report.rates.channels, dict[str, object]()
    if _tells(found):
        made["channels"] = {
            "by_channel": [_values(found, channel) for channel in found.named],
            "purchases": found.purchases,
            "purchases_without_amount": found.unpriced,
            "reference": {
                "source": SOURCE.en,
                "channels": {
                    id: {
                        "conversion_into_the_group": one.conversion,
                        "retention": one.retention,
                        "revenue_per_member": one.revenue,
                    }
                    for id, one in GUIDED.items()
                },
            },
        }
    if ways := found.journeys():
        made["journeys"] = [
            {
                "from": before,
                "to": after,
                "people": one.people,
                "of": found.on(before),
                "share": of.share(one.people, found.on(before)),
                "mean_days": _days(one.waited, one.people),
            }
            for (before, after), one in sorted(ways.items())
        ]
    return made


def _values(found: Channels, channel: str) -> dict[str, object]:
    joins = found.counts[channel, "joins"]
    return {
        "channel": channel or None,
        "joins": joins,
        "left": found.counts[channel, "left"],
        "wrote_in_7_days": _of(found, channel, "wrote"),
        "bought_in_30_days": _of(found, channel, "bought"),
        **{f"active_after_{days}_days": _of(found, channel, f"after_{days}") for days in AFTER},
        "revenue_per_member": _revenue(found, channel),
        "like": guided(channel),
    }


def _of(found: Channels, channel: str, what: str) -> dict[str, object]:
    share = _share(found, channel, what)
    joins = found.counts[channel, "joins"]
    if share is None:
        return {
            "members": None, "of": 0, "cannot_be_told": joins, "share": None, "interval": None,
        }  # fmt: skip
    return {
        "members": share.part,
        "of": share.of,
        "cannot_be_told": joins - share.of,
        "share": of.share(share.part, share.of),
        "interval": [round(share.low, 6), round(share.high, 6)],
    }


def _tells(found: Channels) -> bool:
    return any(channel for channel, _ in found.counts)


def _days(length: int, people: int) -> float | None:
    return round(length / people / DAY, 2) if people else None


# -- in words ----------------------------------------------------------------------------------


def section(report: Report, say: Say) -> Section | None:
    """One line for each channel."""
    found = report.rates.channels
    if not _tells(found):
        return None
    columns = (
        say("来源", "channel"), say("入群", "joins"),
        say("7 天内发言", "wrote in 7 days"), say("30 天内购买", "bought in 30 days"),
        *(say(f"{days} 天后仍活跃", f"active after {days} days") for days in AFTER),
        say("人均收入", "revenue each"),
        say("参考：留存", "guide: retained"), say("参考：收入", "guide: revenue"),
    )  # fmt: skip
    rows = tuple(_row(found, channel, say) for channel in found.named[:SHOWN])
    return Section(say("渠道", "channels"), tuple(_says(found, say)), columns, rows)


def _row(found: Channels, channel: str, say: Say) -> tuple[str, ...]:
    like = guided(channel)
    return (
        channel or say("没有说", "not said"),
        whole(found.counts[channel, "joins"]),
        *(_cell(_share(found, channel, what)) for what in _SHARES),
        decimal(_revenue(found, channel)),
        percent(GUIDED[like].retention) if like else NOTHING,
        decimal(GUIDED[like].revenue) if like else NOTHING,
    )


def _cell(share: Share | None) -> str:
    """The share and its interval of 95 %; ``-`` cannot be told."""
    if share is None:
        return NOTHING
    return f"{percent(share.value)} [{100 * share.low:.0f}-{100 * share.high:.0f}]"


def _says(found: Channels, say: Say) -> Iterator[str]:
    yield say(
        "只算记录里入群的人；方括号是 95 % 的区间；“-”：记录太短，还说不准，或者记录里从来没有",
        "of those who joined in the log; in brackets the interval of 95 %; -: the log is too short "
        "to tell, or never tells of it",
    )
    yield say(
        "仍活跃：过了这么多天以后的 30 天里还做过什么，也没有退群；记录没到那时候的人不算",
        "active: did anything in the 30 days after that, and had not left; whose group's log ends "
        "before is left out",
    )
    joins = sum(found.counts[channel, "joins"] for channel in found.named)
    for days in AFTER:
        told = sum(found.counts[channel, f"after_{days}_told"] for channel in found.named)
        if told < joins:
            yield say(
                f"{days} 天后：{whole(joins)} 人里有 {whole(joins - told)} 人还说不准",
                f"after {days} days: it cannot be told of {whole(joins - told)} of "
                f"{many(joins, 'member')}",
            )
    if not found.purchases:
        yield say("记录里没有购买", "the log never tells of a purchase")
    elif found.unpriced:
        yield say(
            f"{whole(found.unpriced)} 次购买没有金额，收入里没有它们",
            f"{many(found.unpriced, 'purchase')} told no amount and count for nothing",
        )
    for one in GUIDED.values():
        yield _reference(one, say)
    yield say(
        f"参考来自{SOURCE.zh}，只供对照；看到的人里有多少入群，群里的记录说不出来",
        f"reference: {SOURCE.en}, to compare with; how many of those reached came into the group no "
        "log of a group can tell",
    )


def _reference(one: Guided, say: Say) -> str:
    came, stayed = f"{100 * one.conversion:.0f} %", f"{100 * one.retention:.0f} %"
    return say(
        f"参考（{one.says.zh} → 群）：入群 {came}，留存 {stayed}，人均 {one.revenue:.0f} 元",
        f"reference ({one.says.en} → group): {came} came, {stayed} retained, "
        f"{one.revenue:.0f} yuan each",
    )


def journeys(report: Report, say: Say) -> Section | None:
    """From one platform to the next, of those of whom it is known who they are."""
    found = report.rates.channels
    ways = sorted(found.journeys().items(), key=lambda one: (-one[1].people, one[0]))
    if not ways:
        return None
    rows = tuple(
        (
            _platform(before, say),
            _platform(after, say),
            whole(one.people),
            percent(of.share(one.people, found.on(before))),
            decimal(_days(one.waited, one.people)),
        )
        for (before, after), one in ways[:SHOWN]
    )
    columns = (
        say("从", "from"), say("到", "to"), say("人", "people"),
        say("占前一平台", "of those on the first"), say("平均隔几天", "days between"),
    )  # fmt: skip
    says = (
        say(
            f"{whole(len(found.people))} 人说得出是谁（名单或记录里的 person）；按第一次出现的先后",
            f"{many(len(found.people), 'person')} known by a roster or the log; in the order in "
            "which they were first seen on each",
        ),
    )
    return Section(say("跨平台的路", "from one platform to the next"), says, columns, rows, left=2)


def _platform(id: str, say: Say) -> str:
    return say(*PLATFORMS[id]) if id in PLATFORMS else id
