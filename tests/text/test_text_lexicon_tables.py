"""Lexicons in CSV and YAML: what each column says, and every mistake with its line."""

from __future__ import annotations

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.columns import COLUMNS, day_of, folds_as_written, folds_of
from policyq.text.folds import EVERY, FOLDS, LOOSELY, NORMALLY, SETS, STRICTLY
from policyq.text.lexicon import Entry, Problem, expired, of_file
from policyq.text.lexicon_yaml import LARGEST_YAML

WHOLE = Entry(
    "发票", LOOSELY - {"initials"}, True, ("正规发票", "发票抬头"), "2027-01-01", "广告", 2, "小明", "税"
)  # fmt: skip


def ids(name: str, text: str) -> list[tuple[str, int, str]]:
    return [(one.id, one.line, one.word) for one in of_file(text, name).problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.csv",
            "词,类别,级别,匹配,整词,除外,负责人,截止,备注\n"
            "发票,广告,2,宽松 -首字母,是,正规发票、发票抬头,小明,2027-01-01,税\n",
        ),
        (
            "a.CSV",
            "\ufeffWord;Category;Level;Folds;Whole;Allowed;Owner;Until;Note\r\n\r\n"
            '发票;广告;2;loosely -initials;YES;"正规发票; 发票抬头";小明;2027/1/1;税\r\n',
        ),
        (
            "a.csv",
            "备注\tnote2\tword\tcategory\tlevel\tfolds\twhole\tallowed\towner\tuntil\n"
            "税\tx\t 发票 \t广告\t2\t宽松、-initials\t1\t正规发票;发票抬头\t小明\t2027年1月1日\n",
        ),
        (
            "a.yaml",
            "- {词: 发票, 类别: 广告, level: 2, 匹配: [宽松, -首字母], 整词: 是,\n"
            "   除外: [正规发票, 发票抬头], 负责人: 小明, until: 2027-01-01, note: 税}\n",
        ),
    ],
)
def test_all_columns_in_either_language(name: str, text: str) -> None:
    found = of_file(text, name)
    assert found.entries == (WHOLE,)
    assert [one.id for one in found.problems] == (["column"] if "note2" in text else [])


def test_plain_words_in_yaml_are_texts_as_they_are_written() -> None:
    found = of_file("# 广告\n- 666\n- yes\n- 1e3\n- 加微信\n- ''\n- 2027-01-01\n", "a.yml")
    assert [one.text for one in found.entries] == ["666", "yes", "1e3", "加微信", "2027-01-01"]
    assert found.lines == (2, 3, 4, 5, 7)
    assert of_file("", "a.yml") == of_file("# nothing\n", "a.yml") == ((), (), ())


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("加微信,广告\n", [("no_word_column", 1, "加微信")]),
        ("关键词,类别\n加微信,广告\n", [("no_word_column", 1, "关键词")]),
        ("word,词\na,b\n", [("column_twice", 1, "词")]),
        ("word,colour\na,b\n", [("column", 1, "colour")]),
        ("word,folds\na,weit\n", [("folds", 2, "weit")]),
        ("word,level\na,0\nb,100\nc,一\nd,99\n", [("level", n, w) for n, w in ((2, "0"), (3, "100"), (4, "一"))]),
        ("word,until\na,2027-02-30\nb,soon\n", [("until", 2, "2027-02-30"), ("until", 3, "soon")]),
        ("word,whole\na,perhaps\nb,no\n", [("whole", 2, "perhaps")]),
        ("word,note\na,b,c\nd,e,\n", [("cells", 2, "c")]),
        ('word,note\na,"b"c\nd,e\n', [("quote", 2, 'a,"b"c')]),
        ('word,note\na,b\n\n"c,d\ne,f\n', [("quote", 4, '"c,d')]),
        ("word,note\n,old\n", [("no_word", 2, "old")]),
        ("word\n\ufe0f\u200c\n\ufe0f\n", [("unseen", 2, "\ufe0f\u200c"), ("nothing", 3, "\ufe0f")]),
        ("word,category\na,x\nA,y\nＡ,x\n", [("repeated", 4, "Ａ")]),
    ],
)  # fmt: skip
def test_mistakes_in_csv_name_their_line(text: str, problems: list[tuple[str, int, str]]) -> None:
    assert ids("a.csv", text) == problems


def test_a_row_of_several_lines_is_counted_as_such() -> None:
    found = of_file('word,note\na,"one\ntwo"\nb,\na,\n', "a.csv")
    assert found.lines == (2, 4)
    assert found.problems == (Problem("repeated", 5, "a", 2),)
    assert found.entries[0].note == "one\ntwo"


