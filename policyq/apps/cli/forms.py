"""In which form and language a report is printed: the options that commands share."""

from __future__ import annotations

from policyq.apps.cli.language import LANGUAGES
from policyq.apps.cli.parser import Parser


def configure(parser: Parser) -> None:
    """Add ``--json``, ``--markdown`` and ``--language``."""
    say = parser.say
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))
    form.add_argument(
        "--markdown", action="store_true", help=say("输出 Markdown", "print Markdown")
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help=say("报告的语言（默认同界面）", "language of the report (default: as --lang)"),
    )
