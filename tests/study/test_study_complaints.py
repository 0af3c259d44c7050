"""What a replay counts of complaints, and what it takes to have followed from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.ir.clock import instant
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.complaints import Complaints, Reader
from policyq.study.numbers import Rates
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report import Log, Report, to_json, to_markdown, to_text
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE

HEAD = 'policy "p" version 1\ntimezone UTC\n'
MANY = (
    "rule many when complaint and distinct(sender of complaint per target within 1 day) >= 2\n"
    "  then mute 1 day against the other, notify owner\n"
)
ASKS = (
    "rule asks when complaint\n"
    "  then remove against the other confirmed by owner within 2 hours otherwise mute 1 day\n"
)
START = instant(datetime(2026, 3, 2, 12, tzinfo=UTC))


def compiled(rules: str) -> nodes.Program:
    program = compile_policy({"p": Source("p", HEAD + rules)}, "p").program
    assert program is not None
    return program


def event(at: int, kind: str, who: str, group: str = "g", **fields: str) -> Event:
    return Event(f"{group}{at}", START + at, group, kind, who, role="member", **fields)  # type: ignore[arg-type]


def complains(at: int, who: str, of: str | None, group: str = "g", **fields: str) -> Event:
    of = {} if of is None else {"target": of}  # type: ignore[assignment]
    return event(at, "complaint", who, group, **of, **fields)  # type: ignore[arg-type]


def counted(rules: str, *events: Event) -> Complaints:
    evaluator = to_python(compiled(rules))
    found = Complaints()
    reader = Reader(found)
    for step in simulate(evaluator, events):
        reader.add(step)
    return found


def test_all_that_a_rule_waits_for_lead_to_it() -> None:
    found = counted(
        MANY, complains(0, "a", "x"), complains(1, "b", "x"), complains(2, "a", "y"),
        complains(3, "c", "z"), complains(4, "c", "z"), complains(5, "c", "c"),
        complains(6, "d", None),
    )  # fmt: skip
    assert (found.received, found.aimed, found.led, found.told) == (7, 5, 2, 1)
    assert found.heeded == {("g", "a"): 1, ("g", "b"): 1}
    assert found.unheeded == {("g", "c"): 2}
    assert found.of == {("g", "x"), ("g", "y"), ("g", "z")}
    assert found.acted == {("g", "x")}


def test_what_is_older_than_a_week_did_not_lead_to_it() -> None:
    old, new = complains(0, "a", "x"), complains(8 * DAY, "b", "x")
    found = counted(MANY, old, new, complains(8 * DAY + 1, "c", "x"))
    assert found.heeded == {("g", "b"): 1, ("g", "c"): 1}


@pytest.mark.parametrize(
    ("answer", "led"),
    [
        (event(MINUTE, "verdict", "boss", refers="g0/penalty", result="approve"), 1),
        (event(MINUTE, "verdict", "boss", refers="g0/penalty", result="reject"), 0),
        (event(3 * HOUR, "text", "b", text="nobody answered"), 1),
    ],
)
def test_a_question_leads_to_what_comes_of_it(answer: Event, led: int) -> None:
    if answer.kind == "verdict":
        answer = answer._replace(role="owner")
    found = counted(ASKS, complains(0, "a", "x"), answer)
    assert (found.told, found.led, found.acted) == (1, led, {("g", "x")} if led else set())


@pytest.mark.parametrize(("action", "led"), [("mute", 1), ("unmute", 0), ("tag", 0)])
def test_what_is_done_by_hand_counts(action: str, led: int) -> None:
    by_hand = event(1, "outcome", "boss", target="x", action=action, result="done")
    assert (
        counted("rule a when complaint then notify owner\n", complains(0, "a", "x"), by_hand).led
        == led
    )


def test_the_message_that_it_is_about_may_be_deleted() -> None:
    found = counted(
        "rule a when complaint then delete against the other\n",
        event(0, "text", "x", text="rude"),
        complains(1, "a", "x", refers="g0"),
    )
    assert found.led == 1


def test_groups_counted_apart_add_up() -> None:
    one = [complains(0, "a", "x"), complains(1, "b", "x")]
    other = [complains(2, "a", "x", "h")]
    both = Complaints()
    both.add(counted(MANY, *one))
    both.add(counted(MANY, *other))
    assert both == counted(MANY, *one, *other)


def report(found: Complaints, rules: str = MANY, *, names: bool = False) -> Report:
    rates = Rates(complaints=found)
    key = None if names else Pseudonyms("k")
    return Report(compiled(rules), "observed", Log(), rates, key, "0")


FOUND = counted(
    MANY, complains(0, "a", "x"), complains(1, "b", "x"),
    *(complains(2 + n, "c", "z") for n in range(3)), complains(9, "d", "z"),
)  # fmt: skip


def flat(text: str) -> str:
    return " ".join(text.split()) + " "


def test_a_report_tells_them() -> None:
    grumbler = Complaints(received=3, aimed=3)
    grumbler.made["g", "c"] = 3
    assert "who complained 3 times or more, of these 1 " in flat(to_text(report(grumbler), "en"))
    assert "that led to an action 6 (100.0 %) " in flat(to_text(report(FOUND), "en"))
    assert "| 带来处置的 | 6 (100.0 %) |" in to_markdown(report(FOUND), "zh")
    found = json.loads(to_json(report(grumbler, names=True)))["complaints"]
    assert found["unheeded"] == [{"group": "g", "member": "c", "complaints": 3}]
    hidden = json.loads(to_json(report(grumbler)))["complaints"]["unheeded"]
    assert hidden[0]["member"] == Pseudonyms("k").of("c")


def test_where_nobody_complains_nothing_is_said() -> None:
    plain = "rule a when image then delete\n"
    assert "complaints" not in json.loads(to_json(report(Complaints(), plain)))
    assert "complaints received" not in to_text(report(Complaints(), plain), "en")
    assert "complaints received" in to_text(report(Complaints()), "en")
    assert "complaints received" in to_text(report(FOUND, plain), "en")
