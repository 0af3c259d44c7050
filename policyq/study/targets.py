"""Whom events are aimed at, though they may never have written: told to the evaluator in time.

A member of whom others complain is asked for role and tags as their own last event told them. Where
the roster says something that it did not say then, that holds; of whom neither log nor roster says
anything, the replayer takes an ordinary member, as it does of those who write.
"""

from __future__ import annotations

from policyq.events.assume import NO_TAGS, ORDINARY
from policyq.events.roster import Roster, Row, together
from policyq.ir import tiers
from policyq.ir.evaluator import Evaluator
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


class Targets:
    """Makes those of one group known, event by event in the order of the replay."""

    def __init__(self, roster: Roster | None) -> None:
        self._roster = roster
        self._told: dict[str, Row | None] = {}
        """Account → what the roster said when something was last told of them."""
        self._bots: set[str] = set()

    def meet(self, evaluator: Evaluator, event: Event) -> None:
        """Tells the evaluator who the event is aimed at; to be called before it is decided."""
        if not evaluator.program.aims:
            return
        if event.target is not None and event.kind != "outcome":
            self._meet(evaluator, event.group, event.target, event.time)
        sender = event.sender
        if sender is not None and event.kind not in tiers.ELSEWHERE:
            (self._bots.add if event.role == tiers.BOT else self._bots.discard)(sender)
            self._told[sender] = self._says(event.group, sender, event.time)

    def _meet(self, evaluator: Evaluator, group: str, account: str, at: Instant) -> None:
        row = self._says(group, account, at)
        if account in self._told and row in (None, self._told[account]):
            return
        if row is None and account in self._bots:
            return
        self._told[account] = row
        evaluator.know(group, [known(row or Row(group, account))], at)

    def _says(self, group: str, account: str, at: Instant) -> Row | None:
        rows = [] if self._roster is None else self._roster.rows(group, account, at)
        return together(rows) if rows else None


def known(row: Row) -> tiers.Known:
    """A row as evaluators take it; whom nothing is known of is an ordinary member without tags."""
    return tiers.Known(
        row.account,
        row.name,
        ORDINARY if row.role is None else row.role,
        NO_TAGS if row.tags is None else row.tags,
        row.joined,
        row.channel,
    )