@pytest.mark.parametrize(
    ("text", "id", "line"),
    [
        ("a: b", "yaml_list", 1),
        ("加微信", "yaml_list", 1),
        ("- a\n- [b]", "yaml_list", 2),
        ("- word: {a: b}", "yaml_list", 1),
        ("- word: [a, b]", "yaml_list", 1),
        ("- ? [a]\n  : b", "yaml_list", 1),
        ("- a\n---\n- b", "yaml_list", 2),
        ("- &x a\n- *x", "yaml_alias", 2),
        ("- !!python/object:os.system a", "yaml_alias", 1),
        ("- !a b", "yaml_alias", 1),
        ("- a\n- 'b", "yaml", 2),
        ('- a\n- "b" c', "yaml", 2),
        ("[" * 100_000, "yaml", 1),
        ("- {word: a, 词: b}", "column_twice", 1),
        ("- word: a\n  wort: b", "column", 2),
    ],
)
def test_mistakes_in_yaml_name_their_line(text: str, id: str, line: int) -> None:
    assert [one[:2] for one in ids("a.yaml", text)] == [(id, line)]


def test_a_file_in_yaml_has_a_size() -> None:
    assert ids("a.yaml", "- a\n" * (LARGEST_YAML // 4 + 1)) == [("yaml_large", 1, "")]


def test_what_was_meant_is_named() -> None:
    near = {one.word: one.near for one in of_file("关键字,wrod\n", "a.csv").problems}
    assert near == {"wrod": "word"}
    (fold,) = of_file("word,folds\na,normaly\n", "a.csv").problems
    assert fold.near == "normally"
    (heading,) = of_file("word,到期\na,b\n", "a.csv").problems
    assert heading.near == "截止"


@pytest.mark.parametrize(
    ("written", "folds"),
    [
        ("", None),
        ("严格", STRICTLY),
        ("Normally", NORMALLY),
        ("正常 谐音", NORMALLY | {"pinyin"}),
        ("谐音", NORMALLY | {"pinyin"}),
        ("strictly, look-alike letters", STRICTLY | {"lookalike_letters"}),
        ("look-alike Han reversed", NORMALLY | {"lookalike_han", "reversed"}),
        ("loosely -initials -look-alike Han", LOOSELY - {"initials", "lookalike_han"}),
        ("宽松、-首字母、乱序", LOOSELY - {"initials"} | {"shuffled"}),
        ("-间隔", NORMALLY - {"separators"}),
    ],
)
def test_folds_are_named(written: str, folds: frozenset[str] | None) -> None:
    assert folds_of(written) == (folds, "")


def test_every_fold_is_known_by_all_its_names() -> None:
    for one in FOLDS:
        for name in (one.id, *one.name, one.name.en.upper()):
            assert folds_of(name) == (NORMALLY | {one.id}, "")


@given(st.sets(st.sampled_from(sorted(EVERY))), st.sampled_from(["zh", "en"]))
def test_folds_that_are_written_are_read_again(some: set[str], language: str) -> None:
    assert folds_of(folds_as_written(frozenset(some), language)) == (frozenset(some), "")


def test_sets_are_written_by_their_names() -> None:
    assert [folds_as_written(each, "zh") for each in SETS.values()] == ["严格", "正常", "宽松"]


def test_days() -> None:
    assert [day_of(each) for each in ("2027-1-2", "2027.01.02", "2027年1月2日")] == [
        "2027-01-02"
    ] * 3
    assert [day_of(each) for each in ("2027-13-01", "27-1-2", "soon", "2027-1-2 8:00")] == [""] * 4


def test_a_word_expires_on_its_day() -> None:
    entry = Entry("a", until="2027-01-01")
    assert not expired(entry, "2026-12-31")
    assert expired(entry, "2027-01-01")
    assert not expired(Entry("a"), "9999-12-31")


_CELLS = st.text(alphabet='词word,;\n"\t是-a*&!:[]{}# ', max_size=30)


@given(_CELLS, st.sampled_from(["a.csv", "a.yaml"]))
def test_whatever_stands_there_is_read_or_told(text: str, name: str) -> None:
    found = of_file(text, name)
    assert len(found.entries) == len(found.lines)
    lines = text.count("\n") + 2
    assert all(1 <= one.line <= lines for one in found.problems)
    assert all(entry.text.strip() == entry.text != "" for entry in found.entries)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.yaml"])
def test_a_hundred_thousand_words_take_a_moment(name: str) -> None:
    head, mark = ("word\n" if name == "a.csv" else ""), ("- " if name == "a.yaml" else "")
    text = head + "\n".join(f"{mark}词{number}号" for number in range(100_000))
    with ends():
        assert len(of_file(text, name).entries) == 100_000


def test_each_field_of_a_word_has_a_column_of_its_own() -> None:
    headings = [heading for both in COLUMNS.values() for heading in both]
    assert len(set(headings)) == len(headings)
    assert {"text", *COLUMNS} - {"word"} == set(Entry._fields)
