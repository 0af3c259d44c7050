"""``policyq check``: find every mistake of a policy in one run, and mend what is certain."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.platforms import SURFACES

if TYPE_CHECKING:
    from policyq.apps.sources import Sources
    from policyq.diagnostics.diagnostic import Diagnostic

#: A fix may uncover the next; after so many rounds what is left is for people.
ROUNDS = 10


def configure(parser: Parser) -> None:
    """Add the arguments."""
    from policyq.diagnostics.render import FORMS

    parser.add_argument(
        "paths",
        nargs="+",
        metavar=parser.say("路径", "PATH"),
        help=parser.say(
            "群规文件，或者里面有群规的文件夹；- 表示标准输入",
            "policy files, or folders of them; - is standard input",
        ),
    )
    parser.add_argument(
        "--format",
        choices=FORMS,
        default="human",
        help=parser.say("报告的样子（默认 human）", "the form of the report (default: human)"),
    )
    parser.add_argument(
        "--platform",
        action="append",
        choices=tuple(SURFACES),
        default=[],
        help=parser.say(
            "群在哪个平台，检查哪些处置做不到；可以多次给出",
            "where the groups are, to find what cannot be done there; may be repeated",
        ),
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help=parser.say("有警告也算不通过", "fail on warnings, too"),
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help=parser.say(
            "改法确定的错误直接改进文件里", "mend in the files what can be mended for certain"
        ),
    )


def run(args: Namespace) -> int:
    """Check all, report once."""
    from policyq.apps.cli import policies

    every: list[Sources] = []
    found: list[Diagnostic] = []
    lost = False
    for path in policies.files(args.paths):
        if args.fix and path != "-":
            _mend(path, args)
        sources = policies.read(path)
        lost |= policies.unreadable(sources)
        every.append(sources)
        found += policies.compiled(sources, tuple(args.platform)).diagnostics
    found = policies.distinct(found)
    console.out(policies.report(found, policies.texts(every), args, args.format))
    if args.format == "human":
        from policyq.diagnostics.render import summary

        console.out(("\n" if found else "") + summary(found, args.lang) + "\n")
    return exits.FILES if lost else policies.worst(found, args.strict)


def _mend(path: str, args: Namespace) -> None:
    """Make the certain fixes in the policy at ``path`` and in the policies that it uses."""
    from policyq.apps import files
    from policyq.apps.cli import policies
    from policyq.diagnostics.render import apply_fixes, certain_fixes

    count = 0
    for _ in range(ROUNDS):
        sources = policies.read(path)
        found = policies.compiled(sources).diagnostics
        before = count
        for name, source in policies.texts([sources]).items():
            fixes = certain_fixes(found, name)
            text = apply_fixes(source.text, fixes)
            if text != source.text:
                files.write(Path(name), text)
                count += len(set(fixes))
        if count == before:
            break
    if count:
        zh, en = f"{path}：改了 {count} 处", f"{path}: mended {count} places"
        console.note(zh if args.lang == "zh" else en)
