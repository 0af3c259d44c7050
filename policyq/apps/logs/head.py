"""The first look at a log: what a format is told by, before anything is read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property

import ijson

from policyq.apps.logs.decode import Bytes
from policyq.apps.logs.documents import Overflow, parsed
from policyq.apps.logs.unpack import HEAD

LINES = 30
_STEPS = 20_000


@dataclass(frozen=True)
class Head:
    """The first bytes of a log as text (at most `policyq.apps.logs.unpack.HEAD` of them)."""

    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The first lines that are not blank; the last one may be cut."""
        return tuple(line for line in self.text.splitlines()[: LINES * 2] if line.strip())[:LINES]

    @cached_property
    def is_json(self) -> bool:
        """Whether it begins as a JSON object or list does."""
        return self.text.lstrip()[:1] in ("{", "[") and self.text.lstrip()[:1] != ""

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where values stand in the JSON, as far as it was seen: ``messages.item.text``.

        Empty for what is no JSON. Of JSON lines, the paths in all the lines that were seen.
        """
        return frozenset(self.values)

    @cached_property
    def values(self) -> dict[str, object]:
        """The first value at each path; ``None`` for objects and lists."""
        found: dict[str, object] = {}
        if not self.is_json:
            return found
        try:
            self._look(found, exact=False)
        except Overflow:
            self._look(found, exact=True)
        return found

    def _look(self, found: dict[str, object], *, exact: bool) -> None:
        stream = io.BytesIO(self.text.encode("utf-8", "replace"))
        try:
            for step, (path, _, value) in enumerate(parsed(stream, exact=exact)):
                if path not in found:
                    found[path] = value
                if step > _STEPS:
                    break
        except (ijson.JSONError, ValueError):
            pass  # The head ends amid a value, or the log is no JSON after all.


def head_of(source: Bytes) -> Head:
    """The head of an opened log."""
    seen = source.head[source.mark : HEAD]
    return Head(seen.decode(source.encoding, "replace"))
