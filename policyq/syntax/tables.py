"""The tables that drive the parser, as plain data: `policyq.syntax.grammar` has lark make them from the
grammar, `policyq.syntax.driver` reads texts by them.

They are kept in the user's cache folder as JSON, and made for a start to be quick: a row is taken
apart when its state is first reached, which most never are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

FORMAT: Final = 1
"""To be raised with any change of what is kept."""

END: Final = "$END"


class Rule(NamedTuple):
    """What becomes of the last values when a rule of the grammar is complete."""

    origin: str
    size: int
    """How many values it takes."""
    called: str
    """The name of the callback that makes a value of them."""
    single: bool
    """Whether one value alone stays as it is."""
    spread: tuple[int, ...]
    """Which of the values are lists that take their own places."""


class Tables(NamedTuple):
    """A row for each state, and how texts become tokens."""

    rules: tuple[Rule, ...]
    symbols: tuple[str, ...]
    rows: tuple[str, ...]
    """For each state its symbols and moves, by number; see `row`."""
    scanners: tuple[tuple[str, ...], ...]
    """Terminals in the order in which they are tried."""
    scanner_of: tuple[int, ...]
    """Which of them a state takes."""
    patterns: Mapping[str, str]
    """The regular expression of each terminal."""
    words: Mapping[str, Mapping[str, str]]
    """For a terminal what it is taken for instead where it is one of these and that may stand there."""
    ignored: tuple[str, ...]
    starts: Mapping[str, tuple[int, int]]
    """For each start the first state and the last one."""


def shift(state: int) -> int:
    """The move to a state."""
    return 2 * state


def reduce(rule: int) -> int:
    """The move by which a rule is complete."""
    return 2 * rule + 1


def written(moves: Mapping[int, int]) -> str:
    """A row: the move for each symbol, by its number."""
    return " ".join(f"{symbol} {move}" for symbol, move in moves.items())


def row(tables: Tables, state: int) -> dict[str, int]:
    """The move for each symbol that may come in a state."""
    numbers = list(map(int, tables.rows[state].split()))
    return {
        tables.symbols[symbol]: move
        for symbol, move in zip(numbers[::2], numbers[1::2], strict=True)
    }


def to_json(tables: Tables) -> str:
    return json.dumps(tables._asdict(), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Tables:
    """Raises `ValueError`, `LookupError` or `TypeError` for what `to_json` did not write."""
    given = json.loads(text)
    names: Sequence[str] = Tables._fields
    if given.keys() != set(names):
        raise ValueError("other tables")
    rules = tuple(
        Rule(origin, size, called, single, tuple(spread))
        for origin, size, called, single, spread in given["rules"]
    )
    return Tables(**{**given, "rules": rules})
