"""Each stock policy has a page that says what stands in it and what a replay really gives."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.schema import OUTPUTS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))

from generating import chinese, schemas, stock  # noqa: E402

STOCK = sorted(stock.POLICIES.glob("*.policyq"))
Output = pytest.CaptureFixture[str]


@cache
def made() -> dict[str, str]:
    return dict(stock.pages())


@pytest.mark.parametrize("path", STOCK, ids=lambda path: path.name)
def test_a_stock_policy_has_a_kind_of_community_and_a_page(path: Path) -> None:
    name, language, _ = path.name.rsplit(".", 2)
    assert name in stock.KIND_OF, "add a row to KIND_OF in docs/generating/stock.py"
    assert stock._page_of(name, language) in made()


def test_every_row_has_a_policy_in_chinese_and_stands_in_the_list() -> None:
    there = {path.name.rsplit(".", 2)[0] for path in STOCK if ".zh." in path.name}
    assert set(stock.KIND_OF) == there
    assert all(f"`{name}`" in made()["index.md"] for name in there)


@pytest.mark.parametrize("path", STOCK, ids=lambda path: path.name)
def test_the_page_has_every_rule_and_the_opening_words(path: Path) -> None:
    text, page = path.read_text(encoding="utf-8"), _page(path)
    rules = re.findall(r"^(?:改写 )?(?:规则|rule) (\S+)", text, re.MULTILINE)
    assert rules
    assert all(f"| `{rule}` |" in page for rule in rules)
    first = text.split("\n")[0].removeprefix("# ")
    assert stock._prose(first) in page


@pytest.mark.parametrize("path", STOCK, ids=lambda path: path.name)
def test_the_commands_on_the_page_give_its_numbers(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    page = _page(path)
    block = re.search(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert block is not None
    generate, replay = (line.split()[1:] for line in block[1].splitlines())
    assert replay[1] == path.name
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_KEY", "k")  # so that none is made beside the policy
    assert main(generate) == exits.OK
    capsys.readouterr()
    assert main([replay[0], str(path), *replay[2:], "--json"]) in (exits.OK, exits.PROBLEMS)
    report = json.loads(capsys.readouterr().out)
    assert f"{report['all']['messages']:,}" in page
    for rule, counted in report["rules"].items():
        assert f"| `{rule}` | {counted['fired']:,} |" in page
    assert f"{report['all']['administrator']:,} " in page


def _page(path: Path) -> str:
    name, language, _ = path.name.rsplit(".", 2)
    return made()[stock._page_of(name, language)]


def test_an_opening_comment_becomes_prose_and_lists() -> None:
    comment = " First.\n\n Change:\n   one `a_b`\n     goes on\n   two_\n After*"
    assert stock._opening(comment) == "\n".join(
        ["First.", "", "Change:", "", "- one `a_b` goes on", "- two\\_", "", "After\\*"]
    )


# --- the Chinese of the schemas -------------------------------------------------------------


def test_every_sentence_of_the_schemas_has_its_chinese_and_no_other() -> None:
    said: set[str] = set()
    for which in ("event", "decision", *OUTPUTS):
        found = schemas.schema(which)
        objects = found.get("$defs", {}).values()
        whole = [found] if which in OUTPUTS else []
        described = [one.get("description", "") for one in (*objects, *whole)]
        said |= {" ".join(text.split()) for text in described}
        for one in (found, *objects):
            said |= {field.get("description", "") for field in one.get("properties", {}).values()}
    assert said - {""} == set(chinese._SENTENCES)
    assert all(re.search("[\u4e00-\u9fff、]", text) for text in chinese._SENTENCES.values())


def test_both_languages_have_the_same_fields() -> None:
    code = re.compile(r"^\| (`\w+`\*?) \|", re.MULTILINE)
    assert code.findall(schemas.page("en")) == code.findall(schemas.page("zh"))
    blocks = re.compile(r"^```(\w+)$", re.MULTILINE)
    for name in ("events", "generator", "python"):
        pages = [(ROOT / f"docs/reference/{name}{tail}").read_text() for tail in (".md", ".zh.md")]
        assert blocks.findall(pages[0]) == blocks.findall(pages[1])
