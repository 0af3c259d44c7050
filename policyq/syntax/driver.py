"""Reads a text by the parser's tables: tokens, moves and callbacks, all in one loop.

It does what lark's own parser does with the same tables (LALR, each state with a lexer of its own;
tests hold one against the other), in half the time, for it keeps neither lines nor columns; and it
starts in a fraction, for it makes nothing for states that are not reached.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Final, NamedTuple, TypeAlias

from policyq.syntax.tables import END, Rule, Tables, row

Row: TypeAlias = dict[str, int]
Make: TypeAlias = Callable[[list[Any]], Any]
Found: TypeAlias = "tuple[str, int] | None"
Words: TypeAlias = Callable[[list[tuple[int, int]]], list[Any]]
"""What becomes of texts that stand alone in a list of words, from where to where each stands."""

COMMA: Final = "COMMA"
TEXT: Final = "STRING"
SPACE: Final = "SPACE"

SEVERAL: Final = 40
"""So often terminals are tried one after another, until one pattern is made of all: that takes longer
than most texts need."""


class Token(str):
    """A piece of the text that is a terminal."""

    __slots__ = ("end_pos", "start_pos", "type")
    start_pos: int
    end_pos: int
    type: str


class Tree:
    """What no callback makes anything of."""

    __slots__ = ("children", "data")

    def __init__(self, data: str, children: list[Any]) -> None:
        self.data = data
        self.children = children


class Failed(NamedTuple):
    """Where a text cannot be read on."""

    start: int
    end: int
    terminal: str
    """`END` if the text ends too early, "" for a character that no token begins with."""
    driver: Driver
    states: list[int]
    """The state in which it fails, and those before it."""
    last: int

    def accepts(self) -> frozenset[str]:
        """The terminals that could have stood here."""
        names = (name for name in self.driver.row(self.states[-1]) if name.isupper())
        return frozenset(filter(self._may_follow, names))

    def _may_follow(self, terminal: str) -> bool:
        """Whether ``terminal`` would be shifted: a state may promise too much."""
        states = self.states[:]
        while True:
            if states[-1] == self.last:
                return terminal == END
            move = self.driver.row(states[-1]).get(terminal)
            if move is None:
                return False
            if not move & 1:
                return True
            rule = self.driver.tables.rules[move >> 1]
            if rule.size:
                del states[-rule.size :]
            states.append(self.driver.row(states[-1])[rule.origin] >> 1)


class Driver:
    """The tables, and the callbacks of a builder."""

    def __init__(self, tables: Tables, builder: object) -> None:
        self.tables: Final = tables
        self._rows: list[Row | None] = [None] * len(tables.rows)
        self._scanners = [_Scanner(tables, names) for names in tables.scanners]
        self._rules = [(rule.size, rule.origin, _make(rule, builder)) for rule in tables.rules]
        self._long: dict[int, bool] = {}
        self._make_words: Words | None = getattr(builder, "words_at", None)

    def row(self, state: int) -> Row:
        """The move for each symbol that may come in a state."""
        found = self._rows[state]
        if found is None:
            found = self._rows[state] = row(self.tables, state)
        return found

    def read(self, text: str, start: str) -> Any | Failed:
        """What the callbacks make of a text, or where it cannot be read."""
        first, last = self.tables.starts[start]
        rows, rules, load = self._rows, self._rules, self.row
        scanners, scanner_of = self._scanners, self.tables.scanner_of
        ignored, words = frozenset(self.tables.ignored), self.tables.words
        states, values = [first], list[Any]()
        at, end = 0, len(text)
        moves = load(first)
        while True:
            scan, kind = scanners[scanner_of[states[-1]]].scan, ""
            while not kind and at < end:
                found = scan(text, at)
                if found is None:
                    return self._unknown(text, at, states, last)
                kind, behind = found
                if kind in ignored:
                    kind, at = "", behind
            if kind:
                token = Token(text[at:behind])
                if kind in words:
                    other = words[kind].get(token)
                    kind = other if other in moves else kind
                token.type, token.start_pos, token.end_pos = kind, at, behind
            else:
                kind = END
            while True:
                move = moves.get(kind)
                if move is None:
                    stop = (end, end) if kind == END else (at, behind)
                    return Failed(*stop, kind, self, states, last)
                if not move & 1:
                    states.append(move >> 1)
                    values.append(token)
                    moves, at = rows[move >> 1] or load(move >> 1), behind
                    break
                size, origin, make = rules[move >> 1]
                taken = values[-size:] if size else []
                if size:
                    del values[-size:], states[-size:]
                values.append(make(taken))
                state = (rows[states[-1]] or load(states[-1]))[origin] >> 1
                states.append(state)
                if state == last and kind == END:
                    return values[-1]
                moves = rows[state] or load(state)
                if kind == COMMA and self._is_long(states):
                    begins, at = at, self._words(text, at, values[-1].children)
                    if at > begins:
                        break

    def _is_long(self, states: list[int]) -> bool:
        """Whether a list of words may go on here: a comma and a text lead back to where it is."""
        state = states[-1]
        if state not in self._long:
            self._long[state] = self._make_words is not None and self._leads_back(states)
        return self._long[state]

    def _leads_back(self, states: list[int]) -> bool:
        ahead, called = states[:], list[str]()
        for terminal in (COMMA, TEXT):
            move = self.row(ahead[-1]).get(terminal, 1)
            if move & 1:
                return False
            ahead.append(move >> 1)
        while len(ahead) > len(states):
            move = self.row(ahead[-1]).get(COMMA, 0)
            if not move & 1:
                return False
            rule = self.tables.rules[move >> 1]
            del ahead[-rule.size :]
            ahead.append(self.row(ahead[-1])[rule.origin] >> 1)
            called.append(rule.called)
        return ahead == states and called[:-1] == ["string", "word"]

    def _words(self, text: str, at: int, words: list[Any]) -> int:
        """Read the words of a list from the comma before the first one to the one behind the last,
        where nothing else stands between: lists are long, and this takes a fraction of the time."""
        match, places = self._listed.match, list[tuple[int, int]]()
        while found := match(text, at):
            place = found.span(1)
            places.append(place)
            at = place[1]
        if places and self._make_words is not None:
            words += self._make_words(places)
        return at

    @cached_property
    def _listed(self) -> re.Pattern[str]:
        space = self.tables.patterns[SPACE]
        return re.compile(
            rf"(?:{space})?,(?:{space})?({self.tables.patterns[TEXT]})(?=(?:{space})?,)"
        )

    def _unknown(self, text: str, at: int, states: list[int], last: int) -> Failed:
        """Where nothing stands that may: what stands there, if that is anything at all."""
        found, place = self._any.scan(text, at), at
        while found is not None and found[0] in self.tables.ignored:
            place = found[1]
            found = self._any.scan(text, place)
        if found is None:
            return Failed(at, at + 1, "", self, states, last)
        kind, behind = found
        kind = self.tables.words.get(kind, {}).get(text[place:behind], kind)
        return Failed(place, behind, kind, self, states, last)

    @cached_property
    def _any(self) -> _Scanner:
        """The scanner of all terminals, which is the last."""
        return self._scanners[-1]


def _make(rule: Rule, builder: object) -> Make:
    """What makes a value of the values that a rule takes."""
    made: Make | None = getattr(builder, rule.called, None)
    name = rule.called
    make: Make = made if made is not None else lambda values: Tree(name, values)
    if rule.single:
        inner = make
        make = lambda values: values[0] if len(values) == 1 else inner(values)  # noqa: E731
    return _spreading(rule.spread, make) if rule.spread else make


def _spreading(places: tuple[int, ...], make: Make) -> Make:
    spread = frozenset(places)

    def made(values: list[Any]) -> Any:
        if places[0] == 0:
            # A list that grows by one is not copied each time.
            every: list[Any] = values[0].children
            rest = values[1:]
        else:
            every, rest = [], values
        for place, value in enumerate(rest, len(values) - len(rest)):
            if place in spread:
                every += value.children
            else:
                every.append(value)
        return make(every)

    return made


class _Scanner:
    """Terminals that are tried in their order."""

    def __init__(self, tables: Tables, names: tuple[str, ...]) -> None:
        self._tables, self._names = tables, names
        self._left = SEVERAL
        self.scan: Callable[[str, int], Found] = self._one_by_one

    def _one_by_one(self, text: str, at: int) -> Found:
        self._left -= 1
        if not self._left:
            self.scan = _together(self._tables, self._names)
        patterns = self._tables.patterns
        for name in self._names:
            found = _compiled(patterns[name]).match(text, at)
            if found:
                return name, found.end()
        return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _together(tables: Tables, names: tuple[str, ...]) -> Callable[[str, int], Found]:
    match = re.compile("|".join(f"(?P<{name}>{tables.patterns[name]})" for name in names)).match

    def scan(text: str, at: int) -> Found:
        found = match(text, at)
        return None if found is None else (found.lastgroup, found.end())  # type: ignore[return-value]

    return scan
