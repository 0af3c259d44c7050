"""Which rows of a log a program may have something to say of, as far as each tells by itself, and
which of its counters count them.

A row that is not *hot* is a message of which nothing is to be said, unless a window holds enough of
its like (`policyq.replay.windows`), and of which columns tell exactly what counts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from policyq.ir import common, nodes, recent, ticks, tiers
from policyq.live import Live
from policyq.live.guards import guarded
from policyq.live.names import Names
from policyq.live.scene import Offsets
from policyq.live.searching import Scan
from policyq.live.sorts import FALSE, asked_of_wishes, parts, settled
from policyq.replay.asked import Asked
from policyq.replay.columns import Columns, Mask, Numbers
from policyq.text.fold import fold
from policyq.vocabulary.events import MESSAGES

#: One bit for each counter, and for each rule that asks for a window; and one for each rule.
_BITS: Final = 62

UNKNOWN: Final = -1
"""No text has this hash."""
NONE: Final = 0

Bits: TypeAlias = NDArray[np.uint64]


def can_screen(program: nodes.Program) -> bool:
    """Whether the messages of which there is nothing to say change nothing but counts, so that they
    need not be looked at one by one."""
    asked = ticks.asked(program)
    kept = common.shares(program) or tiers.keeps(program) or recent.asked(program)
    always = any(promise.always for promise in program.promises)
    told = program.streaks or program.lotteries or program.points or program.titles
    wishes = (one for wish in asked_of_wishes(program) for one in parts(wish))
    counted = any(isinstance(one, nodes.Windowed) for one in wishes)
    windowed = sum(_windowed(rule.condition) for rule in program.rules)
    many = max(len(program.counters) + windowed, len(program.rules)) > _BITS
    return not (asked.any or kept or always or told or counted or many or program.forms)


class Sifted(NamedTuple):
    """What is left of some rows when they have been screened."""

    hot: Mask
    bits: Bits
    """The counters that count a row, those of the program from the lowest bit on; above them the
    rules that fire if their windows hold enough."""
    unknown: Bits
    """The rules that are unknown, those of the program from the lowest bit on."""
    keys: Numbers | None
    """What texts are compared by, as a number, or `NONE` or `UNKNOWN`."""


class _Sort(NamedTuple):
    """What a program asks of one kind of message."""

    rules: list[tuple[int, nodes.Condition]]
    windowed: list[tuple[int, nodes.Condition]]
    counted: list[tuple[int, nodes.Counter, nodes.Condition]]


class Screen:
    """The screen of a program that `can_screen`."""

    def __init__(self, live: Live) -> None:
        program, names = live.program, live.names
        self.windowed = [
            number for number, rule in enumerate(program.rules) if _windowed(rule.condition)
        ]
        """The rules that ask for a window, by number; each has a bit."""
        self._program = program
        self._values = {one.name: [value for _, value in one.periods] for one in program.values}
        self._offset = Offsets(program.timezone)
        self._sorts = {kind: self._sort(names, kind) for kind in MESSAGES if kind != "edit"}
        groups = Scan(tuple(names.scanned), program, live.searches).groups
        self._matchers = [group.matcher for group in groups]
        self._texts = any("text" in counter.per for counter in program.counters)

    def columns(self, times: Numbers, fetch: object) -> Columns:
        """Rows in columns."""
        return Columns(times, fetch, self._matchers, self._offset)  # type: ignore[arg-type]

    def sift(self, columns: Columns) -> Sifted:
        """What is left of rows to be looked at."""
        size = len(columns)
        hot = np.ones(size, np.bool_)
        bits, unknown = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
        asked = Asked(self._values, columns)
        codes, kinds = columns.column("kind")
        for code, kind in enumerate(kinds):
            rows = np.flatnonzero(codes == code)
            if kind in self._sorts:
                hot[rows] = False
                self._one(self._sorts[kind], asked, rows, hot, bits, unknown)
            else:
                bits[rows] = np.uint64(self._of_others(kind))
        # Whoever is not known, or keeps the group, is not counted among its members, and whom
        # somebody aims at is; and where somebody came from is told by a few messages, if by any.
        for field in ("target", "channel"):
            hot |= columns.where(field, lambda value: value is not None)
        hot |= columns.where("sender", lambda sender: sender is None)
        hot |= columns.where("role", lambda role: role == "bot" or role is None)
        return Sifted(hot, bits, unknown, self._keys(columns) if self._texts else None)

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
        for bit, counter, condition in sort.counted:
            counts = asked.perhaps(condition, rows) & ~asked.unknown(condition, rows)
            if "host" in counter.per:
                # Without a link there is no host to count by, and so nothing is counted.
                counts &= ~asked.linkless(rows)
            bits[rows[counts]] |= np.uint64(1 << bit)
            unsure = counts & ~asked.surely(condition, rows) if plain(counter) else counts
            hot[rows[unsure]] = True
        first = len(self._program.counters)
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
        # What needs a word or a link first: little is left for the others.
        rows = (*rules.words, *rules.links, *rules.always)
        counted = [
            (number, counter, settled(counter.condition, kind))
            for number, counter in enumerate(self._program.counters)
        ]
        return _Sort(
            [(rule.number, rule.condition) for rule in rows],
            [(bit, one) for bit, one in windowed if one != FALSE],
            [one for one in counted if one[2] != FALSE],
        )

    def _keys(self, columns: Columns) -> Numbers:
        codes, values = columns.column("text")
        keys = np.fromiter((_key(text) for text in values), np.int64, len(values))
        found: Numbers = keys.take(codes)
        return found


def _key(text: str | None) -> int:
    if text is None:
        return UNKNOWN
    key = fold(text).strip()
    # Of 64 bits, by a hash that nobody can aim at: two texts of one log share none.
    return hash(key) if key else NONE


def plain(counter: nodes.Counter) -> bool:
    """Whether it counts events, or senders, by sender and text, which columns tell."""
    counts = counter.what == "count" or (counter.what == "distinct" and counter.of == "sender")
    return counts and {*counter.per} <= {"sender", "text"}


def windows(condition: nodes.Condition) -> Iterator[nodes.Windowed]:
    """The windows that a condition asks for."""
    for one in parts(condition):
        if isinstance(one, nodes.Windowed):
            yield one


def _windowed(condition: nodes.Condition) -> bool:
    return any(True for _ in windows(condition))
