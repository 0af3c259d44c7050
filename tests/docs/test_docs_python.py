"""The pages of the Python face name every field and key of a decision, as they are written."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

from generating import python  # noqa: E402

from policyq.apps.schema import schema  # noqa: E402
from policyq.study.explain import LOST  # noqa: E402

_ROW = re.compile(r"^\| (?:`(\w+)`|[^|`]+) \| [^|]*(?:\\\|[^|]*)* \| `(\w+)`", re.MULTILINE)


def described(page: str) -> dict[str, list[tuple[str, str]]]:
    """By tuple, the fields of its table, each with its key."""
    sections = re.split(r"^### `(\w+)`$", page, flags=re.MULTILINE)
    return dict(zip(sections[1::2], map(_ROW.findall, sections[2::2]), strict=True))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_field_and_key_is_described(language: str) -> None:
    name = "python.md" if language == "en" else f"python.{language}.md"
    tables = described((DOCS / "reference" / name).read_text(encoding="utf-8"))
    assert list(tables) == list(python.TUPLES)
    for one, kind in python.TUPLES.items():
        fields = [field for field, _ in tables[one] if field]
        assert set(kind._fields) <= set(fields), one
        keys = {key for _, key in tables[one]}
        only_of_questions = {"for_seconds"} if one == "Act" else set()
        assert python.written(full=True)[one] == keys - only_of_questions, one
        assert python.written(full=False)[one] <= keys


def test_what_is_always_there_is_what_a_bare_decision_has() -> None:
    bare, full = python.written(full=False), python.written(full=True)
    assert {"about", "draws"} == {"about", "draws"} & (full["Decision"] - bare["Decision"])
    assert bare["Act"] == {"action"} and "to" in bare["Lost"] and "seed" in bare["Draw"]


def test_a_field_without_a_key_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost(python.TUPLES["Lost"]):  # type: ignore[name-defined, misc]
        __annotations__ = {**python.TUPLES["Lost"].__annotations__, "more": "str"}

    monkeypatch.setitem(python.TUPLES, "Lost", Lost)
    with pytest.raises(KeyError):
        list(python.rows("Lost", "en"))


def test_only_what_stands_between_the_marks_is_made() -> None:
    page = python.page("en")
    assert python.page("en", "by hand\n") == "by hand\n"
    assert python.page("en", page.replace("tuple[Act, ...]", "list[Act]")) == page


def test_every_reason_is_named_in_the_schema() -> None:
    reasons = schema("decision")["$defs"]["Lost"]["properties"]["because"]["description"]
    assert set(re.findall(r"\w+", reasons)) >= set(LOST)
