"""Times against times: minutes of the week, and dates, that never come together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from policyq.check import times
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import meaning as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree

_MOST = 100_000
"""So many pairs of dates are compared; beyond, nothing is said."""


def problems(scope: Scope, parts: Iterable[tree.Condition]) -> Iterator[Diagnostic]:
    """Parts of one `and` that leave no minute of the week, or no date."""
    left = times.WHOLE_WEEK
    days: tuple[tuple[date, date], ...] | None = None
    seen: list[tuple[int, tree.Condition]] = []
    used: list[tree.Slot] = []
    for part in parts:
        asked, inside = _asked(part)
        slots = _slots(scope, asked) if asked else None
        if asked is None or slots is None:
            continue
        used += slots
        surely, perhaps = _minutes(scope, asked, slots)
        allowed = perhaps if inside else times.WHOLE_WEEK & ~surely
        if not allowed:
            continue
        if not left & allowed:
            clash = next((one for other, one in seen if not other & allowed), seen[0][1])
            if times.trusted(scope, used):
                yield say.CONTRADICTION.at(part.span, clash.span)
            return
        left &= allowed
        dated = times.dated(slots) if inside else None
        if dated is not None:
            days = dated if days is None else _meet(days, dated)
            if not days and seen:
                if times.trusted(scope, used):
                    yield say.CONTRADICTION.at(part.span, seen[-1][1].span)
                return
        seen.append((allowed, part))


def never(scope: Scope, part: tree.Condition) -> bool:
    """Whether a part that stands alone leaves no minute of the week."""
    asked, inside = _asked(part)
    slots = _slots(scope, asked) if asked and not inside else None
    if asked is None or slots is None:
        return False
    return _minutes(scope, asked, slots)[0] == times.WHOLE_WEEK


def _minutes(scope: Scope, asked: tree.TimeIn, slots: tuple[tree.Slot, ...]) -> tuple[int, int]:
    if isinstance(asked.hours, tree.Slot):
        return times.weekly(slots)
    name = asked.hours.text
    if name not in scope.weeks:
        scope.weeks[name] = times.weekly(slots)
    return scope.weeks[name]


def _asked(part: tree.Condition) -> tuple[tree.TimeIn | None, bool]:
    """The question about time, and whether it must be answered with yes."""
    if isinstance(part, tree.Not):
        asked, inside = _asked(part.part)
        return asked, not inside
    if isinstance(part, tree.TimeIn):
        return part, not part.negated
    if isinstance(part, tree.AtTime):
        after = (part.clock.hour * 60 + part.clock.minute + 1) % (24 * 60)
        end = tree.Clock(*divmod(after, 60))
        return tree.TimeIn(tree.Slot(part.days, part.clock, end), False, span=part.span), True
    return None, True


def _slots(scope: Scope, asked: tree.TimeIn) -> tuple[tree.Slot, ...] | None:
    if isinstance(asked.hours, tree.Slot):
        return (asked.hours,)
    found = scope.get("hours", asked.hours.text)
    return found.node.slots if found and isinstance(found.node, tree.Hours) else None


def _meet(
    left: tuple[tuple[date, date], ...], right: tuple[tuple[date, date], ...]
) -> tuple[tuple[date, date], ...]:
    if len(left) * len(right) > _MOST:
        return left
    both = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return tuple((first, last) for first, last in both if first <= last)
