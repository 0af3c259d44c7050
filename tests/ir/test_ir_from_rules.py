"""Rules of one shape are lowered by the first of them: what comes of it is what comes of each."""

from __future__ import annotations

from random import Random

import pytest

from policies import compiled
from policyq.check import crowd
from policyq.ir import from_rules
from policyq.ir.show import show

_BESIDES = (
    "", "sender is admin", "not sender is guest", "platform is wechat", "has link", "length > 5",
    "length > 5.0", "length > limit", "joined within 5 days", "time in night", "image", "length < 30",
    "any link in study", "mentions everyone", 'sender is "boss"', "sender is vip",
)  # fmt: skip
_ACTIONS = (
    'warn "no"', 'warn "{rule}"', "delete", "mute 10 minutes", "penalize by standard",
    "treat as level 3", 'reply "a"', "delete, mute 1 hour", "notify owner", "unmute", "remove",
)  # fmt: skip
_HEAD = """policy "x" version 1
timezone Asia/Shanghai
hours night = 23:00-07:00
sites study = a.example.com
value limit = 5
level 3 means mute 1 hour
ladder standard within 30 days
  first warn "x"
  next mute 1 day
exempt owner
section big when members > 200
  override rule w1 when image then delete
end
"""
_WORDS = ("abc", "abcd", "x", "词", "词词", "bc", "b c", "ab", "cab", "a")


def _policy(random: Random) -> str:
    made = []
    for _ in range(5):
        besides, action = random.choice(_BESIDES), random.choice(_ACTIONS)
        option = random.choice(("", "", " strictly", " loosely", " strictly wholly"))
        unless = random.choice(("", "", " unless sender is bot", " unless length > 20"))
        first = random.random() < 0.5
        for word in random.sample(_WORDS, 5):
            name = f"w{len(made)}"
            told = random.choice(("", f' "no {word}"'))
            text = f'text contains "{word}"{option}'
            parts = [text, besides] if first else [besides, text]
            when = " and ".join(filter(None, parts))
            made.append(f"rule {name}{told} when {when}{unless} then {action}")
    random.shuffle(made)
    return _HEAD + "\n".join(made)


@pytest.mark.parametrize("seed", range(40))
def test_rules_of_one_shape_are_what_they_are_one_by_one(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = _policy(Random(seed))
    by_shape = compiled(text)
    monkeypatch.setattr(from_rules, "shape_of", lambda rule: None)
    monkeypatch.setattr(crowd, "shape_of", lambda rule: None)
    each = compiled(text)
    assert by_shape.program is not None and each.program is not None, by_shape.diagnostics
    assert show(by_shape.program) == show(each.program)
    assert by_shape.program == each.program
    assert by_shape.diagnostics == each.diagnostics
