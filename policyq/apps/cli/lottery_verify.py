"""``policyq lottery verify``: whether the draws in decisions that were kept are right."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, forms
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.proving import Draws
    from policyq.ir.nodes import Program
    from policyq.study.proofs import Checked

#: So many lines that are no decisions are shown.
SHOWN = 3

_TWICE = Said("标准输入只能读一次", "standard input can be read only once")
_NONE = Said("这些判断里没有开奖", "there is no draw in these decisions")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "核对判断里的每一次开奖：公布的秘密合不合承诺，种子是不是由秘密和报名的人得出，中奖的人对不对，\n"
        "作废的是谁没有公布。判断是 policyq decide 的输出，或 policyq replay --decisions 写的文件。\n"
        "用的是另写的一遍算法。有一次不对，退出码就是 1。",
        "Checks every draw in decisions: whether what was revealed fits the commitments, whether the\n"
        "seed follows from secrets and entrants, who must have won, and who withheld a secret where it\n"
        "is void. Decisions are what policyq decide prints, or the file of policyq replay --decisions.\n"
        "The arithmetic is written a second time for this. The exit code is 1 if a draw is wrong.",
    )
    parser.add_argument(
        "decisions",
        nargs="*",
        default=["-"],
        metavar=say("文件", "FILE"),
        help=say(
            "判断（JSONL）；不给就读标准输入，- 也是",
            "decisions (JSONL); without any, or as -, standard input",
        ),
    )
    parser.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar=say("群规", "POLICY"),
        help=say(
            "还要是这份群规开的：名额、轮次、截止时间也核对；群规改过就多次给出",
            "it must have been drawn by this policy, with its prizes, rounds and closing; may be "
            "repeated where the policy has changed",
        ),
    )
    forms.configure(parser)


def run(args: Namespace) -> int:
    """Read, check, say."""
    from policyq.study.proofs import check, written

    if [*args.decisions, *args.policy].count("-") > 1:
        raise exits.Stop(exits.USAGE, _TWICE)
    programs = [_program(path, args) for path in args.policy]
    draws = _read(args.decisions)
    checked: Sequence[Checked] = check(draws.claims)
    if programs:
        from policyq.study.proofs.against import against

        checked = against(checked, programs)
    language = args.language or args.lang
    if args.json:
        console.out(written.to_json(checked, draws.zone, language))
    elif args.markdown:
        console.out(written.to_markdown(checked, draws.zone, language))
    else:
        console.out(written.to_text(checked, draws.zone, language))
    _tell(draws, args)
    wrong = draws.rejected or any(one.verdict == "wrong" for one in checked)
    return exits.PROBLEMS if wrong else exits.OK


def _program(path: str, args: Namespace) -> Program:
    from policyq.apps.cli import policies

    return policies.compiled_or_stop(path, args).program


def _read(names: Sequence[str]) -> Draws:
    from policyq.apps.proving import Draws

    draws = Draws()
    for name in names:
        try:
            if name == "-":
                draws.read(name, sys.stdin.buffer)
            else:
                with Path(name).open("rb") as file:
                    draws.read(name, file)
        except OSError as error:
            from policyq.apps.system import in_words

            says = in_words(error)
            raise exits.Stop(
                exits.FILES, Said(f"{name} 读不了：{says.zh}", f"{name}: {says.en}")
            ) from None
    return draws


def _tell(draws: Draws, args: Namespace) -> None:
    """How many lines are no decisions, and the first of them; and that there is nothing to check."""
    for one in draws.rejected[:SHOWN]:
        says = one.problem.says(args.lang)
        console.note(f"{one.file}:{one.line}: [{one.problem.code}] {says}")
    left = len(draws.rejected) - SHOWN
    if left > 0:
        console.note(Said(f"  还有 {left} 行", f"  and {left} more").in_(args.lang))
    if not draws.claims:
        console.note(_NONE.in_(args.lang))
