"""Options of lists and words: which are refused, which do nothing, and which are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from checking import names

from policyq.diagnostics.source import Source
from policyq.study.wordlists.checking import problems
from policyq.text.folds import SETS

RULE = "rule r when text contains w then delete\n"
NEAR = 'rule r when text contains "job" near "chat" within {} then delete\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('words w = "sale", "deal"\n' + RULE, []),
        ('words w normally wholly longest = "sale", "deal" strictly\n' + RULE, []),
        ('words w loosely reversed shuffled = "sale", "deal"\n' + RULE, []),
        ('words w strictly normally = "sale", "deal"\n' + RULE, ["options-contradict"]),
        ('words w longest first = "sale", "deal"\n' + RULE, ["options-contradict"]),
        ('words w = "sale" loosely strictly, "deal"\n' + RULE, ["options-contradict"]),
        ('words w wholly wholly = "sale", "deal"\n' + RULE, ["idle-option"]),
        ('words w wholly = "sale" wholly, "deal"\n' + RULE, ["idle-option"]),
        ('words w = "sale" longest, "deal"\n' + RULE, ["idle-option"]),
        ('words w = "level" reversed, "deal"\n' + RULE, ["idle-option"]),
        ('words w = "level" shuffled, "deal"\n' + RULE, []),
        ('words w loosely = "sale", "deal"\nrule r when text is w then delete\n', ["idle-option"]),
        (
            'words w = "sale", "deal" except "sale!"\nrule r when text is w then delete\n',
            ["idle-option"],
        ),
        ('words w loosely = "sale", "deal"\n' + RULE + "rule s when text is w then warn\n", []),
        ('rule r when text matches "a+" wholly then delete\n', ["idle-option"]),
        ('rule r when text contains "a" first then delete\n', ["idle-option"]),
        (NEAR.format("1 character"), []),
        (NEAR.format("200"), []),
        (NEAR.format("201"), ["near-how-far"]),
        (NEAR.format("1.5"), ["near-how-far"]),
        ('words w = "滚" wholly, "有病"\n' + RULE, []),
        ('words w = "滚", "有病"\n' + RULE, ["short-words"]),
        ('words w = "有病" except "有病吗"\n' + RULE, []),
        ('words w = "有病" except "没病"\n' + RULE, ["idle-exception"]),
        ('words w loosely = "加微信" except "不加威信"\n' + RULE, []),
        ('words w = "加微信" except "不加威信"\n' + RULE, ["idle-exception"]),
        ('words w = "有病" except " "\n' + RULE, ["empty-word"]),
        ('words w = "ＶＸ１", "Ⅵ", "6"\n' + RULE, ["short-words", "same-words"]),
        ('words w = "sale", "big sale" longest\n' + RULE, ["idle-option", "word-in-word"]),
        ('words w longest = "sale", "big sale"\n' + RULE, []),
        ('words w = "sale", "big sale" except "sale over"\n' + RULE, []),
        ('words w = "sale" wholly, "big sale"\n' + RULE, []),
        ('words w = "sale" strictly, "big sale"\n' + RULE, []),
        (
            'words w = "sale", "big sale"\n'
            'rule r when text contains w near "now" within 5 then delete\n',
            [],
        ),
        ('rule r when text is "赌 博" and text contains "赌博" then delete\n', []),
        (
            'rule r when text is "赌 博" and text contains "赌博" strictly then delete\n',
            ["contradiction"],
        ),
        ('rule r when text contains "猪" loosely then delete\n', ["short-word-loosely"]),
        (
            'rule r when text contains "free" loosely and not text contains "free" then delete\n',
            [],
        ),
        (
            'rule r when text contains "vx1" loosely then delete\n'
            'rule s when text contains "vx1" then delete\n',
            ["idle-rule"],
        ),
        (
            'rule r when text contains "vx1" wholly then delete\n'
            'rule s when text contains "vx1" then warn\n',
            [],
        ),
    ],
)
def test_what_is_said(text: str, said: list[str]) -> None:
    assert sorted(names(text)) == sorted(said)


@pytest.mark.parametrize("word", ["猪", "vx", "v", "赌博", "加微信", "a猪"])
@pytest.mark.parametrize("options", ["loosely", "normally", "strictly", "loosely shuffled"])
def test_a_policy_and_a_list_call_the_same_words_too_short(word: str, options: str) -> None:
    folds = options.split(" ")
    chosen = SETS[folds[0]] | set(folds[1:])
    in_list = {
        each.kind.name
        for each in problems((Source("a.txt", f"{word}\n"),), chosen, date(2026, 11, 26))
    }
    in_policy = names(f'rule r when text contains "{word}" {options} then delete\n')
    assert ("short-word-loosely" in in_policy) is ("short-for-folds" in in_list)
