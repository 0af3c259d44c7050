"""Contacts in running text: WeChat ids, QQ numbers, telephone numbers and addresses of mail.

They are found in the text made plain (`policyq.text.plain`), whatever the style of letters and
digits, and have nothing to do with the folds of words. What is a contact:

- ``wechat``: an id or a number after a word for WeChat (微信, vx, 加薇: `policyq.text.cues`), a
  telephone number with such a word behind it, and ``wxid_…`` anywhere. An id of letters alone
  needs more than the word (微信号, a colon) and must be no ordinary word.
- ``qq``: five to eleven digits after, or right before, a word for QQ or its groups.
- ``phone``: what `policyq.text.phones` says.
- ``email``: what `policyq.text.mail` says.

One piece of text may be two contacts: a telephone number that is a WeChat id as well.
All patterns repeat a bounded number of times, so the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from policyq.text import cues, links, mail
from policyq.text.ordinary import ORDINARY
from policyq.text.phones import DIGIT, digits_of, phones
from policyq.text.plain import plain, small_letters
from policyq.vocabulary.contacts import CONTACTS

EVERY: Final = frozenset(CONTACTS)
SHORTEST: Final = 5
"""No text with fewer characters holds a contact."""


class ContactHit(NamedTuple):
    """A contact at ``text[start:end]``."""

    kind: str
    """An id of the vocabulary's ``CONTACTS``."""
    value: str
    """As one would type it: in small letters, digits as 0 to 9, nothing in between."""
    start: int
    end: int


def masked(hit: ContactHit) -> str:
    """A value of which a reader sees enough to know it again, and too little to use it."""
    name, at, host = hit.value.partition("@")
    return f"{name[:2]}****{name[-2:] if len(name) > 5 else ''}{at}{host}"


def find(text: str, kinds: frozenset[str] = EVERY) -> tuple[ContactHit, ...]:
    """All contacts of some kinds in a text, by place."""
    if len(text) < SHORTEST or not _POSSIBLE.search(text):
        return ()
    made = plain(text)
    small = small_letters(made.text)
    hits = {
        ContactHit(hit.kind, hit.value, *made.span(hit.start, hit.end))
        for hit in _hits(small)
        if hit.kind in kinds
    }
    return tuple(sorted(_outside_links(hits, text), key=lambda hit: (*hit[2:], hit.kind)))


def _outside_links(hits: set[ContactHit], text: str) -> set[ContactHit]:
    """Without what only looks like a contact: numbers, ids and users in a link."""
    if "/" not in text or not hits:
        return hits
    spans = [(link.start, link.end) for link in links.find(text)]
    starts = [start for start, _ in spans]

    def inside(hit: ContactHit) -> bool:
        place = bisect_right(starts, hit.start) - 1
        return place >= 0 and hit.end <= spans[place][1]

    return {hit for hit in hits if not inside(hit)}


#: Contacts are written in anything but ordinary Chinese characters, or in numerals.
_POSSIBLE = re.compile(
    "[0-9@\u00aa-\u00ba\u0660-\u1fff\u2070-\u2fff\ua000-\uabff\uff00-\uffef\U00010000-\U0010ffff]"
    f"|[A-Za-z].{{0,2}}[A-Za-z_]|{DIGIT}{{3}}"
)


# -- WeChat and QQ ---------------------------------------------------------------------------------

_JOIN = r"[ \-_.·*]"
_FEW = rf"{DIGIT}{{5,11}}(?!{DIGIT})"
_SPREAD = rf"{DIGIT}(?:{_JOIN}{{1,2}}{DIGIT}){{4,10}}(?!{_JOIN}{{0,2}}{DIGIT})"
_GROUPED = rf"{DIGIT}{{3,4}}(?:{_JOIN}{DIGIT}{{2,5}}){{1,2}}(?!{_JOIN}?{DIGIT})"
_NUMBER = f"{_FEW}|{_SPREAD}|{_GROUPED}"
_ID = r"[a-z][-_a-z0-9]{5,19}(?![-_a-z0-9]|\.[a-z]|@|:/)"
_APART = r"[a-z](?:[ .*·]{1,2}[a-z0-9]){5,19}(?![a-z0-9])"

