"""Streams of events that make a program's rules fire, and cases: a program with its stream.

Times stand beside the edges of slots, windows, buckets and changes of the clock. Some events are
late, some come twice, and who judges knows what was asked. One body draws from any
`random.Random`: a seeded one (`seeded`), or hypothesis's own (`cases`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st
from programs import (
    ACCOUNTS,
    CHANNELS,
    COMMON,
    GROUPS,
    LENGTHS,
    PIECES,
    TAGS,
    TIERS,
    Programs,
    instants,
)
from programs_incentives import moved
from programs_lotteries import said

from policyq.ir import clock, nodes
from policyq.ir.common import shares
from policyq.live import to_python
from policyq.vocabulary.events import EVERYONE, KINDS, MESSAGES, OUTCOMES, ROLES, Event
from policyq.vocabulary.types import DAY, HOUR, LATENESS, MINUTE, SECOND, WEEK


class Case(NamedTuple):
    """A program and the events to feed it, in the order of their arrival."""

    program: nodes.Program
    events: tuple[Event, ...]


def case(random: Random) -> Case:
    """A program and a stream that is made for it."""
    program = Programs(random).program()
    return Case(program, tuple(_stream(random, program)))


def cases() -> st.SearchStrategy[Case]:
    """Cases as hypothesis draws them."""
    return st.randoms(use_true_random=False).map(case)


def seeded(seed: int) -> Case:
    """The case of a seed."""
    return case(Random(seed))


# -- streams -----------------------------------------------------------------------------------


def _stream(random: Random, program: nodes.Program) -> Iterator[Event]:
    time = random.choice(instants(program.timezone)) + random.choice((-DAY, -HOUR, -MINUTE, -1, 0))
    steps = (0, 0, 1, SECOND, MINUTE - 1, MINUTE, MINUTE + 1, 10 * MINUTE, LATENESS + 1, HOUR)
    slow = random.random() < (0.8 if program.tiers else 0.3)
    steps = (*steps, HOUR // 2, DAY - 1, DAY) if slow else steps[:8]
    if program.tiers and slow:
        steps = (*steps, DAY, DAY, WEEK)
    if program.metrics or program.rankings or program.lotteries:
        # Runs of days, some of which nothing is heard of.
        steps = (*steps[6:], *6 * (DAY,), 2 * DAY)
    lengths = sorted(set(_lengths(program)))
    shared = shares(program)
    # Who judges must know what is asked: such streams follow the decisions.
    live = to_python(program) if any(_confirmed(program)) else None
    asked = [] if live is None else [("none/penalty", "g1")]
    before: list[Event] = []
    for number in range(random.randrange(6, 26)):
        time += random.choice(steps)
        if before and lengths and random.random() < 0.4:
            # Just when a window lets go of an event, or a mute or a question ends.
            edge = (
                random.choice(before).time + random.choice(lengths) + random.choice((-1, 0, 0, 1))
            )
            time = edge if edge >= time else time
        late = random.choice((1, MINUTE, LATENESS - 1, LATENESS, HOUR, 2 * HOUR, DAY))
        if lengths and random.random() < 0.4:
            late = LATENESS + random.choice(lengths) + random.choice((-1, 0, 1))
        at = time - late if random.random() < 0.12 else time
        if before and random.random() < 0.05:
            event = random.choice(before)
            if random.random() < 0.4:
                event = event._replace(time=at)
        elif random.random() < 0.02:
            day = clock.local(at, program.timezone).date()
            event = Event(f"g1/{day}/day_end", at, "g1", random.choice(("text", "day_end")))
        elif before and random.random() < 0.3:
            event = random.choice(before)._replace(id=f"e{number}", time=at)
            if random.random() < 0.3:
                event = event._replace(sender=random.choice(ACCOUNTS))
        else:
            event = _event(random, f"e{number}", at, before, asked)
            if shared and random.random() < 0.4:
                event = event._replace(group=random.choice(GROUPS))
        if program.lotteries and random.random() < 0.4:
            event = event._replace(kind="text", text=said(random), sender=event.sender or "u1")
        if before and before[-1].kind == "verdict" and random.random() < 0.4:
            event = before[-1]._replace(id=event.id, time=event.time)  # who agrees agrees again
        if program.aims and random.random() < 0.3:
            kind = random.choice(("complaint", "complaint", "reaction"))
            about = random.choice(before).id if before and random.random() < 0.5 else None
            target = random.choice((*ACCOUNTS, None))
            event = event._replace(kind=kind, target=target, refers=about, text=None)
        if program.points:
            event = moved(random, event, ACCOUNTS, before)
        before.append(event)
        if live is not None:
            for decision in live.feed(event):
                asked += [(one.id, decision.group) for one in decision.pending]
        yield event


def _lengths(program: nodes.Program) -> Iterator[int]:
    """Every length of time that something lasts."""
    for node in _parts(program):
        match node:
            case nodes.Windowed(trailing=nodes.Fixed(value)):
                yield int(value)
            case (
                nodes.Compare("tenure", _, nodes.Fixed(value))
                | nodes.Removed(within=nodes.Fixed(value))
                | nodes.Silent(_, nodes.Fixed(value))
            ):
                yield int(value)
            case nodes.Ladder(window=nodes.Fixed(value)) | nodes.Do(duration=nodes.Fixed(value)):
                yield int(value)
            case nodes.Once(trailing=nodes.Fixed(value)):
                yield int(value)
            case nodes.Confirm(within=nodes.Fixed(value)):
                yield int(value)
    yield from (int(number) for _, number in program.values[0].periods)


def _confirmed(program: nodes.Program) -> Iterator[object]:
    return (node for node in _parts(program) if isinstance(node, nodes.Confirm))


def _parts(node: object) -> Iterator[object]:
    """A node and everything inside it."""
    yield node
    inner: tuple[object, ...] = node if isinstance(node, tuple) else ()
    if is_dataclass(node):
        inner = tuple(getattr(node, field.name) for field in fields(node))
    for one in inner:
        yield from _parts(one)


def _event(
    random: Random, id: str, time: int, before: list[Event], asked: list[tuple[str, str]]
) -> Event:
    kind = random.choice(COMMON) if random.random() < 0.75 else random.choice(sorted(KINDS))
    old = None
    if before:
        # A new violation joins a question: the first event is the one that most often asked.
        old = random.choice((before[0], before[-1], random.choice(before)))
        if random.random() < (0.5 if asked[-3:-1] else 0.1):
            kind = random.choice(("verdict", "verdict", "verdict", "outcome", "timeout"))

    def maybe(value, share=0.85):
        return value if random.random() < share else None

    event = Event(
        id=id,
        time=time,
        group=random.choice((*GROUPS[:1] * 4, GROUPS[1])),
        kind=kind,
        sender=maybe(random.choice(ACCOUNTS), 0.95),
        name=maybe("{rule} 小明"),
        role=maybe(random.choice(sorted(ROLES))),
        tags=maybe(frozenset(random.sample(TAGS, random.randrange(2)))),
        joined=maybe(time - random.choice(LENGTHS)),
        group_name=maybe("Name", 0.5),
        group_tags=maybe(frozenset(random.sample(TAGS, random.randrange(2)))),
        platform=maybe(random.choice(("qq", "irc"))),
        person=maybe(random.choice(("p1", "p2")), 0.3),
        channel=maybe(random.choice(CHANNELS), 0.7),
        members=maybe(random.randrange(4)),
    )
    if kind in MESSAGES:
        event = event._replace(
            text=maybe("".join(random.choices(PIECES, k=random.choice((0, 1, 2, 3, 6)))), 0.9),
            links=maybe(
                tuple(random.sample(("http://b.a.com", "a.com", "x"), random.randrange(2))), 0.4
            ),
            mentions=maybe(tuple(random.sample((*ACCOUNTS, EVERYONE), random.randrange(3)))),
        )
    if kind in ("purchase", "red_packet"):
        event = event._replace(amount=maybe(random.choice((0.1, 0.2, 1, 2.00005))))
    if kind in ("complaint", "reaction", "outcome"):
        event = event._replace(target=maybe(random.choice(ACCOUNTS)))
    if old is not None and kind == "appeal":
        event = event._replace(refers=maybe(old.id, 0.3), group=old.group, sender=old.sender)
    if old is not None and kind in ("edit", "verdict", "outcome", "timeout"):
        about = (old.id, old.group)
        if kind in ("verdict", "timeout"):
            about = random.choice(asked[-3:] or [("none/penalty", "g1")])
        event = event._replace(refers=about[0], group=about[1])
        if kind == "outcome" and random.random() < 0.4:
            event = event._replace(refers=None)  # done by hand
    if kind == "verdict":
        event = event._replace(
            result=random.choice(("approve", "reject")),
            role=random.choice(("owner", "owner", "owner", "member")),
            sender=random.choice((*ACCOUNTS, "u4", "u4", "u4", "u4", "u4")),
        )
    if kind in ("tier_in", "tier_out"):
        event = event._replace(refers=random.choice(TIERS))
    if kind == "outcome":
        event = event._replace(
            result=random.choice((*OUTCOMES, "done")),
            action=maybe(random.choice(("mute", "unmute", "lock", "unlock", "warn", "remove"))),
            until=maybe(time + random.choice(LENGTHS)),
        )
    return event
