"""Parts, counts, steps and entries that decide nothing, and those like them that do."""

from __future__ import annotations

import pytest
from checking import checked, marked, names

LADDER = "rule pictures when image then penalize by l\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rule r when count(image per sender daily) >= 1 then delete\n", "counts-itself"),
        ("rule r when image and count(message within 1 hour) > 0 then delete\n", "counts-itself"),
        ("rule r when image and not count(message within 1 hour) > 0 then delete\n",
         "never-below-one"),
        ("rule r when video and count(image per sender daily) >= 1 then delete\n", None),
        ("rule r when image and count(image per text daily) >= 1 then delete\n", None),
        ("rule r when image or count(video daily) >= 1 then delete\n", "counts-itself"),
        ("rule r when message and count(image daily) < 1 then delete\n", None),
        ("rule r when day end and count(day end within 3 days) > 4 then lock for 1 hour\n",
         "more-days-than-window"),
        ("rule r when day end and count(day end within 3 days) > 3 then lock for 1 hour\n", None),
        ("rule r when members < 20 and distinct(sender of message within 1 hour) > 19 "
         "then delete\n", "more-senders-than-members"),
        ("rule r when members < 20 and distinct(sender of message within 1 hour) > 18 "
         "then delete\n", None),
        ("rule r when members < 20 and distinct(sender of join within 1 hour) > 19 "
         "then lock for 1 hour\n", None),
        ("rule r when length > 5 and length > 3 then delete\n", "idle-part"),
        ("rule r when length > 5 and length < 9 then delete\n", None),
        ("rule r when image and sender is admin and sender is not guest then delete\n",
         "idle-part"),
        ("rule r when image and count(message within 1 minute) > 9 and "
         "count(message within 1 hour) > 5 then delete\n", "idle-part"),
        ("rule r when image and count(message within 1 minute) > 3 and "
         "count(message within 1 hour) > 5 then delete\n", None),
        ("rule r when time in 08:00 to 12:00 and time in 07:00 to 13:00 then delete\n",
         "idle-part"),
        ("rule r when time in 08:00 to 12:00 and time in 09:00 to 13:00 then delete\n", None),
        ("ladder l within 1 day\n  first mute 1 day\n  next remove\n" + LADDER,
         "mute-outlasts-window"),
        ("ladder l within 1 day\n  first mute 23 hours\n  next remove\n" + LADDER, None),
        ("ladder l within 1 day\n  first mute 1 day\n  next remove\n"
         "rule r when join then penalize by l\n", None),
        ("ladder l within 1 day\n  first remove\n  next remove\n" + LADDER, "step-after-remove"),
        ("ladder l within 1 day\n  first warn\n  next remove confirmed by owner\n"
         "  next remove\n" + LADDER, None),
        ('words w = "sale", "big sale"\nrule r when text is w then delete\n', None),
        ('words w = "sale", "BIG SALE"\nrule r when text contains w then delete\n',
         "word-in-word"),
        ("sites s = a.com, b.a.com\nrule r when any link in s then delete\n", "site-in-site"),
        ("sites s = a.com, ba.com\nrule r when any link in s then delete\n", None),
    ],
)  # fmt: skip
def test_what_decides_nothing(text: str, name: str | None) -> None:
    assert names(text) == ([name] if name else [])


@pytest.mark.parametrize(
    "steps",
    [
        "within 30\n  first mute 2 hours\n  next remove",
        "within 30 days\n  first mute 1 day\n  next mute 30",
    ],
)
def test_a_length_without_its_unit_is_told_alone(steps: str) -> None:
    assert names(f"ladder l {steps}\n{LADDER}") == ["needs-unit"]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('"sale", "big sale", "buy"', '"sale", "buy"'),
        ('"big sale", "sale"', '"sale"'),
        ('"buy", "buy it", "buy me"', '"buy"'),
        ('"buy it", "buy", "big sale", "sale", "buy me"', '"buy", "sale"'),
    ],
)
def test_the_fix_takes_the_entry_out(written: str, left: str) -> None:
    rule = "\nrule r when text contains w then delete\n"
    text = f"words w = {written}{rule}"
    _, found = checked(text, head='policy "x" version 1\n')
    source = 'policy "x" version 1\n' + text
    for fix in sorted(found[0].fixes, key=lambda fix: fix.span, reverse=True):
        source = source[: fix.span.start] + fix.replacement + source[fix.span.end :]
    assert source == f'policy "x" version 1\nwords w = {left}{rule}'


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ("exempt owner, teacher\nrule r when image and sender is owner, teacher then delete\n",
         [("unreachable-rule", "r")]),
        ("exempt owner until 2026-12-31\nrule r when image and sender is owner then delete\n", []),
        ("rule r when image and members > 300 then delete\n"
         "section big when members > 200\n  disable rule r\nend\n", [("unreachable-rule", "r")]),
        ("rule r when image and members > 100 then delete\n"
         "section big when members > 200\n  disable rule r\nend\n", []),
        ('rule r when text contains "abcdef" and length < 4 then delete\n',
         [("unreachable-rule", "r")]),
        ("rule r when has link and link count < 1 then delete\n", [("unreachable-rule", "r")]),
        ("rule a when image then unmute\nrule r when image and sender is guest then mute 1 hour\n",
         [("opposite-rules", "r")]),
        ("rule a when image and sender is admin then unmute\n"
         "rule r when image and sender is guest then mute 1 hour\n", []),
        ("promise p never mute when members > 9\nrule a when image then mute 1 hour\n"
         "rule r when image and sender is guest then warn\n", []),
    ],
)  # fmt: skip
def test_rules_beside_others(rules: str, found: list[tuple[str, str]]) -> None:
    assert marked(rules) == found
