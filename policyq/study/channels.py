"""Where members came from, and what became of them: joins by channel, conversion, retention, what
they paid; and the ways of people from one platform to the next.

A *stay* begins with a join in the log and ends when the member leaves, is removed, or joins anew.
Its channel is the one that the join says, else the first that a later event of the stay says.

- *Wrote*: a message within seven days of joining. *Bought*: a purchase within thirty.
- *Active after N days*: did anything from N days after joining on, for thirty days, and had not left.
- *Revenue*: what was paid during the stay, over everybody who joined, until the log ends.

Each asks for time to have passed: who joined so late that the log of their group ends before it is
over cannot be told, whatever they did until then. A log that never tells of purchases makes what
is bought unknown, not zero. *Journeys* are of those of whom somebody says who they are: on which
platform a person was first seen, and where next. Whole numbers only, which add up in any order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from policyq.ir.facts import SUM_UNIT
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, Instant, Said

if TYPE_CHECKING:
    from policyq.study.simulate import Mode, Step

WROTE, BOUGHT = 7 * DAY, 30 * DAY
#: After so many days somebody is asked for; they count as active if they do anything in the thirty
#: days that follow.
AFTER = (30, 60, 90)
REACH = 30 * DAY

UNSAID = ""
"""The channel of those of whom nobody says it."""

_ACTIVE = (MESSAGES - {"edit"}) | {
    "click", "view", "share", "reaction", "checkin", "purchase", "complaint",
}  # fmt: skip


class Guided(NamedTuple):
    """What the guide has for a channel: to compare with, not truths."""

    says: Said
    called: frozenset[str]
    """What a channel like it is called, in small letters."""
    conversion: float
    """The share of those reached who came into the group, which no log of a group can tell."""
    retention: float
    revenue: float
    """For each member, in yuan."""


GUIDED: dict[str, Guided] = {
    "account": Guided(
        Said("公众号", "account"),
        frozenset({"公众号", "account", "official account", "微信公众号"}),
        0.12, 0.68, 45,
    ),
    "short_video": Guided(
        Said("短视频", "short video"),
        frozenset({"短视频", "视频号", "抖音", "short video", "video"}),
        0.07, 0.52, 32,
    ),
    "in_person": Guided(
        Said("线下", "in person"),
        frozenset({"线下", "门店", "in person", "offline", "store"}),
        0.23, 0.81, 78,
    ),
}  # fmt: skip


def guided(channel: str) -> str | None:
    """The channel of the guide that one is like."""
    name = " ".join(channel.casefold().replace("_", " ").replace("-", " ").split())
    return next((id for id, one in GUIDED.items() if name in one.called), None)


@dataclass(slots=True)
class Channels:
    """Everything counted of channels over a replay, or over some of its groups."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(channel, what) → members; what is ``joins``, ``left``, ``paid`` (in ten-thousandths),
    ``wrote``, ``bought``, ``after_30`` …, and each of the last three with ``_told``: of how many."""
    purchases: int = 0
    """How many purchases the log told of, whoever made them."""
    unpriced: int = 0
    """How many of them told no amount."""
    people: dict[str, dict[str, Instant]] = field(default_factory=dict)
    """By person: when they were first seen on each platform; ``""`` is one that nobody named."""

    def add(self, other: Channels) -> None:
        """Adds what was counted of other groups."""
        self.counts.update(other.counts)
        self.purchases += other.purchases
        self.unpriced += other.unpriced
        for person, seen in other.people.items():
            mine = self.people.setdefault(person, {})
            for platform, time in seen.items():
                mine[platform] = min(time, mine.get(platform, time))

    @property
    def named(self) -> list[str]:
        """The channels, those that most came from first, and at the end those who said none."""
        found = {channel for channel, _ in self.counts}
        return sorted(found, key=lambda one: (not one, -self.counts[one, "joins"], one))

    def journeys(self) -> dict[tuple[str, str], Journey]:
        """(platform, the next) → how many people went that way."""
        found: dict[tuple[str, str], Journey] = {}
        for seen in self.people.values():
            way = sorted((time, platform) for platform, time in seen.items() if platform)
            for (before, one), (after, other) in pairwise(way):
                old = found.get((one, other), Journey(0, 0))
                found[one, other] = Journey(old.people + 1, old.waited + after - before)
        return found

    def on(self, platform: str) -> int:
        """How many people were ever seen on a platform."""
        return sum(platform in seen for seen in self.people.values())


class Journey(NamedTuple):
    """The way from one platform to the next."""

    people: int
    waited: int
    """The time between the two, all together."""


@dataclass(slots=True)
class _Stay:
    """One member of one group, from a join on."""

    joined: Instant
    channel: str = UNSAID
    wrote: bool = False
    bought: bool = False
    paid: int = 0
    active: int = 0
    """A bit for each of `AFTER`."""
    left: bool = False

    def act(self, event: Event) -> None:
        """Something that the member did."""
        passed = event.time - self.joined
        if self.channel == UNSAID and event.channel is not None:
            self.channel = event.channel
        if passed < 0 or event.kind not in _ACTIVE:
            return
        if event.kind in MESSAGES and passed < WROTE:
            self.wrote = True
        if event.kind == "purchase":
            self.bought = self.bought or passed < BOUGHT
            if event.amount is not None and isfinite(event.amount):
                self.paid += round(event.amount * SUM_UNIT)
        for place, days in enumerate(AFTER):
            if days * DAY <= passed < days * DAY + REACH:
                self.active |= 1 << place


@dataclass(slots=True)
class _Group:
    """One group on its way."""

    newest: Instant
    here: dict[str, _Stay] = field(default_factory=dict)
    over: list[_Stay] = field(default_factory=list)

    def end(self, account: str | None, at: Instant) -> None:
        """A member is gone; a late report says nothing of somebody who came afterwards."""
        stay = self.here.get(account or "")
        if stay is not None and stay.joined <= at:
            stay.left = True
            self.over.append(self.here.pop(account or ""))


class Reader:
    """Looks at one step after another, and puts what it finds into `Channels`."""

    def __init__(self, mode: Mode, channels: Channels) -> None:
        self._suppressed = mode == "suppressed"
        self._channels = channels
        self._groups: dict[str, _Group] = {}
        self.elsewhere: Callable[[str, str], bool] = lambda group, account: False
        """Which members others count, by group and account."""

    def add(self, step: Step) -> None:
        """Takes in what happened: what was prevented did not, what was repeated did before."""
        event = step.event
        group = self.reach(event.group, event.time)
        if step.own is not None:
            self._happened(group, event)
        for decision in step.decisions if self._suppressed else ():
            for act in decision.actions:
                if act.action == "remove":
                    group.end(act.target, decision.time)

    def reach(self, group: str, at: Instant) -> _Group:
        """A group's log goes on until an instant."""
        one = self._groups.get(group)
        if one is None:
            one = self._groups[group] = _Group(at)
        one.newest = max(one.newest, at)
        return one

    def spoke(
        self, group: str, account: str, times: Sequence[Instant], channel: str | None
    ) -> None:
        """A member wrote at some times: as `add`, of messages that tell no person, and no channel but
        the one that is known."""
        one = self._groups.get(group)
        stay = None if one is None else one.here.get(account)
        if stay is not None:
            for time in times:
                stay.act(Event("", time, group, "text", account, channel=channel))

    def stayed(
        self,
        group: str,
        joined: Instant,
        acts: Sequence[Instant],
        wrote: Instant | None,
        left: bool,
    ) -> None:
        """A member whom others count joined and perhaps ``left``, and meanwhile did something at some
        times, sorted; wrote something for the first time at one."""
        stay = _Stay(joined, left=left, wrote=wrote is not None and wrote - joined < WROTE)
        for place, days in enumerate(AFTER):
            first = bisect_left(acts, joined + days * DAY)
            if first < len(acts) and acts[first] < joined + days * DAY + REACH:
                stay.active |= 1 << place
        self.reach(group, joined).over.append(stay)

    def close(self) -> None:
        """The log is over."""
        counts = self._channels.counts
        for group in self._groups.values():
            for stay in (*group.over, *group.here.values()):
                counts.update({(stay.channel, what): n for what, n in _told(stay, group.newest)})
        self._groups = {}

    def _happened(self, group: _Group, event: Event) -> None:
        if event.kind == "purchase":
            self._channels.purchases += 1
            self._channels.unpriced += event.amount is None
        if event.kind == "outcome":
            if event.action == "remove" and event.result == "done":
                group.end(event.target, event.time)
            return
        sender = event.sender
        if sender is None or event.role == "bot":
            return
        self._seen(event)
        if self.elsewhere(event.group, sender):
            return
        if event.kind == "join":
            group.end(sender, event.time)
            group.here[sender] = _Stay(event.time)
        stay = group.here.get(sender)
        if stay is not None:
            stay.act(event)
        if event.kind == "leave":
            group.end(sender, event.time)

    def _seen(self, event: Event) -> None:
        if event.person is None or event.kind not in _ACTIVE | {"join"}:
            return
        seen = self._channels.people.setdefault(event.person, {})
        platform = event.platform or ""
        seen[platform] = min(event.time, seen.get(platform, event.time))


def _told(stay: _Stay, end: Instant) -> Iterator[tuple[str, int]]:
    """What a stay adds, in a group whose log goes on until ``end``."""
    passed = end - stay.joined
    yield "joins", 1
    yield "left", int(stay.left)
    yield "paid", stay.paid
    for what, true, needed in (
        ("wrote", stay.wrote, WROTE),
        ("bought", stay.bought, BOUGHT),
        *(
            (f"after_{days}", bool(stay.active >> place & 1), days * DAY + REACH)
            for place, days in enumerate(AFTER)
        ),
    ):
        if passed >= needed:
            yield what, int(true)
            yield f"{what}_told", 1
