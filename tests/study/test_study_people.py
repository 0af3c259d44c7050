"""Whose name a word is."""

from __future__ import annotations

import pytest

from policyq.study.wordlists.people import People
from policyq.vocabulary.events import Event


def _event(**said: object) -> Event:
    return Event("1", 0, "message", "g")._replace(**said)  # type: ignore[arg-type]


@pytest.fixture
def people() -> People:
    found = People()
    for event in (
        _event(sender="wxid_abc123", name="王小明-北京"),
        _event(sender="2", name="李雷"),
        _event(sender="3", name="所有人", mentions=("Anna",), target="shark77"),
        _event(sender="4", name="代开发票"),
    ):
        found.see(event)
    return found


@pytest.mark.parametrize(
    "word",
    ["王小明", "小明", "北京", "abc123", "李雷", "李雷骗子", "找李雷", "anna", "shark77", "代开发票"],
)  # fmt: skip
def test_names_their_pieces_and_what_holds_one(people: People, word: str) -> None:
    assert people.are_named(word)


@pytest.mark.parametrize("word", ["明北", "所有人", "发票", "裸聊", "annabel", "代开发"])
def test_other_words_are_nobodys(people: People, word: str) -> None:
    assert not people.are_named(word)
