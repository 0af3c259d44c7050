"""When a piece that could be read as a word is not one: what keeps the wide folds honest.

Each rule looks at one reading of one piece, so a reading that is vetoed hides nothing: neither
another reading, nor another piece, nor another word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from policyq.text.characters import bits, canonical, hidden, separators
from policyq.text.folds import NORMALLY, ONE_FOR_ONE
from policyq.text.segments import around, count
from policyq.text.standins import syllables
from policyq.vocabulary.han import is_han

LEAST_LETTERS: Final = 5
"""The fewest letters of a single character's sound that stand for it without any other."""

_PAIRS = (
    "ad ai am an as at be by cd cp cv dj do em eq fm go gt he hi hp hr id if in io ip iq is it lt "
    "me my no of oh ok on or os pc pk pm pr ps qq so tb to tv ui up us vr vs we"
)
EVERYDAY_PAIRS: Final = frozenset(_PAIRS.split(" "))
"""Two letters that people write for what they are."""

LEAST_INITIALS: Final = 3
"""The fewest characters of a word that is found by any first letters of its sounds."""

MOST_OFTEN: Final = 100_000_000
MOST_OFTEN_BOTH: Final = 5_000_000
"""How often two characters may be written alone, one count times the other, in jieba's dictionary,
and still be a word of two that they sound or look like: if one of them, or both, are others."""

LONGEST_SYLLABLE: Final = 6
LONGEST_RUN: Final = 40
"""Letters that stand together, beyond which nobody writes pinyin."""

_SEPARATORS: Final = bits(("separators",))
_STYLED: Final = bits(("styled",))
_LEET: Final = bits(("leet",))
_PINYIN: Final = bits(("pinyin",))
_INITIALS: Final = bits(("initials",))
_EMOJI: Final = bits(("emoji",))
_LIKE: Final = bits(("pinyin", "lookalike_han"))
_GUESSED: Final = _SEPARATORS | _STYLED | _LEET | _PINYIN | _INITIALS | _EMOJI | _LIKE


class Piece(NamedTuple):
    """A piece of a text with what stands around it, as the folds of single characters make it."""

    word: str
    text: str
    start: int
    end: int
    mask: int

    @property
    def inside(self) -> str:
        return _plain(self.text[self.start : self.end])

    @property
    def before(self) -> str:
        """The letters and digits right before the piece, without those that it begins with."""
        near = range(self.start - 1, max(0, self.start - LONGEST_RUN) - 1, -1)
        return _run((self.text[at] for at in near), self.inside[0])[::-1]

    @property
    def after(self) -> str:
        near = range(self.end, min(len(self.text), self.end + LONGEST_RUN))
        return _run((self.text[at] for at in near), self.inside[-1])


def is_vetoed(word: str, text: str, start: int, end: int, mask: int) -> bool:
    """Whether ``text[start:end]``, read as ``word`` by the folds of ``mask``, is no hit."""
    if not mask & _GUESSED:
        return False
    piece = Piece(word, text, start, end, mask)
    return any(mask & folds and vetoes(piece) for folds, vetoes in _RULES)


def solid(text: str) -> str:
    """What is left of a text without what may stand between characters."""
    passed = hidden(NORMALLY)
    return "".join(one for one in text if one not in separators() and one not in passed)


def is_telling(letters: str) -> bool:
    """Whether letters are two that may be the first letters of a word of two characters."""
    return len(letters) == 2 and letters not in EVERYDAY_PAIRS and letters[0] != letters[1]


def may_be(word: str, text: str, start: int, end: int) -> bool:
    """Whether a piece that is two Han may be a word of two that they sound or look like.

    The same as `is_vetoed` says of it, whatever the folds are, for those who ask it very often.
    """
    piece = Piece(word, text, start, end, _LIKE)
    return _are_alone(piece) and not _is_across_words(piece)


# -- letters ---------------------------------------------------------------------------------------


def _is_inside_letters(piece: Piece) -> bool:
    """Letters with something between them are part of other letters: ``as soon`` is no ``ass``."""
    word, inside = _plain(piece.word), piece.inside
    return bool(
        (_is_latin(word[0]) and _is_latin(inside[0]) and piece.before)
        or (_is_latin(word[-1]) and _is_latin(inside[-1]) and piece.after)
    )


def _is_inside_initials(piece: Piece) -> bool:
    """First letters are part of other letters, or too few to be more than chance."""
    inside = piece.inside
    few = len(solid(piece.word)) < LEAST_INITIALS
    return bool(
        (few and not _is_pair(piece))
        or (_is_latin(inside[0]) and piece.before)
        or (_is_latin(inside[-1]) and piece.after)
    )


def _is_pair(piece: Piece) -> bool:
    """Two different small letters with nothing but spaces, Han or a sentence's marks beside them:
    ``sb`` may be a word; ``mm``, ``PS``, ``ok``, ``&gt;`` and ``a.b`` are something else."""
    written = piece.text[piece.start : piece.end]
    before = piece.text[max(0, piece.start - 1) : piece.start]
    behind = piece.text[piece.end : piece.end + 1]
    small = written.isascii() and written.isalpha() and written.islower()
    return small and is_telling(written) and all(map(_is_han_or_mark, before + behind))


