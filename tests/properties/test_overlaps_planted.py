"""Policies of very many rules in which some are needless by construction, most of them because
several others do their work together, and the rest certainly matter: for each of those an event
shows what changes without it. None is missed, and none is blamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import NamedTuple

import pytest

from policies import compiled, named
from policyq.ir import clock
from policyq.ir.evaluator import Reference
from policyq.ir.from_checked import from_checked
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import MINUTE

HEAD = """policy "p" version 1
timezone UTC
exempt owner
ladder climb within 30 days
  first warn
  next mute 1 hour
level 1 means delete, penalize by climb
"""
BEATEN, IDLE, DEAD = "beaten-rule", "idle-rule", "unreachable-rule"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)  # a Monday


class Planted(NamedTuple):
    """A rule after ``rule NAME``, and what is to be said of it; or the events that show that it
    matters."""

    text: str
    said: str = ""
    shown_by: tuple[dict[str, object], ...] = ()
    after: str = ""
    """What follows it; ``NEXT`` is its name."""


def at(hour: int, minute: int = 0, day: int = 0) -> int:
    return clock.instant(NOON.replace(hour=hour, minute=minute) + timedelta(days=day))


def message(**fields: object) -> dict[str, object]:
    return {"kind": "text", "text": "x", "time": at(12), "role": "member", **fields}


def matters(text: str, *events: dict[str, object]) -> Planted:
    return Planted(text, "", events)


Block = Callable[[Random, str], list[Planted]]


def kinds(random: Random, deed: str) -> list[Planted]:
    one, two, three = random.sample(["image", "video", "voice", "file", "sticker"], 3)
    return [
        Planted(f"when {one} or {two} or {three} then {deed}", IDLE),
        matters(f"when {one} or location then {deed}", message(kind="location")),
        matters(f"when {two} or {three} or card then {deed}", message(kind="card")),
    ]


def kinds_with_a_gap(random: Random, deed: str) -> list[Planted]:
    one, two, three = random.sample(["image", "video", "voice", "file", "sticker"], 3)
    return [
        matters(f"when {one} or {two} or {three} then {deed}", message(kind=three)),
        Planted(f"when {one} then {deed}", IDLE),
        matters(f"when {two} and sender is guest then delete", message(kind=two, role="guest")),
    ]


def slots(random: Random, deed: str) -> list[Planted]:
    first, middle, last = sorted(random.sample(range(1, 23), 3))
    return [
        Planted(f"when message and time in {first}:00 to {last}:00 then {deed}", IDLE),
        matters(
            f"when message and time in {first - 1}:00 to {middle}:30 then {deed}",
            message(time=at(first - 1)),
        ),
        matters(
            f"when message and time in {middle}:15 to {last}:30 then {deed}",
            message(time=at(last, 15)),
        ),
    ]


def slots_with_a_gap(random: Random, deed: str) -> list[Planted]:
    first, middle, last = sorted(random.sample(range(1, 23), 3))
    return [
        matters(
            f"when message and time in {first}:00 to {last}:00 then {deed}",
            message(time=at(middle, 30)),
        ),
        matters(
            f"when message and time in {first - 1}:00 to {middle}:30 then {deed}",
            message(time=at(first - 1)),
        ),
        matters(
            f"when message and time in {middle}:31 to {last}:30 then {deed}",
            message(time=at(last, 15)),
        ),
    ]


def weekdays(random: Random, deed: str) -> list[Planted]:
    hour = random.randrange(1, 20)
    return [
        Planted(f"when message and time in Monday to Sunday {hour}:00 to {hour + 2}:00 then {deed}", IDLE),
        matters(
            f"when message and time in Monday to Thursday {hour}:00 to {hour + 3}:00 then {deed}",
            message(time=at(hour + 2, 30)),
        ),
        matters(
            f"when message and time in Friday to Sunday {hour}:00 to {hour + 3}:00 then {deed}",
            message(time=at(hour, 30, day=5)),
        ),
    ]  # fmt: skip


def roles(random: Random, deed: str) -> list[Planted]:
    one, two, three = random.sample(["admin", "guest", "member", "bot"], 3)
    return [
        Planted(f"when image and sender is {one}, {two}, {three} then {deed}", IDLE),
        matters(f"when message and sender is {one} then {deed}", message(role=one)),
        matters(f"when message and sender is not {one} then {deed}", message(role=two)),
    ]


def everyone(random: Random, deed: str) -> list[Planted]:
    """Who is exempt is known, and so is the role of all others."""
    role = random.choice(["admin", "guest", "member", "bot"])
    return [
        Planted(f"when image then {deed}", IDLE),
        matters(f"when message and sender is {role} then {deed}", message(role=role)),
        matters(
            f"when message and sender is not {role} then {deed}",
            message(role="guest" if role != "guest" else "bot"),
        ),
    ]


def lengths(random: Random, deed: str) -> list[Planted]:
    first, middle, last = sorted(random.sample(range(5, 90), 3))
    return [
        Planted(f"when length >= {first} and length <= {last} then {deed}", IDLE),
        matters(f"when length >= {first - 2} and length < {middle} then {deed}",
                message(text="x" * (first - 2))),
        matters(f"when length > {middle - 1} then {deed}", message(text="x" * (last + 1))),
    ]  # fmt: skip


def lengths_with_a_gap(random: Random, deed: str) -> list[Planted]:
    first, middle, last = sorted(random.sample(range(5, 90), 3))
    return [
        matters(f"when length >= {first} and length <= {last} then {deed}",
                message(text="x" * middle)),
        matters(f"when length > 3 and length < {middle} then {deed}",
                message(text="x" * 4)),
        matters(f"when length > {middle} then {deed}", message(text="x" * (last + 1))),
    ]  # fmt: skip


def unknown_texts(random: Random, deed: str) -> list[Planted]:
    """Where nobody knows the text, neither of the others fires."""
    middle = random.randrange(5, 90)
    return [
        matters(f"when image then {deed}", message(kind="image", text=None)),
        Planted(f"when image and length > {middle} then {deed}", IDLE),
        Planted(f"when image and length <= {middle} then {deed}", IDLE),
    ]


def members(random: Random, deed: str) -> list[Planted]:
    middle = random.randrange(20, 300)
    return [
        Planted(f"when image and members > 10 then {deed}", IDLE),
        matters(f"when message and members >= {middle} then {deed}", message(members=middle)),
        matters(f"when message and members < {middle} then {deed}", message(members=5)),
    ]


def words(random: Random, deed: str) -> list[Planted]:
    made = [f"w{random.randrange(10**9)}号" for _ in range(4)]
    quoted = ", ".join(f'"{one}"' for one in made)
    return [
        Planted(f"when image and text contains {quoted} then {deed}", IDLE),
        matters(f'when text contains "{made[0]}", "{made[1]}" then {deed}', message(text=made[1])),
        matters(f'when text contains "{made[2][:-1]}", "{made[3]}" then {deed}',
                message(text=made[3])),
    ]  # fmt: skip


def sites(random: Random, deed: str) -> list[Planted]:
    host = f"h{random.randrange(10**9)}.com"
    return [
        Planted(f'when any link in "a.{host}", "b.{host}" then {deed}', IDLE),
        matters(f'when any link in "{host}" and time in 0:00 to 13:00 then {deed}',
                message(text=f"see http://{host}", time=at(12))),
        matters(f'when any link in "{host}" and time in 12:30 to 24:00 then {deed}',
                message(text=f"see http://{host}", time=at(14))),
    ]  # fmt: skip


def windows(random: Random, deed: str) -> list[Planted]:
    few, many = random.randrange(2, 5), random.randrange(5, 9)
    flood = [message(time=at(12) + n * MINUTE) for n in range(few + 1)]
    slow = [message(time=at(12) + n * 9 * MINUTE) for n in range(many + 1)]
    return [
        Planted(f"when count(message per sender within 5 minutes) > {many} then {deed}", IDLE),
        matters(f"when count(message per sender within 10 minutes) > {few} then {deed}", *flood),
        matters(f"when count(message per sender within 90 minutes) > {many - 1} then {deed}", *slow),
    ]  # fmt: skip


def weaker(random: Random, deed: str) -> list[Planted]:
    kind = random.choice(["image", "video"])
    return [
        Planted(f"when {kind} and not sender is bot then warn", BEATEN),
        matters(f"when {kind} and sender is guest then mute 5 minutes",
                message(kind=kind, role="guest")),
        matters(f"when {kind} and sender is not guest then mute 1 hour", message(kind=kind)),
    ]  # fmt: skip


def by_levels(random: Random, deed: str) -> list[Planted]:
    return [
        Planted("when image or video then delete", IDLE),
        matters("when image then treat as level 1", message(kind="image")),
        matters("when video then delete, tag seen", message(kind="video")),
        Planted("when video and sender is guest then warn", BEATEN),
        matters("when video then mute 1 minute", message(kind="video")),
    ]


def by_a_ladder(random: Random, deed: str) -> list[Planted]:
    """To warn is less than any step does; to climb is something of its own."""
    one, two = random.sample(["image", "video", "voice"], 2)
    return [
        Planted(f"when {one} then warn", BEATEN),
        matters(f"when {one} then penalize by climb", message(kind=one)),
        matters(f"when {two} then penalize by climb",
                message(kind=two), message(kind=one, time=at(15))),
        matters(f"when {two} then mute 1 hour", message(kind=two)),
    ]  # fmt: skip


def exempt(random: Random, deed: str) -> list[Planted]:
    kind = random.choice(["image", "video"])
    return [
        Planted(f"when {kind} and sender is owner then {deed}", DEAD),
        matters(f"when {kind} and sender is owner, admin then {deed}",
                message(kind=kind, role="admin")),
    ]  # fmt: skip


def replaced(random: Random, deed: str) -> list[Planted]:
    """In the section it is another rule, elsewhere this one: together they are everywhere."""
    size, number = random.randrange(20, 300), random.randrange(10**9)
    section = f"section {{}}{number} when members > {size}\n{{}}end\n"
    other = f"override rule NEXT when image then tag t, {deed}\n"
    return [
        Planted(f"when image and sender is guest then {deed}", IDLE),
        Planted(
            f"when image then {deed}", "", (message(kind="image"),), section.format("s", other)
        ),
        Planted(
            f"when video and members > {size + 9} then {deed}",
            DEAD,
            after=section.format("t", "disable rule NEXT\n"),
        ),
    ]


BLOCKS: tuple[Block, ...] = (
    kinds, kinds_with_a_gap, slots, slots_with_a_gap, weekdays, roles, everyone, lengths,
    lengths_with_a_gap, unknown_texts, members, words, sites, windows, weaker, by_levels,
    by_a_ladder, exempt, replaced,
)  # fmt: skip


class Made(NamedTuple):
    """Rules of one block under their names."""

    rules: dict[str, Planted]
    topic: str

    def text(self, names: list[str]) -> str:
        return "".join(
            f"rule {name} {planted.text.replace(' then ', f' and {self.topic} then ')}\n"
            + planted.after.replace("NEXT", name).replace(" then ", f" and {self.topic} then ")
            for name, planted in self.rules.items()
            if name in names
        )


def blocks(random: Random, often: int) -> Iterator[Made]:
    numbers = count()
    for number in range(often * len(BLOCKS)):
        make = BLOCKS[number % len(BLOCKS)]
        planted = make(random, random.choice((f"mute {number + 2} hours", f"tag t{number}")))
        random.shuffle(planted)
        topic = f'group is "topic{number}"'
        yield Made({f"r{next(numbers)}": one for one in planted}, topic)


def joined(text: str) -> str:
    """`A or B and C` is refused; brackets go around what was joined with `or`."""
    lines = []
    for line in text.splitlines():
        head, when, rest = line.partition(" when ")
        condition, then, deeds = rest.partition(" then ")
        parts = condition.rsplit(" and group is ", 1)
        if " or " in parts[0] and len(parts) == 2:
            condition = f"({parts[0]}) and group is {parts[1]}"
        lines.append(head + when + condition + then + deeds)
    return "\n".join(lines) + "\n"


def test_none_is_missed_and_none_is_blamed() -> None:
    random = Random(7)
    made = list(blocks(random, 6))
    random.shuffle(made)
    policy = compiled(joined(HEAD + "".join(one.text([*one.rules]) for one in made)))
    assert policy.program is not None, [one.code for one in policy.diagnostics]
    said = {name: kind for kind in (IDLE, BEATEN, DEAD) for name in named(policy.diagnostics, kind)}
    wanted = {name: one.said for block in made for name, one in block.rules.items() if one.said}
    told = {name: one.text for block in made for name, one in block.rules.items()}
    assert {told[name] for name in wanted if name not in said} == set()
    assert {told[name] for name in said if name not in wanted} == set()
    assert said == wanted


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_what_is_not_blamed_matters(block: Block) -> None:
    """Without it something changes on the events that were planted with it; and without all that
    are blamed, nothing does."""
    random = Random(block.__name__)
    planted = {f"r{number}": one for number, one in enumerate(block(random, "mute 2 hours"))}
    made = Made(planted, 'group is "topic"')
    policy = compiled(joined(HEAD + made.text([*planted])))
    assert policy.checked is not None, [one.code for one in policy.diagnostics]
    blamed = {name for name, one in planted.items() if one.said}

    def outcome(gone: set[str], those: tuple[dict[str, object], ...]) -> object:
        assert policy.checked is not None
        rules = tuple(one for one in policy.checked.rules if one.rule.name.text not in gone)
        reference = Reference(from_checked(replace(policy.checked, rules=rules)))
        events = [Event(id=f"e{n}", group="topic", sender="u1", tags=frozenset(), mentions=(),
                        **{"members": 3, **one}) for n, one in enumerate(those)]  # fmt: skip
        return [
            [act._replace(rules=()) for act in reference.decide(event).actions] for event in events
        ]

    for name, one in planted.items():
        if not one.said:
            assert outcome(blamed, one.shown_by) != outcome({*blamed, name}, one.shown_by), name
            assert outcome(set(), one.shown_by) == outcome(blamed, one.shown_by), name
