"""PyWxDump, WeClone and WeFlow as CSV: one chat a file, the kinds in Chinese words::

    id,MsgSvrID,type_name,is_sender,talker[,room_name],msg,src,CreateTime

``room_name`` is the chat (a group ends in ``@chatroom``); some files lack it, some call ``msg``
``content``. PyWxDump writes the account into ``talker``, WeFlow the name. Times are local and
may lack seconds. A link has its title in ``msg`` and its address in ``src``.
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
from policyq.apps.logs.steps.values import PRIVATE
from policyq.apps.problems import Refused, refuse
from policyq.diagnostics.catalog.exports import NO_GROUP
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

_COLUMNS = frozenset({"type_name", "is_sender", "talker", "createtime"})
_QUOTED = "\n[引用]("
_TRANSCRIBED = "\n翻译结果："


def fits(head: Head) -> bool:
    """Whether the first line is PyWxDump's header."""
    return set(header_of(head.lines[0])) >= _COLUMNS


def read(file: File) -> Iterator[Event]:
    """The events of a file; none where the group or the zone is not known."""
    first = first_row(file)
    if first is not None:
        _check(file, first)
    for row in rows(file):
        try:
            yield from _events(file, row)
        except Refused as refused:
            file.reject(refused.problem, row.raw)


def _check(file: File, first: Row) -> None:
    """Refuse the file where each row would be refused for the same reason."""
    if "room_name" not in first.places and file.group is None:
        refuse(NO_GROUP, name=file.name)
    file.need_zone(number(first.get("createtime")))


def _events(file: File, row: Row) -> Iterator[Event]:
    room = row.get("room_name").strip()
    group = room if kinds.is_group(room) else file.group
    if group is None:
        file.leave_out(PRIVATE)
        return
    time = file.instant(number(row.need("createtime")), "CreateTime")
    id_ = id_in(row.get("msgsvrid")) or file.name_row(group)
    kind = kinds.kind_called(row.need("type_name"))
    content = row.get("msg") or row.get("content")
    talker = row.get("talker").strip()
    if not kind or talker == "系统":
        note = note_in(content)
        yield from system_events(file, note.text, id_, time, group, refers=note.refers)
        return
    mine = talker == kinds.ME or (not talker and row.get("is_sender").strip() == "1")
    text, links, refers = _said(kind, content, row.get("src").strip())
    yield Event(
        id_,
        time,
        group,
        kind,
        sender=(file.hints.own or kinds.ME) if mine else talker or None,
        text=text,
        links=links,
        mentions=kinds.mentions_in(text),
        refers=refers,
        platform="wechat",
    )


def _said(kind: str, content: str, source: str) -> tuple[str, tuple[str, ...], str | None]:
    """The text of a message, its links, and the message that it answers."""
    share = share_in(content)
    if share is not None:
        return share.title, (share.url,) if share.url and kind == "link" else (), share.refers
    if kind == "text":
        return content.partition(_QUOTED)[0].rstrip("\n"), (), None
    if kind == "link":
        address = source if source.startswith(("http://", "https://")) else ""
        return content.partition("\n")[0], (address,) if address else (), None
    if kind == "voice":
        return content.partition(_TRANSCRIBED)[2], (), None
    return content.strip() if kind in ("file", "forward") else "", (), None


FORMAT = Format(
    "pywxdump",
    Said("PyWxDump、WeClone（微信，CSV）", "PyWxDump, WeClone (WeChat, CSV)"),
    fits,
    read,
)
