"""The law of parts: nothing in a condition that decides nothing, and no count that nobody reaches.

A part that another part of the same `and` implies could be left out. A count that the event itself
is part of is never below one. Of senders there are no more than members, of days' ends no more
than days.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policyq.check import boxes, facts, walk
from policyq.check.above import Words
from policyq.check.boxes import Box, box
from policyq.check.crowd import Gatherer, whole_box
from policyq.check.facts import Count, Facts, Kinds, kinds_mask, spans_of
from policyq.check.kinds import kinds_of, normal
from policyq.check.lists import Lists
from policyq.check.meaning import flat, whole_of
from policyq.check.needs import Needs, TooMany, Ways, both
from policyq.check.ranges import constant, opposite, span_of_numbers
from policyq.check.scope import Placed, Scope
from policyq.diagnostics.catalog import overlaps as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.vocabulary.types import HOUR

_MOST_PARTS = 12
"""Of an `and` with more parts than these none is compared with the others."""
_SHORTEST_DAY = 22 * HOUR
"""No calendar day is shorter, wherever the clocks jump."""
_DAY_ENDS = {"hour": 1, "day": 1, "week": 7, "month": 31}
_COMES_AND_GOES = frozenset({"join", "leave"})


def problems(scope: Scope, lists: Lists) -> Iterator[Diagnostic]:
    """Parts that could be left out, and counts that cannot be reached."""
    law = _Law(scope, lists)
    for placed in scope.placed:
        yield from law.rule(placed)


class _Asked(NamedTuple):
    """An aggregate, as it must hold."""

    atom: tree.Aggregate
    op: str
    value: float


class _Law:
    def __init__(self, scope: Scope, lists: Lists) -> None:
        self._scope = scope
        self._needs = Needs(scope, lists.listed)
        self._gather = Gatherer(scope, self._needs)
        self._above = Words(lists, {})

    def rule(self, placed: Placed) -> Iterator[Diagnostic]:
        whole = normal(whole_of(placed.rule))
        counts = []
        for node in _outside(whole):
            if isinstance(node, tree.And):
                yield from self._idle_parts(node)
            asked = self._aggregate(node)
            if asked is not None and _suspicious(asked):
                counts.append(asked)
        if counts:
            member = self._gather.member(placed, ())
            if member is not None:
                ways = [(way, whole_box(way, self._gather.exempt)) for way in member.whole]
                for asked in counts:
                    yield from self._count(asked, ways)

    def _aggregate(self, node: tree.Condition) -> _Asked | None:
        """An aggregate with a constant limit; under `not`, the opposite."""
        atom = node.part if isinstance(node, tree.Not) else node
        if not isinstance(atom, tree.Aggregate):
            return None
        value = constant(self._scope, atom.amount)
        allowed = span_of_numbers(self._scope, atom)
        if value is None or allowed is None or allowed.is_empty() or allowed.is_everything():
            return None  # of these another law speaks
        return _Asked(atom, opposite(atom.op) if isinstance(node, tree.Not) else atom.op, value)

    # -- counts --------------------------------------------------------------------------------

    def _count(self, asked: _Asked, ways: Sequence[tuple[Facts, Box]]) -> Iterator[Diagnostic]:
        key = self._needs.count(asked.atom)
        asking = [one for _, one in ways if key in one.numbers]
        if not asking:
            return
        spans = spans_of(asked.op, asked.value, asked.atom.of != "amount")
        if asked.atom.what == "count" and set(asked.atom.per) <= {"sender"}:
            always = not facts.without(_ONE_OR_MORE, spans)
            never = not facts.common(_ONE_OR_MORE, spans)
            if (always or never) and self._counts_itself(asked.atom, key, asking):
                yield (say.COUNTS_ITSELF if always else say.NEVER_BELOW).at(asked.atom.span)
                return
            most = _most_day_ends(key, asked.atom)
            if most is not None and not facts.common(((_ZERO, (most + 1, 0)),), spans):
                yield say.MORE_DAYS.at(asked.atom.span, most=most)
        elif asked.atom.of == "sender" and not kinds_of(asked.atom.condition) & _COMES_AND_GOES:
            least = math.ceil(spans[0][0][0]) if spans else 0
            most_of = [one.numbers.get("members", ()) for one in asking]
            if all(of and of[-1][1][0] <= least for of in most_of):
                members = int(max(of[-1][1][0] for of in most_of)) - 1
                yield say.MORE_SENDERS.at(asked.atom.span, members=members, count=least)

    def _counts_itself(self, atom: tree.Aggregate, key: Count, asking: Sequence[Box]) -> bool:
        """Whether every event of which the count is asked is one that it counts."""
        try:
            counted = both(
                [(Kinds(kinds_mask(kinds_of(atom.condition))),)], self._needs.asked(atom.condition)
            )
        except TooMany:
            return False
        others = [box(way, implied=False) for way in counted]
        return all(boxes.covered(one, others, self._above) for one in asking)

    # -- parts ---------------------------------------------------------------------------------

    def _idle_parts(self, node: tree.And) -> Iterator[Diagnostic]:
        """Parts of one `and` that the others imply; of two that say the same, the later."""
        parts = [part for part in flat(node) if _comparable(part)]
        if not 1 < len(parts) <= _MOST_PARTS:
            return
        ways = [self._ways(part) for part in parts]
        left = list(range(len(parts)))
        for place in reversed(range(len(parts))):
            mine = ways[place]
            others = [ways[other] for other in left if other != place]
            if mine is None or not others:
                continue
            because = next(
                (other for other in left if other != place and self._implies(ways[other], mine)),
                None,
            )
            if because is not None:
                left.remove(place)
                yield say.IDLE_PART.at(parts[place].span, parts[because].span)

    def _ways(self, part: tree.Condition) -> Ways | None:
        try:
            return self._needs.of_group(part)
        except TooMany:
            return None

    def _implies(self, one: Ways | None, other: Ways) -> bool:
        """Whether a part holds whenever another does."""
        if one is None:
            return False
        others = [box(way, implied=False) for way in other]
        return all(boxes.covered(box(way, implied=True), others, self._above) for way in one)


_ZERO: facts.Point = (0, 0)
_ONE_OR_MORE = spans_of(">=", 1, whole=True)


def _outside(condition: tree.Condition) -> Iterator[tree.Condition]:
    """What a condition in normal form consists of; not what aggregates count."""
    counted: set[int] = set()
    for node in walk.conditions(condition):
        if id(node) in counted:
            continue
        yield node
        inner = node.part if isinstance(node, tree.Not) else node
        if isinstance(node, tree.Not):
            counted.add(id(inner))
        if isinstance(inner, tree.Aggregate):
            counted.update(map(id, walk.conditions(inner.condition)))


def _suspicious(asked: _Asked) -> bool:
    """Whether an aggregate may be decided without counting."""
    atom = asked.atom
    if atom.what == "count":
        return asked.value <= 1 or kinds_of(atom.condition) == {"day_end"}
    return atom.of == "sender" and not atom.across


def _most_day_ends(key: Count, atom: tree.Aggregate) -> int | None:
    """How many ends of a day a window can hold."""
    if kinds_of(atom.condition) != {"day_end"}:
        return None
    if isinstance(atom.window, tree.Bucket):
        return _DAY_ENDS.get(atom.window.id)
    return None if key.trailing is None else int(key.trailing // _SHORTEST_DAY) + 1


def _comparable(part: tree.Condition) -> bool:
    atom = part.part if isinstance(part, tree.Not) else part
    return isinstance(atom, tree.Compare | tree.Aggregate | tree.TimeIn | tree.WhoIs)
