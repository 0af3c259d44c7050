"""Which records are wanted, what they are called by, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from policyq.study.pseudonyms import Pseudonyms
from policyq.study.records.book import Record
from policyq.vocabulary.types import Instant

#: Of what was not done: why it is told without being asked for.
TOLD: Final = frozenset({"promise", "human", "too_many"})

#: What something can have lost to that is an event, or a question named after one.
_TO_EVENTS: Final = frozenset({"pending", "repeated"})


@dataclass(frozen=True, slots=True)
class Choice:
    """Which records are wanted; what says nothing chooses all."""

    members: frozenset[str] = frozenset()
    """Accounts or pseudonyms."""
    groups: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    since: Instant | None = None
    until: Instant | None = None
    """The first instant that is too late."""
    all: bool = False
    """Whether to tell all that was not done, too, be it for something stronger."""

    def of(self, rows: Iterable[Record], pseudonyms: Pseudonyms | None) -> Iterator[Record]:
        """Those of some records that are wanted."""
        for row in rows:
            if self._fits(row, pseudonyms):
                yield row

    def _fits(self, row: Record, pseudonyms: Pseudonyms | None) -> bool:
        member = {row.member or ""}
        group = {row.group}
        if pseudonyms is not None:
            member |= {pseudonyms.of(row.member)} if row.member is not None else set()
            group.add(pseudonyms.of_group(row.group))
        return (
            (not self.members or not member.isdisjoint(self.members))
            and (not self.groups or not group.isdisjoint(self.groups))
            and (not self.rules or not self.rules.isdisjoint(row.rules))
            and (not self.actions or row.act.action in self.actions)
            and (self.since is None or row.time >= self.since)
            and (self.until is None or row.time < self.until)
            and self.shows(row)
        )

    def shows(self, row: Record) -> bool:
        """Whether a record is told at all: of what was not done only some is, unless asked for."""
        return self.all or row.form != "not done" or row.ended in TOLD


def veiled(row: Record, pseudonyms: Pseudonyms) -> Record:
    """A record that tells nobody who somebody is; what was said is left out."""
    of, act = pseudonyms.of, row.act
    account = act.to is not None and act.to.startswith("@")
    return row._replace(
        group=pseudonyms.of_group(row.group),
        member=_some(row.member, pseudonyms),
        act=act._replace(
            target=_some(act.target, pseudonyms),
            message=None if act.message is None else pseudonyms.of_id(act.message),
            text=None,
            to=f"@{of((act.to or '')[1:])}" if account else act.to,
        ),
        event=pseudonyms.of_id(row.event),
        question=pseudonyms.of_id(row.question) if row.question else "",
        by=tuple(map(of, row.by)),
        to=pseudonyms.of_id(row.to) if row.ended in _TO_EVENTS and row.to else row.to,
        undone_by=_some(row.undone_by, pseudonyms),
    )


def _some(account: str | None, pseudonyms: Pseudonyms) -> str | None:
    return None if account is None else pseudonyms.of(account)


def totals(rows: Iterable[Record]) -> Counter[tuple[str, str]]:
    """(form, action) → how many records; those of all members add up to those of all."""
    return Counter((row.form, row.act.action) for row in rows)
