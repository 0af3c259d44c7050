"""`policyq.study.tune`: ranges, spellings, patches; a grid comes to what its points come to alone."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from plan_made import HEAD, OLD, log, program
from study_made import message

from policyq.apps import tuning
from policyq.apps.differences import patch
from policyq.apps.sources import of_text
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.live import to_python
from policyq.study.plan.effects import COUNTED, count
from policyq.study.reasons import breaking
from policyq.study.simulate import simulate
from policyq.study.tune.judged import beats, judged
from policyq.study.tune.runs import LET_THROUGH, Runs
from policyq.study.tune.spelling import edited, spelled
from policyq.study.tune.varying import Axis, axes, grid, too_many
from policyq.syntax.dials import Dial

RULES = """rule flood when count(message per sender within 60 seconds) > 8 messages then mute 1 hour
rule talk when count(message per sender within 90 minutes) > 20 then delete
metric active = share who speak daily good >= 15%
"""
EVENTS = log(31, groups=9, members=6, days=3)


def dials(text: str = HEAD + RULES) -> list[Dial]:
    return tuning.dials_of(of_text(text))


def asked(*options: str) -> list[Source]:
    return [Source(f"--vary {n}", text) for n, text in enumerate(options)]


def axis(option: str, steps: int = 6) -> Axis:
    found, wrong = axes(asked(option), dials(), steps=steps)
    assert not wrong, [(one.code, one.args) for one in wrong]
    return found[0]


def written(one: Axis) -> list[str]:
    return [spelled(one.dial, value) for value in one.values]


# -- ranges and spellings --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("flood.count=5..8", ["5 messages", "6 messages", "7 messages", "8 messages"]),
        ("flood.count=1", ["1 message"]),
        ("flood.count = 12, 5 ,8", ["5 messages", "8 messages", "12 messages"]),
        ("flood.count=5..15..5", ["5 messages", "10 messages", "15 messages"]),
        ("flood.count=5..15..4", ["5 messages", "9 messages", "13 messages"]),
        ("flood.次数=5条至7条", ["5 messages", "6 messages", "7 messages"]),
        ("flood.count＝5到6", ["5 messages", "6 messages"]),
        ("flood.count=5..15", [f"{n} messages" for n in (5, 7, 9, 11, 13, 15)]),
        ("flood.mute=1..3", ["1 hour", "2 hours", "3 hours"]),
        ("flood.mute=90min", ["90 minutes"]),
        ("flood.mute=1h,90m,2h", ["1 hour", "90 minutes", "2 hours"]),
        ("flood.mute=1..2d", ["24 hours", "48 hours"]),
        ("flood.mute=1.5h", ["90 minutes"]),
        ("flood.window=30s..1m", ["30 seconds", "36 seconds", "42 seconds", "48 seconds", "54 seconds", "60 seconds"]),
        ("active.good=10%..12%", ["10%", "11%", "12%"]),
        ("active.good=2.5,15", ["2.5%", "15%"]),
        ("flood.count=5,5..6", ["5 messages", "6 messages"]),
    ],
)  # fmt: skip
def test_a_range_is_read_and_spelled_as_the_author_would(option: str, expected: list[str]) -> None:
    assert written(axis(option)) == expected


def test_steps_say_how_many_values_of_a_range() -> None:
    assert written(axis("flood.count=5..15", steps=3)) == [
        "5 messages",
        "10 messages",
        "15 messages",
    ]
    assert written(axis("flood.count=5..15", steps=1)) == ["5 messages"]
    assert len(axis("flood.count=5..15", steps=50).values) == 11


@pytest.mark.parametrize(
    ("option", "code", "marked"),
    [
        ("flood.count=", "PQ783", ""),
        ("flood.count", "PQ783", ""),
        ("flood.count=-5..5", "PQ783", "-5..5"),
        ("flood.count=5..", "PQ783", "5.."),
        ("flood.count=5..6..0", "PQ783", "5..6..0"),
        ("flood.count=5..6..1..1", "PQ783", "5..6..1..1"),
        ("flood.count=5,,6", "PQ783", ""),
        ("flood.count=15..5", "PQ783", "15..5"),
        ("flood.count=5..6..0.5", "PQ784", "0.5"),
        ("flood.count=2.5", "PQ784", "2.5"),
        ("flood.count=nan", "PQ783", "nan"),
        ("flood.count=1e9", "PQ783", "1e9"),
        ("flood.count=99999999999999999999", "PQ783", "99999999999999999999"),
        ("flood.mute=1 month", "PQ784", "1 month"),
        ("flood.mute=5%", "PQ784", "5%"),
        ("active.good=5d", "PQ784", "5d"),
        ("flood.count=0..999999999999..1", "PQ785", "0..999999999999..1"),
        ("flod.count=5", "PQ781", "flod.count"),
        ("=5", "PQ781", ""),
        ("flood=5", "PQ782", "flood"),
    ],
)
def test_what_is_no_range_is_told_at_its_place(option: str, code: str, marked: str) -> None:
    found, wrong = axes(asked(option), dials())
    assert not found
    assert [one.code for one in wrong] == [code]
    source, start, end = wrong[0].span
    assert source == "--vary 0" and option[start:end].strip() == marked


def test_points_are_counted_before_they_are_made() -> None:
    options = asked("flood.count=1..100..1", "flood.mute=1..100..1")
    found, _ = axes(options, dials())
    more = too_many(found, 9_999, options)
    assert more is not None and more.args["count"] == "10,000"
    assert too_many(found, 10_000, options) is None
    assert len(list(grid(found))) == 10_000


def test_only_the_number_changes() -> None:
    text = HEAD + RULES.replace(" > 8 messages", "  >   8 messages  ")
    found, _ = axes(asked("flood.count=5", "flood.mute=30m"), dials(text))
    made = edited(
        {"policy.policyq": Source("policy.policyq", text)}, found, tuple(next(grid(found)))
    )
    assert made == {
        "policy.policyq": text.replace(">   8 messages  ", ">   5 messages  ").replace("1 hour\n", "30 minutes\n", 1)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\nb\nc\n", b"a\nB\nc\n"),
        (b"a\r\nb\r\n", b"a\r\nB\r\n"),
        (b"a\nb", b"a\nB"),
        ("\ufeff一\n二\n".encode(), "\ufeff一\n三\n".encode()),
        ("数值 = 8\x0c\n新\u2028行\n".encode("gb18030"), "数值 = 9\x0c\n新\u2028行\n".encode("gb18030")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["club.policyq", "my rules/群规.policyq"])
def test_a_patch_is_taken_by_git(before: bytes, after: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(before)
    (tmp_path / "x.patch").write_bytes(patch(name, before, after))
    subprocess.run(["git", "apply", "x.patch"], cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == after


def test_nothing_changed_is_no_patch() -> None:
    assert patch("a", b"x\n", b"x\n") == b""


# -- replays ---------------------------------------------------------------------------------------


def variants(*counts: int) -> list[nodes.Program]:
    return [program(OLD.replace("value limit = 3", f"value limit = {n}")) for n in counts]


def run(programs: Sequence[nodes.Program], **more: bool) -> Runs:
    runs = Runs(programs, to_python, **more)
    for event in EVENTS:
        runs.see(event)
    runs.end()
    return runs


def alone(policy: nodes.Program, mode: str) -> list[int]:
    """What one policy does to the log, by a replay of its own."""
    total = [0] * len(COUNTED)
    breaks = breaking(policy)
    for step in simulate(to_python(policy), EVENTS, mode):  # type: ignore[arg-type]
        for decision in step.decisions:
            message = decision is step.own
            for place, number in enumerate(count(decision, breaks, message).all):
                total[place] += number
    return total


def test_every_point_comes_to_what_a_replay_of_it_alone_comes_to() -> None:
    programs = variants(3, 1, 2, 5)
    runs = run(programs)
    for view, mode in (("fixed", "observed"), ("suppressed", "suppressed")):
        for side, policy in zip(runs.views[view], programs, strict=True):
            rows = [row[:LET_THROUGH] for row in side.rows.values()]
            assert [sum(column) for column in zip(*rows, strict=True)] == alone(policy, mode)


@pytest.mark.parametrize("ahead", [0, 64])
def test_words_are_looked_for_once_and_every_point_decides_as_alone(ahead: int) -> None:
    first, *others = variants(3, 1, 5)
    # Of one that looks for other words, too, the search is its own.
    other = program(OLD.replace('"buy", "sell"', '"buy", "cheap"'))
    programs = [first, *(replace(one, words=first.words) for one in others), other]
    base = to_python(first)
    beside = [base, *(to_python(one, beside=base) for one in programs[1:])]
    assert [one.searches is base.searches for one in beside] == [True, True, True, False]
    alone = [to_python(one) for one in programs]
    for place, event in enumerate(EVENTS):
        if ahead and not place % ahead:
            for one in beside:
                one.foresee(EVENTS[place : place + ahead])
        for mine, theirs in zip(beside, alone, strict=True):
            assert mine.feed(event) == theirs.feed(event)


def let_through(runs: Runs, view: str = "fixed") -> list[int]:
    return [sum(row[LET_THROUGH] for row in side.rows.values()) for side in runs.views[view]]


def test_a_point_lets_through_what_another_one_finds() -> None:
    found = let_through(run(variants(3, 1, 2, 5), suppressed=False))
    assert found[1] == 0, "the strictest of the grid lets nothing through"
    assert found[1] < found[2] < found[0] < found[3]


FLOOD = (
    HEAD + "rule flood when count(message per sender within 60 seconds) > {} then mute 10 minutes\n"
)


def test_what_is_prevented_is_not_let_through() -> None:
    programs = [program(FLOOD.format(n)) for n in (3, 2)]
    runs = Runs(programs, to_python)
    for number in range(6):
        runs.see(message(number, "hi", "ann", number / 100))
    runs.end()
    # As it was logged: of six messages the third is found by the stricter one alone.
    assert let_through(runs) == [1, 0]
    # The first one mutes after four, the other after three: nothing more is sent.
    assert let_through(runs, "suppressed") == [1, 0]
    assert [side.prevented for side in runs.views["suppressed"]] == [2, 3]


def test_without_any_violation_nothing_is_let_through() -> None:
    runs = Runs(variants(3, 4), to_python)
    for number in range(40):
        runs.see(message(number, "hello", f"u{number % 4}", 480 + 10.0 * number))
    runs.end()
    tuned = judged(runs, (), ((), ()), (0, 1), 1)
    assert all(not any(row.scores["fixed"].numbers.values()) for row in tuned.rows)
    assert [row.best for row in tuned.rows] == [True, True]


# -- which points nothing beats --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "better"),
    [
        ((1, 1, 0, 0), (2, 1, 0, 0), True),
        ((1, 1, 0, 0), (1, 1, 0, 0), False),
        ((1, 2, 0, 0), (2, 1, 0, 0), False),
        ((1, 1, 9, 9), (2, 2, 0, 0), True),
        ((1, 1, 0, 5), (1, 1, 1, 0), True),
        ((1, 1, 0, 5), (1, 1, 0, 4), False),
    ],
)
def test_what_beats_what(one: tuple[int, ...], other: tuple[int, ...], better: bool) -> None:
    assert beats(one, other) is better


def test_the_front_and_the_differences_are_what_they_say() -> None:
    programs = variants(3, 1, 2, 5)
    runs = run(programs)
    points = tuple((Decimal(n),) for n in (3, 1, 2, 5))
    tuned = judged(runs, (), points, range(4), 7)
    assert tuned.view == "suppressed" and tuned.messages == len(EVENTS)
    now = tuned.rows[0].scores["suppressed"]
    for row in tuned.rows:
        score = row.scores["suppressed"]
        for name, estimate in score.differences.items():
            value = 1000 * (score.numbers[name] - now.numbers[name]) / len(EVENTS)
            assert estimate.value == pytest.approx(value, rel=1e-4)
            if estimate.known:
                assert estimate.low is not None and estimate.high is not None
                assert estimate.low <= estimate.value <= estimate.high
    goals = [
        (score.numbers["let_through"], score.numbers["interventions"])
        for score in (row.scores["suppressed"] for row in tuned.rows)
    ]
    for row, mine in zip(tuned.rows, goals, strict=True):
        if row.best:
            assert not any(a <= mine[0] and b <= mine[1] and (a, b) != mine for a, b in goals)
    again = judged(runs, (), points, range(4), 7)
    assert [row.scores for row in again.rows] == [row.scores for row in tuned.rows]
