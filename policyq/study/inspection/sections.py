"""What an inspection says, in Chinese or English: sections of sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.ir import clock
from policyq.study.inspection.inspection import LONGEST, Inspection
from policyq.study.report.rejected import reason
from policyq.study.report.report import share
from policyq.study.report.words import (
    NOTHING,
    Say,
    Section,
    called,
    decimal,
    field_of,
    many,
    percent,
    whole,
)
from policyq.study.survey import OfGroup
from policyq.vocabulary.events import KINDS, PLATFORMS, ROLES
from policyq.vocabulary.types import HOUR, SECOND, Instant, Said

#: How many groups and silences a table shows; JSON has all of them.
SHOWN = 30
TOP_SILENCES = 10


def sections(inspection: Inspection, language: str) -> list[Section]:
    """All sections that have something to say."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    made = [
        _head(inspection, say),
        _wrong(inspection, say),
        _groups(inspection, say),
        _silences(inspection, say),
        _kinds(inspection, say),
        _fields(inspection, say),
        _policy(inspection, say),
        _members(inspection, say),
    ]
    return [section for section in made if section is not None]


def _head(inspection: Inspection, say: Say) -> Section:
    books, survey = inspection.books, inspection.survey
    names = [
        f"{say(*inspection.formats.get(name, Said(name, name)))} × {whole(count)}"
        for name, count in books.formats.items()
    ]
    encodings = [name for name, count in books.encodings.items() if count]
    lines = []
    if names:
        lines.append(say(f"格式：{'、'.join(names)}", f"format: {', '.join(names)}"))
    if encodings:
        lines.append(say(f"编码：{'、'.join(encodings)}", f"encoding: {', '.join(encodings)}"))
    rejected = sum(books.rejected.values())
    lines.append(
        say(
            f"读取 {whole(books.rows)} 行（{whole(books.files)} 个文件），得到 "
            f"{whole(books.events)} 个事件；{whole(books.noise)} 行没有事件，"
            f"{whole(rejected)} 行读不了",
            f"{many(books.rows, 'row')} of {many(books.files, 'file')}: "
            f"{many(books.events, 'event')}; {whole(books.noise)} without one, "
            f"{whole(rejected)} that could not be read",
        )
    )
    if survey.span is not None:
        first, last = (_time(at, inspection) for at in survey.span)
        zone = inspection.timezone
        lines.append(
            say(f"时间：{first} 至 {last}（{zone}）", f"period: {first} to {last} ({zone})")
        )
        groups, members = len(survey.groups), len(survey.members)
        lines.append(
            say(
                f"群：{whole(groups)} 个；成员：{whole(members)} 人",
                f"{many(groups, 'group')}, {many(members, 'member')}",
            )
        )
    return Section(say("聊天记录", "chat log"), tuple(lines))


def _wrong(inspection: Inspection, say: Say) -> Section | None:
    """Everything that is not as it should be."""
    says = tuple(_remarks(inspection, say))
    return Section(say("要留意的", "to be looked at"), says) if says else None


