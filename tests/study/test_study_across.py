"""What a replay tells of all groups together."""

from __future__ import annotations

from policyq.diagnostics.source import Source
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study import across
from policyq.study.across import Across, Spread, Teller
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import MINUTE, SECOND

START = 1_772_452_800 * SECOND
POLICY = """policy "Our groups" version 1
timezone UTC
rule spread when distinct(group of message per text across all groups within 1 hour) >= 3 then remove
rule again when join and was removed for spread within 1 day then remove
rule own when image then delete
"""
TEA, APPLES = "cheap tea for all of you", "apples, apples, apples"


def happened(number: int, group: str, kind: str = "text", text: str | None = None, **more) -> Event:
    return Event(f"e{number}", START + number * MINUTE, group, kind, sender="u", text=text, **more)


def told(*events: Event) -> Across:
    source = Source("p", POLICY)
    program = compile_policy({"p": source}, "p").program
    assert program is not None
    found = []
    for engine in (Reference(program), to_python(program)):
        across = Across()
        teller = Teller(program, across)
        for step in simulate(engine, events):
            teller.add(step)
        found.append(across)
    assert found[0] == found[1]
    return found[0]


EVENTS = (
    happened(0, "a", text=TEA, platform="qq"),
    happened(1, "b", text=TEA.upper(), person="p", platform="qq"),
    happened(2, "c", text=TEA, platform="irc"),
    happened(3, "a", text=APPLES),
    happened(4, "b", text=APPLES),
    happened(5, "c", text="thank you"),
    happened(6, "d", text="thank you"),
    happened(7, "c", "join", platform="irc"),
    happened(8, "d", "join", platform="qq"),
    happened(9, "d", "image", text=""),
)


def test_texts_in_several_groups_and_on_several_platforms() -> None:
    found = told(*EVENTS)
    assert found.repeated(0) == (2, 3, 4)
    assert found.repeated(1) == (1, 3, 3)
    assert found.followed == 5 and found.missed == 0


def test_where_what_fired_across_groups_fired() -> None:
    found = told(*EVENTS)
    assert set(found.rules) == {"spread"}
    spread = found.rules["spread"]
    assert (spread.fired, spread.groups, spread.platforms) == (1, {"c"}, {"irc"})


def test_who_was_removed_elsewhere_is_told() -> None:
    found = told(*EVENTS)
    # The account was removed on irc; of the one on qq nobody knows that it is the same person.
    assert (found.returned, found.refused, found.people) == (1, 1, {"irc:u"})


def test_no_more_texts_are_followed_than_there_is_room_for(monkeypatch) -> None:
    monkeypatch.setattr(across, "MOST_TEXTS", 1)
    found = told(*EVENTS)
    assert found.missed == 2 and found.repeated(0).texts == 1


def test_parts_add_up() -> None:
    whole, parts = told(*EVENTS), Across()
    for part in (told(*EVENTS[:3]), Across({"spread": Spread()})):
        parts.add(part)
    assert parts.rules == whole.rules
    assert parts.repeated(1) == whole.repeated(1)
