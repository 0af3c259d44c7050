"""``policyq why-not``: what kept a rule from firing on one event of a log."""

from __future__ import annotations

from argparse import Namespace

from policyq.apps.cli import console, exits
from policyq.apps.cli.explain import add_event, chosen, explained, no_rule
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "policy",
        metavar=parser.say("群规", "POLICY"),
        help=parser.say("群规文件", "a policy"),
    )
    parser.add_argument(
        "rule",
        metavar=parser.say("规则", "RULE"),
        help=parser.say("规则的名字", "the rule's name"),
    )
    add_event(parser)


def run(args: Namespace) -> int:
    """Say it."""
    from policyq.apps.cli.policies import compiled_or_stop

    fill_in(args)
    program = compiled_or_stop(args.policy, args).program
    if args.rule not in {rule.name for rule in program.rules}:
        raise no_rule(args.rule, program)
    history, event = chosen(args, program)
    console.out(explained(program, history, event, args, [args.rule]))
    return exits.OK
