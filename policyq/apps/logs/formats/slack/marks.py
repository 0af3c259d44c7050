"""Slack's way of marking a text: ``<@U1>``, ``<!channel>``, ``<#C1|name>``, ``<url|words>``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from policyq.vocabulary.events import EVERYONE

_MARK = re.compile(r"<([^<>\n]{1,4000})>")
_EVERYBODY = frozenset({"channel", "here", "everyone", "group"})


class Marked(NamedTuple):
    """A text as people see it, and what its marks say."""

    text: str
    links: tuple[str, ...]
    mentions: tuple[str, ...]


def marked(text: str, names: Mapping[str, str]) -> Marked:
    """The text without its marks; accounts are shown by their ``names``."""
    links: dict[str, None] = {}
    mentions: dict[str, None] = {}

    def shown(found: re.Match[str]) -> str:
        target, _, words = found[1].partition("|")
        first, rest = target[:1], target[1:]
        if first == "@" and rest:
            mentions[rest] = None
            return "@" + (words.removeprefix("@") or names.get(rest, rest))
        if first == "!":
            if rest in _EVERYBODY:
                mentions[EVERYONE] = None
                return f"@{rest}"
            return words or rest
        if first == "#":
            return "#" + (words or rest)
        if target.startswith("mailto:"):
            return words or target.removeprefix("mailto:")
        if ":" not in target:
            return found[0]
        links[_plain(target)] = None
        return words or target

    seen = _plain(_MARK.sub(shown, text)) if "<" in text or "&" in text else text
    return Marked(seen, tuple(links), tuple(mentions))


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
