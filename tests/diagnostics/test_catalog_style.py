"""How every message of the catalog is written, in both languages."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest
from errors.catalog_cases import check_all, files_of

from policyq.diagnostics import catalog
from policyq.diagnostics.catalog import all_kinds
from policyq.diagnostics.diagnostic import Kind, Words
from policyq.diagnostics.render import missing, placeholders, render
from policyq.diagnostics.source import Source

KINDS = list(all_kinds().values())
CHINESE = re.compile("[\u4e00-\u9fff]")


def _sentences(kind: Kind) -> list[tuple[str, Words]]:
    parts = [("title", kind.title), ("label", kind.label), ("also", kind.also), ("why", kind.why)]
    return parts + ([("help", kind.help)] if kind.help is not None else [])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_message_is_written_as_all_are(kind: Kind) -> None:
    assert re.fullmatch(r"PQ[1-7]\d\d", kind.code)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", kind.name)
    for part, words in _sentences(kind):
        assert words.zh and words.en, f"{part} is not filled"
        assert words.zh == words.zh.strip() and words.en == words.en.strip(), part
        assert CHINESE.search(words.zh) or "{" in words.zh, f"{part} is not Chinese"
        assert not CHINESE.search(re.sub("`[^`]*`", "", words.en)), f"{part} is not English"
        if part != "why":  # which is prose, and may be several sentences
            assert words.zh[-1] not in "。.", f"{part} ends with a full stop"
            assert words.en[-1] != "." or words.en.endswith(".."), f"{part} ends with a full stop"
            assert not re.match(r"[A-Z][a-z]", words.en), f"{part} starts with a capital"
        assert words.zh.count("`") % 2 == words.en.count("`") % 2 == 0, f"{part}: odd backticks"
        # One language may need a word that the other does without; each with its own: two stories.
        zh, en = placeholders(words.zh), placeholders(words.en)
        assert zh <= en or en <= zh, f"{part} tells two stories"
        assert not re.search(r"\{(?!\w+\})|(?<!\w)\}", re.sub("`[^`]*`", "", words.en)), part


def test_codes_and_names_are_unique_and_every_module_is_read() -> None:
    names = [kind.name for kind in KINDS]
    assert sorted(names) == sorted(set(names))
    declared = {
        value.code
        for found in iter_modules(catalog.__path__)
        for value in vars(import_module(f"{catalog.__name__}.{found.name}")).values()
        if isinstance(value, Kind)
    }
    assert declared == set(all_kinds())


@pytest.mark.parametrize(
    "kind",
    [k for k in KINDS if k.code < "PQ55" or "PQ58" <= k.code < "PQ6"],
    ids=lambda kind: kind.code,
)
def test_no_value_is_missing(kind: Kind) -> None:
    files = files_of(kind.bad)
    for found in check_all(files, run=False):
        assert not missing(found), f"{found.code} has no value for {missing(found)}"
        sources = {name: each for name, each in files.items() if isinstance(each, Source)}
        for form in ("human", "json"):
            assert found.code in render([found], sources, language="zh", form=form)
