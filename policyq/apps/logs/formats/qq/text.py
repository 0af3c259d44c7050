"""QQ as text: what the PC client exports, and what is copied out of a window or a phone.

A message is a line that heads it, then its text, then a blank line. The heads are::

    2020-03-04 9:02:42 PM 【管理员】小明(10001)      PC export: 24 or 12 hours, as Windows is set
    2020-03-04 21:02:42 小明<ming@example.com>      an account may be an address
    2020-03-04 21:02:42 小明                        discussion groups: the name is all there is
    【潜水】小明 3/4/2020 9:02:42 PM                copied from the side window
    【潜水】小明 9:02:42 PM                         copied from the chat: the day has to be given
    小明  21:02:42                                  copied from a phone, below its day:
    — —  2020-3-4  — —

A PC export may hold several chats, each below ``消息分组:`` (a folder of the contact list) and
``消息对象:`` (the group's name, which is its id here). Copies name no group. One file is of one
form: lines of the other form belong to the text. A line of the text can look like a head; so a
head counts only behind a blank line, unless the file sets none between its messages.

Where a line has no account, the name is the account. Titles other than 群主 and 管理员 are left
out. Lines of the system tell of joins, leaves, recalls, mutes and removals by name; an account
is known only where a message with that name stood before, or where names are the accounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.qq import phrases
from policyq.apps.logs.formats.qq.heads import Form, Line, day_rule, form_of, is_rule, section
from policyq.apps.logs.head import Head, head_of
from policyq.apps.logs.steps.values import PRIVATE, numbered
from policyq.apps.logs.twice import Twice
from policyq.apps.problems import Refused, refuse, shown
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

#: How much text one message may have: what follows without a head is left out.
LONGEST = 1 << 18

#: Folders of the contact list that hold people, under the names that QQ gives them.
_FRIENDS = frozenset({"我的好友", "陌生人", "黑名单", "特别关心", "我的设备", "企业好友"})
#: What lines begin with that may be more than text.
_MARKING = frozenset("=消—-– \t\u3000\ufeff")
_SYSTEM = frozenset({"10000", "1000000"})


def fits(head: Head) -> bool:
    """Whether it begins as an export, or with the head of a message in one of the forms."""
    return form_of(head.text) is not None


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    form = form_of(head_of(file.source).text)
    if form is None:
        yield from _nothing(file)
        return
    with Twice(file) as twice:
        form = form.prepared(file, twice)
        twice.rewind()
        reader, encoding = _Reader(file, form), file.encoding
        for line in file.lines():
            try:
                text = text_of(line, encoding) if line else ""
            except Refused as refused:
                file.reject(refused.problem, line)
                continue
            if not reader.goes_on(text):
                yield from reader.take(text)
        yield from reader.rest()


def _nothing(file: File) -> Iterator[Event]:
    """A file that was called one of QQ's and has no head of a message: no line says anything."""
    for line in file.lines():
        if not line or line.isspace():
            file.noise += 1
            continue
        try:
            refuse(say.UNKNOWN_LINE, found=shown(text_of(line, file.encoding)))
        except Refused as refused:
            file.reject(refused.problem, line)
    yield from ()


class _Open(NamedTuple):
    """A message whose text still comes."""

    line: int
    head: Line
    raw: str


