"""Lists in CSV and YAML that policies name: what is handed on, and where mistakes are shown."""

from __future__ import annotations

from datetime import date

from policyq.check import lists
from policyq.check.lexicons import MOST_OF_A_KIND
from policyq.check.merge import merge
from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy
from policyq.syntax.parse import parse
from policyq.text.folds import LOOSELY, NORMALLY, STRICTLY
from policyq.text.listed import Listed, Word

HEAD = 'policy "Club" version 1\ntimezone UTC\n'
RULE = "rule r when text contains ads then delete\n"


def read(words: str, **files: str) -> lists.Lists:
    sources = {"p.policyq": Source("p.policyq", HEAD + words + RULE)}
    sources |= {name.replace("_", "."): Source(name.replace("_", "."), text) for name, text in files.items()}  # fmt: skip
    scope, _ = merge({"p.policyq": parse(sources["p.policyq"])[0]}, "p.policyq", sources)
    return lists.read(scope, date(2026, 11, 1))


def test_words_carry_what_the_file_and_the_list_say() -> None:
    found = read(
        'words ads wholly = "vx", "qq" loosely reversed from "a.csv", "b.yaml", "c.txt" '
        'except "club"\n',
        a_csv="word,folds,category,until,allowed\n发票,normally,tax,2999-01-01,发票抬头\n"
        "发票,,shop,,\nVX,normally,,,\nticket,strictly,,,\n",
        b_yaml="- word: 赌场\n  whole: no\n",
        c_txt="赌场\n加微信\n",
    )
    assert found.listed == {
        "ads": Listed(
            (
                Word("VX", NORMALLY, True),
                Word("qq", LOOSELY | {"reversed"}, True),
                Word("ticket", STRICTLY, True),
                Word("加微信", NORMALLY, True),
                Word("发票", NORMALLY, True),
                Word("发票", NORMALLY, True, ("发票抬头",), "2999-01-01"),
                Word("赌场", NORMALLY, False),
                Word("赌场", NORMALLY, True),
            ),
            ("club",),
        )
    }
    assert found.found == ()


def test_only_some_categories_are_taken() -> None:
    rows = "word,category\n发票,tax\nvx,shop\nqq,\n"
    found = read('words ads = "ad" from "a.csv" category "tax", "shop"\n', a_csv=rows)
    assert [word.text for word in found.listed["ads"].words] == ["ad", "vx", "发票"]
    assert found.found == ()
    found = read('words ads from "a.csv" category "shops"\n', a_csv=rows)
    assert [(one.kind.name, one.hint) for one in found.found] == [("no-such-category", "shop")]
    assert found.listed["ads"].words == ()


def test_mistakes_are_shown_in_the_file_and_the_place_that_names_it() -> None:
    found = read('words ads from "a.csv"\n', a_csv="word,until\n发票,soon\nvx,2026-01-01\n").found
    assert [(one.kind.name, one.span.source) for one in found] == [
        ("bad-until", "a.csv"), ("expired-word", "a.csv"),
    ]  # fmt: skip
    assert [[label.span.source for label in one.labels] for one in found] == [
        ["a.csv", "p.policyq"]
    ] * 2
    assert (found[0].span.start, found[0].span.end) == (14, 18)


def test_a_thousand_mistakes_are_told_in_part() -> None:
    rows = "".join(f"w{number},x\n" for number in range(1000))
    assert (
        len(read('words ads from "a.csv"\n', a_csv="word,level\n" + rows).found) == MOST_OF_A_KIND
    )


def test_nothing_expires_without_a_day() -> None:
    files = {
        "p.policyq": Source("p.policyq", HEAD + 'words ads from "a.csv"\n' + RULE),
        "a.csv": Source("a.csv", "word,until\n发票,2026-01-01\n"),
    }
    assert compile_policy(files, "p.policyq").diagnostics == ()
    late = compile_policy(files, "p.policyq", today=date(2026, 1, 1)).diagnostics
    assert [one.kind.name for one in late] == ["expired-word"]


def test_a_list_in_csv_that_cannot_be_read_is_not_called_empty() -> None:
    found = read('words ads from "a.csv"\n', a_csv="发票\n").found
    assert [one.kind.name for one in found] == ["no-word-column"]
    assert [one.kind.name for one in read('words ads from "a.csv"\n', a_csv="word\n").found] == [
        "empty-list"
    ]


def test_a_list_of_sites_stays_plain_text() -> None:
    found = read('words ads = "vx"\nsites good from "a.csv"\n', a_csv="example.org\n")
    assert found.sites == {"good": ("example.org",)}
    assert found.found == ()
