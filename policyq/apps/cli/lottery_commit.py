"""``policyq lottery commit``: a secret for a witness, and the line by which they commit to it."""

from __future__ import annotations

import json
import os
import secrets
from argparse import Namespace

from policyq.apps.cli import console, exits, witnessing
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

#: 128 bits: nobody finds it by trying. Digits alone, which no chat turns into a style or a link.
BYTES = 16


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "给见证人造一个秘密，并给出截止之前要发的“承诺”、截止之后要发的“公布”。\n"
        "每一轮造一个新的；公布之前不要给任何人看，也不要弄丢：公布不了，这一轮就作废。",
        "Makes a secret for a witness of a lottery, with the line to post before the closing and the\n"
        "one to post after it. Make a new one for each round; show it to nobody before, and do not\n"
        "lose it: without it the round is void.",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--out",
        metavar=say("文件", "FILE"),
        help=say(
            "把秘密存进一个新文件，只有自己能读，屏幕上不显示",
            "keep the secret in a new file that only you can read, and do not show it",
        ),
    )
    where.add_argument(
        "--own",
        metavar=say("文件", "FILE"),
        help=say(
            "用自己的秘密：文件里的一行；- 表示标准输入",
            "a secret of your own, the line in this file; - is standard input",
        ),
    )
    parser.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))


def run(args: Namespace) -> int:
    """Make, keep, tell."""
    secret = witnessing.secret_in(args.own, args) if args.own else secrets.token_hex(BYTES)
    commit, reveal = witnessing.lines(secret, args.lang)
    if args.out:
        _keep(args.out, secret)
    if args.json:
        told = {"commit": commit} if args.out else {"commit": commit, "reveal": reveal}
        console.out(json.dumps(told, ensure_ascii=False) + "\n")
        return exits.OK
    later = f"policyq lottery reveal {args.out}" if args.out else reveal
    says = Said(
        f"截止之前发：\n{commit}\n截止之后、这一轮结束之前{'用它得到要发的' if args.out else '发'}：\n{later}\n",
        f"post before the closing:\n{commit}\n"
        f"{'for the line to post' if args.out else 'post'} after the closing, before the round ends:"
        f"\n{later}\n",
    )
    console.out(says.in_(args.lang))
    return exits.OK


def _keep(path: str, secret: str) -> None:
    """Writes a file that was not there: the secret of another round must not be lost."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        says = Said(
            f"{path} 已经在了；里面也许是还要公布的秘密，请换一个名字",
            f"{path} is there already, and may hold a secret that is yet to be revealed; take "
            "another name",
        )
        raise exits.Stop(exits.FILES, says) from None
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(secret + "\n")
