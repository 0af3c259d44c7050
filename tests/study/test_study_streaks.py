"""What a replay counts of streaks: by hand, in both evaluators, and so that it adds up."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.ir.clock import instant
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.numbers import Rates
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report import Log, Report, to_json, to_markdown, to_text
from policyq.study.simulate import simulate
from policyq.study.streaks import Reader, Streaks, length_of, longest
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE

POLICY = """policy "p" version 1
timezone UTC
rule on when streak(checkin) reaches 7 days then record
rule shown when streak(text contains "photo") every full 2 days then record
"""
START = instant(datetime(2026, 3, 2, 12, tzinfo=UTC))


def compiled(text: str = POLICY) -> nodes.Program:
    program = compile_policy({"p": Source("p", text)}, "p").program
    assert program is not None
    return program


PROGRAM = compiled()
CHECKIN = next(
    one.id for one in PROGRAM.streaks if one.condition == nodes.KindIn(frozenset({"checkin"}))
)


def on(who: str, *days: int, group: str = "g", at: int = 0, **fields: str) -> list[Event]:
    """Check-ins on some days."""
    return [
        Event(f"{group}{who}{day}.{at}", START + day * DAY + at, group, "checkin", who, **fields)  # type: ignore[arg-type]
        for day in days
    ]


def counted(*events: list[Event], engine: str = "live", mode: str = "observed") -> Streaks:
    evaluator = to_python(PROGRAM) if engine == "live" else Reference(PROGRAM)
    found = Streaks()
    reader = Reader(evaluator, found)
    ordered = sorted((one for some in events for one in some), key=lambda one: one.time)
    for step in simulate(evaluator, ordered, mode):  # type: ignore[arg-type]
        reader.add(step)
    reader.close()
    return found


@pytest.mark.parametrize("engine", ["live", "reference"])
def test_streaks_stand_or_broke(engine: str) -> None:
    found = counted(
        on("a", 0, 1, 2, 4, 5, 6, 7, 8), on("b", 7), on("c", 0, 1, 5), on("d", 8), engine=engine
    )
    assert found.standing == {(CHECKIN, "g", 5): 1, (CHECKIN, "g", 1): 2}
    assert found.broken == {(CHECKIN, "g", 3): 1, (CHECKIN, "g", 2): 1, (CHECKIN, "g", 1): 1}
    assert found.doers == {(CHECKIN, "g"): 4}
    assert found.active == {"g": 4}
    assert longest(found.standing, CHECKIN) == 5
    assert longest(found.broken, CHECKIN, "elsewhere") == 0


def test_a_day_counts_once_and_a_late_event_for_its_own() -> None:
    late = [Event("late", START + DAY - MINUTE, "g", "checkin", "a")]
    found = counted(on("a", 0, 1), on("a", 0, 1, at=MINUTE), late)
    assert found.standing == {(CHECKIN, "g", 2): 1}
    assert not found.broken


def test_everybody_who_did_anything_is_active_but_bots() -> None:
    hi = Event("hi", START + 1, "g", "text", "b", text="hello")
    bot = Event("bot", START + 2, "g", "text", "bot", text="hello", role="bot")
    found = counted(on("a", 0), [hi, bot])
    assert (found.active, found.doers) == ({"g": 2}, {(CHECKIN, "g"): 1})


@pytest.mark.parametrize(
    ("days", "id"), [(1, "1-2"), (2, "1-2"), (3, "3-6"), (6, "3-6"), (7, "7-13"), (13, "7-13"), (14, "14+"), (99, "14+")]
)  # fmt: skip
def test_every_length_falls_somewhere(days: int, id: str) -> None:
    assert length_of(days) == id


def test_groups_counted_apart_add_up() -> None:
    one, other = on("a", 0, 1, 2), on("a", 0, group="h")
    apart = Streaks()
    apart.add(counted(one))
    apart.add(counted(other))
    assert apart == counted(one, other)


def report(found: Streaks, program: nodes.Program = PROGRAM, *, names: bool = False) -> Report:
    rates = Rates(streaks=found)
    return Report(program, "observed", Log(), rates, None if names else Pseudonyms("k"), "0")


FOUND = counted(on("a", *range(15)), on("b", 0, 1, 2), on("c", 14, group="h"))


def test_a_report_tells_them() -> None:
    english, chinese = to_text(report(FOUND, names=True), "en"), to_text(report(FOUND), "zh")
    assert "a check-in: 3 members ever, 2 with a streak now; the longest was 15 days" in english
    assert "a check-in 14 days or more 1 0 " in " ".join(english.split())
    assert "打卡：3 人做过，2 人正连着；最长 15 天" in chinese
    assert Pseudonyms("k").of_group("h") in chinese
    assert "who takes part in streaks, by group" in to_markdown(report(FOUND), "en")


@pytest.mark.parametrize(
    ("counted", "of"),
    [
        ("checkin", "a check-in"),
        ('text contains "photo"', 'text contains "photo"'),
        ("checkin or text is said", "the event is a check-in or text is said"),
        ('image and text contains "sun"', 'the event is an image and text contains "sun"'),
    ],
)
def test_a_streak_is_called_by_what_it_counts(counted: str, of: str) -> None:
    head = 'policy "p" version 1\ntimezone UTC\nwords said = "here"\n'
    used = "rule b when text contains said then record\n"
    some = compiled(f"{head}{used}rule a when streak({counted}) >= 2 days then record\n")
    assert json.loads(to_json(report(Streaks(), some)))["streaks"][0]["of"] == of


def test_json_has_every_group() -> None:
    found = json.loads(to_json(report(FOUND, names=True)))["streaks"]
    one = next(one for one in found if one["of"] == "a check-in")
    assert one["now"] == {"1-2": 1, "3-6": 0, "7-13": 0, "14+": 1}
    assert one["broken"] == {"1-2": 0, "3-6": 1, "7-13": 0, "14+": 0}
    assert (one["members"], one["longest"], one["longest_now"]) == (3, 15, 15)
    assert one["groups"] == [
        {"group": "g", "active": 2, "members": 2, "share": 1.0, "now": 1, "longest": 15},
        {"group": "h", "active": 1, "members": 1, "share": 1.0, "now": 1, "longest": 1},
    ]


def test_a_policy_without_any_says_nothing() -> None:
    plain = compiled('policy "p" version 1\ntimezone UTC\nrule a when image then delete\n')
    silent = report(Streaks(), plain)
    assert "streaks" not in json.loads(to_json(silent))
    assert "in a row" not in to_text(silent, "en")
