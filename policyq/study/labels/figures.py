"""What labels say of a policy: precision, recall and false positives, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.study.labels.label import Labels
    from policyq.study.plan.resampling import Estimate

#: What is estimated, by the names of the fields of `Figures`.
MEASURES: Final[Mapping[str, Said]] = {
    "precision": Said("管对的比例", "precision"),
    "recall": Said("管到的比例", "recall"),
    "false_positives": Said("误伤率", "false positives"),
}

#: Fewer judged messages than these are no sample.
LEAST_JUDGED: Final = 5


class Figures(NamedTuple):
    """Of one policy, or of one rule. Shares are parts of one."""

    precision: Estimate
    """Of the messages in which it finds something, the part that is judged bad."""
    recall: Estimate
    """Of the messages that are judged bad, the part in which it finds something."""
    false_positives: Estimate
    """Of the messages that are judged decent, the part in which it finds something."""
    right: int = 0
    """Appraisal messages, as counted: bad and found."""
    wrong: int = 0
    """Decent and found."""
    missed: int | None = 0
    """Bad and not found; ``None`` of a rule where no label says which rule is broken."""
    members: int = 0
    """Who wrote those in which something is found."""


class OfRule(NamedTuple):
    """One rule under each policy; ``None``: it does not fire on any message."""

    sides: tuple[Figures, ...]
    difference: Figures | None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Everything that the labels say of some policies over one log."""

    labels: Labels
    sides: tuple[Figures, ...]
    difference: Figures | None
    """The second policy minus the first, on the same messages; ``None`` of one policy."""
    rules: Mapping[str, OfRule]
    messages: int
    """Of the log."""
    judged: int
    """Messages of the log that are judged bad or decent."""
    bad: int
    unsure: int
    """Messages of the log of which who was asked could not tell."""
    met: int
    """Messages of the log that have a label of any kind."""
    absent: frozenset[int]
    """Labels, by their place, of which no message is in the log."""
    ambiguous: frozenset[int]
    """Labels whose id several groups have."""
    prevented: frozenset[int]
    """Labels of messages that a policy itself would have prevented."""
    by: str
    """What is held together in the intervals: ``group``, ``member``, or ``""`` (too few of both)."""
    clusters: int
    seed: int

    @property
    def elsewhere(self) -> bool:
        """Whether the labels were drawn of another number of messages than the log holds."""
        return self.labels.design == "strata" and self.labels.population != self.messages
