"""A message with carets under what was found in it, and nobody named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policyq.diagnostics.render.snippet import marks_of, snippet
from policyq.diagnostics.source import Source
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.sharing import Known, Mask
from policyq.study.wordlists.tally import Message

BESIDE = 24
"""How many characters on either side of a hit are shown."""

Places = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text something is."""


class Shown:
    """Shows messages: under pseudonyms, or as they are."""

    def __init__(self, pseudonyms: Pseudonyms | None, known: Known | None) -> None:
        self._pseudonyms = pseudonyms
        self._mask = None if pseudonyms is None else Mask(pseudonyms, known or Known(pseudonyms))

    def example(self, message: Message, places: Places) -> list[str]:
        """Two lines: the text around a hit, with who wrote it, and the carets. None where names
        hid the hit."""
        text = message.text if self._mask is None else self._mask.text(message.text)
        found = places(text)
        if not found:
            return []
        start, end = found[0]
        first, last = max(0, start - BESIDE), min(len(text), end + BESIDE)
        piece = " ".join(text[first:last].splitlines()).ljust(last - first)
        source = Source("", "…" * (first > 0) + piece + "…" * (last < len(text)))
        at = start - first + (first > 0)
        marks = marks_of(source, at, at + end - start, self._member(message), "other", "^")
        return ["".join(piece for piece, _ in line.pieces) for line in snippet(source, marks)]

    def _member(self, message: Message) -> str:
        if message.member is None or self._pseudonyms is None:
            return message.member or ""
        return self._pseudonyms.of(message.member)
