"""``policyq logs convert``: logs of any known format as JSONL or Parquet, under pseudonyms if asked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits, naming, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.choices import TEXTS
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.project.project import Project
    from policyq.events.roster import Roster
    from policyq.vocabulary.events import Event

#: As `policyq.apps.logs.writing.TARGETS`, which is not loaded for a help text.
TARGETS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")
_LABEL = Said("转换", "converting")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    chatlogs.configure_paths(parser)
    chatlogs.add_roster(parser)
    parser.add_argument(
        "--out",
        default="-",
        metavar=say("文件", "FILE"),
        help=say(
            "写到哪里，格式看结尾（默认标准输出，JSONL）",
            "where to write; its ending says the format (default: standard output, JSONL)",
        ),
    )
    parser.add_argument(
        "--to",
        choices=TARGETS,
        help=say("写成什么格式（默认看 --out 的结尾）", "what to write (default: as --out ends)"),
    )
    parser.add_argument(
        "--pseudonyms",
        action="store_true",
        help=say(
            "账号、名字、群和编号换成化名，正文里的也换，号码打码：这样的记录可以给别人",
            "pseudonyms for accounts, names, groups and ids, in texts as well, and numbers "
            "masked: a log that can be shared",
        ),
    )
    parser.add_argument(
        "--texts",
        **values.one_of(parser, TEXTS),
        default="mask",
        help=say(
            "化名时正文怎么办：打码（mask，默认）、原样（keep）、去掉（drop）",
            "with --pseudonyms, what becomes of texts: masked (default), kept, or dropped",
        ),
    )
    naming.configure(parser, names=False)


def run(args: Namespace) -> int:
    """Read, mask if asked, write, and say what was lost."""
    from policyq.apps.problems import Refused

    project = fill_in(args)
    target = _target(args)
    chatlogs.spare(args, [None if args.out == "-" else args.out, args.rejects])
    roster = chatlogs.roster_of(args, project) if args.roster else None
    with chatlogs.rejects_of(args) as keep:
        reading = chatlogs.reading_of(args, keep)
        try:
            events = _filled(chatlogs.watched(reading, args, _LABEL), roster)
            written = _write(_masked(events, args, project), target, args)
        except Refused as refused:
            raise chatlogs.stopped(refused.problem, exits.FILES, helps=True) from None
    chatlogs.tell_losses(reading, args)
    for problem in reading.findings():
        console.note(problem.says(args.lang))
    if args.out != "-":
        says = Said(f"写出 {written:,} 个事件", f"{written:,} events written")
        console.note(says.in_(args.lang))
    return chatlogs.code_of(reading)


def _write(events: Iterable[Event], target: str, args: Namespace) -> int:
    """How many events were written."""
    from policyq.apps.logs.writing import events_to
    from policyq.apps.schema import event_to_json

    count = 0
    if args.out == "-":
        for event in events:
            console.out(event_to_json(event) + "\n")
            count += 1
        return count
    with events_to(args.out, target) as write:
        for event in events:
            write(event)
            count += 1
    return count


def _target(args: Namespace) -> str:
    """What to write; a file whose ending says nothing must be told."""
    from policyq.apps.logs.writing import target_of

    if args.out == "-":
        if args.to in (None, "jsonl"):
            return "jsonl"
        says = Said(
            f"标准输出只能写 jsonl；{args.to} 要用 --out 写进文件",
            f"standard output takes jsonl alone; give {args.to} a file by --out",
        )
        raise exits.Stop(exits.USAGE, says)
    target: str | None = args.to or target_of(args.out)
    if target is None:
        known = " ".join(f".{one}" for one in TARGETS)
        says = Said(
            f"从 {args.out} 的结尾看不出格式：结尾写成 {known} 之一，或用 --to",
            f"the ending of {args.out} says no format: end it with one of {known}, or give --to",
        )
        raise exits.Stop(exits.USAGE, says)
    return target


def _filled(events: Iterable[Event], roster: Roster | None) -> Iterable[Event]:
    """With what the roster knows: under a pseudonym nobody is found in it any more."""
    if roster is None:
        return events
    from policyq.events.roster import enrich_all

    return enrich_all(events, roster)


def _masked(events: Iterable[Event], args: Namespace, project: Project) -> Iterable[Event]:
    if not args.pseudonyms:
        return events
    from policyq.apps.sharing import shared

    pseudonyms = naming.pseudonyms_of(args, project)
    assert pseudonyms is not None, "there is no option for names here"
    return shared(events, pseudonyms, args.texts)
