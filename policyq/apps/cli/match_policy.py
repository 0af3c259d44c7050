"""``policyq match --policy``: what the words of a policy find in a text, and what does not count."""

from __future__ import annotations

import json
from argparse import Namespace
from time import time_ns
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, match
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.study.sought import Sought

_REJECTED = {
    "expired": Said("不算：过了截止日期", "does not count: it has expired"),
    "whole": Said("不算：是别的词的一部分", "does not count: part of another word"),
    "allowed": Said("不算：在除外的说法里", "does not count: inside an exception"),
    "chosen": Said("不算：词库取的是另一个", "does not count: the list takes another one"),
}


def run(args: Namespace, text: str) -> int:
    """Show what is found today."""
    from policyq.apps.cli import policies
    from policyq.ir import clock
    from policyq.study.sought import sought

    if args.words is not None or args.fold or args.set is not None:
        says = Said(
            "--policy 按群规里写的找，不能再给别的词或写法",
            "--policy looks for what the policy says, in its way; give no words, set or fold",
        )
        raise exits.Stop(exits.USAGE, says)
    program = policies.compiled_or_stop(args.policy, args).program
    found = sought(
        program, text, clock.local(time_ns() // 1000, program.timezone).date().isoformat()
    )
    if args.json:
        rows = [
            {
                **match.row(text, one.hit),
                "list": one.list,
                "rules": list(one.rules),
                "rejected": one.rejected or None,
            }
            for one in found
        ]
        console.out(json.dumps({"hits": rows}, ensure_ascii=False, indent=2) + "\n")
    elif found:
        rows_shown = [(one.hit.start, one.hit.end, _said(one, args.lang)) for one in found]
        lines = match.shown(text, rows_shown, console.colour(args.color))
        console.out("".join(f"{line}\n" for line in lines))
    else:
        console.out("没有找到\n" if args.lang == "zh" else "nothing is found\n")
    return exits.OK


def _said(one: Sought, language: str) -> str:
    zh = language == "zh"
    if one.list:
        place = f"词库 {one.list}" if zh else f"list {one.list}"
    else:
        place = f"规则 {'、'.join(one.rules)}" if zh else f"rule {', '.join(one.rules)}"
    text = f"{match.said(one.hit, language)} <- {place}"
    if not one.rejected:
        return text
    return f"{text}{'；' if zh else '; '}{_REJECTED[one.rejected].in_(language)}"
