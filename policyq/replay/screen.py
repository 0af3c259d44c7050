"""Which of many events a program may have something to say of.

Programs in which every event changes more than counts (tiers, streaks, nearly the same texts, what
is shared by groups or told of later) have no screen: there every event is decided by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from policyq.ir import common, nodes, recent, tiers
from policyq.live.guards import Guarded, guarded
from policyq.live.memory import State
from policyq.live.names import Names
from policyq.live.scene import Months, Offsets
from policyq.live.searching import Scan, Searches
from policyq.live.sorts import FALSE, OTHER, settled
from policyq.replay.asked import Asked
from policyq.replay.columns import Columns, Mask, Numbers
from policyq.replay.counts import Counts
from policyq.replay.tallies import Tally, is_plain, tallies
from policyq.vocabulary.events import DERIVED, KINDS, MESSAGES, TICKS, Event


def can_screen(program: nodes.Program) -> bool:
    """Whether the events of which there is nothing to say change nothing but counts."""
    alike = any("alike" in counter.per for counter in program.counters)
    asked = common.shares(program) or tiers.keeps(program) or recent.asked(program)
    always = any(promise.always for promise in program.promises)
    return not (alike or asked or always or program.streaks)


Ask: TypeAlias = Callable[[nodes.Condition, Numbers], Mask]


class Sifted(NamedTuple):
    """Which of many events may be of interest, and how the others are counted."""

    hot: list[bool]
    tallies: list[Tally] | None
    """``None``: as `policyq.live` counts them, one by one."""


class _Sort(NamedTuple):
    """What a program asks of the kinds of event that it cannot tell apart."""

    rules: Guarded
    counted: dict[str, nodes.Condition]
    """Counters by id: what is left of when they count."""
    settles: bool


class Screen:
    """The screen of a program."""

    def __init__(self, program: nodes.Program, names: Names, settling: frozenset[str]) -> None:
        self._names = names
        self._values = {one.name: [value for _, value in one.periods] for one in program.values}
        self._offset = Offsets(program.timezone)
        self._months = Months()
        self._sorts = {
            kind: _sort(program, names, kind, kind in settling) for kind in (*KINDS, OTHER)
        }
        groups = Scan(tuple(names.scanned), program, Searches(program)).groups
        self._matchers = [group.matcher for group in groups]
        self._opaque = {
            counter.id
            for counter in program.counters
            if any(settled(counter.condition, kind) != FALSE for kind in TICKS | DERIVED)
        }

    def columns(self, events: Sequence[Event]) -> Columns:
        """Events in columns."""
        return Columns(events, self._matchers, self._offset)

    def sift(self, columns: Columns, states: Mapping[str, State]) -> Sifted:
        """Of which events there may be something to say, and how the others are counted. ``states``:
        what is remembered before the first of them."""
        codes, kinds = columns.codes("kind")
        rows_of = {kind: np.flatnonzero(codes == code) for code, kind in enumerate(kinds)}
        asked: Asked

        def each(counter: nodes.Counter, ask: Ask) -> Mask:
            mask = np.zeros(len(columns), np.bool_)
            for kind, rows in rows_of.items():
                mask[rows] = ask(self._sort(kind).counted[counter.id], rows)
            return mask

        def countable(counter: nodes.Counter) -> Mask | None:
            return None if counter.id in self._opaque else each(counter, asked.perhaps)

        def exactly(counter: nodes.Counter, cold: Mask) -> Mask | None:
            mask = each(counter, asked.perhaps) & cold
            if not mask.any():
                return mask
            surely = is_plain(counter) and np.array_equal(mask, each(counter, asked.surely) & cold)
            return mask if surely else None

        counts = Counts(self._names, columns, states, self._values, countable)
        asked = Asked(self._values, columns, counts)
        hot = self._hot(columns, asked, rows_of)
        found = tallies(self._names, columns, counts, ~hot, exactly, self._months)
        return Sifted(hot.tolist(), found)

    def _hot(self, columns: Columns, asked: Asked, rows_of: Mapping[str, Numbers]) -> Mask:
        hot = np.zeros(len(columns), np.bool_)
        for kind, rows in rows_of.items():
            sort = self._sort(kind)
            if sort.settles:
                hot[rows] = True
                continue
            if self._matchers and kind in MESSAGES:
                # What holds a word is counted by what holds words: there columns do not tell.
                hot[rows] |= ~columns.wordless[rows]
            for rule in (*sort.rules.links, *sort.rules.always):
                cold = rows[~hot[rows]]
                hot[cold] = asked.perhaps(rule.condition, cold)
        return hot

    def _sort(self, kind: str) -> _Sort:
        return self._sorts.get(kind) or self._sorts[OTHER]


def _sort(program: nodes.Program, names: Names, kind: str, settles: bool) -> _Sort:
    left = [(n, settled(rule.condition, kind)) for n, rule in enumerate(program.rules)]
    rules = guarded(names, [(n, one) for n, one in left if one != FALSE])
    counted = {counter.id: settled(counter.condition, kind) for counter in program.counters}
    return _Sort(rules, counted, settles or kind not in KINDS or kind in TICKS | DERIVED)
