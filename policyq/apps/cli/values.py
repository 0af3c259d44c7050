"""Values of options: read, and refused in the user's words (never in Python's)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) ?([MGT]i?B?)", re.ASCII | re.IGNORECASE)
_UNITS = {
    f"{letter}{end}": 1_000**power if "I" not in end else 1_024**power
    for letter, power in (("M", 2), ("G", 3), ("T", 4))
    for end in ("", "B", "I", "IB")
}
_DAYS = (date(1971, 1, 1), date(8998, 1, 1))


def one_of(
    parser: Parser, named: Mapping[str, Said], also: Callable[[str], str | None] = lambda text: None
) -> dict[str, Any]:
    """How `add_argument` takes one of some ids, also by their names in either language, or as ``also``
    reads it; the help has the names of the reader's."""
    from policyq.vocabulary.choices import meant

    names = {id_: said.zh if parser.language == "zh" else id_ for id_, said in named.items()}

    def read(text: str) -> str:
        found = also(text) or meant(text, named)
        if found in named:
            return found
        from difflib import get_close_matches

        known = {name: name for pair in names.items() for name in pair}
        near = get_close_matches(text.strip().casefold(), known, n=1, cutoff=0.5)
        if parser.language == "zh":
            hint = f"，是不是想写 {near[0]}？" if near else "，"
            raise argparse.ArgumentTypeError(
                f"没有 {text[:60]!r} 这个选择{hint}可选：{'、'.join(names.values())}"
            )
        hint = f", maybe you meant {near[0]!r}?" if near else ""
        raise argparse.ArgumentTypeError(
            f"invalid choice: {text[:60]!r}{hint} (choose from {', '.join(names.values())})"
        )

    return {
        "type": read, "choices": tuple(named), "metavar": "{" + ",".join(names.values()) + "}"
    }  # fmt: skip


def whole(parser: Parser, least: int, most: int) -> Callable[[str], int]:
    """A whole number in a range, both ends included."""
    says = parser.say(
        f"要写 {least} 到 {most} 的整数", f"give a whole number from {least} to {most}"
    )

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(_not(parser, text, says))
        return number

    return read


def percent(parser: Parser) -> Callable[[str], float]:
    """A number from 0 to 100; a percent sign may stand behind it."""
    says = parser.say("要写 0 到 100 的数", "give a number from 0 to 100")

    def read(text: str) -> float:
        try:
            number = float(text.strip().removesuffix("%"))
        except ValueError:
            number = -1.0
        if not 0 <= number <= 100:
            raise argparse.ArgumentTypeError(_not(parser, text, says))
        return number

    return read


def share(parser: Parser) -> Callable[[str], float]:
    """A part of one."""
    says = parser.say("要写 0 到 1 的数", "give a number from 0 to 1")

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise argparse.ArgumentTypeError(_not(parser, text, says))
        return number

    return read


def size(parser: Parser) -> Callable[[str], int]:
    """Bytes, with a unit behind the number."""
    says = parser.say("要写成 800MB、1.5GB 这样", "write it like this: 800MB, 1.5GB")

    def read(text: str) -> int:
        found = _SIZE.fullmatch(text.strip())
        if found is None:
            raise argparse.ArgumentTypeError(_not(parser, text, says))
        return int(float(found[1]) * _UNITS[found[2].upper()])

    return read


def day(parser: Parser) -> Callable[[str], date]:
    """A date, of years that every zone can print."""
    first, last = _DAYS
    says = parser.say("日期要写成 2026-12-01 这样", "write the date like this: 2026-12-01")
    between = parser.say(f"要在 {first} 到 {last} 之间", f"give one from {first} to {last}")

    def read(text: str) -> date:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(_not(parser, text, says)) from None
        if not first <= found <= last:
            raise argparse.ArgumentTypeError(_not(parser, text, between))
        return found

    return read


def _not(parser: Parser, text: str, says: str) -> str:
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:60])
    return parser.say(f"“{shown}” 不行，{says}", f"`{shown}` will not do: {says}")
