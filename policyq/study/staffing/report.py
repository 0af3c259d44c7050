"""The figures of staffing in words, and as plain values: what was put in and what follows, apart."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from policyq.study.report.words import Section, decimal, percent, whole
from policyq.study.report.written import as_markdown, as_text
from policyq.study.staffing.figures import Estimate, Figures, Load, Outcome
from policyq.study.staffing.parameters import DAY_MINUTES, Assumed, Person, Spread, Staffing
from policyq.vocabulary.types import Said

#: Raised when a reader of the document would have to change.
FORMAT = 1

NAMES = {
    "people": Said("人工", "people"),
    "together": Said("人和机器", "people and machine"),
    "machine": Said("机器", "machine"),
}
CASES = {
    "question": Said("等人确认", "questions"),
    "handover": Said("转交", "hand-overs"),
    "complaint": Said("投诉", "complaints"),
    "violation": Said("违规", "violations"),
}
GUIDE = {"people": (32, 18, 76), "together": (9, 6, 89), "machine": (2, 35, 62)}
"""The guide's figures: minutes of handling, percent passed on, percent content."""

_KINDS = {
    "fixed": Said("固定", "fixed"),
    "exponential": Said("指数分布", "exponential"),
    "lognormal": Said("对数正态分布", "lognormal"),
    "gamma": Said("伽马分布", "gamma"),
    "empirical": Said("实测", "as seen"),
}
_DAYS = (
    Said("周一", "Mon"), Said("周二", "Tue"), Said("周三", "Wed"), Said("周四", "Thu"),
    Said("周五", "Fri"), Said("周六", "Sat"), Said("周日", "Sun"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staffed:
    """What there is to report: the policy's name and digest, what was put in, what follows."""

    policy: str
    digest: str
    timezone: str
    staffing: Staffing
    figures: Figures


def to_text(one: Staffed, language: str) -> str:
    """For a terminal; it ends with a line feed."""
    return as_text(list(_Words(one, language).sections()))


def to_markdown(one: Staffed, language: str) -> str:
    """As Markdown; it ends with a line feed."""
    return as_markdown(list(_Words(one, language).sections()))


def to_json(one: Staffed) -> str:
    """As indented JSON with sorted keys; what is not known is null."""
    put_in = {way: asdict(assumed) for way, assumed in one.staffing.ways.items()}
    people = [_person(person) for person in one.staffing.people]
    figures = one.figures
    document = {
        "format": FORMAT,
        "policy": {"name": one.policy, "digest": one.digest, "timezone": one.timezone},
        "put_in": {
            "people": people,
            "rosters": list(one.staffing.rosters),
            "ways": put_in,
            "repetitions": one.staffing.repetitions,
            "seed": one.staffing.seed,
        },
        "follows": {
            "cases": figures.cases,
            "kinds": figures.kinds,
            "weeks": figures.weeks,
            "on_duty_share": figures.on_duty,
            "ways": {each.way: _outcome(each) for each in figures.outcomes},
        },
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _person(one: Person) -> dict[str, object]:
    if one.times:
        return {"name": one.name, "on_roster": [said.en for said in one.said]}
    shifts = [
        {"days": sorted(each.weekdays), "from": each.start, "to": each.end} for each in one.shifts
    ]
    return {"name": one.name, "shifts": shifts}


def _outcome(one: Outcome) -> dict[str, object]:
    names = ("took", "median", "ninth", "waited", "all_took", "passed_on", "content", "never")
    return {
        **{name: _plain(getattr(one, name)) for name in names},
        "loads": [
            {
                "person": load.person,
                **{name: _plain(getattr(load, name)) for name in ("hours", "busy", "cases")},
            }
            for load in one.loads
        ],
    }


def _plain(one: Estimate) -> dict[str, float | None]:
    return {name: None if math.isnan(at) else at for name, at in one._asdict().items()}


class _Words:
    def __init__(self, one: Staffed, language: str) -> None:
        self._one = one
        self._language = language

    def _say(self, zh: str, en: str) -> str:
        return Said(zh, en).in_(self._language)

    def sections(self) -> Iterator[Section]:
        yield self._head()
        yield self._follows()
        if any(one.loads for one in self._one.figures.outcomes):
            yield self._loads()
        yield self._people()
        yield self._put_in()

    def _head(self) -> Section:
        one, figures, say = self._one, self._one.figures, self._say
        kinds = ", ".join(
            f"{CASES[kind].in_(self._language)} {whole(number)}"
            for kind, number in figures.kinds.items()
        )
        return Section(
            say(
                f"值班模拟：{one.policy}（{one.digest}）", f"staffing: {one.policy} ({one.digest})"
            ),
            (
                say(
                    f"{whole(figures.cases)} 件，{decimal(figures.weeks)} 周：{kinds}",
                    f"{whole(figures.cases)} cases in {decimal(figures.weeks)} weeks: {kinds}",
                ),
                say(
                    f"{percent(figures.on_duty)} 发生在有人值班的时候",
                    f"{percent(figures.on_duty)} come while somebody is on duty",
                ),
                say(
                    f"模拟 {one.staffing.repetitions} 次，种子 {one.staffing.seed}；方括号里是平均数的 95 % 区间",
                    f"{one.staffing.repetitions} repetitions, seed {one.staffing.seed}; in brackets "
                    "95 % intervals of the means",
                ),
            ),
        )

    def _follows(self) -> Section:
        say, outcomes = self._say, self._one.figures.outcomes
        guide = say("  指南", "  the guide")
        rows = [
            (say("处理（分钟）", "handling (minutes)"), *(_number(one.took) for one in outcomes)),
            (guide, *(f"{GUIDE[one.way][0]}" for one in outcomes)),
            (say("  中位数", "  median"), *(_number(one.median) for one in outcomes)),
            (say("  九成以内", "  nine in ten within"), *(_number(one.ninth) for one in outcomes)),
            (say("  其中等人", "  of it waiting"), *(_number(one.waited) for one in outcomes)),
            (say("  连同下班时间", "  off duty too"), *(_number(one.all_took) for one in outcomes)),
            (say("转交", "passed on"), *(_share(one.passed_on) for one in outcomes)),
            (guide, *(f"{GUIDE[one.way][1]} %" for one in outcomes)),
            (say("满意", "content"), *(_share(one.content) for one in outcomes)),
            (guide, *(f"{GUIDE[one.way][2]} %" for one in outcomes)),
        ]
        if any(one.never.value for one in outcomes):
            rows.append(
                (say("没人理", "nobody ever came"), *(_share(one.never) for one in outcomes))
            )
        says = (
            say(
                "处理：从发生到办完或转交，只算有人值班时发生的；满意是按下面的假定算的",
                "handling: from a case to its being settled or passed on, of those that come while "
                "somebody is on duty; content rests on the assumptions below",
            ),
            say(
                "参考来自一份中文微信群运营指南，只供对照",
                "the guide is one to WeChat groups, for comparison only",
            ),
        )
        columns = (
            say("谁来处理", "who responds"),
            *(NAMES[one.way].in_(self._language) for one in outcomes),
        )
        return Section(say("得出的", "what follows"), says, columns, tuple(rows))

    def _loads(self) -> Section:
        say = self._say
        rows = [
            (load.person, NAMES[one.way].in_(self._language), *_load(load))
            for one in self._one.figures.outcomes
            for load in one.loads
        ]
        columns = (
            say("谁", "who"), say("方式", "way"), say("每周小时", "hours a week"),
            say("占值班时间", "of the time on duty"), say("每周件数", "cases a week"),
        )  # fmt: skip
        return Section(say("每个人的负担", "the load of each"), (), columns, tuple(rows), 2)

    def _people(self) -> Section:
        say = self._say
        rows = tuple((one.name, self._shifts(one)) for one in self._one.staffing.people)
        columns = (say("谁", "who"), say("班次", "shifts"))
        return Section(
            say("假定：谁值班", "put in: who is on duty"), self._rosters(), columns, rows, 2
        )

    def _rosters(self) -> tuple[str, ...]:
        names = self._one.staffing.rosters
        if not names:
            return ()
        zh, en = "、".join(names), ", ".join(names)
        return (
            self._say(
                f"照群规的值班表 {zh}，请假和替补都算在内",
                f"by the policy's roster {en}, leave and deputies included",
            ),
        )

    def _shifts(self, one: Person) -> str:
        parts = [said.in_(self._language) for said in one.said]
        for shift in one.shifts:
            days = [_DAYS[day].in_(self._language) for day in sorted(shift.weekdays)]
            said = self._say("每天", "daily") if len(days) == len(_DAYS) else " ".join(days)
            end = shift.end or DAY_MINUTES
            parts.append(
                f"{said} {shift.start // 60:02}:{shift.start % 60:02}-{end // 60:02}:{end % 60:02}"
            )
        return ", ".join(parts)

    def _put_in(self) -> Section:
        say = self._say
        ways = self._one.staffing.ways
        columns = (say("项", "what"), *(NAMES[way].in_(self._language) for way in ways))
        rows = [
            (said.in_(self._language), *(self._value(assumed, key) for assumed in ways.values()))
            for key, said in _ROWS.items()
        ]
        return Section(
            say("假定：多久、多少", "put in: times and shares"),
            (),
            columns,
            tuple(rows),
            len(columns),
        )

    def _value(self, assumed: Assumed, key: str) -> str:
        if key.startswith("content."):
            return percent(getattr(assumed.content, key.removeprefix("content.")))
        value = getattr(assumed, key)
        if isinstance(value, Spread):
            return self._spread(value)
        if value is None:
            return "-"
        minutes = self._say("分钟", "min")
        return f"{value:g} {minutes}" if key in ("limit", "patience") else percent(value)

    def _spread(self, one: Spread) -> str:
        kind, minutes = _KINDS[one.kind].in_(self._language), self._say("分钟", "min")
        if one.kind == "empirical":
            return f"{kind} ({whole(len(one.values))})"
        if not one.mean:
            return "-"
        return (
            kind
            + f" {one.mean:g} {minutes}"
            + (f", cv {one.cv:g}" if one.kind in ("lognormal", "gamma") else "")
        )


_ROWS = {
    "notices": Said("多久才看到", "until it is seen"),
    "handles": Said("人处理一件", "a person's work"),
    "machine": Said("机器处理一件", "the machine's work"),
    "machine_share": Said("机器自己处理", "the machine takes"),
    "passed_on": Said("人处理后转交", "people pass on"),
    "machine_passed_on": Said("机器处理后转交", "of the machine's passed on"),
    "limit": Said("等这么久就转交", "passed on after waiting"),
    "patience": Said("这么久以内算及时", "in time within"),
    "content.in_time": Said("及时办完，满意", "content if in time"),
    "content.late": Said("太久，满意", "content if late"),
    "content.passed_on": Said("转交，满意", "content if passed on"),
}


def _load(one: Load) -> tuple[str, str, str]:
    return _number(one.hours), _share(one.busy), _number(one.cases)


def _number(one: Estimate) -> str:
    if math.isnan(one.value):
        return "-"
    ends = "" if math.isnan(one.low) else f" [{decimal(one.low)}, {decimal(one.high)}]"
    return f"{decimal(one.value)}{ends}"


def _share(one: Estimate) -> str:
    if math.isnan(one.value):
        return "-"
    ends = "" if math.isnan(one.low) else f" [{100 * one.low:z.1f}, {100 * one.high:z.1f}]"
    return f"{percent(one.value)}{ends}"
