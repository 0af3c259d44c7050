"""Why a condition is true, false or unknown: the definition's answer at every node."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from policyq.ir import clock, facts, nodes, tiers
from policyq.ir.evidence import evidence
from policyq.ir.holdings import balance
from policyq.ir.meaning import Scene, amount, holds, total
from policyq.ir.streaks import days
from policyq.vocabulary.decisions import Evidence
from policyq.vocabulary.types import DAY, Truth

Seen: TypeAlias = "int | float | str | tuple[str, ...] | tuple[Evidence, ...] | None"


class Trace(NamedTuple):
    """One condition and its truth; ``parts`` are those of ``and``, ``or``, ``not``."""

    condition: nodes.Condition
    truth: Truth
    seen: Seen = None
    """What the event or the memory held: a number, a local time, a role, hosts, hits."""
    limit: int | float | None = None
    """What a number was compared with."""
    parts: tuple[Trace, ...] = ()

    def atoms(self) -> Iterator[Trace]:
        """The conditions without parts, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.atoms()


def trace(condition: nodes.Condition, scene: Scene) -> Trace:
    """The truth of a condition and of everything in it."""
    truth = holds(condition, scene)
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            return Trace(condition, truth, parts=tuple(trace(part, scene) for part in parts))
        case nodes.Not(part) | nodes.Surely(part):
            return Trace(condition, truth, parts=(trace(part, scene),))
        case nodes.Windowed():
            return Trace(condition, truth, total(condition, scene), amount(condition.amount, scene))
        case nodes.Compare(field, _, limit):
            return Trace(condition, truth, facts.number(field, scene.event), amount(limit, scene))
        case nodes.InRow(streak, _, limit):
            here = scene.program, scene.group.standing, scene.group.watermark, scene.event
            found = days(*here, streak)
            held = None if found is None else found * DAY
            return Trace(condition, truth, held, amount(limit, scene))
        case nodes.Silent(_, limit):
            return Trace(condition, truth, _silence(scene), amount(limit, scene))
        case nodes.MetricIs(metric, _, bound):
            measured = scene.group.standing.measured
            value = next((one.value for one in measured if one.metric == metric), None)
            return Trace(condition, truth, value, None if bound is None else amount(bound, scene))
    return Trace(condition, truth, _seen(condition, scene))


def _silence(scene: Scene) -> int | None:
    """The time since the sender's last message, if somebody can tell."""
    member = scene.group.standing.members.get(scene.event.sender or "")
    if member is None:
        return None
    least, most = tiers.silence(member, scene.event.time)
    return least if least == most else None


def _seen(condition: nodes.Condition, scene: Scene) -> Seen:
    event = scene.event
    match condition:
        case nodes.KindIn():
            return event.kind
        case nodes.TimeIn() | nodes.Before() | nodes.At():
            return f"{clock.local(event.time, scene.program.timezone):%Y-%m-%d %H:%M:%S}"
        case nodes.Text() | nodes.Near() | nodes.Link() | nodes.Contact():
            return evidence(condition, scene.program, event)
        case nodes.WhoIs() | nodes.OnDuty():
            given = (event.sender, event.role, *sorted(event.tags or ()))
            return tuple(one for one in given if one is not None)
        case nodes.InTier():
            member = scene.group.standing.members.get(event.sender or "")
            return () if member is None else tuple(sorted(member.tiers))
        case nodes.Holds(points):
            return balance(
                scene.program, scene.group.standing, points, event.sender or "", event.time
            )
        case nodes.Titled(titles):
            held = scene.group.standing.books
            return tuple(t for t in sorted(titles) if held.holds(t, event.sender or "", event.time))
        case nodes.Changed():
            return event.refers
        case nodes.Mentions():
            return event.mentions
        case nodes.GroupIs("platform"):
            return event.platform
        case nodes.GroupIs("channel"):
            return event.channel
        case nodes.GroupIs("group"):
            return event.group_name or event.group
        case nodes.GroupIs():
            return None if event.group_tags is None else tuple(sorted(event.group_tags))
    return None
