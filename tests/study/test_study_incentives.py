"""What a replay counts of incentives, and how it tells it."""

from __future__ import annotations

from datetime import UTC, datetime

from policyq.diagnostics.source import Source
from policyq.ir.clock import instant
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.incentives import Incentives, Reader
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE

POLICY = """policy "p" version 1
timezone UTC
points p at most 4 daily each at most 1 daily per pair expiring after 3 days
title star
reward mug = 3 p at most 1 monthly cost 20 yuan goods
rule checkin when checkin then award 2 p
rule tip when text starts with "tip" then award 1 p
rule liked when reaction then award 1 p to the other
rule bad when text is "bad" then deduct 1 p
rule mug when text is "mug" then redeem mug
rule star when text is "star" then grant star
"""
START = instant(datetime(2026, 3, 2, 12, tzinfo=UTC))


def counted(*happens: tuple[int, str, str, dict[str, str]]) -> Incentives:
    program = compile_policy({"p": Source("p", POLICY)}, "p").program
    assert program is not None
    found = Incentives()
    reader = Reader(program, found)
    events = [
        Event(f"e{number}", START + at, "g", kind, sender=who, **fields)
        for number, (at, who, kind, fields) in enumerate(happens)
    ]
    for step in simulate(to_python(program), events):
        reader.add(step)
    reader.close()
    return found


def says(at: int, who: str, text: str) -> tuple[int, str, str, dict[str, str]]:
    return at, who, "text", {"text": text}


def test_points_come_and_go() -> None:
    found = counted(
        (0, "a", "checkin", {}),
        (1, "a", "checkin", {}),
        says(2, "a", "mug"),
        says(3, "a", "bad"),
        (4, "b", "checkin", {}),
        (4 * DAY, "c", "checkin", {}),
    )
    flows = {flow: number for (_, flow), number in found.flows.items()}
    assert flows == {"earned": 8, "spent": 3, "forfeited": 1, "expired": 2}
    assert found.outstanding("p") == 2
    assert found.earners["p"] == {("g", "a"), ("g", "b"), ("g", "c")}
    assert found.redeemed == {"mug": 1} and found.redeemers["mug"] == {("g", "a")}


def test_what_is_taken_back_counts_against_what_it_was() -> None:
    found = counted(
        (0, "a", "checkin", {}),
        (1, "a", "checkin", {}),
        says(2, "a", "mug"),
        (3, "boss", "outcome", {"refers": "e2", "result": "failed"}),
        (4, "boss", "outcome", {"refers": "e0", "result": "vetoed"}),
    )
    flows = {flow: number for (_, flow), number in found.flows.items() if number}
    assert flows == {"earned": 4, "taken back": 2}
    assert found.outstanding("p") == 2


def test_farmers_are_found() -> None:
    happens = []
    for day in range(4):
        happens += [(day * DAY + n, "a", "checkin", {}) for n in range(3)]
        happens += [says(day * DAY + MINUTE + n, "b", "tip top") for n in range(3)]
        happens += [
            (day * DAY + 2 * MINUTE + n, who, "reaction", {"target": other})
            for n, (who, other) in enumerate((("c", "d"), ("d", "c")) * 2)
        ]
    found = counted(*happens)
    assert {member for _, member, _ in found.capped} == {"a"} and len(found.capped) == 4
    assert found.repeats == {("g", "b"): 8}
    assert found.rings == {("g", "c", "d"): 12}


def test_activity_before_and_after_the_first_points() -> None:
    found = counted(
        says(0, "a", "hi"),
        says(DAY, "a", "hi"),
        says(2 * DAY, "a", "hi"),
        (2 * DAY + 1, "b", "checkin", {}),
        says(2 * DAY + 2, "c", "hi"),
        says(3 * DAY, "a", "hi"),
    )
    assert found.active == {"before": 2, "before days": 2, "after": 4, "after days": 2}
    assert found.gain == 1.0
    assert counted((0, "a", "checkin", {})).gain is None


def test_groups_counted_apart_add_up() -> None:
    one, other = (
        counted((0, "a", "checkin", {})),
        counted(says(0, "b", "mug"), says(1, "b", "star")),
    )
    both = Incentives()
    both.add(one)
    both.add(other)
    assert both.flows["p", "earned"] == 2
    assert both.refused == {("mug", "balance"): 1}
    assert both.holders == {"star": {("g", "b")}}
