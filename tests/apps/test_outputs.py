"""What commands print for programs is as the published schemas say; and these are strict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apps.typing_commands import Typist
from outputs_checked import conforms, validator

from policyq.apps.schema import OUTPUTS, schema
from policyq.resources import policies

STOCK = sorted(one.name for one in Path(str(policies())).glob("*.policyq"))


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    return Typist(capsys, monkeypatch)


def objects(shape: Any) -> Iterator[dict[str, Any]]:
    """Every object that a schema describes."""
    if isinstance(shape, dict):
        if shape.get("type") == "object":
            yield shape
        for one in shape.values():
            yield from objects(one)
    elif isinstance(shape, list):
        for one in shape:
            yield from objects(one)


@pytest.mark.parametrize("which", OUTPUTS)
def test_schemas_leave_nothing_open(which: str) -> None:
    validator(which)
    for one in objects(schema(which)):
        closed = one.get("additionalProperties")
        assert closed is False or isinstance(closed, dict), one.get("title")
        for name, field in one.get("properties", {}).items():
            assert "default" not in field, name
            assert field.keys() & {"type", "anyOf", "enum", "const", "$ref"}, name
