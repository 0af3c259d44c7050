"""Structure and retention: who is there, who is silent, in which tier, and for how long."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from policyq.apps.replaying import Options, decide_all
from policyq.diagnostics.source import Source
from policyq.events.roster import Roster, Row
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.study.numbers import Rates, Stays, Structure, together
from policyq.study.report import Log, Report, to_json, to_text
from policyq.study.report.structure import GUIDED, MONTH, months
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, WEEK

#: Monday, 2026-03-02, 08:00 in Shanghai.
START = 1_772_409_600_000_000


def program(text: str = "") -> nodes.Program:
    text = text or 'rule r when text contains "spam" then remove\n'
    source = Source("p.policyq", f'policy "p" version 1\ntimezone Asia/Shanghai\n{text}')
    made = compile_policy({source.name: source}, source.name)
    assert made.program is not None, made.diagnostics
    return made.program


TIERED = program("tier core when count(message within 30 days) > 1\ntier old when tenure > 1 day\n")


def event(number: int, at: int, sender: str, kind: str = "text", **more) -> Event:
    more = {"role": "member", "text": "hello" if kind == "text" else None, **more}
    return Event(f"e{number}", START + at, more.pop("group", "g"), kind, sender, **more)


def counted(policy: nodes.Program, *events: Event, mode="observed", roster=None) -> Rates:
    return decide_all(policy, events, Options(mode=mode), None, roster)


def test_members_are_looked_at_at_the_end_of_each_week_and_of_the_log() -> None:
    rates = counted(
        program(),
        event(1, 0, "u1"),
        event(2, 0, "u2", "join"),
        event(3, 0, "b", role="bot"),
        event(4, 5 * WEEK, "u1"),
    )
    assert sorted(rates.structure) == [
        "2026-03-08", "2026-03-15", "2026-03-22", "2026-03-29", "2026-04-05",
    ]  # fmt: skip
    assert [one.silent for _, one in sorted(rates.structure.items())] == [0, 0, 0, 0, 2]
    assert rates.ended == Structure(members=2, silent=1)


def test_who_was_there_before_the_log_is_unclear_for_a_month() -> None:
    rates = counted(
        program(), event(1, 0, "u1", "view", joined=START - 99 * DAY), event(2, 9 * DAY, "u2")
    )
    assert (rates.ended.members, rates.ended.silent, rates.ended.unclear) == (2, 0, 1)


def test_tiers_are_counted_with_those_of_whom_nobody_can_tell() -> None:
    rates = counted(
        TIERED,
        event(1, 0, "u1"),
        event(2, 0, "u1"),
        event(3, 0, "u2", joined=START - 9 * DAY),
        event(4, 8 * DAY, "u2"),
    )
    week = rates.structure["2026-03-08"]
    assert (dict(week.tiers), dict(week.unknown)) == ({"core": 1, "old": 1}, {"core": 0, "old": 1})
    assert dict(rates.ended.tiers) == {"core": 1, "old": 1}


def test_a_roster_counts_those_who_never_do_anything() -> None:
    roster = Roster(
        [
            Row("g", "u2", role="member", joined=START - 50 * DAY),
            Row("g", "u3", joined=START, left=START + 10 * DAY),
            Row("other", "u4"),
            Row("", "u5"),
            Row("g", "robot", role="bot"),
        ]
    )
    events = [event(1, 0, "u1"), event(2, 32 * DAY, "u1")]
    for policy in (program(), TIERED):
        rates = counted(policy, *events, roster=roster)
        assert rates.structure["2026-03-08"].members == 3
        assert (rates.ended.members, rates.ended.silent) == (2, 1)
        assert (rates.stays.left, rates.stays.left_after) == (1, 13 * DAY + 16 * HOUR - 1)
    assert rates.ended.tiers["old"] == 1


def test_stays_last_until_somebody_leaves_or_the_log_ends() -> None:
    rates = counted(
        program(),
        event(1, 0, "u1", "join"),
        event(2, 0, "u2", joined=START - 10 * DAY),
        event(3, 4 * DAY, "u1", "leave"),
        event(4, 5 * DAY, "u1", "join"),
        event(5, 10 * DAY, "u2"),
        event(6, 0, "u9", group="h"),
    )
    assert rates.stays == Stays(here=3, here_for=(20 + 5) * DAY, left=1, left_after=4 * DAY)


@pytest.mark.parametrize(("mode", "left"), [("observed", 0), ("suppressed", 1)])
def test_who_the_policy_removes_is_gone_where_that_is_taken_out(mode, left) -> None:
    rates = counted(program(), event(1, 0, "u1", text="spam"), event(2, DAY, "u2"), mode=mode)
    assert rates.stays.left == left
    assert rates.ended.members == 2 - left


def test_a_gap_of_ages_is_passed_quickly() -> None:
    later = (datetime(9000, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    rates = counted(program(), event(1, 0, "u1"), event(2, int(later) * 1_000_000 - START, "u1"))
    assert len(rates.structure) <= 61


def test_rates_of_groups_add_up() -> None:
    events = [event(n, n * DAY, f"u{n % 3}", group=f"g{n % 2}") for n in range(40)]
    apart = [counted(TIERED, *[e for e in events if e.group == g]) for g in ("g0", "g1")]
    whole = counted(TIERED, *events)
    added = together(apart)
    assert (added.structure, added.ended, added.stays) == (
        whole.structure, whole.ended, whole.stays,
    )  # fmt: skip


# -- the report --------------------------------------------------------------------------------


def report(rates: Rates, policy: nodes.Program = TIERED, community=None, roster=True) -> Report:
    return Report(policy, "observed", Log(roster=roster), rates, None, "0", community)


EVENTS = (
    event(1, 0, "u1"),
    event(2, 0, "u1"),
    event(3, 0, "u2", "join"),
    event(4, 40 * DAY, "u1"),
    event(9, 40 * DAY + 1, "u1"),
    event(5, 41 * DAY, "u2", "leave"),
    event(6, 42 * DAY, "u1"),
)


def test_it_is_in_the_json() -> None:
    made = json.loads(to_json(report(counted(TIERED, *EVENTS), community="study")))["structure"]
    assert made["end"]["members"] == 1
    assert made["end"]["tiers"]["core"] == {"members": 1, "share": 1.0, "unknown": 0}
    assert [one["sunday"] for one in made["weeks"]][-1] == "2026-04-12"
    assert made["weeks"][4]["silent_share"] == 1.0
    stays = made["stays"]
    assert (stays["here"], stays["left"], stays["share_here"]) == (1, 1, 0.5)
    assert stays["mean_months_of_those_who_left"] == round(41 * DAY / MONTH, 2)
    assert made["reference"] == {
        "source": "a Chinese guide to running WeChat groups",
        "community": "study",
        "communities": {
            "study": {"core": [0.05, 0.08], "silent": [0.25, 0.45], "mean_months": 5.1}
        },
    }


def test_it_is_in_the_text_by_month() -> None:
    text = to_text(report(counted(TIERED, *EVENTS)), "en")
    part = text[text.index("structure of the members") :].split("\n\n")[0]
    for one in GUIDED.values():
        assert f"reference ({one.says.en}): core" in part
    rows = [
        line.split() for line in part.splitlines() if line.strip().startswith(("2026", "at the"))
    ]
    assert [row[0] for row in rows] == ["2026-03-29", "2026-04-12", "at"]
    assert "core" in part and "old" in part
    assert "without a roster" not in part
    bare = to_text(report(counted(TIERED, *EVENTS), roster=False), "zh")
    assert "没有名册" in bare


def test_of_a_month_its_last_sunday_is_shown() -> None:
    weeks = {
        day: Structure(members=n)
        for n, day in enumerate(("2026-03-01", "2026-03-29", "2026-04-05"))
    }
    assert [(when, one.members) for when, one in months(weeks)] == [
        ("2026-03-29", 1),
        ("2026-04-05", 2),
    ]
