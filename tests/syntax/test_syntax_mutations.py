"""Mistakes in some declarations: about one report for each, and the others are still there."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from policyq.diagnostics.diagnostic import Severity
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.syntax.parse import parse
from policyq.syntax.slips import TOKEN

SAMPLES = Path(__file__).parent.parent / "samples"
_JUNK = (
    "foo",
    "胡",
    "(",
    ")",
    ",",
    '"',
    "42",
    "then",
    "且",
    "10分钟",
    "=",
    "。",
    "rule",
    "\u200b",
    "x y",
)


def mutated(text: str, dice: random.Random) -> str:
    """``text`` with one small change."""
    tokens = [m.span() for m in TOKEN.finditer(text) if m.lastgroup != "comment"]
    place = dice.randrange(len(tokens))
    start, end = tokens[place]
    match dice.randrange(4):
        case 0:
            at = dice.randrange(start, end)
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:start] + text[end:]
        case 2 if place + 1 < len(tokens):
            first, last = tokens[place + 1]
            return text[:start] + text[first:last] + text[end:first] + text[start:end] + text[last:]
    return text[:start] + dice.choice(_JUNK) + " " + text[start:]


def trial(text: str, file: tree.File, dice: random.Random) -> tuple[int, int, list[str]]:
    """How many declarations were mutated, how many errors came, and which good rules were lost."""
    chosen = set(dice.sample(range(len(file.declarations)), dice.randint(1, 3)))
    changed = text
    for place in sorted(chosen, reverse=True):
        span = file.declarations[place].span
        part = mutated(changed[span.start : span.end], dice)
        changed = changed[: span.start] + part + changed[span.end :]
    again, reports = parse(Source("p", changed))
    errors = sum(report.severity is Severity.ERROR for report in reports)
    kept = set(rules(again.declarations))
    good = [one for place, one in enumerate(file.declarations) if place not in chosen]
    return len(chosen), errors, [rule.name.text for rule in rules(good) if rule not in kept]


def rules(declarations: object) -> list[tree.Rule]:
    found = []
    for one in declarations:  # type: ignore[attr-defined]
        if isinstance(one, tree.Section):
            found += rules(one.items)
        elif isinstance(one, tree.Rule):
            found.append(one)
    return found


def run(name: str, trials: int, seed: int) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    file, _ = parse(Source("p", text))
    dice = random.Random(seed)
    mutations = reports = 0
    lost: list[str] = []
    for _ in range(trials):
        changed, errors, gone = trial(text, file, dice)
        mutations += changed
        reports += errors
        lost += gone
    print(f"{name}: {mutations} mutated declarations, {reports} reports, {len(lost)} rules lost")
    assert reports <= mutations * 1.1
    assert not lost


@pytest.mark.parametrize("name", ["full_zh.policyq", "full_en.policyq"])
def test_reports_match_the_mistakes(name: str) -> None:
    run(name, 40, 1)


@pytest.mark.long
@pytest.mark.parametrize("name", ["full_zh.policyq", "full_en.policyq"])
def test_reports_match_the_mistakes_at_length(name: str) -> None:
    run(name, 1500, 2)
