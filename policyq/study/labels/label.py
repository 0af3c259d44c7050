"""Labels: what people said of single messages, and how likely each message was to be asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policyq.vocabulary.events import Event


class Label(NamedTuple):
    """What somebody said of one message; ``""`` and 0 where a file does not say."""

    bad: bool | None
    """Whether it breaks the rules of the group; ``None``: who was asked could not tell."""
    id: str = ""
    group: str = ""
    text: str = ""
    """The message itself; it finds the messages of a log only where there is no ``id``."""
    member: str = ""
    rule: str = ""
    """The rule that it breaks, by its name."""
    stratum: str = ""
    """Among which messages it was drawn."""
    population: int = 0
    """How many messages there were in the stratum."""
    weight: float = 0.0
    """How many messages it stands for: one over the probability with which it was drawn."""
    line: int = 0
    """Where it stands in the file, from 1."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What message is meant."""
        return (self.group, self.id, "") if self.id else ("", "", self.text.strip())


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a file, each message once."""

    rows: tuple[Label, ...]
    """Those who could not tell included; those that contradict each other are not here."""
    repeated: int = 0
    """Rows that say once more what another one says."""
    contradicting: tuple[int, ...] = ()
    """The lines at which a message is judged in another way than before."""
    contradicted: int = 0
    """Messages that are judged in two ways; none of their labels counts."""
    unknown: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Values that are not known, by column and value: how many rows, and the first line."""

    @property
    def design(self) -> str:
        """How they were drawn: ``strata`` (each says its stratum and how many are in it),
        ``weights`` (each says what it stands for), ``""`` (nobody says)."""
        if self.rows and all(row.population for row in self.rows):
            return "strata"
        return "weights" if self.rows and all(row.weight for row in self.rows) else ""

    @property
    def mixed(self) -> bool:
        """Whether some rows say how they were drawn, and others do not."""
        return not self.design and any(row.population or row.weight for row in self.rows)

    @property
    def population(self) -> int:
        """Of how many messages they were drawn, if they say their strata; else 0."""
        return sum({row.stratum: row.population for row in self.rows}.values())


def once(rows: Iterable[Label], unknown: Mapping[tuple[str, str], tuple[int, int]]) -> Labels:
    """The labels of rows as they were read, each message once.

    A message that is bad in one row and decent in another is left out, and counted. A verdict
    stands before none; of two rules that a message is said to break neither is taken for *the* one.
    """
    first: dict[tuple[str, str, str], Label] = {}
    both: set[tuple[str, str, str]] = set()
    lines: list[int] = []
    repeated = 0
    for row in rows:
        known = first.setdefault(row.key, row)
        if known is row:
            continue
        if known.bad is None or row.bad is None:
            first[row.key] = row if known.bad is None else known
            repeated += 1
        elif known.bad != row.bad:
            both.add(row.key)
            lines.append(row.line)
        else:
            rule = known.rule or row.rule
            first[row.key] = known._replace(rule=rule if row.rule in ("", rule) else "")
            repeated += 1
    kept = tuple(row for key, row in first.items() if key not in both)
    return Labels(kept, repeated, tuple(lines), len(both), unknown)


class Index:
    """Finds the label of a message of a log."""

    def __init__(self, labels: Labels) -> None:
        self._by_id: dict[tuple[str, str], int] = {}
        self._by_text: dict[str, int] = {}
        for place, row in enumerate(labels.rows):
            if row.id:
                self._by_id[row.group, row.id] = place
            else:
                self._by_text[row.text.strip()] = place
        self.ids = frozenset(id for _, id in self._by_id)
        """The ids that may be those of messages with labels."""

    def has_text(self, text: str | None) -> bool:
        """Whether a text is that of a message with a label."""
        return text is not None and text.strip() in self._by_text

    def of(self, event: Event) -> int | None:
        """The place of its label among the rows: by its id, else by its text."""
        place = self._by_id.get((event.group, event.id))
        if place is None:
            place = self._by_id.get(("", event.id))
        if place is None and self._by_text and event.text:
            place = self._by_text.get(event.text.strip())
        return place
