"""When a piece that could be read as a word is not one: what keeps the wide folds honest.

Each rule looks at one reading of one piece, so a reading that is vetoed hides nothing: neither
another reading, nor another piece, nor another word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from policyq.text.characters import bits, canonical, hidden, separators
from policyq.text.folds import NORMALLY, ONE_FOR_ONE
from policyq.text.segments import around, count
from policyq.text.standins import syllables

LEAST_LETTERS: Final = 5
"""The fewest letters of a single character's sound that stand for it without any other."""

LEAST_INITIALS: Final = 3
"""The fewest characters of a word that is found by the first letters of its sounds."""

MOST_OFTEN: Final = 300_000_000
MOST_OFTEN_BOTH: Final = 10_000_000
"""How often two characters may be written alone, one count times the other, in jieba's dictionary,
and still be a word of two that they sound or look like: if one of them, or both, are others."""

LONGEST_SYLLABLE: Final = 6
LONGEST_RUN: Final = 40
"""Letters that stand together, beyond which nobody writes pinyin."""

_SEPARATORS: Final = bits(("separators",))
_LEET: Final = bits(("leet",))
_PINYIN: Final = bits(("pinyin",))
_INITIALS: Final = bits(("initials",))
_EMOJI: Final = bits(("emoji",))
_SPLIT: Final = bits(("split",))
_LIKE: Final = bits(("pinyin", "lookalike_han"))
_GUESSED: Final = _SEPARATORS | _LEET | _PINYIN | _INITIALS | _EMOJI | _LIKE


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
        left = _plain(self.text[max(0, self.start - LONGEST_RUN) : self.start])
        return _run(left[::-1].lstrip(self.inside[0]))[::-1]

    @property
    def after(self) -> str:
        right = _plain(self.text[self.end : self.end + LONGEST_RUN])
        return _run(right.lstrip(self.inside[-1]))


def is_vetoed(word: str, text: str, start: int, end: int, mask: int) -> bool:
    """Whether ``text[start:end]``, read as ``word`` by the folds of ``mask``, is no hit."""
    if not mask & _GUESSED:
        return False
    piece = Piece(word, text, start, end, mask)
    return any(mask & folds and vetoes(piece) for folds, vetoes in _RULES)


# -- letters ---------------------------------------------------------------------------------------


def _is_inside_letters(piece: Piece) -> bool:
    """Letters with something between them are part of other letters: ``as soon`` is no ``ass``."""
    word, inside = _plain(piece.word), piece.inside
    return bool(
        (_is_latin(word[0]) and _is_latin(inside[0]) and piece.before)
        or (_is_latin(word[-1]) and _is_latin(inside[-1]) and piece.after)
    )


def _is_inside_initials(piece: Piece) -> bool:
    """First letters are part of other letters, or there are too few of them."""
    inside = piece.inside
    return bool(
        len(piece.word) < LEAST_INITIALS
        or (_is_latin(inside[0]) and piece.before)
        or (_is_latin(inside[-1]) and piece.after)
    )


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


def _plain(text: str) -> str:
    return text.translate(canonical(ONE_FOR_ONE))


def _run(text: str) -> str:
    return text[: next((place for place, one in enumerate(text) if not _is_latin(one)), len(text))]


def _is_latin(one: str) -> bool:
    return one.isascii() and one.isalnum()


# -- emoji and Han ---------------------------------------------------------------------------------


def _is_lone_emoji(piece: Piece) -> bool:
    """An emoji alone is what it shows, not the word for it."""
    return len(piece.inside) == 1


def _is_other_words(piece: Piece) -> bool:
    """Two Han that sound or look like a word are as likely what they are.

    So they are unless nothing comes between them, they do so in one way, neither is part of a
    longer word of the dictionary, and they are not both often written alone. If both are other
    than in the word, less often is too often.
    """
    written = piece.text[piece.start : piece.end]
    solid, meant = _solid(written), _solid(piece.word)
    if piece.mask & _EMOJI or not all(_is_han(one) or one.isdigit() for one in solid):
        return False
    both_ways = piece.mask & _LIKE == _LIKE
    if len(meant) != 2:
        return both_ways and bool(piece.mask & _SEPARATORS)
    if both_ways or len(written) != 2 or not all(map(_is_han, written)):
        return True
    if any(end - start > 1 for start, end in around(piece.text, piece.start, piece.end)):
        return True
    changed = sum(one != other for one, other in zip(written, meant, strict=True))
    often = MOST_OFTEN if changed == 1 else MOST_OFTEN_BOTH
    return count(written[0]) * count(written[1]) > often


def _solid(text: str) -> str:
    """What is left of a text without what may stand between characters."""
    passed = hidden(NORMALLY)
    return "".join(one for one in text if one not in separators() and one not in passed)


def _is_han(one: str) -> bool:
    return "\u4e00" <= one <= "\u9fff"


_RULES: Final = (
    (_SEPARATORS, _is_inside_letters),
    (_LEET, _is_hardly_letters),
    (_INITIALS, _is_inside_initials),
    (_PINYIN, _is_no_pinyin),
    (_EMOJI, _is_lone_emoji),
    (_LIKE, _is_other_words),
)
