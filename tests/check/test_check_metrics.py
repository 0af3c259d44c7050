"""Metrics and watches that are refused or warned of, and those like them that are not."""

from __future__ import annotations

import pytest
from checking import HEAD, marked, names

from policyq.check import check
from policyq.diagnostics.source import Source
from policyq.syntax.parse import parse

ACTIVE = "metric active = share who speak poor < 15%, good >= 25%, excellent > 40%\n"
TELL = "then notify owner\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("metric a = a per messages\n", "metrics-in-a-circle"),
        ("metric a = b per messages\nmetric b = c per messages\nmetric c = b per a\n",
         "metrics-in-a-circle"),
        ("metric a = b per messages\nmetric b = link clicks\nmetric c = b per a\n", None),
        ("metric a = decay poor > 30%, good <= 15%, excellent < 5%\n", None),
        ("metric a = decay poor > 10%, good <= 15%\n", "thresholds-out-of-order"),
        ("metric a = decay good < 5%, excellent < 15%\n", "thresholds-out-of-order"),
        ("metric a = messages poor < 5, good > 5, excellent > 5\n", None),
        ("metric a = messages poor <= 5, good >= 5\n", "thresholds-out-of-order"),
        ("metric a = messages poor < 5, excellent < 3\n", "thresholds-out-of-order"),
        ("metric a = messages good > 5, good > 6\n", "grade-twice"),
        ("value least = 0.2, from 2026-12-01 = 0.1\nmetric a = share who speak poor < least, "
         "good >= 25%\n", None),
        ("value least = 3 days\nmetric a = messages poor < least\n", "value-of-another-unit"),
        ("metric a = messages weekly\nmetric b = a per speakers\n", "periods-mixed"),
        ("metric a = messages weekly\nmetric b = a per speakers weekly\n", None),
        ("metric a = share who speak poor < 15\n", "share-out-of-range"),
        ("metric a = messages poor < 15\n", None),
        ("metric a = speek per messages\n", "unknown-name"),
        ("metric a = count(image and count(image daily) > 2)\n", "count-inside-count"),
        ("metric a = sum(amount of join)\n", "events-without-field"),
        ("metric a = distinct(host of join)\n", "events-without-field"),
        ("metric a = share of messages(join)\n", "no-such-event"),
        ("metric a = count(join and text contains \"x\")\n", "no-such-event"),
        ("metric a = count(text contains ads)\nwords ads = \"buy\"\n", None),
        ("metric a = messages\nmetric a = speakers\n", "duplicate-name"),
    ],
)  # fmt: skip
def test_metrics(text: str, name: str | None) -> None:
    found = names(text)
    assert found == ([] if name is None else [name]), found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"watch w when active < 15% for 3 days {TELL}", None),
        (f"watch w when active is fair {TELL}", None),
        (f"watch w when active is poor and members > 30 and group has tag exam {TELL}", None),
        (f"watch w when active is poor and members > 3 days {TELL}", "needs-number"),
        (f"watch w when aktive < 15% {TELL}", "unknown-name"),
        (f"watch w when active < 15% for 2 weeks {TELL}", None),
        (f"watch w when active < 15% for 0 days {TELL}", "run-of-periods"),
        (f"watch w when active < 15% for 1.5 days {TELL}", "run-of-periods"),
        (f"watch w when active < 15% for 401 days {TELL}", "run-of-periods"),
        (f"watch w when active < 15% for 3 hours {TELL}", "run-of-periods"),
        (f"metric s = messages weekly\nwatch w when s < 5 for 14 days {TELL}", "run-of-periods"),
        (f"metric s = messages weekly\nwatch w when s < 5 for 2 weeks {TELL}", None),
        (f"metric s = messages weekly\nwatch w when s < 5 and active < 15% {TELL}",
         "periods-mixed"),
        (f"metric s = messages poor < 3\nwatch w when s is good {TELL}", "no-such-grade"),
        (f"metric s = messages\nwatch w when s is fair {TELL}", "no-such-grade"),
        (f"watch w when active < 15 {TELL}", "share-out-of-range"),
        ("watch w when active < 15% then mute 10 minutes\n", "no-target"),
        ("watch w when active < 15% then record afterwards warn \"x\"\n", "no-target"),
        ("watch w when active < 15% then delete\n", "nothing-to-delete"),
        ("ladder l within 3 days\n  first warn\n  next remove\nwatch w when active < 15% "
         "then penalize by l\n", "ladder-without-member"),
        ("watch w when active < 15% then notify owner \"{member}\"\n", "placeholder-not-here"),
        ("level 1 means lock for 1 hour\nwatch w when active < 15% then treat as level 1\n", None),
        (f"rule w when join then reply \"x\"\nwatch w when active < 15% {TELL}",
         "watch-like-a-rule"),
    ],
)  # fmt: skip
def test_watches(text: str, name: str | None) -> None:
    found = names(ACTIVE + text)
    assert found == ([] if name is None else [name]), found


def test_the_mark_is_on_what_is_wrong() -> None:
    assert marked("metric a = messages poor < 5, good > 3\n") == [
        ("thresholds-out-of-order", "good > 3")
    ]
    assert marked(ACTIVE + f"watch w when active < 15% for 3 hours {TELL}") == [
        ("run-of-periods", "3 hours")
    ]


def test_metrics_need_a_time_zone() -> None:
    assert "no-timezone" in names(ACTIVE, head='policy "x" version 1\n')


def test_what_a_watch_does_must_be_possible_on_the_platform() -> None:
    text = ACTIVE + "watch w when active is poor then lock for 1 hour afterwards unlock\n"
    source = Source("main.policyq", HEAD + text)
    file, _ = parse(source)
    _, found = check({source.name: file}, source.name, {source.name: source}, ("wechat",))
    assert [one.kind.name for one in found] == ["nobody-can", "nobody-can"]
