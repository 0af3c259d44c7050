"""The reports of ``policyq plan``: one is printed, and any number of others are written to files.

All are made of the same replay, so that a CI job has its comment, its page and its annotations for
the price of one.
"""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import console, forms, values
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.choices import LANGUAGES
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.study.plan.plan import Plan

#: By the ending of a file: which report is written to it.
FORM_OF = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
}


def configure(parser: Parser) -> None:
    """Add the options: in which form it is printed, what is written beside it."""
    say = parser.say
    annotations = Said(
        "GitHub 的注解，标在群规的行上", "annotations for GitHub at the policy's lines"
    )
    form = parser.add_mutually_exclusive_group()
    for name, what in (
        ("json", Said("输出 JSON", "print JSON")),
        ("markdown", Said("输出 Markdown，供合并请求用", "print Markdown for a pull request")),
        ("html", forms.HTML),
        ("sarif", Said("输出 SARIF 2.1.0", "print SARIF 2.1.0")),
        ("junit", Said("输出 JUnit XML", "print JUnit XML")),
        ("github", Said(f"输出 {annotations.zh}", f"print {annotations.en}")),
    ):
        form.add_argument(f"--{name}", action="store_true", help=say(*what))
    parser.add_argument(
        "--report",
        type=_report(parser),
        action="append",
        default=[],
        metavar=say("文件", "FILE"),
        help=say(
            f"另外把报告写进文件，按后缀定样子（{'、'.join(FORM_OF)}）；可以多次给出，只重放一遍",
            f"also write the report to a file, in the form that its ending says "
            f"({', '.join(FORM_OF)}); may be repeated, the log is replayed once",
        ),
    )
    parser.add_argument(
        "--changes",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say(
            "把每一个变了的判断写进文件（CSV）", "write every decision that changes to a file (CSV)"
        ),
    )
    parser.add_argument(
        "--language",
        **values.one_of(parser, LANGUAGES),
        help=say("报告的语言（默认同界面）", "language of the report (default: as --lang)"),
    )


def _report(parser: Parser) -> Callable[[str], Path]:
    """The path of a report, whose ending says what it is to be."""

    def read(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in FORM_OF:
            says = (
                f"{text}：文件名要以 {'、'.join(FORM_OF)} 之一结尾",
                f"{text}: the name of a report ends with one of {', '.join(FORM_OF)}",
            )
            raise ArgumentTypeError(parser.say(*says))
        return path

    return read


def written(args: Namespace) -> list[Path | None]:
    """The files that are written."""
    return [args.changes, *args.report]


def answer(plans: Sequence[Plan], args: Namespace) -> None:
    """Write what is to be written, then print."""
    from policyq.apps import files

    if args.changes is not None:
        _write_changes(plans, args.changes)
    language = args.language or args.lang
    for path in args.report:
        text = _in(FORM_OF[path.suffix.lower()], plans, language)
        # A lone surrogate in a name cannot be written as UTF-8; escaped it can.
        files.write(path, text.encode("utf-8", "backslashreplace"))
    printed = next((name for name in FORM_OF.values() if getattr(args, name, False)), "text")
    console.out(_in("github" if args.github else printed, plans, language))


def _write_changes(plans: Sequence[Plan], path: Path) -> None:
    from policyq.study.plan.report.one_by_one import to_csv

    # With a mark at its beginning, without which spreadsheets do not show Chinese.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(to_csv(plans))


def _in(form: str, plans: Sequence[Plan], language: str) -> str:
    """All plans in one form; what people read leaves out the policies that mean the same."""
    from policyq.study.plan import report

    if form == "json":
        return report.to_json(plans)
    machine = {"sarif": report.to_sarif, "junit": report.to_junit, "github": report.to_github}
    if form in machine:
        return machine[form](plans, language)
    changed = [plan for plan in plans if plan.changes] or plans[:1]
    if form == "html":
        from policyq.study.plan.report.html import to_html

        return to_html(changed, language)
    write = report.to_markdown if form == "markdown" else report.to_text
    text = "\n".join(write(plan, language) for plan in changed)
    if len(plans) > len(changed):
        same = len(plans) - len(changed)
        says = Said(
            f"另外 {same} 份群规意思没有变", f"{same} other policies mean the same as before"
        )
        text += "\n" + says.in_(language) + "\n"
    return text
