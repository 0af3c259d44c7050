"""How each word is looked for in the end: what it says of itself, else what its list says, else
what the version of the language binds.

A set that stands at a word (`严格`, `宽松`) takes the place of all that the list says of folds; a
fold that stands there (`倒写`) comes besides. In `整词` and in exceptions, word and list add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Final

from policyq.syntax import tree
from policyq.text.fold import folded
from policyq.text.folds import NORMALLY, ORDER, SETS
from policyq.text.lexicon import Entry
from policyq.text.listed import CHOICES, Listed, Word

BY_VERSION: Final[Mapping[int, frozenset[str]]] = {1: NORMALLY}
"""The folds of words that say nothing, by the version of the language."""


def default(version: int) -> frozenset[str]:
    """The folds that a version of the language binds; those of the newest if it is not known."""
    return BY_VERSION.get(version, BY_VERSION[max(BY_VERSION)])


def folds(options: Iterable[tree.Option], base: frozenset[str]) -> frozenset[str]:
    """The folds that some options mean, where ``base`` holds without them."""
    ids = [option.id for option in options]
    named = [SETS[id] for id in ids if id in SETS]
    return (named[-1] if named else base) | {id for id in ids if id in ORDER}


def literal(text: tree.Str, version: int) -> Word:
    """A text of a condition, as a word."""
    options = text.options if isinstance(text, tree.Word) else ()
    return Word(text.text, folds(options, default(version)), _has(options, "wholly"))


def listed(node: tree.Words, entries: Iterable[Entry], version: int) -> Listed:
    """A list of which ``entries`` are the words of its files; sorted, and each word once."""
    base, whole = folds(node.options, default(version)), _has(node.options, "wholly")
    words = [_written(item, base, whole) for item in node.items if item.text.strip()]
    words += [_word(entry, base, whole) for entry in entries]
    choice = next((option.id for option in node.options if option.id in CHOICES), "all")
    contexts = {context.text.strip() for context in node.contexts} - {""}
    return Listed(_distinct(words), tuple(sorted(contexts)), choice)


def _written(item: tree.Str, base: frozenset[str], whole: bool) -> Word:
    text = item.text.strip()
    if not isinstance(item, tree.Word):
        return Word(text, base, whole)
    return Word(text, folds(item.options, base), whole or _has(item.options, "wholly"))


def _word(entry: Entry, base: frozenset[str], whole: bool) -> Word:
    return Word(
        entry.text,
        base if entry.folds is None else entry.folds,
        whole if entry.whole is None else entry.whole,
        tuple(sorted(set(entry.allowed))) if entry.allowed else (),
        entry.until,
    )


def _has(options: Iterable[tree.Option], id: str) -> bool:
    return any(option.id == id for option in options)


def _distinct(words: Iterable[Word]) -> tuple[Word, ...]:
    """Sorted; of those that differ in case or width alone, the first in that order."""
    alike: dict[tuple[object, ...], list[Word]] = defaultdict(list)
    for word in words:
        alike[word[1:]].append(word)
    kept: list[Word] = []
    for some in alike.values():
        # Of those with one form the first comes last, and stays.
        some.sort(key=_TEXT, reverse=True)
        kept += dict(zip(folded(list(map(_TEXT, some))), some, strict=True)).values()
    return tuple(sorted(kept, key=_TEXT if len(alike) == 1 else sorting))


_TEXT: Final[Callable[[Word], str]] = itemgetter(0)


def sorting(word: Word) -> tuple[object, ...]:
    """What words are sorted by: their text first."""
    return (word.text, sorted(word.folds), *word[2:])
