"""Points, rewards and titles for the generated programs, and events that move them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from policyq.ir import nodes
from policyq.vocabulary.actions import BOOKED
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, HOUR

POINTS = ("P1", "P2")
REWARDS = ("W1", "W2")
TITLES = ("H1", "H2")
BUCKETS = ("day", "week", "month")


def limit(programs, share: float = 0.7) -> nodes.Limit | None:
    if not programs._chance(share):
        return None
    return nodes.Limit(programs.random.choice((1, 2, 3, 5)), programs.random.choice(BUCKETS))


def points(programs) -> tuple[nodes.Points, ...]:
    pick = programs.random.choice
    return tuple(
        nodes.Points(name, limit(programs), pick((1, 1, 2)), pick((None, 1, 2, 7)))
        for name in POINTS
    )


def rewards(programs) -> tuple[nodes.Reward, ...]:
    def effects(share: float):
        some = [programs._do(0) for _ in range(2) if programs._chance(share)]
        return tuple(dict.fromkeys(one for one in some if one.action != "redeem"))

    pick = programs.random.choice
    return tuple(
        nodes.Reward(
            name, pick(POINTS), pick((1, 1, 2, 3)), limit(programs, 0.4), _once(programs),
            effects(0.6), effects(0.4), pick((None, 20)), pick((None, "cash")),
        )
        for name in REWARDS
    )  # fmt: skip


def _once(programs) -> nodes.Limit | None:
    """Where the points are there, more often than not one more is too many."""
    return nodes.Limit(1, programs.random.choice(BUCKETS)) if programs._chance(0.7) else None


def titles(programs) -> tuple[nodes.Title, ...]:
    return tuple(nodes.Title(name, programs.random.choice((None, 1, HOUR, DAY))) for name in TITLES)


def rankings(programs) -> tuple[nodes.Ranking, ...]:
    pick = programs.random.choice
    return (nodes.Ranking("R9", pick(BUCKETS), "", pick((1, 3)), pick(POINTS)),)


def rewarded(programs) -> nodes.Rule:
    """The rule that rewards who is on the ranking."""
    drawn = nodes.And((nodes.KindIn(frozenset({"day_end"})), nodes.Ranked("R9")))
    do = booked(programs, programs.random.choice(("award", "grant")))
    return nodes.Rule("R9", "", drawn, (replace(do, whom="winners"),))


def booked(programs, action: str = "") -> nodes.Do:
    """An action for the books."""
    pick = programs.random.choice
    action = action or pick(("award", "award", "award", "deduct", "redeem", "redeem", "grant"))
    of = pick({"redeem": REWARDS, "grant": TITLES}.get(action, POINTS))
    amount: nodes.Amount | None = None
    if action in ("award", "deduct"):
        amount = nodes.Dated("number") if programs._chance(0.2) else nodes.Fixed(pick((1, 1, 2, 4)))
    whom = "other" if action == "award" and programs._chance(0.5) else None
    return nodes.Do(action, amount=amount, of=of, whom=whom)


def earning(programs, name: str) -> nodes.Rule:
    """A rule of which the members of a group earn, so that there is something to spend."""
    kinds = nodes.KindIn(MESSAGES | {"reaction"})
    condition = kinds
    if programs._chance(0.3):
        condition = nodes.And((kinds, programs.condition(1)))
    effects = [booked(programs, "award")]
    effects += [booked(programs) for _ in range(2) if programs._chance(0.5)]
    return nodes.Rule(name, "", condition, tuple(dict.fromkeys(effects)))


def holds(programs) -> nodes.Condition:
    pick = programs.random.choice
    return nodes.Holds(pick(POINTS), pick((">=", ">", "<", "=")), programs._number())


def titled(programs) -> nodes.Condition:
    return nodes.Titled(programs._some(TITLES))


def moved(random: Random, event: Event, accounts: tuple[str, ...], before: list[Event]) -> Event:
    """The event, perhaps as one that moves points, says the same again or takes them back."""
    if before and random.random() < 0.1:
        return before[-1]._replace(id=event.id, time=event.time)
    if random.random() < 0.35:
        kind = "reaction"
        return event._replace(kind=kind, target=random.choice((*accounts, None)), text=None)
    if before and random.random() < 0.2:
        old = random.choice(before)
        return event._replace(
            kind="outcome", refers=old.id, group=old.group, text=None,
            result=random.choice(("failed", "vetoed", "forgiven")),
            action=random.choice((None, None, *sorted(BOOKED))),
        )  # fmt: skip
    return event
