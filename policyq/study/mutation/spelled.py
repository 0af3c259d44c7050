"""A change in words: what was written, and what stands there instead."""

from __future__ import annotations

from policyq.syntax import tree
from policyq.syntax.layout import lines
from policyq.syntax.phrases import Phrases
from policyq.vocabulary.types import Said

#: Longer texts are shown around what differs.
_LONG, _AROUND = 40, 16


def said(before: tree.Node, after: tree.Node | None) -> Said:
    """In both languages, with each side as a policy would write it."""
    zh, en = (_apart(*_both(before, after, language)) for language in ("zh", "en"))
    if after is None or not zh[1]:
        return Said(f"去掉 `{zh[0]}`", f"without `{en[0]}`")
    return Said(f"`{zh[0]}` 改成 `{zh[1]}`", f"`{en[0]}` becomes `{en[1]}`")


def _apart(was: str, now: str) -> tuple[str, str]:
    """Two long texts without most of what they have in common at both ends."""
    if not now or max(len(was), len(now)) <= _LONG:
        return was, now
    most = min(len(was), len(now))
    start = next((at for at in range(most) if was[at] != now[at]), most)
    end = next((at for at in range(most - start) if was[-1 - at] != now[-1 - at]), most - start)
    start, end = _cut(was, start), _cut(was[::-1], end)
    return _middle(was, start, end), _middle(now, start, end)


def _cut(text: str, common: int) -> int:
    """Where to begin: some characters before the difference, and at a word."""
    at = max(0, common - _AROUND)
    space = text.find(" ", at, common)
    return (space + 1 if space >= 0 else at) if at else 0


def _middle(text: str, start: int, end: int) -> str:
    left, right = "…" if start else "", "…" if end else ""
    return left + text[start : len(text) - end] + right


def _both(before: tree.Node, after: tree.Node | None, language: str) -> tuple[str, str]:
    say = Phrases(language)
    was = _spelled(before, say)
    if after is None:
        return was[0], ""
    now = _spelled(after, say)
    return next(
        (pair for pair in zip(was, now, strict=False) if pair[0] != pair[1]),
        # Lines that are gone stand at the end of the longer one.
        (was[len(now)] if len(was) > len(now) else was[-1], "" if len(was) > len(now) else now[-1]),
    )


def _spelled(node: tree.Node, say: Phrases) -> list[str]:
    """The lines of a node."""
    match node:
        case tree.Do() | tree.Penalize() | tree.TreatAs():
            return [say.action(node)]
        case tree.Slot():
            return [say.slot(node)]
        case (
            tree.KindIs() | tree.TextIs() | tree.LinkIs() | tree.ContactIs() | tree.TimeIn()
            | tree.WhoIs() | tree.MentionIs() | tree.GroupIs() | tree.Compare() | tree.Known()
            | tree.Aggregate() | tree.Becomes() | tree.Removed() | tree.InRow() | tree.Balance()
            | tree.AtTime() | tree.MetricIs() | tree.And() | tree.Or() | tree.Not()
        ):  # fmt: skip
            return [say.condition(node)]
        case _:
            return [line.text for line in lines(node, say)]  # type: ignore[arg-type]
