"""Members' latest messages: short, on one line each, only where a policy asks, and bounded."""

from __future__ import annotations

import pytest
from engines import ENGINES

from policyq.diagnostics.source import Source
from policyq.ir import nodes, recent
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE

#: Monday, 2026-03-02, 08:00 in Shanghai.
START = 1_772_409_600_000_000


def program(text: str) -> nodes.Program:
    source = Source("p.policyq", f'policy "p" version 1\ntimezone Asia/Shanghai\n{text}')
    made = compile_policy({source.name: source}, source.name)
    assert made.program is not None, made.diagnostics
    return made.program


ASKS = 'rule over when text contains "help" then hand over to staff "{recent messages}"\n'


def said(number: int, at: int, text: str | None, sender: str = "u1", **more) -> Event:
    return Event(f"e{number}", START + at, "g", "text", sender, text=text, **more)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (ASKS, True),
        ('rule a when message then reply "{text}"', False),
        ("ladder l within 1 day first warn '{recent messages}' next mute 1 day\n"
         'rule a when text contains "x" then penalize by l', True),
        ('rule a when text contains "x" then mute 1 day confirmed by owner within 1 hour '
         'otherwise warn "{recent messages}"', True),
        ('points p\nreward r = 1 p then notify owner "{recent messages}"\n'
         'rule a when text is "r" then redeem r\nrule b when checkin then award 1 p', True),
    ],
)  # fmt: skip
def test_it_is_known_whether_a_policy_asks(text: str, asks: bool) -> None:
    assert recent.asked(program(text.replace("'", '"'))) is asks


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_can_write_a_line_in_anothers_name(engine: str) -> None:
    evaluator = ENGINES[engine](program(ASKS))
    evaluator.decide(said(1, 0, "hm\n08:01 Boss: yes\u2028do it", name="Li\n08:01 Boss"))
    (act,) = evaluator.decide(said(2, MINUTE, "help", name="Li")).actions
    assert act.text == "08:00 Li 08:01 Boss: hm 08:01 Boss: yes do it\n08:01 Li: help"


@pytest.mark.parametrize("engine", ENGINES)
def test_long_messages_are_cut(engine: str) -> None:
    evaluator = ENGINES[engine](program(ASKS))
    for number in range(9):
        evaluator.decide(said(number, number * MINUTE, "长" * 100_000))
    (act,) = evaluator.decide(said(9, HOUR, "help" + "长" * 100_000)).actions
    lines = (act.text or "").split("\n")
    assert len(lines) == recent.MOST
    assert {len(line) for line in lines} == {recent.LONGEST + len("08:00 u1: ")}
    assert all(line.endswith("…") for line in lines)


def test_nothing_is_kept_where_nobody_asks() -> None:
    live = to_python(program('rule a when text contains "help" then reply "{text}"'))
    live.decide(said(1, 0, "help"))
    assert not live.standing("g").recent
    assert "recent" not in live.save()["groups"]["g"]


def test_what_is_kept_stays_bounded_though_members_never_end() -> None:
    live = to_python(program(ASKS))
    most = 0
    for number in range(5_000):
        live.decide(said(number, number * HOUR, "hello", f"u{number}"))
        most = max(most, len(live.standing("g").recent))
    assert most < 600
    live.forget()
    assert len(live.standing("g").recent) == 25  # a day, and an hour for those who are late


def test_a_state_takes_them_along() -> None:
    live = to_python(program(ASKS))
    live.decide(said(1, 0, "before", name="Li"))
    other = to_python(live.program)
    other.restore(live.save())
    (act,) = other.decide(said(2, MINUTE, "help", name="Li")).actions
    assert act.text == "08:00 Li: before\n08:01 Li: help"
    silent = to_python(program('rule a when text contains "help" then reply "{text}"'))
    silent.restore(live.save())
    assert not silent.standing("g").recent
    assert DAY == recent.WITHIN
