"""What the replayer assumes where log and roster are silent, and how much rests on it.

Chat exports carry no roles. The replayer takes everyone of whom nothing is known for an
ordinary member without tags, and says what share of the events rests on that. The live host
never assumes anything. What the log itself shows is no assumption: a join in it says when the
member joined and where they came from, and the members seen in it may be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.vocabulary.events import PERSONAL, Event
from policyq.vocabulary.types import Instant

ORDINARY = "member"
NO_TAGS: frozenset[str] = frozenset()


class Assumption:
    """Fills in a stream, event by event in the order of the log, and keeps the books.

    ``count_members``: where the size of a group is not known, take the number of distinct
    members seen in the log until then and not seen to leave.
    """

    def __init__(self, *, count_members: bool = False) -> None:
        self._count_members = count_members
        self._joined: dict[tuple[str, str], Instant] = {}
        self._channels: dict[tuple[str, str], str] = {}
        self._seen: dict[str, set[str]] = {}
        self.events = 0
        self.personal = 0
        """Events that have a sender, of whom something could be assumed."""
        self.rests = 0
        """Events of which the role or the tags are assumed."""
        self.roles = 0
        self.tags = 0
        self.joins = 0
        """Events whose time of joining was found in the log."""
        self.counted = 0
        """Events whose group was sized by counting members."""

    @property
    def share(self) -> float:
        """The share of all events that rests on the assumption; 0 where there are none."""
        return self.rests / self.events if self.events else 0.0

    def take(self, event: Event) -> Event:
        """The event as it is to be decided."""
        self.events += 1
        role, tags, joined = event.role, event.tags, event.joined
        channel = event.channel
        if event.sender is not None and event.kind in PERSONAL:
            self.personal += 1
            self.rests += role is None or tags is None
            if role is None:
                role = ORDINARY
                self.roles += 1
            if tags is None:
                tags = NO_TAGS
                self.tags += 1
            joined = self._joined_at(event, event.sender)
            channel = self._from(event, event.sender)
        members = event.members
        if self._count_members and members is None:
            members = self._size(event)
        told = (event.role, event.tags, event.joined, event.members, event.channel)
        if (role, tags, joined, members, channel) == told:
            return event
        return event._replace(role=role, tags=tags, joined=joined, members=members, channel=channel)

    def joined(self, group: str, account: str, at: Instant) -> Instant | None:
        """When a member joined by the latest join seen in the log, if that was before an instant."""
        found = self._joined.get((group, account))
        return None if found is None or found > at else found

    def channel(self, group: str, account: str) -> str | None:
        """Where a member came from by the latest join seen in the log."""
        return self._channels.get((group, account))

    def over(self, events: Iterable[Event]) -> Iterator[Event]:
        """`take`, over a stream."""
        return (self.take(event) for event in events)

    def _joined_at(self, event: Event, sender: str) -> Instant | None:
        """What the event says, else the latest join seen in the log. A leave ends it."""
        key = (event.group, sender)
        if event.kind == "join":
            self._joined[key] = event.time if event.joined is None else event.joined
        if event.joined is not None:
            return event.joined
        found = self._joined.pop(key, None) if event.kind == "leave" else self._joined.get(key)
        if found is None or found > event.time:
            return None
        self.joins += 1
        return found

    def _from(self, event: Event, sender: str) -> str | None:
        """What the event says, else the latest join seen in the log that does. A leave ends it."""
        key = (event.group, sender)
        if event.kind == "join":
            self._channels.pop(key, None)
            if event.channel is not None:
                self._channels[key] = event.channel
        if event.channel is not None:
            return event.channel
        return self._channels.pop(key, None) if event.kind == "leave" else self._channels.get(key)

    def _size(self, event: Event) -> int:
        seen = self._seen.setdefault(event.group, set())
        if event.sender is not None and event.kind in PERSONAL:
            if event.kind == "leave":
                seen.discard(event.sender)
            elif event.kind not in ("verdict", "outcome"):
                seen.add(event.sender)
        self.counted += 1
        return len(seen)
