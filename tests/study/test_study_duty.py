"""What a replay counts of rosters, and how it tells it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime

from policyq.diagnostics.source import Source
from policyq.ir import clock, nodes
from policyq.ir.clock import instant
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.duty import ALL, GAPS, OnShift, Reader, gaps
from policyq.study.numbers import Rates, together
from policyq.study.report import Log, Report, to_json
from policyq.study.report.sections import sections
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import HOUR, MINUTE

POLICY = """policy "p" version 1
timezone UTC
roster support
  Monday to Friday 09:00 to 18:00 ann
  Monday 12:00 to 13:00 bob
  Saturday 10:00 to 12:00 ann, bob
  on leave ann 2026-03-04
  gaps notify owner
rule help when text is "help" then notify support "come"
rule call when text is "call" then hand over to support "call"
rule out when text is "out" then remove confirmed by support within 2 hours
rule both when text is "both" then notify support, notify "zoe" "too"
"""
#: A Monday.
START = instant(datetime(2026, 3, 2, tzinfo=UTC))


def program(policy: str = POLICY) -> nodes.Program:
    found = compile_policy({"p": Source("p", policy)}, "p").program
    assert found is not None
    return found


def counted(*happens: tuple[float, str, dict[str, str]], policy: str = POLICY) -> Counter[OnShift]:
    """What is counted of what happens so many hours after `START`."""
    found: Counter[OnShift] = Counter()
    made = program(policy)
    reader = Reader(made, found)
    events = [
        Event(f"e{number}", START + int(at * HOUR), "g", kind, sender="u", role="member")._replace(
            **fields
        )
        for number, (at, kind, fields) in enumerate(happens)
    ]
    for step in simulate(to_python(made), events):
        reader.add(step)
    return +found


def says(at: float, text: str, sender: str = "u") -> tuple[float, str, dict[str, str]]:
    return at, "text", {"text": text, "sender": sender}


def judged(
    at: float, event: str, result: str, by: str = "ann"
) -> tuple[float, str, dict[str, str]]:
    return at, "verdict", {"refers": f"{event}/penalty", "result": result, "sender": by}


def of(found: Counter[OnShift], place: int) -> dict[str, int]:
    return {key.what: number for key, number in found.items() if key.shift == place}


# The shifts in the order of the program: that of Monday alone first.
NOON, WEEK, WEEKEND = range(3)


def test_notices_and_hand_overs_count_for_the_shift_in_which_they_come() -> None:
    found = counted(says(9, "help"), says(17.9, "call"), says(18, "help"), says(20, "call"))
    assert of(found, WEEK) == {"notify": 1, "handover": 1}
    assert of(found, GAPS) == {"notify": 1, "handover": 1}
    assert of(found, ALL) == {"notify": 2, "handover": 2}


def test_two_shifts_at_once_both_count_and_all_counts_once() -> None:
    found = counted(says(12.5, "help"))
    assert of(found, NOON) == of(found, WEEK) == of(found, ALL) == {"notify": 1}


def test_a_notice_to_two_people_is_one_and_others_are_none() -> None:
    assert of(counted(says(5 * 24 + 10, "both")), WEEKEND) == {"notify": 1}


def test_a_shift_of_which_everybody_is_away_is_a_gap() -> None:
    found = counted(says(2 * 24 + 10, "help"))
    assert of(found, GAPS) == {"notify": 1} and not of(found, WEEK)


def test_a_question_belongs_to_the_shift_in_which_it_was_asked() -> None:
    found = counted(
        says(10, "out"),
        judged(10.5, "e0", "approve"),
        says(17.5, "out", "v"),
        judged(18.5, "e2", "reject"),
        says(17.6, "help", "w"),
        says(19, "out", "x"),
        says(22, "later"),
    )
    minutes = 90
    assert of(found, WEEK) == {
        "asked": 2, "approved": 1, "rejected": 1, "notify": 1, "waited": minutes * MINUTE,
    }  # fmt: skip
    assert of(found, GAPS) == {"asked": 1, "timed_out": 1}


def test_what_joins_a_question_asks_nobody_again() -> None:
    found = counted(says(10, "out"), says(10.1, "out"), says(10.2, "later"))
    assert of(found, ALL) == {"asked": 1}


def test_questions_to_others_do_not_count() -> None:
    policy = POLICY.replace("confirmed by support", "confirmed by owner")
    assert not counted(says(10, "out"), says(13, "later"), policy=policy)


def test_what_waits_for_the_end_of_the_quiet_hours_counts_when_it_was_due() -> None:
    policy = POLICY.replace("roster support", "bot quiet in 17:00 to 20:00\nroster support")
    found = counted(says(17.5, "help"), says(21, "later"), policy=policy)
    assert of(found, ALL) == of(found, WEEK) == {"notify": 1}


def test_a_reminder_is_no_work_that_came() -> None:
    policy = POLICY.replace(
        "gaps notify owner", "gaps notify owner\n  remind 5 minutes before each shift"
    )
    assert not counted(says(8, "a"), says(9, "b"), policy=policy)
    assert of(counted(says(8, "a"), says(9, "help"), policy=policy), ALL) == {"notify": 1}


def test_a_policy_without_rosters_counts_nothing() -> None:
    policy = 'policy "p" version 1\nrule help when text is "help" then notify owner\n'
    assert not counted(says(10, "help"), policy=policy)


def test_the_time_in_gaps() -> None:
    made = program()
    (roster,) = made.rosters
    assert gaps(made, roster, START, START + 24 * HOUR) == 15 * HOUR
    assert gaps(made, roster, START + 10 * HOUR, START + 17 * HOUR) == 0
    assert gaps(made, roster, START + 17 * HOUR, START + 34 * HOUR) == 15 * HOUR
    assert gaps(made, roster, START + 48 * HOUR, START + 72 * HOUR) == 24 * HOUR
    assert gaps(made, roster, START, START) == 0


def test_the_time_in_gaps_is_as_long_as_the_clock_makes_it() -> None:
    policy = POLICY.replace("timezone UTC", "timezone Europe/Berlin")
    policy = policy.replace("Saturday 10:00 to 12:00", "Sunday 01:30 to 02:30")
    made = program(policy)
    (roster,) = made.rosters
    for day, hours in (
        (date(2026, 3, 29), 22.5),
        (date(2026, 10, 25), 23.5),
        (date(2026, 11, 1), 23),
    ):
        first = clock.midnight(day, made.timezone)
        last = clock.midnight(date.fromordinal(day.toordinal() + 1), made.timezone)
        assert gaps(made, roster, first, last) == int(hours * HOUR), day


def report(found: Counter[OnShift]) -> Report:
    rates = Rates(duty=found, first=START, last=START + 24 * HOUR)
    return Report(program(), "observed", Log(), rates, None, "0")


def test_a_report_has_a_row_for_each_shift_in_both_languages() -> None:
    found = counted(says(10, "out"), judged(10.5, "e0", "approve"), says(20, "out", "v"))
    titles = {"zh": "值班", "en": "on duty"}
    for language, title in titles.items():
        (one,) = (part for part in sections(report(found), language) if part.title == title)
        assert len(one.rows) == 5 and len({len(row) for row in (one.columns, *one.rows)}) == 1
    rows = {row[1]: row[2:] for row in one.rows}
    assert rows["Mon to Fri 09:00-18:00"] == ("0", "0", "1", "1", "0", "0", "0", "30.0")
    assert rows["gaps"] == ("0", "0", "1", "0", "0", "0", "1", "-")
    assert rows["all"] == ("0", "0", "2", "1", "0", "0", "1", "30.0")
    assert one.says[0] == (
        "support: nobody was on duty for 62.5 % of the time of the log (15.0 hours)"
    )
    assert any(line.startswith("support, Mon to Fri 09:00-18:00: ") for line in one.says)


def test_the_document_tells_the_same() -> None:
    found = counted(says(9, "call"), says(18, "help"))
    (one,) = json.loads(to_json(report(found)))["rosters"]
    assert one["seconds"] == 24 * 3600 and one["seconds_in_gaps"] == 15 * 3600
    assert [row["handovers"] for row in one["shifts"]] == [0, 1, 0]
    assert one["gaps"]["notices"] == 1 and one["gaps"]["minutes_to_answer"] is None


def test_without_a_roster_a_report_says_nothing_of_it() -> None:
    bare = Report(
        program('policy "p" version 1\nrule help when text is "help" then notify owner\n'),
        "observed", Log(), Rates(), None, "0",
    )  # fmt: skip
    assert all(part.title != "on duty" for part in sections(bare, "en"))
    assert "rosters" not in json.loads(to_json(bare))


def test_groups_that_were_counted_apart_add_up() -> None:
    one, other = counted(says(9, "help")), counted(says(10, "help"), says(19, "call"))
    whole = together([Rates(duty=Counter(one)), Rates(duty=Counter(other))])
    assert whole.duty == one + other
