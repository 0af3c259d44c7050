"""Rules that ask for words and for the same besides stand in tables where they are many; decisions are
the same."""

from __future__ import annotations

import pytest
from engines import assert_agree
from streams import seeded

from policyq.diagnostics.source import Source
from policyq.ir.evaluator import Reference
from policyq.live import guards, to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.events import Event

HEAD = 'policy "many" version 1\ntimezone Asia/Shanghai\n'
CASES = 8


def test_generated_programs_decide_the_same_by_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MANY", 1)
    reached = 0
    for seed in range(2_000):
        case = seeded(seed)
        if "set_off" in to_python(case.program, lazily=True).source:
            assert_agree(case)
            reached += 1
        if reached == CASES:
            return
    raise AssertionError(f"only {reached} programs have a table")


def test_many_rules_of_words() -> None:
    """Rules with one word, with a word of another rule, with more conditions, and with none."""
    rules = [f'rule r{n:03} when text contains "w{n:03}" then delete\n' for n in range(100)]
    rules += [
        'rule again when text contains "w007" then record "again"\n',
        'rule both when text contains "w008" and sender is guest then record "both"\n',
        'rule first when text contains "w009" or text contains "w010" then record "either"\n',
        'rule pictures when image then record "picture"\n',
    ]
    made = compile_policy({"p": Source("p", HEAD + "".join(rules))}, "p")
    assert made.program is not None, made.diagnostics
    live, reference = to_python(made.program), Reference(made.program)
    assert "set_off" in live.source and live.source.count("append") < 30
    texts = (None, "", "nothing", "w007", "w099 w000", "w008 w009 w010", "W001", "w1", "w050" * 9)
    for number, text in enumerate(texts):
        for kind in ("text", "image", "edit"):
            event = Event(
                f"{number}{kind}", 1772503200000000 + number, "g", kind, sender="u", text=text
            )
            wanted = reference.decide(event)
            assert live.decide(event) == wanted
            assert ("r000" in wanted.unknown) == (text is None)
    fired = live.decide(
        Event("x", 1772503300000000, "g", "text", sender="u", text="w099 w007")
    ).fired
    assert [one.rule for one in fired] == ["again", "r007", "r099"]


BESIDES = (
    "",
    " and sender is guest",
    " and (joined within 2 days or mention count > 1) and count(message per sender within 1 hour) > 1",
)


def test_many_rules_of_words_that_ask_the_same_besides() -> None:
    """A table for each thing that they ask besides; and rules that ask something of their own."""
    rules = [
        f'rule r{n:03} when text contains "w{n:03}"{BESIDES[n % 3]} then delete\n'
        for n in range(300)
    ]
    rules += [
        f'rule own{n} when text contains "w{n:03}" and mention count > {n + 1} then record "o"\n'
        for n in range(20)
    ]
    made = compile_policy({"p": Source("p", HEAD + "".join(rules))}, "p")
    assert made.program is not None, made.diagnostics
    live, reference = to_python(made.program), Reference(made.program)
    assert live.source.count("set_off(") == 3
    texts = (
        None,
        "nothing",
        "w000 w001",
        "w002",
        "w001 w004 w008",
        " ".join(f"w{n:03}" for n in range(9)),
    )
    asked = 0
    for text in texts:
        for role in (None, "guest", "member"):
            for joined in (None, 1772400000000000, 1772503100000000):
                for mentions in (None, (), ("a", "b", "c")):
                    asked += 1
                    event = Event(
                        f"{asked}", 1772503200000000 + asked, "g", "text", sender="u", role=role,
                        text=text, joined=joined, mentions=mentions,
                    )  # fmt: skip
                    assert live.decide(event) == reference.decide(event)
