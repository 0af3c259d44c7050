"""The words that reports share: sections without any form, numbers, names of what a log may say."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from policyq.study.pseudonyms import Pseudonyms
from policyq.vocabulary.types import Said

NOTHING = "-"


class Section(NamedTuple):
    """A title, sentences, and perhaps a table."""

    title: str
    says: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    left: int = 1
    """How many columns, from the left, hold words; the others hold numbers."""
    key: str = ""
    """By which a page finds the figures that belong here; ``""`` where there are none."""


Say = Callable[[str, str], str]


def percent(part: float | None) -> str:
    """A share in percent, one decimal."""
    return NOTHING if part is None else f"{100 * part:z.1f} %"


def decimal(number: float | None) -> str:
    """A rate, with two decimals where it is small."""
    if number is None:
        return NOTHING
    return f"{number:z.2f}" if abs(number) < 10 else f"{number:,.1f}"


def whole(number: int) -> str:
    return f"{number:,}"


def many(number: int, noun: str) -> str:
    """A number of things, in English."""
    return f"{whole(number)} {noun}" + ("" if number == 1 else "s")


def called(pseudonyms: Pseudonyms | None, say: Say) -> tuple[str, ...]:
    """Under which key members have the names that stand here."""
    if pseudonyms is None:
        return (say("真实账号，不要外传", "accounts, no pseudonyms: not for everybody's eyes"),)
    key = pseudonyms.fingerprint
    return (say(f"化名，密钥指纹 {key}", f"pseudonyms; fingerprint of the key {key}"),)


BAND_NAMES: dict[str, Said] = {
    "small": Said("不到 50 人", "under 50"),
    "middle": Said("50 到 200 人", "50 to 200"),
    "large": Said("超过 200 人", "over 200"),
}

FIELDS: dict[str, Said] = {
    "sender": Said("发言人", "the sender"),
    "role": Said("角色", "the role"),
    "tags": Said("标签", "the tags"),
    "joined": Said("入群时间", "the time of joining"),
    "channel": Said("来源", "where members came from"),
    "text": Said("正文", "the text"),
    "links": Said("链接", "links"),
    "mentions": Said("提及", "mentions"),
    "amount": Said("金额", "the amount"),
    "members": Said("群人数", "the size of the group"),
    "group_tags": Said("群标签", "the group's tags"),
    "platform": Said("平台", "the platform"),
}


def field_of(name: str, say: Say) -> str:
    """What a log may say, in words; what has none under its own name."""
    return say(*FIELDS[name]) if name in FIELDS else name
