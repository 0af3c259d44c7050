"""Calendars: files that say which days are off, and which are worked."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Help desk" version 1\ntimezone Asia/Shanghai\n'
_NAMED = 'holidays from "cn.yaml"\n'
_RULE = "rule rest when message and today is holidays then delete\n"
_MAIN = _HEAD + _NAMED + _RULE
_FILE = "# --- cn.yaml\n"
_YEAR = "years: [2026]\ndays:\n"
_DAY = "  - {name: New Year, off: 2026-01-01 to 2026-01-03, work: 2026-01-04}\n"
_GOOD = _MAIN + _FILE + _YEAR + _DAY

NO_CALENDAR = Kind(
    code="PQ390",
    name="no-calendar",
    severity=Severity.ERROR,
    title=Words("没有写`{day}`按哪份日历", "no calendar says which days are {day}"),
    label=Words("要看日历才知道", "only a calendar knows"),
    help=Words(
        '写一句，例如 节假日 来自 "calendars/cn.yaml"',
        'name one, for example: holidays from "calendars/cn.yaml"',
    ),
    bad=_HEAD + _RULE,
    good=_GOOD,
    why=Words(
        "放假和调休每年不同，日历文件里才有",
        "holidays and the workdays that make up for them differ from year to year",
    ),
)
TWO_CALENDARS = Kind(
    code="PQ391",
    name="two-calendars",
    severity=Severity.ERROR,
    title=Words("写了两份节假日日历", "there are two calendars"),
    label=Words("这是第二份", "the second"),
    help=Words("只留一份；主文件里写的为准", "keep one; that of the main file is the one that holds"),
    bad=_HEAD + _NAMED + 'holidays from "us.yaml"\n' + _RULE + _FILE + _YEAR + _DAY
    + "# --- us.yaml\n" + _YEAR + _DAY,
    good=_GOOD,
    why=Words("两份日历说法不一时，谁也不知道听谁的", "where two disagree nobody knows which holds"),
)  # fmt: skip
NOT_A_CALENDAR = Kind(
    code="PQ392",
    name="not-a-calendar",
    severity=Severity.ERROR,
    title=Words("日历 `{path}` 读不懂：{why}", "the calendar `{path}` cannot be read: {why}"),
    label=Words("在这里", "here"),
    help=Words(
        "一份日历写明年份 years 和每次放假 days：name、off、work",
        "a calendar states its `years`, and of each holiday under `days` its name, off and work",
    ),
    bad=_MAIN + _FILE + "years: [2026]\ndays:\n  - {name: New Year, of: 2026-01-01}\n",
    good=_GOOD,
    why=Words("看不懂的日历不能当作没有假期", "a calendar that cannot be read is not one without holidays"),
)  # fmt: skip
DAY_OUTSIDE = Kind(
    code="PQ393",
    name="day-outside-its-years",
    severity=Severity.ERROR,
    title=Words("{date} 不在日历写明的年份里", "{date} is in none of the calendar's years"),
    label=Words("日历写的是 {years}", "it is for {years}"),
    help=Words(
        "改日期，或把这一年加进 years，并写全它的假期",
        "mend the date, or add the year with all its holidays",
    ),
    bad=_MAIN + _FILE + "years: [2026]\ndays:\n  - {name: New Year, off: 2027-01-01}\n",
    good=_GOOD,
    why=Words("没有写明的年份，日历就当不知道", "of a year that is not stated nothing is known"),
)
DAY_TWICE = Kind(
    code="PQ394",
    name="day-twice",
    severity=Severity.ERROR,
    title=Words("{date} 在日历里写了两次", "{date} stands in the calendar twice"),
    label=Words("又写了一次", "again here"),
    help=Words("留下对的那一处", "keep the one that is right"),
    bad=_MAIN + _FILE + _YEAR + _DAY + "  - {name: Make-up day, work: 2026-01-03}\n",
    good=_GOOD,
    why=Words("同一天不能又放假又上班", "no day is both off and worked"),
)
WORKED_ANYWAY = Kind(
    code="PQ395",
    name="worked-anyway",
    severity=Severity.WARNING,
    title=Words("{date} 本来就上班", "{date} is worked anyway"),
    label=Words("不是周六周日，不用调休", "no Saturday or Sunday"),
    help=Words("检查日期；调休上班总在周末", "check the date: a make-up workday is a weekend's"),
    bad=_MAIN + _FILE + _YEAR + "  - {name: New Year, off: 2026-01-01, work: 2026-01-05}\n",
    good=_GOOD,
    why=Words("多半是日期写错了", "it is probably a slip of the date"),
)
OVER = Kind(
    code="PQ396",
    name="calendar-over",
    severity=Severity.WARNING,
    title=Words("日历 `{path}` 只到 {year} 年底", "the calendar `{path}` ends with {year}"),
    label=Words(
        "从那以后，问到工作日和节假日的规则都不会触发",
        "since then no rule that asks for workdays or holidays fires",
    ),
    help=Words("把今年的假期加进去", "add this year's holidays to it"),
    bad=_MAIN + _FILE + "years: [2025]\ndays:\n  - {name: New Year, off: 2025-01-01}\n",
    good=_GOOD,
    why=Words(
        "日历不知道的日子，是不是工作日就是未知，未知不触发",
        "of a day beyond it nobody knows whether it is worked, and what is unknown fires no rule",
    ),
)
OTHER_ZONE = Kind(
    code="PQ397",
    name="calendar-of-another-zone",
    severity=Severity.WARNING,
    title=Words("日历写明用于 {zones}，群规的时区是 {zone}", "the calendar is for {zones}, the policy lives in {zone}"),
    label=Words("换一份当地的日历", "name one of your own place"),
    help=Words(
        "确实要用它，就把时区加进日历的 zones", "if it is the right one, add the zone to its `zones`"
    ),
    bad=_MAIN + _FILE + "zones: [Europe/Berlin]\n" + _YEAR + _DAY,
    good=_GOOD,
    why=Words("各地放假不同", "other places have other holidays"),
)  # fmt: skip

KINDS = (
    NO_CALENDAR, TWO_CALENDARS, NOT_A_CALENDAR, DAY_OUTSIDE, DAY_TWICE, WORKED_ANYWAY, OVER,
    OTHER_ZONE,
)  # fmt: skip
