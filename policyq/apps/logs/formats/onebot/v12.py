"""OneBot 12: the events that bots on QQ, WeChat or Telegram receive, one JSON a line or a list.

Read from the specification. All ids are texts, and the platform stands in ``self``. A kick is a
leave and an outcome; a message that somebody else deleted is the outcome of a deletion. Messages
of a channel belong to the channel as to a group. No roles are known; what the bot itself sends
has the role ``bot``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyq.apps.logs.context import File
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.onebot.segments import spoken
from policyq.apps.logs.formats.onebot.v11 import by_hand, ends
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.objects import events_of
from policyq.apps.logs.steps.values import PRIVATE, account_of, id_of, part_of, text_of
from policyq.apps.problems import refuse, shown
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import PLATFORMS, Event
from policyq.vocabulary.types import Said

_TYPES = ("message", "notice", "request", "meta")
_NEEDED = ("type", "detail_type", "sub_type", "time", "id")


def fits(head: Head) -> bool:
    """Whether it begins with an event of OneBot 12, alone or in a list."""
    paths = head.paths
    return any(
        all(before + field in paths for field in _NEEDED) and f"{before}post_type" not in paths
        for before in ("", "item.")
    )


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    yield from events_of(file, lambda row: _events(file, row))


def _events(file: File, row: Mapping[str, Any]) -> list[Event] | None:
    type_ = row.get("type")
    if type_ not in _TYPES:
        found, known = shown(type_), ", ".join(_TYPES)
        refuse(say.UNKNOWN_VALUE, field="type", found=found, known=known)
    if type_ in ("request", "meta"):
        return []
    detail = text_of(row.get("detail_type"))
    if detail == "private" or detail.startswith("friend_") or detail == "private_message_delete":
        file.leave_out(PRIVATE)
        return None
    group = id_of(row.get("group_id")) or id_of(row.get("channel_id"))
    if group is None and detail in ("group", "channel", *_NOTICES):
        refuse(say.MISSING_FIELD, field="group_id")
    if group is None:
        return []
    own = part_of(row, "self")
    platform = own.get("platform")
    place = platform if isinstance(platform, str) and platform in PLATFORMS else None
    time = file.instant(row.get("time"))
    base = Event(file.name_row(group), time, group, "other", platform=place)
    if type_ == "message":
        return [_said(row, base, id_of(own.get("user_id")))]
    return _noticed(row, base, detail)


def _said(row: Mapping[str, Any], base: Event, own: str | None) -> Event:
    sender = account_of(row.get("user_id"), "user_id")
    message = row.get("message")
    said = spoken(message if message is not None else text_of(row.get("alt_message")))
    return base._replace(
        id=id_of(row.get("message_id")) or base.id,
        kind=said.kind,
        sender=sender,
        role="bot" if sender == own else None,
        text=said.text,
        links=said.links,
        mentions=said.mentions,
        refers=said.refers,
    )


_NOTICES = {
    "group_member_increase": "join", "channel_member_increase": "join",
    "group_member_decrease": "leave", "channel_member_decrease": "leave",
    "group_message_delete": "recall", "channel_message_delete": "recall",
    "group_member_ban": "mute", "group_member_unban": "unmute",
}  # fmt: skip


def _noticed(row: Mapping[str, Any], base: Event, detail: str) -> list[Event]:
    """A notice; those that are not known say nothing that policies ask for."""
    what = _NOTICES.get(detail)
    if what is None:
        return []
    user = account_of(row.get("user_id"), "user_id")
    operator, sub_type = id_of(row.get("operator_id")), row.get("sub_type")
    if what in ("mute", "unmute"):
        until = ends(base.time, row.get("duration")) if what == "mute" else None
        return [by_hand(base, what, operator, user, until)]
    happened = base._replace(kind=what, sender=user)
    if what == "leave" and sub_type == "kick":
        outcome = by_hand(base, "remove", operator, user)
        return [happened, outcome._replace(id=f"{base.id}+1")]
    if what == "recall":
        refers = id_of(row.get("message_id"))
        if sub_type == "delete" or (sub_type != "recall" and operator not in (None, user)):
            return [by_hand(base, "delete", operator, user)._replace(refers=refers)]
        return [happened._replace(refers=refers)]
    return [happened]


FORMAT = Format("onebot12", Said("OneBot 12（机器人）", "OneBot 12 (bots)"), fits, read)
