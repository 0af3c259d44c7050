"""What readers of JSON and YAML say of a text that they cannot read, in both languages.

They say it in English alone: in Chinese it is what that comes to, and where they stopped.
"""

from __future__ import annotations

import re

from policyq.diagnostics.diagnostic import Words

_PLACE = re.compile(r"line (\d+),? column (\d+)")
_ELSE = "写法不对"
#: By what stands in their words; the first that does counts.
_MEANS: tuple[tuple[str, str], ...] = (
    (
        r"EOF|unterminated|premature|incomplete|end of (?:the )?stream|stream end|unexpected end",
        "没有写完",
    ),
    (r"trailing comma", "多了一个逗号"),
    (r"trailing|extra data|<document start>", "后面多出了文字"),
    (r"mapping values are not allowed", "这里不能再写冒号"),
    (r"expected ':'|expected `:`|':' delimiter", "少了冒号"),
    (r"`,` or|',' or|',' delimiter|<block end>", "少了逗号、括号，或缩进不齐"),
    (r"key must be|property name|object key", "项的名字要放进双引号"),
    (r"expect\w* value|expected ident|invalid char", "这里应当是一个值"),
    (r"escape", "反斜杠后面的写法不对"),
    (r"control character|unacceptable character|utf-?8|unicode|surrogate", "有不能用的字符"),
    (r"cannot start any token", "有不能写在这里的字符，例如制表符"),
    (r"recursion|nesting|depth", "层数太多"),
    (r"number", "数字的写法不对"),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), means) for pattern, means in _MEANS)


def of_reader(said: str) -> Words:
    """A reader's own words in English, and what they come to in Chinese."""
    zh = next((means for pattern, means in _PATTERNS if pattern.search(said)), _ELSE)
    place = _PLACE.search(said)
    if place is not None:
        line, column = place.groups()
        zh += f"（第 {column} 列）" if line == "1" else f"（第 {line} 行第 {column} 列）"
    return Words(zh, said)
