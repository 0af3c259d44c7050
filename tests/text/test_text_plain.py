"""A text as plain letters and digits, with the places of the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.plain import LAST_STYLED, plain, plain_letters

MARKS = "／．"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("１３８", "138"),
        ("①⑴⒈❶➀", "11111"),
        ("1️⃣3️⃣", "13"),
        ("ⓥⓧ🅥🅧🆅🆇🄥⒱𝓋𝕏", "vxVXVXVvvX"),
        ("🇻🇽", "VX"),
        ("٣৩๓", "333"),
        ("v\u200bx\U000e0041", "vx"),
        ("a\ud800", "a\ufffd"),
        ("微信（号）：", "微信(号):"),
        ("ABCäß", "ABCäß"),
    ],
)
def test_plain(text: str, made: str) -> None:
    assert plain(text).text == made


def test_letters_alone_for_links() -> None:
    assert plain_letters("①ⓐ．ｃ，０", MARKS).text == "①a.c，0"


def test_places_are_those_of_the_original() -> None:
    made = plain("看\u200b1️⃣3️⃣8")
    assert made.text == "看138"
    assert made.span(0, 1) == (0, 1)
    assert made.span(1, 3) == (2, 6)
    assert made.span(3, 4) == (8, 9)


def test_nothing_beyond_the_tables_is_styled() -> None:
    for code in range(LAST_STYLED + 1, 0x110000):
        one = chr(code)
        assert not one.isdigit()
        if unicodedata.decomposition(one).startswith("<"):
            assert not unicodedata.normalize("NFKC", one).isascii()


@given(st.text(max_size=30))
def test_every_character_has_a_place(text: str) -> None:
    for made in (plain(text), plain_letters(text, MARKS)):
        end = 0
        for place in range(len(made.text)):
            first, last = made.span(place, place + 1)
            assert end <= first < last <= len(text)
            end = last
