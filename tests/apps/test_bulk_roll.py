"""Who was in the groups, counted in columns: as it is event by event, whoever comes and goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

import numpy as np
import pytest
from test_bulk import Told, answers, assert_alike  # noqa: F401 (a fixture)

from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.replay.columns import Column
from policyq.replay.deeds import ACT, MESSAGE, STILL, deeds
from policyq.study import channels
from policyq.vocabulary.events import KINDS, MESSAGES, Event
from policyq.vocabulary.types import DAY

CASES = {"quick": 40, "ci": 100, "long": 800}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]

PLAIN = """policy "plain" version 1
timezone Asia/Shanghai
ladder warnings within 30 days
  first warn "no"
  next mute 10 minutes
rule quiet when text contains "quiet" then penalize by warnings
rule ask when text contains "maybe" then mute 1 day confirmed by owner within 10 minutes
rule flood when count(message per sender within 30 minutes) > 4 then mute 40 minutes
"""
SAYS = """rule hello when join then reply "hello"
rule bye when leave and sender is guest then notify owner "{member}"
rule early when checkin and joined within 1 day then reply "welcome"
hours morning = 09:00 to 10:00
rule watch when reaction and time in morning then notify owner "early"
"""
COUNTS = """rule come when count(join within 2 days) > 2 then notify owner "many"
"""


def program(*parts: str) -> nodes.Program:
    text = "".join((PLAIN, *parts))
    made = compile_policy({"main": Source("main", text)}, "main")
    assert made.program is not None, made
    return made.program


def moves(random: Random) -> Iterator[Event]:
    """Members who come and go, take part, and fall silent for weeks; few are aimed at, are bots, or are
    told of in two ways."""
    time = start = 1_767_225_600_000_000
    told = random.choice((True, False, None))
    plain = random.random() < 0.5
    since: dict[tuple[str, str], int] = {}
    kinds = [*["text"] * 8, "image", *["join"] * 3, "leave", "leave", *STILL]
    for number in range(random.choice((5, 60, 300))):
        time += random.choice((0, 5, 600, 20_000, 200_000, 900_000)) * 1_000_000
        if random.random() < 0.02:
            time += random.choice((8, 40, 500)) * DAY
        kind = random.choice(kinds)
        sender, group = f"u{random.randrange(9)}", random.choice(("g1", "g1", "g2"))
        if kind == "join":
            since[group, sender] = time
        joined = since.get((group, sender), start) if told else None
        event = Event(
            f"e{number}", time, group, kind, sender, role="member", joined=joined,
            members=random.choice((None, None, 6, 260)),
        )  # fmt: skip
        if kind in MESSAGES:
            text = random.choice(("a", "b", "c", "d", "quiet", "maybe") if number % 3 else "abc")
            event = event._replace(text=text, mentions=(), links=())
        yield event if plain or random.random() < 0.95 else odd(event, random)


def odd(event: Event, random: Random) -> Event:
    match random.randrange(9):
        case 0:
            return event._replace(role=random.choice(("bot", "guest", None)))
        case 1:
            return event._replace(target=f"u{random.randrange(12)}", kind="reaction")
        case 2:
            return event._replace(channel="poster")
        case 3:
            return event._replace(joined=event.time + random.choice((-DAY, 5, DAY)))
        case 4:
            return event._replace(id="e3")
        case 5:
            who, action = f"u{random.randrange(9)}", random.choice(("remove", "mute"))
            return event._replace(kind="outcome", target=who, action=action, result="done")
        case 6:
            return event._replace(kind="purchase", amount=2.5, text=None)
        case 7:
            return event._replace(sender=None)
    return event._replace(time=event.time - random.choice((5, 9_000, 90_000)) * 1_000_000)


@pytest.mark.parametrize("parts", [(), (SAYS,), (SAYS, COUNTS)], ids=["none", "says", "counts"])
def test_whoever_comes_and_goes_is_counted_alike(answers, parts) -> None:  # noqa: F811
    made = program(*parts)
    spared = 0
    for seed in range(CASES):
        steps, fewer = assert_alike(answers, made, moves(Random(f"{parts} {seed}")))
        spared += steps - fewer
    assert spared > CASES


def test_what_asks_nothing_is_not_looked_at(answers) -> None:  # noqa: F811
    events = [one for one in moves(Random("plain")) if one.kind not in MESSAGES]
    plain = [one._replace(id=f"p{n}", target=None, role="member") for n, one in enumerate(events)]
    assert plain
    assert_alike(answers, program(), plain)
    assert Told.kept == []


def test_who_takes_part_is_whoever_the_report_of_channels_counts() -> None:
    kinds = sorted(STILL | MESSAGES - {"edit"})
    found = deeds(Column(np.arange(len(kinds)), kinds)).tolist()
    active = {kind for kind, deed in zip(kinds, found, strict=True) if deed in (ACT, MESSAGE)}
    assert active == channels._ACTIVE & {*kinds}
    assert not STILL - KINDS.keys()
