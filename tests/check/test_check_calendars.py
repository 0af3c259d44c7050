"""Calendar files: what is read, what is refused, and where it is said."""

from __future__ import annotations

from datetime import date

import pytest
from checking import HEAD, MAIN

from policyq import resources
from policyq.check import check
from policyq.check.calendars import MOST_CHARACTERS, Calendar
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source
from policyq.syntax.parse import parse

NAMED = 'holidays from "cn.yaml"\nrule work when message and today is workday then record\n'
DAY = "days:\n  - {name: x, off: 2026-01-01}\n"


def checked(
    calendar: str, text: str = NAMED, today: date | None = None, **bases: str
) -> tuple[Calendar | None, tuple[Diagnostic, ...]]:
    sources = {MAIN: Source(MAIN, HEAD + text), "cn.yaml": Source("cn.yaml", calendar)}
    for name, base in bases.items():
        sources[f"{name}.policyq"] = Source(f"{name}.policyq", HEAD + base)
    files = {name: parse(one)[0] for name, one in sources.items() if name.endswith(".policyq")}
    policy, found = check(files, MAIN, sources, (), today)
    return policy.calendar if policy is not None else None, found


def said(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.kind.name, str(getattr(one.args.get("why", ""), "en", ""))) for one in found]


def test_days_are_read_in_either_language() -> None:
    calendar, found = checked(
        "标题: 放假\n时区: Asia/Shanghai\n年份: [2027, 2026]\n安排:\n"
        "  - 名称: 元旦\n    放假: [2026-01-01 至 2026-01-03, 2027-01-01]\n    上班: 2026-01-04\n"
    )
    assert found == () and calendar is not None
    assert (calendar.title, calendar.years, calendar.zones) == (
        "放假", (2026, 2027), ("Asia/Shanghai",),
    )  # fmt: skip
    assert [(day.date.isoformat(), day.off) for day in calendar.days] == [
        ("2026-01-01", True), ("2026-01-02", True), ("2026-01-03", True), ("2026-01-04", False),
        ("2027-01-01", True),
    ]  # fmt: skip


def test_a_year_without_holidays_is_a_calendar() -> None:
    assert checked("years: 2026\ndays:\n")[1] == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        ("- 1", "title, zones, years, days are wanted here"),
        ("2026-01-01", "title, zones, years, days are wanted here"),
        ("years: []\n", "it does not state its `years`"),
        (DAY, "it does not state its `years`"),
        ("years: [26]\n", "a year such as 2026 is wanted"),
        ("years: [1999]\n", "a year such as 2026 is wanted"),
        ("years: [2026, 2026]\n", "2026 stands there twice"),
        ("years: [[2026]]\n", "a text is wanted here"),
        ("years: 2026\nyears: 2027\n", "`years` stands there twice"),
        ("years: 2026\n年份: 2027\n", "`年份` stands there twice"),
        ("years: 2026\nholidays: []\n", "nothing is called `holidays`"),
        ("years: 2026\ndays: [2026-01-01]\n", "name, off, work are wanted here"),
        ("years: 2026\ndays: [{name: x}]\n", "`off` or `work` is wanted"),
        ("years: 2026\ndays: [{off: soon}]\n", "dates such as 2026-02-15 to 2026-02-23 are wanted"),
        ("years: 2026\ndays: [{off: 2026-02-30}]\n", "dates such as 2026-02-15 to 2026-02-23 are wanted"),
        ("years: 2026\ndays: [{off: 20260201}]\n", "dates such as 2026-02-15 to 2026-02-23 are wanted"),
        ("years: 2026\ndays: [{off: 2026-02-02 to 2026-02-01}]\n", "the dates run backwards"),
        ("years: 2026\ndays: [{off: 2026-01-01 to 2027-12-31}]\n", "that is more than a year"),
        ("years: [2026\n", "YAML: did not find expected ',' or ']'"),
        ("years: &a [2026]\ndays: *a\n", "no anchors, please"),
        ("years: " + "[" * 50_000, "it is nested too deep"),
        ("years: 2026\n" + "#" * MOST_CHARACTERS, "it is too large"),
        ("years: 2026\ndays:\n" + "  - {off: 2026-01-01 to 2026-12-31}\n" * 11, "more than 4000 days"),
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(text: str, why: str) -> None:
    calendar, found = checked(text)
    assert calendar is None
    assert said(found) == [("not-a-calendar", why)]
    assert found[0].span.source == "cn.yaml"


def test_years_days_and_weekdays_are_looked_at() -> None:
    found = checked(
        "years: 2026\ndays:\n  - {off: 2026-12-31 to 2027-01-02, work: [2026-01-05, 2026-01-03]}\n"
        "  - {off: 2026-01-03}\n"
    )[1]
    assert [one.kind.name for one in found] == [
        "day-outside-its-years", "worked-anyway", "day-twice",
    ]  # fmt: skip


def test_only_a_rule_that_asks_needs_the_calendar_today() -> None:
    over, within = date(2027, 1, 1), date(2026, 12, 31)
    text = "years: 2026\n" + DAY
    assert [one.kind.name for one in checked(text, today=over)[1]] == ["calendar-over"]
    assert checked(text, today=within)[1] == ()
    unused = checked(text, 'holidays from "cn.yaml"\nrule a when image then record\n', over)[1]
    assert [one.kind.name for one in unused] == ["unused"]


def test_the_calendar_of_the_main_file_is_the_one_that_holds() -> None:
    base = 'holidays from "other.yaml"\nrule rest when image and today is holiday then delete\n'
    calendar, found = checked("years: 2026\n" + DAY, 'use "a.policyq"\n' + NAMED, a=base)
    assert [one.kind.name for one in found] == ["missing-file"]  # the base's is looked for, too
    calendar, found = checked(
        "years: 2026\n" + DAY,
        'use "a.policyq"\n' + NAMED,
        a=base.replace("other.yaml", "cn.yaml"),
    )
    assert found == () and calendar is not None


def test_two_bases_may_not_disagree() -> None:
    one = 'holidays from "cn.yaml"\nrule a when image and today is holiday then delete\n'
    two = one.replace("cn.yaml", "us.yaml").replace("rule a", "rule b").replace("image", "video")
    uses = 'use "a.policyq"\nuse "b.policyq"\n'
    names = [one.kind.name for one in checked("years: 2026\n" + DAY, uses, a=one, b=two)[1]]
    assert names.count("two-calendars") == 1


def test_hours_may_still_be_called_like_days() -> None:
    text = "hours workdays = Monday to Friday all day\nrule a when image and time in workdays then delete\n"
    assert checked("", text)[1] == ()
    unknown = checked("", "rule a when image and time in workdays then delete\n")[1]
    assert [one.kind.name for one in unknown] == ["unknown-name"]
    assert "today is workdays" in unknown[0].args["literally"].en


def test_the_stock_calendar_has_the_length_of_the_official_holidays() -> None:
    text = resources.read_text("policies/calendars/cn.yaml")
    calendar, found = checked(text)
    assert found == () and calendar is not None
    by_year = {
        year: (
            sum(day.off for day in calendar.days if day.date.year == year),
            sum(not day.off for day in calendar.days if day.date.year == year),
        )
        for year in calendar.years
    }
    assert by_year == {2024: (28, 8), 2025: (28, 5), 2026: (33, 6)}
