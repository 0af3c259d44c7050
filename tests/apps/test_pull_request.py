"""A pull request with real git, from red to green: every report of both states, kept as golden files.

The repository is the one of `docs/how-to/pull-request.md`, and of the Chinese page, whose files have
Chinese names: longer quiet hours and one more word are over two budgets; the proposal is changed, and
an exception with a reason, an owner and a last day is made for the rest.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from apps.test_pages_in_a_browser import BROWSER, WIDTHS, measured
from apps.typing_commands import Ran, Typist
from ci_shapes import check_junit, check_sarif
from pages import check_page, without_style
from walked import KEY, PAGES, State, walk

from policyq import __version__
from policyq.apps.cli.plan import CHANGED, FAILED, OVER, UNCHANGED
from policyq.study.page.style import STYLE

GOLDEN = Path(__file__).parent / "golden" / "pull-request"
UPDATE = bool(os.environ.get("POLICYQ_UPDATE_GOLDEN"))
REPORTS = ("plan.md", "plan.html", "plan.json", "plan.sarif", "plan.xml")


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    text = text.replace(f"policyq {__version__}", "policyq 0.0")
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text, name


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("POLICYQ_KEY", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return Typist(capsys, monkeypatch)


def plan(policyq: Typist, state: State, *argv: str) -> Ran:
    return policyq("plan", *state.sides, "--key", KEY, *argv)


@pytest.mark.parametrize("language", PAGES)
def test_from_red_to_green(
    policyq: Typist, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    monkeypatch.setenv("POLICYQ_LANG", language)
    states = walk(PAGES[language], tmp_path)
    red = next(states)
    assert reports(policyq, red, f"red.{language}") == OVER
    still_red = next(states)
    assert still_red.sides == red.sides
    green = next(states)
    assert reports(policyq, green, f"green.{language}") == CHANGED
    assert plan(policyq, green, "--gate", "--views", "fixed").code == UNCHANGED
    the_exception_ends(policyq, green)
    assert list(states) == []
    # The branch is merged now, and main holds what the plan was about.
    assert plan(policyq, green).code == UNCHANGED


def reports(policyq: Typist, state: State, name: str) -> int:
    """All reports of a state, made in one go: sound, and as they were."""
    wanted = [word for path in REPORTS for word in ("--report", path)]
    ran = plan(policyq, state, "--github", *wanted)
    texts = {path: Path(path).read_bytes().decode() for path in REPORTS}
    check_page(texts["plan.html"])
    check_sarif(texts["plan.sarif"])
    check_junit(texts["plan.xml"])
    (document,) = json.loads(texts["plan.json"])["plans"]
    assert document["over"] is (ran.code == OVER)
    assert document["verdict"] in texts["plan.md"] or ".zh" in name
    # The annotations stand at lines that are there, and the page shows the same ones.
    for file, line in re.findall(r"^::\w+ file=([^,]*),line=(\d+),", ran.out, re.M):
        assert int(line) <= len(Path(file).read_text(encoding="utf-8").splitlines())
    if "::error" in ran.out:
        assert ran.out in state.says
    golden(f"{name}.github", ran.out)
    golden(f"{name}.md", texts["plan.md"])
    golden(f"{name}.json", texts["plan.json"])
    golden(f"{name}.html", without_style(texts["plan.html"]))
    return ran.code


def the_exception_ends(policyq: Typist, state: State) -> None:
    """Red again on the day after; and no exception without somebody who answers for it."""
    path = Path("policyq.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2999-06-30", "2020-06-30"), encoding="utf-8")
    assert plan(policyq, state, "--views", "fixed", "--gate").code == OVER
    for part in (r"reason: [^,]*, ", r"owner: \w+, ", r", until: [\d-]+"):
        without = re.sub(part, "", text)
        assert without != text
        path.write_text(without, encoding="utf-8")
        ran = plan(policyq, state, "--views", "fixed")
        assert ran.code == FAILED
        assert "policyq.yaml:8" in ran.err
    path.write_text(text, encoding="utf-8")


def test_a_report_says_its_form_by_its_ending(policyq: Typist) -> None:
    ran = policyq("plan", "a", "b", "--report", "plan.pdf", "--lang", "en")
    assert ran.code == FAILED
    assert "plan.pdf: the name of a report ends with one of .txt, .md," in ran.err
    ran = policyq("plan", "a", "b", "--report", "plan", "--lang", "zh")
    assert "plan：文件名要以 .txt、.md" in ran.err


@pytest.mark.skipif(not BROWSER, reason="there is no Chromium here (Debian's package `chromium`)")
def test_the_pages_in_a_browser(tmp_path: Path) -> None:
    """The pages that are kept, with the style that they are made with, on a phone and on a screen."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.html"))}
    assert len(kept) == 2 * len(PAGES)
    whole = {
        name: page.replace("<style></style>", f"<style>{STYLE}</style>")
        for name, page in kept.items()
    }
    found = measured(whole, tmp_path)
    assert len(found) == len(kept) * len(WIDTHS)
    for one in found:
        assert one["scrolls"] == one["width"], one
        assert (one["scripts"], one["loaded"], one["ran"], one["out"]) == (0, [], False, []), one
        assert one["heading"] and float(str(one["least"])) >= 9, one
