"""The page of speed, from what ``make bench-peers`` measured: ``docs/parts/speed.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generating.tables import table
from policyq.vocabulary.types import Said

PARTS = Path(__file__).resolve().parent.parent / "parts"
_MARK = re.compile(r"^<!-- speed: (\w+) -->$", re.MULTILINE)

_NAMES = {
    "policyq": Said("policyq，词库 `严格`", "policyq, lists `strictly`"),
    "policyq, normally": Said("policyq，词库 `正常`", "policyq, lists as by default"),
    "policyq, loosely": Said("policyq，词库 `宽松`", "policyq, lists `loosely`"),
    "by hand": Said("手写的 Python", "Python by hand"),
    "by hand, tuned": Said("手写并优化过的 Python", "Python by hand, tuned"),
    "policyq, in bulk": Said("policyq，整批", "policyq, in bulk"),
    "policyq, event by event": Said("policyq，逐条", "policyq, event by event"),
    "columns by hand": Said("手写的按列计算", "columns by hand"),
}
_EVENT = Said("每个事件，微秒", "µs an event")
_RATIO = Said("是 policyq 的几倍", "times policyq's")


def page(language: str) -> str:
    """The page in one language."""
    text = (PARTS / f"speed.{language}.part").read_text(encoding="utf-8")
    found = json.loads((PARTS / "speed.json").read_text(encoding="utf-8"))
    return _MARK.sub(lambda match: TABLES[match[1]](found, language), text)


def machine(found: Mapping[str, Any], language: str) -> str:
    """What it ran on, in a sentence."""
    about, versions = found["machine"], found["versions"]
    packages = ", ".join(f"{name} {number}" for name, number in versions.items())
    return Said(
        f"{about['day']}，{about['processor']}，{about['cores']} 个核心，{about['system']}，"
        f"Python {about['python']}；{found['events']:,} 个事件，{found['rounds']} 轮。{packages}。",
        f"{about['day']}, {about['processor']}, {about['cores']} cores, {about['system']}, "
        f"Python {about['python']}; {found['events']:,} events, {found['rounds']} rounds. {packages}.",
    ).in_(language)


def _costs(section: str) -> Callable[[Mapping[str, Any], str], str]:
    def made(found: Mapping[str, Any], language: str) -> str:
        rows = [
            (_named(row["name"], language), _middle(row["microseconds"]), _spread(row["ratio"]))
            for row in sorted(found["sections"][section], key=lambda row: row["microseconds"][0])
        ]
        head = ["", _EVENT.in_(language), _RATIO.in_(language)]
        return table(head, rows)

    return made


def rules(found: Mapping[str, Any], language: str) -> str:
    """Microseconds an event by the number of rules."""
    rows = found["sections"]["rules"]
    sizes = sorted({row["rules"] for row in rows})
    names = dict.fromkeys(row["name"] for row in rows)
    costs = {(row["name"], row["rules"]): row["microseconds"] for row in rows}
    return _by_size(
        [(_named(name, language), [costs.get((name, size)) for size in sizes]) for name in names],
        sizes,
    )


def mixed(found: Mapping[str, Any], language: str) -> str:
    """The same for rules of ten sorts."""
    rows = found["sections"]["mixed"]
    sizes = [row["rules"] for row in rows]
    costs = [row["microseconds"] for row in rows]
    return _by_size([("policyq", costs)], sizes)


def once(found: Mapping[str, Any], language: str) -> str:
    """What is done once."""
    rows = []
    for row in found["sections"]["once"]:
        middle, low, high = row["seconds"]
        rows.append((_done(row["what"], language), f"{middle:.2f} ({low:.2f} – {high:.2f})"))
    shown = table(["", Said("秒", "seconds").in_(language)], rows)
    return f"{shown}\n\n{_APART.in_(language)}" if "once" in found.get("apart", ()) else shown


def engines(found: Mapping[str, Any], language: str) -> str:
    """How the other engines are called, and what they cannot say."""
    rows = [
        (name, about["how"][language], about["lacks"][language])
        for name, about in found["engines"].items()
    ]
    head = Said(",怎么用的,说不出什么", ",how it is called,what it cannot say").in_(language)
    return table(head.split(","), rows)


def _by_size(rows: Iterable[tuple[str, Sequence[Any]]], sizes: Sequence[int]) -> str:
    shown = [
        (name, *("–" if one is None else _number(one[0]) for one in costs)) for name, costs in rows
    ]
    return table(["", *(f"{size:,}" for size in sizes)], shown)


def _named(name: str, language: str) -> str:
    return _NAMES[name].in_(language) if name in _NAMES else name


_APART = Said(
    "这张表是后来单独测的，机器当时很忙：和上面的表不能比。",
    "This table was measured later, by itself and on a machine that was busy: it cannot be compared "
    "with those above.",
)
_BOT = Said(
    "机器人（上面的十条规则，1,200 个词）", "a bot with the ten rules above and 1,200 words"
)
_DONE = {
    "compile {} rules": Said("编译 {} 条规则", "to compile {} rules"),
    "read {} rules, compiled": Said(
        "读编译好的 {} 条规则，到第一个判断", "to read {} compiled rules, to the first decision"
    ),
    "load {} words, strictly": Said("读入 {} 个词，`严格`", "to load {} words, `strictly`"),
    "read {} words, strictly, compiled": Said(
        "读编译好的 {} 个词，`严格`，到第一个判断",
        "to read {} compiled words, `strictly`, to the first decision",
    ),
    "load {} words, normally": Said("读入 {} 个词，`正常`", "to load {} words, as by default"),
    "read {} words, normally, compiled": Said(
        "读编译好的 {} 个词，`正常`，到第一个判断",
        "to read {} compiled words, as by default, to the first decision",
    ),
    "bare interpreter": Said(
        "空的解释器，从启动到结束", "a bare interpreter, from its start to its end"
    ),
    "start of a bot": Said(
        f"{_BOT.zh}，从启动到第一个判断，从原文",
        f"{_BOT.en}, from its start to its first decision, from the text",
    ),
    "start of a bot, compiled, ready": Said(
        f"{_BOT.zh}，从启动到可以判断，从编译好的",
        f"{_BOT.en}, from its start until it could decide, compiled",
    ),
    "start of a bot, compiled": Said(
        f"{_BOT.zh}，从启动到第一个判断，从编译好的",
        f"{_BOT.en}, from its start to its first decision, compiled",
    ),
}


def _done(what: str, language: str) -> str:
    number = re.search(r"[\d,]*\d", what)
    said = _DONE[what.replace(number[0], "{}") if number else what].in_(language)
    return said.replace("{}", number[0]) if number else said


def _middle(costs: Sequence[float]) -> str:
    middle, low, high = map(_number, costs)
    return f"{middle} ({low} – {high})"


def _spread(ratio: Sequence[float]) -> str:
    middle, low, high = map(_number, ratio)
    return middle if low == middle == high else f"{middle} ({low} – {high})"


def _number(number: float) -> str:
    """Three digits that count."""
    if number >= 100:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:.2g}" if number < 1 else f"{number:.3g}"


TABLES: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "machine": machine,
    "whole": _costs("whole"),
    "core": _costs("core"),
    "lists": _costs("lists"),
    "words": _costs("words"),
    "logs": _costs("logs"),
    "rules": rules,
    "mixed": mixed,
    "once": once,
    "engines": engines,
}
