"""``policyq profile``: what to change in a policy to make it faster, by what was measured."""

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


def run(args: Namespace) -> int:
    """Try changes, measure them, say what is worth it."""
    from policyq.apps.cli import policies
    from policyq.apps.profiling import profile
    from policyq.apps.progress import Progress
    from policyq.study.speed import advice

    project = fill_in(args)
    loaded = policies.compiled_or_stop(args.policy, args)
    reading, events = timed.events_of(loaded.program, project, args)
    label = Said("测量", "measuring").in_(args.lang)
    with Progress(sys.stderr, label) as progress:
        found = profile(
            loaded.program,
            loaded.checked,
            loaded.texts,
            events,
            args.rounds,
            lambda done, of: progress.show(done, of=of, count=done),
        )
    language = args.language or args.lang
    if args.json:
        console.out(advice.to_json(found))
    elif args.markdown:
        console.out(advice.to_markdown(found, language))
    else:
        console.out(advice.to_text(found, language))
    return exits.FILES if reading.faults else exits.OK
