"""The keyword table and the grammar made from it."""

from __future__ import annotations

import logging
import re

import pytest

from policyq import resources
from policyq.syntax import clean, grammar
from policyq.syntax.build import builder
from policyq.syntax.keywords import keywords
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import DERIVED, FIELDS, KINDS, PER, PLATFORMS, ROLES
from policyq.vocabulary.types import BEATS, BUCKETS, UNITS


@pytest.mark.parametrize(
    ("group", "ids"),
    [
        ("action", set(ACTIONS)),
        ("kind", set(KINDS) - {"timeout", "quiet_end", "scheduled"} - DERIVED | {"message"}),
        ("field", set(FIELDS)),
        ("per", set(PER)),
        ("same", set(PER)),
        ("bucket", set(BUCKETS)),
        ("beat", set(BEATS)),
        ("unit", set(UNITS)),
        ("role", set(ROLES)),
        ("platform", set(PLATFORMS)),
    ],
)
def test_groups_hold_the_ids_of_the_vocabulary(group: str, ids: set[str]) -> None:
    assert set(keywords().groups[group]) == ids


def test_spellings_agree_with_the_vocabulary() -> None:
    for id, action in ACTIONS.items():
        assert keywords().say("action", id, "zh") == action.says.zh
        assert keywords().say("action", id, "en") == action.says.en
    for id, kind in KINDS.items():
        if id not in ("timeout", "quiet_end", "scheduled") and id not in DERIVED:
            assert keywords().say("kind", id, "zh") == kind.says.zh


def test_the_grammar_has_no_conflict(caplog: pytest.LogCaptureFixture) -> None:
    """Lark raises on reduce/reduce conflicts and only logs the others."""
    logger = logging.getLogger("lark")
    logger.addHandler(caplog.handler)
    level = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        grammar.build(builder(), debug=True)
    finally:
        logger.setLevel(level)
        logger.removeHandler(caplog.handler)
    assert [r for r in caplog.messages if "conflict" in r.lower()] == []


def test_terminals_have_names_that_completion_can_list() -> None:
    for one in grammar.build(builder()).terminals:
        assert re.fullmatch(r"[A-Z][A-Z0-9_]*", one.name), one


def test_every_spelling_is_a_terminal_of_its_own() -> None:
    found = {t.pattern.value for t in grammar.build(builder()).terminals if t.pattern.type == "str"}
    for row in keywords().grammatical:
        if row.group == "field":
            continue  # some fields are asked about in other words
        for spelling in row.spellings:
            assert set(spelling.lower().split()) <= found, row


def test_the_scanner_and_the_grammar_agree_on_texts_and_patterns() -> None:
    text = resources.read_text("grammar/policyq.lark")
    for name, pattern in (("STRING", clean.STRING), ("PATTERN", clean.PATTERN)):
        match = re.search(rf"^{name}: /(.*)/$", text, re.MULTILINE)
        assert match is not None
        for sample in ('"a', '"a"b', '“a"b”', "「」x", '"a\\"b" c', "/a\\/b/c", "/a", '"a\\'):
            ours, theirs = re.match(pattern, sample), re.match(match[1], sample)
            assert (ours and ours[0]) == (theirs and theirs[0]), (name, sample)


def test_resources_stay_inside() -> None:
    assert "keyword:" in resources.read_text("grammar/keywords.yaml")
    assert "policyq.lark" in resources.names("grammar")
    for path in ("../pyproject.toml", "grammar/../pyproject.toml", "grammar", "", "grammar/none"):
        with pytest.raises(FileNotFoundError):
            resources.read_text(path)
