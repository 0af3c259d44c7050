"""Who is who: what a roster says of members and groups, and from when to when.

A roster only fills in what an event does not say itself. A row holds from ``valid_from`` (and
``joined``) until ``valid_until`` (and ``left``), the start included, the end not. Where several
rows hold, each field comes from the first that says it: rows of the group before rows of every
group, later ``valid_from`` before earlier.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


class Row(NamedTuple):
    """One member of one group (``""``: of every group), for a time."""

    group: str
    account: str
    name: str | None = None
    role: str | None = None
    tags: frozenset[str] | None = None
    joined: Instant | None = None
    left: Instant | None = None
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    person: str | None = None
    """Who is behind the account: the same for all accounts of one person."""
    channel: str | None = None
    """Where the member came from, as the group calls it."""

    def holds(self, at: Instant) -> bool:
        """Whether the row speaks of the instant ``at``."""
        return (
            _between(self.valid_from, at, self.valid_until)
            and (self.joined is None or self.joined <= at)
            and (self.left is None or at < self.left)
        )


class GroupRow(NamedTuple):
    """One group, for a time."""

    group: str
    name: str | None = None
    tags: frozenset[str] | None = None
    members: int | None = None
    platform: str | None = None
    valid_from: Instant | None = None
    valid_until: Instant | None = None

    def holds(self, at: Instant) -> bool:
        """Whether the row speaks of the instant ``at``."""
        return _between(self.valid_from, at, self.valid_until)


class Roster:
    """The rows, found by group and account.

    ``complete`` says that every member stands in it: only then are its rows counted as the
    group's number of members, where no `GroupRow` says the number.
    """

    def __init__(
        self,
        rows: Iterable[Row] = (),
        groups: Iterable[GroupRow] = (),
        *,
        complete: bool = False,
    ) -> None:
        self._members: dict[tuple[str, str], list[Row]] = {}
        self._accounts: dict[str, list[str]] | None = None
        """By group, when somebody asks for its members."""
        self._groups: dict[str, list[GroupRow]] = {}
        self._sizes: dict[str, tuple[list[Instant], list[int]]] = {}
        for row in sorted(rows, key=_newest_first):
            self._members.setdefault((row.group, row.account), []).append(row)
        for group in sorted(groups, key=_newest_first):
            self._groups.setdefault(group.group, []).append(group)
        self.platform: str | None = None
        self._people = any(row.person is not None for of in self._members.values() for row in of)
        if complete:
            self._sizes = _sizes(self._members)

    def beside(self, groups: Iterable[GroupRow], platform: str | None = None) -> Roster:
        """This roster and more rows of groups, which are asked last, and after them ``platform``,
        on which every group is that says nothing else."""
        more = Roster()
        more._members, more._sizes = self._members, self._sizes
        more._people = self._people
        more._groups = {group: list(rows) for group, rows in self._groups.items()}
        for row in groups:
            more._groups.setdefault(row.group, []).append(row)
        more.platform = platform or self.platform
        return more

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._members.values())

    def rows(self, group: str, account: str, at: Instant) -> list[Row]:
        """The rows that speak of a member at an instant, the first to be asked first."""
        found = self._members.get((group, account), [])
        if ("", account) in self._members:
            found = found + self._members["", account]
        return [row for row in found if row.holds(at)]

    def person(self, group: str, account: str | None, at: Instant) -> str | None:
        """Who is behind an account at an instant, if a row says so."""
        if account is None or not self._people:
            return None
        rows = (
            *self._members.get((group, account), ()),
            *self._members.get(("", account), ()),
        )
        # Who somebody is does not depend on their being there.
        return next(
            (
                row.person
                for row in rows
                if row.person is not None and _between(row.valid_from, at, row.valid_until)
            ),
            None,
        )

    @property
    def groups(self) -> frozenset[str]:
        """Every group that a row names."""
        return frozenset(group for group, _ in self._members if group) | frozenset(self._groups)

    @property
    def tags(self) -> tuple[frozenset[str], frozenset[str]]:
        """Every tag of a member, and every tag of a group, at any time."""
        of_members = (row.tags for rows in self._members.values() for row in rows)
        of_groups = (row.tags for rows in self._groups.values() for row in rows)
        return (
            frozenset(tag for tags in of_members for tag in tags or ()),
            frozenset(tag for tags in of_groups for tag in tags or ()),
        )

    def names(self, group: str, account: str) -> bool:
        """Whether a row speaks of a member at any time."""
        return (group, account) in self._members or ("", account) in self._members

    def present(self, group: str, at: Instant) -> tuple[list[Row], list[str]]:
        """The members of a group at an instant, each in one row, and the accounts of those who
        stood in the roster and were gone before. Rows of every group say who somebody is, not
        where they are."""
        if self._accounts is None:
            self._accounts = {}
            for of, account in sorted(self._members):
                if of:
                    self._accounts.setdefault(of, []).append(account)
        there, gone = [], []
        for account in self._accounts.get(group, ()):
            rows = self._members[group, account]
            if any(row.holds(at) for row in rows):
                there.append(together(self.rows(group, account, at)))
            elif any(
                _or(row.left, at + 1) <= at or _or(row.valid_until, at + 1) <= at for row in rows
            ):
                gone.append(account)
        return there, gone

    def group(self, group: str, at: Instant) -> list[GroupRow]:
        """The rows that speak of a group at an instant, the first to be asked first."""
        return [row for row in self._groups.get(group, ()) if row.holds(at)]

    def size(self, group: str, at: Instant) -> int | None:
        """How many members the roster counts at an instant; ``None`` if it does not say."""
        for row in self.group(group, at):
            if row.members is not None:
                return row.members
        if group not in self._sizes:
            return None
        times, sizes = self._sizes[group]
        place = bisect_right(times, at)
        return sizes[place - 1] if place else 0


def together(rows: list[Row]) -> Row:
    """What the rows of a member say, each field from the first that says it."""
    first = rows[0]
    for row in rows[1:]:
        first = first._replace(
            name=row.name if first.name is None else first.name,
            role=row.role if first.role is None else first.role,
            tags=row.tags if first.tags is None else first.tags,
            joined=row.joined if first.joined is None else first.joined,
            channel=row.channel if first.channel is None else first.channel,
        )
    return first


def enrich(event: Event, roster: Roster) -> Event:
    """The event with what the roster knows filled in; what it says itself stays."""
    name, role, tags, joined = event.name, event.role, event.tags, event.joined
    person, channel = event.person, event.channel
    if person is None:
        behind = event.target if event.kind == "outcome" else event.sender
        person = roster.person(event.group, behind, event.time)
    if event.sender is not None:
        for row in roster.rows(event.group, event.sender, event.time):
            name = row.name if name is None else name
            role = row.role if role is None else role
            tags = row.tags if tags is None else tags
            joined = row.joined if joined is None else joined
            channel = row.channel if channel is None else channel
    members = event.members
    if members is None:
        members = roster.size(event.group, event.time)
    group_name, group_tags, platform = event.group_name, event.group_tags, event.platform
    for about in roster.group(event.group, event.time):
        group_name = about.name if group_name is None else group_name
        group_tags = about.tags if group_tags is None else group_tags
        platform = about.platform if platform is None else platform
    platform = roster.platform if platform is None else platform
    return event._replace(
        name=name, role=role, tags=tags, joined=joined, members=members,
        group_name=group_name, group_tags=group_tags, platform=platform,
        person=person, channel=channel,
    )  # fmt: skip


def enrich_all(events: Iterable[Event], roster: Roster) -> Iterator[Event]:
    """`enrich`, over a stream."""
    return (enrich(event, roster) for event in events)


def _between(start: Instant | None, at: Instant, end: Instant | None) -> bool:
    return (start is None or start <= at) and (end is None or at < end)


def _newest_first(row: Row | GroupRow) -> tuple[int, int]:
    """Rows without a start are the oldest; those with equal starts stay in their order."""
    return (1, 0) if row.valid_from is None else (0, -row.valid_from)


def _sizes(
    members: dict[tuple[str, str], list[Row]],
) -> dict[str, tuple[list[Instant], list[int]]]:
    """For each group: the instants at which its number changes, and the numbers from then on."""
    steps: dict[str, dict[Instant, int]] = {}
    for (group, _), rows in members.items():
        if group:
            for start, end in _stays(rows):
                at = steps.setdefault(group, {})
                at[start] = at.get(start, 0) + 1
                at[end] = at.get(end, 0) - 1
    found = {}
    for group, at in steps.items():
        times, sizes, size = sorted(at), [], 0
        for time in times:
            size += at[time]
            sizes.append(size)
        found[group] = (times, sizes)
    return found


def _stays(rows: list[Row]) -> list[tuple[Instant, Instant]]:
    """When the member was there: the rows' times, joined where they touch or overlap."""
    spans = sorted(
        (
            max(_or(row.valid_from, _EVER), _or(row.joined, _EVER)),
            min(_or(row.valid_until, _END), _or(row.left, _END)),
        )
        for row in rows
    )
    merged: list[tuple[Instant, Instant]] = []
    for start, end in spans:
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _or(value: Instant | None, otherwise: Instant) -> Instant:
    return otherwise if value is None else value


_EVER: Instant = -(10**18)
_END: Instant = 10**18
