"""The generated pages are up to date and complete, and every policy in the documents is sound."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import generate  # noqa: E402
from generating import cases, language  # noqa: E402

from policyq.diagnostics.render import render  # noqa: E402
from policyq.diagnostics.source import Source  # noqa: E402
from policyq.syntax import tree  # noqa: E402
from policyq.syntax.keywords import keywords  # noqa: E402
from policyq.syntax.parse import parse  # noqa: E402
from policyq.vocabulary.actions import ACTIONS  # noqa: E402

DOCUMENTS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
_POLICY = re.compile(r"^```policyq\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# file: (\S+)\n")
_FILES = re.compile(r"^```(?:csv|yaml)\n# file: (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return dict(generate.pages())


def test_the_generated_pages_are_up_to_date(made: dict[str, str]) -> None:
    assert not list(generate.stale(made)), "run: make docs"


def test_a_stale_page_is_noticed(made: dict[str, str]) -> None:
    events, last = "reference/events.md", list(made)[-1]
    changed = {path: text for path, text in made.items() if path != last}
    assert {events, last} <= set(generate.stale(changed | {events: made[events] + "x"}))


def test_what_commands_print_is_written_anew(tmp_path: Path) -> None:
    document = tmp_path / "page.zh.md"
    policy = '# file: g.policyq\n群规 "群" 版本 1\n规则 图片 当 图片 则 撤回\n'
    stays = "```console\n$ policyq test g.policyq\n…\n```\n"
    page = f"# 页\n\n```policyq\n{policy}```\n\n{stays}\n```console\n$ policyq check g.policyq\n{{}}\n```\n"
    document.write_text(page.format("x"), encoding="utf-8")
    assert generate.consoles.renew(document)
    assert document.read_text(encoding="utf-8") == page.format("没有发现问题")
    assert not generate.consoles.renew(document)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_policies_are_clean_and_their_examples_hold(document: Path) -> None:
    """The runner of the documents checks them; this runs their examples, too."""
    text = document.read_text(encoding="utf-8")
    beside = {match[1]: Source(match[1], match[2]) for match in _FILES.finditer(text)}
    for match in _POLICY.finditer(text):
        named = _FILE.match(match[1])
        if named:
            beside[named[1]] = Source(named[1], match[1])
        if "diagnostics" in document.parts:
            continue  # what is shown beside these examples are lists, in blocks of their own
        said, sources = cases.found(match[1], beside)
        assert not said, render(said, sources, language="en")


def test_both_languages_show_the_same_examples() -> None:
    assert list(language.examples("en")) == list(language.examples("zh"))


def _nodes(node: object) -> set[str]:
    """The names of all sorts of nodes inside a tree."""
    if isinstance(node, tuple):
        return set().union(*(_nodes(part) for part in node))
    if not isinstance(node, tree.Node):
        return set()
    inside = {type(node).__name__}
    for name in node.__dataclass_fields__:
        inside |= _nodes(getattr(node, name))
    return inside


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_the_examples_show_every_sort_of_node(spoken: str) -> None:
    shown: set[str] = set()
    actions: set[str] = set()
    for text in language.examples(spoken).values():
        file, _ = parse(Source("x", text))
        shown |= _nodes(file.declarations)
        actions |= {name for name in ACTIONS if keywords().say("action", name, spoken) in text}
    sorts = {
        name
        for name, sort in vars(tree).items()
        if isinstance(sort, type) and issubclass(sort, tree.Node)
    }
    # `Kept` and `Ranked` come of sugar: nobody writes them.
    assert sorts - shown == {"Node", "File", "Comment", "Kept", "Ranked"}
    assert not set(ACTIONS) - actions - {"unmute", "unlock"}


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_the_tables_hold_every_keyword(spoken: str) -> None:
    text = language.page(spoken)
    for rows in keywords().groups.values():
        for row in rows.values():
            for spelling in row.spellings:
                assert f"`{spelling}`" in text or f"`{spelling}`".replace("|", "\\|") in text


def test_a_row_that_is_not_true_is_noticed() -> None:
    systems = generate.systems
    row = next(iter(systems.systems().values()))[0]
    assert not list(systems.missing(row))
    other = row.section
    for change in (
        {"line": "时段 白天"}, {"example": "没有的示例"}, {"cell": "没有的规则"},
        {"section": other._replace(zh="没有的一节")}, {"section": other._replace(en="no section")},
    ):  # fmt: skip
        assert list(systems.missing(row._replace(**change))), change


def test_the_two_numbers_of_the_guide_table_are_the_nearest() -> None:
    """On lines through the model itself they come back; with noise, no step makes it better."""
    covered = (0.6, 0.85, 0.95)
    exact = [(2.0, -2.0 * c, 2.0 * 0.3 * (1 - 0.9 * c)) for c in covered]
    assert generate.guide.solve(exact) == pytest.approx((0.3, 0.27))
    noisy = [(a, b, c + off) for (a, b, c), off in zip(exact, (0.01, -0.02, 0.005), strict=True)]

    def worse(x: float, y: float) -> float:
        return sum((a * x + b * y - c) ** 2 for a, b, c in noisy)

    x, y = generate.guide.solve(noisy)
    assert all(
        worse(x + dx, y + dy) > worse(x, y) for dx in (-1e-3, 1e-3) for dy in (-1e-3, 0, 1e-3)
    )


@pytest.mark.long
def test_the_guide_table_is_up_to_date() -> None:
    for path, text in generate.guide_table():
        assert (DOCS / path).read_text(encoding="utf-8") == text, "run: docs/generate.py --guide"
