"""Tiers: who is known to a group, when each of them last spoke, and what a refresh changes.

The registry of members is memory of its own, so that the silent are counted. It is kept only for
programs with tiers or rankings, and holds of each member a few facts, until they leave.

    note     before an event is asked about: its sender and target are known from now on
    part     after it was decided: who left is forgotten
    refresh  after the end of a day: each tier that is due is asked anew of every member

A refresh comes after its tick was decided, so that no event sees a tier that it changes. What it
changed waits in `Standing.changes`, and becomes events by `policyq.ir.ticks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple, TypeAlias

from policyq.ir import clock, nodes
from policyq.ir.memory import Member, Standing
from policyq.vocabulary.events import DERIVED, MESSAGES, TICKS, Event
from policyq.vocabulary.types import Duration, Instant, Truth, not_

Holds: TypeAlias = Callable[[nodes.Condition, Event], Truth]
"""Asks the condition of a tier of a member, as an event of theirs."""

#: Kinds whose sender need not be in the group, or is about to be no more.
ELSEWHERE = frozenset({"leave", "verdict", "outcome"}) | DERIVED

#: Those who keep the group; nobody counts them.
BOT = "bot"


class Known(NamedTuple):
    """Somebody of whom a roster says that they are in a group."""

    account: str
    name: str | None = None
    role: str | None = None
    tags: frozenset[str] | None = None
    joined: Instant | None = None
    channel: str | None = None


# -- the registry ------------------------------------------------------------------------------


def note(program: nodes.Program, standing: Standing, event: Event) -> None:
    """Takes in what an event says of its sender and its target."""
    if keeps(program):
        meet(standing, event)


def keeps(program: nodes.Program) -> bool:
    """Whether members are registered: for tiers, for the names in rankings, and for the roles of
    those whom others complain of."""
    return bool(program.tiers or program.rankings or program.aims or program.lotteries)


def meet(standing: Standing, event: Event) -> None:
    """As `note`, whether or not there are tiers."""
    if event.kind in TICKS or event.kind in DERIVED:
        return
    if event.sender is not None and event.kind not in ELSEWHERE:
        _meet(standing, event)
    target = event.target
    if target is not None and event.kind != "outcome" and target not in standing.members:
        standing.members[target] = Member(event.time, event.time)


def _meet(standing: Standing, event: Event) -> None:
    account = event.sender or ""
    if event.role == BOT:
        standing.members.pop(account, None)
        return
    time, joined = event.time, event.joined
    old = standing.members.get(account) or Member(time, time)
    if joined is None:
        joined = time if event.kind == "join" else old.joined
    spoke = old.spoke
    if event.kind in MESSAGES:
        spoke = time if spoke is None else max(spoke, time)
    if time < old.seen:
        # A late event knows of the member what was, not what is.
        standing.members[account] = old._replace(spoke=spoke, joined=old.joined or joined)
        return
    standing.members[account] = Member(
        since=old.since,
        seen=time,
        joined=joined,
        spoke=spoke,
        name=old.name if event.name is None else event.name,
        role=old.role if event.role is None else event.role,
        tags=old.tags if event.tags is None else event.tags,
        tiers=old.tiers,
        channel=old.channel if event.channel is None else event.channel,
    )


def part(standing: Standing, event: Event) -> None:
    """Forgets who left, or was removed by somebody's hand."""
    if event.kind == "leave":
        gone = event.sender
    elif event.kind == "outcome" and event.action == "remove" and event.result == "done":
        gone = event.target
    else:
        return
    member = standing.members.get(gone or "")
    # A late report says nothing of somebody who came afterwards.
    if gone is not None and member is not None and _came(member) <= event.time:
        del standing.members[gone]


def _came(member: Member) -> Instant:
    return member.since if member.joined is None else max(member.since, member.joined)


def know(
    program: nodes.Program,
    standing: Standing,
    present: Iterable[Known],
    at: Instant,
    gone: Iterable[str] = (),
) -> None:
    """Takes in what a roster says: who is in the group at an instant, and who is no longer."""
    if keeps(program):
        enroll(standing, present, at, gone)


def enroll(
    standing: Standing, present: Iterable[Known], at: Instant, gone: Iterable[str] = ()
) -> None:
    """As `know`, whether or not there are tiers."""
    for account in gone:
        standing.members.pop(account, None)
    for one in present:
        if one.role == BOT:
            standing.members.pop(one.account, None)
            continue
        old = standing.members.get(one.account) or Member(at, at)
        standing.members[one.account] = old._replace(
            joined=old.joined if one.joined is None else one.joined,
            name=old.name if one.name is None else one.name,
            role=old.role if one.role is None else one.role,
            tags=old.tags if one.tags is None else one.tags,
            channel=old.channel if one.channel is None else one.channel,
        )