def _is_hardly_letters(piece: Piece) -> bool:
    """More than half of the letters are none, or the piece is part of other letters."""
    letters = sum(_is_latin(one) and not one.isdigit() for one in piece.inside)
    meant = sum(_is_latin(one) and not one.isdigit() for one in _plain(piece.word))
    return 2 * letters < meant or letters < 2 or _is_inside_letters(piece)


def _is_no_pinyin(piece: Piece) -> bool:
    """A sound in letters is part of letters that are no sounds, or too short to stand alone."""
    inside = piece.inside
    if not _is_latin(inside[0]) and not _is_latin(inside[-1]):
        return False
    if len(piece.word) == 1 and len(inside) < LEAST_LETTERS:
        return True
    before = piece.before if _is_latin(inside[0]) and not _is_latin(_plain(piece.word[0])) else ""
    after = piece.after if _is_latin(inside[-1]) and not _is_latin(_plain(piece.word[-1])) else ""
    return not (_is_pinyin(before) and _is_pinyin(after))


@lru_cache(maxsize=1 << 12)
def _is_pinyin(letters: str) -> bool:
    """Whether letters can be cut into syllables."""
    known, ends = syllables(), {0}
    for end in range(1, len(letters) + 1):
        if any(
            start in ends and letters[start:end] in known
            for start in range(max(0, end - LONGEST_SYLLABLE), end)
        ):
            ends.add(end)
    return len(letters) in ends


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    return text.translate(canonical(ONE_FOR_ONE))


def _run(near: Iterable[str], own: str) -> str:
    """The letters and digits that come first, but for those at once that are a piece's own."""
    found: list[str] = []
    for written in near:
        one = _plain(written)
        if not found and one == own:
            continue
        if not _is_latin(one):
            break
        found.append(one)
    return "".join(found)


def _is_latin(one: str) -> bool:
    return one.isascii() and one.isalnum()


# -- digits ----------------------------------------------------------------------------------------


def _is_inside_number(piece: Piece) -> bool:
    """A digit for a numeral, or the other way round, is part of a number: 1938 is not 三八."""
    written, inside = piece.text[piece.start : piece.end], piece.inside
    return bool(
        (inside[0].isdigit() and written[0] != piece.word[0] and piece.before)
        or (inside[-1].isdigit() and written[-1] != piece.word[-1] and piece.after)
    )


# -- emoji and Han ---------------------------------------------------------------------------------


def _is_lone_emoji(piece: Piece) -> bool:
    """An emoji alone is what it shows, not the word for it."""
    return len(piece.inside) == 1


def _is_other_words(piece: Piece) -> bool:
    """Two Han that sound or look like a word are as likely what they are.

    So they are unless nothing comes between them, they do so in one way, neither is part of a
    longer word of the dictionary, and they are two that are not both often written alone. If both
    are other than in the word, less often is too often.
    """
    written = piece.text[piece.start : piece.end]
    meant = solid(piece.word)
    if piece.mask & _EMOJI or not all(is_han(one) or one.isdigit() for one in solid(written)):
        return False
    both_ways = piece.mask & _LIKE == _LIKE
    if len(meant) != 2:
        return both_ways and bool(piece.mask & _SEPARATORS)
    return both_ways or not _are_alone(piece)


def _are_alone(piece: Piece) -> bool:
    written, meant = piece.text[piece.start : piece.end], solid(piece.word)
    if len(written) != 2 or not all(map(is_han, written)):
        return False
    if written[0] == written[1]:
        return False
    changed = sum(one != other for one, other in zip(written, meant, strict=True))
    often = MOST_OFTEN if changed == 1 else MOST_OFTEN_BOTH
    if count(written[0]) * count(written[1]) > often:
        return False
    return all(last - first == 1 for first, last in around(piece.text, piece.start, piece.end))


def _is_across_words(piece: Piece) -> bool:
    """Han that sound or look like a word begin or end inside another word."""
    first, last = piece.text[piece.start], piece.text[piece.end - 1]
    if len(solid(piece.word)) < 2:
        return False
    return (
        is_han(first) and around(piece.text, piece.start, piece.start + 1)[0][0] < piece.start
    ) or (is_han(last) and around(piece.text, piece.end - 1, piece.end)[-1][1] > piece.end)


def _is_end_of_sentence(piece: Piece) -> bool:
    """Two Han with nothing but a comma or the like between them are the end of one word and the
    start of another.

    They are if on either side such a mark parts a word of the dictionary from the rest.
    """
    written = piece.text[piece.start : piece.end]
    if len(piece.word) != 2 or not (is_han(written[0]) and is_han(written[-1])):
        return False
    if not written[1:-1] or any(one not in _MARKS for one in written[1:-1]):
        return False
    spans = (
        *around(piece.text, piece.start, piece.start + 1),
        *around(piece.text, piece.end - 1, piece.end),
    )
    return any(last - first > 1 for first, last in spans)


_MARKS = frozenset(" \n，。、；：？！,.;:?!（）()《》“”‘’…—")


def _is_han_or_mark(one: str) -> bool:
    return is_han(one) or (one in _MARKS and one not in ";:.")


_RULES: Final = (
    (_SEPARATORS, _is_inside_letters),
    (_SEPARATORS, _is_end_of_sentence),
    (_STYLED, _is_inside_number),
    (_LEET, _is_hardly_letters),
    (_INITIALS, _is_inside_initials),
    (_PINYIN, _is_no_pinyin),
    (_EMOJI, _is_lone_emoji),
    (_LIKE, _is_other_words),
    (_LIKE, _is_across_words),
)
