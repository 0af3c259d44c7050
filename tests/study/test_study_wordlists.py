"""Audits and suggestions: what is counted, what is proposed and on which grounds."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyq.diagnostics.source import Source
from policyq.study.wordlists.checking import problems
from policyq.study.wordlists.finding import Finder
from policyq.study.wordlists.intervals import Share
from policyq.study.wordlists.judging import LEAST, Judged, applied, judge, least_precision
from policyq.study.wordlists.scoring import divided, score
from policyq.study.wordlists.suggesting import candidates, suggest
from policyq.study.wordlists.tally import EXACT, WHOLE, Message, Tally, count
from policyq.study.wordlists.written import to_csv, with_reasons
from policyq.text.everyday import is_everyday
from policyq.text.folds import LOOSELY, NORMALLY, STRICTLY
from policyq.text.lexicon import Entry, of_file

TODAY = date(2026, 11, 1)


def tallied(entries: Sequence[Entry], messages: Sequence[Message]) -> Tally:
    tally = Tally(entries, Finder(entries, NORMALLY, TODAY))
    tally.see(messages)
    return tally


def proposals(judged: Sequence[Judged]) -> dict[str, str]:
    return {one.entry.text: one.proposal for one in judged}


def said(text: str, bad: int, decent: int) -> list[Message]:
    """Some bad and some decent messages of a text, each by somebody else."""
    return [Message(text, f"m{n}", n < bad) for n in range(bad + decent)]


# -- intervals -------------------------------------------------------------------------------------


def test_an_interval_is_wilsons() -> None:
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I.
    assert isclose(Share(81, 263).low, 0.2553, abs_tol=5e-5)
    assert isclose(Share(81, 263).high, 0.3662, abs_tol=5e-5)
    assert isclose(Share(1, 29).low, 0.0061, abs_tol=5e-5)
    assert isclose(Share(1, 29).high, 0.1718, abs_tol=5e-5)
    assert (Share(0, 0).value, Share(0, 0).low, Share(0, 0).high) == (None, 0, 1)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share(part: int, of: int) -> None:
    share = Share(min(part, of), of)
    assert 0 <= share.low <= (share.value or 0) + 1e-12
    assert (share.value or 0) <= share.high + 1e-12 <= 1 + 1e-12


# -- what counts -----------------------------------------------------------------------------------


def test_hits_in_contexts_inside_words_or_expired_do_not_count() -> None:
    entries = [
        Entry("发票", allowed=("正规发票",)),
        Entry("滚", whole=True),
        Entry("加微信", until="2026-11-01"),
        Entry("赌博", folds=STRICTLY),
        Entry("賭場"),
        Entry("赌场"),
    ]
    texts = ["代开发票", "正规发票", "正 规发票", "滚动新闻", "你给我滚", "加微信", "賭博", "赌 场"]
    found = Finder(entries, NORMALLY, TODAY).batch(texts)
    assert [[one.word for one in some] for some in found] == [[0], [], [], [], [1], [], [], [4]]


def test_what_a_word_does_is_counted() -> None:
    entries = [Entry("视频"), Entry("裸聊"), Entry("日")]
    messages = [
        Message("裸聊视频", "a", True),
        Message("视频 视频", "b", False),
        Message("视 频", "b", None),
        Message("日本", "a", False),
        Message("早", "c", False),
    ]
    tally = tallied(entries, messages)
    assert (tally.messages, tally.bad, tally.decent, len(tally.members)) == (5, 1, 3, 3)
    assert tally.hits == {0: 4, 1: 1, 2: 1}
    does = count(tally.records)
    assert does[0] == (3, 2, Share(1, 2), 2, Share(0, 1))
    assert does[1] == (1, 1, Share(1, 1), 0, Share(0, 0))
    assert count(tally.records, without={1})[0].alone == 3
    assert 2 not in count(tally.records, having=WHOLE)
    assert count(tally.records, lacking=EXACT)[0].messages == 1
    assert [one.text for one in tally.examples[0]] == ["视频 视频", "裸聊视频", "视 频"]


# -- what is proposed ------------------------------------------------------------------------------


def test_proposals_go_by_the_safe_bound_of_what_is_counted() -> None:
    entries = [Entry(each) for each in ("裸聊", "视频", "代开", "兼职", "刷单", "没有")]
    messages = [
        *said("裸聊吗", 40, 0),  # right: kept
        *said("看视频", 5, 60),  # surely too often wrong: dropped
        *said("代开吗", 1, LEAST - 2),  # too few
        *said("招兼职", 14, 6),  # in between
        *said("裸聊刷单", 30, 0),  # right with another word …
        *said("刷单吗", 2, 18),  # … and wrong alone: it adds only what is wrong
        *said("早上好", 20, 120),
    ]
    tally = tallied(entries, messages)
    judged = judge(tally, 0.75)
    assert proposals(judged) == {
        "裸聊": "keep", "视频": "drop", "代开": "review", "兼职": "review", "刷单": "drop",
        "没有": "keep",
    }  # fmt: skip
    assert [one.text for one in applied(judged)] == ["裸聊", "代开", "兼职", "没有"]
    assert judged[0].entry.text == "视频", "what changes most comes first"
    assert "5/65" in judged[0].why.zh and "5/65" in judged[0].why.en


def test_few_messages_never_drop_a_word() -> None:
    tally = tallied([Entry("视频")], said("看视频", 0, LEAST - 1))
    assert proposals(judge(tally)) == {"视频": "review"}
    assert proposals(judge(tallied([Entry("视频")], said("看视频", 0, LEAST)))) == {"视频": "drop"}


def test_a_word_that_is_wrong_inside_others_becomes_whole() -> None:
    messages = [*said("你给我滚", 20, 1), *said("滚动新闻", 0, 30), *said("早", 9, 9)]
    judged = judge(tallied([Entry("滚")], messages))
    assert proposals(judged) == {"滚": "whole"}
    assert applied(judged) == [Entry("滚", whole=True)]


def test_a_word_that_is_wrong_where_folds_are_needed_is_matched_strictly() -> None:
    messages = [*said("加微信聊", 20, 1), *said("多加，微信群里见", 0, 30), *said("早", 9, 9)]
    tally = tallied([Entry("加微信")], messages)
    assert proposals(judge(tally)) == {"加微信": "stricter"}
    assert applied(judge(tally)) == [Entry("加微信", folds=STRICTLY)]


def test_the_least_precision_is_half_way_to_always() -> None:
    assert least_precision(tallied([Entry("x")], said("早", 1, 3))) == 0.625
    assert least_precision(tallied([Entry("x")], [Message("早")])) == 0.5


def test_without_labels_everyday_words_of_many_members_are_dropped() -> None:
    plain = [Message(text, f"m{n}") for n in range(40) for text in ("看视频", "日本好玩", "裸聊吗")]
    entries = [Entry("视频"), Entry("日"), Entry("裸聊")]
    judged = judge(tallied(entries, plain))
    assert proposals(judged) == {"视频": "drop", "日": "whole", "裸聊": "review"}
    one = [message._replace(member="m1") for message in plain]
    assert proposals(judge(tallied(entries, one)))["视频"] == "review", "one member is not many"


def test_an_audited_list_is_written_with_its_reasons_and_read_again() -> None:
    entries = [
        Entry("裸聊", folds=LOOSELY, level=1),
        Entry("视频"),
        Entry("代开", allowed=("a", "b"), note="旧"),
        Entry("滚"),
    ]
    messages = [*said("裸聊吗", 40, 0), *said("看视频", 5, 60), *said("代开", 3, 0)]
    messages += [*said("你给我滚", 20, 1), *said("滚动新闻", 0, 30), *said("早", 9, 9)]
    judged = judge(tallied(entries, messages))
    for language in ("zh", "en"):
        again = of_file(to_csv(with_reasons(judged, language), language), "a.csv")
        assert again.problems == ()
        kept, doubtful, whole = again.entries
        assert kept == entries[0]
        assert doubtful._replace(note="") == entries[2]._replace(note="")
        assert doubtful.note.startswith("旧; ") and "3" in doubtful.note
        assert whole.whole is True and "(0/30)" in whole.note


def test_no_cell_is_a_formula_to_a_spreadsheet() -> None:
    entries = tuple(
        Entry(text, note=text, owner=text)
        for text in ("=1+2", "+86", "-a", "@all", "＝1", "'=1", "''+", "'", "'a", "a=b", "正常")
    )
    written = to_csv(entries, "en")
    for row in csv.reader(io.StringIO(written)):
        assert not any(cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r")) for cell in row)
    assert of_file(written, "a.csv").entries == entries
    assert [one.text for one in of_file("word\n=1\n'=1\n'a\n", "a.csv").entries] == ["=1", "'a"]


@given(st.lists(st.text(alphabet="ab,\"\n;、#=+-@'", min_size=1, max_size=8), max_size=5))
def test_whatever_a_note_holds_is_read_again(notes: list[str]) -> None:
    entries = tuple(Entry(f"词{n}", note=note.strip()) for n, note in enumerate(notes))
    rows = list(csv.reader(io.StringIO(to_csv(entries, "zh"))))
    assert len(rows) == len(entries) + 1
    assert of_file(to_csv(entries, "zh"), "a.csv").entries == entries


# -- scores ----------------------------------------------------------------------------------------


def test_a_list_is_scored_on_what_was_held_out() -> None:
    finder = Finder([Entry("裸聊")], NORMALLY, TODAY)
    found = score(finder, [*said("裸聊", 6, 2), *said("早", 3, 9)])
    assert found == (Share(6, 8), Share(6, 9), Share(2, 11))


def test_messages_are_divided_by_chance_and_equal_texts_go_together() -> None:
    messages = [Message(f"t{n % 500}", None, bool(n % 3)) for n in range(2000)]
    messages.append(Message("unlabelled"))
    learnt, held = divided(messages, 0.5, 1)
    assert len(learnt) + len(held) == len(messages)
    assert 800 < len(held) < 1200
    assert not {one.text for one in learnt} & {one.text for one in held}
    assert (learnt, held) == divided(messages, 0.5, 1) != divided(messages, 0.5, 2)
    assert all(one.bad is not None for one in held)


# -- suggestions -----------------------------------------------------------------------------------


def test_words_are_suggested_that_bad_messages_say_and_the_list_lacks() -> None:
    bad = [
        Message(f"{tail}，带你裸聊{tail}", f"m{n}", True)
        for n, tail in enumerate("甲乙丙丁戊己庚辛" * 3)
    ]
    bad += [Message("代开发票", f"m{n}", True) for n in range(12)]
    decent = [
        Message(f"今天{tail}去吃饭，带你去", f"d{n}", False)
        for n, tail in enumerate("子丑寅卯辰巳" * 12)
    ]
    finder = Finder([Entry("发票")], NORMALLY, TODAY)
    found = suggest(
        bad, decent, lambda texts: [bool(each) for each in finder.batch(texts)], 0.6
    ).words
    words = [one.text for one in found]
    assert any("裸聊" in each for each in words)
    assert not any("发票" in each for each in words), "the list finds it already"
    assert not any("今天" in each or "吃饭" in each for each in words)
    first = next(one for one in found if "裸聊" in one.text)
    assert (first.bad, first.decent, first.new, first.members) == (24, 0, 24, 24)
    assert first.precision == Share(24, 24) and first.lift > 30 and len(first.examples) == 3


def test_nothing_is_suggested_on_few_messages_or_of_one_member() -> None:
    decent = [Message("今天去吃饭", f"d{n}", False) for n in range(50)]
    none: list[bool] = [False] * 1000
    few = [Message("裸聊吗", f"m{n}", True) for n in range(4)]
    one = [Message("裸聊吗", "m", True) for _ in range(30)]
    for bad in ([], few, one):
        assert suggest(bad, decent, lambda texts: none[: len(texts)], 0.5) == ([], 0)


def test_candidates_are_stretches_of_chinese_and_latin_words() -> None:
    assert candidates("加VX：abc123！") == {"vx", "abc123"}
    assert candidates("裸聊吗") == {"裸聊", "聊吗", "裸聊吗"}
    assert candidates("一 二") == set()


# -- checking --------------------------------------------------------------------------------------


def told(*texts: str, folds: frozenset[str] = NORMALLY) -> list[tuple[str, str]]:
    sources = [Source(f"{n}.csv", text) for n, text in enumerate(texts)]
    found = problems(sources, folds, TODAY)
    return [(one.kind.name, str(one.args.get("word", ""))) for one in found]


def test_several_files_are_one_list() -> None:
    assert told("word\n赌场\n", "word\n赌场\n大赌场\n賭場\n") == [
        ("word-twice", "赌场"), ("same-word", "賭場"), ("word-within", "大赌场"),
    ]  # fmt: skip


@pytest.mark.parametrize("more", ["是,,", ",大赌场赢,", ",,2030-01-01"])
def test_a_longer_word_is_needed_where_the_shorter_does_not_always_count(more: str) -> None:
    assert told(f"词,整词,除外,截止\n赌场,{more}\n大赌场,,,\n") == []


def test_words_are_compared_under_their_folds() -> None:
    assert told("word,folds\n赌场,strictly\n賭場,strictly\n", folds=STRICTLY) == []
    assert told("word,folds\n赌场,strictly\n大賭場,normally\n") == []
    assert told("word,folds\n赌场,normally\n大賭場,strictly\n") == [("word-within", "大賭場")]


def test_expired_words_are_told_and_not_compared() -> None:
    assert told("word,until\n赌场,2026-11-01\n大赌场,\n") == [("expired-word", "赌场")]


@pytest.mark.parametrize(
    ("word", "folds", "short"),
    [
        ("代", LOOSELY, True),
        ("代开", LOOSELY, False),
        ("vx", LOOSELY, True),
        ("vx", NORMALLY, False),
    ],
)
def test_words_too_short_for_their_folds(word: str, folds: frozenset[str], short: bool) -> None:
    assert (
        "short-for-folds" in [kind for kind, _ in told(f"word\n{word}\n", folds=folds)]
    ) is short


def test_everyday_words() -> None:
    assert all(map(is_everyday, ("视频", "然后", "THANKS", "日")))
    assert not any(map(is_everyday, ("裸聊", "加微信", "vx", "枪支")))
