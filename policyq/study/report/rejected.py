"""Why rows of a log could not be read, in a few words: by the names under which they are counted."""

from __future__ import annotations

from policyq.vocabulary.types import Said

#: By the name of the diagnostic; `tests/apps` holds the table and the catalog together.
REASONS: dict[str, Said] = {
    "not-json": Said("不是完整的 JSON", "no whole JSON"),
    "not-an-object": Said("不是 JSON 对象", "no JSON object"),
    "unknown-field": Said("有不认识的字段", "a field that does not exist"),
    "missing-field": Said("缺少字段", "a field is missing"),
    "wrong-type": Said("字段的值不是该有的那一类", "a value of the wrong type"),
    "unknown-value": Said("字段没有这个值", "a value that does not exist"),
    "bad-time": Said("时间写法不对", "no usable time"),
    "time-without-zone": Said("时间没有说明时区", "a time without a zone"),
    "said-twice": Said("同一个字段写了两次", "a field said twice"),
    "broken-bytes": Said("有坏字节", "broken bytes"),
    "line-too-long": Said("行太长", "too long"),
    "unknown-line": Said("不认识的行", "a line of no known form"),
    "log-without-date": Said("不知道是哪一天", "no date"),
    "too-many-cells": Said("格数比表头多", "more cells than the head has"),
    "broken-quotes": Said("双引号没有配对", "quotes that do not pair"),
}


def reason(name: str, language: str) -> str:
    """The reason in words; one that is not in the table under its own name."""
    return REASONS[name].in_(language) if name in REASONS else name
