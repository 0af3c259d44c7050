"""Small programs and events made by hand, for the tests of `policyq.study`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from policyq.ir import nodes
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND

START = 1_767_571_200 * SECOND  # 2026-01-05T00:00:00Z, a Monday

MESSAGE = nodes.KindIn(MESSAGES)


def says(word: str) -> nodes.Condition:
    return nodes.And((MESSAGE, nodes.Text("contains", (), (word,))))


def do(action: str, minutes: int | None = None, **more: object) -> nodes.Do:
    length = None if minutes is None else nodes.Fixed(minutes * MINUTE)
    return nodes.Do(action, duration=length, **more)  # type: ignore[arg-type]


def by_owner(hours: int = 2, *otherwise: nodes.Effect) -> nodes.Confirm:
    return nodes.Confirm((nodes.Who(role="owner"),), nodes.Fixed(hours * HOUR), otherwise)


def rule(name: str, condition: nodes.Condition, *effects: nodes.Effect) -> nodes.Rule:
    return nodes.Rule(name, "", condition, effects)


def program(*rules: nodes.Rule, **more: object) -> nodes.Program:
    empty = nodes.Program(
        "made", 1, "Asia/Shanghai", "0" * 16, (), (), (), (), (),
        tuple(sorted(rules, key=lambda rule: rule.name)), (),
    )  # fmt: skip
    return replace(empty, **more)  # type: ignore[arg-type]


FLOOD = nodes.Counter("c1", "count", None, MESSAGE, ("sender",), 60 * SECOND, ())
LADDER = nodes.Ladder(
    "standard",
    nodes.Fixed(30 * DAY),
    30 * DAY,
    ((do("warn"),), (do("mute", 10),), (do("remove", confirm=by_owner(2, do("mute", 60))),)),
)
NIGHT = nodes.TimeIn("night", (nodes.Slot(23 * 60, 7 * 60),))

#: Every kind of counting at once: ladder, flood, night, words, links, level, hand-over, reply.
MIXED = program(
    rule("ads", says("buy"), do("delete"), nodes.Climb("standard", level=3)),
    rule("ask", says("price"), do("handover", to=(nodes.Who(role="admin"),))),
    rule(
        "flood",
        nodes.Windowed("c1", nodes.Fixed(60 * SECOND), None, ">", nodes.Fixed(3)),
        do("mute", 10),
    ),
    rule("hello", nodes.KindIn(frozenset({"join"})), do("reply", text=nodes.Template(("hi",)))),
    rule(
        "links",
        nodes.And((MESSAGE, nodes.Link(False, True, (), ("good.example",)))),
        do("delete"),
    ),
    rule("lock", says("riot"), do("lock", 30)),
    rule("night", nodes.And((MESSAGE, NIGHT)), nodes.Climb("standard")),
    rule("note", says("note"), do("record")),
    ladders=(LADDER,),
    counters=(FLOOD,),
)

WORDS = ("hello", "buy this", "price?", "riot now", "note", "see http://bad.example/x", "ok", "yes")


def message(
    number: int, text: str = "hello", sender: str = "ming", minute: float = 0, **more: object
) -> Event:
    given: dict[str, object] = {
        "id": f"e{number}",
        "time": START + int(minute * MINUTE),
        "group": "g",
        "kind": "text",
        "sender": sender,
        "role": "member",
        "tags": frozenset(),
        "text": text,
    }
    return Event(**(given | more))  # type: ignore[arg-type]


def stream(seed: int, count: int = 300, groups: int = 4) -> list[Event]:
    """A made-up log: messages, edits, joins, leaves, reactions, repeated ids, steps back."""
    dice = random.Random(seed)
    minute = 0.0
    made: list[Event] = []
    for number in range(count):
        minute += dice.choice((0.05, 0.2, 1, 5, 40, -2))
        kind = dice.choices(("text", "edit", "join", "leave", "reaction"), (80, 5, 5, 4, 6))[0]
        group = f"g{dice.randrange(groups)}"
        sender = f"u{dice.randrange(6)}"
        role = {"u0": "owner", "u1": "admin"}.get(sender, "member")
        text = dice.choice(WORDS) if kind in ("text", "edit") else None
        earlier = [one.id for one in made if one.group == group and one.kind == "text"]
        refers = dice.choice(earlier) if kind in ("edit", "reaction") and earlier else None
        members = {"g0": 30, "g1": 120, "g2": 500}.get(group)
        event = message(
            number, text, sender, max(minute, 0),
            kind=kind, group=group, role=role, refers=refers, members=members,
        )  # fmt: skip
        if made and dice.random() < 0.02:
            event = made[-1]
        made.append(event)
    return made


def of_group(events: list[Event], group: str) -> Iterator[Event]:
    return (event for event in events if event.group == group)
