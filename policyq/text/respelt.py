"""Links that are written so that nothing makes them links, and that a reader types by hand.

The dot is spelled or set apart: ``baidu 点 com``, ``baidu . com``, ``baidu[.]com``, ``baidu。com``,
``baidu dot com``, ``www baidu com``; every letter stands alone: ``b a i d u . c o m``; the scheme
is broken: ``hxxp:// baidu.com``, ``http:\\\\baidu.com``, ``http//baidu.com``.

These are guesses, so they ask for more than a link does: a suffix of `SUFFIXES`, a name in Latin
letters, and no ordinary word before a mere space. What is not found, on purpose: Chinese before
the dot (``百度点com``, ``好点.com``), a suffix that is spelled too (``百度点抗``), a space on one
side of the dot only (``I use this. net``), unless ``www``, a scheme or a path says that a link is
meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from policyq.text.hosts import host_of, registered
from policyq.text.ordinary import ORDINARY

#: Suffixes that such links have. Not ``me``, ``so``, ``is``, ``live``: those are words.
SUFFIXES: Final = frozenset(
    {
        "com",
        "cn",
        "net",
        "org",
        "cc",
        "top",
        "xyz",
        "vip",
        "tv",
        "io",
        "info",
        "biz",
        "club",
        "shop",
    }
    | {
        "site",
        "online",
        "wang",
        "ltd",
        "hk",
        "tw",
        "edu",
        "gov",
        "tk",
        "ml",
        "ga",
        "icu",
        "ru",
        "jp",
    }
    | {"kr", "uk", "de", "fr", "eu", "ly", "co", "app", "dev", "fun", "ink"}
)
#: Where the dot is 点, `dot` or stands alone: the others follow 点 in other ways.
_COMMONEST: Final = frozenset({"com", "cn", "net", "org", "cc", "xyz", "vip", "tv", "io", "top"})
#: Where the dot is another mark: 。 ends sentences.
_OF_MARKS: Final = frozenset({"com", "cn", "net", "org"})
#: With a number for a name: ``163点com``.
_OF_NUMBERS: Final = frozenset({"com", "cn", "net"})
#: Names that are written apart from their ending and are no hosts: ASP . NET.
_NO_NAMES: Final = frozenset(
    {"asp", "vb", "ado", "dot", "ml", "visual", "microsoft", "windows", "java", "node", "vue"}
    | {"ok", "hi", "wifi", "app", "vip", "pc", "iphone", "ipad", "mac", "qq", "vx", "wx", "id"}
)

_OPEN, _CLOSE = r"[(\[{<【（［｛〔「]", r"[)\]}>】）］｝〕」]"
_SURE = rf" ?{_OPEN} ?(?:\.|dot|点|點|。|d0t) ?{_CLOSE} ?"
_SPELT = r" ?[点點丶奌] ?| dot |[。・•∙·]| {1,3}[.。] {1,3}"
_WEAK = r" ?\. ?"
_DOT = f"(?:{_SURE}|{_SPELT}|{_WEAK})"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?"
_TAIL = r"((?::[0-9]{1,5})?(?:[/?#][a-z0-9._~:/?#@!$&'()*+,;=%-]{0,2000})?)"
_SUFFIX = f"(?:{'|'.join(sorted(SUFFIXES, key=lambda one: (-len(one), one)))})"
_SCHEME = r"h ?[tx*] ?[tx*] ?p ?s? ?[:：;；]? ?[/\\]{2,3} ?"
_WWW = rf"w ?w ?w(?:{_DOT}| )"
_MOST_PARTS = "{0,4}"

_FLAGS = re.IGNORECASE | re.ASCII
_ANNOUNCED = re.compile(
    rf"(?<![a-z0-9])({_SCHEME})((?:{_LABEL}{_DOT}){_MOST_PARTS}?{_LABEL}{_DOT}{_SUFFIX})(?![a-z0-9-])"
    rf"(?!{_SURE}{_LABEL}|\.{_LABEL}){_TAIL}"
    rf"|(?<![a-z0-9])({_WWW}(?:{_LABEL}(?:{_DOT}| )){{1,3}}?{_SUFFIX})(?![a-z0-9-])"
    rf"(?!{_SURE}{_LABEL}|\.{_LABEL}){_TAIL}",
    _FLAGS,
)
_PLAINLY = re.compile(
    rf"(?<![a-z0-9@._-])((?:{_LABEL}{_DOT}){_MOST_PARTS}{_LABEL}{_DOT}{_SUFFIX})(?![a-z0-9-])"
    rf"(?!{_SURE}{_LABEL}|\.{_LABEL}){_TAIL}",
    _FLAGS,
)
_LETTERS_APART = re.compile(
    r"(?<![a-z0-9])([a-z0-9](?: (?:[.。点] ?)?[a-z0-9]){2,30} ?[.。点] ?"
    r"(?:c ?o ?m|c ?n|n ?e ?t|o ?r ?g|t ?o ?p|x ?y ?z|v ?i ?p))(?![a-z0-9])",
    _FLAGS,
)
_ANY_DOT = re.compile(_DOT, _FLAGS)
_SURE_DOT = re.compile(_SURE, _FLAGS)
_ANY_GAP = re.compile(rf"{_DOT}| ", _FLAGS)
#: Something that no link and no sentence has: only then is the text looked at closely.
_QUICK = re.compile(
    rf"(?:[点點丶奌。・•∙·] ?|[.。] +| +\. *|dot )(?:{_SUFFIX}(?![a-z0-9-])|[cnotxv] [a-z])"
    rf"|{_OPEN} ?(?:[.点點。]|d[o0]t) ?{_CLOSE}|w ?w ?w(?!\.[a-z0-9])[ .。点]|w w w"
    r"|h ?[tx*] ?[tx*] ?p ?s?(?!://[a-z0-9\[])[:：;； ]{0,3}[/\\]{2}",
    _FLAGS,
)


class Respelt(NamedTuple):
    """A link at ``text[start:end]``."""

    url: str
    host: str
    start: int
    end: int


def find(plain: str) -> Iterator[Respelt]:
    """Such links in a text made plain, in order; they do not overlap."""
    if not may_hold(plain):
        return
    end = 0
    for hit in sorted(_candidates(plain), key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            yield hit
            end = hit.end


def may_hold(plain: str) -> bool:
    """Whether there can be such a link in it: a quick look that misses none."""
    return _QUICK.search(plain) is not None


def _candidates(plain: str) -> Iterator[Respelt]:
    for found in _ANNOUNCED.finditer(plain):
        scheme, host, tail, www, behind = found.groups()
        scheme, host, tail = scheme or "", host or www, tail or behind or ""
        gap = _ANY_DOT if scheme else _ANY_GAP
        if _is_odd(scheme, host) and _is_one_case(host):
            made = _made(scheme, gap.sub(".", host), tail, found.start(), found.end())
            yield from () if made is None else (made,)
    for found in _PLAINLY.finditer(plain):
        host, tail = found.groups()
        if _is_odd("", host) and _is_meant(host, tail):
            made = _made("", _ANY_DOT.sub(".", host), tail, found.start(), found.end())
            yield from () if made is None else (made,)
    for found in _LETTERS_APART.finditer(plain):
        host = re.sub("[。点]", ".", found[1].replace(" ", ""))
        made = _made("", host, "", found.start(), found.end())
        yield from () if made is None else (made,)


def _made(scheme: str, name: str, tail: str, start: int, end: int) -> Respelt | None:
    tight = tail.rstrip(".,;:!?'*|~([")
    if scheme:
        scheme = ("https" if "s" in scheme.lower() else "http") + "://"
    url = scheme + name + tight
    host = host_of(url)
    if host is None or not registered(host):
        return None
    return Respelt(url, host, start, end - len(tail) + len(tight))


def _is_odd(scheme: str, host: str) -> bool:
    """Whether it is not a link as it is written."""
    if scheme and not re.fullmatch("[a-z]+://", scheme, re.IGNORECASE):
        return True
    return " " in host or any(dot[0] != "." for dot in _ANY_DOT.finditer(host))


def _is_one_case(host: str) -> bool:
    """Whether the suffix could not begin a sentence: ``Com`` after small letters does."""
    suffix = _ANY_GAP.split(host)[-1]
    return suffix.islower() or host.upper() == host or not suffix[1:].islower()


def _is_meant(host: str, tail: str) -> bool:
    """Whether a name and a suffix with something like a dot between are a link."""
    labels = _ANY_DOT.split(host)
    dots = [dot[0] for dot in _ANY_DOT.finditer(host)]
    name, suffix = labels[-2].lower(), labels[-1].lower()
    if all(dot == "." or _SURE_DOT.fullmatch(dot) for dot in dots):
        return any(map(str.isalpha, "".join(labels[:-1]))) or suffix in _OF_NUMBERS
    if any(dot in (" .", ". ") for dot in dots):
        # One space, as after a sentence: only a path tells.
        return tail[:1] == "/" and len(tail) > 1 and _is_one_case(host)
    if suffix not in _COMMONEST or name in SUFFIXES or name in _NO_NAMES or name in ORDINARY:
        return False
    if any(dot in ("。", "・", "•", "∙", "·") for dot in dots) and suffix not in _OF_MARKS:
        return False
    if name.isdigit():
        return len(name) > 2 and suffix in _OF_NUMBERS
    return len(name) > 1 and _is_one_case(host)
