"""Suppressions: which reports they take, until when, and what is said of those that are wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hanging import ends, lines_run
from hypothesis import given
from hypothesis import strategies as st

from policyq.check.suppress import suppress
from policyq.diagnostics.source import Source
from policyq.pipeline import Compiled, compile_policy
from policyq.syntax.format import format_text
from policyq.syntax.parse import parse

MAIN = "main.policyq"
HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
PICTURES = "rule pictures when image then delete\n"
GUESTS = "rule guests when image and sender is guest then delete\n"
ALLOW = "# policyq: allow PQ415 until 2027-06-30: the old bot needs both"
DAY = date(2027, 6, 30)


def look(text: str, today: date | None = DAY, **others: str) -> Compiled:
    sources = {name: Source(name, other) for name, other in others.items()}
    return compile_policy({MAIN: Source(MAIN, text), **sources}, MAIN, today=today)


def codes(text: str, today: date | None = DAY) -> list[str]:
    return [one.code for one in look(text, today).diagnostics]


def taken(text: str) -> list[tuple[str, str, date]]:
    found = look(text)
    assert not found.diagnostics
    return [(one.diagnostic.code, one.reason, one.until) for one in found.suppressed]


def test_without_a_suppression_it_is_a_warning() -> None:
    assert codes(HEAD + PICTURES + GUESTS) == ["PQ415"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + PICTURES + ALLOW + "\n" + GUESTS,
        HEAD + PICTURES + "  " + ALLOW + "\n# why it is so\n" + GUESTS,
        HEAD + PICTURES + GUESTS.rstrip() + "  " + ALLOW + "\n",
        HEAD + PICTURES + GUESTS.replace(" when", "  " + ALLOW + "\n  when"),
        HEAD + PICTURES + GUESTS.replace(" then", "\n" + ALLOW + "\n  then"),
        ALLOW + "\n" + HEAD + PICTURES + GUESTS,
        (HEAD + PICTURES + ALLOW + "\n" + GUESTS).replace("\n", "\r\n"),
        (HEAD + PICTURES + ALLOW + "\n" + GUESTS).replace("\n", "\r"),
        "\ufeff" + ALLOW + "\n" + HEAD + PICTURES + GUESTS,
    ],
    ids=[
        "above",
        "comment-between",
        "line-end",
        "head-line-end",
        "inside",
        "file",
        "crlf",
        "cr",
        "bom",
    ],
)
def test_where_it_may_stand(text: str) -> None:
    assert taken(text) == [("PQ415", "the old bot needs both", DAY)]


@pytest.mark.parametrize(
    "comment",
    [
        "# policyq：允许 PQ415 至 2027-06-30：旧机器人还要用",
        "#policyq: 允许 pq415 until 2027-6-30: 旧机器人还要用",
        "＃ＰＯＬＩＣＹＱ：允许 ＰＱ４１５ 到 2027年6月30日：旧机器人还要用",
        "#  Policyq :  Allow PQ415 截止 2027-06-30 :  旧机器人还要用  ",
    ],
)
def test_how_it_may_be_written(comment: str) -> None:
    text = HEAD + PICTURES + comment + "\n" + GUESTS
    assert taken(text) == [("PQ415", "旧机器人还要用", DAY)]


def test_a_section_is_a_declaration_and_so_are_its_rules() -> None:
    section = "section big when members > 200\n{}  " + GUESTS + "end\n"
    assert codes(HEAD + PICTURES + section.format("")) == ["PQ415"]
    for comment in ("  " + ALLOW + "\n",):
        assert taken(HEAD + PICTURES + section.format(comment))
    assert taken(HEAD + PICTURES + ALLOW + "\n" + section.format(""))
    dangling = section.format("").replace("end\n", ALLOW + "\nend\n")
    assert codes(HEAD + PICTURES + dangling) == ["PQ415", "PQ467"]


def test_the_last_day_counts_and_the_next_does_not() -> None:
    text = HEAD + PICTURES + ALLOW + "\n" + GUESTS
    assert codes(text, date(2027, 6, 30)) == []
    assert codes(text, None) == []
    assert codes(text, date(2027, 7, 1)) == ["PQ468", "PQ415"]
    expired = look(text, date(2027, 7, 1))
    assert not expired.suppressed
    assert not expired.diagnostics[0].fixes, "what it allowed is still there"


def test_one_that_has_not_expired_wins() -> None:
    old = ALLOW.replace("2027-06-30", "2026-06-30")
    for comments in (old + "\n" + ALLOW, ALLOW + "\n" + old):
        found = look(HEAD + PICTURES + comments + "\n" + GUESTS)
        assert [one.code for one in found.diagnostics] == ["PQ468"]
        assert [one.until for one in found.suppressed] == [DAY]


def test_several_codes_and_those_that_are_not_needed() -> None:
    both = ALLOW.replace("PQ415", "PQ401, PQ415、PQ406")
    (found,) = look(HEAD + PICTURES + both + "\n" + GUESTS).diagnostics
    assert found.code == "PQ469"
    assert found.args["codes"] == ["PQ401", "PQ406"]
    (fix,) = found.fixes
    assert fix.certain and fix.replacement == "PQ415"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_not_needed_is_removed_with_its_line(end: str) -> None:
    text = (HEAD + ALLOW + "\n" + PICTURES).replace("\n", end)
    (found,) = look(text).diagnostics
    (fix,) = found.fixes
    assert text[: fix.span.start] + text[fix.span.end :] == (HEAD + PICTURES).replace("\n", end)
    beside = HEAD + PICTURES.rstrip() + "  " + ALLOW + "\n"
    (fix,) = look(beside).diagnostics[0].fixes
    assert beside[: fix.span.start] + beside[fix.span.end :] == HEAD + PICTURES


def test_the_innermost_takes_it() -> None:
    found = look(ALLOW + "\n" + HEAD + PICTURES + ALLOW + "\n" + GUESTS)
    assert [one.code for one in found.diagnostics] == ["PQ469"]
    assert found.diagnostics[0].span.start == 0


def test_errors_are_never_taken() -> None:
    text = HEAD + ALLOW.replace("PQ415", "PQ210") + "\nrule r when text contains ads then delete\n"
    assert codes(text) == ["PQ466", "PQ210"]
    assert codes(HEAD + ALLOW.replace("PQ415", "PQ469") + "\n" + PICTURES) == ["PQ466"]
    assert codes(HEAD + ALLOW.replace("PQ415", "PQ760") + "\n" + PICTURES) == ["PQ466"]


def test_nothing_is_unused_while_there_are_errors() -> None:
    text = HEAD + ALLOW + "\n" + PICTURES + "rule r when text contains ads then delete\n"
    assert codes(text) == ["PQ210"]
    assert codes(HEAD + ALLOW + "\n" + PICTURES + "rule when when\n")[0][:3] == "PQ1"


def test_what_a_base_needs_is_judged_by_its_own_check() -> None:
    base = PICTURES + ALLOW + "\n" + GUESTS
    user = HEAD + 'use "base.policyq"\n'
    found = look(user, **{"base.policyq": base})
    assert found.diagnostics == () and found.suppressed[0].by.source == "base.policyq"
    other = user + "disable rule pictures\n"
    assert look(other, **{"base.policyq": base}).diagnostics == ()
    assert codes(HEAD + ALLOW + "\n" + GUESTS) == ["PQ469"]
    late = look(other, date(2028, 1, 1), **{"base.policyq": base})
    assert [one.code for one in late.diagnostics] == ["PQ468"]


@pytest.mark.parametrize(
    ("comment", "code", "meant"),
    [
        ("# policyq allow PQ415 until 2027-06-30: x", "PQ460", ALLOW[:-22] + "x"),
        ("# policyq: ignore PQ415 until 2027-06-30: x", "PQ460", ALLOW[:-22] + "x"),
        ("# polciyq: allow PQ415 until 2027-06-30: x", "PQ460", ALLOW[:-22] + "x"),
        ("# 允许 PQ415 至 2027-06-30：x", "PQ460", "# policyq：允许 PQ415 至 2027-06-30：x"),
        ("# policyq: ignore", "PQ460", None),
        ("# policyq: hello", "PQ460", None),
        ("# noqa", "PQ460", None),
        ("# type: ignore", "PQ460", None),
        ("## policyq: allow PQ415 until 2027-06-30: x", "PQ460", None),
        ("# policyq: allow PQ415 until 2027/6/30: x", "PQ463", "2027-06-30"),
        ("# policyq: allow PQ415 until 2027-02-30: x", "PQ463", None),
        ("# policyq: allow PQ415 until 2027-06-30 sharp: x", "PQ463", None),
        ("# policyq: allow PQ415 until 2027-06-30 the bot", "PQ464", ": "),
        ("# policyq：允许 PQ415 至 2027-06-30 旧机器人", "PQ464", "："),
        ("# policyq: allow PQ415 until 2027-06-30:", "PQ464", None),
        ("# policyq: allow idle-rule until 2027-06-30: x", "PQ465", "PQ415"),
        ("# policyq: allow PQ4155 until 2027-06-30: x", "PQ465", "PQ415"),
    ],
)
def test_slips_are_told_with_a_way_out(comment: str, code: str, meant: str | None) -> None:
    (found,) = look(HEAD + comment + "\n" + PICTURES).diagnostics
    assert found.code == code
    assert [fix.replacement for fix in found.fixes] == ([] if meant is None else [meant])


def test_all_that_is_missing_is_told_at_once() -> None:
    assert codes(HEAD + "# policyq: allow\n" + PICTURES) == ["PQ461", "PQ462", "PQ464"]


@pytest.mark.parametrize(
    "comment",
    [
        "# policyq is good",
        "# allow members to talk",
        "# PQ415 was here",
        "# 允许广告",
        "#",
        "# no qa",
    ],
)
def test_other_comments_are_for_people(comment: str) -> None:
    assert codes(HEAD + comment + "\n" + PICTURES) == []


def test_the_formatter_keeps_them_and_changes_their_words() -> None:
    text = (
        HEAD
        + PICTURES
        + ALLOW
        + "\n"
        + GUESTS.rstrip()
        + "  "
        + ALLOW.replace("PQ415", "PQ9")
        + "\n"
    )
    chinese, _ = format_text(Source(MAIN, text), "zh")
    assert chinese is not None
    assert "\n# policyq：允许 PQ415 至 2027-06-30：the old bot needs both\n规则 guests" in chinese
    assert "# policyq: allow PQ9 until" in chinese, "one that is wrong stays as it is"
    english, _ = format_text(Source(MAIN, chinese), "en")
    assert english is not None
    assert ALLOW + "\nrule guests" in english
    assert [one.diagnostic.code for one in look(chinese).suppressed] == ["PQ415"]
    assert [one.diagnostic.code for one in look(english).suppressed] == ["PQ415"]


def test_many_cost_no_more_than_their_number() -> None:
    def work(number: int) -> int:
        rules = "".join(f"{ALLOW}\nrule r{n} when image then delete\n" for n in range(number))
        source = Source(MAIN, HEAD + rules)
        file, _ = parse(source)
        reports = look(HEAD + PICTURES + GUESTS).diagnostics * number
        return lines_run(lambda: suppress({MAIN: file}, MAIN, {MAIN: source}, reports, DAY))

    work(10)
    assert work(400) < 2.5 * work(200)
    hostile = HEAD + "# policyq: allow" + " " * 200_000 + "\n" + "#" * 200_000 + "\n" + PICTURES
    with ends():
        assert codes(hostile)[0] == "PQ461"


MANY = """policy "Book club" version 1
timezone Asia/Shanghai
words idle = "unlikely"
ladder one within 30 days
  first mute 1 hour