class _Reader:
    """Where in the file we are: the chat, the day, and the message whose text still comes."""

    def __init__(self, file: File, form: Form) -> None:
        self._file, self._form = file, form
        self._chat: str | None = None
        self._private = False
        self._names = phrases.Names(file.hints.own, plain=form.copied)
        self._open: _Open | None = None
        self._body: list[tuple[int, str]] = []
        self._size = 0
        self._held: tuple[int, str] | None = None
        self._accounts: bool | None = None
        self._in_section = False
        self._blank = True

    def goes_on(self, line: str) -> bool:
        """Whether the line simply goes on with the text of a message, as most do."""
        if self._held is not None or self._open is None:
            return False
        if line:
            if self._blank or self._form.tight or line[0] in _MARKING or line.isspace():
                return False
        else:
            self._blank = True
        self._add(self._file.line, line)
        return True

    def take(self, line: str) -> Iterator[Event]:
        """One line; gives the message before it where the line begins another."""
        text = line.strip()
        if not text and self._held is None:
            self._blank = True
            self._add(self._file.line, "")
            return
        held, self._held = self._held, None
        named = section(text)
        if held is not None:
            self._closed(held, chat=named is not None)
        if is_rule(text):
            if self._in_section:
                self._in_section, self._blank = False, True
                self._file.noise += 1
            else:
                self._held = (self._file.line, line)
            return
        if named is not None and (held or self._in_section or self._open is None):
            yield from self._enter(*named)
            return
        if self._form.copied and (day := day_rule(text)) is not None:
            yield from self.rest()
            self._form.turn_to(day)
            self._file.noise += 1
            self._blank = True
            return
        head = self._head(text)
        self._blank = not text
        if head is None:
            self._add(self._file.line, line)
            return
        yield from self.rest()
        self._in_section = False
        self._open = _Open(self._file.line, head, line)

    def _head(self, text: str) -> Line | None:
        """The head of a message; without an account only in chats that show none."""
        head = self._form.head(text) if self._blank or self._form.tight else None
        if head is None or self._form.copied:
            return head
        if self._accounts is None and head.name != "系统消息":
            self._accounts = head.account is not None
            self._names.plain = not self._accounts
        return None if self._accounts and head.account is None else head

    def _closed(self, held: tuple[int, str], *, chat: bool) -> None:
        """What a rule was that had to wait for the line below it: of a chat's name, or text."""
        if chat:
            self._file.noise += 1
        else:
            self._add(*held)
            self._blank = False

    def _enter(self, field: str, value: str) -> Iterator[Event]:
        yield from self.rest()
        self._file.noise += 1
        self._in_section = self._blank = True
        self._accounts = None
        if field == "消息分组":
            self._private = value in _FRIENDS
        else:
            self._chat = value or None
            self._names = phrases.Names(self._file.hints.own)

    def _add(self, number: int, line: str) -> None:
        """A line of the text; without a message it is noise (what stands above the first one)."""
        if self._open is None or self._size > LONGEST:
            self._file.noise += 1
            return
        self._body.append((number, line.rstrip()))
        self._size += len(line) + 1

    def rest(self) -> Iterator[Event]:
        """The message whose text has come to its end."""
        held, self._held = self._held, None
        if held is not None:
            self._closed(held, chat=False)
        if self._open is None:
            return
        (number, head, raw), self._open = self._open, None
        body, self._body, self._size = self._body, [], 0
        here, self._file.line = self._file.line, number
        self._file.noise += len(body)
        try:
            if self._private:
                self._file.leave_out(PRIVATE)
                return
            events = self._events(head, body)
            self._file.took(len(events))
        except Refused as refused:
            self._file.reject(refused.problem, raw.encode(errors="replace"))
            return
        finally:
            self._file.line = here
        yield from events

    def _events(self, head: Line, body: list[tuple[int, str]]) -> list[Event]:
        group = self._chat or self._file.group
        if group is None:
            refuse(exports.NO_GROUP, name=self._file.name)
        time = self._form.instant(head, self._file)
        base = Event(
            self._file.name_row(group), time, group, "other", group_name=self._chat, platform="qq"
        )
        if head.account in _SYSTEM or (head.account is None and head.name == "系统消息"):
            return self._system([line for _, line in body], base)
        told: list[Event] = []
        if self._form.copied:
            body, told = self._parted(body, base)
        return [self._message(head, body, base), *told]

    def _message(self, head: Line, body: list[tuple[int, str]], base: Event) -> Event:
        account = head.account or head.name
        if not account:
            refuse(say.UNKNOWN_LINE, found=head.clock)
        if head.name:
            self._names.saw(head.name, account)
        kind, text = phrases.body("\n".join(line for _, line in body))
        return base._replace(
            kind=kind, sender=account, name=head.name or None, role=head.role, text=text,
        )  # fmt: skip

    def _system(self, lines: list[str], base: Event) -> list[Event]:
        """What QQ itself wrote; several things in one block get ids of their own."""
        told = [one for line in lines for one in phrases.system(line)]
        events = [phrases.as_event(one, base, self._names) for one in told]
        return numbered(events)

    def _parted(
        self, body: list[tuple[int, str]], base: Event
    ) -> tuple[list[tuple[int, str]], list[Event]]:
        """The text without the lines of the system, which stand among the messages of a copy.

        Such a line stands alone between blank lines. It has no time: it gets the message's.
        """
        kept: list[tuple[int, str]] = []
        told: list[Event] = []
        for place, (number, line) in enumerate(body):
            alone = (
                place > 0
                and not body[place - 1][1]
                and not "".join(one for _, one in body[place + 1 : place + 2])
            )
            found = phrases.system(line) if alone and line else []
            if not found and not (alone and phrases.is_tip(line)):
                kept.append((number, line))
                continue
            self._file.line = number
            spot = base._replace(id=self._file.name_row(base.group))
            told += numbered([phrases.as_event(one, spot, self._names) for one in found])
        return kept, told


FORMAT = Format("qq", Said("QQ 文本", "QQ as text"), fits, read)
