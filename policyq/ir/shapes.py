"""Rules of one shape: the same but for their names, what they say of themselves, and the one word that
they look for. Of ten thousand rules most are like that, and what is made of one is made of all."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from policyq.ir import nodes


class Sought(NamedTuple):
    """The words that a condition asks for, beside other things that must be so."""

    parts: tuple[nodes.Condition, ...]
    place: int
    text: nodes.Text
    """It stands at that place."""
    joined: bool
    """Whether the parts are those of an `and`, and not just the text."""

    @property
    def besides(self) -> tuple[nodes.Condition, ...]:
        """What is asked besides."""
        return self.parts[: self.place] + self.parts[self.place + 1 :]

    @property
    def word(self) -> str | None:
        """The word, if it is one."""
        text = self.text
        if text.lists or len(text.literals) + len(text.words) != 1:
            return None
        return text.literals[0] if text.literals else text.words[0].text

    def with_text(self, text: nodes.Text) -> nodes.Condition:
        """The condition that asks for other words."""
        if not self.joined:
            return text
        return nodes.And((*self.parts[: self.place], text, *self.parts[self.place + 1 :]))

    def with_word(self, word: str) -> nodes.Condition:
        """The condition that asks for another word."""
        if self.text.literals:
            return self.with_text(nodes.Text("contains", (), (word,)))
        (one,) = self.text.words
        return self.with_text(nodes.Text("contains", (), (), (one._replace(text=word),)))


def sought(condition: nodes.Condition) -> Sought | None:
    """What a condition asks words for; ``None`` if that is not just one of its parts."""
    joined = isinstance(condition, nodes.And)
    parts = condition.parts if isinstance(condition, nodes.And) else (condition,)
    found: Sought | None = None
    for place, part in enumerate(parts):
        if isinstance(part, nodes.Text) and part.op == "contains":
            if found is not None:
                return None
            found = Sought(parts, place, part, joined)
    return found


class Row(NamedTuple):
    """What a rule has of its own."""

    name: str
    description: str
    word: str | None


def parted(rule: nodes.Rule) -> tuple[nodes.Rule, Row]:
    """The shape of a rule, and the rest."""
    asks = sought(rule.condition)
    word = None if asks is None else asks.word
    condition = rule.condition if asks is None or word is None else asks.with_word("")
    shape = replace(rule, name="", description="", condition=condition)
    return shape, Row(rule.name, rule.description, word)


class Joining:
    """Makes rules of a shape."""

    def __init__(self, shape: nodes.Rule) -> None:
        self._shape = shape
        self._asks = sought(shape.condition)

    def rule(self, row: Row) -> nodes.Rule:
        """The rule; raises `ValueError` for a word where the shape asks for none."""
        of = self._shape
        condition = of.condition
        if row.word is not None:
            if self._asks is None or self._asks.word is None:
                raise ValueError("a word that nothing asks for")
            condition = self._asks.with_word(row.word)
        return nodes.Rule(
            row.name, row.description, condition, of.effects, of.priority, of.level, of.watch,
            of.trial,
        )  # fmt: skip
