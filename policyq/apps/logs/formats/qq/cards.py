"""Cards of QQ: what the JSON (ark) or the XML of a shared page, mini program or contact says.

Both are what the sender's app wrote into a message; bots and exporters hand them on as a text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic_core import from_json

from policyq.apps.logs.steps.values import only, text_of

#: Kinds by the start of the app's name; everything else is a link card.
_APPS = (
    ("com.tencent.multimsg", "forward"),
    ("com.tencent.contact", "card"),
    ("com.tencent.troopsharecard", "card"),
    ("com.tencent.map", "location"),
    ("com.tencent.mannounce", "text"),
)
_URLS = ("qqdocurl", "jumpUrl", "jumpurl", "url")
_URL = re.compile(r"https?://", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\b(brief|url|serviceID)\s*=\s*"([^"]{0,4000})"')
_FORWARDED = "35"
_LONGEST = 1 << 16


class Card(NamedTuple):
    """What a card says."""

    kind: str
    title: str
    links: tuple[str, ...]


def of_json(written: str) -> Card:
    """The card of an ark; one that cannot be read is a link card that says nothing."""
    try:
        card = from_json(written[:_LONGEST]) if len(written) <= _LONGEST else None
    except (ValueError, TypeError):
        card = None
    if not isinstance(card, dict):
        return Card("link", "", ())
    app = text_of(card.get("app"))
    kind = next((kind for start, kind in _APPS if app.startswith(start)), "link")
    meta = card.get("meta")
    inside = meta if isinstance(meta, dict) else {}
    title = text_of(card.get("prompt")) or _title(inside)
    return Card(kind, title, only(_urls(inside)) if kind == "link" else ())


def of_xml(written: str) -> Card:
    """The card of a message in XML."""
    found = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written[:_LONGEST])}
    if found.get("serviceID") == _FORWARDED:
        return Card("forward", text_of(found.get("brief")), ())
    url = found.get("url", "")
    return Card("link", text_of(found.get("brief")), only([url] if _URL.match(url) else []))


def _title(meta: Mapping[str, Any]) -> str:
    for part in meta.values():
        if isinstance(part, dict) and (title := text_of(part.get("title"))):
            return title
    return ""


def _urls(meta: Mapping[str, Any]) -> Iterator[str]:
    """Where the parts of a card lead; mini programs write their addresses without a scheme."""
    for part in meta.values():
        if isinstance(part, dict):
            for field in _URLS:
                url = text_of(part.get(field)).strip()
                if url:
                    yield url if _URL.match(url) else f"https://{url}"
                    break
