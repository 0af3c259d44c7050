"""The language reference: prose parts with their examples, and the tables.

A part marks its examples with a name (```` ```policyq hours ````); the page shows the one of its
own language and, folded away, the one of the same name in the other.
"""

from __future__ import annotations

import re
from pathlib import Path

from generating.tables import TABLES

PARTS = Path(__file__).resolve().parent.parent / "parts"

_BLOCK = re.compile(r"^```policyq (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^<!-- table: (\w+) -->$", re.MULTILINE)
_HEADING = re.compile(r"^(##+) (.+)$", re.MULTILINE)
_OTHER = {"zh": ("en", "English"), "en": ("zh", "中文")}


def part(language: str) -> str:
    """The prose of one language."""
    return (PARTS / f"language.{language}.part").read_text(encoding="utf-8")


def examples(language: str) -> dict[str, str]:
    """The examples of one language by name."""
    return {match[1]: match[2] for match in _BLOCK.finditer(part(language))}


def page(language: str) -> str:
    """The whole page."""
    other, called = _OTHER[language]
    theirs = examples(other)

    def both(match: re.Match[str]) -> str:
        folded = f"<details><summary>{called}</summary>\n\n```policyq\n{theirs[match[1]]}```\n\n"
        return f"```policyq\n{match[2]}```\n\n{folded}</details>"

    text = _TABLE.sub(lambda match: TABLES[match[1]](language), part(language))
    text = text.replace("<!-- contents -->", contents(text))
    return _BLOCK.sub(both, text)


def contents(text: str) -> str:
    """The headings of the second and third level, as links."""
    lines = []
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for match in _HEADING.finditer(prose):
        link = f"[{match[2]}](#{slug(match[2])})"
        if match[1] == "##":
            lines.append(f"- {link}")
        elif lines:
            lines[-1] += (" · " if "\n" in lines[-1] or ": " in lines[-1] else ": ") + link
    return "\n".join(lines)


def slug(heading: str) -> str:
    """The anchor of a heading, as code hosts make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")
