"""Lotteries in a report: rounds, entrants, winners and who withheld, counted by hand."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from study_made import START, program, stream

from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.study.lotteries import Lotteries, count
from policyq.study.numbers import Rates
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.rates import rates
from policyq.study.report import Log, Report, to_json, to_markdown, to_text
from policyq.study.simulate import simulate
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.draws import Draw

ANYBODY = nodes.WhoIs(frozenset({"owner", "admin"}), frozenset(), frozenset())
LOTTERY = nodes.Lottery("books", "day", 2, 1200, ANYBODY, nodes.KindIn(frozenset({"text"})))
POLICY = program(lotteries=(LOTTERY,))


def decided(group: str, result: str, **more: object) -> Decision:
    draw = Draw("books", "2026-01-05", START, result, 2)._replace(**more)
    return Decision("t", group, START, "0" * 16, draws=(draw,))


DECISIONS = (
    decided("g", "drawn", entrants=("a", "b", "c"), winners=("a", "b")),
    decided("g", "drawn", entrants=("a", "c"), winners=("a", "c")),
    decided("g", "withheld", entrants=("a",), blamed=("w",)),
    decided("g", "withheld", entrants=("a", "d"), blamed=("v", "w")),
    decided("g", "few", entrants=("a",), blamed=("w",)),
    decided("h", "empty"),
    decided("h", "drawn", entrants=("a",), winners=("a",)),
)


def counted() -> Lotteries:
    made = Lotteries()
    for one in DECISIONS:
        count(made, one)
    return made


def test_it_is_counted_by_hand() -> None:
    made = counted()
    assert {key[1]: n for key, n in made.rounds.items()} == {
        "drawn": 3, "withheld": 2, "few": 1, "empty": 1,
    }  # fmt: skip
    assert made.ended("books") == 7 and made.ended("other") == 0
    assert made.entries == {"books": 10}
    assert made.entrants == {"books": {("g", "a"), ("g", "b"), ("g", "c"), ("g", "d"), ("h", "a")}}
    assert made.winners("books") == {("g", "a"): 2, ("g", "b"): 1, ("g", "c"): 1, ("h", "a"): 1}
    # A round that is void for too few witnesses is nobody's fault.
    assert made.withheld == {("books", "g", "w"): 2, ("books", "g", "v"): 1}


def test_what_was_counted_apart_adds_up() -> None:
    halves = [Lotteries(), Lotteries()]
    for one in DECISIONS:
        count(halves[one.group == "h"], one)
    halves[0].add(halves[1])
    assert halves[0] == counted()
    whole = Rates(lotteries=counted())
    assert (Rates() + whole).lotteries == whole.lotteries


def report(policy: nodes.Program = POLICY, pseudonyms: Pseudonyms | None = None) -> Report:
    return Report(policy, "observed", Log(), Rates(lotteries=counted()), pseudonyms, "0")


def test_json_has_it_all() -> None:
    (told,) = json.loads(to_json(report()))["lotteries"]
    assert told == {
        "lottery": "books",
        "rounds": 7,
        "results": {"drawn": 3, "empty": 1, "few": 1, "withheld": 2},
        "entries": 10,
        "entrants": 5,
        "prizes_won": 5,
        "winners": 4,
        "won_repeatedly": 1,
        "won_repeatedly_share": 0.25,
        "repeated": [{"group": "g", "member": "a", "times": 2}],
        "withheld": [
            {"group": "g", "member": "w", "times": 2},
            {"group": "g", "member": "v", "times": 1},
        ],
    }


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("zh", ("\n抽奖\n", "见证人 w 没有公布，作废 2 轮", "a 中了 2 次", "不止一次的")),
        ("en", ("\nlotteries\n", "2 rounds void, as witness w did not reveal", "a won 2 times",
                "more than once")),
    ],
)  # fmt: skip
def test_the_table_says_it_in_both_languages(language: str, lines: tuple[str, ...]) -> None:
    text = to_text(report(), language)
    assert all(line in text for line in lines)
    row = next(line for line in text.splitlines() if line.strip().startswith("books  "))
    assert row.split() == "books 7 3 1 1 2 10 5 5 4 25.0 %".split()
    assert "| books | 7 | 3 |" in to_markdown(report(), language)


def test_only_where_the_policy_has_a_lottery() -> None:
    bare = report(program())
    assert "lotteries" not in json.loads(to_json(bare))
    assert "\nlotteries\n" not in to_text(bare, "en")
    none = replace(report(), rates=Rates())
    (told,) = json.loads(to_json(none))["lotteries"]
    assert (told["rounds"], told["won_repeatedly_share"]) == (0, None)
    assert "\nlotteries\n" in to_text(none, "en")


def test_nobody_is_named_but_by_a_pseudonym() -> None:
    names = Pseudonyms(b"a key")
    (told,) = json.loads(to_json(report(pseudonyms=names)))["lotteries"]
    assert told["repeated"] == [{"group": names.of_group("g"), "member": names.of("a"), "times": 2}]
    text = to_text(report(pseudonyms=names), "en")
    assert f"witness {names.of('w')} did not" in text and "witness w " not in text


def test_a_replay_counts_what_its_decisions_say() -> None:
    """The section adds up to the draws of a stream in which members enter and nobody commits."""
    events = [one for one in stream(5, 200) if one.kind == "text"]
    steps = list(simulate(Reference(POLICY), events))
    found = rates(POLICY, steps).lotteries
    draws = [draw for step in steps for one in step.decisions for draw in one.draws]
    assert len(draws) > 3
    assert found.ended("books") == len(draws)
    assert found.entries["books"] == sum(len(one.entrants) for one in draws) > 0
    assert Counter(result for (_, result) in found.rounds.elements()) == Counter(
        one.result for one in draws
    )