rule pictures
  when image
  then delete
rule guests when image and sender is guest then delete
section big when members > 200
  rule voices when voice then mute 10 minutes, mute 1 hour
  rule climbs
    when video then penalize by one
end
rule last when poll then delete
"""
LINES = MANY.splitlines()


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.booleans(),
            st.sampled_from(["PQ401", "PQ406", "PQ412", "PQ415", "PQ401, PQ415"]),
        ),
        max_size=5,
    )
)
def test_the_formatter_moves_none_to_another_declaration(
    comments: list[tuple[int, bool, str]],
) -> None:
    lines = list(LINES)
    for number, (line, above, codes_) in enumerate(comments):
        comment = f"# policyq: allow {codes_} until 2099-12-31: reason {number}"
        lines[line] = f"{comment}\n{lines[line]}" if above else f"{lines[line]}  {comment}"
        if not above and lines[line].count("#") > 1 + lines[line].count("\n"):
            return  # two at the end of one line are one comment
    text = "\n".join(lines) + "\n"
    before = look(text)
    for language in ("zh", "en"):
        laid, _ = format_text(Source(MAIN, text), language)
        assert laid is not None
        after = look(laid)
        assert _told(after) == _told(before)
        assert format_text(Source(MAIN, laid), language)[0] == laid


def _told(found: Compiled) -> tuple[list[str], list[tuple[str, str]]]:
    allowed = [(one.diagnostic.code, one.reason) for one in found.suppressed]
    return sorted(one.code for one in found.diagnostics), sorted(allowed)
