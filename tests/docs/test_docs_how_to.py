"""The how-to pages: each in both languages, listed, and whole: a problem, a policy, what it does not do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "how-to"
NAMES = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.md")} - {"index"})
LANGUAGES = {"en": ".md", "zh": ".zh.md"}
ENDS = {"en": "## What it does not do", "zh": "## 它不做什么"}
HAN = re.compile(r"[\u4e00-\u9fff]")


def _page(name: str, language: str) -> str:
    return (FOLDER / f"{name}{LANGUAGES[language]}").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_with_somebody_s_words_and_says_what_it_does_not_do(
    name: str, language: str
) -> None:
    title, _, problem, *_ = _page(name, language).splitlines()
    other = {"en": f"[中文]({name}.zh.md)", "zh": f"[English]({name}.md)"}[language]
    assert title.startswith("# ")
    assert problem[0] in '"“'
    assert problem.endswith(other)
    assert ENDS[language] in _page(name, language)
    assert f"({name}{LANGUAGES[language]})" in _page("index", language)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_show_as_many_blocks(name: str) -> None:
    kinds = {language: re.findall(r"^```(\w+)", _page(name, language), re.M) for language in ENDS}
    assert kinds["en"] == kinds["zh"]


@pytest.mark.parametrize("name", NAMES)
def test_an_english_page_is_english(name: str) -> None:
    text = _page(name, "en").replace(f"[中文]({name}.zh.md)", "")
    assert [line for line in text.splitlines() if HAN.search(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in NAMES if name != "review-in-ci"])
def test_a_page_has_a_policy_with_examples_that_is_tried(name: str, language: str) -> None:
    text = _page(name, language)
    assert re.search(r"^(示例|example) ", text, re.M)
    assert re.search(r"^\$ policyq (test|explain|replay) ", text, re.M)
