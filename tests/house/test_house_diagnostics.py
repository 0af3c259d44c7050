"""No diagnostic is raised that the catalog does not declare. (That each can be raised, its golden
files show.)"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "policyq"
CATALOG = ROOT / "diagnostics" / "catalog"
#: Where a `Diagnostic` is made of a kind: the two doors for everybody else.
DOORS = {"diagnostics/diagnostic.py", "apps/problems.py"}


def _modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
        if CATALOG not in path.parents
    }


def _imported(tree: ast.Module, name: str) -> bool:
    """Whether a module has `name` of `policyq.diagnostics.diagnostic`."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "policyq.diagnostics.diagnostic"
        and any(alias.name == name for alias in node.names)
        for node in ast.walk(tree)
    )


def test_kinds_are_declared_in_the_catalog_alone() -> None:
    makers = [
        name
        for name, tree in _modules().items()
        for made, doors in (("Kind", {"diagnostics/diagnostic.py"}), ("Diagnostic", DOORS))
        if name not in doors and _imported(tree, made)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == made
    ]
    assert makers == []
