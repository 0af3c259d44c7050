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
from policyq.apps.logs.formats.wechat import kinds
from policyq.apps.logs.steps.notices import LENGTH, QUOTES, Told, people_in, told
from policyq.apps.logs.steps.values import nth_id
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

_YOU = frozenset({"你", "您", "You", "you"})
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
                nth_id(id_, len(events)), time, group, kind,
                sender=who.account, name=who.name, group_name=group_name, platform="wechat",
                refers=refers if kind == "recall" else None,
            )
        )  # fmt: skip
        if by is not None and who.account is not None:
            events.append(
                Event(
                    nth_id(id_, len(events)), time, group, "outcome",
                    sender=by.account, name=by.name, target=who.account, result="done",
                    action="remove", group_name=group_name, platform="wechat",
                )
            )  # fmt: skip
    file.took(len(events))
    yield from events


def _told(line: str, own: str | None) -> list[_Told]:
    line = line[:LENGTH].strip()
    before, _, _ = line.partition("，群聊参与人")
    found = told(before)
    for kind, form in () if found else _ENGLISH:
        said = form.match(before)
        if said is not None:
            listed = said["who"].replace(" and ", "、").replace(", ", "、")
            by = said["by"] if kind == "kick" else None
            moved = {"kick": "leave", "invite": "join"}.get(kind, kind)
            found = [Told(moved, one, by) for one in people_in(listed)]
            break
    return [
        _Told(one.kind, who, _person(one.by, own) if one.by and one.by.strip(QUOTES) else None)
        for one in found
        for who in _people(one.who, own)
    ]


def _people(text: str, own: str | None) -> list[Person]:
    """The one person, or two: ``你和"甲"``."""
    first, joined, second = text.partition("和")
    both = joined and first.strip(QUOTES) in _YOU
    return [_person(one, own) for one in ([first, second] if both else [text])]


def _person(text: str, own: str | None) -> Person:
    name = text.strip(QUOTES)
    if name in _YOU:
        return Person(own, None)
    if name.endswith(")"):
        before, _, account = name[:-1].rpartition("(")
        if kinds.is_account(account):
            return Person(account, before or None)
    return Person(None, name or None)
