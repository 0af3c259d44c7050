"""``policyq words check``: the words of lists that do nothing, and those that do too much."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, forms, wordfiles
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.diagnostics.source import Source


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument(
        "files",
        nargs="+",
        metavar=say("文件", "FILE"),
        help=say(
            "词表文件：纯文本、CSV 或 YAML；几个文件合起来看；- 表示标准输入（纯文本）",
            "lists of words: plain text, CSV or YAML; several are looked at as one; - is standard "
            "input (plain text)",
        ),
    )
    wordfiles.add_folds(parser)
    forms.of_findings(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help=say("有警告也算不通过", "fail on warnings, too"),
    )


def run(args: Namespace) -> int:
    """Check all files as one list, report once."""
    from policyq.apps.cli import policies
    from policyq.diagnostics.render import summary
    from policyq.study.wordlists.checking import problems

    sources = [_read(path) for path in dict.fromkeys(args.files)]
    found = problems(sources, wordfiles.folds_of(args), wordfiles.today(args))
    report = policies.report(found, {one.name: one for one in sources}, args, args.format)
    if args.format == "human":
        report += ("\n" if found else "") + summary(found, args.lang) + "\n"
    console.out(report)
    return policies.worst(found, args.strict)


def _read(path: str) -> Source:
    from policyq.apps.cli import policies

    if path.endswith(".policyq"):
        says = Said(
            f"{path} 是群规，不是词库：用 policyq check",
            f"{path} is a policy, not a list of words: policyq check is for it",
        )
        raise exits.Stop(exits.USAGE, says)
    return policies.one(path)
