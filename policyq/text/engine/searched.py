"""A list of words, ready to be searched, and where its words may stand in a text."""

from __future__ import annotations

from codecs import utf_32_le_encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from policyq.text.characters import hidden, names, separators
from policyq.text.definition import MOST_SEPARATORS, Hit
from policyq.text.engine.alphabet import PASSED, Alphabet
from policyq.text.engine.automaton import Automaton, Place
from policyq.text.engine.neighbours import Neighbours
from policyq.text.engine.readings import reading
from policyq.text.engine.stream import Stream
from policyq.text.engine.strings import Sought, Strings, runs, strings
from policyq.text.vetoes import is_vetoed

if TYPE_CHECKING:
    from policyq.text.engine.alphabet import Numbers

LONG: Final = 500
"""A piece that is longer is looked at more closely."""

STRIDE: Final = 30_000
"""How many characters of a long text are searched at a time."""

exactly: Final[Callable[[tuple[str, int, int, tuple[str, ...]]], Hit]] = partial(tuple.__new__, Hit)
"""A `Hit`, made in a third of the time."""

Words: TypeAlias = Sequence[tuple[str, str]]
"""What the folds make of a word, and the word; sorted by the word."""


class Searched(NamedTuple):
    """A list of words, ready to be searched."""

    words: Words
    folds: frozenset[str]
    parted: bool
    """Whether separators are passed over."""
    hidden: Mapping[str, int]
    """Which characters are passed over wherever they stand."""
    exact: Sequence[str]
    """The words, but nothing for one that has hidden characters."""
    odd: frozenset[int]
    """Which words hold separators that are passed over."""
    alphabet: Alphabet
    strings: Strings
    automaton: Automaton
    neighbours: Callable[[], Neighbours]
    """Made when many texts are first searched as one."""
    longest: int
    """The most bytes of a string."""
    lone: Callable[[int], str]
    """The word that a string is, if nothing else is where that word stands as it is; else nothing."""
    look: Look
    """What most texts are asked, and no more: they must not be empty nor longer than `STRIDE`."""

    @property
    def repeats(self) -> bool:
        """Whether a character may be repeated."""
        return "repeats" in self.folds

    @property
    def passes(self) -> bool:
        """Whether anything is passed over."""
        return self.parted or bool(self.hidden)


Look: TypeAlias = Callable[[str], "tuple[list[Place], Numbers] | None"]
"""What ends where in the stream of a text, as `Automaton.longest`, and the numbers of the text."""


def searched(words: Words, folds: frozenset[str], parted: bool) -> Searched:
    """``words``: not empty."""
    forms = [form for form, _ in words]
    alphabet = Alphabet(forms, folds, parted)
    sought = strings(forms, alphabet, "repeats" in folds)
    passed, apart = hidden(folds), separators() if parted else frozenset()
    odd = frozenset(index for index, form in enumerate(forms) if not apart.isdisjoint(form))
    automaton = Automaton(sought.strings)
    as_written = not (parted or passed or "repeats" in folds)
    exact = [word if passed.keys().isdisjoint(word) else "" for _, word in words]
    return Searched(
        words,
        folds,
        parted,
        passed,
        exact,
        odd,
        alphabet,
        sought,
        automaton,
        cache(partial(Neighbours, sought.strings, alphabet, as_written)),
        max(map(len, sought.strings)),
        _lone(sought, automaton, exact, odd),
        _look(alphabet, automaton, parted or bool(passed)),
    )


def _lone(
    sought: Strings, automaton: Automaton, exact: Sequence[str], odd: frozenset[int]
) -> Callable[[int], str]:
    @cache
    def lone(number: int) -> str:
        (word, whole), *others = sought.says(number)
        is_lone = whole and not others and word not in odd and automaton.is_last(number)
        return exact[word] if is_lone and len(exact[word]) <= LONG else ""

    return lone


