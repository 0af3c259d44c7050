"""MemoTrace (留痕, WeChatMsg) as CSV: all chats at once, or one.

All chats (``messages.csv``), as WeChat's database has them::

    localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime[,Remark,NickName,Sender]

``TalkerId`` numbers the chats in this file only; whether one is a group is not said. Files of
before version 0.2.7 have one cell more than names, the server's id of the message, and do not
say who wrote a message unless it was the one who made the export. Shares are kept as XML
(`policyq.apps.logs.formats.wechat.markup`).

One chat, with kinds in words, local times, and a name for an account; the file is called
after the chat::

    消息ID,类型,发送人,时间,内容[,备注,昵称,更多信息]
"""

from __future__ import annotations

from collections.abc import Iterator

from policyq.apps.logs.context import File
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.wechat import kinds
from policyq.apps.logs.formats.wechat.markup import note_in, share_in
from policyq.apps.logs.formats.wechat.notes import system_events
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.tables import Row, first_row, header_of, id_in, number, rows
from policyq.apps.problems import Refused
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

_ALL = frozenset({"talkerid", "type", "issender", "createtime", "strcontent"})
_ONE = frozenset({"类型", "发送人", "时间", "内容"})


def fits(head: Head) -> bool:
    """Whether the first line is one of MemoTrace's headers."""
    names = set(header_of(head.lines[0]))
    return names >= _ALL or names >= _ONE


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    first = first_row(file, 1)
    events = _of_one if first is not None and "发送人" in first.places else _of_all
    if first is not None and events is _of_one:
        file.need_zone(first.get("时间"), "时间")
    for row in rows(file, 1):
        try:
            yield from events(file, row)
        except Refused as refused:
            file.reject(refused.problem, row.raw)


def _of_all(file: File, row: Row) -> Iterator[Event]:
    group = file.group or row.need("talkerid")
    time = file.instant(number(row.get("createtime") or row.need("strtime")), "CreateTime")
    spare = row.cells[len(row.places)] if len(row.cells) > len(row.places) else ""
    id_ = id_in(row.get("msgsvrid") or spare) or file.name_row(group)
    type_, sub_type = number(row.need("type")), number(row.get("subtype"))
    content = row.get("strcontent")
    if type_ in kinds.SYSTEMS:
        note = note_in(content)
        yield from system_events(file, note.text, id_, time, group, refers=note.refers)
        return
    share = share_in(content)
    if share is not None and share.type is not None:
        sub_type = share.type
    kind = kinds.kind_of(type_, sub_type)
    if share is not None:
        text = share.title
    else:
        text = content if kind == "text" or not content.startswith("<") else ""
    yield Event(
        id_,
        time,
        group,
        kind,
        sender=_sender(file, row),
        name=row.get("nickname") or row.get("remark") or None,
        text=text if kind in ("text", "link", "file", "forward", "other") else "",
        links=(share.url,) if share is not None and share.url and kind == "link" else (),
        mentions=kinds.mentions_in(text),
        refers=None if share is None else share.refers,
        platform="wechat",
    )


def _sender(file: File, row: Row) -> str | None:
    account = row.get("sender").strip()
    if account:
        return account
    return (file.hints.own or kinds.ME) if row.get("issender").strip() == "1" else None


def _of_one(file: File, row: Row) -> Iterator[Event]:
    group = file.group or file.label.removesuffix("_utf8")
    time = file.instant(number(row.need("时间")), "时间")
    id_ = id_in(row.get("消息id")) or file.name_row(group)
    kind, content = kinds.kind_called(row.get("类型")), row.get("内容")
    name = row.get("发送人").strip()
    if not kind or name in ("系统", "系统消息"):
        note = note_in(content)
        yield from system_events(file, note.text, id_, time, group, refers=note.refers)
        return
    share = share_in(content)
    text = content if share is None else share.title
    yield Event(
        id_,
        time,
        group,
        kind,
        sender=(file.hints.own or name) if name == kinds.ME else name or None,
        name=None if name == kinds.ME else name or None,
        text=text if kind in ("text", "link", "file", "forward") else "",
        links=(share.url,) if share is not None and share.url and kind == "link" else (),
        mentions=kinds.mentions_in(text),
        refers=None if share is None else share.refers,
        group_name=group,
        platform="wechat",
    )


FORMAT = Format(
    "memotrace", Said("留痕 MemoTrace（微信，CSV）", "MemoTrace (WeChat, CSV)"), fits, read
)
