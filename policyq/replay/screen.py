"""Which rows of a log a program may have something to say of, as far as each tells by itself, and
which of its counters count them.

A row that is not *hot* is a message of which nothing is to be said, unless a window holds enough of
its like (`policyq.replay.windows`), and of which columns tell exactly what counts it; or something
else that somebody did, which is not counted at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from policyq.ir import common, lotteries, nodes, recent, ticks, tiers
from policyq.ir.settling import FALSE
from policyq.live import Live
from policyq.live.guards import guarded
from policyq.live.names import Names
from policyq.live.scene import Offsets
from policyq.live.searching import Scan
from policyq.live.sorts import asked_of_wishes, parts, settled
from policyq.replay.asked import Asked
from policyq.replay.columns import Columns, Mask, Numbers
from policyq.replay.deeds import STILL
from policyq.text.fold import fold
from policyq.vocabulary.events import MESSAGES

#: One bit for each counter, two where it asks for the tier of who wrote, and one for each rule that
#: asks for a window; and one for each rule.
_BITS: Final = 62

UNKNOWN: Final = -1
"""No text has this hash."""
NONE: Final = 0

Bits: TypeAlias = NDArray[np.uint64]


def can_screen(program: nodes.Program) -> bool:
    """Whether the messages of which there is nothing to say change nothing but counts, and what is
    known of who wrote them, so that they need not be looked at one by one."""
    always = any(promise.always for promise in program.promises)
    wishes = (one for wish in asked_of_wishes(program) for one in parts(wish))
    counted = any(isinstance(one, nodes.Windowed) for one in wishes)
    windowed = sum(_windowed(rule.condition) for rule in program.rules)
    tiered = sum(by_tier(one) for one in program.counters)
    many = max(len(program.counters) + tiered + windowed, len(program.rules)) > _BITS
    return not (recent.asked(program) or always or counted or many)


def only_counts(program: nodes.Program) -> bool:
    """Whether such messages change nothing but counts: nothing is remembered of members or over all
    groups, or asked when a day ends, and nobody has to be told who was there."""
    told = program.streaks or program.lotteries or program.points or program.titles
    kept = tiers.keeps(program) or common.shares(program)
    return not (ticks.asked(program).any or kept or told or program.forms)


class Sifted(NamedTuple):
    """What is left of some rows when they have been screened."""

    hot: Mask
    odd: Mask
    """Those that nobody can count but one by one; of other hot ones the program may have something to
    say, and that is all."""
    bits: Bits
    """The counters that count a row, those of the program from the lowest bit on; above them, of
    counters `by_tier`, those that count it if its sender is not in the tier; above these the rules
    that fire if their windows hold enough."""
    unknown: Bits
    """The rules that are unknown, those of the program from the lowest bit on."""


class _Sort(NamedTuple):
    """What a program asks of one kind of message, or of what is like one."""

    rules: list[tuple[int, nodes.Condition]]
    windowed: list[tuple[int, nodes.Condition]]
    counted: list[tuple[int, nodes.Counter, nodes.Condition]]
    shown: list[nodes.Condition]
    """What reports tell of: all rows that may be so are looked at."""
    days: list[nodes.Condition]
    """What streaks count: the first of each member on each day is looked at."""


class Screen:
    """The screen of a program that `can_screen`."""

    def __init__(self, live: Live, suppressed: bool = False, still: bool = False) -> None:
        """``suppressed``: not all of the log may happen; ``still``: whoever counts what is not looked at
        also knows what to make of what is no message."""
        self.suppressed = suppressed
        self.live = live
        """The evaluator of what is left."""
        program, names = live.program, live.names
        self.windowed = [
            number for number, rule in enumerate(program.rules) if _windowed(rule.condition)
        ]
        """The rules that ask for a window, by number; each has a bit."""
        self.tiered = [
            number for number, counter in enumerate(program.counters) if by_tier(counter)
        ]
        """The counters `by_tier`, by number; each has a second bit."""
        self._program = program
        self._values = {one.name: [value for _, value in one.periods] for one in program.values}
        self._offset = Offsets(program.timezone)
        kinds = MESSAGES - {"edit"}
        kinds |= {kind for kind in STILL if still and not self._of_others(kind)}
        self._sorts = {kind: self._sort(names, kind) for kind in kinds}
        groups = Scan(tuple(names.scanned), program, live.searches).groups
        self._matchers = [group.matcher for group in groups]
        self.texts = any(map(by_text, program.counters))
        """Whether anything is counted by texts."""

    def columns(self, times: Numbers, fetch: object) -> Columns:
        """Rows in columns."""
        names = self.live.names
        reach = max(names.reach, names.longest + 1)
        return Columns(times, fetch, self._matchers, self._offset, reach)  # type: ignore[arg-type]

    def sift(self, columns: Columns) -> Sifted:
        """What is left of rows to be looked at."""
        size = len(columns)
        odd = self._odd(columns)
        hot = odd.copy()
        bits, unknown = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
        names = self.live.names
        asked = Asked(self._values, columns, names.words, names.sites)
        codes, kinds = columns.column("kind")
        for code, kind in enumerate(kinds):
            rows = np.flatnonzero(codes == code)
            if kind in self._sorts:
                self._one(self._sorts[kind], asked, rows, hot, bits, unknown)
            else:
                bits[rows] = np.uint64(self._of_others(kind))
        return Sifted(hot, odd, bits, unknown)

    def _odd(self, columns: Columns) -> Mask:
        """What is no plain message of a member, nor anything else that asks for as little."""
        odd = columns.where("kind", lambda kind: kind not in self._sorts)
        # Whoever is not known, or keeps the group, is not counted among its members, and whom
        # somebody aims at is; and where somebody came from is told by a few messages, if by any.
        for field in ("target", "channel"):
            odd |= columns.where(field, lambda value: value is not None)
        odd |= columns.where("sender", lambda sender: sender is None)
        odd |= columns.where("role", lambda role: role == "bot" or role is None)
        if self._program.forms:
            odd |= columns.where("refers", lambda message: message is not None)
        if self._program.lotteries:
            odd |= columns.where("text", lotteries.may_witness)
        return odd

    def _one(
        self, sort: _Sort, asked: Asked, rows: Numbers, hot: Mask, bits: Bits, unknown: Bits
    ) -> None:
        for number, condition in sort.rules:
            cold = rows[~hot[rows]]
            perhaps = asked.perhaps(condition, cold)
            some = cold[perhaps]
            lost = asked.unknown(condition, some)
            unknown[some[lost]] |= np.uint64(1 << number)
            hot[some[~lost]] = True
        for condition in sort.shown:
            hot[rows[asked.perhaps(condition, rows)]] = True
        for condition in sort.days:
            hot[rows[asked.perhaps(condition, rows) & ~asked.surely(condition, rows)]] = True
            surely = rows[asked.surely(condition, rows)]
            hot[surely if self.suppressed else asked.firsts(surely)] = True
        for bit, counter, condition in sort.counted:
            counts = asked.perhaps(condition, rows) & ~asked.unknown(condition, rows)
            if "host" in counter.per:
                # Without a link there is no host to count by, and so nothing is counted.
                counts &= ~asked.linkless(rows)
            bits[rows[counts]] |= np.uint64(1 << bit)
            unsure = counts & ~asked.surely(condition, rows) if plain(counter) else counts
            hot[rows[unsure]] = True
        first = len(self._program.counters) + len(self.tiered)
        for bit, condition in sort.windowed:
            cold = rows[~hot[rows]]
            some = cold[asked.perhaps(condition, cold)]
            lost = asked.unknown(condition, some)
            unknown[some[lost]] |= np.uint64(1 << self.windowed[bit])
            bits[some[~lost]] |= np.uint64(1 << first + bit)

    def _of_others(self, kind: str) -> int:
        """The counters that may count what is no plain message."""
        return sum(
            1 << number
            for number, counter in enumerate(self._program.counters)
            if settled(counter.condition, kind) != FALSE
        )

    def _sort(self, names: Names, kind: str) -> _Sort:
        left = [settled(rule.condition, kind) for rule in self._program.rules]
        windowed = [(bit, left[number]) for bit, number in enumerate(self.windowed)]
        plain = [
            (number, one)
            for number, one in enumerate(left)
            if number not in self.windowed and one != FALSE
        ]
        rules = guarded(names, plain)
        program = self._program
        shown = [form.condition for form in program.forms]
        shown += [lottery.condition for lottery in program.lotteries]
        days = [streak.condition for streak in program.streaks]
        return _Sort(
            [(rule.number, rule.condition) for rule in rules.every()],
            [(bit, one) for bit, one in windowed if one != FALSE],
            [one for one in self._counted(kind) if one[2] != FALSE],
            [one for one in (settled(one, kind) for one in shown) if one != FALSE],
            [one for one in (settled(one, kind) for one in days) if one != FALSE],
        )

    def _counted(self, kind: str) -> Iterator[tuple[int, nodes.Counter, nodes.Condition]]:
        counters = self._program.counters
        for number, counter in enumerate(counters):
            condition = counter.condition
            if number in self.tiered:
                condition = _supposing(condition, True)
            yield number, counter, settled(condition, kind)
        for place, number in enumerate(self.tiered, len(counters)):
            outside = _supposing(counters[number].condition, False)
            yield place, counters[number], settled(outside, kind)


def keys(columns: Columns) -> Numbers:
    """What the texts of some rows are compared by, as a number, or `NONE` or `UNKNOWN`."""
    codes, values = columns.column("text")
    known = np.fromiter((_key(text) for text in values), np.int64, len(values))
    found: Numbers = known.take(codes)
    return found


def _key(text: str | None) -> int:
    if text is None:
        return UNKNOWN
    key = fold(text).strip()
    # Of 64 bits, by a hash that nobody can aim at: two texts of one log share none.
    return hash(key) if key else NONE


def plain(counter: nodes.Counter) -> bool:
    """Whether it counts events, or senders, of one group by sender and text, which columns tell."""
    counts = counter.what == "count" or (counter.what == "distinct" and counter.of == "sender")
    return counts and {*counter.per} <= {"sender", "text"} and not counter.shared


def by_text(counter: nodes.Counter) -> bool:
    """Whether nobody knows what it counts by where the text is not known."""
    return not {"text", "alike", "host"}.isdisjoint(counter.per)


def by_tier(counter: nodes.Counter) -> bool:
    """Whether it asks for the tier of who wrote, and all else columns tell."""
    return plain(counter) and "text" not in counter.per and len(tiers_of(counter)) == 1


def tiers_of(counter: nodes.Counter) -> set[frozenset[str]]:
    """The tiers that a counter asks for."""
    return {one.tiers for one in parts(counter.condition) if isinstance(one, nodes.InTier)}


def _supposing(condition: nodes.Condition, inside: bool) -> nodes.Condition:
    """What is left of a condition on somebody who is known, in the tiers that it asks for or not."""
    match condition:
        case nodes.InTier():
            return nodes.Always(inside)
        case nodes.And(inner):
            return nodes.And(tuple(_supposing(part, inside) for part in inner))
        case nodes.Or(inner):
            return nodes.Or(tuple(_supposing(part, inside) for part in inner))
        case nodes.Not(part):
            return nodes.Not(_supposing(part, inside))
        case nodes.Surely(part):
            return nodes.Surely(_supposing(part, inside))
    return condition


def windows(condition: nodes.Condition) -> Iterator[nodes.Windowed]:
    """The windows that a condition asks for."""
    for one in parts(condition):
        if isinstance(one, nodes.Windowed):
            yield one


def _windowed(condition: nodes.Condition) -> bool:
    return any(True for _ in windows(condition))