def _look(alphabet: Alphabet, automaton: Automaton, passes: bool) -> Look:
    import numpy as np

    # Everything by a short name: this is where the time goes.
    encode, read, take, longest = utf_32_le_encode, np.frombuffer, alphabet.take, automaton.longest
    codes, drop = np.dtype("<u4"), PASSED if passes else b""

    def look(text: str) -> tuple[list[Place], Numbers] | None:
        numbers = take(read(encode(text, "surrogatepass")[0], codes), None, None, "wrap")
        data = numbers.tobytes()
        found = longest(data.translate(None, drop) if drop else data)
        return (found, numbers) if found else None

    return look


def strides(one: Searched, data: bytes) -> Iterator[Place]:
    """What stands in a stream of any length, in bytes, sorted; a part of it at a time."""
    width = one.alphabet.width
    stride = max(STRIDE * width, one.longest)
    for first in range(0, len(data), stride):
        longest = one.automaton.longest(data[first : first + stride + one.longest - width])
        for start, end, number in one.automaton.all(longest):
            if start >= stride:
                break
            if start % width == 0:
                yield first + start, first + end, number


def found(one: Searched, stream: Stream) -> Iterator[tuple[int, int, int]]:
    """Where words may stand: the first and the last character of the stream, and which word."""
    width = one.alphabet.width
    for start, end, number in strides(one, stream.data):
        for sought in one.strings.says(number):
            last = last_of(one, stream, start // width, end // width, sought)
            if last is not None:
                yield start // width, last, sought.word


def last_of(one: Searched, stream: Stream, first: int, end: int, sought: Sought) -> int | None:
    """The last character of a word in a stream where a string is that tells of it; if it is one."""
    if sought.whole:
        return end - 1
    width, behind = one.alphabet.width, stream.run_end(end - 1)
    # Behind the run with which a text leaves the word, the word must go on.
    own = one.strings.words[sought.word][(end - first - 1) * width : (end - first) * width]
    if stream.data[behind * width : (behind + 1) * width] != own:
        return None
    return _repeated(one, stream, first, sought.word)


def _repeated(one: Searched, stream: Stream, first: int, index: int) -> int | None:
    """The last character of a word that begins with its first run and may repeat the others."""
    width, at = one.alphabet.width, first
    parts = runs(one.strings.words[index], width)
    for place, (character, count) in enumerate(parts):
        if stream.data[at * width : (at + 1) * width] != character:
            return None
        end = stream.run_end(at)
        if end - at < count:
            return None
        at = end if 0 < place < len(parts) - 1 else at + count
    return at - 1


def hit_at(one: Searched, text: str, start: int, end: int, index: int) -> Hit | None:
    """A piece as a hit, unless it is vetoed."""
    word = one.words[index][1]
    if one.exact[index]:
        return hit_of(word, one.folds, text, start, end, one.parted)
    return _needing_folds(word, one.folds, text, start, end, one.parted)


def hit_of(
    word: str, folds: frozenset[str], text: str, start: int, end: int, parted: bool = False
) -> Hit | None:
    """The same of a word that has nothing hidden."""
    if text[start:end] == word:
        return exactly((word, start, end, ()))
    return _needing_folds(word, folds, text, start, end, parted)


def _needing_folds(
    word: str, folds: frozenset[str], text: str, start: int, end: int, parted: bool
) -> Hit | None:
    mask = reading(text[start:end], word, folds, parted)
    if mask and is_vetoed(word, text, start, end, mask):
        return None
    return Hit(word, start, end, names(mask))


def is_apart(one: Searched, text: str, start: int, end: int, count: int) -> bool:
    """Whether too many separators stand somewhere in a piece that has ``count`` other characters."""
    if not one.parted or end - start - count <= MOST_SEPARATORS:
        return False
    run, apart = 0, separators()
    for each in text[start:end]:
        if each in apart:
            run += 1
            if run > MOST_SEPARATORS:
                return True
        elif each not in one.hidden:
            run = 0
    return False
