"""Rosters in a report: what came to each shift, what became of the questions, and the time in gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.ir import nodes
from policyq.study.duty import ALL, GAPS, WHAT, OnShift, gaps, slots
from policyq.study.phrases import Phrases
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import NOTHING, Say, Section, decimal, percent, whole
from policyq.vocabulary.events import ROLES
from policyq.vocabulary.types import HOUR, MINUTE, SECOND


def section(report: Report, say: Say) -> Section | None:
    """A row for each shift, one for the gaps, and one for the whole roster."""
    program = report.program
    if not program.rosters:
        return None
    phrases = Phrases(program, say("zh", "en"))
    rows = tuple(
        _row(report, roster, place, _called(phrases, roster, place, say))
        for roster in program.rosters
        for place in _places(roster)
    )
    columns = (
        say("值班表", "roster"), say("班次", "shift"), say("通知", "notices"),
        say("转交", "hand-overs"), say("请求确认", "asked"), say("同意", "approved"),
        say("拒绝", "rejected"), say("过时", "timed out"), say("未答", "open"),
        say("平均多少分钟答", "minutes to answer"),
    )  # fmt: skip
    return Section(say("值班", "on duty"), tuple(_says(report, say)), columns, rows, left=2)


def _says(report: Report, say: Say) -> Iterator[str]:
    for roster in report.program.rosters:
        time, whole_time = _time(report, roster)
        if not whole_time:
            continue
        part, hours = percent(of.share(time, whole_time)), decimal(time / HOUR)
        yield say(
            f"{roster.name}：记录的时间里有 {part}（{hours} 小时）没有人值班",
            f"{roster.name}: nobody was on duty for {part} of the time of the log ({hours} hours)",
        )
    yield from _people(report, say)
    yield say(
        "两个班同时在，两个班都算；请求确认算在发问时的班上，什么时候答都一样",
        "what comes while two shifts run counts for both; a question belongs to the shift in which "
        "it was asked, whenever it is answered",
    )


def _people(report: Report, say: Say) -> Iterator[str]:
    """Whom each shift has, by pseudonyms as everywhere: who of them was there on a day, the leaves say."""
    phrases = Phrases(report.program, say("zh", "en"))
    called = report.pseudonyms.of if report.pseudonyms else str

    def one_named(one: nodes.Who) -> str:
        if one.account is not None:
            return called(one.account)
        return say(*ROLES[one.role]) if one.role else str(one)

    def named(some: Iterable[nodes.Who]) -> str:
        return say("、", ", ").join(map(one_named, dict.fromkeys(some)))

    for roster in report.program.rosters:
        for slot in slots(roster):
            on = [shift for shift in roster.shifts if shift.slot == slot]
            people = named(one for shift in on for one in shift.people)
            deputies = named(one for shift in on for one in shift.deputies)
            yield say(
                f"{roster.name}，{phrases.shift(slot)}：{people}"
                + (f"；替补 {deputies}" if deputies else ""),
                f"{roster.name}, {phrases.shift(slot)}: {people}"
                + (f"; deputies {deputies}" if deputies else ""),
            )


def _places(roster: nodes.Roster) -> tuple[int, ...]:
    return (*range(len(slots(roster))), GAPS, ALL)


def _called(phrases: Phrases, roster: nodes.Roster, place: int, say: Say) -> str:
    if place == GAPS:
        return say("空档", "gaps")
    return say("合计", "all") if place == ALL else phrases.shift(slots(roster)[place])


def _row(report: Report, roster: nodes.Roster, place: int, called: str) -> tuple[str, ...]:
    counts = _counts(report, roster, place)
    numbers = (*(counts[what] for what in WHAT), counts["open"])
    minutes = _minutes(report, roster, place)
    said = NOTHING if minutes is None else decimal(minutes)
    return (roster.name, called, *map(whole, numbers), said)


def _counts(report: Report, roster: nodes.Roster, place: int) -> dict[str, int]:
    found = {what: report.rates.duty[OnShift(roster.name, place, what)] for what in WHAT}
    found["open"] = found["asked"] - sum(found[one] for one in WHAT[3:])
    return found


def _minutes(report: Report, roster: nodes.Roster, place: int) -> float | None:
    """How long it took on average until somebody answered."""
    counts = _counts(report, roster, place)
    answered = counts["approved"] + counts["rejected"]
    waited = report.rates.duty[OnShift(roster.name, place, "waited")]
    return round(waited / answered / MINUTE, 4) if answered else None


def _time(report: Report, roster: nodes.Roster) -> tuple[int, int]:
    """The time in gaps, and that of the log."""
    first, last = report.rates.first, report.rates.last
    if first is None or last is None:
        return 0, 0
    return gaps(report.program, roster, first, last), last - first


def document(report: Report) -> dict[str, object]:
    """``rosters`` as plain values, where the policy has any."""
    if not report.program.rosters:
        return {}
    return {"rosters": [_values(report, roster) for roster in report.program.rosters]}


def _values(report: Report, roster: nodes.Roster) -> dict[str, object]:
    time, whole_time = _time(report, roster)
    phrases = Phrases(report.program, "en")
    places = range(len(slots(roster)))
    return {
        "roster": roster.name,
        "seconds": whole_time // SECOND,
        "seconds_in_gaps": time // SECOND,
        "share_in_gaps": of.share(time, whole_time),
        "shifts": [
            {"shift": phrases.shift(slots(roster)[place]), **_told(report, roster, place)}
            for place in places
        ],
        "gaps": _told(report, roster, GAPS),
        "all": _told(report, roster, ALL),
    }


def _told(report: Report, roster: nodes.Roster, place: int) -> dict[str, object]:
    counts = _counts(report, roster, place)
    return {
        "notices": counts["notify"],
        "handovers": counts["handover"],
        **{what: counts[what] for what in (*WHAT[2:], "open")},
        "minutes_to_answer": _minutes(report, roster, place),
    }
