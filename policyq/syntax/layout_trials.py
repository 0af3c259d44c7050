"""How rules on trial are written."""

from __future__ import annotations

from policyq.syntax import tree
from policyq.syntax.phrases import Phrases


def trial(one: tree.Trial, say: Phrases) -> str:
    """Its line."""
    parts = [say.k(one.mode), say.texts(map(say.name, one.rules))]
    if one.since is not None:
        parts += [say.k("since"), say.date(one.since)]
        parts += [say.k("onward")] if say.zh else []
    if one.length is not None:
        parts += [] if say.zh else [say.k("for")]
        parts.append(say.length(one.length))
    if one.until is not None:
        parts += [say.k("until"), say.date(one.until)]
    if one.notice is not None:
        parts.append(say.actions((one.notice,)))
    return " ".join(parts)