_AFTER_QQ = re.compile(rf"{cues.QQ}{cues.OTHERS}({cues.FILLER})({_NUMBER})")
_BEFORE_QQ = re.compile(
    rf"(?<![0-9a-z_.@#/=-])({DIGIT}{{5,11}})[ (（]?[加的是]?"
    r"(?:q ?q|扣扣|企鹅|q号)(?![a-z0-9飞音空邮浏用农炫堂游人])"
)
_AFTER_WECHAT = re.compile(
    rf"({cues.WECHAT})({cues.OTHERS}{cues.FILLER})(?:({_ID})|({_NUMBER})|({_APART}))"
)
_BEHIND = re.compile(cues.BEHIND)
_WXID = re.compile(r"(?<![a-z0-9_])wxid_[a-z0-9]{6,32}(?![a-z0-9_])")
_BEFORE = 4
_BARE: Final = frozenset({"v", "vv"})
#: What says that a number counts something, or is a date or a version.
_COUNTED = re.compile(
    r" ?[元块万亿人]|个(?!人)|分(?!享)|点(?!我|击)|[条次年月日天秒米步张件份岁位级度题%]"
    r"|[.:/]\d|@|(?!q|vx|wx|v\b|wei|tel)[a-z_]"
)
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def _hits(small: str) -> Iterator[ContactHit]:
    wechat, qq = _gates()
    if wechat.search(small):
        yield from _wechat(small)
    if qq.search(small):
        yield from _qq(small)
    for phone in phones(small):
        yield ContactHit("phone", *phone)
        if _BEHIND.match(small, phone.end):
            yield ContactHit("wechat", *phone)
    for address in mail.find(small):
        yield ContactHit("email", *address)


@cache
def _gates() -> tuple[Any, Any]:
    """For WeChat and for QQ, a search that is quick where there is nothing to be found."""
    import re2

    wechat = f"{cues.WECHAT}{cues.OTHERS}{cues.FILLER}[a-z{DIGIT[1:]}|wxid_"
    qq = f"{cues.QQ}{cues.OTHERS}{cues.FILLER}{DIGIT}|{DIGIT}{{5}} ?[(（]?[加的是]?(?:q|扣|企鹅)"
    return re2.compile(_forward(wechat)), re2.compile(_forward(qq))


def _forward(pattern: str) -> str:
    """A pattern that finds no less, without looking behind; RE2 cannot."""
    pattern = re.sub(r"\(\?(?:<!|!)(?:[^()\[\]]|\[[^\]]*\])*\)", "", pattern)
    return pattern.replace("(?=", "(?:")


def _wechat(small: str) -> Iterator[ContactHit]:
    for found in _WXID.finditer(small):
        yield ContactHit("wechat", found[0], *found.span())
    for found in _AFTER_WECHAT.finditer(small):
        cue, gap, name, number, apart = found.groups()
        if name is not None:
            before = small[max(0, found.start() - _BEFORE) : found.start()]
            if _is_id(name, cue, gap, before):
                yield ContactHit("wechat", name, *found.span(3))
        elif number is not None:
            value = digits_of(number)
            if len(value) > 5 and not _counts(small, gap, value, found.end(4)):
                yield ContactHit("wechat", value, *found.span(4))
        else:
            yield ContactHit("wechat", re.sub(r"[ .*·]", "", apart), *found.span(5))


def _is_id(name: str, cue: str, gap: str, before: str) -> bool:
    """Whether a name after a word for WeChat is an id."""
    letters = name.rstrip("0123456789-_")
    if letters in cues.NO_ID or re.split("[-_]", letters)[0] in cues.NO_ID:
        return False
    if not gap and cue[-1].isascii():
        # vxabc123: glued, and so without a sign that the word has ended
        return cue[-2:] == "vx" and any(map(str.isdigit, name)) and "_" not in name
    if any(map(str.isdigit, name)):
        return True
    announced = cues.ANNOUNCED.search(gap) or cues.ANNOUNCED.search(before + cue)
    return announced is not None and letters not in ORDINARY and cue not in _BARE


def _qq(small: str) -> Iterator[ContactHit]:
    for found in _AFTER_QQ.finditer(small):
        value = digits_of(found[2])
        if len(value) <= 11 and not _counts(small, found[1], value, found.end(2)):
            yield ContactHit("qq", value, *found.span(2))
    for found in _BEFORE_QQ.finditer(small):
        value = digits_of(found[1])
        if value[0] != "0" and not _DATE.fullmatch(value):
            yield ContactHit("qq", value, *found.span(1))


def _counts(small: str, gap: str, value: str, end: int) -> bool:
    """Whether a number after a cue is an amount, a date or something else that nobody has."""
    if value[0] == "0" or _COUNTED.match(small, end):
        return True
    return not gap.strip() and _DATE.fullmatch(value) is not None
