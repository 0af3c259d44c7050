"""The registry of members: who is known, how long they are silent, and what stays bounded."""

from __future__ import annotations

import json

import pytest
from engines import ENGINES

from policyq.diagnostics.source import Source
from policyq.ir import nodes, tiers
from policyq.ir.memory import Member, Standing
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, WEEK

#: Monday, 2026-03-02, 08:00 in Shanghai.
START = 1_772_409_600_000_000


def program(text: str) -> nodes.Program:
    source = Source("p.policyq", f'policy "p" version 1\ntimezone Asia/Shanghai\n{text}')
    made = compile_policy({source.name: source}, source.name)
    assert made.program is not None, made.diagnostics
    return made.program


CORE = program(
    "tier core when count(message daily) >= 1\n"
    'rule hello when becomes core then notify owner "{member}"\n'
)


def event(number: int, at: int, sender: str | None = "u1", kind: str = "text", **more) -> Event:
    return Event(f"e{number}", START + at, "g", kind, sender, **more)


# -- silence -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "at", "expected"),
    [
        (Member(since=5, seen=5, spoke=7), 9, (2, 2)),
        (Member(since=5, seen=5, spoke=7, joined=1), 9, (2, 2)),
        (Member(since=5, seen=5, spoke=12), 9, (0, 0)),
        (Member(since=5, seen=5, joined=5), 9, (4, 4)),
        (Member(since=5, seen=5, joined=7), 9, (2, 2)),
        (Member(since=5, seen=5, joined=1), 9, (4, 8)),
        (Member(since=5, seen=5), 9, (4, None)),
    ],
)
def test_the_silence_of_one_who_never_wrote_lies_between_two_times(member, at, expected) -> None:
    assert tiers.silence(member, at) == expected


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "=", "!="])
@pytest.mark.parametrize("limit", range(11))
def test_a_comparison_is_known_where_every_silence_between_agrees(op: str, limit: int) -> None:
    from policyq.ir.meaning import COMPARE

    member = Member(since=5, seen=5, joined=1)
    truths = {COMPARE[op](silence, limit) for silence in range(4, 9)}
    wanted = truths.pop() if len(truths) == 1 else None
    assert tiers.silent_is(member, 9, op, limit) is wanted


def test_nobody_can_tell_the_silence_of_a_stranger() -> None:
    assert tiers.silent_is(None, 9, ">", 1) is None


# -- who is known ------------------------------------------------------------------------------


def standing(*events: Event) -> Standing:
    found = Standing()
    for one in events:
        tiers.meet(found, one)
        tiers.part(found, one)
    return found


def test_senders_and_targets_are_known_and_those_who_judge_from_elsewhere_are_not() -> None:
    found = standing(
        event(1, 0, "u1"),
        event(2, 0, "u2", "view"),
        event(3, 0, "u3", "complaint", target="u4"),
        event(4, 0, "boss", "verdict", refers="q", result="approve"),
        event(5, 0, "boss", "outcome", result="done", action="mute", target="u5"),
        event(6, 0, "robot", role="bot"),
        event(7, 0, None, "join"),
    )
    assert sorted(found.members) == ["u1", "u2", "u3", "u4"]


def test_what_is_known_of_a_member_is_the_newest_that_was_said() -> None:
    found = standing(
        event(1, HOUR, role="member", name="Ming", tags=frozenset({"t"}), joined=START - DAY),
        event(2, 2 * HOUR, "u1", "view"),
        event(3, 0, "u1", role="admin", name="Old", joined=START - 9 * DAY),
        event(4, 3 * HOUR, "u1", "view", role="owner"),
    )
    (member,) = found.members.values()
    assert member == Member(
        since=START + HOUR, seen=START + 3 * HOUR, joined=START - DAY, spoke=START + HOUR,
        name="Ming", role="owner", tags=frozenset({"t"}),
    )  # fmt: skip


def test_a_late_leave_does_not_end_a_later_stay() -> None:
    found = standing(event(1, DAY, "u1", "join"), event(2, HOUR, "u1", "leave"))
    assert list(found.members) == ["u1"]
    assert not standing(event(1, DAY, "u1", "join"), event(2, 2 * DAY, "u1", "leave")).members


@pytest.mark.parametrize("engine", ENGINES)
def test_a_roster_brings_in_who_never_did_anything_and_ends_them(engine: str) -> None:
    evaluator = ENGINES[engine](program("tier zombie when silent over 1 day\n"))
    evaluator.know("g", [tiers.Known("u1", role="admin"), tiers.Known("b", role="bot")], START)
    evaluator.know("g", [tiers.Known("u2", "Li", joined=START)], START, gone=["nobody"])
    evaluator.feed(event(1, HOUR, "u3"))
    evaluator.feed(event(2, 3 * DAY, "u3"))
    members = evaluator.standing("g").members
    assert {account: sorted(one.tiers) for account, one in members.items()} == {
        "u1": ["zombie"], "u2": ["zombie"], "u3": ["zombie"],
    }  # fmt: skip
    assert (members["u1"].role, members["u2"].name) == ("admin", "Li")
    evaluator.know("g", [], START + 3 * DAY, gone=["u1", "u2"])
    assert list(evaluator.standing("g").members) == ["u3"]


