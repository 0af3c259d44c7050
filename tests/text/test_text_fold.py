"""Folding: one code point to one, and nothing moves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.fold import LAST_CASED, WIDTHS, fold, fold_case, fold_width, needed

ANY = st.text(alphabet=st.characters(codec=None), max_size=40)


@given(ANY)
def test_folding_keeps_every_place_and_is_done_after_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert [fold(character) for character in text] == list(folded)


def test_every_character_there_is() -> None:
    everything = "".join(map(chr, range(0x110000)))
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded
    assert fold_case(fold_width(everything)) == folded == fold_width(fold_case(everything))
    folded.encode()
    assert list(map(str.isspace, folded)) == list(map(str.isspace, everything))


def test_the_tables_leave_nothing_out() -> None:
    cased = [c for c in map(chr, range(0x110000)) if len(c.casefold()) == 1 and c.casefold() != c]
    assert ord(cased[-1]) <= LAST_CASED
    wide = [
        code
        for code in range(0x110000)
        if unicodedata.decomposition(chr(code)).startswith(("<wide>", "<narrow>"))
    ]
    assert all(any(first <= code < end for first, end in WIDTHS) for code in wide)
    assert all(fold(c) == c.casefold() for c in cased if unicodedata.east_asian_width(c) != "F")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Hello", "hello"),
        ("ＶＸ１２３", "vx123"),
        ("，。！（\u3000）", ",。!( )"),
        ("ｶﾞ", "カ\u3099"),
        ("ΣΑΣς", "σασσ"),
        ("ßẞŉﬁ", "ßßŉﬁ"),
        ("İstanbul ısı I", "istanbul ısı i"),
        ("K Å", "k å"),
        ("①㈱½", "①㈱½"),
        ("\ud800a\udfff", "\ufffda\ufffd"),
        ("微信", "微信"),
    ],
)
def test_what_folds_to_what(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("piece", "word", "folds"),
    [
        ("vx", "vx", ()),
        ("VX", "vx", ("case",)),
        ("ｖｘ", "vx", ("width",)),
        ("ＶＸ", "vx", ("case", "width")),
        ("Vｘ", "vx", ("case", "width")),
        ("ＶＸ", "ｖｘ", ("case",)),
        ("vx", "ＶＸ", ("case", "width")),
        ("\ud800", "\ufffd", ()),
    ],
)
def test_which_folds_it_took(piece: str, word: str, folds: tuple[str, ...]) -> None:
    assert fold(piece) == fold(word)
    assert needed(piece, word) == folds
