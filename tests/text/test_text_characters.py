"""The tables of single characters, and what the folds make one."""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict

import pytest

from policyq.text.characters import (
    LAST_FOLDED,
    _pairs,
    bits,
    canonical,
    cost,
    hidden,
    names,
    rows,
    separators,
)
from policyq.text.fold import BROKEN, fold
from policyq.text.folds import EVERY, NORMALLY, ONE_FOR_ONE, ORDER, STRICTLY

UNICODE = "".join(map(chr, range(sys.maxunicode + 1)))


def test_strictly_is_the_fold_of_case_and_width() -> None:
    assert UNICODE.translate(canonical(STRICTLY)) == fold(UNICODE)


def test_what_is_folded_stays_so() -> None:
    for folds in (STRICTLY, NORMALLY, ONE_FOR_ONE - {"case"}, frozenset({"traditional"})):
        once = UNICODE.translate(canonical(folds))
        assert once.translate(canonical(folds)) == once


def test_no_two_letters_or_digits_become_one() -> None:
    classes: dict[str, set[str]] = defaultdict(set)
    for one in filter(str.isalnum, map(chr, range(128))):
        classes[one.translate(canonical(NORMALLY))].add(one.lower())
    assert all(len(members) == 1 for members in classes.values())


def test_separators_and_hidden_characters_are_no_letters() -> None:
    paired = {one for fold_ in ONE_FOR_ONE for pair in _pairs(fold_) for one in pair}
    letters = {one for one in paired if one.translate(canonical(NORMALLY)).isalnum()}
    assert not letters & separators()
    # The fillers of Hangul and an iota that is a mark: they are passed over.
    assert letters & hidden(NORMALLY).keys() == {"\u3164", "\uffa0", "\u0345"}
    assert not separators() & hidden(NORMALLY).keys()
    for one in " \n\t,，.。·*#➕😀❤★|~_ー-…\u3000\ue000":
        assert one in separators() or one == "ー"
    for one in "\u200b\u200d\u2060\ufeff\ufe0f\u00ad\u202e":
        assert one in hidden(NORMALLY)
    assert "\u0301" in hidden(frozenset({"accents"}))


def test_no_character_beyond_the_last_is_paired() -> None:
    paired = {one for fold_ in ONE_FOR_ONE for pair in _pairs(fold_) for one in pair}
    assert max(map(ord, paired)) <= LAST_FOLDED


@pytest.mark.parametrize(
    ("written", "meant", "folds"),
    [
        ("Ａ", "a", ("case", "width")),
        ("賭", "赌", ("traditional",)),
        ("ⓥ", "v", ("styled",)),
        ("㈠", "1", ("styled",)),
        ("壹", "1", ("styled",)),
        ("Ⅳ", "4", ("styled",)),
        ("🅰", "a", ("styled",)),
        ("à", "a", ("accents",)),
        ("À", "a", ("case", "accents")),
        ("а", "a", ("lookalike_letters",)),
        ("⾊", "色", ("lookalike_letters",)),
        ("a", "b", None),
    ],
)
def test_the_cost_is_the_fewest_folds(
    written: str, meant: str, folds: tuple[str, ...] | None
) -> None:
    found = cost(written, meant, EVERY)
    assert (None if found is None else names(found)) == folds


def test_lone_surrogates_are_all_broken_alike() -> None:
    assert cost("\ud800", "\udfff", frozenset()) == 0
    assert "\ud800".translate(canonical(NORMALLY)) == BROKEN


def test_bits_and_names_are_inverse() -> None:
    for name in ORDER:
        assert names(bits((name,))) == (name,)
    assert names(bits(EVERY)) == tuple(ORDER)


@pytest.mark.parametrize("table", ["pinyin", "split", "parts", "lookalike_han", "emoji"])
def test_every_row_of_a_table_has_something_to_say(table: str) -> None:
    found = list(rows(table))
    assert len(found) > 100
    assert all(row == row.strip() and unicodedata.is_normalized("NFC", row[0]) for row in found)
    assert all(len(row) >= 2 for row in found)
