"""What a policy declares, over all its files: who is called what, and which rules hold where.

One scope serves every law. Names are unique in the whole policy, so it does not matter
from which file a name is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from policyq.check.files import Sources, bases
from policyq.diagnostics.source import Source, Span
from policyq.syntax import tree
from policyq.vocabulary.han import has_han

Named: TypeAlias = (
    "tree.Hours | tree.Words | tree.Sites | tree.Value | tree.Ladder | tree.Level | tree.Rule"
    " | tree.Section | tree.Tier | tree.Promise | tree.Metric | tree.Watch"
    " | tree.Form | tree.Agenda | tree.Ranking | tree.Lottery | tree.Points | tree.Reward | tree.Title"
    " | tree.Roster"
)

NAMED = (
    tree.Hours, tree.Words, tree.Sites, tree.Value, tree.Ladder, tree.Level, tree.Rule,
    tree.Section, tree.Tier, tree.Promise, tree.Metric, tree.Watch,
    tree.Form, tree.Agenda, tree.Ranking, tree.Lottery, tree.Points, tree.Reward, tree.Title, tree.Roster,
)  # fmt: skip

SORT_OF: dict[type, str] = {
    tree.Hours: "hours",
    tree.Words: "words",
    tree.Sites: "sites",
    tree.Value: "value",
    tree.Ladder: "ladder",
    tree.Level: "level",
    tree.Rule: "rule",
    tree.Section: "section",
    tree.Tier: "tier",
    tree.Promise: "promise",
    tree.Metric: "metric",
    tree.Watch: "watch",
    tree.Form: "form",
    tree.Agenda: "agenda",
    tree.Ranking: "ranking",
    tree.Lottery: "lottery",
    tree.Points: "points",
    tree.Reward: "reward",
    tree.Title: "title",
    tree.Roster: "roster",
}


class Declared(NamedTuple):
    """One name and what it stands for."""

    sort: str
    name: str
    node: Named
    span: Span
    """Where the name stands."""
    file: str


class Placed(NamedTuple):
    """A rule in one place: everywhere, or in a section."""

    rule: tree.Rule
    section: tree.Section | None
    file: str


def declared(node: Named, file: str) -> Declared:
    """A declaration under its name; of a level, its number."""
    if isinstance(node, tree.Level):
        return Declared("level", level_name(node.number), node, node.number.span, file)
    return Declared(SORT_OF[type(node)], node.name.text, node, node.name.span, file)


def level_name(number: tree.Number) -> str:
    """How a level is called: ``3`` and ``3.0`` are one."""
    value = number.value
    return str(int(value)) if value == int(value) else str(value)


class KnownTags(NamedTuple):
    """The tags that a roster or a project names; nothing is known where they name none."""

    members: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


UNKNOWN_TAGS = KnownTags()


@dataclass(frozen=True)
class Scope:
    """A policy with its bases, before anything was found right or wrong."""

    files: Mapping[str, tree.File]
    """Those that take part, bases first, the main one last."""
    main: str
    sources: Sources
    names: Mapping[tuple[str, str], Declared]
    """By sort and name; of rules, those that hold outside of sections."""
    gone: Mapping[str, Declared]
    """Rules that were disabled."""
    sections: Mapping[str, tree.Section]
    placed: tuple[Placed, ...]
    """Every rule that can hold somewhere."""
    changed: Mapping[str, tuple[tree.Section, ...]]
    """By rule name, the sections that override or disable it."""
    surfaces: tuple[str, ...] = ()
    """Where the user says that the policy is to hold: ids of `policyq.vocabulary.platforms`."""
    tags: KnownTags = UNKNOWN_TAGS
    """Those that somebody bears, as far as that is known."""

    @cached_property
    def weeks(self) -> dict[str, tuple[int, int]]:
        """For `policyq.check.weeks`: the minutes of each `hours` that was asked for."""
        return {}

    @cached_property
    def broken(self) -> frozenset[str]:
        """Words in declarations that could not be read, of every file."""
        return frozenset().union(*(file.broken for file in self.files.values()))

    @cached_property
    def declarations(self) -> tuple[tree.Declaration, ...]:
        """Every declaration of every file; bases first."""
        return tuple(node for file in self.files.values() for node in file.declarations)

    @cached_property
    def rules(self) -> tuple[tree.Rule, ...]:
        """Every rule that is written, whether it holds or was replaced."""
        return tuple(rule for node in self.declarations for rule in rules_of(node))

    def get(self, sort: str, name: str) -> Declared | None:
        return self.names.get((sort, name))

    def of(self, sort: str) -> Iterator[Declared]:
        """Every declaration of one sort."""
        return (found for (kind, _), found in self.names.items() if kind == sort)

    @cached_property
    def partial(self) -> bool:
        """Whether declarations are missing: some could not be read, or a whole base could not."""
        return bool(self.broken) or self.without_base

    @cached_property
    def without_base(self) -> bool:
        """Whether a policy that is used could not be had."""
        return any(name not in self.files for file in self.files.values() for name in bases(file))

    def may_exist(self, name: str) -> bool:
        """Whether what could not be read may have declared the name."""
        return self.without_base or name in self.broken

    def value(self, name: tree.Name) -> tree.Value | None:
        """The value of that name, if there is one."""
        found = self.names.get(("value", name.text))
        return found.node if found and isinstance(found.node, tree.Value) else None

    def chinese(self, span: Span) -> bool:
        """Whether the author writes Chinese where ``span`` stands: for fixes."""
        return writes_chinese(self.sources, span)


def writes_chinese(sources: Sources, span: Span) -> bool:
    """Whether Chinese stands in a span of a source."""
    source = sources.get(span.source)
    if not isinstance(source, Source):
        return False
    return has_han(source.text[span.start : span.end])


def rules_of(node: tree.Declaration) -> tuple[tree.Rule, ...]:
    """The rules that a declaration holds."""
    if isinstance(node, tree.Rule):
        return (node,)
    if isinstance(node, tree.Section):
        return tuple(item for item in node.items if isinstance(item, tree.Rule))
    return ()
