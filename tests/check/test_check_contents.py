"""Times, forms, calendars, formats and rankings that are refused or warned of, and what they stand
for: policies with and without the sugar mean the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checking import HEAD, marked, names

from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.pipeline import compile_policy

POSTING = "hours posting = Monday to Friday 07:30 to 09:00, 18:00 to 19:30\n"
TIP = 'form tip when text starts with "[Tip]"\n'
WEEKLY = POSTING + TIP + "calendar weekly in posting\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (WEEKLY + "  Monday 07:30 tip\n", None),
        (WEEKLY + "  Monday 08:59 tip\n", None),
        (WEEKLY + "  Monday 09:00 tip\n", "entry-outside-window"),
        (WEEKLY + "  Monday to Saturday 08:00 tip\n", "entry-outside-window"),
        (WEEKLY + "  08:00 tip\n", "entry-outside-window"),
        (WEEKLY + "  2026-05-01 08:00 tip\n", None),  # a Friday
        (WEEKLY + "  2026-05-02 08:00 tip\n", "entry-outside-window"),
        (WEEKLY + "  2026-05-01 to 2026-05-04 08:00 tip\n", None),
        (WEEKLY + "  Monday 08:00 tipp\n", "unknown-name"),
        (WEEKLY + "  Monday 08:00\n", "empty-entry"),
        (WEEKLY + "  Monday 24:00 tip\n", "end-of-day"),
        (WEEKLY + "  2126-05-01 08:00 tip\n", "far-date"),
        (WEEKLY + "  Monday 08:00 tip then mute 1 hour\n", "no-target"),
        (WEEKLY + "  Monday 08:00 tip\n  Monday 08:00 then record\n", "entries-at-one-time"),
        (WEEKLY + "  Monday 08:00 tip\n  Tuesday 08:00 tip\n", None),
        (WEEKLY + "  Monday 08:00 tip\n  2026-05-01 08:00 tip\n", None),
        (WEEKLY + "  2026-05-01 08:00 tip\n  2026-05-01 08:00 tip\n", "entries-at-one-time"),
        (POSTING + TIP + "calendar weekly in postng\n  Monday 08:00 tip\n", "unknown-name"),
        (POSTING + TIP + "calendar weekly in tip\n  Monday 08:00 tip\n", "wrong-sort"),
        (
            "hours nights = 22:00 to 02:00\n" + TIP
            + "calendar weekly in nights\n  Monday 23:30 tip\n",
            None,
        ),
        ("hours free = holidays all day\n" + TIP + "calendar w in free\n  Monday 08:00 tip\n",
         "no-calendar"),
        (WEEKLY.replace("posting\n  ", "posting late within 3\n  ") + "  Monday 08:00 tip\n", None),
        (POSTING + TIP + "calendar w in posting late within 3\n  Monday 08:00 tip\n", "needs-unit"),
        ("form tip 0 weekly when image\n", "number-cannot-be-wanted"),
        ("form tip 1.5 weekly when image\n", "number-cannot-be-wanted"),
        ("form tip 5 to 3 weekly when image\n", "number-cannot-be-wanted"),
        ("form tip 3 to 3 weekly when image\n", None),
        ("form tip when join\n", "no-such-event"),
        ("form tip when image and count(image daily) > 2\n", "count-inside-count"),
        ("form tip when image\nmetric tip = count(image)\n", "duplicate-name"),
        ("form tip 2 weekly when image\nwatch few when tip is poor then notify owner\n", None),
        ("form tip when image\nwatch few when tip is poor then notify owner\n", "no-such-grade"),
        ("ranking best = weekly count(message) top 0\n", "number-cannot-be-wanted"),
        ("ranking best = weekly count(message) top 101\n", "number-cannot-be-wanted"),
        ("ranking best = weekly sum(amount of join)\n", "events-without-field"),
        ("ranking best = weekly count(message) then warn\n", "no-target"),
        ('ranking best = weekly count(message) then reply "{ranking}"\n', None),
        ('rule best when day end then reply "{ranking}"\n', "no-ranking-here"),
        ("rule x when at Monday 08:00 and image then record\n", "no-such-event"),
        ("rule x when at 24:00 then record\n", "end-of-day"),
        ("rule x when at Monday 08:00 and today is Sunday then record\n", "contradiction"),
        ("rule x when at workdays 08:00 then record\n", "no-calendar"),
        ("rule x when at 08:00 and late > 5 then record\n", "needs-unit"),
        ("rule x when at 08:00 then delete\n", "nothing-to-delete"),
        (
            'rule x when at 08:00 then reply "a"\nrule y when at 09:00 then reply "b"\n',
            None,
        ),
        (
            'rule x when at 08:00 then reply "a"\nrule y when at Monday 08:00 then reply "b"\n',
            "replies-meet",
        ),
    ],
)  # fmt: skip
def test_what_is_said(text: str, name: str | None) -> None:
    assert names(text) == ([] if name is None else [name])


def test_an_entry_is_shown_with_the_hours_that_it_misses() -> None:
    found = marked(WEEKLY + "  Monday 08:00 tip\n  Sunday 08:00 tip\n")
    assert found == [("entry-outside-window", "Sunday 08:00 tip")]


def test_entries_of_an_unknown_calendar_of_days_wait_for_it() -> None:
    days = "years: [2026]\ndays:\n  - {off: 2026-05-01}\n"
    text = 'holidays from "days.yaml"\n' + WEEKLY + "  workdays 08:00 tip\n"
    assert names(text, days_yaml=days) == []


def test_a_reply_in_the_quiet_hours_waits() -> None:
    quiet = "bot quiet in 22:00 to 08:30\n"
    assert names(quiet + WEEKLY + '  Monday 08:00 then reply "a"\n') == ["entry-in-quiet"]
    assert names(quiet + WEEKLY + '  Monday 08:30 then reply "a"\n') == []
    assert (
        names(quiet + 'rule x when image then reply "b"\n' + WEEKLY + "  Monday 08:00 tip\n") == []
    )


def test_formats_are_rules() -> None:
    policy = 'format x when image requires text starts with "a"\n'
    assert names(policy + "rule x when video then record\n") == ["duplicate-name"]
    assert names(policy + "rule y when video then record\nuse \"x.policyq\"\n",
                 x_policyq='policy "b" version 1\nrule z when image then record\n') == []  # fmt: skip
    assert (
        names("section big when members > 200\nformat x when image requires has link\nend\n") == []
    )


# -- what they stand for -----------------------------------------------------------------------


def program(text: str) -> nodes.Program:
    source = Source("p.policyq", HEAD + text)
    compiled = compile_policy({source.name: source}, source.name)
    assert compiled.program is not None, [str(one) for one in compiled.diagnostics]
    return compiled.program


def plain(one: nodes.Program) -> nodes.Program:
    """Without what only reports ask for."""
    return replace(one, digest="", agendas=(), forms=(), rankings=())


def test_a_form_is_a_metric() -> None:
    sugar = 'form tip 3 to 5 weekly when text starts with "[Tip]"\n'
    spelt = (
        'metric tip = count(message and not edit and text starts with "[Tip]") weekly '
        "poor < 3, good >= 3\n"
    )
    assert plain(program(sugar)) == plain(program(spelt))


def test_a_format_is_a_rule() -> None:
    sugar = 'format x "say [N]" priority 2 when mentions everyone requires text starts with "[N]"'
    spelt = (
        'rule x "say [N]" priority 2 when mentions everyone unless text starts with "[N]" '
        'then reply "{member}, {rule}."'
    )
    assert plain(program(sugar)) == plain(program(spelt))
    for zh, sentence in (("【N】", "开头要写【N】"), ("[N]", "please begin with [N]")):
        (rule,) = program(f'format x when mentions everyone requires text starts with "{zh}"').rules
        assert rule.description == sentence


@pytest.mark.parametrize(
    ("late", "limit"),
    [
        ("", "60 minutes"),
        ("late within 2 hours", "2 hours"),
        ("late never", "10 minutes"),
        ("late always", None),
    ],
)
def test_entries_are_rules_of_their_times(late: str, limit: str | None) -> None:
    head = POSTING + f"calendar weekly in posting {late}\n"
    (rule, *others) = program(head + "  Monday, Friday 08:00 then notify owner\n").rules
    within = "" if limit is None else f" and late <= {limit}"
    (spelt,) = program(f"rule x when at Monday, Friday 08:00{within} then notify owner\n").rules
    assert replace(rule, name="x") == spelt
    assert rule.name == "weekly/1,5/08:00"
    if limit is not None:
        (over,) = others
        (spelt,) = program(
            f"rule x when at Monday, Friday 08:00 and late > {limit} then record"
        ).rules
        assert replace(over, name="x") == spelt
        assert over.name == "weekly/late"
    assert bool(others) == (limit is not None)


def test_what_is_left_of_a_window_ends_with_the_day() -> None:
    head = "hours nights = 22:00 to 02:00\ncalendar k in nights\n"
    rules = {one.name: one for one in program(head + "  23:30 then record\n").rules}
    (spelt,) = program("rule x when at 23:30 and late <= 30 minutes then record\n").rules
    assert replace(rules["k/1-7/23:30"], name="x") == spelt
