"""A log that can be shared: pseudonyms for members and groups, and texts without what points at them.

What a policy looks at stays as it is: times, kinds, roles, tags, sizes, hosts, words. Who somebody
is goes: accounts, names, ids, and in texts the names of members, contacts, addresses and numbers. A
contact stays one of its kind: a number keeps its length and its first digits, so that a pattern for
telephone numbers still fits.

What is in the words themselves, nobody can take out (docs/how-to/share-a-log.md says so).
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from policyq.study.pseudonyms import Pseudonyms
from policyq.text import contacts, links
from policyq.text.naming import Names
from policyq.text.phones import digits_of, is_number
from policyq.text.plain import plain
from policyq.vocabulary.events import EVERYONE, ROLES, Event

Texts: TypeAlias = Literal["mask", "keep", "drop"]
"""What becomes of texts: names and numbers masked, left as they are, or taken out."""

#: Groups are called after what they are about: a short name of one is an ordinary word.
_SHORTEST_GROUP = 4
_LONGEST_NAME = 100
#: Names that are nobody's.
_NOBODY = frozenset(
    {"所有人", "全体成员", "大家", "我", "all", "everyone", "here", "channel", "me", "bot"}
    | {one for role in ROLES.values() for one in role}
)

_MAIL = re.compile(r"[\w.+-]{1,64}[@＠][A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_CALLED = re.compile(r"(?<![A-Za-z0-9])[@＠]([^\s@＠，。、,:：;；!！?？()（）\"“”<>]{1,32})")
_WXID = re.compile(r"(?<![A-Za-z0-9])wxid_[A-Za-z0-9]{4,32}", re.IGNORECASE)
_HANDLE = re.compile(
    r"(?:微信号?|薇信|威信|[vw]x|v信|weixin|wechat|telegram|飞机)(?:号|是|[:： ]){0,3}"
    r"([A-Za-z][-_A-Za-z0-9]{5,31})(?![-_A-Za-z0-9])",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(
    r"(?:q{1,2}|扣扣|企鹅|群号?|微信|[vw]x|电话|手机|tel)(?:号|是|[:： ]){0,3}(\d{5,6})(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d{7,64}|1[3-9]\d[- ]\d{4}[- ]\d{4}(?!\d)|\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)|\d{4}(?: \d{4}){2,4}"
)
_URL = re.compile(r"([A-Za-z][A-Za-z0-9]{1,15}[:：]//)?([^/?#]*)([^?#]*)", re.DOTALL)

_Change = tuple[int, int, str]


def is_nobody(name: str) -> bool:
    """Whether a name stands for everybody, or for whoever has a role, and for nobody in person."""
    return name.strip().lower() in _NOBODY or name.startswith(("所有人", "全体成员"))


class Known:
    """Who is named in a log: to be shown every event before the first is masked."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms
        self.names: dict[str, str] = {}
        """What members and groups are called, and the pseudonym in its place."""
        self._owned: set[str] = set()
        """The names of which the account is known."""

    def see(self, event: Event) -> None:
        """Take in the accounts and names of an event."""
        for account in (event.sender, event.target, event.person, *(event.mentions or ())):
            if account is not None and account not in self.names and account != EVERYONE:
                self._take(account, self._pseudonyms.of(account))
        if event.name is not None and event.name not in self._owned:
            if event.sender is not None:
                self._owned.add(event.name)
            self._take(event.name, self._pseudonyms.of(event.sender or event.name))
        for group in (event.group, event.group_name):
            if group is not None and len(group) >= _SHORTEST_GROUP and group not in self.names:
                self._take(group, self._pseudonyms.of_group(event.group))

    def _take(self, name: str, pseudonym: str) -> None:
        if len(name) <= _LONGEST_NAME and not is_nobody(name):
            self.names[name] = pseudonym


