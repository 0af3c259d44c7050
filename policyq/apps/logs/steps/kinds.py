"""Of which kind a message is that holds several things, or a file; and what it says in all."""

from __future__ import annotations

from typing import NamedTuple

#: From the most telling kind on; those behind ``text`` say nothing where there are words.
TELLING = (
    "red_packet", "forward", "card", "location", "file", "link", "video", "voice", "image",
    "text", "sticker", "other",
)  # fmt: skip

_FILES = {
    "image": ("jpg", "jpeg", "png", "gif", "webp", "heic", "bmp"),
    "video": ("mp4", "mov", "webm", "3gp", "mkv", "avi"),
    "voice": ("opus", "ogg", "m4a", "amr", "aac", "wav", "mp3"),
    "card": ("vcf",),
}
_ENDINGS = {ending: kind for kind, endings in _FILES.items() for ending in endings}


class Spoken(NamedTuple):
    """What a message says."""

    kind: str
    text: str
    links: tuple[str, ...]
    mentions: tuple[str, ...]
    refers: str | None
    """The id of the message that it answers."""


def kind_of_file(name: str) -> str:
    """The kind of event that a file is, by its ending."""
    return _ENDINGS.get(name.rpartition(".")[2].lower(), "file")
