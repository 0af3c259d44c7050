"""OneBot 11: the events that bots on QQ receive (go-cqhttp, NapCat, Lagrange), one JSON a line
or a JSON list.

Read from the specification. Messages may be texts with CQ codes or lists of segments. Who gives
an order is told apart from whom it hits: a kick is a leave and an outcome, a mute or a lock an
outcome, a recall by somebody else the outcome of a deletion. Becoming an admin is no event; it
is remembered for messages that lack the role of their sender. Members behind an anonymous mask
have the account ``anonymous:ID``. What the bot itself sends has the role ``bot``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyq.apps import times
from policyq.apps.logs.context import File
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.onebot.segments import spoken
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.objects import events_of
from policyq.apps.logs.steps.values import PRIVATE, account_of, id_of, numbered, part_of, text_of
from policyq.apps.problems import refuse, shown
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import ROLES, Event
from policyq.vocabulary.types import SECOND, Instant, Said

_POSTS = ("message", "message_sent", "notice", "request", "meta_event")
_EVERYBODY = "0"


def fits(head: Head) -> bool:
    """Whether it begins with an event of OneBot 11, alone or in a list."""
    return any({f"{at}post_type", f"{at}time"} <= head.paths for at in ("", "item."))


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    yield from events_of(file, _Reader(file).take)


class _Reader:
    """The admins of the groups, as the events go by."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._roles: dict[tuple[str, str], str] = {}

    def take(self, row: Mapping[str, Any]) -> list[Event] | None:
        """The events of one event of OneBot."""
        if "post_type" not in row:
            refuse(say.MISSING_FIELD, field="post_type")
        post = row["post_type"]
        if post not in _POSTS:
            found, known = shown(post), ", ".join(_POSTS)
            refuse(say.UNKNOWN_VALUE, field="post_type", found=found, known=known)
        if post in ("request", "meta_event"):
            return []
        about = text_of(row.get("message_type")) or text_of(row.get("notice_type"))
        if about == "private" or ("group_id" not in row and not about.startswith("group")):
            return self._beside(about)
        group = account_of(row.get("group_id"), "group_id")
        time = self._file.instant(row.get("time"))
        if post == "notice":
            return self._noticed(row, group, time)
        return self._said(row, group, time, own=post == "message_sent")

    def _beside(self, about: str) -> list[Event] | None:
        """What belongs to no group: private chats are left out, the rest (guilds) is noise."""
        if about == "private" or about.startswith("friend"):
            self._file.leave_out(PRIVATE)
            return None
        return []

    def _said(
        self, row: Mapping[str, Any], group: str, time: Instant, *, own: bool
    ) -> list[Event] | None:
        if row.get("sub_type") == "notice":
            return []
        sender, name, role = self._sender(row, group, own)
        message = row.get("message")
        said = spoken(message if message is not None else text_of(row.get("raw_message")))
        id_ = id_of(row.get("message_id"))
        return [
            Event(
                id_ or self._file.name_row(group),
                time,
                group,
                said.kind,
                sender=sender,
                name=name or None,
                role=role,
                text=said.text,
                links=said.links,
                mentions=said.mentions,
                refers=said.refers,
                group_name=text_of(row.get("group_name")) or None,
                platform="qq",
            )
        ]

    def _sender(self, row: Mapping[str, Any], group: str, own: bool) -> tuple[str, str, str | None]:
        """Account, name and role; each field inside ``sender`` may be missing."""
        mask = part_of(row, "anonymous")
        hidden = id_of(mask.get("id"))
        if hidden is not None:
            return f"anonymous:{hidden}", text_of(mask.get("name")), None
        sender = account_of(row.get("user_id"), "user_id")
        inside = part_of(row, "sender")
        told = inside.get("role")
        role = told if isinstance(told, str) and told in ROLES else self._roles.get((group, sender))
        if own or sender == id_of(row.get("self_id")):
            role = "bot"
        return sender, text_of(inside.get("card")) or text_of(inside.get("nickname")), role

    def _noticed(self, row: Mapping[str, Any], group: str, time: Instant) -> list[Event]:
        """A notice; those that are not known say nothing that policies ask for."""
        notice = row.get("notice_type")
        if notice == "notify":
            notice = row.get("sub_type")
        read = _NOTICES.get(notice) if isinstance(notice, str) else None
        if notice == "group_admin":
            role = "admin" if row.get("sub_type") == "set" else "member"
            self._roles[group, account_of(row.get("user_id"), "user_id")] = role
        if read is None:
            return []
        user = account_of(row.get("user_id"), "user_id")
        base = Event(self._file.name_row(group), time, group, "other", user, platform="qq")
        events = read(base, row, id_of(row.get("operator_id")))
        return numbered(events)


def _uploaded(base: Event, row: Mapping[str, Any], _: str | None) -> list[Event]:
    name = text_of(part_of(row, "file").get("name"))
    return [base._replace(kind="file", text=name, links=(), mentions=())]


def _joined(base: Event, _: Mapping[str, Any], __: str | None) -> list[Event]:
    return [base._replace(kind="join")]


def _left(base: Event, row: Mapping[str, Any], operator: str | None) -> list[Event]:
    gone = base._replace(kind="leave")
    if row.get("sub_type") not in ("kick", "kick_me"):
        return [gone]
    return [gone, by_hand(base, "remove", operator, base.sender)]


def _banned(base: Event, row: Mapping[str, Any], operator: str | None) -> list[Event]:
    """A mute, or a lock of the whole group; a length that is missing or none has no end."""
    lifted = row.get("sub_type") == "lift_ban"
    if base.sender == _EVERYBODY:
        return [by_hand(base, "unlock" if lifted else "lock", operator, None)]
    if lifted:
        return [by_hand(base, "unmute", operator, base.sender)]
    return [by_hand(base, "mute", operator, base.sender, ends(base.time, row.get("duration")))]


def _recalled(base: Event, row: Mapping[str, Any], operator: str | None) -> list[Event]:
    refers = id_of(row.get("message_id"))
    if operator in (None, base.sender):
        return [base._replace(kind="recall", refers=refers)]
    return [by_hand(base, "delete", operator, base.sender)._replace(refers=refers)]


def _poked(base: Event, row: Mapping[str, Any], _: str | None) -> list[Event]:
    target = id_of(row.get("target_id"))
    return [base._replace(text="", links=(), mentions=(), target=target)]


def _liked(base: Event, row: Mapping[str, Any], _: str | None) -> list[Event]:
    return [base._replace(kind="reaction", refers=id_of(row.get("message_id")))]


_NOTICES = {
    "group_upload": _uploaded,
    "group_increase": _joined,
    "group_decrease": _left,
    "group_ban": _banned,
    "group_recall": _recalled,
    "poke": _poked,
    "group_msg_emoji_like": _liked,
}


def by_hand(
    base: Event, action: str, operator: str | None, target: str | None, until: Instant | None = None
) -> Event:
    """The outcome of an action that somebody took by hand."""
    return Event(
        base.id, base.time, base.group, "outcome", operator,
        target=target, result="done", action=action, until=until, platform=base.platform,
    )  # fmt: skip


def ends(start: Instant, length: object) -> Instant | None:
    """When something of so many seconds ends; ``None`` where no sensible length is said."""
    if isinstance(length, bool) or not isinstance(length, int | float):
        return None
    end = start + round(length * SECOND) if 0 < length < 10**9 else start
    return end if start < end <= times.LATEST else None


FORMAT = Format("onebot", Said("OneBot 11（QQ 机器人）", "OneBot 11 (bots on QQ)"), fits, read)
