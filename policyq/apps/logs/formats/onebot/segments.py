"""Messages of OneBot: segments, or a text with CQ codes, to what an event says of them.

A message may hold several things: a quote, words, pictures. The most telling one gives its
kind (a picture with words is a picture, and the words are its text); faces count only where
nothing else stands. Mentions and quotes are no part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policyq.apps.logs.formats.qq import cards
from policyq.apps.logs.steps.kinds import TELLING, Spoken
from policyq.apps.logs.steps.values import id_of, only, text_of
from policyq.vocabulary.events import EVERYONE

Segment = tuple[str, Mapping[str, Any]]
"""A type, and what is said of it."""

_KINDS = {
    "image": "image", "flash": "image", "record": "voice", "voice": "voice", "audio": "voice",
    "video": "video", "shortvideo": "video", "file": "file", "share": "link", "music": "link",
    "location": "location", "contact": "card", "forward": "forward", "node": "forward",
    "longmsg": "forward", "redbag": "red_packet", "hongbao": "red_packet", "wallet": "red_packet",
    "poke": "other", "touch": "other", "shake": "other", "gift": "other",
    "face": "sticker", "mface": "sticker", "bface": "sticker", "sface": "sticker",
    "marketface": "sticker", "market_face": "sticker", "emoji": "sticker", "rps": "sticker",
    "dice": "sticker",
}  # fmt: skip
#: Segments that are about the message, and none of its contents.
_ABOUT = frozenset({"reply", "at", "mention", "mention_all", "anonymous", "source"})
_TITLES = ("title", "name", "content")

_CODE = re.compile(r"\[CQ:([A-Za-z0-9_.-]{1,40})((?:,[^,=\[\]]{1,40}=[^,\[\]]*)*)\]")
_ESCAPES = (("&#91;", "["), ("&#93;", "]"), ("&#44;", ","), ("&amp;", "&"))


def spoken(message: object) -> Spoken:
    """What a message says, whether it is a text with CQ codes, one segment, or a list of them."""
    if isinstance(message, str):
        if "[CQ:" not in message:
            return Spoken("text", text_of(_plain(message)).strip(), (), (), None)
        return _of(_coded(message))
    several = message if isinstance(message, list) else [message]
    return _of(_listed(several))


def _listed(segments: Iterable[object]) -> Iterator[Segment]:
    for segment in segments:
        if isinstance(segment, str):
            yield "text", {"text": segment}
        elif isinstance(segment, dict) and isinstance(segment.get("type"), str):
            data = segment.get("data")
            yield segment["type"], data if isinstance(data, dict) else {}


def _coded(message: str) -> Iterator[Segment]:
    """The segments of a text with CQ codes."""
    at = 0
    for found in _CODE.finditer(message):
        if found.start() > at:
            yield "text", {"text": _plain(message[at : found.start()])}
        pairs = (pair.partition("=") for pair in found[2].split(",")[1:])
        yield found[1], {name: _plain(value) for name, _, value in pairs}
        at = found.end()
    if at < len(message):
        yield "text", {"text": _plain(message[at:])}


def _plain(written: str) -> str:
    """A text without the escapes of CQ codes; ``&`` comes last, for it may hide another."""
    if "&" in written:
        for escape, meant in _ESCAPES:
            written = written.replace(escape, meant)
    return written


def _of(segments: Iterable[Segment]) -> Spoken:
    words: list[str] = []
    titles: list[str] = []
    links: list[object] = []
    mentions: list[object] = []
    kinds: set[str] = set()
    refers = None
    for named, data in segments:
        type_ = named.rpartition(".")[2].lower()  # OneBot 12: `qq.face`
        if type_ in ("text", "markdown"):
            words.append(text_of(data.get("text")) or text_of(data.get("content")))
        elif type_ == "reply":
            refers = id_of(data.get("id")) or id_of(data.get("message_id")) or refers
        elif type_ in _ABOUT:
            mentions.append(_mentioned(type_, data))
        elif type_ in ("json", "xml", "ark"):
            written = text_of(data.get("data")) or text_of(data.get("content"))
            card = cards.of_xml(written) if type_ == "xml" else cards.of_json(written)
            kinds.add(card.kind)
            titles.append(card.title)
            links += card.links
        else:
            kind = _kind(type_, data)
            kinds.add(kind)
            if kind in ("link", "file", "location", "red_packet", "card"):
                titles.append(_title(kind, data))
            if kind == "link":
                links += [data.get("url"), data.get("jumpUrl")]
    text = "".join(words).strip()
    if text or not kinds:
        kinds.add("text")
    return Spoken(
        min(kinds, key=TELLING.index),
        text or " ".join(one for one in titles if one),
        only(links),
        only(mentions),
        refers,
    )


def _kind(type_: str, data: Mapping[str, Any]) -> str:
    if type_ == "image" and str(data.get("sub_type", data.get("subType"))) == "1":
        return "sticker"  # a picture that a member keeps as a face
    return _KINDS.get(type_, "other")


def _title(kind: str, data: Mapping[str, Any]) -> str:
    fields = ("name", "file_name", "file") if kind == "file" else _TITLES
    return next((text for field in fields if (text := text_of(data.get(field)))), "")


def _mentioned(type_: str, data: Mapping[str, Any]) -> str | None:
    account = id_of(data.get("qq")) or id_of(data.get("user_id"))
    if type_ == "mention_all" or account == "all":
        return EVERYONE
    return account if type_ in ("at", "mention") else None
