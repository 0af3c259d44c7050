"""QQChatExporter: its text, a block for each message.

::

    小明:
    时间: 2026-05-01 08:00:00
    内容: 早
    资源: 1 个文件
      - image: a.png
    提及: 小红
    回复: 05-01 07:59 小红 - 谁在

The number of the message (``[1]``), the sender and ``类型:`` depend on how it was exported. The
text names no group but by its name, and nobody but by name: names are the accounts. A block
begins behind a blank line, with ``时间:`` and ``内容:`` below the sender; that way a text may hold
anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.qq import phrases
from policyq.apps.logs.head import Head, head_of
from policyq.apps.logs.steps.kinds import TELLING
from policyq.apps.logs.steps.values import PRIVATE, numbered
from policyq.apps.problems import Refused, refuse, shown
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

#: How many lines, and how many characters, one message may have.
LINES, LENGTH = 20_000, 1 << 18

_OPENING = "[QQChatExporter V"
_TIME = re.compile(r"时间: ?(?P<time>.{1,60})")
_FIELD = re.compile(r"(类型|内容): ?(.*)", re.DOTALL)
_COUNT = re.compile(r"资源: (\d{1,4}) 个文件")
_FILE = re.compile(r"  - (image|video|audio|file|[a-z]{1,20}): (.*)")
_TITLED = re.compile(r"\[([^\[\]]{1,40})\] (.+)")
_NUMBER = re.compile(r"\[\d{1,9}\]")
_CLOCK = re.compile(r"\d{1,2}:\d\d:\d\d")
_PRIVATE = ("私聊", "临时会话")
_NOBODY = ("", "0", "未知", "未知用户", "系统消息")
_KINDS = {"image": "image", "video": "video", "audio": "voice", "file": "file"}


def fits(head: Head) -> bool:
    """Whether it begins as the tool's text does."""
    return head.text.lstrip().startswith(_OPENING) or (
        "聊天名称: " in head.text[:2000]
        and re.search(r"^时间: \d", head.text, re.MULTILINE) is not None
    )


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    reader = _Reader(file)
    for block in _blocks(file):
        yield from reader.take(block)


class _Block(NamedTuple):
    """One message, or what stands above the first one."""

    line: int
    sender: str | None
    time: str | None
    rest: list[str]
    lines: int
    """How many lines of the file it is."""


def _paragraphs(file: File) -> Iterator[tuple[int, list[str], bool]]:
    """Lines up to the next that is not blank behind blank ones: the number of the first, the
    lines, and whether they go on with a paragraph that was too long for one."""
    number, lines, blank, goes_on, size = 1, list[str](), False, False, 0
    for raw in file.lines():
        try:
            line = text_of(raw, file.encoding) if raw else ""
        except Refused as refused:
            file.reject(refused.problem, raw)
            continue
        filled = bool(line) and not line.isspace()
        if lines and ((blank and filled) or len(lines) >= LINES or size >= LENGTH):
            yield number, lines, goes_on
            goes_on = not (blank and filled)
            lines, size = [], 0
        if not lines:
            number = file.line
        lines.append(line)
        size += len(line)
        blank = not filled
    if lines:
        yield number, lines, goes_on


def _blocks(file: File) -> Iterator[_Block]:
    """The messages of a file, and first what stands above them."""
    block, size = _Block(1, None, None, [], 0), 0
    for number, lines, goes_on in _paragraphs(file):
        begins = None if goes_on else _begins(lines)
        if begins is not None:
            yield block
            sender, time, further = begins
            block, size = _Block(number, sender, time, lines[further:], len(lines)), 0
            continue
        if len(block.rest) < LINES and size < LENGTH:
            block.rest.extend(lines)
            size += sum(map(len, lines))
        block = block._replace(lines=block.lines + len(lines))
    yield block


def _begins(lines: list[str]) -> tuple[str | None, str, int] | None:
    """The sender and the time of a message that begins with these lines, and how many those are."""
    at, sender = 0, None
    if _NUMBER.fullmatch(lines[0]):
        at = 1
    if at < len(lines) and lines[at].endswith(":") and len(lines[at]) <= 200:
        sender, at = lines[at][:-1].strip(), at + 1
    if at + 1 >= len(lines) or not lines[at].startswith("时间:"):
        return None
    found = _TIME.fullmatch(lines[at])
    if found is None or _FIELD.fullmatch(lines[at + 1]) is None:
        return None
    return sender, found["time"].strip(), at + 1


