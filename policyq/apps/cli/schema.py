"""``policyq schema``: the JSON Schema of what comes in and goes out."""

from __future__ import annotations

from argparse import Namespace

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser


def configure(parser: Parser) -> None:
    """Add the arguments."""
    from policyq.apps.schema import SCHEMAS

    parser.add_argument(
        "which",
        nargs="?",
        choices=SCHEMAS,
        default="event",
        metavar=parser.say("哪一种", "WHICH"),
        help=parser.say("默认 event；可选：", "event by default; one of: ") + ", ".join(SCHEMAS),
    )


def run(args: Namespace) -> int:
    """Print it."""
    import json

    from policyq.apps.schema import schema

    console.out(json.dumps(schema(args.which), ensure_ascii=False, indent=2) + "\n")
    return exits.OK
