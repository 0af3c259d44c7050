"""What `bench` and `profile` share: their options, and the events that are measured."""

from __future__ import annotations

from argparse import Namespace
from itertools import islice
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, exits, forms, values
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.logs import Reading
    from policyq.apps.project.project import Project
    from policyq.ir.nodes import Program
    from policyq.vocabulary.events import Event

MOST_EVENTS = 10_000_000
MOST_ROUNDS = 1_000
FEWEST_ROUNDS = 8


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument("policy", metavar=say("群规", "POLICY"), help=say("群规文件", "a policy"))
    chatlogs.configure(parser, several=True)
    parser.add_argument(
        "--events",
        type=values.whole(parser, 1, MOST_EVENTS),
        default=20_000,
        metavar="N",
        help=say("最多用多少个事件（默认 20000）", "how many events at most (default: 20000)"),
    )
    parser.add_argument(
        "--rounds",
        type=values.whole(parser, FEWEST_ROUNDS, MOST_ROUNDS),
        default=40,
        metavar="N",
        help=say(
            "把事件分成多少轮来比较（默认 40）",
            "in how many rounds parts are compared (default: 40)",
        ),
    )
    forms.configure(parser)


def events_of(program: Program, project: Project, args: Namespace) -> tuple[Reading, list[Event]]:
    """The first events of the logs, in their order and filled in, as a replay decides them."""
    from policyq.apps import timing
    from policyq.apps.replaying import Feed
    from policyq.ir.common import shares

    roster = chatlogs.roster_of(args, project)
    reading = chatlogs.reading_of(args)
    feed = Feed(reading, roster, lambda events: None, (program,), shares(program))
    events = list(islice(feed.events(), args.events))
    chatlogs.tell_losses(reading, args)
    if len(events) < timing.LEAST:
        says = Said(
            f"记录里只有 {len(events)} 个事件，少于 {timing.LEAST} 个量不出速度；"
            "policyq generate 可以造一份更长的",
            f"the logs have {len(events)} events; with fewer than {timing.LEAST} no speed can be "
            "told; policyq generate makes up a longer log",
        )
        raise exits.Stop(exits.PROBLEMS, says)
    return reading, events
