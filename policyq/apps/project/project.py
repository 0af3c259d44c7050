"""What a project file says, and the files that it names.

Paths in it start at its folder. Whether they lead anywhere is asked when a command needs them:
nobody has to have the logs at hand to check a policy.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from policyq.apps.project import wide
from policyq.apps.sources import regular
from policyq.diagnostics.catalog import project as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Failure, Source, Span
from policyq.events.roster import GroupRow
from policyq.study.plan.budget import Budget
from policyq.study.promotion import Terms
from policyq.vocabulary.platforms import SURFACES, surface_of

SIZE_LIMIT = 256 << 10
"""Bytes of a project file."""


class Wrong(Exception):
    """The project file cannot be used; it never leaves `policyq.apps`."""

    def __init__(self, found: Iterable[Diagnostic], source: Source) -> None:
        super().__init__(source.name)
        self.found = tuple(found)
        self.name = source.name
        self.sources = {source.name: source} if source.text else {}


class Entry(NamedTuple):
    """A path as it is written, for which key and where."""

    text: str
    key: str
    span: Span


class Limit(NamedTuple):
    """A budget, and where the rule or tag that it names and the last day of its override stand."""

    budget: Budget
    named: Span
    until: Span


@dataclass(frozen=True, slots=True)
class Project:
    """What a project file says; without one, nothing."""

    source: Source = field(default_factory=lambda: Source("", ""))
    """The file, by a name that its reader can open."""
    folder: str = "."
    """Where its paths start, as its reader would write it."""
    language: str | None = None
    policies: tuple[Entry, ...] = ()
    logs: tuple[Entry, ...] = ()
    format: str | None = None
    timezone: str | None = None
    group: str | None = None
    day: date | None = None
    date_order: str | None = None
    own: str | None = None
    roster: Entry | None = None
    labels: Entry | None = None
    community: str | None = None
    """The kind of community, for reports."""
    places: tuple[str, ...] = ()
    """Ids of `PLATFORMS` or of `SURFACES`."""
    groups: tuple[GroupRow, ...] = ()
    pseudonyms: bool | Entry = True
    """Whether reports have pseudonyms, or the file that holds their key."""
    budgets: tuple[Limit, ...] = ()
    promotion: Terms = field(default_factory=Terms)
    """What the record must show by which a rule on trial is enforced."""

    @property
    def surfaces(self) -> tuple[str, ...]:
        """What the policies are to be checked against, ids of `SURFACES`."""
        found = (place if place in SURFACES else surface_of(place) for place in self.places)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    @property
    def platform(self) -> str | None:
        """The one platform that the groups are on, an id of `PLATFORMS`; ``None`` if nobody can tell."""
        found = {SURFACES[one].platform if one in SURFACES else one for one in self.places}
        return found.pop() if len(found) == 1 else None

    def files(self, entries: Iterable[Entry]) -> list[str]:
        """The paths that entries stand for, each once; raises `Wrong` for one without any."""
        found: list[str] = []
        for entry in entries:
            there = self._matches(entry.text)
            if not there:
                raise self._missing(entry)
            found += map(self._path, there)
        return list(dict.fromkeys(found))

    def file(self, entry: Entry) -> str:
        """The path of the one file that an entry names; raises `Wrong` if it is not there."""
        path = self._path(entry.text)
        if not os.path.lexists(path):
            raise self._missing(entry)
        return path

    def key(self) -> str | None:
        """The key of the pseudonyms, if the project names one; raises `Wrong`."""
        if not isinstance(self.pseudonyms, Entry):
            return None
        from policyq.apps.keys import LEAST

        entry = self.pseudonyms
        text = regular(self.file(entry), SIZE_LIMIT)
        if isinstance(text, Failure):
            raise self._missing(entry)
        key = text.strip()
        if len(key) < LEAST:
            short = say.SHORT_KEY.at(entry.span, path=entry.text, least=LEAST)
            raise Wrong([short], self.source)
        return key

    def budgets_of(self, rules: Iterable[str]) -> tuple[Budget, ...]:
        """The budgets; raises `Wrong` if one is for a rule that is not among ``rules``."""
        wrong = self.astray(rules)
        if wrong:
            raise Wrong(wrong, self.source)
        return tuple(limit.budget for limit in self.budgets)

    def astray(self, rules: Iterable[str]) -> list[Diagnostic]:
        """What to say of budgets for rules that are not among ``rules``."""
        known = sorted(set(rules))
        return [
            say.UNKNOWN_VALUE.at(
                one.named, hint=Near(lambda: known).to(named.value), key="rule",
                found=named.value, known=tuple(known),
            )
            for one in self.budgets
            if (named := one.budget.filter) is not None
            and named.dimension == "rule"
            and named.value not in known
        ]  # fmt: skip

    def strange(self, tags: frozenset[str]) -> list[Diagnostic]:
        """What to say of budgets for tags that nobody bears; nothing where no tag is known."""
        from policyq.check.tags import tag_like
        from policyq.diagnostics.catalog import lints

        borne = [(tag, 1) for tag in sorted(tags)]
        asked = [
            (one.named, one.budget.filter.value)
            for one in self.budgets
            if one.budget.filter is not None and one.budget.filter.dimension == "tag"
        ]
        return [
            say.NOBODY.at(span, name=tag)
            if (known := tag_like(tag, 0, borne)) is None
            else lints.TAG_UNKNOWN.at(span, hint=known, name=tag, other=known)
            for span, tag in asked
            if tags and tag not in tags
        ]

    def expired(self, today: date) -> list[Diagnostic]:
        """What to say of overrides that held until a day that is over."""
        return [
            say.EXPIRED.at(one.until, until=override.until, owner=override.owner)
            for one in self.budgets
            if (override := one.budget.override) is not None and override.until < today
        ]

    def most(self, measure: str) -> float | None:
        """The most that a measure of the whole log may be; ``None`` if no budget says it."""
        limits = [
            budget.at_most.number
            for budget, *_ in self.budgets
            if budget.measure == measure and budget.filter is None and budget.at_most is not None
        ]
        return min(limits, default=None)

    def _matches(self, pattern: str) -> list[str]:
        """What is there by a pattern, or by a name that only looks like one (``[x].txt``)."""
        try:
            found = glob.glob(pattern, root_dir=self.folder, recursive=True)  # noqa: PTH207
        except ValueError:  # a character that no name can have
            return []
        return sorted(found) or [pattern] * os.path.lexists(self._path(pattern))

    def _path(self, text: str) -> str:
        if os.path.isabs(text):  # noqa: PTH117
            return os.path.normpath(text)
        return written(os.path.join(self.folder, text))  # noqa: PTH118

    def _missing(self, entry: Entry) -> Wrong:
        missing = say.NO_FILE.at(entry.span, key=entry.key, path=entry.text)
        return Wrong([wide.within(entry.span, self.source) or missing], self.source)


def strays(paths: Iterable[str]) -> list[Diagnostic]:
    """What to say of files that are called almost like a project file."""
    names = map(written, paths)
    return [say.OTHER_NAME.at(Span(name, 0, 0), path=name) for name in names]


def written(path: str) -> str:
    """A path as somebody in the working folder would write it."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # on another drive
        return path