@pytest.mark.parametrize("engine", ENGINES)
def test_without_tiers_nobody_is_remembered(engine: str) -> None:
    evaluator = ENGINES[engine](program("rule r when image then delete\n"))
    evaluator.know("g", [tiers.Known("u1")], START)
    evaluator.feed(event(1, 0, "u2"))
    assert evaluator.standing("g") == Standing()


@pytest.mark.parametrize("engine", ENGINES)
def test_of_whom_a_refresh_cannot_tell_is_counted(engine: str) -> None:
    evaluator = ENGINES[engine](program("tier old when tenure > 1 day\n"))
    evaluator.feed(event(1, 0, "u1"))
    evaluator.feed(event(2, 0, "u2", joined=START - 9 * DAY))
    evaluator.feed(event(3, DAY, "u3"))
    assert evaluator.standing("g").unknown == {"old": 1}


# -- changes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_a_change_carries_what_is_known_and_no_account_in_its_id(engine: str) -> None:
    evaluator = ENGINES[engine](CORE)
    group = {
        "members": 7,
        "group_name": "Book club",
        "platform": "qq",
        "group_tags": frozenset("v"),
    }
    evaluator.decide(event(1, 0, role="admin", name="Ming", joined=START - DAY, **group))
    (tick,) = evaluator.due("g", START + DAY)
    evaluator.decide(tick)
    (change,) = evaluator.due("g", START + DAY)
    assert change == Event(
        "g/2026-03-02/day_end/tier_in/1", tick.time, "g", "tier_in", "u1", "Ming", "admin",
        joined=START - DAY, target="u1", refers="core", **group,
    )  # fmt: skip
    evaluator.decide(change)
    assert evaluator.due("g", START + HOUR) == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_changes_that_nobody_asks_for_do_not_pile_up(engine: str) -> None:
    evaluator = ENGINES[engine](CORE)
    for day in range(20):
        evaluator.decide(event(day, day * DAY, f"u{day}"))
        end = START + day * DAY + 15 * HOUR
        evaluator.decide(Event(f"d{day}", end, "g", "day_end"))
    assert len(evaluator.standing("g").changes) <= 2


@pytest.mark.parametrize("engine", ENGINES)
def test_a_refresh_of_many_members_is_told_to_the_last(engine: str) -> None:
    number = 250
    evaluator = ENGINES[engine](CORE)
    for one in range(number):
        evaluator.decide(event(one, one, f"u{one:03}"))
    decisions = evaluator.feed(event(number, DAY, "u000"))
    told = [act.text for decision in decisions for act in decision.actions]
    assert told == [f"u{one:03}" for one in range(number)]


def test_a_state_keeps_the_registry_and_drops_tiers_that_are_gone() -> None:
    live = to_python(
        program("tier a when count(message daily) >= 1\ntier b when silent over 1 day\n")
    )
    live.feed(event(1, 0, "u1", tags=frozenset({"t"})))
    live.feed(event(2, DAY, "u2"))
    state = json.loads(json.dumps(live.save()))
    again = to_python(live.program)
    assert again.restore(state) == (True, (), (), (), (), (), live.program.name, ())
    assert again.standing("g") == live.standing("g")
    other = to_python(program("tier b when silent over 1 day\n"))
    assert other.restore(state).tiers == ("a",)
    assert other.standing("g").members["u1"].tiers == frozenset()
    none = to_python(program("rule r when image then delete\n"))
    assert none.restore(state).tiers == ("a",)
    assert none.standing("g") == Standing()
    for key in ("members", "about", "changes", "unknown"):
        del state["groups"]["g"][key]  # as a policy of before tiers saved it
    assert again.restore(state).same
    assert again.standing("g").members == {}


def test_what_is_remembered_does_not_grow_with_time() -> None:
    """A year of the same twenty members is no larger than two months of them."""
    live = to_python(
        program(
            "tier core refreshed weekly when count(message within 30 days) > 5\n"
            "tier zombie refreshed weekly when silent over 30 days\n"
            'rule wake when becomes zombie and count(becomes zombie per sender within 30 days) <= 1 then record "x"\n'
        )
    )
    sizes = []
    number = 0
    for week in range(52):
        for day in range(5):
            for one in range(20):
                if one % 4 or week % 8 == one // 4:
                    number += 1
                    at = week * WEEK + day * DAY + one * HOUR // 2
                    live.feed(event(number, at, f"u{one}"))
        gone, come = event(number + 1, week * WEEK + 6 * DAY, f"guest{week}", "join"), None
        come = gone._replace(id=f"l{week}", kind="leave", time=gone.time + 1)
        live.feed(gone), live.feed(come)
        sizes.append(len(json.dumps(live.save())))
    assert len(live.standing("g").members) == 20
    assert max(sizes[-8:]) < 1.1 * max(sizes[:9])
