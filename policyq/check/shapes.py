"""Rules of one shape: the same but for their names, what they say of themselves, and one word.

Of ten thousand rules most are written like others before them. What a law asks of a rule by itself,
and not of its word, has one answer for all of a shape: so it is enough to ask it of the first.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Final, NamedTuple

from policyq.check import walk
from policyq.check.once import numbered, once
from policyq.check.scope import Scope
from policyq.syntax import tree
from policyq.text.folds import SETS

#: What has one answer on its own, whatever stands beside it.
_PLAIN: Final = (
    tree.KindIs, tree.LinkIs, tree.ContactIs, tree.WhoIs, tree.MentionIs, tree.GroupIs, tree.Known,
)  # fmt: skip


class Shape(NamedTuple):
    """What rules have in common, and where the word of each stands."""

    key: Hashable
    word: tree.Str


@once
def shape_of(rule: tree.Rule) -> Shape | None:
    """The shape of a rule that asks for one ordinary word and for plain things besides; ``None`` for
    any other rule."""
    if rule.override or rule.unless_until is not None or rule.unless_owner is not None:
        return None
    if rule.unless is not None and not _is_plain(rule.unless):
        return None
    if any(
        isinstance(one, tree.Do) and one.amount is not None for one in walk.actions(rule.actions)
    ):
        return None
    if rule.description is not None and not _is_ordinary(rule.description.text):
        return None
    parts = rule.when.parts if isinstance(rule.when, tree.And) else (rule.when,)
    found: tree.Str | None = None
    key: list[Hashable] = []
    for part in parts:
        if isinstance(part, tree.TextIs):
            word = _word(part)
            if word is None or found is not None:
                return None
            found = word
            key.append(word.options if isinstance(word, tree.Word) else ())
        elif _is_plain(part):
            key.append(part)
        else:
            return None
    if found is None:
        return None
    told = rule.description is not None
    return Shape(numbered((told, rule.unless, rule.priority, rule.actions, *key)), found)


def one_of_each(scope: Scope) -> Scope:
    """The same policy with but the first rule of each shape, in each of its files."""
    tried = {
        name.text
        for node in scope.declarations
        if isinstance(node, tree.Trial)
        for name in node.rules
    }
    seen: set[Hashable] = set()
    idle: set[int] = set()
    for rule, section, file in scope.placed:
        name = rule.name.text
        if section is not None or name in scope.changed or name in tried:
            continue
        shape = shape_of(rule)
        if shape is not None:
            before = len(seen)
            seen.add((file, shape.key))
            if len(seen) == before:
                idle.add(id(rule))
    if not idle:
        return scope
    files = {
        name: replace(
            file, declarations=tuple(one for one in file.declarations if id(one) not in idle)
        )
        for name, file in scope.files.items()
    }
    placed = tuple(one for one in scope.placed if id(one.rule) not in idle)
    return replace(scope, files=files, placed=placed)


def _word(test: tree.TextIs) -> tree.Str | None:
    """The one word that a text is to contain, if no law could say anything of it by itself."""
    if test.op != "contains" or test.near is not None or len(test.operands) != 1:
        return None
    (word,) = test.operands
    if not isinstance(word, tree.Str) or not word.text.isalnum():
        return None
    options = word.options if isinstance(word, tree.Word) else ()
    return word if all(option.id in SETS for option in options) else None


def _is_plain(condition: tree.Condition) -> bool:
    if isinstance(condition, tree.Not):
        return _is_plain(condition.part)
    if isinstance(condition, tree.TimeIn):
        # Of a clock a law asks whether it stands in the source like that.
        return isinstance(condition.hours, tree.Name)
    if isinstance(condition, tree.Compare):
        # 1 and 1.0 are equal, and told apart.
        number = condition.amount
        return not (isinstance(number, tree.Number) and isinstance(number.value, float))
    return isinstance(condition, _PLAIN)


def _is_ordinary(text: str) -> bool:
    """Whether nothing in a text is more than text."""
    return "{" not in text and "}" not in text
