"""``policyq lottery reveal``: the line by which a witness reveals the secret in a file."""

from __future__ import annotations

import json
from argparse import Namespace

from policyq.apps.cli import console, exits, witnessing
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "给出截止之后要发的“公布”，以及它对应的“承诺”，和当时发的对一对。",
        "Gives the line to post after the closing, and the commitment that it fits, to compare with\n"
        "the one that was posted.",
    )
    parser.add_argument(
        "secret",
        metavar=say("文件", "FILE"),
        help=say(
            "policyq lottery commit --out 存下的文件，- 表示标准输入",
            "the file of policyq lottery commit --out; - is standard input",
        ),
    )
    parser.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))


def run(args: Namespace) -> int:
    """Read and tell."""
    commit, reveal = witnessing.lines(witnessing.secret_in(args.secret, args), args.lang)
    if args.json:
        told = {"commit": commit, "reveal": reveal}
        console.out(json.dumps(told, ensure_ascii=False) + "\n")
        return exits.OK
    says = Said(
        f"截止之后、这一轮结束之前发：\n{reveal}\n截止之前发过的应是：\n{commit}\n",
        f"post after the closing, before the round ends:\n{reveal}\n"
        f"what was posted before it should be:\n{commit}\n",
    )
    console.out(says.in_(args.lang))
    return exits.OK
