"""Links in running text, which in Chinese stand without spaces around them.

What is a link:

- ``scheme://host…`` with any scheme and any host: whoever writes the scheme means a link.
- ``host.suffix…`` without a scheme, if the suffix is a public one (``a.com``, not ``a.txt``), and
  ``1.2.3.4`` if a port or a path follows. An address of mail is no link. Some suffixes are also
  ends of file names, English words or words of programs (``run.sh``, ``price.is``, ``user.name``):
  without a scheme these need a path or a third part (`DOUBTFUL`), and some need ``www`` (`_FILES`).
- what is written so that it is no link, and everybody knows which it is (``baidu 点 com``):
  `policyq.text.respelt` finds it.

Where it ends: at the first character that cannot stand in a link, which is every Chinese one.
Full-width letters and digits, ``／．`` and the like are read as the ordinary ones, and so are
letters in circles and other styles, as browsers read them; a full-width mark that ends a clause
(``，。；！？（）``) ends the link too. What shows nothing is passed over. A host in Chinese
characters needs a scheme or ``www.`` (``http://例子.中国``) and ends where its suffix ends; one in
other alphabets (``münchen.de``) does not. Two links that are glued together
(``http://a.cnhttp://b.cn``) are two.

All searching is done by RE2, in time linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any, Final, NamedTuple

from policyq.text import mail, single
from policyq.text.hosts import LONGEST, ends_publicly, host_of, inside, is_address, registered
from policyq.text.plain import plain_letters, small_letters

__all__ = ["DOUBTFUL", "LinkHit", "find", "host_of", "inside", "may_hold"]

#: Suffixes that also end names of files, short English words, and words of programs.
DOUBTFUL: Final = frozenset(
    {"md", "py", "sh", "pl", "rs", "zip", "mov", "so", "ps", "ac", "java"}
    | {"is", "it", "in", "no", "to", "as", "at", "be", "by", "do", "am", "my", "you", "how"}
    | {"id", "name", "data", "run", "open", "save", "next", "show", "total"}
    | {
        "cf",
        "mp",
        "bz",
        "la",
        "group",
        "menu",
        "inc",
        "click",
        "new",
        "here",
        "dot",
        "box",
        "lease",
    }
    | {"moto", "cards", "select", "map", "date", "now", "us", "me", "one", "app"}
)
#: Of these a third part says nothing: ``libc.2.so``, ``self.user.name``.
_FILES: Final = frozenset(
    {"md", "py", "sh", "pl", "rs", "zip", "mov", "so", "ps", "java", "id", "name", "data", "run"}
    | {"open", "save", "next", "show", "total", "cf", "bz", "la", "inc", "menu", "new", "group"}
    | {
        "click",
        "moto",
        "lease",
        "here",
        "select",
        "map",
        "date",
        "as",
        "by",
        "do",
        "be",
        "no",
        "my",
        "you",
        "how",
    }
)
#: Suffixes that letters or digits may touch: ``qq.com123`` is ``qq.com``, ``song.mp3`` is no link.
_SURE: Final = frozenset({"com", "net", "org", "cn", "edu", "gov", "de", "uk", "tv", "cc"})

#: Full-width marks that may stand in a link.
_MARKS = "／．－＿＠＝＆％＃～＋"
_POSSIBLE = re.compile(
    r"//|\\\\|[A-Za-z0-9\u00aa-\u05ff\u2070-\u24ff\uff10-\uff5a\U0001d400-\U0001f1ff]"
    r"[^A-Za-z0-9]{0,12}?(?:[.．。点點丶奌・•∙·]|(?i:(?<![a-z])(?:dot|d0t)(?![a-z])))"
    r"|(?i:w ?w ?w )"
)
#: Finds what a link cannot be without; to be asked where `needed` finds something.
possible = _POSSIBLE.search
#: Finds the first character that may stand in a link, and that no link is without: the quickest look.
needed = re.compile(
    r"[A-Za-z0-9/\\\u00aa-\u05ff\u2070-\u24ff\uff10-\uff5a\U0001d400-\U0001f1ff]"
).search
_GLUED = re.compile("(?=https?[:：]//)", re.IGNORECASE)

_SCHEME = "[A-Za-z][A-Za-z0-9]{1,15}[:：]//"
_USER = "[A-Za-z0-9._~!$&'()*+,;=:%-]*@"
_FOREIGN = (
    r"(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]*[^\x00-\x7f\pP\pZ\pS\pC\pM][\pL\pM\pN-]*"
    r"(?:\.[\pL\pM\pN-]+)*"
)
_HOST = r"\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})+"
_SPACED = r"\p{Latin}\p{Cyrillic}\p{Greek}0-9"
_BARE = rf"[{_SPACED}][{_SPACED}\pM_-]*(?:\.[{_SPACED}\pM_-]+)+"
_TAIL = r"(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%|-]*)?"
_PATTERN = (
    f"{_SCHEME}(?:{_USER})?(?:({_FOREIGN})|({_HOST})){_TAIL}"
    rf"|([wW][wW][wW]\.{_FOREIGN}){_TAIL}|({_BARE}){_TAIL}"
)
_GROUPS = _FOREIGN_GROUP, _HOST_GROUP, _WWW_GROUP, _BARE_GROUP = 1, 2, 3, 4
_LOOSE_ENDS = frozenset(".,;:!?'*|~([")
_PAIRS = {")": "(", "]": "["}
_LETTERS = re.compile(r"xn--[a-z0-9-]+|[^\W\d_]*", re.IGNORECASE)
_LONGEST_TOP = 24


class LinkHit(NamedTuple):
    """A link at ``text[start:end]``."""

    url: str
    """As one would type it: with ordinary characters, dots for what stands for them."""
    host: str
    start: int
    end: int
    respelt: bool = False
    """Whether it is written so that it is no link."""


def find(text: str) -> tuple[LinkHit, ...]:
    """All links of a text, in order; they never overlap."""
    return _found(text) if "//" in text or may_hold(text) else ()


@lru_cache(maxsize=8)
def _found(text: str) -> tuple[LinkHit, ...]:
    # Whoever decides by the links of a message asks once more to say why.
    one = single.find(text)
    return searched(text) if one is None else (LinkHit(*one),)


def searched(text: str) -> tuple[LinkHit, ...]:
    """As `find`, without the quick look at what is ordinary."""
    made = plain_letters(text, _MARKS)
    plain = made.text
    found = list(_links(plain)) if "." in plain or "//" in plain else []
    from policyq.text import respelt  # its patterns take long to make

    spelt = [LinkHit(*one, True) for one in respelt.find(plain)]
    addresses = [
        LinkHit(value, "", start, end) for value, start, end in mail.find(small_letters(plain))
    ]
    if addresses:
        found, spelt = _without(found, addresses), _without(spelt, addresses)
    if spelt:
        found = _without(found, spelt)
        spelt = _without(spelt, found)
    return tuple(
        hit._replace(start=start, end=end)
        for hit in sorted([*found, *spelt], key=lambda hit: hit.start)
        for start, end in [made.span(hit.start, hit.end)]
    )


def may_hold(text: str) -> bool:
    """Whether there can be a link in a text: a quick look that misses none."""
    return needed(text) is not None and possible(text) is not None


def _without(hits: list[LinkHit], others: list[LinkHit]) -> list[LinkHit]:
    """The hits that no other overlaps; of two, a longer one of the others wins."""
    kept = []
    starts = [other.start for other in others]
    for hit in hits:
        place = bisect_right(starts, hit.start)
        beside = others[max(0, place - 1) : bisect_left(starts, hit.end)]
        if not any(
            other.start < hit.end
            and hit.start < other.end
            and other.end - other.start >= hit.end - hit.start
            for other in beside
        ):
            kept.append(hit)
    return kept


@cache
def _pattern() -> Any:
    import re2

    return re2.compile(_PATTERN)


def _links(plain: str) -> Iterator[LinkHit]:
    offset = 0
    for piece in _GLUED.split(plain):
        # A host has a dot, or stands behind a scheme.
        for match in _pattern().finditer(piece) if "." in piece or "//" in piece else ():
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
    elif group == _WWW_GROUP:
        length = _www(run, tail)
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
        return len(run) if _tight(tail) else 0
    for count in range(len(labels), 1, -1):
        letters = _LETTERS.match(labels[count - 1])
        top = letters[0] if letters else ""
        length = len(".".join((*labels[: count - 1], top)))
        behind = tail if length == len(run) else run[length:]
        if _may_be_host(run[:length], top, count, behind):
            return length
    return 0


def _may_be_host(name: str, top: str, parts: int, behind: str) -> bool:
    """``behind``: what follows, as far as it belongs to the run or to a link."""
    host = host_of(name) if len(top) > 1 else None
    if host is None or not registered(host):
        return False
    labels, small = name.split("."), top.lower()
    if any(label[0] == "-" or label[-1] == "-" for label in labels):
        return False
    if behind.startswith("/") or small in _SURE:
        return True
    if behind[:1] in ("-", "_") or behind[:1].isdigit():
        return False
    if top.istitle() and labels[-2].islower():
        return False  # a sentence begins: I like it.Now
    if small in _FILES:
        return labels[0].lower() == "www"
    return small not in DOUBTFUL or (parts > 2 and len(labels[-2]) > 1)


def _www(run: str, tail: str) -> int:
    """As `_foreign`, without a scheme: there must be a name and a suffix, and not just in ASCII."""
    length = _foreign(run)
    if run[:length].isascii():
        return _bare(run[:length], tail if length == len(run) else "")
    name = run[:length]
    return length if name.count(".") > 1 and ends_publicly(name.lower()) else 0


def _foreign(run: str) -> int:
    """How much of a run with letters beyond ASCII is a host: up to the end of a known suffix, else
    what stands before these letters."""
    labels = run[:LONGEST].split(".")
    for count in range(len(labels), 1, -1):
        before, last = ".".join(labels[: count - 1]), labels[count - 1]
        shortest = len(last) if last.isascii() else 1
        for length in range(min(len(last), _LONGEST_TOP), shortest - 1, -1):
            if ends_publicly(last[:length]):
                return len(before) + 1 + length
    return len("".join(takewhile(str.isascii, run)).rstrip(".-"))


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
