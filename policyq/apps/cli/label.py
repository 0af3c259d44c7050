"""``policyq label``: asks people about messages that are drawn, and keeps what they say."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, exits, naming, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.labelling import Book, Sample
    from policyq.events.roster import Roster
    from policyq.ir.nodes import Program
    from policyq.study.labels.label import Label
    from policyq.study.pseudonyms import Pseudonyms

_NO_STDIN = Said(
    "群规和聊天记录要写出文件名：标准输入用来回答",
    "name files for the policies and the logs: answers are read from standard input",
)
_NO_MESSAGES = Said("聊天记录里没有消息", "the log holds no messages")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "从聊天记录里抽一些消息，一条条问：违规还是正常？答案写进文件，replay 和 plan 用它说出误伤和漏网。\n"
        "不显示群规怎么判，免得影响你。随时可以停，下次接着判。",
        "Draws messages from a log and asks about each: a violation, or fine? The answers go to a file\n"
        "by which replay and plan tell who is wrongly punished, and what is let through. What the\n"
        "policy says is not shown, so that it leads nobody. Stop whenever you like, and go on later.",
    )
    parser.add_argument(
        "policy",
        metavar=say("群规", "POLICY"),
        help=say(
            "群规文件，或 git 版本里的（如 main:policies/club.policyq）",
            "a policy, or one in a git revision (main:policies/club.policyq)",
        ),
    )
    parser.add_argument(
        "new",
        nargs="?",
        metavar=say("新群规", "NEW"),
        help=say(
            "改动以后的群规，写法相同：两份判得不同的消息多抽一些",
            "the policy after a change, likewise: more is drawn of what the two treat in different "
            "ways",
        ),
    )
    chatlogs.configure(parser, several=True)
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar=say("文件", "FILE"),
        help=say(
            "答案写进哪里（CSV，以 .jsonl 结尾的是 JSONL）；已经有的接着写",
            "where the answers go (CSV; JSONL if it ends with .jsonl); one that is there is "
            "continued",
        ),
    )
    for name, least, most, usual, zh, en in (
        ("count", 1, 100_000, 200, "一共抽几条", "how many messages are drawn in all"),
        ("context", 0, 50, 3, "每条前面显示几条", "how many messages before each are shown"),
        ("seed", 0, 2**31, 1, "抽样的种子", "seed of the drawing"),
    ):
        parser.add_argument(
            f"--{name}",
            type=values.whole(parser, least, most),
            default=usual,
            metavar="N",
            help=say(f"{zh}（默认 {usual}）", f"{en} (default: {usual})"),
        )
    naming.configure(parser)


def run(args: Namespace) -> int:
    """Draw, ask, keep."""
    from policyq.apps.cli.labeldialogue import Dialogue

    sides = [args.policy] if args.new is None else [args.policy, args.new]
    # The project is that of what will hold, as for `plan`; a revision has none of its own.
    args.policy = next((side for side in reversed(sides) if os.path.lexists(side)), None)
    project = fill_in(args)
    if "-" in (*sides, *args.log):
        raise exits.Stop(exits.USAGE, _NO_STDIN)
    chatlogs.spare(args, [args.out])
    programs = [_program(side, args.new, args) for side in sides]
    pseudonyms = naming.pseudonyms_of(args, project)
    sample = _drawn(programs, pseudonyms, args, chatlogs.roster_of(args, project))
    judged = _begun(sample, args)
    dialogue = Dialogue(sample, programs[-1], pseudonyms, args.lang)
    return dialogue.run(_book(args), judged)


def _program(side: str, beside: str | None, args: Namespace) -> Program:
    from policyq.apps import revisions
    from policyq.apps.cli import policies

    try:
        sources = revisions.file_in(side, beside)
    except revisions.NoRevision as none:
        raise exits.Stop(exits.FILES, none.says) from None
    return policies.compiled_or_stop(side, args, sources).program


def _drawn(
    programs: list[Program], pseudonyms: Pseudonyms | None, args: Namespace, roster: Roster | None
) -> Sample:
    from policyq.apps.labelling import Asked, draw
    from policyq.apps.progress import Progress

    reading = chatlogs.reading_of(args)
    asked = Asked(args.count, args.seed, args.context)
    with Progress(sys.stderr, Said("抽取", "drawing").in_(args.lang)) as progress:
        sample = draw(
            programs,
            reading,
            asked,
            pseudonyms=pseudonyms,
            roster=roster,
            watch=lambda count: progress.show(
                reading.bytes_read, of=reading.bytes_total, count=count
            ),
        )
    chatlogs.tell_losses(reading, args)
    if not sample.drawn:
        raise exits.Stop(exits.PROBLEMS, _NO_MESSAGES)
    return sample


def _begun(sample: Sample, args: Namespace) -> list[Label]:
    """What was judged before, if the file is there; stops if it was drawn in another way."""
    if not args.out.exists() or not args.out.read_bytes().strip():
        return []
    from policyq.apps.cli import policies
    from policyq.apps.cli.labelled import refuse
    from policyq.apps.labels import NoLabels, read
    from policyq.apps.problems import Problem
    from policyq.diagnostics.catalog.labelling import BEGUN_OTHERWISE

    source = policies.one(str(args.out))
    try:
        rows = read(source.text, source.name).rows
    except NoLabels as none:
        if len(source.text.splitlines()) == 1:  # only the heads of the columns
            return []
        raise refuse(none.problem, source, none.line, args) from None
    drawn = {(one.event.group, one.event.id): one for one in sample.drawn}
    for row in rows:
        one = drawn.get((row.group, row.id))
        if one is None or (one.stratum, one.population) != (row.stratum, row.population):
            problem = Problem(BEGUN_OTHERWISE, {"name": source.name})
            raise refuse(problem, source, row.line, args)
    return rows


def _book(args: Namespace) -> Book:
    from policyq.apps.labelling import WRITTEN, Book, NoPlace

    try:
        return Book(args.out)
    except NoPlace:
        columns = ", ".join(WRITTEN)
        says = Said(
            f"{args.out} 的列不对，不能接着写：要有 {columns}",
            f"{args.out} cannot be continued: it needs the columns {columns}",
        )
        raise exits.Stop(exits.PROBLEMS, says) from None
