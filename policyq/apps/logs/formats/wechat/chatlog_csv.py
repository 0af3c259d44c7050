"""chatlog (WeChat) as CSV: ``Time,SenderName,Sender,TalkerName,Talker,Content``.

Times have no zone, and messages no number and no type: what is no text is written as a mark
(`policyq.apps.logs.formats.wechat.chatlog_marks`). Later versions begin with a ``MessageID``.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyq.apps.logs.context import File
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.wechat import kinds
from policyq.apps.logs.formats.wechat.chatlog_marks import Recent, understood
from policyq.apps.logs.formats.wechat.notes import system_events
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.tables import Row, first_row, header_of, id_in, rows
from policyq.apps.logs.steps.values import PRIVATE
from policyq.apps.problems import Refused
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

SYSTEM = "系统消息"

_COLUMNS = ["time", "sendername", "sender", "talkername", "talker", "content"]


def fits(head: Head) -> bool:
    """Whether the first line is chatlog's header."""
    return header_of(head.lines[0])[-6:] == _COLUMNS


def read(file: File) -> Iterator[Event]:
    """The events of a file; without a zone, none."""
    recent = Recent()
    first = first_row(file)
    if first is not None:
        file.need_zone(first.get("time"))
    for row in rows(file):
        try:
            yield from _events(file, row, recent)
        except Refused as refused:
            file.reject(refused.problem, row.raw)


def _events(file: File, row: Row, recent: Recent) -> Iterator[Event]:
    group = row.need("talker")
    if not kinds.is_group(group):
        file.leave_out(PRIVATE)
        return
    clock = row.need("time")
    time = file.instant(clock)
    id_ = id_in(row.get("messageid")) or file.name_row(group)
    group_name = row.get("talkername") or None
    sender = row.get("sender").strip()
    if sender == SYSTEM:
        yield from system_events(file, row.get("content"), id_, time, group, group_name)
        return
    # Some versions of WeChat leave the account of who made the export empty.
    account = (file.hints.own or kinds.ME) if sender in ("", kinds.ME) else sender
    said = understood(row.get("content"))
    yield Event(
        id_,
        time,
        group,
        said.kind,
        sender=account,
        name=row.get("sendername") or None,
        text=said.text,
        links=said.links,
        mentions=kinds.mentions_in(said.text),
        refers=None if said.answers is None else recent.find(group, *said.answers),
        group_name=group_name,
        platform="wechat",
    )
    recent.note(id_, group, account, clock[5:])


FORMAT = Format("chatlog-csv", Said("chatlog（微信，CSV）", "chatlog (WeChat, CSV)"), fits, read)