# -- silence -----------------------------------------------------------------------------------


def silence(member: Member, at: Instant) -> tuple[Duration, Duration | None]:
    """The least and the most time since a member's last message; ``None``: nobody can tell.

    Of one who never wrote, it is the time since they joined, if the group was watched since then.
    Else they may have written before that: it is at least the time for which they are known, and
    at most the time since they joined.
    """
    if member.spoke is not None:
        since = max(at - member.spoke, 0)
        return since, since
    least = max(at - member.since, 0)
    if member.joined is None:
        return least, None
    most = max(at - member.joined, 0)
    return (most, most) if member.joined >= member.since else (least, most)


def silent_is(member: Member | None, at: Instant, op: str, limit: int | float) -> Truth:
    """How the time since a member's last message compares with a limit."""
    if member is None:
        return None
    if op == "!=":
        return not_(silent_is(member, at, "=", limit))
    least, most = silence(member, at)
    match op:
        case "<":
            return not_(_over(least, most, limit, equal=True))
        case "<=":
            return not_(_over(least, most, limit, equal=False))
        case "=":
            if least == most:
                return least == limit
            return None if least <= limit and (most is None or limit <= most) else False
    return _over(least, most, limit, equal=op == ">=")


def _over(least: Duration, most: Duration | None, limit: int | float, *, equal: bool) -> Truth:
    if least > limit or (equal and least == limit):
        return True
    if most is not None and (most < limit or (most == limit and not equal)):
        return False
    return None


def in_tier(member: Member | None, tiers: frozenset[str]) -> bool:
    """Whether a member is in one of some tiers; who is not known to the group is in none."""
    return member is not None and not tiers.isdisjoint(member.tiers)


# -- refreshing --------------------------------------------------------------------------------


def refresh(program: nodes.Program, standing: Standing, tick: Event, holds: Holds) -> None:
    """Asks each tier that is due at the end of this day of every member, one tier after another.

    Unknown is not in. Changes of an earlier refresh that nobody asked for are forgotten.
    """
    if tick.kind != "day_end" or not program.tiers:
        return
    due = [tier for tier in program.tiers if is_due(tier, tick.time, program.timezone)]
    if not due:
        return
    changes: list[tuple[str, str, bool]] = []
    for tier in due:
        one = frozenset({tier.name})
        unknown = 0
        for account, member in sorted(standing.members.items()):
            truth = holds(tier.condition, _as_event(standing, tick, account, tier.name))
            unknown += truth is None
            inside = truth is True
            if inside != (tier.name in member.tiers):
                tiers = member.tiers | one if inside else member.tiers - one
                standing.members[account] = member._replace(tiers=tiers)
                changes.append((tier.name, account, inside))
        standing.unknown[tier.name] = unknown
    changes.sort()
    standing.changes = {
        event.id: event
        for number, (tier_name, account, inside) in enumerate(changes, 1)
        for event in [_change(standing, tick, account, tier_name, inside, number)]
    }


def is_due(tier: nodes.Tier, at: Instant, timezone: str) -> bool:
    """Whether a tier is refreshed at the end of the local day of an instant."""
    day = clock.local(at, timezone).date()
    if tier.beat == "week":
        return day.weekday() == 6
    return tier.beat == "day" or (day + timedelta(days=1)).day == 1


def _as_event(standing: Standing, tick: Event, account: str, tier: str) -> Event:
    """What is known of a member, as an event that is asked a tier's condition."""
    member, about = standing.members[account], standing.about
    return Event(
        id=tick.id,
        time=tick.time,
        group=tick.group,
        kind="tier_in",
        sender=account,
        name=member.name,
        role=member.role,
        tags=member.tags,
        joined=member.joined,
        channel=member.channel,
        refers=tier,
        **about._asdict(),
    )


def _change(
    standing: Standing, tick: Event, account: str, tier: str, inside: bool, number: int
) -> Event:
    """The event that tells a change. Its id tells nobody who it is."""
    kind = "tier_in" if inside else "tier_out"
    id = f"{tick.id}/{kind}/{number}"
    return _as_event(standing, tick, account, tier)._replace(id=id, kind=kind, target=account)
