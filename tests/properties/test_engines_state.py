"""What `live` remembers: it can be saved, goes on in an edited policy, and stays bounded."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from engines import reborn
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import Case, cases

from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.live import Live, StateError, to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND

START = 1_772_452_800 * SECOND


def program(rules: str) -> nodes.Program:
    source = Source("p.policyq", f'policy "p" version 1\ntimezone Asia/Shanghai\n{rules}')
    compiled = compile_policy({source.name: source}, source.name)
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


def said(number: int, at: int, sender: str = "u1", text: str = "spam", **more: Any) -> Event:
    return Event(f"e{number}", START + at, "g", "text", sender, role="member", text=text, **more)


def penalties(live: Live, *events: Event) -> list[str]:
    return [act.action for event in events for act in live.feed(event)[-1].actions]


# -- saving and restoring ----------------------------------------------------------------------


@settings(max_examples=25)
@given(cases(), st.integers(0, 25))
def test_saved_and_restored_it_is_the_same(case: Case, at: int) -> None:
    live = to_python(case.program)
    for event in case.events[:at]:
        live.feed(event)
    again = reborn(live)
    assert again.save() == live.save()
    for event in case.events[at:]:
        assert again.feed(event) == live.feed(event)
    assert again.save() == live.save()


FLOOD = "rule flood when count(message per sender within {} minutes) > {} then delete"
LADDER = """
ladder steps within 30 days first warn next mute 10 minutes next remove
rule bad when text contains "spam" then penalize by steps
"""


def test_an_edited_threshold_keeps_its_history() -> None:
    before = to_python(program(FLOOD.format(10, 5) + LADDER))
    for number in range(3):
        before.feed(said(number, number * SECOND))
    edited = program('rule hello when text is "hello" then record\n' + FLOOD.format(5, 3) + LADDER)
    after = to_python(edited)
    told = after.restore(json.loads(json.dumps(before.save())))
    assert not told.same and told.policy == before.program.name
    assert not told.dropped and after.restored == told
    assert penalties(after, said(9, 5 * SECOND)) == ["delete", "remove"]


def test_an_amnesty_that_comes_goes_and_comes_again_loses_no_step() -> None:
    pardoned = LADDER.replace("30 days", "30 days amnesty from 2026-03-04")
    later = pardoned.replace("03-04", "03-05")
    live = to_python(program(LADDER))
    assert penalties(live, said(1, 0), said(2, SECOND)) == ["warn", "mute"]
    steps = ((pardoned, "warn"), (LADDER, "remove"), (later, "remove"), (pardoned, "remove"))
    for number, (rules, wanted) in enumerate(steps, 3):
        edited = to_python(program(rules))
        told = edited.restore(json.loads(json.dumps(live.save())))
        assert not told.dropped
        assert penalties(edited, said(number, 2 * DAY + number)) == [wanted]
        live = edited
    later_on = to_python(program(later))
    later_on.restore(live.save())
    assert penalties(later_on, said(9, 3 * DAY)) == ["warn"]


def test_what_the_policy_no_longer_knows_is_dropped_and_told() -> None:
    asks = """
    value pause = 1 hour
    rule worse when text contains "spam" then mute pause confirmed by owner
    """
    before = to_python(program(FLOOD.format(10, 5) + LADDER + asks))
    before.feed(said(1, 0))
    state = before.save()
    after = to_python(program(LADDER.replace("steps", "other")))
    told = after.restore(state)
    assert not told.same
    assert told.counters == tuple(counter.id for counter in before.program.counters)
    assert told.ladders == ("steps",)
    assert told.questions == ("e1/penalty",)
    assert told.dropped
    assert penalties(after, said(2, SECOND)) == ["warn"]


def test_what_is_restored_takes_the_place_of_what_was_there() -> None:
    live = to_python(program(LADDER))
    empty = live.save()
    assert penalties(live, said(1, 0), said(2, 1)) == ["warn", "mute"]
    live.restore(empty)
    assert penalties(live, said(1, 0)) == ["warn"]


def _broken_states() -> list[tuple[str, Any]]:
    live = to_python(program(FLOOD.format(10, 5) + LADDER + EVERYTHING))
    for number in range(3):
        live.feed(said(number, number * SECOND))
    good = live.save()
    made: list[tuple[str, Any]] = [
        ("not_a_state", {}),
        ("not_a_state", []),
        ("not_a_state", None),
        ("not_a_state", {**good, "format": "other"}),
        ("version", {**good, "version": 2}),
        ("version", {**good, "version": None}),
    ]
    made += [("broken", broken) for broken in _mangled(good) if broken != good]
    return made


EVERYTHING = """
rule asked when text contains "spam" then mute 1 hour confirmed by owner otherwise warn, lock
rule day when count(message per sender daily) > 100 then delete
rule many when distinct(sender of message within 1 hour) > 100 then delete
rule long when sum(length of message within 1 hour) > 100000 then delete
"""


def _mangled(state: Any) -> list[Any]:
    """The state with each of its parts replaced by something that cannot stand there."""
    made: list[Any] = []

    def walk(part: Any, put: Any) -> None:
        if isinstance(part, dict):
            for name, value in part.items():
                walk(value, lambda new, n=name, p=part, put=put: put({**p, n: new}))
                if name in ("mark", "counts", "questions", "decided", "groups", "policy"):
                    made.append(put({k: v for k, v in part.items() if k != name}))
        elif isinstance(part, list):
            for number, value in enumerate(part):
                walk(
                    value,
                    lambda new, n=number, p=part, put=put: put([*p[:n], new, *p[n + 1 :]]),
                )
        made.append(put({"no": object}) if not isinstance(part, dict) else put("no"))

    for name in ("policy", "groups"):
        walk(state[name], lambda new, name=name: {**state, name: new})
    return made


def test_a_state_that_cannot_be_read_is_refused_and_changes_nothing() -> None:
    live = to_python(program(FLOOD.format(10, 5) + LADDER + EVERYTHING))
    live.feed(said(1, 0))
    before = live.save()
    states = _broken_states()
    assert len(states) > 100
    for reason, state in states:
        try:
            live.restore(state)
        except StateError as error:
            assert error.reason == reason, error
            assert str(error).startswith(f"{reason}: ")
        else:
            # The name of the policy is for people; nothing else may be anything.
            assert state["policy"]["digest"] == before["policy"]["digest"], state
            live.restore(before)
        assert live.save() == before


def test_a_state_nested_without_end_is_refused() -> None:
    live = to_python(program(LADDER))
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    state = live.save()
    state["groups"] = {"g": {"mark": 0, "counts": {}, "ladders": deep}}
    with pytest.raises(StateError, match="broken"):
        live.restore(state)


# -- bounded -----------------------------------------------------------------------------------


def _size(live: Live) -> int:
    """How many things are held, whether or not they would be saved."""
    total = 0
    for state in live._states.values():
        total += len(state.decided) + len(state.standing.ladders) + len(state.standing.mutes)
        total += len(state.standing.human) + len(state.standing.questions)
        for store in state.stores:
            held = getattr(store, "held", None)
            if held is None:
                total += sum(len(bucket.totals) for bucket in store.buckets.values())
            else:
                total += len(held) + sum(len(store.of(key).times) for key in held)
    return total


def test_memory_stops_growing_though_members_never_end() -> None:
    short = program(
        """
        ladder steps within 10 minutes first warn next mute 10 minutes
        rule bad when text contains "spam" then penalize by steps
        rule all when text contains "spam" then mute 5 minutes
        rule asked when text contains "spam" then lock confirmed by owner within 5 minutes
        rule flood when count(message per sender within 60 seconds) > 8 then delete
        rule chorus when distinct(sender of message per text within 5 minutes) > 8 then delete
        rule long when sum(length of message per sender hourly) > 1000 then delete
        """
    )
    live = to_python(short)
    sizes = []
    for number in range(5_000):
        late = MINUTE if number % 7 == 0 else 0
        live.feed(said(number, number * 10 * SECOND - late, f"u{number}", f"spam {number}"))
        sizes.append(_size(live)) if number % 20 == 0 else None
    # What is remembered for an hour fills, and is swept when it has doubled; then it only breathes.
    early, later = max(sizes[: len(sizes) // 2]), max(sizes[len(sizes) // 2 :])
    assert later <= early * 1.1
    assert later < 6_000


def test_a_busy_member_takes_no_more_than_the_window() -> None:
    live = to_python(program(FLOOD.format(1, 1_000)))
    for number in range(5_000):
        live.decide(said(number, number * SECOND))
    (state,) = live._states.values()
    store = state.stores[0]
    assert sum(len(store.of(key).times) for key in store.held) < 2 * 660 + 10


# -- the generated source ----------------------------------------------------------------------


def test_no_text_of_a_policy_stands_in_the_source() -> None:
    evil = 'x"\n    import os; os.abort()\n#'
    made = program(LADDER)
    rule = nodes.Rule(
        evil,
        evil,
        nodes.Or(
            (
                nodes.Text("contains", (), (evil,)),
                nodes.Text("equals", (), (evil,)),
                nodes.Link(False, False, (), (evil,)),
                nodes.WhoIs(frozenset({evil}), frozenset({evil}), frozenset({evil})),
                nodes.Mentions(False, frozenset({evil})),
                nodes.GroupIs("group", frozenset({evil})),
                nodes.TimeIn(evil, (nodes.Slot(0, 1),)),
                nodes.Compare("length", ">", nodes.Dated(evil)),
            )
        ),
        (nodes.Do("record"),),
    )
    value = nodes.Value(evil, (("", 10**9),))
    live = to_python(replace(made, rules=(rule,), values=(value,), name=evil))
    assert "os" not in live.source.replace("host", "")
    assert [fired.rule for fired in live.decide(said(1, 0, text=evil)).fired] == [evil]


def test_many_rules_and_deep_ones_are_compiled() -> None:
    deep: nodes.Condition = nodes.Text("contains", (), ("spam",))
    for _ in range(150):
        deep = nodes.Not(nodes.Or((deep, nodes.Compare("members", ">", nodes.Fixed(10)))))
    rule = nodes.Rule("deep", "", deep, (nodes.Do("record"),))
    rules = [rule] + [
        nodes.Rule(f"r{n}", "", nodes.Text("contains", (), (f"word{n}",)), (nodes.Do("delete"),))
        for n in range(2_000)
    ]
    live = to_python(replace(program(LADDER), rules=tuple(rules)))
    fired = live.decide(said(1, 0, text="word77 spam", members=3)).fired
    assert [one.rule for one in fired] == ["deep", "r7", "r77"]


def test_days_of_silence_are_no_work() -> None:
    live = to_python(program("rule close when day end then notify owner"))
    live.feed(said(1, 0))
    assert len(live.feed(said(2, 3 * DAY))) == 4
    assert live.due("g", START + 3 * DAY + HOUR) == ()
    assert len(live.feed(said(3, 10_000 * DAY))) == 401


def test_what_is_said_now_and_then_is_forgotten_when_it_may_be_said_again() -> None:
    short = program(
        'rule a when text contains "spam" then reply "no" once per sender within 10 minutes\n'
    )
    live = to_python(short)
    for number in range(3_000):
        live.feed(said(number, number * MINUTE, sender=f"u{number}"))
    (state,) = live._states.values()
    assert len(state.standing.said) < 600
    live.forget()
    assert len(state.standing.said) == 20  # ten minutes, and as many for those who are late
    again = reborn(live)
    late = said(3_000, 2_995 * MINUTE, sender="u2999")
    assert again.decide(late) == live.decide(late)
    assert live.decide(late).lost[0].because == "once"


def test_what_a_watch_says_now_and_then_afterwards_is_remembered() -> None:
    weekly = program(
        "metric sent = messages\n"
        "watch low when sent < 2 then record afterwards notify owner once within 30 days\n"
    )
    live = to_python(weekly)
    hours = (0, 24, 24.1, 48, 72, 72.1)
    live_acts = [
        decision
        for number, hour in enumerate(hours)
        for decision in live.feed(said(number, int(hour * HOUR)))
    ]
    assert [act.action for one in live_acts for act in one.actions] == [
        "record",
        "notify",
        "record",
    ]
    end = reborn(live).feed(said(9, 96 * HOUR))[0]
    assert [(lost.action, lost.because) for lost in end.lost] == [("notify", "once")]
