"""Rules on trial: which can be, what a file says over its bases, until when, and who uses what."""

from __future__ import annotations

from datetime import date

import pytest
from checking import HEAD, MAIN, checked, names

from policyq.diagnostics.source import Source
from policyq.ir.trials import NEVER
from policyq.pipeline import Compiled, compile_policy
from policyq.study import examples
from policyq.study.plan.changes import changes

RULES = 'rule ads when text contains "buy" then delete\nrule pictures when image then delete\n'
BASE = HEAD + RULES + "shadow ads, pictures until 2026-12-31\n"


def on_trial(text: str, **others: str) -> dict[str, tuple[str, date | None]]:
    policy, found = checked(text, **others)
    assert policy is not None, found
    return {name: (one.trial.mode, one.end) for name, one in policy.trials.items()}


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("shadow ads", None),
        ("shadow ads until 2026-12-31", date(2027, 1, 1)),
        ("shadow ads from 2026-12-01 for 7 days", date(2026, 12, 8)),
        ("trial ads from 2026-12-01 for 2 weeks", date(2026, 12, 15)),
        ("试运行 ads 自2026年12月1日起7天", date(2026, 12, 8)),
        ("shadow ads from 2026-12-01 for 168 hours", date(2026, 12, 8)),
    ],
)
def test_when_a_trial_ends(text: str, end: date | None) -> None:
    assert on_trial(f"{RULES}{text}\n") == {"ads": ("shadow", end)}


def test_a_file_says_over_its_bases() -> None:
    last = date(2027, 1, 1)
    use = 'use "base.policyq"\n'
    assert on_trial(use, base_policyq=BASE) == {
        "ads": ("shadow", last),
        "pictures": ("shadow", last),
    }
    more = f"{use}enforce ads\nadvise pictures notify owner\n"
    assert on_trial(more, base_policyq=BASE) == {"pictures": ("advise", None)}
    assert names(more, base_policyq=BASE) == []
    assert names(f"{use}disable rule ads\n", base_policyq=BASE) == []


def test_a_rule_of_a_section_can_be_on_trial() -> None:
    text = (
        'rule big when text contains "x" then delete\nsection large when members > 200\n'
        "  rule pictures when image then delete\n  override rule big when voice then delete\nend\n"
        "shadow pictures, big\n"
    )
    compiled = compile_policy({MAIN: Source(MAIN, HEAD + text)}, MAIN)
    assert compiled.program is not None, compiled.diagnostics
    assert [rule.trial is not None for rule in compiled.program.rules] == [True] * 3
    assert compiled.program.tries == NEVER


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("shadow add", ["trial-of-unknown-rule"]),
        ("shadow ads, ads", ["mode-set-twice"]),
        ("shadow ads for 7 days", ["trial-without-start"]),
        ("shadow ads from 2026-12-01 for 90 minutes", ["trial-not-whole-days"]),
        ("shadow ads from 2026-12-01 for 99999 days", ["trial-not-whole-days"]),
        ("enforce ads", ["enforced-without-trial"]),
        ("shadow ads until 2026-02-30", ["no-such-date"]),
        ('advise ads notify owner "{advise}"', ["unknown-placeholder"]),
        ('advise ads notify owner "{step}"', ["step-outside-ladder"]),
        ("watch quiet when daily = 0 then notify owner\nshadow quiet", ["trial-of-unknown-rule"]),
    ],
)
def test_what_is_refused(text: str, found: list[str]) -> None:
    metric = "metric daily = speakers\n" if "daily" in text else ""
    assert names(f"{RULES}{metric}{text}\n") == found


def test_advice_uses_what_it_names() -> None:
    roster = "roster support\n  all day Ming\n"
    assert names(f"{RULES}{roster}advise ads notify support\n") == []
    value = "value many = 3\n"
    assert names(f'{RULES}{value}advise ads notify owner "more than {{many}}"\n') == []


def compiled(text: str) -> Compiled:
    return compile_policy({MAIN: Source(MAIN, HEAD + text)}, MAIN)


def test_examples_say_what_rules_do() -> None:
    example = 'example "ads go"\n  10:00 Ming: "buy"\n  expect delete\n'
    found = compiled(f"{RULES}shadow ads\n{example}")
    assert found.checked is not None and found.program is not None
    ran = examples.run(found.checked, found.program)
    assert (len(ran.passed), ran.failed) == (1, ())


def test_another_mode_is_another_meaning() -> None:
    shadow, later, enforced = (
        compiled(RULES + more).program
        for more in ("shadow ads\n", "shadow ads until 2026-12-31\n", "")
    )
    assert shadow is not None and later is not None and enforced is not None
    for old, new in ((shadow, enforced), (enforced, shadow), (shadow, later)):
        found = changes(old, new)
        assert [(one.key.name, one.how) for one in found.parts] == [("ads", "changed")]
        assert (found.settings, found.forgotten) == ((), ())
    assert len({shadow.digest, later.digest, enforced.digest}) == 3
