"""Addresses of mail in a text made plain, also those that are written to be missed.

``name@host`` with a public suffix; ``(at)``, ``[at]``, 艾特 and, for the usual providers, ``#`` may
stand for the ``@``, and ``。``, ``点``, ``(dot)`` for the dot; ``name at host dot com`` needs both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from policyq.text.hosts import registered
from policyq.text.ordinary import ORDINARY

_AT_SIGN = re.compile("[@#]|艾特|圈a|[ (\\[{【（<]at[ )\\]}】）>]")
_AT = r"(?: ?@ ?| ?[(\[{【（<] ?(?:at|@|艾特) ?[)\]}】）>] ?| ?(?:艾特|圈a) ?|#)"
_DOT = r"(?:\.| ?[。．点點丶·] ?| ?[(\[{【（<] ?(?:dot|\.|点) ?[)\]}】）>] ?| \. ?| dot |,)"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LOCAL = r"(?<![a-z0-9._+%/=-])[a-z0-9_](?:[a-z0-9._+%-]{0,62}[a-z0-9_-])?"
_EMAIL = re.compile(rf"({_LOCAL})({_AT})({_LABEL}(?:{_DOT}{_LABEL}){{1,4}})")
#: name at gmail dot com: both words, or neither counts.
_SPELLED = re.compile(rf"({_LOCAL}) (at) ({_LABEL}(?: dot {_LABEL}){{1,3}})(?![a-z0-9])")
_ONE_DOT = re.compile(_DOT)
#: Where addresses with ``#`` for ``@`` are: it stands before headings and numbers otherwise.
_MAIL_HOSTS: Final = frozenset(
    {"qq.com", "vip.qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn"}
    | {"sohu.com", "139.com", "189.cn", "wo.cn", "aliyun.com", "gmail.com", "outlook.com"}
    | {"hotmail.com", "live.com", "yahoo.com", "icloud.com", "proton.me", "protonmail.com"}
)


class Address(NamedTuple):
    """An address at ``text[start:end]``."""

    value: str
    start: int
    end: int


def find(small: str) -> Iterator[Address]:
    """The addresses in a plain text in small letters, by place."""
    if may_hold(small):
        yield from sorted(_addresses(small), key=lambda one: one.start)


def may_hold(small: str) -> bool:
    """Whether there can be an address in it: a quick look that misses none."""
    return _AT_SIGN.search(small) is not None


def _addresses(small: str) -> Iterator[Address]:
    for form in (_EMAIL, _SPELLED):
        place = 0
        while found := form.search(small, place):
            name, at, host = found.groups()
            length = _host_length(host)
            place = found.start(3) + length if length else found.end()
            if length and not _is_no_address(name, at, host[:length], small[place : place + 1]):
                value = f"{name}@{_ONE_DOT.sub('.', host[:length])}"
                yield Address(value, found.start(), place)


def _is_no_address(name: str, at: str, host: str, behind: str) -> bool:
    """Whether it is a place of git, a heading, or words of a sentence."""
    if name == "git" and behind == ":":
        return True
    known = _ONE_DOT.sub(".", host) in _MAIL_HOSTS
    return not known and ("#" in at or (at == "at" and name in ORDINARY))


def _host_length(host: str) -> int:
    """How much of what stands behind the ``@`` is a host with a public suffix, or with the one that
    stands in logs under pseudonyms."""
    ends = [*(dot.start() for dot in _ONE_DOT.finditer(host)), len(host)]
    for place, end in enumerate(ends[1:], 1):
        if host[end : end + 1] == "," and registered(_ONE_DOT.sub(".", host[:end])):
            ends = ends[: place + 1]  # a comma behind a whole host parts it from what follows
            break
    for end in reversed(ends[1:]):
        name = _ONE_DOT.sub(".", host[:end])
        if registered(name) or name.endswith(".invalid"):
            return end
    return 0
