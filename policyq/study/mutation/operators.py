"""How one node is changed by itself: one small step that somebody could mistake for the right one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from policyq.diagnostics.source import NOWHERE
from policyq.study.mutation.lengths import halved_or_doubled, one_off
from policyq.syntax import tree
from policyq.vocabulary.types import BEATS, BUCKETS


class Own(NamedTuple):
    """One change of a node."""

    kind: str
    node: tree.Node
    """What the node becomes."""
    place: tree.Node | None = None
    """What of it is dropped."""
    at: tree.Node | None = None
    """Where in it the change is."""


#: Numbers, and lengths that something is compared with: one more, one less.
_AMOUNTS: dict[type, tuple[str, ...]] = {
    tree.Compare: ("amount",),
    tree.Aggregate: ("amount",),
    tree.InRow: ("amount",),
    tree.Balance: ("amount",),
    tree.MetricIs: ("limit",),
    tree.Grading: ("limit",),
    tree.Near: ("within",),
    tree.Confirm: ("quorum",),
    tree.Do: ("amount",),
    tree.Limit: ("most",),
    tree.Points: ("pairs",),
    tree.Reward: ("price",),
    tree.Ranking: ("top",),
    tree.Lottery: ("prizes",),
    tree.Form: ("least", "most"),
    tree.Value: ("first",),
}
#: Lengths of time in which something counts, or for which it lasts: half, and twice.
_LENGTHS: dict[type, tuple[str, ...]] = {
    tree.Trailing: ("length",),
    tree.Ladder: ("window",),
    tree.Removed: ("within",),
    tree.Confirm: ("within",),
    tree.Agenda: ("within",),
    tree.Points: ("lasts",),
    tree.Title: ("lasts",),
    tree.Watch: ("run",),
    tree.Reminder: ("before",),
    tree.Do: ("duration",),
    tree.Value: ("first",),
}
#: Lists of which one thing is dropped, if another is left.
_SHORTER: dict[type, dict[str, str]] = {
    tree.TextIs: {"operands": "entry"},
    tree.Near: {"operands": "entry"},
    tree.LinkIs: {"sites": "entry"},
    tree.WhoIs: {"who": "entry"},
    tree.MentionIs: {"who": "entry"},
    tree.GroupIs: {"operands": "entry"},
    tree.Removed: {"rules": "entry"},
    tree.Confirm: {"judges": "entry"},
    tree.Lottery: {"witnesses": "entry", "actions": "action"},
    tree.Roster: {"shifts": "entry", "gaps": "entry"},
    tree.Shift: {"people": "entry"},
    tree.Agenda: {"items": "entry"},
    tree.Hours: {"slots": "entry"},
    tree.Slot: {"days": "days"},
    tree.Item: {"days": "days", "actions": "action"},
    tree.AtTime: {"days": "days"},
    tree.Exempt: {"who": "exception"},
    tree.Do: {"to": "entry"},
    tree.Rule: {"actions": "action"},
    tree.Format: {"actions": "action"},
    tree.Level: {"actions": "action"},
    tree.Watch: {"actions": "action"},
    tree.Ranking: {"actions": "action"},
    tree.Reward: {"actions": "action", "failing": "action"},
    tree.Ladder: {"steps": "step"},
}
#: Lists of which even the last thing may go.
_GONE: dict[type, dict[str, str]] = {
    tree.Roster: {"leaves": "exception"},
    tree.Shift: {"deputies": "entry"},
    tree.Ladder: {"amnesties": "exception"},
    tree.Watch: {"afterwards": "action"},
}
#: What may be said or not.
_OPTIONAL: dict[type, dict[str, str]] = {
    tree.Do: {"confirm": "confirmation", "once": "limit"},
    tree.Penalize: {"confirm": "confirmation"},
    tree.TreatAs: {"confirm": "confirmation"},
    tree.Confirm: {"otherwise": "action"},
    tree.Points: {"cap": "limit", "pairs": "limit"},
    tree.Reward: {"stock": "limit", "each": "limit"},
}
_BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
#: What counts whole things: there a boundary moves where the number does.
_WHOLE = frozenset({"length", "mention_count", "link_count", "members"})
#: Half an hour, in minutes.
_STEP = 30
_DAY = 24 * 60
#: Actions that are mistaken for one another, and what the other one needs.
_SWAPS: dict[str, tuple[str, tree.Length | None]] = {
    "warn": ("mute", tree.Length(10, "minute")),
    "mute": ("warn", None),
    "remove": ("mute", tree.Length(1, "day")),
    "delete": ("record", None),
    "notify": ("handover", None),
    "handover": ("notify", None),
    "award": ("deduct", None),
    "deduct": ("award", None),
}  # fmt: skip
#: Fields that no change goes into: what a thing is called, and what would change something else.
_KEPT = frozenset({"name", "description", "priority", "until", "unless_until", "bounds", "number"})


def is_left(node: tree.Node, field: str) -> bool:
    """Whether nothing is changed inside a field of a node."""
    return field in _KEPT or (isinstance(node, tree.TreatAs) and field == "level")


def dropped_whole(one: tree.Declaration) -> str | None:
    """The kind of change that it is to drop a whole declaration; ``None``: nobody does."""
    if isinstance(one, tree.Exempt) and len(one.who) == 1:
        return "exception"
    return "limit" if isinstance(one, tree.Quiet) else None


def own(node: Any) -> Iterator[Own]:
    """The changes of a node itself."""
    yield from _amounts(node)
    yield from _lengths(node)
    yield from _lists(node)
    for field, kind in _OPTIONAL.get(type(node), {}).items():
        gone = getattr(node, field)
        if gone is not None:
            yield Own(kind, replace(node, **{field: None}))
    match node:
        case tree.Compare() | tree.Aggregate() | tree.InRow() | tree.Balance() | tree.Grading():
            yield from _boundary(node)
        case tree.MetricIs(op=op) if op in _BOUNDARY:
            yield Own("boundary", replace(node, op=_BOUNDARY[op]))
        case tree.Slot() if node.start is not None and node.end is not None:
            yield from (Own("hours", replace(node, start=at)) for at in _moved(node.start))
            yield from (Own("hours", replace(node, end=at)) for at in _moved(node.end))
        case tree.Item() | tree.AtTime():
            yield from (Own("hours", replace(node, clock=at)) for at in _moved(node.clock))
        case tree.Lottery(closes=closes):
            yield from (Own("hours", replace(node, closes=at)) for at in _moved(closes))
        case tree.Days(first=tree.Weekday() as first, last=tree.Weekday() as last):
            yield from _day_less(node, first, last)
        case tree.Bucket(id):
            yield from (Own("window", replace(node, id=one)) for one in _beside(id, BUCKETS))
        case tree.Tier(beat=beat):
            yield from (Own("tier", replace(node, beat=one)) for one in _beside(beat, BEATS))
        case tree.Rule(unless=unless) if unless is not None:
            without = replace(node, unless=None, unless_owner=None, unless_until=None)
            yield Own("exception", without, unless)
        case tree.Do():
            yield from _swapped(node)
    if isinstance(node, tree.Value):
        yield from _later(node)
    yield from _turned(node)
    yield from _fewer(node)


def _amounts(node: Any) -> Iterator[Own]:
    for field in _AMOUNTS.get(type(node), ()):
        amount = getattr(node, field)
        if isinstance(amount, tree.Number) or (
            isinstance(amount, tree.Length) and not isinstance(node, tree.Value)
        ):
            for one in one_off(amount):
                yield Own("amount", replace(node, **{field: one}), at=amount)


def _lengths(node: Any) -> Iterator[Own]:
    for field in _LENGTHS.get(type(node), ()):
        amount = getattr(node, field)
        if isinstance(amount, tree.Length):
            for one in halved_or_doubled(amount):
                yield Own("window", replace(node, **{field: one}), at=amount)


def _later(value: tree.Value) -> Iterator[Own]:
    """What a value is from a date on."""
    for place, (day, amount) in enumerate(value.changes):
        lengths = isinstance(amount, tree.Length)
        steps: Iterable[Any] = halved_or_doubled(amount) if lengths else one_off(amount)  # type: ignore[arg-type]
        for one in steps:
            changes = (*value.changes[:place], (day, one), *value.changes[place + 1 :])
            yield Own("window" if lengths else "amount", replace(value, changes=changes))


def _lists(node: Any) -> Iterator[Own]:
    for table, least in ((_SHORTER, 2), (_GONE, 1)):
        for field, kind in table.get(type(node), {}).items():
            listed = getattr(node, field)
            for place, gone in enumerate(listed if len(listed) >= least else ()):
                left = (*listed[:place], *listed[place + 1 :])
                yield Own(kind, replace(node, **{field: left}), _placed(gone))
    if isinstance(node, tree.Ladder):
        for place, step in enumerate(node.steps):
            for number, gone in enumerate(step if len(step) > 1 else ()):
                rest = (*step[:number], *step[number + 1 :])
                steps = (*node.steps[:place], rest, *node.steps[place + 1 :])
                yield Own("action", replace(node, steps=steps), gone)


def _placed(gone: Any) -> tree.Node | None:
    """What is dropped; of a step of a ladder its first action."""
    if isinstance(gone, tuple):
        return gone[0] if len(gone) == 1 else None
    return gone if isinstance(gone, tree.Node) else None


def _boundary(node: Any) -> Iterator[Own]:
    if node.op not in _BOUNDARY:
        return
    limit = node.limit if isinstance(node, tree.Grading) else node.amount
    what = getattr(node, "what", None)
    whole = what in ("count", "distinct") or getattr(node, "field", None) in _WHOLE
    if not (whole and isinstance(limit, tree.Number)):
        yield Own("boundary", replace(node, op=_BOUNDARY[node.op]))


def _moved(at: tree.Clock) -> Iterator[tree.Clock]:
    """Half an hour earlier, and later; no longer at its place, where it is written otherwise."""
    for minutes in (-_STEP, _STEP):
        moved = at.hour * 60 + at.minute + minutes
        if 0 <= moved < _DAY:
            yield replace(at, hour=moved // 60, minute=moved % 60, span=NOWHERE)


def _day_less(node: tree.Days, first: tree.Weekday, last: tree.Weekday) -> Iterator[Own]:
    yield Own("days", _days(node, first, replace(last, number=(last.number - 1) % 7)))
    yield Own("days", _days(node, replace(first, number=(first.number + 1) % 7), last))


def _days(node: tree.Days, first: tree.Weekday, last: tree.Weekday) -> tree.Days:
    return replace(node, first=first, last=None if first == last else last)


def _beside(id: str, ids: tuple[str, ...]) -> Iterator[str]:
    """The next shorter and the next longer."""
    place = ids.index(id) if id in ids else -9
    yield from (ids[at] for at in (place - 1, place + 1) if 0 <= at < len(ids))


def _swapped(node: tree.Do) -> Iterator[Own]:
    if node.action not in _SWAPS or node.whom == "winners":
        return
    action, duration = _SWAPS[node.action]
    keeps = action in ("handover", "notify", "award", "deduct")
    changed = replace(
        node,
        action=action,
        duration=duration,
        text=node.text if keeps else None,
        others=node.others if keeps else (),
        confirm=node.confirm,
    )
    yield Own("swap", changed)


def _turned(node: tree.Node) -> Iterator[Own]:
    """The opposite of a condition."""
    match node:
        case tree.WhoIs() | tree.TimeIn() | tree.GroupIs() | tree.Known() | tree.Becomes():
            yield Own("negation", replace(node, negated=not node.negated))
        case tree.TextIs() | tree.LinkIs() | tree.ContactIs() | tree.MentionIs() | tree.Removed():
            yield Own("negation", tree.Not(node, span=node.span))
        case tree.Compare(op=op) if op in _OPPOSITE:
            yield Own("negation", replace(node, op=_OPPOSITE[op]))
        case tree.Not(part):
            yield Own("negation", part)


def _fewer(node: tree.Node) -> Iterator[Own]:
    """A joined condition without one of its parts."""
    if not isinstance(node, tree.And | tree.Or):
        return
    for place, gone in enumerate(node.parts):
        left = (*node.parts[:place], *node.parts[place + 1 :])
        yield Own("condition", left[0] if len(left) == 1 else replace(node, parts=left), gone)
