"""What an inspection is made of: the books of the reading, the survey, and what a policy lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policyq.ir import nodes
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.supply import Lack
from policyq.study.survey import Survey
from policyq.vocabulary.types import Duration, Said

#: How many members are named.
TOP = 10
#: How many stretches without events are named for each group.
LONGEST = 3


class Sample(NamedTuple):
    """A row that could not be read."""

    file: str
    line: int
    code: str
    reason: str
    says: Said
    helps: Said


class Fault(NamedTuple):
    """A file that could not be read, or not to its end."""

    file: str
    code: str
    says: Said
    helps: Said
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Books:
    """What became of every row: ``rows + beside = events + noise + rejected``."""

    files: int = 0
    rows: int = 0
    events: int = 0
    beside: int = 0
    noise: int = 0
    damaged: int = 0
    repeated_ids: int = 0
    steps_back: int = 0
    furthest_back: Duration = 0
    formats: Mapping[str, int] = field(default_factory=dict)
    encodings: Mapping[str, int] = field(default_factory=dict)
    rejected: Mapping[str, int] = field(default_factory=dict)
    """Rows by the name of the reason."""
    left_out: Mapping[Said, int] = field(default_factory=dict)
    samples: tuple[Sample, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """A log, inspected."""

    books: Books
    survey: Survey
    timezone: str
    """The zone of days and of the times that are shown."""
    formats: Mapping[str, Said]
    """What the formats are called."""
    pseudonyms: Pseudonyms | None
    """What members are called by; ``None``: by their accounts."""
    tool: str
    program: nodes.Program | None = None
    lacks: Mapping[str, Lack] = field(default_factory=dict)
    """By rule, what it asks for and the log never says."""
    roster: bool = False
    """Whether a roster filled in what the log does not say."""
    strange: bool = False
    """Whether there is a roster, and nobody who stands in it is in the log."""

    @property
    def top_members(self) -> list[tuple[str, int, str | None]]:
        """Those who wrote most: what they are called, their messages and their role."""
        of = self.pseudonyms.of if self.pseudonyms else str
        members = sorted(self.survey.members.items(), key=lambda one: (-one[1], of(one[0])))
        roles = self.survey.roles
        return [(of(account), count, roles.get(account)) for account, count in members[:TOP]]
