"""Lotteries of generated programs, and what their witnesses say."""

from __future__ import annotations

from random import Random
from typing import Any

from policyq.ir import lots, nodes

SECRETS = ("the secret of the first", "the secret of the second", "too short")


def lotteries(programs: Any) -> tuple[nodes.Lottery, ...]:
    """One that many may enter and witness."""
    kinds = frozenset(programs.random.sample(("text", "image", "checkin", "join"), 2))
    condition: nodes.Condition = nodes.KindIn(kinds)
    if programs.random.random() < 0.3:
        condition = nodes.And((condition, nodes.Compare("members", ">", nodes.Fixed(3))))
    return (
        nodes.Lottery(
            "D1",
            programs.random.choice(("day", "day", "week", "month")),
            programs.random.choice((1, 2, 10)),
            programs.random.choice((1, 600, 1200)),
            nodes.WhoIs(frozenset({"owner", "admin", "member"}), frozenset(), frozenset({"u1"})),
            condition,
        ),
    )


def posted(programs: Any, some: tuple[nodes.Lottery, ...]) -> list[nodes.Rule]:
    """The rules that tell what was drawn."""
    text = nodes.Template(("drawn:\n", nodes.Hole("ranking")))
    return [
        nodes.Rule(
            one.name,
            "",
            nodes.And((nodes.KindIn(frozenset({"day_end"})), nodes.Ranked(one.name))),
            (nodes.Do("notify", text=text, to=programs._judges()),),
        )
        for one in some
    ]


def said(random: Random) -> str:
    """What a witness says."""
    secret = random.choice(SECRETS)
    if random.random() < 0.5:
        return f"{random.choice(('承诺', 'commit'))} {lots.sealed(secret)}"
    return f"{random.choice(('公布', 'reveal'))} {secret}"