class Mask:
    """Makes events that can be shared."""

    def __init__(self, pseudonyms: Pseudonyms, known: Known, texts: Texts = "mask") -> None:
        self._pseudonyms = pseudonyms
        self._known = known.names
        self._names = Names(known.names)
        self._texts = texts

    def event(self, event: Event) -> Event:
        """The event under pseudonyms; what is not known stays so."""
        of, of_id = self._pseudonyms.of, self._pseudonyms.of_id
        group = self._pseudonyms.of_group(event.group)
        return event._replace(
            id=of_id(event.id),
            group=group,
            sender=None if event.sender is None else of(event.sender),
            name=None if event.name is None else self._name(event),
            text=self._text(event),
            links=self._links(event),
            mentions=None
            if event.mentions is None
            else tuple(one if one == EVERYONE else of(one) for one in event.mentions),
            target=None if event.target is None else of(event.target),
            refers=None if event.refers is None else of_id(event.refers),
            group_name=None if event.group_name is None else group,
            person=None if event.person is None else of(event.person),
        )

    def _name(self, event: Event) -> str:
        if event.sender is not None:
            return self._pseudonyms.of(event.sender)
        name = event.name or ""
        return self._known.get(name) or self._pseudonyms.of(name)

    def _text(self, event: Event) -> str | None:
        if event.text is None or self._texts == "keep":
            return event.text
        return None if self._texts == "drop" else self.text(event.text)

    def _links(self, event: Event) -> tuple[str, ...] | None:
        """The links without their queries; those of a text that is dropped stay behind here."""
        found = event.links
        if self._texts == "drop" and event.text is not None:
            found = (*(found or ()), *(hit.url for hit in links.find(event.text)))
        if found is None or self._texts == "keep":
            return found
        return tuple(map(self.link, found))

    def text(self, text: str) -> str:
        """A text without names, addresses, numbers and the queries of links."""
        parts, at = [], 0
        for hit in links.find(text):
            parts += [self._plain(text[at : hit.start]), self.link(text[hit.start : hit.end])]
            at = hit.end
        return "".join([*parts, self._plain(text[at:])])

    def link(self, url: str) -> str:
        """A link with its host and its path, and nothing else that tells of a member."""
        found = _URL.match(url)
        assert found is not None, "every part may be empty"
        scheme, host, path = found.groups("")
        made = scheme + host.rpartition("@")[2] + self._plain(path)
        leads = links.host_of(url)
        if links.host_of(made) == leads:
            return made
        # Without what stood before the @ it would lead elsewhere, or somewhere at all.
        return "@" if leads is None else leads

    def _plain(self, text: str) -> str:
        """Text without links; of changes that overlap, the earlier kind is made."""
        if not text:
            return text
        changes: list[_Change] = []
        taken = bytearray(len(text))
        for change in self._changes(text):
            start, end, _ = change
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                changes.append(change)
        parts, at = [], 0
        for start, end, instead in sorted(changes):
            parts += [text[at:start], instead]
            at = end
        return "".join([*parts, text[at:]])

    def _changes(self, text: str) -> list[_Change]:
        of = self._pseudonyms.of
        changes = [(hit.start, hit.end, self._contact(hit, text)) for hit in contacts.find(text)]
        if "@" in text or "＠" in text:
            changes += [
                (*found.span(), f"{of(found[0])}@mail.invalid") for found in _MAIL.finditer(text)
            ]
        changes += self._names.find(text)
        changes += [(*found.span(), of(found[0])) for found in _WXID.finditer(text)]
        changes += [(*found.span(1), of(found[1])) for found in _HANDLE.finditer(text)]
        changes += [
            (*found.span(1), of(found[1]))
            for found in _CALLED.finditer(text)
            if not is_nobody(found[1])
        ]
        for form, group in ((_NUMBER, 0), (_SHORT_NUMBER, 1)):
            changes += [
                (*found.span(group), self._number(found[group])) for found in form.finditer(text)
            ]
        return changes

    def _contact(self, hit: contacts.ContactHit, text: str) -> str:
        """What stands for a contact and is one of the same kind."""
        written = text[hit.start : hit.end]
        if hit.kind == "email":
            return f"{self._pseudonyms.of(hit.value)}@mail.invalid"
        if not hit.value.lstrip("+").isdecimal():
            return self._known.get(written) or self._pseudonyms.of(hit.value)
        firsts = range(3 if len(hit.value) >= 10 else 1, 6)
        fitting = (first for first in firsts if is_number(self._stand_in(hit.value, first)))
        first = next(fitting, 6) if hit.kind == "phone" else None
        instead = self._stand_in(hit.value.lstrip("+"), first)
        digits = digits_of(plain(written).text)
        return _in_the_shape_of(written, digits.removesuffix(hit.value.lstrip("+")) + instead)

    def _number(self, written: str) -> str:
        """A number of the same shape: its first digits, noughts, and four that stand for it."""
        return _in_the_shape_of(written, self._stand_in(digits_of(plain(written).text)))

    def _stand_in(self, value: str, first: int | None = None) -> str:
        """The digits that stand for some, of which the first few stay."""
        sign, digits = ("+", value[1:]) if value.startswith("+") else ("", value)
        first = first or (3 if len(digits) >= 10 else 1)
        behind = max(0, len(digits) - first)
        last = min(4, behind)
        noughts = "0" * (behind - last)
        return sign + digits[:first] + noughts + self._pseudonyms.digits(digits, last)


def _in_the_shape_of(written: str, digits: str) -> str:
    """A number with other digits, as many as it has, where they stand."""
    changed = iter(digits)
    return "".join(next(changed) if digits_of(plain(one).text) else one for one in written)
