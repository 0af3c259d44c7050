"""What a guide to running groups asks for, and where each of it is: said, tried and reported.

A row names a stock policy, a line of it, one of its examples and a section of its replay. Making the
page looks each of them up, so that a row that is no longer true cannot be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import yaml

from generating.community import PARTS
from generating.stock import KIND_OF, MORE, POLICIES
from generating.tables import table
from policyq.apps.replaying import Options, decide_all
from policyq.apps.sources import load
from policyq.events.community import generate, of_kind
from policyq.events.order import settle
from policyq.pipeline import compile_policy
from policyq.study.report import Log, Report
from policyq.study.report.sections import sections
from policyq.study.report.words import Section
from policyq.syntax import tree
from policyq.vocabulary.types import Said

GROUPS, DAYS = 6, 14


class Row(NamedTuple):
    """One thing that an admin wants, and where it is."""

    wanted: Said
    policy: str
    """The stock policy, in Chinese."""
    line: str
    """How a line of it begins."""
    example: str
    section: Said
    """The section of the report that shows it."""
    cell: str
    """What begins a row of that section, or one of its sentences."""


@cache
def systems() -> Mapping[Said, tuple[Row, ...]]:
    """The rows by system, in their order."""
    told = yaml.safe_load((PARTS / "systems.yaml").read_text(encoding="utf-8"))
    section = {key: Said(**said) for key, said in told["sections"].items()}
    return {
        Said(one["zh"], one["en"]): tuple(
            Row(
                Said(row["zh"], row["en"]),
                row["policy"],
                row["line"],
                row["example"],
                section[row["section"]],
                row["cell"],
            )
            for row in one["rows"]
        )
        for one in told["systems"]
    }


class Stock(NamedTuple):
    """A stock policy: its text, its examples and what a replay says."""

    text: str
    examples: frozenset[str]
    shown: Mapping[str, Mapping[str, Section]]
    """By language, the sections by title."""


@cache
def stock(name: str) -> Stock:
    """A stock policy in Chinese, replayed over a community of its kind."""
    path = POLICIES / f"{name}.zh.policyq"
    read = load(path)
    program = compile_policy(read.texts, read.main, read.parsed).program
    if program is None:
        raise AssertionError(f"{path.name} has errors")
    file, _ = read.parsed[read.main]
    titles = (one.title.text for one in file.declarations if isinstance(one, tree.Example))
    more: dict[str, Any] = MORE.get(name, {})
    told = of_kind(KIND_OF[name], groups=GROUPS, days=DAYS, **more)
    rates = decide_all(program, settle(generate(told)), Options(hot_words=True))
    report = Report(program, "observed", Log(), rates, None, "", hot_words=True)
    shown = {
        language: {one.title: one for one in sections(report, language)}
        for language in ("zh", "en")
    }
    return Stock(path.read_text(encoding="utf-8"), frozenset(titles), shown)


def missing(row: Row) -> Iterator[str]:
    """What of a row is not there."""
    one = stock(row.policy)
    if not re.search(rf"^{re.escape(row.line)}", one.text, re.MULTILINE):
        yield f"{row.policy}: no line begins with {row.line!r}"
    if row.example not in one.examples:
        yield f"{row.policy}: no example {row.example!r}"
    section = one.shown["zh"].get(row.section.zh)
    if section is None:
        yield f"{row.policy}: no section {row.section.zh!r}"
    elif not any(cell.strip().startswith(row.cell) for cell in _cells(section)):
        yield f"{row.policy}: no {row.cell!r} in {row.section.zh!r}"
    if row.section.en not in one.shown["en"]:
        yield f"{row.policy}: no section {row.section.en!r}"


def _cells(section: Section) -> Iterator[str]:
    yield from section.says
    yield from section.columns
    yield from (row[0] for row in section.rows)


def page(language: str) -> str:
    """The page in one language. Raises `AssertionError` for a row that is not true."""
    wrong = [said for rows in systems().values() for row in rows for said in missing(row)]
    if wrong:
        raise AssertionError("; ".join(wrong))
    head = Said(
        "要的是,现成的群规,写法,示例,报告里", "wanted,stock policy,written,example,in the report"
    )
    parts = [_HEAD.in_(language)]
    for system, rows in systems().items():
        parts.append(f"## {system.in_(language)}")
        parts.append(table(head.in_(language).split(","), [_row(row, language) for row in rows]))
    return "\n\n".join(parts) + "\n"


def _row(row: Row, language: str) -> tuple[str, ...]:
    return (
        row.wanted.in_(language),
        f"[`{row.policy}`](stock/{row.policy}.zh.md)",
        f"`{row.line}`",
        row.example,
        row.section.in_(language),
    )


_HEAD = Said(
    "# 管好一个群要的，各在哪里\n\n"
    "[English](systems.md)\n\n"
    "每一行：要的是什么，哪份[现成的群规](stock-policies.zh.md)里有，哪一句，哪个示例检验它，"
    "`policyq replay` 的报告里哪一节看得到。每一格都随 policyq 的测试核对。",
    "# What running a group takes, and where it is\n\n"
    "[中文](systems.zh.md)\n\n"
    "A row says what is wanted, which of the [stock policies](stock-policies.md) has it, in which line, "
    "which of its examples tries it, and which section of the report of `policyq replay` shows it. The "
    "policies are the Chinese ones. Every cell is checked by the tests of policyq.",
)
