"""What `check` hands on: the trees of a policy with every name resolved, and nothing rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policyq.check.calendars import Calendar
from policyq.check.trials import OnTrial
from policyq.syntax import tree
from policyq.text.listed import Listed


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """One rule that can hold somewhere."""

    rule: tree.Rule
    section: tree.Section | None = None
    """Where it holds; ``None``: everywhere but in ``not_in``."""
    not_in: tuple[tree.Section, ...] = ()
    """Sections that override or disable it."""
    file: str = ""
    """The source that it came from."""


@dataclass(frozen=True, slots=True)
class CheckedWatch:
    """One watch, and the source that it came from."""

    watch: tree.Watch
    file: str = ""


@dataclass(frozen=True, slots=True)
class CheckedPolicy:
    """A policy without errors: its main file and all that it uses."""

    name: str
    version: int
    timezone: str
    hours: Mapping[str, tree.Hours]
    words: Mapping[str, Listed]
    """Every word of each list, files included, with how it is looked for; without repeats,
    sorted."""
    sites: Mapping[str, tuple[str, ...]]
    """Every host of each list, lower case, IDNA-decoded, without repeats, sorted."""
    values: Mapping[str, tree.Value]
    ladders: Mapping[str, tree.Ladder]
    levels: Mapping[int, tree.Level]
    exempt: tuple[tree.Exempt, ...]
    rules: tuple[CheckedRule, ...]
    """Sorted by rule name, then by section name; replaced and disabled rules are gone."""
    promises: tuple[tree.Promise, ...]
    tiers: tuple[tree.Tier, ...]
    """In the order in which they are evaluated."""
    examples: tuple[tree.Example, ...]
    elsewhere: frozenset[str] = frozenset()
    """The sources of used policies that have examples of their own."""
    calendar: Calendar | None = None
    """Which days are workdays and holidays."""
    quiet: tree.Name | tree.Slot | None = None
    """When the bot says nothing."""
    metrics: Mapping[str, tree.Metric] = field(default_factory=dict)
    watches: tuple[CheckedWatch, ...] = ()
    """Sorted by name."""
    forms: tuple[tree.Form, ...] = ()
    """Forms, calendars and rankings, each sorted by name; what they stand for is in the rules and
    metrics already."""
    agendas: tuple[tree.Agenda, ...] = ()
    rankings: tuple[tree.Ranking, ...] = ()
    lotteries: tuple[tree.Lottery, ...] = ()
    points: tuple[tree.Points, ...] = ()
    """Points, rewards and titles, likewise."""
    rewards: tuple[tree.Reward, ...] = ()
    titles: tuple[tree.Title, ...] = ()
    rosters: tuple[tree.Roster, ...] = ()
    """Sorted by name."""
    trials: Mapping[str, OnTrial] = field(default_factory=dict)
    """By rule."""
