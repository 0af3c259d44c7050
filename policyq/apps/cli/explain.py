"""``policyq explain``: why one event of a log was decided as it was, and what comes next."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.ir import nodes
    from policyq.vocabulary.events import Event


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "policy",
        metavar=parser.say("群规", "POLICY"),
        help=parser.say("群规文件", "a policy"),
    )
    add_event(parser)
    parser.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar=parser.say("规则", "RULE"),
        help=parser.say("只说这条规则，触发与否都说", "only this rule, whether it fired or not"),
    )


def add_event(parser: Parser) -> None:
    """How to choose an event of a log."""
    chatlogs.configure(parser)
    parser.add_argument(
        "--event",
        metavar=parser.say("编号", "ID"),
        help=parser.say(
            "事件的编号；默认是最后一个事件", "the event's id; by default the last event"
        ),
    )
    parser.add_argument(
        "--member",
        metavar=parser.say("账号", "ACCOUNT"),
        help=parser.say("默认看这个成员的最后一个事件", "by default this member's last event"),
    )


def run(args: Namespace) -> int:
    """Explain the event."""
    from policyq.apps.cli.policies import compiled_or_stop

    fill_in(args)
    program = compiled_or_stop(args.policy, args).program
    unknown = [name for name in args.rule if name not in {rule.name for rule in program.rules}]
    if unknown:
        raise no_rule(unknown[0], program)
    history, event = chosen(args, program)
    console.out(explained(program, history, event, args, args.rule))
    return exits.OK


def no_rule(name: str, program: nodes.Program) -> exits.Stop:
    """There is no such rule; perhaps one with a similar name."""
    from policyq.diagnostics.near import Near

    near = Near(lambda: (rule.name for rule in program.rules)).to(name)
    zh, en = (f"，是不是 {near}？", f"; did you mean {near}?") if near else ("", "")
    return exits.Stop(exits.USAGE, Said(f"没有规则 {name}{zh}", f"there is no rule {name}{en}"))


def explained(
    program: nodes.Program,
    history: list[Event],
    event: Event,
    args: Namespace,
    rules: list[str],
) -> str:
    """The explanation in the user's language."""
    from policyq.live import to_python
    from policyq.study.explain import explain, in_words
    from policyq.study.phrases import Phrases

    asked = program.tiers or program.aims
    roster = chatlogs.roster_of(args, args.project) if asked else None
    explanation = explain(to_python(program), history, event, roster)
    return in_words(explanation, Phrases(program, args.lang), rules)


def chosen(args: Namespace, program: nodes.Program) -> tuple[list[Event], Event]:
    """The event that was asked for, and all that happened before it, in order: in its group, or in
    all where the policy counts over groups.

    Where log and roster are silent, everybody is an ordinary member, as in a replay.
    """
    from policyq.events.assume import Assumption
    from policyq.events.order import settle, together
    from policyq.events.roster import Roster, enrich_all
    from policyq.ir.common import shares

    reading = chatlogs.reading_of(args)
    roster = chatlogs.roster_of(args, args.project)
    known = enrich_all(reading, Roster() if roster is None else roster)
    events = list(Assumption().over(settle(known)))
    if shares(program):
        events = together(events)
    chatlogs.tell_losses(reading, args)
    chatlogs.stop_if_empty(reading)
    wanted = [event for event in events if _wanted(event, args)]
    if not wanted:
        raise exits.Stop(
            exits.PROBLEMS,
            Said(
                "记录里没有这样的事件；policyq logs convert 列出每个事件和它的编号（id）",
                "there is no such event in the log; policyq logs convert lists every event "
                "with its id",
            ),
        )
    event = wanted[-1]
    before = events[: events.index(event)]
    if shares(program):
        return before, event
    return [one for one in before if one.group == event.group], event


def _wanted(event: Event, args: Namespace) -> bool:
    return args.event in (None, event.id) and args.member in (None, event.sender)
