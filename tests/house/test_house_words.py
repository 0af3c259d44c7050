"""What must not stand in the repository: places of somebody's machine, hosts of registries."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Spelled in pieces, so that this file does not hold what it forbids.
_HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.", "deb.deb" + "ian.org"]
_PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:" + r"\\Users"]
_FORBIDDEN = re.compile("|".join([*map(re.escape, _HOSTS), *(rf"(?<![\w.*]){p}" for p in _PATHS)]))


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_machine_and_no_registry_is_named() -> None:
    found = []
    for path in _tracked():
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if _FORBIDDEN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_the_readme_opens_with_the_two_commands() -> None:
    opening = (ROOT / "README.md").read_text(encoding="utf-8")[:400]
    block = opening.partition("```sh\n")[2].partition("```")[0]
    assert [line.partition("#")[0].strip() for line in block.splitlines()] == [
        "make demo",
        "make test",
    ]


def test_ci_runs_what_the_readme_says() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_changelog_knows_the_version() -> None:
    import policyq

    assert f"## {policyq.__version__}" in (ROOT / "docs/changelog.md").read_text(encoding="utf-8")


def test_tests_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
