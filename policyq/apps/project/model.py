"""The shape of a project file: every key, what it takes and what it means, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictBool, StrictStr, ValidationError

from policyq.apps.logs.detect import READERS
from policyq.apps.models import Name
from policyq.apps.models_base import Count, Filled, OneOf, Strict
from policyq.apps.project import limits, terms
from policyq.vocabulary.choices import COMMUNITIES, LANGUAGES, ORDERS, meant, switched
from policyq.vocabulary.events import PLATFORMS
from policyq.vocabulary.platforms import PLACES
from policyq.vocabulary.types import Said

#: What each key means.
KEYS: dict[str, Said] = {
    "language": Said(
        "提示和报告的语言：zh 或 en", "the language of messages and reports: zh or en"
    ),
    "policies": Said(
        "没有指明文件时，check、lint、test 看哪些群规（可用通配符）",
        "the policies that check, lint and test take where none is named (wildcards may be used)",
    ),
    "logs": Said("没有指明时重放哪些聊天记录", "the chat logs to replay where none is named"),
    "format": Said("聊天记录的格式", "the format of the logs"),
    "timezone": Said(
        "记录里没写时区的时间所在的时区", "the zone of times in the logs that do not say theirs"
    ),
    "group": Said(
        "记录里没写群名时的群名，一个名字管所有记录",
        "the name of the group where the logs have none: one for all of them",
    ),
    "day": Said("记录里只有钟点时的日期", "the day of times in the logs that have none"),
    "date_order": Said(
        "日期分不清时日月年的先后：dmy 日月年，mdy 月日年，ymd 年月日",
        "the order of day, month and year where it cannot be told: dmy, mdy or ymd",
    ),
    "own": Said(
        "导出记录的人的账号，记录里只写“我”时用",
        'the account of who made the export, where a log says "me"',
    ),
    "roster": Said("成员名册", "the roster: who is who"),
    "labels": Said(
        "人工标注，replay 和 plan 据此说出误伤和漏网",
        "messages judged by people, by which replay and plan tell who is wrongly punished",
    ),
    "platform": Said(
        "群在哪个平台（写出来就会检查那里做不到的处置），或哪几个平台",
        "the platform that the groups are on, or a list of them; what cannot be done there is told",
    ),
    "community": Said(
        "社群类型，报告里的成员结构与它的参考值对照：interest、business 或 study",
        "the kind of community whose reference figures reports compare with: interest, business or study",
    ),
    "groups": Said(
        "按群号写明群的名字、标签、人数、平台",
        "by a group's id: its name, tags, number of members, platform",
    ),
    "pseudonyms": Said(
        "报告里的成员：开（on）用化名，关（off）用账号，或写一个密钥文件",
        "members in reports: on for pseudonyms, off for accounts, or a file that holds the key",
    ),
    "budgets": Said(
        "一次改动最多能多管多少人、多少消息（policyq plan 用）",
        "how much a change of a policy may do, for policyq plan",
    ),
    "promotion": Said(
        "试运行的规则正式执行之前，重放报告至少要说明什么（policyq promote 用）",
        "what the record of a replay must show before a rule on trial is enforced, for policyq promote",
    ),
}

_Platform = Annotated[str, OneOf(PLATFORMS)]
_Place = Annotated[str, OneOf(PLACES)]


def _written_as_a_date(value: object) -> object:
    if isinstance(value, int | float):  # pydantic would take it for seconds since 1970
        raise ValueError("a number is no date")
    if isinstance(value, str) and len(value) != len("2026-12-01"):
        raise ValueError("a date and nothing more")
    return value


_Day = Annotated[
    date, BeforeValidator(_written_as_a_date), Field(ge=date(1971, 1, 1), le=date(8998, 1, 1))
]


def _key(name: str) -> Any:
    return Field(description=KEYS[name].en)


class Group(Strict):
    """What is known of one group."""

    name: Annotated[StrictStr | None, Field(description="the name that people see")] = None
    tags: Annotated[list[StrictStr] | StrictStr | None, Field(description="the group's tags")] = (
        None
    )
    members: Annotated[Count | None, Field(description="how many members it has")] = None
    platform: Annotated[_Platform | None, Field(description="the platform")] = None


class Project(Strict):
    """A project file, policyq.yaml. Every key may be left out; paths start at its folder."""

    language: Annotated[Annotated[str, OneOf(LANGUAGES)] | None, _key("language")] = None
    policies: Annotated[Filled | list[Filled] | None, _key("policies")] = None
    logs: Annotated[Filled | list[Filled] | None, _key("logs")] = None
    format: Annotated[Annotated[str, OneOf(*READERS)] | None, _key("format")] = None
    timezone: Annotated[Filled | None, _key("timezone")] = None
    group: Annotated[Name | None, _key("group")] = None
    day: Annotated[_Day | None, _key("day")] = None
    date_order: Annotated[Annotated[str, OneOf(ORDERS)] | None, _key("date_order")] = None
    own: Annotated[Name | None, _key("own")] = None
    roster: Annotated[Filled | None, _key("roster")] = None
    labels: Annotated[Filled | None, _key("labels")] = None
    platform: Annotated[_Place | list[_Place] | None, _key("platform")] = None
    community: Annotated[Annotated[str, OneOf(COMMUNITIES)] | None, _key("community")] = None
    groups: Annotated[dict[str, Group | None] | None, _key("groups")] = None
    pseudonyms: Annotated[StrictBool | Filled, _key("pseudonyms")] = True
    budgets: Annotated[list[limits.Row] | None, _key("budgets")] = None
    promotion: Annotated[terms.Promotion | None, _key("promotion")] = None


#: What a key takes, by its path; ``*`` is a group's id, ``#`` a number in a list.
EXPECTED: dict[tuple[str, ...], Said] = {
    (): Said("若干“项: 值”", "keys with values"),
    ("policies",): Said("一个路径或路径的列表", "a path, or a list of paths"),
    ("policies", "#"): Said("路径", "a path"),
    ("logs",): Said("一个路径或路径的列表", "a path, or a list of paths"),
    ("logs", "#"): Said("路径", "a path"),
    ("language",): Said(" zh 或 en", "zh or en"),
    ("format",): Said("格式名", "the name of a format"),
    ("timezone",): Said("时区名", "the name of a time zone"),
    ("group",): Said("一个群名", "the name of one group"),
    ("day",): Said(" 2026-12-01 这样的日期", "a date such as 2026-12-01"),
    ("date_order",): Said(" dmy、mdy 或 ymd", "dmy, mdy or ymd"),
    ("own",): Said("一个账号", "an account"),
    ("roster",): Said("一个路径", "a path"),
    ("labels",): Said("一个路径", "a path"),
    ("platform",): Said("一个平台或平台的列表", "a platform, or a list of platforms"),
    ("platform", "#"): Said("平台名", "the name of a platform"),
    ("community",): Said("社群类型", "a kind of community"),
    ("groups",): Said("“群号: 内容”", "group ids with what is known of each"),
    ("groups", "*"): Said("“项: 值”", "keys with values"),
    ("groups", "*", "name"): Said("文字", "a text"),
    ("groups", "*", "tags"): Said("标签的列表", "a list of tags"),
    ("groups", "*", "tags", "#"): Said("文字", "a text"),
    ("groups", "*", "members"): Said("不小于 0 的整数", "a whole number, not below 0"),
    ("groups", "*", "platform"): Said("平台名", "the name of a platform"),
    ("pseudonyms",): Said(
        "开（on）、关（off）或密钥文件的路径", "on, off, or the path of a key file"
    ),
    **limits.EXPECTED,
    **terms.EXPECTED,
}

#: The values of keys that take one of a few, and what each is called, by the same paths.
CHOICES: dict[tuple[str, ...], Mapping[str, Said]] = {
    ("language",): LANGUAGES,
    ("format",): {name: Said(name, name) for name in READERS},
    ("date_order",): ORDERS,
    ("platform",): PLACES,
    ("platform", "#"): PLACES,
    ("community",): COMMUNITIES,
    ("groups", "*", "platform"): PLATFORMS,
    **limits.CHOICES,
}

#: The keys that may stand at a path, by the same paths.
INSIDE: dict[tuple[str, ...], tuple[str, ...]] = {
    (): tuple(KEYS),
    ("groups", "*"): tuple(Group.model_fields),
    **limits.INSIDE,
    **terms.INSIDE,
}


def pattern(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The path with ``*`` for a group's id and ``#`` for a number in a list."""
    steps = ["#" if isinstance(step, int) else step for step in path]
    if steps[:1] == ["groups"] and len(steps) > 1:
        steps[1] = "*"
    return tuple(steps)


