"""What we say to authors. A `Kind` is declared once in the catalog; a `Diagnostic` is one use.

No message is ever composed where it is raised: the caller picks a kind, a place and the values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import NamedTuple, Protocol, runtime_checkable

from policyq.diagnostics.source import Span


class Words(NamedTuple):
    """A message template in both languages; ``{name}`` is replaced by an argument."""

    zh: str
    en: str


@runtime_checkable
class Bilingual(Protocol):
    """An argument that reads differently in each language (`Words`, `policyq.vocabulary.types.Said`)."""

    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


class Severity(IntEnum):
    """How bad it is. An error refuses the policy; a warning does not; advice is only advice."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3


class Label(NamedTuple):
    """A marked place; the first of a diagnostic is the main one."""

    span: Span
    says: Words


class Fix(NamedTuple):
    """A change of the source. ``certain``: safe to apply unasked; otherwise only a suggestion."""

    span: Span
    replacement: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One report to the author."""

    kind: Kind
    labels: tuple[Label, ...]
    args: Mapping[str, object]
    fixes: tuple[Fix, ...] = ()
    hint: str | None = None
    """The name that was probably meant ("did you mean")."""

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def span(self) -> Span:
        return self.labels[0].span


class Suppressed(NamedTuple):
    """A report that the policy allows for a while, so that it is counted and not shown."""

    diagnostic: Diagnostic
    by: Span
    """The comment that allows it."""
    until: date
    """The last day on which it does."""
    reason: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the catalog: everything about one code but the place and the values."""

    code: str
    """``PQ`` and three digits: 1xx spelling, 2xx names, 3xx types and meaning, 4xx lints,
    5xx files and sources, 6xx examples, 7xx logs and rosters."""
    name: str
    """A short English name in kebab case, stable like the code."""
    severity: Severity
    title: Words
    label: Words
    help: Words | None = None
    also: Words = field(default=Words("另见此处", "see also here"))
    """What secondary labels say, unless they bring their own words."""
    bad: str = ""
    """A small policy (or input) that draws it; the reference page shows it under *avoid*."""
    good: str = ""
    why: Words = field(default=Words("", ""))

    def at(
        self,
        span: Span,
        *others: Span | Label,
        fixes: tuple[Fix, ...] = (),
        hint: str | None = None,
        **args: object,
    ) -> Diagnostic:
        """One report of this kind at ``span``; ``others`` are shown beside it."""
        labels = [Label(span, self.label)]
        for other in others:
            labels.append(other if isinstance(other, Label) else Label(other, self.also))
        return Diagnostic(self, tuple(labels), args, fixes, hint)
