"""Days of a log that the calendar does not know are named, if a rule asks for them."""

from __future__ import annotations

from datetime import date

import pytest

from policyq.diagnostics.source import Source
from policyq.ir import clock, nodes
from policyq.pipeline import compile_policy
from policyq.study.beyond import Beyond, Days
from policyq.study.calendar import of_calendar, windows
from policyq.vocabulary.types import DAY

HEAD = 'policy "p" version 1\ntimezone Asia/Shanghai\nholidays from "days.yaml"\n'
CALENDAR = "years: 2026\ndays: [{name: Labour, off: 2026-05-01, work: 2026-05-02}]\n"
ASKS = "rule a when image and today is workday then record\n"


def program(rules: str) -> nodes.Program:
    sources = {
        one.name: one for one in (Source("p.policyq", HEAD + rules), Source("days.yaml", CALENDAR))
    }
    compiled = compile_policy(sources, "p.policyq")
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


@pytest.mark.parametrize(
    "rules",
    [
        ASKS,
        "rule a when count((image and today is holiday) within 1 hour) > 2 then record\n",
        "hours work = workdays 09:00 to 18:00\n"
        "rule a when image and not (time in work or length > 3) then record\n",
        "metric m = share of messages(today is workday)\n"
        "watch a when m < 10% then record\n",
        "tier core when count((image and today is workday) within 7 days) > 3\n"
        "rule a when image and sender is core then record\n",
        "tier core when count((image and today is workday) within 7 days) > 3\n"
        "tier fan when sender is core and tenure > 7 days\n"
        "rule a when no longer fan then record\n",
    ],
)  # fmt: skip
def test_days_beyond_are_counted_by_the_policy_s_clock(rules: str) -> None:
    beyond = Beyond(program(rules))
    end = clock.midnight(date(2027, 1, 1), "Asia/Shanghai")
    beyond.see(end - 1)
    assert beyond.days is None
    for at in (end, end + 1, end + 3 * DAY):
        beyond.see(at)
    assert beyond.days == Days(date(2027, 1, 1), date(2027, 1, 4), 2, ("a",))


def test_nothing_is_said_where_no_rule_asks() -> None:
    beyond = Beyond(program("rule a when image and today is Monday then record\n"))
    beyond.see(0)
    assert beyond.days is None


def test_the_calendar_command_knows_days_and_windows() -> None:
    rules = "hours work = workdays 09:00 to 18:00\nrule a when image and time in work then record\n"
    sources = {
        one.name: one for one in (Source("p.policyq", HEAD + rules), Source("days.yaml", CALENDAR))
    }
    checked = compile_policy(sources, "p.policyq").checked
    assert checked is not None
    days = of_calendar(checked, date(2026, 4, 30), 4)
    assert [(str(one.day), one.kind, one.name) for one in days] == [
        ("2026-05-01", "holiday", "Labour"), ("2026-05-02", "workday", "Labour"),
    ]  # fmt: skip
    starts = [
        clock.local(one.start, "Asia/Shanghai").date()
        for one in windows(checked, date(2026, 4, 30), 4)
    ]
    assert [str(day) for day in starts] == ["2026-04-30", "2026-05-02"]
    assert [one.kind for one in of_calendar(checked, date(2026, 12, 31), 2)] == ["unknown"]