class _Reader:
    """What the text above the messages says, and the names that have been seen."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._names = phrases.Names(file.hints.own, plain=True)
        self._name, self._private, time = _above(head_of(file.source).text)
        self._group: str | None = self._name or file.group
        if time is not None and not self._private:
            if self._group is None:
                refuse(exports.NO_GROUP, name=file.name)
            if file.zone is None:
                refuse(say.NO_ZONE, field="time", found=shown(time))

    def take(self, block: _Block) -> Iterator[Event]:
        """The events of a block."""
        file = self._file
        if block.time is None:
            file.noise += block.lines
            return
        here, file.line = file.line, block.line
        file.noise += block.lines - 1
        try:
            if self._private:
                file.leave_out(PRIVATE)
                return
            events = self._events(block, block.time)
            file.took(len(events))
        except Refused as refused:
            file.reject(refused.problem, f"{block.sender}: {block.time}".encode(errors="replace"))
            return
        finally:
            file.line = here
        yield from events

    def _events(self, block: _Block, time: str) -> list[Event]:
        if self._group is None:
            refuse(exports.NO_GROUP, name=self._file.name)
        base = Event(
            self._file.name_row(self._group), self._file.instant(self._dated(time)), self._group,
            "other", group_name=self._name, platform="qq",
        )  # fmt: skip
        type_, content, files = _parts(block.rest)
        sender, role = _who(block.sender or "")
        system = type_ == "system" or (block.sender is not None and sender in _NOBODY)
        told = phrases.system(content) if system or "撤回了" in content else []
        if system or (len(told) == 1 and told[0].who == sender and told[0].kind == "recall"):
            events = [phrases.as_event(one, base, self._names) for one in told]
            return numbered(events)
        kind, text = phrases.body(content)
        kinds = {kind, *(_KINDS.get(of, "file") for of, _ in files)} - (
            {"text"} if not text else set()
        )
        if sender:
            self._names.saw(sender, sender)
        named = " ".join(name for of, name in files if of == "file" and not text)
        return [
            base._replace(
                kind=min(kinds, key=TELLING.index, default="text"),
                sender=sender or None,
                name=sender or None,
                role=role,
                text=text or named,
            )
        ]

    def _dated(self, time: str) -> str:
        """A time with its day, which an export of times of day alone leaves to the user."""
        if _CLOCK.fullmatch(time) is None:
            return time
        if self._file.hints.day is None:
            refuse(exports.NO_DAY, found=time)
        return f"{self._file.hints.day}T{time:0>8}"


def _above(text: str) -> tuple[str | None, bool, str | None]:
    """The name of the group, whether it is none, and the time of the first message."""
    name, private = None, False
    for line in text.split("\n"):
        if (found := _TIME.fullmatch(line.rstrip("\r"))) is not None:
            return name, private, found["time"]
        field, _, value = line.partition(": ")
        if field == "聊天名称" and name is None:
            name = value.strip() or None
        elif field == "聊天类型":
            private = value.strip() in _PRIVATE
    return name, private, None


def _who(label: str) -> tuple[str, str | None]:
    """The name in a label, and the role that its title tells."""
    found = _TITLED.fullmatch(label)
    if found is None:
        return label.strip(), None
    return found[2].strip(), phrases.ROLES.get(found[1].strip())


def _parts(lines: list[str]) -> tuple[str, str, list[tuple[str, str]]]:
    """Type, text and files of a block; what stands below the text is found from its end."""
    type_, start = "", len(lines)
    for place, line in enumerate(lines[:3]):
        found = _FIELD.fullmatch(line)
        if found is not None and found[1] == "类型":
            type_ = found[2].strip()
        elif found is not None:
            start = place
            break
    content = lines[start:]
    if not content:
        return type_, "", []
    content[0] = content[0][3:].removeprefix(" ")
    files: list[tuple[str, str]] = []
    end, last = _footer(content), {"提及: ", "回复: "}
    for place in range(end - 1, 0, -1):
        line = content[place]
        counted = _COUNT.fullmatch(line)
        if counted is not None and len(listed := _files(content, place)) == int(counted[1]):
            files, end = listed, place
            break
        if line[:4] in last:
            last.discard(line[:4])
            end = place
    return type_, "\n".join(line.rstrip() for line in content[:end]).strip(), files


def _files(content: list[str], place: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in content[place + 1 :]:
        match = _FILE.fullmatch(line)
        if match is None:
            break
        found.append((match[1], match[2].strip()))
    return found


def _footer(content: list[str]) -> int:
    """Where the text ends: before what stands at the end of the file, and before blank lines."""
    end = len(content)
    for place, line in enumerate(content[:-1]):
        if line.startswith("=====") and content[place + 1].strip() == "导出完成":
            end = place
    while end > 1 and not content[end - 1].strip():
        end -= 1
    return end


FORMAT = Format(
    "qqchatexporter-txt", Said("QQChatExporter（TXT）", "QQChatExporter (TXT)"), fits, read
)
