"""Links in running text, which in Chinese stand without spaces around them.

What is a link:

- ``scheme://host…`` with any scheme and any host: whoever writes the scheme means a link.
- ``host.suffix…`` without a scheme, if the suffix is a public one (``a.com``, not ``a.txt``), and
  ``1.2.3.4`` if a port or a path follows. An address of mail is no link. Some suffixes are also
  ends of file names, English words or words of programs (``run.sh``, ``price.is``, ``user.name``):
  without a scheme these need a path or a third part (`DOUBTFUL`).

Where it ends: at the first character that cannot stand in a link, which is every Chinese one.
Full-width letters and digits, ``／．`` and the like are read as the ordinary ones, but a full-width
mark that ends a clause (``，。；！？（）``) ends the link too. A Chinese host needs a scheme
(``http://例子.中国``) and ends where its suffix ends. Two links that are glued together
(``http://a.cnhttp://b.cn``) are two.

All searching is done by RE2, in time linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import Any, Final, NamedTuple

from policyq.text.fold import fold_width
from policyq.text.hosts import LONGEST, ends_publicly, host_of, inside, is_address, registered

__all__ = ["DOUBTFUL", "LinkHit", "find", "host_of", "inside"]

#: Suffixes that also end names of files, short English words, and words of programs.
DOUBTFUL: Final = frozenset(
    {"md", "py", "sh", "pl", "rs", "zip", "mov", "so", "ps", "ac", "java"}
    | {"is", "it", "in", "no", "to", "as", "at", "be", "by", "do", "am", "my", "you", "how"}
    | {"id", "name", "data", "run", "open", "save", "next", "show", "total"}
)

#: Full-width characters that may stand in a link, and what must not reach RE2.
_READ_AS_ASCII = re.compile("[０-９Ａ-Ｚａ-ｚ／．－＿＠＝＆％＃～＋\ud800-\udfff]+")
_GLUED = re.compile("(?=https?[:：]//)", re.IGNORECASE)

_SCHEME = "[A-Za-z][A-Za-z0-9]{1,15}[:：]//"
_USER = "[A-Za-z0-9._~!$&'()*+,;=:%-]*@"
_FOREIGN = r"(?:[A-Za-z0-9-]+\.)*[^\x00-\x7f\pP\pZ\pS\pC\pM][\pL\pM\pN-]*(?:\.[\pL\pM\pN-]+)*"
_HOST = r"\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})+"
_BARE = r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+"
_TAIL = r"(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%|-]*)?"
_PATTERN = f"{_SCHEME}(?:{_USER})?(?:({_FOREIGN})|({_HOST})){_TAIL}|({_BARE}){_TAIL}"
_GROUPS = _FOREIGN_GROUP, _HOST_GROUP, _BARE_GROUP = 1, 2, 3
_LOOSE_ENDS = frozenset(".,;:!?'*|~([")
_PAIRS = {")": "(", "]": "["}
_LETTERS = re.compile("xn--[a-z0-9-]+|[a-z]*", re.IGNORECASE)
_LONGEST_TOP = 24


class LinkHit(NamedTuple):
    """A link at ``text[start:end]``."""

    url: str
    """As written, but with full-width characters as ordinary ones."""
    host: str
    start: int
    end: int


def find(text: str) -> tuple[LinkHit, ...]:
    """All links of a text, in order; they never overlap."""
    plain = _READ_AS_ASCII.sub(lambda run: fold_width(run[0]), text)
    if "." not in plain and "//" not in plain:
        return ()
    return tuple(_links(plain))


@cache
def _pattern() -> Any:
    import re2

    return re2.compile(_PATTERN)


def _links(plain: str) -> Iterator[LinkHit]:
    offset = 0
    for piece in _GLUED.split(plain):
        for match in _pattern().finditer(piece):
            start, end = match.start(), _end(match, piece)
            url = piece[start:end].replace("：", ":", 1)
            host = host_of(url) if end else None
            if host is not None:
                yield LinkHit(url, host, offset + start, offset + end)
        offset += len(piece)


def _end(match: Any, piece: str) -> int:
    """Where the link really ends, at the latest where the match does; 0 if it is none."""
    group = next(group for group in _GROUPS if match.start(group) >= 0)
    start, end = map(int, match.span(group))
    run, tail = piece[start:end], piece[end : match.end()]
    if group == _BARE_GROUP:
        length = 0 if _is_mail(piece, start, match.end()) else _bare(run, tail)
    elif group == _FOREIGN_GROUP:
        length = _foreign(run)
    else:
        length = len(run if tail else run.rstrip(".-_"))
    if length < len(run):
        return start + length if length else 0
    return end + _tight(tail)


def _is_mail(piece: str, start: int, end: int) -> bool:
    """Whether it is one side of the ``@`` of an address of mail."""
    if piece[end : end + 1] == "@":
        return True
    before = piece[max(start - 2, 0) : start]
    return before.endswith("@") and before[0].isascii() and before[0].isalnum()


def _bare(run: str, tail: str) -> int:
    """How much of a dotted run is a host: as many parts as end in a known suffix."""
    if len(run) > LONGEST:
        return 0
    labels = run.split(".")
    if len(labels) == 4 and is_address(run):
        return len(run) if tail else 0
    for count in range(len(labels), 1, -1):
        letters = _LETTERS.match(labels[count - 1])
        top = letters[0] if letters else ""
        length = len(".".join((*labels[: count - 1], top)))
        if _may_be_host(run[:length], top, count, tail if length == len(run) else ""):
            return length
    return 0


def _may_be_host(name: str, top: str, parts: int, tail: str) -> bool:
    host = host_of(name) if len(top) > 1 else None
    if host is None or not registered(host):
        return False
    if any(label[0] == "-" or label[-1] == "-" for label in name.split(".")):
        return False
    return parts > 2 or top.lower() not in DOUBTFUL or tail.startswith("/")


def _foreign(run: str) -> int:
    """How much of a run with letters beyond ASCII is a host: up to the end of a known suffix, else
    the ASCII parts before them."""
    labels = run[:LONGEST].split(".")
    for count in range(len(labels), 1, -1):
        before, last = ".".join(labels[: count - 1]), labels[count - 1]
        shortest = len(last) if last.isascii() else 1
        for length in range(min(len(last), _LONGEST_TOP), shortest - 1, -1):
            if ends_publicly(last[:length]):
                return len(before) + 1 + length
    return len(".".join(takewhile(str.isascii, labels)))


def _tight(tail: str) -> int:
    """The length of a tail without the marks of the sentence around the link."""
    count, end = Counter(tail), len(tail)
    while end:
        mark = tail[end - 1]
        opening = _PAIRS.get(mark)
        if mark not in _LOOSE_ENDS and not (opening and count[mark] > count[opening]):
            break
        count[mark] -= 1
        end -= 1
    return end
