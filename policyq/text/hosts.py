"""Hosts: read off a link, compared with sites, and told from words by their public suffix."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from policyq.text.fold import fold

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

LONGEST: Final = 253
"""The most characters of a host that the domain name system can hold."""

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]{0,30}:)?//")
_NO_HOST = re.compile(r"(?:mailto|tel|sms|data|javascript|magnet|about|blob):")
_WEB = re.compile(r"(?:https?|hxxps?|ftp|wss?):")
_NUMBER = re.compile(r"0x[0-9a-f]{0,16}|[0-9]{1,16}")
_PORT = re.compile(r":[0-9]*\Z")
_LABEL = r"[^\x00-,./:-@\[-^`{-\x7f\s]{1,63}"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_ADDRESS = re.compile(r"[0-9a-f.]*:[0-9a-f:.]*|[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_DOTS = str.maketrans("\u3002\\", "./")


def host_of(url: str) -> str | None:
    """The host of a link, of ``a.com/x`` or of a bare host: lower case, punycode decoded.

    Read as browsers do: ``http://a.com@b.com`` and ``http://b.com\\@a.com`` lead to ``b.com``,
    ``。`` is a dot, ``%61.com`` is ``a.com``, ``http://2130706433`` is ``http://127.0.0.1``.
    ``None``: there is no host, or nothing that could be one.
    """
    text = fold(url.strip()).translate(_DOTS)
    if _NO_HOST.match(text):
        return None
    start = _SCHEME.match(text)
    authority = re.split("[/?#]", text[start.end() :] if start else text, maxsplit=1)[0]
    host = _PORT.sub("", authority.rpartition("@")[2])
    if host.startswith("[") and host.endswith("]"):
        return host[1:-1] if _ADDRESS.fullmatch(host[1:-1]) else None
    tidy = _tidy(host)
    return _number_address(tidy) or tidy if start and tidy and _WEB.match(text) else tidy


def _number_address(host: str) -> str | None:
    """The address behind one to four numbers, each decimal, octal or hexadecimal; the last one
    fills what the others leave open. ``None``: it is no such address."""
    parts = host.split(".")
    if len(parts) > 4 or not all(map(_NUMBER.fullmatch, parts)):
        return None
    numbers = [_number(part) for part in parts]
    rest = 256 ** (5 - len(parts))
    if None in numbers or (whole := numbers[-1]) is None or whole >= rest:
        return None
    for place, number in enumerate(numbers[:-1]):
        if number is None or number > 255:
            return None
        whole += number * 256 ** (3 - place)
    return ".".join(str(whole >> shift & 255) for shift in (24, 16, 8, 0))


def _number(part: str) -> int | None:
    base = 16 if part.startswith("0x") else 8 if part.startswith("0") else 10
    try:
        return int(part.removeprefix("0x") or "0", base)
    except ValueError:
        return None


def _tidy(host: str) -> str | None:
    host = fold(unquote(host)).translate(_DOTS).removesuffix(".")
    if len(host) > LONGEST or not _HOST.fullmatch(host):
        return None
    return ".".join(map(_decoded, host.split(".")))


def _decoded(label: str) -> str:
    """A label out of punycode; as it is, if it is not in it or is broken."""
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
        proper = decoded.encode("punycode").decode("ascii") == label[4:]
    except (UnicodeError, OverflowError):
        return label
    return decoded if proper and re.fullmatch(_LABEL, decoded) else label


def inside(host: str, site: str) -> bool:
    """Whether ``host`` is ``site`` or one of its subdomains; both as `host_of` gives them."""
    if host == site:
        return True
    return host.endswith("." + site) and not _ADDRESS.fullmatch(host)


def is_address(host: str) -> bool:
    """Whether it is an IP address in its ordinary form."""
    if not _ADDRESS.fullmatch(host):
        return False
    return ":" in host or all(int(part) < 256 for part in host.split("."))


@lru_cache(maxsize=10_000)
def registered(host: str) -> bool:
    """Whether somebody can own it: a name below a public suffix that is known."""
    return ends_publicly(host) and _list().privatesuffix(host) is not None


def ends_publicly(host: str) -> bool:
    """Whether its last part is a known top-level domain."""
    return _is_top(host.rpartition(".")[2])


@lru_cache(maxsize=10_000)
def _is_top(label: str) -> bool:
    return _list().publicsuffix(label) is not None


@cache
def _list() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, only_icann=True)
