"""Read one piece of a text alone, as it stands or with one change tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import grammar, tree
from policyq.syntax.build import builder
from policyq.syntax.build_small import Reading
from policyq.syntax.clean import Clean, small


class Piece(NamedTuple):
    """A part of the text that begins with a declaration's keyword, or seems to."""

    start: int
    end: int
    id: str
    """The keyword's id, ``""`` if it is none."""
    indent: int


class Edit(NamedTuple):
    """A change: ``[start, end)``, counted from the piece's start, becomes ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of it."""

    declarations: tuple[tree.Declaration, ...]
    reports: tuple[Diagnostic, ...]
    stop: grammar.Stop | None
    """Where it failed, counted in the changed text; ``None`` if the piece was read."""


def attempt(ready: Clean, piece: Piece, *edits: Edit) -> Attempt:
    """Read ``piece`` of ``ready``, with ``edits`` that do not overlap. The head of a section is read
    without its end."""
    raw, narrow, text = (t[piece.start : piece.end] for t in (ready.raw, ready.narrow, ready.text))
    for start, end, new in sorted(edits, reverse=True):
        raw, narrow = (t[:start] + new + t[end:] for t in (raw, narrow))
        text = text[:start] + small(new) + text[end:]
    changes = tuple((start, end, len(new)) for start, end, new in sorted(edits))
    reading = Reading(ready.source.name, raw, narrow, piece.start, changes)
    maker = builder()
    maker.reading = reading
    start_rule = "section_head" if piece.id == "section" else "start"
    found = grammar.run(maker, text, start_rule)
    if isinstance(found, grammar.Stop):
        return Attempt((), (), found)
    declarations = (found,) if isinstance(found, tree.Section) else found
    return Attempt(declarations, tuple(reading.reports), None)


class Mend(NamedTuple):
    """A slip, what undoes it, and how to report it."""

    edit: Edit
    report: Callable[[bool], Diagnostic]
    """Makes the report; the flag says whether the whole piece was read with the edit."""
    by_halves: bool = False
    """Whether the report holds although something else is wrong further on."""
