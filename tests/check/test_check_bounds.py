"""Whatever an author writes: no traceback, no hang, and not more reports than mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import HEAD, MAIN, names
from hanging import ends, lines_run
from hypothesis import given, settings
from hypothesis import strategies as st

from policyq.check import check
from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy
from policyq.syntax.parse import parse

SAMPLES = Path(__file__).parents[1] / "samples"
WHOLE = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("full_*.policyq"))]

PIECES = [
    "hours a = 23:00 to 07:00\n", "hours b = Monday 07:00 to 09:00, Sunday all day\n",
    'words w = "buy now", "free gift"\n', "sites s = zhihu.com\n",
    "value v = 2, from 2026-12-01 = 3\n", "value d = 2 hours\n",
    'ladder l within 30 days\n  first warn "{step}"\n  next mute d\n', "level 1 means treat as level 2\n",
    "level 2 means penalize by l\n", "level 3 means delete\n", "exempt owner, teacher\n",
    "rule r1 when time in a and time in b then delete\n",
    "rule r2 when text contains w and length > v unless sender is admin then penalize by l\n",
    "rule r3 when any link not in s and joined within d then treat as level 1\n",
    "rule r4 when count(message per sender within d) > v then mute d\n",
    'rule r5 when text is "q" then reply "{v} {member}"\n',
    'rule r6 when join then reply "{text}"\n',
    "rule r7 when day end then lock for d\n",
    "section x when members > 200\n  override rule r2 when image then delete\n  disable rule r4\nend\n",
    "section y when members > v\n  disable rule r4\nend\n",
    "promise p never mute when target is admin\n",
    'example "e"\n  10:00 Ming: "q"\n  expect reply\n',
]  # fmt: skip
NAMES = ["a", "b", "w", "s", "v", "d", "l", "1", "2", "3", "r1", "r2", "r4", "delete", "d1"]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_mixture_is_answered(data: st.DataObject) -> None:
    """Declarations in any order, some missing, some twice, names exchanged."""
    pieces = data.draw(st.lists(st.sampled_from(PIECES), max_size=14))
    text = "".join(pieces)
    for _ in range(data.draw(st.integers(0, 3))):
        one, other = data.draw(st.sampled_from(NAMES)), data.draw(st.sampled_from(NAMES))
        text = text.replace(f" {one}", f" {other}", data.draw(st.integers(1, 3)))
    program, policy, found, _ = compile_policy({MAIN: Source(MAIN, HEAD + text)}, MAIN)
    wrong = any(one.severity.name == "ERROR" for one in found)
    assert (program is None) == (policy is None) == wrong
    assert len({(one.span, one.code, str(one.args)) for one in found}) == len(found)


@given(st.sampled_from(WHOLE), st.data())
@settings(max_examples=12, deadline=None)
def test_a_damaged_policy_is_answered(text: str, data: st.DataObject) -> None:
    """A piece cut out of a policy that uses everything."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = min(len(text), start + data.draw(st.integers(1, 40)))
    source = Source(MAIN, text[:start] + text[end:])
    file, _ = parse(source)
    _, found = check({MAIN: file}, MAIN, {MAIN: source})
    for one in found:
        for label in one.labels:
            assert 0 <= label.span.start <= label.span.end <= len(source.text)


def reported(text: str, **others: str) -> list[str]:
    """The names of what is reported; the check alone may not hang."""
    sources = {MAIN: Source(MAIN, HEAD + text)}
    sources |= {name.replace("_", "."): Source(name, body) for name, body in others.items()}
    file, _ = parse(sources[MAIN])
    with ends():
        _, found = check({MAIN: file}, MAIN, sources)
    return [one.kind.name for one in found]


def test_twice_the_rules_are_about_twice_the_work() -> None:
    kinds = [
        'rule r{0} "d" when image and time in night and length = {0} then delete\n',
        'rule r{0} when text contains "word {0} x", "x {0} word" then treat as level 1\n',
        "rule r{0} when count(message per sender within {0} minutes) > {0} then mute {0} seconds\n",
    ]

    def work(rules: int) -> int:
        text = "hours night = 23:00 to 07:00\nlevel 1 means delete\n"
        text += "".join(kinds[number % 3].format(number) for number in range(1, rules + 1))
        assert reported(text) == []
        return lines_run(lambda: reported(text))

    work(10)
    assert work(200) < 2.5 * work(100)


@pytest.mark.long
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("rule r{0} when time in night{0} then delete, tag t{0}\n", "unknown-name"),
        ('rule r{0} when image then warn "{{x{0}}}", tag t{0}\n', "unknown-placeholder"),
        ("rule r{0} when image and length > {0} then treat as level {0}\n", "unknown-level"),
        ("hours h{0} = 07:00 to 07:00\n", "empty-slot"),
        ('section s{0} when group is "g{0}"\n  disable rule base\nend\n', None),
        ("section s{0} when members > {0}\n  disable rule base\nend\n", "sections-collide"),
        ("rule r{0} when length > {0} and length < {0} then tag t{0}\n", "contradiction"),
        ('rule r{0} when text is "q" then reply "{0}"\n', "replies-meet"),
        ("rule r{0} when image then delete\n", "same-rule"),
    ],
)
def test_3000_of_a_kind(line: str, name: str | None) -> None:
    text = "rule base when voice then delete\n"
    text += "".join(line.format(number) for number in range(1, 3001))
    found = reported(text)
    assert name is None or found.count(name) >= 2999


def test_a_long_road_of_levels() -> None:
    text = "".join(f"level {n} means treat as level {n + 1}\n" for n in range(1, 1500))
    text += "rule r when image then treat as level 1\n"
    assert reported(text + "level 1500 means delete\n") == []
    assert reported(text + "level 1500 means treat as level 1\n") == ["circle"]


def test_one_text_with_many_placeholders() -> None:
    text = 'rule r when image then warn "' + "{x} " * 3000 + '"\n'
    assert len(reported(text)) == 3000


def test_a_lexicon_of_100_000_words() -> None:
    words = "\n".join(f"word {number} 号" for number in range(100_000))
    text = 'words ads from "a.txt"\nrule r when text contains ads then delete\n'
    assert reported(text, a_txt=words + "\nword 7 号码\nWORD 7 号") == [
        "word-in-word",
        "repeated-entries",
    ]


def test_names_of_any_length() -> None:
    long = "n" * 50_000
    assert names(f"rule r when time in {long} then delete\n") == ["unknown-name"]


def test_a_choice_between_1000_counts() -> None:
    parts = (f"count(message within {n} seconds) > {n}" for n in range(1, 1001))
    text = HEAD + f"rule r when {' or '.join(parts)} then delete\n"
    with ends():
        assert compile_policy({MAIN: Source(MAIN, text)}, MAIN).program is not None


@pytest.mark.parametrize("count", [1000, 1001])
def test_thousands_of_negations_are_one_mistake(count: int) -> None:
    assert names(f"rule r when {'not ' * count}image then delete\n") == ["too-deep"]


def test_3000_rules_that_overlap_are_compared() -> None:
    """Most of them are covered by others, by one or by many together."""
    lines = [
        'rule r{0} when group is "g{1}" and length > {2} and length < {3} then tag t{1}\n'.format(
            number, number // 50, number % 50 * 3, number % 50 * 3 + 5
        )
        if number % 2
        else f"rule r{number} when image and members > {number} then mute {number} minutes\n"
        for number in range(1, 3001)
    ]
    assert set(reported("".join(lines))) <= {"idle-rule", "beaten-rule"}