def _remarks(inspection: Inspection, say: Say) -> Iterator[str]:
    books, survey = inspection.books, inspection.survey
    for fault in books.faults:
        yield f"{fault.file}: {say(*fault.says)}{_then(fault.helps, say)}"
    if inspection.strange:
        yield say(
            "名册里的人，记录里一个也没有：请核对名册里的 group 和 account，"
            "加上 --names 看记录里的账号",
            "nobody of the roster is in the log: compare its group and account with the accounts "
            "that --names shows",
        )
    for name, count in books.rejected.items():
        yield say(
            f"{whole(count)} 行读不了：{reason(name, 'zh')}",
            f"{many(count, 'row')} could not be read: {reason(name, 'en')}",
        )
        first = next((one for one in books.samples if one.reason == name), None)
        if first is not None:
            place, what = f"{first.file}:{first.line}", say(*first.says)
            what += _then(first.helps, say)
            yield say(f"　如 {place}：{what}", f"  such as {place}: {what}")
    for left, count in books.left_out.items():
        yield say(f"{whole(count)} 行略过：{left.zh}", f"{many(count, 'row')} left out: {left.en}")
    if books.damaged:
        yield say(
            f"{whole(books.damaged)} 处不是文字，已换成 �",
            f"{many(books.damaged, 'byte')} that were no text, replaced by �",
        )
    if books.repeated_ids:
        yield say(
            f"{whole(books.repeated_ids)} 个事件的编号重复：同一人、同一时间的，或相隔不到一小时的，只算一次",
            f"{many(books.repeated_ids, 'event')} with an id that was there before: of the same sender at "
            "the same time, or within an hour, counted once",
        )
    if survey.repeated:
        yield say(
            f"{whole(survey.repeated)} 条消息和前面的一样：同一人、同一时间、同样的字",
            f"{many(survey.repeated, 'message')} like one before: same sender, time and text",
        )
    if books.steps_back:
        most = -(-books.furthest_back // SECOND)
        yield say(
            f"{whole(books.steps_back)} 个事件比它前面的早，最多早 {whole(most)} 秒",
            f"{many(books.steps_back, 'event')} earlier than the one before, by up to "
            f"{many(most, 'second')}",
        )


def _then(helps: Said, say: Say) -> str:
    """What to do about it, put behind what is wrong."""
    return say(f"。{helps.zh}", f"; {helps.en}") if helps.en else ""


def _groups(inspection: Inspection, say: Say) -> Section | None:
    groups = sorted(inspection.survey.groups.items(), key=lambda one: (-one[1].events, one[0]))
    rows = tuple(_group(id, group, inspection, say) for id, group in groups[:SHOWN])
    columns = (
        say("群", "group"), say("名字", "name"), say("平台", "platform"),
        say("从", "from"), say("到", "to"),
        say("事件", "events"), say("消息", "messages"), say("成员", "members"),
        say("空白天", "days without"),
    )  # fmt: skip
    rest = len(groups) - len(rows)
    says = (say(f"另有 {whole(rest)} 个群", f"{many(rest, 'more group')}"),) if rest else ()
    return Section(say("群", "groups"), says, columns, rows, 5) if rows else None


def _group(id: str, group: OfGroup, inspection: Inspection, say: Say) -> tuple[str, ...]:
    platform = group.platform
    return (
        id, group.name or NOTHING, say(*PLATFORMS[platform]) if platform in PLATFORMS else NOTHING,
        _time(group.first, inspection)[:10], _time(group.last, inspection)[:10],
        whole(group.events), whole(group.messages), whole(len(group.members)),
        whole(sum(gap.days for gap in group.gaps)),
    )  # fmt: skip


def _silences(inspection: Inspection, say: Say) -> Section | None:
    found = [
        (one, id)
        for id, group in inspection.survey.groups.items()
        for one in group.longest[:LONGEST]
    ]
    found.sort(key=lambda one: (-one[0].length, one[1], one[0].start))
    rows = tuple(
        (id, _time(one.start, inspection), _time(one.end, inspection), decimal(one.length / HOUR))
        for one, id in found[:TOP_SILENCES]
    )
    columns = (say("群", "group"), say("从", "from"), say("到", "to"), say("小时", "hours"))
    title = say("最长的沉默", "the longest silences")
    return Section(title, (), columns, rows, 3) if rows else None


def _kinds(inspection: Inspection, say: Say) -> Section | None:
    survey = inspection.survey
    all = sum(survey.kinds.values())
    rows = tuple(
        (say(*KINDS[kind].says), kind, whole(count), percent(share(count, all)))
        for kind, count in sorted(survey.kinds.items(), key=lambda one: (-one[1], one[0]))
    )
    columns = (
        say("种类", "kind"), say("代号", "id"), say("事件", "events"), say("占比", "share"),
    )  # fmt: skip
    return Section(say("发生了什么", "what happened"), (), columns, rows, 2) if rows else None


def _fields(inspection: Inspection, say: Say) -> Section | None:
    rows = tuple(
        (field_of(name, say), whole(one.events), percent(share(one.said, one.events)))
        for name, one in inspection.survey.fields.items()
    )
    columns = (
        say("内容", "what"), say("可以有的事件", "events that could"), say("说了的", "that do"),
    )  # fmt: skip
    says = (
        say(
            "记录里没说的，问到它的规则不会触发；名册可以补上角色、标签、入群时间和群人数",
            "a rule that asks for what is not said does not fire; a roster can say roles, tags, "
            "times of joining and sizes of groups",
        ),
    )
    title = say("记录说了什么", "what the log says")
    if inspection.roster:
        title = say("记录和名册说了什么", "what the log and the roster say")
    return Section(title, says, columns, rows, 1) if rows else None


def _policy(inspection: Inspection, say: Say) -> Section | None:
    program = inspection.program
    if program is None:
        return None
    title = say(f"群规 {program.name} 缺什么", f"what policy {program.name} lacks")
    if not inspection.lacks:
        says = say("每条规则要的，记录里都有", "the log says all that its rules ask for")
        return Section(title, (says,))
    rows = tuple(
        (
            name,
            say("、", ", ").join(field_of(one, say) for one in lack.fields),
            say("不起作用", "silent") if lack.silent else say("部分起作用", "in part"),
        )
        for name, lack in inspection.lacks.items()
    )
    columns = (
        say("规则", "rule"),
        say("记录里没有", "the log never says"),
        say("结果", "so it is"),
    )
    return Section(title, (), columns, rows, 3)


def _members(inspection: Inspection, say: Say) -> Section | None:
    rows = tuple(
        (name, say(*ROLES[role]) if role in ROLES else NOTHING, whole(messages))
        for name, messages, role in inspection.top_members
    )
    columns = (say("成员", "member"), say("角色", "role"), say("消息", "messages"))
    title = say("消息最多的成员", "members who wrote most")
    says = called(inspection.pseudonyms, say)
    return Section(title, says, columns, rows, 2) if rows else None


def _time(at: Instant, inspection: Inspection) -> str:
    return f"{clock.local(at, inspection.timezone):%Y-%m-%d %H:%M}"
