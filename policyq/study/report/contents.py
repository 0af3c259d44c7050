"""Content in a report: what of the calendars was kept, how forms were met with, who leads rankings."""

from __future__ import annotations

from policyq.ir import nodes
from policyq.study.contents import GUIDED, RATES, Sums, entries, guided, latest
from policyq.study.phrases import Phrases
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import NOTHING, Say, Section, many, percent, whole
from policyq.vocabulary.types import Said

#: How many missed entries and how many places of rankings a report shows; JSON has all of them.
SHOWN = 10
_RATES = {
    "opened": Said("打开率", "opened"),
    "forwarded": Said("转发率", "forwarded"),
    "discussed": Said("讨论率", "discussed"),
}


def calendars(report: Report, say: Say) -> Section | None:
    """Each entry of each calendar: on how many days it was kept and missed."""
    program, found = report.program, report.rates.contents
    phrases = Phrases(program, say("zh", "en"))
    rows = []
    for agenda, item in entries(program):
        kept, missed, unknown = (
            found.entries[agenda.name, item.name, what] for what in ("kept", "missed", "unknown")
        )
        rows.append(
            (
                agenda.name, phrases.moment(item.slot), item.form or NOTHING, whole(kept),
                whole(missed), whole(unknown), percent(of.share(kept, kept + missed)),
            )
        )  # fmt: skip
    if not rows:
        return None
    columns = (
        say("日历", "calendar"), say("时刻", "when"), say("形式", "form"), say("做到", "kept"),
        say("没做到", "missed"), say("未知", "unknown"), say("占比", "share"),
    )  # fmt: skip
    says = [*_lateness(report, say), *_missed(report, say, phrases)]
    return Section(say("内容日历", "calendars"), tuple(says), columns, tuple(rows), left=3)


def _lateness(report: Report, say: Say) -> list[str]:
    """How often the bot came too late, and what that may mean."""
    late = sum(report.rates.contents.late.values())
    if not late:
        return []
    return [
        say(
            f"有 {late} 次过了时限才轮到机器人，没有发；没有心跳的记录里，群里安静和机器人离线分不开",
            f"{many(late, 'time')} the bot came too late to post; a log without heartbeats does not "
            "tell a silent group from a bot that was away",
        )
    ]


def _missed(report: Report, say: Say, phrases: Phrases) -> list[str]:
    missed = report.rates.contents.missed
    slots = {item.name: item for _, item in entries(report.program)}
    lines = [
        say("没做到：", "missed: ")
        + f"{day} {phrases.moment(slots[entry].slot)} {slots[entry].form} ({_group(report, group)})"
        for day, _, entry, group in latest(missed, SHOWN)
    ]
    more = len(missed) - len(lines)
    return [*lines, say(f"另有 {more} 次，见 --json", f"and {more} more, see --json")][
        : len(lines) + (more > 0)
    ]


def forms(report: Report, say: Say) -> Section | None:
    """Each form of content: how many posts, in how many weeks enough, and how they were met with."""
    program, found = report.program, report.rates.contents
    rows = []
    for form in program.forms:
        like = guided(form)
        row = [form.name, whole(found.posts[form.name]), _wanted(form)]
        row += [whole(found.wanted[form.name, what]) for what in ("kept", "short", "over")]
        for rate in RATES:
            row.append(_rate(found.known(form.name, rate)))
            row.append(percent(getattr(GUIDED[like], rate)) if like else NOTHING)
        rows.append(tuple(row))
    if not rows:
        return None
    reference = say("参考", "guide")
    columns = [
        say("形式", "form"), say("帖子", "posts"), say("每周要求", "a week"),
        say("够的周", "weeks kept"), say("不够", "short"), say("超过", "over"),
    ]  # fmt: skip
    for rate in RATES:
        columns += [say(*_RATES[rate]), reference]
    return Section(
        say("内容形式", "forms of content"), tuple(_unknowns(report, say)), tuple(columns),
        tuple(rows),
    )  # fmt: skip


def _wanted(form: nodes.Form) -> str:
    if form.least is None:
        return NOTHING
    return f"{form.least}" if form.most is None else f"{form.least}-{form.most}"


def _rate(sums: Sums | None) -> str:
    """The rate and its interval; ``-`` is unknown."""
    if sums is None or sums.rate is None:
        return NOTHING
    if sums.interval is None:
        return percent(sums.rate)
    low, high = sums.interval
    return f"{percent(sums.rate)} [{100 * low:.0f}-{100 * high:.0f}]"


