"""In which form and language a report is printed: the options that commands share."""

from __future__ import annotations

from policyq.apps.cli import values
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.choices import LANGUAGES
from policyq.vocabulary.types import Said

#: What ``--html`` does.
HTML = Said(
    "输出一个网页，自成一体，手机上也能看，可以打印",
    "print one page of HTML that needs nothing else, for phones and for paper, too",
)


def of_findings(parser: Parser) -> None:
    """Add ``--format``, and the short ways to write it that other commands have."""
    from policyq.diagnostics.render import FORMS

    say = parser.say
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=FORMS,
        default="human",
        help=say("报告的样子（默认 human）", "the form of the report (default: human)"),
    )
    for name in ("json", "sarif", "junit", "github"):
        form.add_argument(
            f"--{name}",
            action="store_const",
            dest="format",
            const=name,
            help=say(f"同 --format {name}", f"as --format {name}"),
        )


def configure(parser: Parser, *, html: bool = False) -> None:
    """Add ``--json``, ``--markdown`` and ``--language``; where there is such a page, ``--html``."""
    say = parser.say
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))
    form.add_argument(
        "--markdown", action="store_true", help=say("输出 Markdown", "print Markdown")
    )
    if html:
        form.add_argument("--html", action="store_true", help=say(*HTML))
    parser.add_argument(
        "--language",
        **values.one_of(parser, LANGUAGES),
        help=say("报告的语言（默认同界面）", "language of the report (default: as --lang)"),
    )
