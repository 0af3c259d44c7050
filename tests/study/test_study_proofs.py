"""Draws checked: what the engine draws is right, and nothing of a draw can be changed unseen."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from study_made import program

import policyq
from policyq.ir import lots, nodes
from policyq.study import proofs
from policyq.study.proofs import Claim, Fault, against, check, proof, written
from policyq.vocabulary.draws import RESULTS, Draw, Sealed
from policyq.vocabulary.types import HOUR, Said

#: The end of Monday, 5 January 2026, in UTC, and the hours of that day.
END = 1_767_657_599_999_999
NAMES = ("ada", "李雷", "u'1", "grüße", "\U0001f600", "x" * 40, "", "Z")
#: A secret that nobody of a made draw has.
STRANGE = "a secret that nobody has"


def hour(at: int) -> int:
    return END - 24 * HOUR + at * HOUR


def drawn(seed: int) -> Claim:
    """A draw as the engine makes it, by its own arithmetic."""
    dice = Random(seed)
    entrants = tuple(sorted(dice.sample(NAMES, dice.randint(1, 8))))
    sealed = tuple(
        Sealed(f"w{n}", lots.sealed(secret), hour(8 + n), secret, hour(21))
        for n in range(dice.randint(2, 4))
        for secret in (f"秘密 \N{SNOWMAN} {dice.random()}",)
    )
    draw = Draw("books", "2026-01-05", END, "drawn", dice.randint(1, 9), entrants, sealed)
    digest, group = f"{dice.getrandbits(64):016x}", dice.choice(("g", "群"))
    made = lots.seed_of(digest, group, draw)
    winners = lots.winners_of(made, entrants, draw.prizes)
    return Claim(digest, group, draw._replace(seed=made, winners=winners))


def whys(claim: Claim) -> set[str]:
    return {fault.why for fault in proof.faults(claim)}


@pytest.mark.parametrize("seed", range(60))
def test_what_the_engine_draws_is_right(seed: int) -> None:
    (found,) = check([drawn(seed)])
    assert (found.verdict, found.faults, found.remarks) == ("right", (), ())


def of(claim: Claim, **change: object) -> Claim:
    return claim._replace(draw=claim.draw._replace(**change))


def witness(claim: Claim, **change: object) -> Claim:
    first, *others = claim.draw.sealed
    return of(claim, sealed=(first._replace(**change), *others))


CHANGES: dict[str, tuple[Callable[[Claim], Claim], set[str]]] = {
    "the policy": (lambda c: c._replace(policy="0" * 16), {"seed", "winners"}),
    "the group": (lambda c: c._replace(group="another"), {"seed", "winners"}),
    "the lottery": (lambda c: of(c, lottery="book"), {"seed", "winners"}),
    "the round": (lambda c: of(c, period="2026-01-06"), {"seed", "winners"}),
    "the instant": (lambda c: of(c, at=END - 1), {"seed", "winners"}),
    "one prize more": (lambda c: of(c, prizes=c.draw.prizes + 1), {"seed", "winners"}),
    "no prize": (lambda c: of(c, prizes=0), {"prizes", "seed", "winners"}),
    "an entrant more": (
        lambda c: of(c, entrants=(*c.draw.entrants, "new")), {"seed", "winners"},
    ),
    "an entrant twice": (
        lambda c: of(c, entrants=(*c.draw.entrants, c.draw.entrants[0])),
        {"entrant", "seed", "winners"},
    ),
    "a witness enters": (
        lambda c: of(c, entrants=(*c.draw.entrants, "w0")), {"witness", "seed", "winners"},
    ),
    "an entrant less": (
        lambda c: of(c, entrants=c.draw.entrants[1:]), {"seed", "winners", "result", "void"},
    ),
    "another secret": (
        lambda c: witness(c, secret=STRANGE), {"commitment", "seed", "winners"},
    ),
    "another commitment": (lambda c: witness(c, sealed=lots.sealed(STRANGE)), {"commitment"}),
    "secret and commitment": (
        lambda c: witness(c, secret=STRANGE, sealed=lots.sealed(STRANGE)), {"seed", "winners"},
    ),
    "a short secret": (
        lambda c: witness(c, secret="short", sealed=lots.sealed("short")),
        {"length", "seed", "winners"},
    ),
    "no digest": (lambda c: witness(c, sealed="f" * 63 + "G"), {"digest", "commitment"}),
    "the same commitment": (
        lambda c: witness(c, secret=c.draw.sealed[1].secret, sealed=c.draw.sealed[1].sealed),
        {"shared", "seed", "winners"},
    ),
    "one witness twice": (
        lambda c: witness(c, account="w1"), {"twice", "seed", "winners", "result", "void"},
    ),
    "another witness": (lambda c: witness(c, account="v"), {"seed", "winners"}),
    "a witness left out": (
        lambda c: of(c, sealed=c.draw.sealed[1:]), {"seed", "winners", "result", "void"},
    ),
    "a secret withheld": (
        lambda c: witness(c, secret=None, revealed=None), {"result", "blamed", "void"},
    ),
    "somebody blamed": (lambda c: of(c, blamed=("w0",)), {"blamed"}),
    "another seed": (lambda c: of(c, seed="0" * 64), {"seed"}),
    "the winners turned round": (
        lambda c: of(c, winners=("nobody", *c.draw.winners)), {"winners"},
    ),
    "nobody wins": (lambda c: of(c, winners=()), {"winners"}),
    "called void": (lambda c: of(c, result="withheld"), {"result", "void"}),
    "called something": (lambda c: of(c, result="maybe"), {"result", "void"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_no_part_of_a_draw_can_be_changed_unseen(name: str) -> None:
    change, expected = CHANGES[name]
    every = set[str]()
    for seed in range(30):
        found = whys(change(drawn(seed)))
        assert found and found <= expected, (seed, found)
        every |= found
    assert every == expected


BARE = Draw("books", "2026-01-05", END, "empty", 2)
TWO = (
    Sealed("a", lots.sealed("the secret of the first"), hour(9), "the secret of the first", hour(21)),
    Sealed("b", lots.sealed("the secret of the second"), hour(10)),
)  # fmt: skip


@pytest.mark.parametrize(
    "draw",
    [
        BARE,
        BARE._replace(sealed=TWO, blamed=("b",)),
        BARE._replace(result="few", entrants=("m",), sealed=TWO[:1]),
        BARE._replace(result="few", entrants=("m",)),
        BARE._replace(result="withheld", entrants=("m",), sealed=TWO, blamed=("b",)),
    ],
    ids=["nobody", "nobody but witnesses", "one witness", "no witness", "withheld"],
)
def test_a_void_draw_is_void_and_names_nobody_as_winner(draw: Draw) -> None:
    claim = Claim("0" * 16, "g", draw)
    (found,) = check([claim])
    assert (found.verdict, found.faults) == ("void", ())
    assert whys(of(claim, winners=("m",))) == {"void"}
    assert whys(of(claim, seed="0" * 64)) == {"void"}
    assert "blamed" in whys(of(claim, blamed=("somebody",)))
    for other in set(RESULTS) - {draw.result}:
        assert "result" in whys(of(claim, result=other))


def test_what_is_told_twice_counts_once_and_two_draws_of_a_round_are_wrong() -> None:
    one, other = drawn(1), drawn(2)
    other = other._replace(group=one.group)
    assert len(check([one, one._replace(file="b", line=9)])) == 1
    both = check([one, other, one])
    assert [found.faults[-1] for found in both] == [Fault("again")] * 2
    apart = check([one, other._replace(group="elsewhere")])
    assert not any(Fault("again") in found.faults for found in apart)


def test_who_revealed_before_somebody_committed_is_told_and_makes_nothing_wrong() -> None:
    claim = drawn(3)
    found = check([witness(claim, revealed=hour(8))])[0]
    assert (found.verdict, found.remarks) == ("right", (Fault("early", "w0"),))


LOTTERY = nodes.Lottery(
    "books", "day", 2, 20 * 60, nodes.WhoIs(frozenset({"owner"}), frozenset(), frozenset()),
    nodes.KindIn(frozenset({"text"})),
)  # fmt: skip
POLICY = replace(program(lotteries=(LOTTERY,)), timezone="UTC")


def test_beside_the_policy_prizes_round_and_closing_are_checked() -> None:
    claim = of(drawn(4), prizes=2)._replace(policy=POLICY.digest)
    known = {POLICY.digest: POLICY}

    def beside(one: Claim) -> list[Fault]:
        return list(against.faults(one, known))

    assert beside(claim) == []
    assert beside(claim._replace(policy="f" * 16)) == [Fault("policy", "f" * 16)]
    assert beside(of(claim, lottery="other")) == [Fault("lottery")]
    assert beside(of(claim, prizes=3)) == [Fault("number", "2")]
    assert beside(of(claim, period="2026-01-04")) == [Fault("round", "2026-01-05")]
    closing = END + 1 - 4 * HOUR
    assert beside(witness(claim, at=closing - 1)) == []
    assert beside(witness(claim, at=closing)) == [Fault("late", "w0")]
    (told,) = against.against(check([of(claim, prizes=3)]), [POLICY])
    assert Fault("number", "2") in told.faults and Fault("seed") in told.faults


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fault_is_said_in_both_languages(language: str) -> None:
    for why, words in {**proof.FAULTS, **proof.REMARKS}.items():
        what = "few" if why == "result" else "{what}"
        said = written.said(Fault(why, what), language)
        assert ("{what}" in said) == ("{what}" in words.en and why != "result")
        assert ("{what}" in words.zh) == ("{what}" in words.en)
    assert Said("没有人", "nobody").in_(language) in written.said(Fault("blamed"), language)


def test_the_forms_say_the_same() -> None:
    wrong = of(drawn(1), winners=("nobody",))._replace(file="d.jsonl", line=7)
    right = next(one for one in map(drawn, range(2, 99)) if one.group != wrong.group)
    some = check([wrong, right, Claim("0" * 16, "h", BARE)])
    told = json.loads(written.to_json(some, UTC, "en"))
    assert [told[name] for name in ("right", "void", "wrong")] == [1, 1, 1]
    assert [one["verdict"] for one in told["draws"]] == ["wrong", "right", "void"]
    (fault,) = told["draws"][0]["faults"]
    assert (fault["code"], fault["reason"]) == ("PQ646", "winners")
    text = written.to_text(some, UTC, "en")
    assert "right 1, void 1, wrong 1" in text
    assert "d.jsonl:7: [PQ646] the draw of `books` of 2026-01-05" in text
    assert "开奖 3 次：对 1，作废 1，不对 1" in written.to_text(some, UTC, "zh")
    assert written.to_markdown(some, UTC, "zh").startswith("# 核对抽奖\n")
    assert (
        written.to_text([], UTC, "en") == "lotteries checked\n  0 draws: right 0, void 0, wrong 0\n"
    )


def test_the_check_shares_no_arithmetic_with_the_draw() -> None:
    tree = ast.parse(Path(proof.__file__).read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any(name.startswith(("policyq.ir", "policyq.live")) for name in names)
    assert proofs.check is check


def test_rounds_of_generated_lotteries_are_never_wrong() -> None:
    """What the engine makes of witnesses and entrants of whom some forget, as decisions tell it."""
    results = set[str]()
    for seed in range(80):
        found = check(_played(seed))
        assert [one.faults for one in found] == [()] * len(found)
        results |= {one.claim.draw.result for one in found}
    assert results == set(RESULTS)


def _played(seed: int) -> list[Claim]:
    dice = Random(seed)
    told = (
        'policy "p" version 1\ntimezone UTC\n'
        f"lottery d daily prizes {dice.randint(1, 5)} until 20:00 witnesses owner\n"
        '  when text is "draw" then reply "{ranking}"\n'
    )
    live, claims, number = policyq.loads(told).evaluator(), list[Claim](), 0
    for day in range(4):
        keys = {f"w{n}": f"the secret {dice.random()} of {n}" for n in range(dice.randint(1, 3))}
        said = [(9, who, f"commit {lots.sealed(key)}", "owner") for who, key in keys.items()]
        said += [(10, f"m{dice.randrange(9)}", "draw", "member") for _ in range(dice.randrange(5))]
        said += [
            (21, who, f"reveal {key}", "owner")
            for who, key in keys.items()
            if dice.random() < 0.8
        ]  # fmt: skip
        for at, who, text, role in (*said, (23, "m", "hello", "member")):
            number += 1
            event = policyq.event(
                id=f"e{number}", time=datetime(2026, 1, 5 + day, at, tzinfo=UTC), group="g",
                kind="text", sender=who, text=text, role=role,
            )  # fmt: skip
            for decision in live.feed(event):
                claims += [Claim(decision.policy, "g", draw) for draw in decision.draws]
    return claims
