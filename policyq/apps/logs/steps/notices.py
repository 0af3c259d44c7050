"""Lines that WeChat and QQ themselves write into a chat: who came, who left, who took what back.

The two write much the same. What they say is found by looking for the words that must be
there, in one pass: a line may tell of hundreds of people who were invited together. The names
are handed on as they are written, with quotes; each platform knows what may stand beside one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

#: How much of a line is looked at, in characters, and how many people it may tell of.
LENGTH, PEOPLE = 20_000, 500

#: What stands around names.
QUOTES = "\"“”'‘’ "

_GROUP = r"(?:群聊|本群|该群)"
#: By a way of one's own; the name of who came is quoted, and may hold any words.
_SCANNED = re.compile(rf'["“](?P<who>[^"“”]{{1,200}})["”]通过.{{1,400}}加入了?{_GROUP}.{{0,200}}')
#: A group's new name could say anything; which message of whom was taken back is not said.
_NOTHING = re.compile(
    r"(?:修改|更改|变更)(?:了)?群(?:聊)?名|群(?:聊)?名称?(?:已)?(?:修改|更改|变更|改)?(?:为|成)"
    r"|撤回了一条成员|撤回了成员"
)
#: The longest name of one person, and how much may stand behind what is told.
_ONE, _AFTER = 80, 200


class Told(NamedTuple):
    """One thing that a line tells."""

    kind: str
    """``join``, ``leave`` or ``recall``."""
    who: str
    """Whom it is about, as it is written."""
    by: str | None = None
    """Who threw them out; empty where somebody did and is not named."""


def told(line: str) -> list[Told]:
    """What a line tells, one for each person; empty where it tells of nothing known."""
    line = line[:LENGTH].strip()
    if _NOTHING.search(line) is not None:
        return []
    scanned = _SCANNED.fullmatch(line)
    if scanned is not None:
        return [Told("join", scanned["who"])]
    for form, read in _READ:
        found = form.search(line)
        if found is not None:
            said = line[: found.start()]
            alike = "\n" not in said and len(line) - found.end() <= _AFTER
            return read(said) if alike else []
    return []


def people_in(text: str) -> list[str]:
    """The names in a list: ``"甲"、"乙"``."""
    return [one for one in text.split("、")[:PEOPLE] if one.strip(QUOTES)]


def _came(said: str) -> list[Told]:
    """Who came: those whom somebody invited, or one person, in whatever way."""
    way = said.partition("通过")[0]
    people = people_in(said.partition("邀请")[2])
    if people or ("邀请" in way):
        return [Told("join", one) for one in people]
    return _alone("join", way)


def _removed(said: str) -> list[Told]:
    """Who was thrown out, and by whom: ``甲将乙``, ``乙被甲``."""
    for mark, passive in (("将", False), ("把", False), ("被", True)):
        first, found, second = said.partition(mark)
        if found:
            who, by = (first.strip().removesuffix("已"), second) if passive else (second, first)
            return [Told("leave", one, by) for one in people_in(who)]
    return []


def _alone(kind: str, said: str) -> list[Told]:
    """What one person did, if it is a name: what is longer is a sentence about something else."""
    name = said.strip(QUOTES)
    return [Told(kind, said)] if name and len(name) <= _ONE else []


#: What is looked for, and how what stands before it is read.
_READ: tuple[tuple[re.Pattern[str], Callable[[str], list[Told]]], ...] = (
    (re.compile(rf"(?:已?加入了?|进入了?){_GROUP}"), _came),
    (re.compile(rf"(?:移出|踢出)了?(?:{_GROUP}|群)"), _removed),
    (re.compile(rf"(?:已?退出了?|离开了?){_GROUP}"), partial(_alone, "leave")),
    (re.compile("撤回了一条消息"), partial(_alone, "recall")),
)
