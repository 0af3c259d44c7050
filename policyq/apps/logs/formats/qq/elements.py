"""The contents of a message as QQChatExporter writes them: elements, mentions, quotes.

An element is ``{"type": ..., "data": {...}}``. Kinds are told as those of OneBot's segments are:
the most telling element gives the kind, words are the text, titles stand in for missing words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyq.apps.logs.formats.qq import cards, phrases
from policyq.apps.logs.steps.kinds import TELLING, Spoken
from policyq.apps.logs.steps.values import id_of, only, part_of, text_of
from policyq.vocabulary.events import EVERYONE

_KINDS = {
    "image": "image", "giphy": "image", "file": "file", "video": "video", "audio": "voice",
    "location": "location", "forward": "forward", "long_message": "forward",
    "wallet": "red_packet", "face": "sticker", "market_face": "sticker", "face_bubble": "sticker",
}  # fmt: skip
_UNKNOWN = ("", "0", "unknown", "未知")


class Accounts:
    """The QQ numbers of the uids that have been seen."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def of(self, person: Mapping[str, Any], raw: Mapping[str, Any]) -> str | None:
        """The account of a sender: the QQ number, and where there is none the uid.

        ``raw`` is what QQ itself keeps of the message; version 4 has the number only there.
        """
        uid = _known(person.get("uid")) or _known(raw.get("senderUid"))
        number = _known(person.get("uin")) or _known(raw.get("senderUin"))
        if uid is not None and number is not None:
            self._numbers[uid] = number
        return number or self._numbers.get(uid or "", uid)

    def mentioned(self, person: Mapping[str, Any]) -> str | None:
        """The account that is mentioned; ``*`` for everyone."""
        uid, number = _known(person.get("uid")), _known(person.get("uin"))
        if uid == "all" or person.get("type") == "all" or person.get("atType") == 1:
            return EVERYONE
        if number is not None and number.isdigit():
            return number
        return self._numbers.get(uid, uid) if uid is not None else None


def _known(value: object) -> str | None:
    account = id_of(value)
    return None if account in _UNKNOWN else account


def content_of(content: Mapping[str, Any], accounts: Accounts) -> Spoken:
    """What a message says."""
    told = content.get("elements")
    elements = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    mentions = _mentions(content, elements, accounts)
    if not elements:
        kind, text = phrases.body(text_of(content.get("text")))
        return Spoken(kind, text, (), mentions, None)
    words: list[str] = []
    titles: list[str] = []
    links: list[str] = []
    kinds: set[str] = set()
    refers = None
    for element in elements:
        type_, data = text_of(element.get("type")), part_of(element, "data")
        if type_ == "text":
            words.append(text_of(data.get("text")))
        elif type_ == "markdown":
            words.append(text_of(data.get("content")))
        elif type_ == "reply":
            refers = _known(data.get("referencedMessageId")) or _known(data.get("messageId"))
        elif type_ == "json":
            card = cards.of_json(text_of(data.get("content")))
            kinds.add(card.kind)
            titles.append(card.title or text_of(data.get("title")))
            links += card.links or only([data.get("url")])
        elif type_ != "at":
            kinds.add(_kind(type_, data))
            titles.append(_title(type_, data))
    text = "".join(words).strip()
    if text or not kinds:
        kinds.add("text")
    kind = min(kinds, key=TELLING.index)
    text = text or " ".join(one for one in titles if one)
    return Spoken(kind, text, only(links), mentions, refers)


def _kind(type_: str, data: Mapping[str, Any]) -> str:
    if type_ == "image" and data.get("subType") == "sticker":
        return "sticker"
    return _KINDS.get(type_, "other")


def _title(type_: str, data: Mapping[str, Any]) -> str:
    if type_ == "file":
        return text_of(data.get("filename"))
    return text_of(data.get("summary")) if type_ == "wallet" else ""


def _mentions(
    content: Mapping[str, Any], elements: list[dict[str, Any]], accounts: Accounts
) -> tuple[str, ...]:
    """Who is mentioned: the elements give QQ numbers, the list beside them uids."""
    found = [
        accounts.mentioned(part_of(one, "data")) for one in elements if one.get("type") == "at"
    ]
    if not found:
        listed = content.get("mentions")
        people = listed if isinstance(listed, list) else []
        found = [accounts.mentioned(one) for one in people if isinstance(one, dict)]
    return only(found)
