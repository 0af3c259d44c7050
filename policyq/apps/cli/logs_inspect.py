"""``policyq logs inspect``: what was understood of a log, what is odd in it, and what it lacks."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, naming
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.ir import nodes

_LABEL = Said("查看", "inspecting")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    chatlogs.configure_paths(parser)
    parser.add_argument(
        "--policy",
        metavar=say("群规", "POLICY"),
        help=say(
            "对照一份群规：它的规则要的，记录里有没有",
            "a policy: say what its rules ask for and the log never says",
        ),
    )
    chatlogs.add_roster(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))
    form.add_argument(
        "--markdown", action="store_true", help=say("输出 Markdown", "print Markdown")
    )
    naming.configure(parser)


def run(args: Namespace) -> int:
    """Read everything, and say it."""
    from policyq.apps.inspecting import inspect
    from policyq.study.inspection import to_json, to_markdown, to_text

    project = fill_in(args)
    chatlogs.zone_of(args)  # an unknown zone is refused before anything is read
    chatlogs.spare(args, [args.rejects])
    program = _program(args)
    roster = chatlogs.roster_of(args, project)
    with chatlogs.rejects_of(args) as keep:
        reading = chatlogs.reading_of(args, keep)
        found = inspect(
            reading,
            timezone=args.timezone or (program.timezone if program else "UTC"),
            pseudonyms=naming.pseudonyms_of(args, project),
            program=program,
            roster=roster,
            watch=lambda reading: chatlogs.watched(reading, args, _LABEL),
        )
    if args.json:
        console.out(to_json(found, args.lang))
    elif args.markdown:
        console.out(to_markdown(found, args.lang))
    else:
        console.out(to_text(found, args.lang))
    if not reading.events:
        chatlogs.tell_findings(reading, args)
    return chatlogs.code_of(reading)


def _program(args: Namespace) -> nodes.Program | None:
    if args.policy is None:
        return None
    from policyq.apps.cli.policies import compiled_or_stop

    return compiled_or_stop(args.policy, args).program
