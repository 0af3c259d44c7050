"""The lines that WeChat itself writes into a chat: joins, leaves, kicks and recalls.

They show names. The account stands beside a name only where a tool put it there, as
``NAME(wxid_...)``; and whoever made the export is called 你 or "You", whose account the user
can tell (`policyq.apps.logs.context.Hints.own`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyq.apps.logs.context import File
from policyq.apps.logs.formats import wechat
from policyq.apps.logs.formats.said import told
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

#: How much of a line is looked at, in characters, and how many people it may tell of.
LENGTH, PEOPLE = 20_000, 500

_YOU = frozenset({"你", "您", "You", "you"})
_QUOTES = "\"“”'‘’ "
#: A group's new name could say anything; which message an admin took back is not said.
_NOTHING = ("修改群名为", "撤回了一条成员消息", "撤回了成员")
_JOINED = re.compile(r"加入了?群聊")
_KICKED = re.compile(r"移出了?群聊")
_ENGLISH: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("invite", re.compile(r"(?P<by>.{1,200}?) invited (?P<who>.+?) to (?:the|this) group(?: chat)?\b.*")),
    ("kick", re.compile(r"(?P<by>.{1,200}?) removed (?P<who>.+?) from the group(?: chat)?\b.*")),
    ("join", re.compile(r"(?P<who>.{1,200}?) (?:has )?joined (?:the )?group chat\b.*")),
    ("recall", re.compile(r"(?P<who>.{1,200}?) (?:has )?recalled a message\b.*")),
)  # fmt: skip


class Person(NamedTuple):
    """Somebody in a line: what is known of them."""

    account: str | None
    name: str | None


class _Told(NamedTuple):
    kind: str
    who: Person
    by: Person | None = None
    """Who threw them out."""


def system_events(
    file: File, line: str, id_: str, time: Instant, group: str, group_name: str | None = None,
    *, refers: str | None = None,
) -> Iterator[Event]:  # fmt: skip
    """The events that a line tells of: none, one, or one for each person invited.

    Counts the row at hand (`policyq.apps.logs.context.File.took`). ``refers`` is the message
    that was recalled, where the format says it.
    """
    events: list[Event] = []
    for kind, who, by in _told(line, file.hints.own):
        events.append(
            Event(
                _numbered(id_, len(events)), time, group, kind,
                sender=who.account, name=who.name, group_name=group_name, platform="wechat",
                refers=refers if kind == "recall" else None,
            )
        )  # fmt: skip
        if by is not None and who.account is not None:
            events.append(
                Event(
                    _numbered(id_, len(events)), time, group, "outcome",
                    sender=by.account, name=by.name, target=who.account, result="done",
                    action="remove", group_name=group_name, platform="wechat",
                )
            )  # fmt: skip
    file.took(len(events))
    yield from events


def _numbered(id_: str, number: int) -> str:
    return f"{id_}+{number}" if number else id_


def _told(line: str, own: str | None) -> list[_Told]:
    line = line[:LENGTH].strip()
    if any(mark in line for mark in _NOTHING):
        return []
    before, _, _ = line.partition("，群聊参与人")
    found = _chinese(before, own)
    if found is not None:
        return found
    for kind, form in _ENGLISH:
        said = form.match(before)
        if said is not None:
            who = _people(said["who"].replace(" and ", "、").replace(", ", "、"), own)
            if kind == "kick":
                return [_Told("leave", one, _person(said["by"], own)) for one in who]
            return [_Told("join" if kind == "invite" else kind, one) for one in who]
    return [_Told(one.kind, _person(one.name, own)) for one in told(before)]


def _chinese(line: str, own: str | None) -> list[_Told] | None:
    """Invitations and kicks, of as many people as there are; ``None`` for other lines."""
    invited = line.find("邀请")
    end = None if invited < 0 else _JOINED.search(line, invited)
    if end is not None:
        return [_Told("join", one) for one in _people(line[invited + 2 : end.start()], own)]
    out = _KICKED.search(line)
    if out is None:
        return None
    said = line[: out.start()]
    for mark, turned in (("将", False), ("被", True)):
        first, found, second = said.partition(mark)
        if found:
            who, by = (first.removesuffix("已"), second) if turned else (second, first)
            actor = _person(by, own) if by.strip(_QUOTES) else None
            return [_Told("leave", one, actor) for one in _people(who, own)]
    return None


def _people(text: str, own: str | None) -> list[Person]:
    """The people in a list: ``"甲"、"乙(wxid_1)"``, ``你和"甲"``."""
    text = text.strip()
    names = text.split("、")[:PEOPLE]
    head, joined, rest = names[0].partition("和")
    if joined and head.strip(_QUOTES) in _YOU:
        names[:1] = [head, rest]
    return [_person(one, own) for one in names if one.strip(_QUOTES)]


def _person(text: str, own: str | None) -> Person:
    name = text.strip(_QUOTES)
    if name in _YOU:
        return Person(own, None)
    if name.endswith(")"):
        before, _, account = name[:-1].rpartition("(")
        if wechat.is_account(account):
            return Person(account, before or None)
    return Person(None, name or None)
