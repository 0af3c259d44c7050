"""Known names in running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.naming import Names

NAMES = {
    "anna": "A",
    "小明": "M",
    "小明明": "MM",
    "王": "W",
    "10001": "N",
    "bo": "B",
    "Li Lei": "L",
    "the": "T",
    "今天": "J",
}


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.stands_for) for hit in Names(NAMES).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anna: hi, Anna!", [("anna", "A"), ("Anna", "A")]),
        ("joanna annabel anna_x", []),
        ("@anna，ＯＫ", [("anna", "A")]),
        ("＠anna", [("anna", "A")]),
        ("问小明，小明明说", [("小明", "M"), ("小明明", "MM")]),
        ("王老师和@王", [("王", "W")]),
        ("bo and @bo", [("bo", "B")]),
        ("bo: hi, bo", [("bo", "B")]),
        ("the name of the @the", [("the", "T")]),
        ("The, hello", []),
        ("The: hello", [("The", "T")]),
        ("今天好", []),
        ("今天：好 @今天", [("今天", "J"), ("今天", "J")]),
        ("10001 110001 100012", [("10001", "N")]),
        ("找10001吧", [("10001", "N")]),
        ("with Li Lei and li lei", [("Li Lei", "L"), ("li lei", "L")]),
        ("", []),
        ("\ud83danna\udc00小明", [("anna", "A"), ("小明", "M")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_no_names_and_odd_ones() -> None:
    assert Names({}).find("anna") == []
    assert Names({"": "x", " ": "y", "\ud800a": "z"}).find("a \ufffda") != []


@given(st.text(alphabet="@anob小明王10 ", max_size=30))
def test_hits_are_in_order_and_apart(text: str) -> None:
    hits = Names(NAMES).find(text)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert all(text[hit.start : hit.end].strip() for hit in hits)


def test_many_names_and_long_texts_stay_quick() -> None:
    names = Names(
        {f"g1u{number:05}": "x" for number in range(60_000)} | {"啊" * n: "y" for n in range(2, 80)}
    )
    with ends():
        assert len(names.find("g1u00007 " * 20_000)) == 20_000
        names.find("啊" * 100_000)
