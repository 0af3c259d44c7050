"""Who imports whom, and what a light start must not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {
    "ahocorasick_rs", "asyncio", "jieba", "lark", "publicsuffixlist", "pydantic", "pydantic_core",
    "re2", "wcwidth", "yaml",
}  # fmt: skip


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n', *sys.modules)"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    return set(done.stdout.rsplit("\n", 2)[1].split())


def test_the_contracts_hold() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(script), "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_lark_is_imported_in_one_module() -> None:
    users = [path for path in (ROOT / "policyq").rglob("*.py") if "lark" in _imported(path)]
    assert len(users) == 1
    assert users[0].parent.name == "syntax"


def test_only_the_doors_touch_the_world() -> None:
    doors = {"os", "pathlib", "socket", "subprocess", "sys", "tempfile", "time"}
    for path in (ROOT / "policyq").rglob("*.py"):
        name = path.relative_to(ROOT / "policyq").as_posix()
        if not name.startswith("apps/") and name != "resources.py":
            assert not _imported(path) & doors, name


def test_importing_policyq_is_light() -> None:
    assert not _loaded_by("import policyq") & (HEAVY | {"argparse", "json"})


def test_asking_for_help_is_light() -> None:
    ask = "from policyq.apps.cli.main import main; assert main(['--help']) == 0"
    assert not _loaded_by(ask) & HEAVY


def test_the_public_face_keeps_its_word() -> None:
    import policyq

    for name in policyq.__all__:
        assert getattr(policyq, name) is not None
    assert set(policyq.__all__) <= set(dir(policyq))
    assert not hasattr(policyq, "no_such_name")
    assert set(policyq._WHERE) == set(policyq.__all__) - {"__version__"}
