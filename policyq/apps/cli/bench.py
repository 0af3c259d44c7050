"""``policyq bench``: how fast a policy is decided over a log, and what of it costs the time."""

from __future__ import annotations

import sys
from argparse import Namespace

from policyq.apps.cli import console, exits, timed
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said


def configure(parser: Parser) -> None:
    """Add the arguments."""
    timed.configure(parser)
    parser.add_argument(
        "--no-costs",
        action="store_true",
        help=parser.say(
            "只量整份群规，不量每条规则、每个词库",
            "measure the whole policy only, not its rules and lists",
        ),
    )


def run(args: Namespace) -> int:
    """Measure, report."""
    from policyq.apps import timing
    from policyq.apps.cli import policies
    from policyq.apps.progress import Progress
    from policyq.study.speed import report
    from policyq.study.speed.leaving import parts

    project = fill_in(args)
    program = policies.compiled_or_stop(args.policy, args).program
    reading, events = timed.events_of(program, project, args)
    some = () if args.no_costs else tuple(parts(program))
    label = Said("测量", "measuring").in_(args.lang)
    with Progress(sys.stderr, label) as progress:
        speed = timing.measure(
            program,
            events,
            some,
            args.rounds,
            lambda done, of: progress.show(done, of=of, count=done),
        )
    language = args.language or args.lang
    if args.json:
        console.out(report.to_json(speed))
    elif args.markdown:
        console.out(report.to_markdown(speed, language))
    else:
        console.out(report.to_text(speed, language))
    return exits.FILES if reading.faults else exits.OK
