"""The layout of help texts: wrapped and aligned by cells, so that Chinese stands straight."""

from __future__ import annotations

import argparse
import re
from unicodedata import east_asian_width

_TOKEN = re.compile(r"\s+|[!-~]+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。；：、！？）】」』”’…")
_COLUMNS = re.compile(r"( *\S.*?)( {2,})(\S.*)", re.DOTALL)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """argparse's formatter, with wide characters counted as two cells."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        if isinstance(action, argparse._SubParsersAction):
            return text.partition("\n")[2]  # without the line that only repeats the title
        first, end, rest = text.partition("\n")
        columns = _COLUMNS.fullmatch(first)
        if columns:
            name, gap, about = columns.groups()
            first = name + gap[_wide(name) :].ljust(2) + about
        return first + end + rest


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells; Chinese may break anywhere but before a closing mark."""
    lines, line, cells = [], "", 0
    for token in _TOKEN.findall(text):
        size = len(token) + _wide(token)
        if cells + size > width and line and token not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line, cells = "", 0
        if token.isspace():
            token, size = (" ", 1) if line else ("", 0)
        line += token
        cells += size
    return [*lines, line.rstrip()]


def _wide(text: str) -> int:
    """How many characters take a second cell."""
    return sum(east_asian_width(character) in "WF" for character in text)