def _unknowns(report: Report, say: Say) -> list[str]:
    """What the log never tells of, so that rates are unknown."""
    said = report.rates.contents.said
    lacking = {
        "opened": say("浏览", "views"),
        "forwarded": say("转发", "shares"),
        "discussed": say("对哪条消息的回复", "which message one answers"),
    }
    missing = [word for rate, word in lacking.items() if not said[rate]]
    if not missing:
        return []
    zh, en = "、".join(missing), " or ".join(missing)
    return [
        say(
            f"记录里从没有{zh}，要用到它的比率就是未知",
            f"the log never tells of {en}: rates that need it are unknown",
        )
    ]


def rankings(report: Report, say: Say) -> Section | None:
    """The latest places of each ranking in each group."""
    if not report.program.rankings:
        return None
    called = report.pseudonyms.of if report.pseudonyms else str
    rows = [
        (ranking, _group(report, group), one.period, f"{place.place}", called(place.account),
         f"{place.value:g}")
        for (ranking, group), one in sorted(report.rates.contents.ranked.items())
        for place in one.places
    ]  # fmt: skip
    says: tuple[str, ...] = ()
    if not rows:
        says = (say("没有谁上榜", "nobody is on one"),)
    elif len(rows) > SHOWN:
        more = len(rows) - SHOWN
        says = (say(f"另有 {more} 名，见 --json", f"and {many(more, 'more place')}, see --json"),)
    columns = (
        say("排行", "ranking"), say("群", "group"), say("从", "from"), say("名次", "place"),
        say("成员", "member"), say("数", "value"),
    )  # fmt: skip
    return Section(
        say("最近的排行", "latest rankings"), says, columns if rows else (), tuple(rows[:SHOWN]), left=5
    )  # fmt: skip


def _group(report: Report, group: str) -> str:
    return report.pseudonyms.of_group(group) if report.pseudonyms else group


# -- JSON --------------------------------------------------------------------------------------


def document(report: Report) -> dict[str, object]:
    """``calendars``, ``forms`` and ``rankings`` as plain values, where the policy has any."""
    program, made = report.program, dict[str, object]()
    if program.agendas:
        made["calendars"] = [_calendar(report, agenda) for agenda in program.agendas]
    if program.forms:
        made["forms"] = [_form(report, form) for form in program.forms]
    if program.rankings:
        made["rankings"] = _rankings(report)
    return made


def _calendar(report: Report, agenda: nodes.Agenda) -> dict[str, object]:
    found = report.rates.contents
    weeks = sorted({week for name, week, _ in found.weeks if name == agenda.name})
    return {
        "calendar": agenda.name,
        "entries": [
            {
                "entry": item.name,
                "form": item.form or None,
                **{
                    what: found.entries[agenda.name, item.name, what]
                    for what in ("kept", "missed", "unknown")
                },
            }
            for item in agenda.items
        ],
        "weeks": [
            {
                "week": week,
                **{
                    what: found.weeks[agenda.name, week, what]
                    for what in ("kept", "missed", "unknown")
                },
            }
            for week in weeks
        ],
        "missed": [
            {"day": day, "entry": entry, "group": _group(report, group)}
            for day, calendar, entry, group in sorted(found.missed)
            if calendar == agenda.name
        ],
        "too_late": found.late[agenda.name],
    }


def _form(report: Report, form: nodes.Form) -> dict[str, object]:
    found, like = report.rates.contents, guided(form)
    return {
        "form": form.name,
        "posts": found.posts[form.name],
        "wanted": None if form.least is None else {"least": form.least, "most": form.most},
        "weeks": {
            what: found.wanted[form.name, what] for what in ("kept", "short", "over", "unknown")
        },
        "lacking": found.lacking[form.name],
        **{rate: _values(report, form.name, rate) for rate in RATES},
        "reference": None if like is None else {"like": like, **GUIDED[like]._asdict()},
    }


def _values(report: Report, form: str, rate: str) -> dict[str, object]:
    found = report.rates.contents
    sums = found.known(form, rate)
    return {
        "members": found.met[form, rate] if found.said[rate] else None,
        "posts": 0 if sums is None else sums.posts,
        "rate": None if sums is None else sums.rate,
        "interval": None if sums is None or sums.interval is None else list(sums.interval),
    }


def _rankings(report: Report) -> list[dict[str, object]]:
    called = report.pseudonyms.of if report.pseudonyms else str
    return [
        {
            "ranking": ranking,
            "group": _group(report, group),
            "period": one.period,
            "places": [
                {"place": p.place, "member": called(p.account), "value": p.value}
                for p in one.places
            ],
        }
        for (ranking, group), one in sorted(report.rates.contents.ranked.items())
    ]