def by_ids(value: Any, path: tuple[str | int, ...] = ()) -> Any:
    """The same document, with the ids of what it calls by name, where one of a few is asked for."""
    if isinstance(value, dict):
        return {key: by_ids(one, (*path, key)) for key, one in value.items()}
    if isinstance(value, list):
        return [by_ids(one, (*path, number)) for number, one in enumerate(value)]
    if path == ("pseudonyms",) and isinstance(value, str):
        on = switched(value)
        return value if on is None else on
    named = CHOICES.get(pattern(path))
    return meant(value, named) if named is not None and isinstance(value, str) else value


def faults(value: object) -> tuple[Project | None, list[tuple[tuple[str | int, ...], str]]]:
    """The project that a document is, or the paths at which it is not, with pydantic's reasons.

    Of several reasons for one path the one that names a wrong choice counts; a path is left out
    where something inside of it is named.
    """
    try:
        return Project.model_validate({} if value is None else value), []
    except ValidationError as error:
        reasons: dict[tuple[str | int, ...], str] = {}
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            path = _path(value, one["loc"])
            if reasons.get(path) != "literal_error":
                reasons[path] = one["type"]
    inner = {path[:n] for path in reasons for n in range(len(path))}
    return None, [(path, reason) for path, reason in reasons.items() if path not in inner]


def _path(value: object, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The way through the document; pydantic puts names of types between."""
    path: list[str | int] = []
    for step in loc:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step in range(len(value)):
            value = value[int(step)]
        else:
            continue
        path.append(step)
    return tuple(path)
