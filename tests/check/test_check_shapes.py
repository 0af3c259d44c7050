"""What is asked of one rule of each shape is what is asked of all."""

from __future__ import annotations

from random import Random

import pytest
from checking import checked

from policyq.check import shapes

_BESIDES = (
    "", "", "sender is admin", "not sender is guest", "platform is wechat", "platform is wechst",
    "has link", "any link in study", "any link in nowhere", 'any link in "a b"', "length > 5",
    "length > limit", "length < 0", "joined within 5", "time in night", "time in evening",
    "image", "join", "mentions everyone", "mention count > 3", 'group has tag "x"',
    'sender is "boss"', "sender is vip", "amount > 5", 'channel is "a"', 'channel is "A"',
    "removed for w0 within 5 days", "streak", "time in 10:00-10:00",
)  # fmt: skip
_ACTIONS = (
    'warn "no"', 'warn "no {x}"', 'warn "{member}"', "delete", "mute 0 minutes", "mute 10 minutes",
    "penalize by standard", "penalize by other", "treat as level 3", "treat as level 8", "lock",
    "notify owner", "notify bot", 'reply "a" or "a"', "delete, delete", "mute 5, unmute", "remove",
    'warn "{limit}"', "award 5 gold", "forgive", "tag vip", "tag vlp",
)  # fmt: skip
_HEAD = """
hours night = 23:00-07:00
sites study = a.example.com
value limit = 5
level 3 means mute 1 hour
ladder standard within 30 days
  first warn "x"
  next mute 1 day
exempt owner
"""
_WORDS = ("abc", "abcd", "x", "词", "词词", "-", "", "2", "{a}", "ab")


def _policy(random: Random) -> str:
    made = []
    for _ in range(4):
        besides, action = random.choice(_BESIDES), random.choice(_ACTIONS)
        option = random.choice(("", "", " strictly", " loosely", " reversed", " strictly strictly"))
        told = random.choice(("", ' "{name}"', ' "{name} {{limit}}"'))
        unless = random.choice(("", "", " unless sender is admin", " unless sender is guest"))
        first = random.random() < 0.5
        for word in random.sample(_WORDS, 3):
            name = f"w{len(made)}"
            text = f'text contains "{word}"{option}'
            parts = [text, besides] if first else [besides, text]
            when = " and ".join(filter(None, parts))
            made.append(f"rule {name}{told.format(name=name)} when {when}{unless} then {action}")
    random.shuffle(made)
    return _HEAD + "\n".join(made)


@pytest.mark.parametrize("seed", range(60))
def test_one_of_each_shape_speaks_for_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = _policy(Random(seed))
    _, by_shape = checked(text)
    monkeypatch.setattr(shapes, "shape_of", lambda rule: None)
    _, each = checked(text)
    assert by_shape == each
    assert each, text


def test_rules_of_one_shape_are_alike_but_for_their_word() -> None:
    text = _HEAD + "\n".join(
        f'rule w{number} "no {word}" when text contains "{word}" unless sender is admin then delete'
        for number, word in enumerate(("spam", "scam", "sham"))
    )
    policy, _ = checked(text)
    assert policy is not None
    found = [shapes.shape_of(one.rule) for one in policy.rules]
    assert None not in found
    assert len({one.key for one in found if one is not None}) == 1
    assert [one.word.text for one in found if one is not None] == ["spam", "scam", "sham"]


@pytest.mark.parametrize(
    "rule",
    [
        'when text contains "a" and text contains "b" then delete',
        'when text contains "a", "b" then delete',
        'when not text contains "a" then delete',
        'when text contains "a" reversed then delete',
        'when text contains "a" and count(message per sender within 1 minute) > 5 then delete',
        '"{limit}" when text contains "a" then delete',
        'when text contains "a!" then delete',
        'when text equals "a" then delete',
        'when text contains "a" and time in 10:00-11:00 then delete',
    ],
)
def test_other_rules_have_no_shape(rule: str) -> None:
    policy, _ = checked(_HEAD + "rule x " + rule)
    assert policy is not None
    assert [shapes.shape_of(one.rule) for one in policy.rules] == [None]
