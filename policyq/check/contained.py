"""Which word is found wherever another one is: only where it is certain.

A word is found wherever a longer one that holds it is found if

- it says nothing against a hit (no `整词`, no exception, no last day);
- it is looked for under all the folds of the longer one, and the longer one under none that
  guesses (`NORMALLY` at most);
- where separators may come between, or numerals stand for one another, it does not begin or end
  amid letters or digits of the longer one: ``pass`` is found in ``pa ss``, but ``ss`` is not;
- where separators may, it is not of two Han: 发广，告诉 may be read as 发广告, but not as 广告.

A word is also found wherever the same word is under fewer folds. The longer word may say what it
likes: that only makes it rarer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from string import ascii_letters, digits

from policyq.text.characters import canonical, separators
from policyq.text.definition import form, formed
from policyq.text.fold import translated
from policyq.text.folds import NORMALLY, STRICTLY
from policyq.text.inside import shorter_inside
from policyq.text.listed import Word, by_folds
from policyq.text.words import Matcher
from policyq.vocabulary.han import is_han

_PARTED = frozenset({"separators", "styled"})
"""Folds whose readings are vetoed for what stands beside a piece."""


class Parts:
    """Words of which is asked which are found wherever another is."""

    def __init__(self, words: Iterable[Word], *, roughly: bool = False) -> None:
        """``roughly``: it is enough if that is so but for texts that nobody writes by chance, as
        with a comma amid two Han, or ``bigs ale`` for ``big sale``."""
        self._roughly = roughly
        self._words = tuple(words)
        self._groups: dict[frozenset[str], _Group] = {}
        free = (word for word in self._words if word.free and word.folds >= STRICTLY)
        for folds, some in by_folds(free).items():
            same: dict[str, list[Word]] = {}
            for word, one in zip(some, formed([word.text for word in some], folds), strict=True):
                same.setdefault(one, []).append(word)
            self._groups[folds] = _Group(same)

    @cached_property
    def _equal(self) -> frozenset[Word]:
        return frozenset(self._words)

    def within(self, whole: Word) -> Iterator[Word]:
        """The words that are found wherever ``whole`` is, itself too if it is one; some perhaps
        more than once."""
        if whole in self._equal:
            yield whole
        for folds, group in self._groups.items():
            if not whole.folds <= folds:
                continue
            yield from group.same.get(form(whole.text, folds), ())
            if whole.folds <= NORMALLY:
                text = whole.text.translate(canonical(folds))
                for hit in group.matcher.hits(text):
                    if self._surely(whole, hit.word, text, hit.start):
                        yield from group.same[hit.word]

    def shorter(self) -> list[tuple[Word, Word]]:
        """The words that are found wherever another, shorter one of them is, and that one. Quick also
        where there are very many."""
        found: dict[int, Word] = {}
        for folds, group in self._groups.items():
            asked = [
                (place, word)
                for place, word in enumerate(self._words)
                if place not in found and word.folds <= folds and word.folds <= NORMALLY
            ]
            texts = translated([word.text for _, word in asked], canonical(folds))
            parts = shorter_inside(group.same, texts)
            for (place, word), text, part in zip(asked, texts, parts, strict=True):
                if part is not None and self._surely(word, part, text, text.find(part)):
                    found[place] = group.same[part][0]
        return [(self._words[place], part) for place, part in sorted(found.items())]

    def any(self, whole: Word) -> bool:
        """Whether one of the words is found wherever ``whole`` is."""
        return next(self.within(whole), None) is not None

    def _surely(self, whole: Word, part: str, text: str, start: int) -> bool:
        """Whether a part that stands in a longer word is found wherever that one is."""
        if part == text or not whole.folds & _PARTED:
            return True
        plain = whole.text.translate(canonical(NORMALLY))
        if self._roughly and _careful().isdisjoint(text) and _careful().isdisjoint(plain):
            return True
        if separators().issuperset(part) or part != part.strip():
            return False
        end = start + len(part)
        before, after = plain[:start], plain[end:]
        two = len(part) == 2 and all(map(is_han, part))
        if not self._roughly:
            if two:
                return False
            before, after = before.rstrip(), after.lstrip()
        return not (
            (_is_latin(before[-1:]) and _is_latin(plain[start]))
            or (_is_latin(after[:1]) and _is_latin(plain[end - 1]))
        )


class _Group:
    """Words of one set of folds, by their form."""

    def __init__(self, same: dict[str, list[Word]]) -> None:
        self.same = same

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the forms as they stand."""
        return Matcher(self.same)


@cache
def _careful() -> frozenset[str]:
    """The characters for which a word has to be looked at more closely."""
    return separators() | {*ascii_letters, *digits}


def _is_latin(one: str) -> bool:
    return one.isascii() and one.isalnum()
