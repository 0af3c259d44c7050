"""What a door says of input that it does not take: a kind of the catalog, and the values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from policyq.diagnostics.diagnostic import Bilingual, Diagnostic, Kind, Label
from policyq.diagnostics.source import NOWHERE, Span

SHOWN = 60
"""How many characters of a bad value are quoted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a row, a document or a file."""

    kind: Kind
    args: Mapping[str, object]
    hint: str | None = None
    """The name that was probably meant."""

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def reason(self) -> str:
        """The kind's name, stable, by which rejects are counted."""
        return self.kind.name

    def at(self, span: Span = NOWHERE) -> Diagnostic:
        """As a diagnostic of the place ``span``."""
        return Diagnostic(self.kind, (Label(span, self.kind.label),), self.args, hint=self.hint)

    def says(self, language: str) -> str:
        """The title in ``"zh"`` or ``"en"``, on one line."""
        said = self._filled(self.kind.title, language)
        if self.hint is None:
            return said
        meant = "；是不是 `{}`？" if language == "zh" else "; did you mean `{}`?"
        return said + meant.format(self.hint)

    def helps(self, language: str) -> str:
        """What to do about it, on one line; nothing where the kind has no help."""
        return "" if self.kind.help is None else self._filled(self.kind.help, language)

    def _filled(self, words: Bilingual, language: str) -> str:
        args = {name: _word(value, language) for name, value in self.args.items()}
        return (words.zh if language == "zh" else words.en).format(**args)


class Refused(Exception):
    """Carries a `Problem` out of the middle of a row; it never leaves `policyq.apps`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def refuse(kind: Kind, *, hint: str | None = None, **args: object) -> NoReturn:
    """Give the row up."""
    raise Refused(Problem(kind, args, hint))


def shown(value: object) -> str:
    """A bad value as it is quoted: short, on one line, without control characters."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, int) and abs(value) > 10**SHOWN:
        return "…"
    text = str(value)
    cut = text[: SHOWN - 1] + "…" if len(text) > SHOWN else text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


def closest(name: str, known: Iterable[str], usual: Mapping[str, str] | None = None) -> str | None:
    """The known name that was probably meant: by what others call it, else by its letters."""
    from difflib import get_close_matches

    folded = name.strip().casefold()[:SHOWN]
    if usual and folded in usual:
        return usual[folded]
    near = get_close_matches(folded, list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def _word(value: object, language: str) -> str:
    if isinstance(value, Bilingual):
        return value.zh if language == "zh" else value.en
    return str(value)
