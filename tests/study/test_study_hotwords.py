"""The hottest words of a log, and the stop words that it gives itself."""

from __future__ import annotations

import pytest

from policyq.study.hotwords import FEWEST, HotWords, hottest, stop_words, words_of
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY


def told(day: int, text: str, group: str = "g", kind: str = "text") -> Event:
    return Event(f"e{day}{text}", day * DAY, group, kind, sender="u", text=text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("明天考研复试的资料", ["明天", "考研", "复试", "资料"]),
        ("Buy NOW at https://example.com/offer!", ["buy", "now", "at"]),
        ("@小明 看资料[微笑] 123 a 的", ["资料"]),
        ("don't stop_me", ["don't", "stop", "me"]),
        ("", []),
        ("😀😀 ……", []),
    ],
)
def test_words_are_what_is_left_of_a_text(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


def test_what_is_said_on_most_days_is_a_stop_word() -> None:
    heard = HotWords("UTC")
    for day in range(20):
        heard.add(told(day, "everybody says hello"))
        if day in (3, 4):
            for number in range(5):
                heard.add(told(day, f"the earthquake {'x' * number}"))
    heard.add(told(21, "earthquake", kind="edit"))
    heard.add(told(21, "earthquake", kind="join"))
    assert heard.group_days == 20
    hot, stop = hottest(heard.messages, heard.days, heard.group_days)
    assert stop == 3
    assert hot[0] == ("earthquake", 10, 2)
    assert "hello" not in {one.word for one in hot}


def test_a_short_log_keeps_all_its_words() -> None:
    days = {"hello": FEWEST - 1}
    assert stop_words(days, FEWEST - 1) == frozenset()
    assert stop_words({"hello": FEWEST}, FEWEST) == {"hello"}


def test_each_group_has_its_own_days_and_a_message_counts_a_word_once() -> None:
    heard = HotWords("UTC")
    for group in ("g", "h"):
        heard.add(told(0, "tea tea tea", group))
    heard.add(told(0, "tea", "g"))
    assert (heard.messages["tea"], heard.days["tea"], heard.group_days) == (3, 2, 2)
