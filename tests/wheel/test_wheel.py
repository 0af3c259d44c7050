"""The installed wheel, away from any checkout: it imports, finds its data, and its command works.

`make wheel-test` runs this in a fresh environment; elsewhere it is skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    "POLICYQ_WHEEL" not in os.environ, reason="needs the installed wheel: make wheel-test"
)


def _policyq(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["policyq", *args], capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False
    )


def test_it_is_the_installed_package() -> None:
    import policyq

    assert Path(policyq.__file__).is_relative_to(Path(sys.prefix))
    assert version("policyq") == policyq.__version__
    assert (Path(policyq.__file__).parent / "py.typed").is_file()


def test_its_data_is_inside() -> None:
    from policyq import resources

    assert "start" in resources.read_text("grammar/policyq.lark")
    assert resources.read_text("grammar/keywords.yaml")
    assert "study-group.zh.policyq" in resources.names("policies")
    assert resources.names("policies/lexicons")


def test_no_tests_or_documents_came_along() -> None:
    import policyq

    site = Path(policyq.__file__).parents[1]
    assert not (site / "tests").exists()
    assert not (site / "docs").exists()
    assert not (site / "grammar").exists()


def test_the_command_works(tmp_path: Path) -> None:
    assert "policyq" in _policyq("--version", cwd=tmp_path).stdout
    for language in ("zh", "en"):
        folder = tmp_path / language
        made = _policyq("--lang", language, "init", str(folder), cwd=tmp_path)
        assert made.returncode == 0, made.stderr
        policies = sorted(folder.glob("*.policyq"))
        assert policies
        done = _policyq("check", *map(str, policies), cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    broken = tmp_path / "broken.policyq"
    broken.write_text('policy "x" version 1\nrule a when then warn\n', encoding="utf-8")
    done = _policyq("check", "broken.policyq", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
