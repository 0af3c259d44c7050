"""Replies with several answers: each of them is read as a reply's only one would be."""

from __future__ import annotations

import pytest
from checking import marked, names

RULE = 'rule praise when text is "done" then reply {}\n'


def test_answers_that_are_the_same_are_told_where_the_later_one_stands() -> None:
    assert marked(RULE.format('"good" or " good " or "fine"')) == [("same-answer", '" good "')]


def test_answers_of_two_rules_may_be_the_same() -> None:
    others = 'rule other when text is "ready" then reply "good" or "fine"\n'
    assert names(RULE.format('"good" or "fine"') + others) == []


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ('"good" or "done"', ["answers-itself"]),
        ('"done" or "good"', ["answers-itself"]),
        ('"good" or "fine"', []),
        ('"good" or "{nobody}"', ["unknown-placeholder"]),
        ('"good" or "{step}"', ["step-outside-ladder"]),
    ],
)
def test_every_answer_is_looked_at(answers: str, said: list[str]) -> None:
    assert names(RULE.format(answers)) == said
