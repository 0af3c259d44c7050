"""What is printed for programs, held against the schemas that are published for it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from policyq.apps.schema import schema


@cache
def validator(which: str) -> Draft202012Validator:
    """The validator of one of `policyq.apps.schema.OUTPUTS`."""
    found = schema(which)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)


def conforms(which: str, text: str) -> dict[str, Any]:
    """The document, if it is as its published schema says."""
    document: dict[str, Any] = json.loads(text)
    wrong = [
        f"{one.json_path}: {one.message[:300]}" for one in validator(which).iter_errors(document)
    ]
    assert not wrong, wrong[:5]
    return document
