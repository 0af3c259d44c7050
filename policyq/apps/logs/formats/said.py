"""From what an export says of a message to an event: the steps that most formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from policyq.apps.problems import refuse, shown
from policyq.apps.schema import whole
from policyq.diagnostics.catalog import logs as say
from policyq.diagnostics.diagnostic import Words
from policyq.vocabulary.types import Said

PRIVATE = Said("私聊", "private chats")

_FILES = {
    "image": ("jpg", "jpeg", "png", "gif", "webp", "heic", "bmp"),
    "video": ("mp4", "mov", "webm", "3gp", "mkv", "avi"),
    "voice": ("opus", "ogg", "m4a", "amr", "aac", "wav", "mp3"),
    "card": ("vcf",),
}
_ENDINGS = {ending: kind for kind, endings in _FILES.items() for ending in endings}

_OBJECT = Words("对象", "an object")
_NAME = Words("不为空的文字或整数", "a text that is not empty, or a whole number")


class System(NamedTuple):
    """What a platform's own line tells of: something that happened, to somebody with a name."""

    kind: str
    name: str


#: The lines of WeChat and QQ that tell of joins, leaves and recalls; ``who`` is whom it is about.
_SYSTEM: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("join", re.compile(r'.{0,80}?邀请["“]?(?P<who>.{1,200}?)["”]?加入了?(?:群聊|本群)。?.{0,80}')),
    ("join", re.compile(r'["“]?(?P<who>.{1,80}?)["”]?(?:通过.{1,200})?(?:已?加入了?|进入了?)(?:群聊|本群)。?.{0,80}')),
    ("leave", re.compile(r'["“]?(?P<who>.{1,80}?)["”]?(?:已?退出了?|离开了?|被.{1,80}移出了?)(?:群聊|本群)。?.{0,80}')),
    ("leave", re.compile(r'.{0,80}?将["“]?(?P<who>.{1,200}?)["”]?移出了?(?:群聊|本群)。?.{0,80}')),
    ("recall", re.compile(r'["“]?(?P<who>.{1,80}?)["”]?\s*撤回了一条(?:成员)?消息.{0,200}', re.DOTALL)),
)  # fmt: skip


def told(line: str) -> list[System]:
    """What a system line of WeChat or QQ tells; empty where it tells of nothing known.

    One line may tell of several people who were invited together.
    """
    for kind, form in _SYSTEM:
        found = form.fullmatch(line.strip())
        if found is not None:
            names = re.split(r'["”]?、["“]?', found["who"]) if kind != "recall" else [found["who"]]
            return [System(kind, name.strip()) for name in names if name.strip()]
    return []


def object_of(value: object, field: str = "message") -> Mapping[str, Any]:
    """The value if it is an object; refuses anything else."""
    if not isinstance(value, dict):
        refuse(say.WRONG_TYPE, field=field, expected=_OBJECT, found=shown(value))
    return value


def account_of(value: object, field: str) -> str:
    """An id, which many platforms write as a number; refuses what is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        refuse(say.WRONG_TYPE, field=field, expected=_NAME, found=shown(value))
    return whole(value.strip())


def id_of(value: object) -> str | None:
    """An id that may be missing: ``None`` for what is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return whole(value.strip()) or None if isinstance(value, str) else None


def part_of(row: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """An object inside another; an empty one for what is none: it says nothing then."""
    value = row.get(field)
    return value if isinstance(value, dict) else {}


def text_of(value: object) -> str:
    """A text, or an empty one for what is none: a message of another kind has none."""
    return whole(value) if isinstance(value, str) else ""


def kind_of_file(name: str) -> str:
    """The kind of event that a file is, by its ending."""
    return _ENDINGS.get(name.rpartition(".")[2].lower(), "file")


def only(texts: Iterable[object]) -> tuple[str, ...]:
    """The texts among some values that are not empty, each once."""
    return tuple(dict.fromkeys(whole(one) for one in texts if isinstance(one, str) and one))
