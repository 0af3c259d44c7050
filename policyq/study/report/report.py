"""What a report is made of, and the ratios in it: taken here once, for all its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from policyq.ir import nodes
from policyq.study.beyond import Days
from policyq.study.numbers import BANDS, Counts, OfMember, Rates
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.simulate import Mode
from policyq.vocabulary.types import DAY, WEEK

if TYPE_CHECKING:
    from policyq.study.labels.figures import Appraisal

#: How many words, hosts and members a report names.
TOP = 10


class Guide(NamedTuple):
    """What the guide behind this project gives for a size band: to compare with, not truths."""

    violation_rate: float
    administrator_per_week: float


GUIDE: Mapping[str, Guide] = {
    "small": Guide(0.12, 3),
    "middle": Guide(0.07, 8),
    "large": Guide(0.04, 15),
}


@dataclass(frozen=True, slots=True)
class Log:
    """The books of the reading."""

    files: int = 0
    rows: int = 0
    events: int = 0
    noise: int = 0
    """Rows that are known to say nothing that a policy asks for."""
    again: int = 0
    """Events that were there before, and were left out while they were read."""
    rejected: Mapping[str, int] = field(default_factory=dict)
    """Rows that could not be read, by reason."""
    faults: int = 0
    """Files that could not be read, or not to their end."""
    steps_back: int = 0
    """Events earlier than the newest of their group before them."""
    late: int = 0
    """Those too far back to be put in order: decided where they came."""
    roster: bool = False
    assumed: Mapping[str, int] = field(default_factory=dict)
    """Messages for which a field was assumed, by field; ``any`` of them."""
    messages: int = 0
    """Messages of the log, those prevented in the replay included."""
    missing: tuple[str, ...] = ()
    """What the source never says, sorted."""
    strange: bool = False
    """Whether there is a roster, and nobody who stands in it did anything."""
    silenced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rules that can therefore never fire, with what they ask for."""
    absent: tuple[int, int] = (0, 0)
    """Of the groups that the roster names: how many are not in the log, and all."""
    beyond: Days | None = None
    """The days that the policy's calendar does not know, if a rule asks for workdays there."""


@dataclass(frozen=True, slots=True)
class Report:
    """A replay of one policy over one log."""

    program: nodes.Program
    mode: Mode
    log: Log
    rates: Rates
    pseudonyms: Pseudonyms | None
    """What members are called by; ``None``: by their accounts."""
    tool: str
    """The version of policyq."""
    community: str | None = None
    """The kind of community to compare its structure with: an id of
    `policyq.study.report.structure.GUIDED`; ``None``: with all of them."""
    hot_words: bool = False
    """Whether the hottest words were asked for."""
    limit: float | None = None
    """The most that the violation rate may be, by the budgets of the project: to be drawn."""
    appraisal: Appraisal | None = None
    """What messages judged by people say of the policy, if there are any."""

    @property
    def bands(self) -> list[tuple[str, Counts]]:
        """The size bands in their order, empty ones too."""
        return [(band, self.rates.bands.get(band, Counts())) for band in BANDS]

    @property
    def hours(self) -> list[tuple[int, Counts]]:
        """All 24 hours of the day."""
        return [(hour, self.rates.hours.get(hour, Counts())) for hour in range(24)]

    @property
    def top_members(self) -> list[tuple[str, OfMember]]:
        """Those with the most violations; equal ones in the order of their names."""
        of = self.pseudonyms.of if self.pseudonyms else str
        some = [
            (of(account), member)
            for account, member in self.rates.members.items()
            if member.violations
        ]
        return sorted(some, key=lambda one: (-one[1].violations, one[0]))[:TOP]

    @property
    def top_words(self) -> list[tuple[tuple[str, str], int]]:
        """((list, word), violations)."""
        return sorted(self.rates.words.items(), key=lambda one: (-one[1], one[0]))[:TOP]

    @property
    def top_hosts(self) -> list[tuple[str, int]]:
        """(host, violations)."""
        return sorted(self.rates.hosts.items(), key=lambda one: (-one[1], one[0]))[:TOP]


# -- ratios ------------------------------------------------------------------------------------


def share(part: int, whole: int) -> float | None:
    """A part of a whole, in six decimals; unknown where there is no whole."""
    return round(part / whole, 6) if whole else None


def violation_rate(counts: Counts) -> float | None:
    """Violations over messages."""
    return share(counts.violations, counts.messages)


def per_thousand(number: int, counts: Counts) -> float | None:
    """For every 1,000 messages."""
    return round(1000 * number / counts.messages, 4) if counts.messages else None


def per_week(number: int, counts: Counts) -> float | None:
    """For every group and week that the log covers; ``None`` below a day, which makes no week."""
    return round(number * WEEK / counts.covered, 4) if counts.covered >= DAY else None


def automatic_share(counts: Counts) -> float | None:
    """Interventions and replies without a human, over these and those that a human is asked for."""
    return share(counts.automatic, counts.automatic + counts.asked)


def weeks(counts: Counts) -> float:
    """The weeks of all groups together that the log covers."""
    return round(counts.covered / WEEK, 4)
