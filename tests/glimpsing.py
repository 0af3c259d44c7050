"""What a first look must not let go (`policyq.text.glimpse`)."""

from __future__ import annotations

from collections.abc import Sequence

from policyq.text.definition import Hit
from policyq.text.engine.glimpses import glimpse
from policyq.text.glimpse import look


def let_go(
    words: Sequence[str],
    texts: Sequence[str],
    hits: Sequence[Sequence[Hit]],
    folds: frozenset[str],
) -> list[str]:
    """The texts with hits that the first look rules out."""
    made = glimpse(words, folds)
    if made is None:
        return []
    may_hold = look(made)
    return [text for text, some in zip(texts, hits, strict=True) if some and not may_hold(text)]
