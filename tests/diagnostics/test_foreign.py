"""What other programs' readers say, in Chinese."""

from __future__ import annotations

import json

import pytest
import yaml
from pydantic_core import from_json

from policyq.diagnostics.foreign import of_reader


def said(text: str) -> list[str]:
    """What is said in Chinese of a broken text, by the readers that refuse it."""
    found = []
    for read in (json.loads, from_json, yaml.safe_load):
        try:
            read(text)
        except (ValueError, yaml.YAMLError) as error:
            told = getattr(error, "problem", None) or str(error)
            words = of_reader(told)
            assert words.en == told
            found.append(words.zh.partition("（")[0])
    return found


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ('{"a": ', {"没有写完", "这里应当是一个值"}),
        ('{"a": 1,}', {"多了一个逗号", "项的名字要放进双引号"}),
        ('{"a": 1} x', {"后面多出了文字"}),
        ('{"a" 1}', {"少了冒号", "少了逗号、括号，或缩进不齐"}),
        ("[1 2", {"少了逗号、括号，或缩进不齐", "没有写完"}),
        ("{1: 2}", {"项的名字要放进双引号"}),
        ("a: b: c", {"这里应当是一个值", "这里不能再写冒号"}),
        ("a:\n\t- b", {"这里应当是一个值", "有不能写在这里的字符，例如制表符"}),
    ],
)
def test_they_are_told_in_chinese(text: str, means: set[str]) -> None:
    assert set(said(text)) <= means


def test_where_they_stopped_is_told() -> None:
    assert of_reader("expected value at line 1 column 67").zh == "这里应当是一个值（第 67 列）"
    assert of_reader("something else at line 3 column 5").zh == "写法不对（第 3 行第 5 列）"
