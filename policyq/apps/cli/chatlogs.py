"""Chat logs and rosters for commands: the options that name them, and reading what they name."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.events.roster import Roster
from policyq.vocabulary.choices import ORDERS
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.logs import Reading
    from policyq.apps.logs.context import Reject
    from policyq.apps.problems import Problem
    from policyq.apps.project.project import Project
    from policyq.vocabulary.events import Event

#: The options, besides the logs, that name what is read.
_READ = ("policy", "file", "old", "new", "labels", "roster", "key_file")
#: How many of the rows that cannot be read are shown.
SHOWN = 3
_MORE = Said(
    "  …（policyq replay --rejects 文件 把它们全部留下来）",
    "  … (policyq replay --rejects FILE keeps them all)",
)


def configure(parser: Parser, *, several: bool = False, usual: bool = True) -> None:
    """Add the options that name logs and say how to read them.

    ``several``: one ``--log`` takes all the paths behind it, as a shell's wildcards give them;
    otherwise one, so that other arguments may follow. It may be repeated either way. ``usual``:
    where none is named, the logs of the project are read.
    """
    say = parser.say
    zh, en = (
        ("（默认：policyq.yaml 里的 logs）", " (default: `logs` of policyq.yaml)")
        if usual
        else ("", "")
    )
    parser.add_argument(
        "--log",
        nargs="+" if several else None,
        action="extend" if several else "append",
        default=[],
        metavar=say("路径", "PATH"),
        help=say(
            "聊天记录：文件或文件夹，按时间先后给出；- 表示标准输入；可以多次给出" + zh,
            "chat logs, files or folders, in the order of time; - is standard input; "
            "may be repeated" + en,
        )
        + (
            say(
                "，或一次给几个（群规写在前面）",
                ", or take several paths (name the policy before it)",
            )
            if several
            else ""
        ),
    )
    _how(parser)
    add_roster(parser)


def configure_paths(parser: Parser) -> None:
    """Add the paths of logs as arguments of their own, and the options that say how to read them."""
    say = parser.say
    parser.add_argument(
        "log",
        nargs="*",
        metavar=say("路径", "PATH"),
        help=say(
            "聊天记录：文件、文件夹或压缩包，按时间先后给出；- 表示标准输入（默认：policyq.yaml 里的 logs）",
            "chat logs: files, folders or archives, in the order of time; - is standard input "
            "(default: `logs` of policyq.yaml)",
        ),
    )
    _how(parser)
    add_rejects(parser)


def add_rejects(parser: Parser) -> None:
    """Add the option that keeps what cannot be read."""
    parser.add_argument(
        "--rejects",
        type=Path,
        metavar=parser.say("文件", "FILE"),
        help=parser.say(
            "把读不了的行写进文件（JSONL）", "write the rows that cannot be read to a file"
        ),
    )


def add_roster(parser: Parser) -> None:
    """Add the option that names a roster."""
    parser.add_argument(
        "--roster",
        type=Path,
        metavar=parser.say("文件", "FILE"),
        help=parser.say("成员名册（YAML 或 CSV）", "who is who (YAML or CSV)"),
    )


def _how(parser: Parser) -> None:
    """What a log may not say of itself."""
    from policyq.apps.logs.detect import READERS

    say = parser.say
    parser.add_argument(
        "--format",
        choices=tuple(READERS),
        help=say("记录的格式（默认自动识别）", "format of the log (default: found out)"),
    )
    parser.add_argument(
        "--timezone",
        metavar=say("时区", "ZONE"),
        help=say(
            "记录里没写时区的时间所在的时区", "zone of the times in the log that do not say theirs"
        ),
    )
    parser.add_argument(
        "--encoding",
        metavar=say("编码", "NAME"),
        help=say("记录的编码（默认自动识别）", "encoding of the log (default: found out)"),
    )
    parser.add_argument(
        "--group",
        metavar=say("群", "NAME"),
        help=say(
            "记录里没写群名时的群名；一个名字管这次给的所有文件，"
            "几个群的文件要一个一个用 logs convert 转好再一起读",
            "name of the group where a log has none: one for all files that are named; those of "
            "several groups are converted one by one (logs convert) and then read together",
        ),
    )
    parser.add_argument(
        "--day",
        type=values.day(parser),
        metavar=say("日期", "DATE"),
        help=say("记录里只有钟点时的日期", "day of the times in the log that have none"),
    )
    parser.add_argument(
        "--date-order",
        **values.one_of(parser, ORDERS),
        help=say(
            "分不清时日月年的先后：日月年（dmy）、月日年（mdy）、年月日（ymd）",
            "order of day, month and year where it cannot be told",
        ),
    )
    parser.add_argument(
        "--own",
        metavar=say("账号", "ACCOUNT"),
        help=say(
            "导出记录的人的账号，记录里只写“我”时用",
            'account of who made the export, where the log says "me"',
        ),
    )


def reading_of(args: Namespace, on_reject: Callable[[Reject], None] | None = None) -> Reading:
    """One pass over the logs that the user named."""
    from policyq.apps.logs import Reading
    from policyq.apps.problems import Refused

    if [*args.log, getattr(args, "policy", None)].count("-") > 1:
        says = Said("标准输入只能读一次", "standard input can be read only once")
        raise exits.Stop(exits.USAGE, says)
    try:
        return Reading(
            args.log,
            format=args.format,
            timezone=args.timezone,
            encoding=args.encoding,
            group=args.group,
            day=args.day,
            order=args.date_order,
            own=args.own,
            on_reject=on_reject,
        )
    except Refused as refused:
        raise _misused(refused.problem) from None


def watched(reading: Reading, args: Namespace, label: Said) -> Iterator[Event]:
    """The events of a reading; on a terminal, how far it has come is shown."""
    from policyq.apps.progress import Progress

    with Progress(sys.stderr, label.in_(args.lang)) as progress:
        for number, event in enumerate(reading, 1):
            if not number & 1023:
                progress.show(reading.bytes_read, of=reading.bytes_total, count=number)
            yield event


def roster_of(args: Namespace, project: Project) -> Roster | None:
    """The roster with what the project says of groups; ``None`` if nothing is known.

    Rows that cannot be taken are told, and the others count.
    """
    roster = None if args.roster is None else _roster_file(args)
    if not project.groups and project.platform is None:
        return roster
    known = Roster() if roster is None else roster  # an empty one is false
    return known.beside(project.groups, project.platform)


def _roster_file(args: Namespace) -> Roster:
    from policyq.apps.roster import read_roster

    found = read_roster(args.roster, timezone=args.timezone)
    for misread in found.problems:
        if not misread.row:
            raise _no_roster(args.roster, misread.problem)
        console.note(f"{args.roster}:{misread.row}: {misread.problem.says(args.lang)}")
    return found.roster


def _no_roster(path: Path, problem: Problem) -> exits.Stop:
    """The end of a command for a roster that cannot be used: which, why, and what to write."""
    code = exits.FILES
    says = stopped(problem, code, helps=True).says
    if "name" in problem.args:  # it says itself which
        return exits.Stop(code, says)
    return exits.Stop(code, Said(f"{path}：{says.zh}", f"{path}: {says.en}"))


def tell_losses(reading: Reading, args: Namespace) -> None:
    """Tells of the logs and the rows that could not be read; ends the command if nothing else was.

    An empty log is no loss. To be called after the reading.
    """
    language = args.lang
    for fault in reading.faults:
        what = fault.problem.helps(language)
        joined = f"{'。' if language == 'zh' else '; '}{what}" if what else ""
        console.note(f"{fault.file}: {fault.problem.says(language)}{joined}")
    _tell_rejects(reading, args)
    if reading.events:
        return
    if reading.faults:
        raise exits.Stop(
            exits.FILES, Said("没有能读的聊天记录", "there is no log that can be read")
        )
    if reading.rejected:
        raise exits.Stop(
            exits.PROBLEMS,
            Said("聊天记录里没有一行能读", "no row of the log could be read"),
        )


def tell_findings(reading: Reading, args: Namespace) -> None:
    """Tells what is worth saying of the whole. To be called after the reading."""
    for problem in reading.findings():
        console.note(problem.says(args.lang))


def stop_if_empty(reading: Reading) -> None:
    """Ends a command that can do nothing with a log of no events. To be called after the reading."""
    from policyq.diagnostics.catalog.logs import EMPTY_LOG

    for problem in reading.findings():
        if problem.kind is EMPTY_LOG:
            raise stopped(problem, exits.PROBLEMS)


def code_of(reading: Reading) -> int:
    """The exit code of a command that has told what there is to tell of these logs: of none at all
    nobody can say that all is well."""
    if reading.faults:
        return exits.FILES
    return exits.OK if reading.events else exits.PROBLEMS


def _tell_rejects(reading: Reading, args: Namespace) -> None:
    """How many rows were lost, why, what to do about it, and the first of them."""
    from policyq.study.report.rejected import reason

    language, helps = args.lang, {one.problem.reason: one.problem for one in reading.samples}
    for name, number in reading.reasons.most_common():
        why, what = reason(name, language), ""
        if name in helps:
            what = helps[name].helps(language)
        says = Said(
            f"{number:,} 行读不了：{why}" + (f"。{what}" if what else ""),
            f"{number:,} row{'' if number == 1 else 's'} could not be read: {why}"
            + (f"; {what}" if what else ""),
        )
        console.note(says.in_(language))
    for reject in reading.samples[:SHOWN]:
        console.note(f"  {reject.file}:{reject.line}: {reject.problem.says(language)}")
    if reading.rejected > SHOWN:
        console.note("  …" if getattr(args, "rejects", None) else _MORE.in_(language))


def zone_of(args: Namespace) -> tzinfo | None:
    """The zone of times that do not say theirs."""
    from policyq.apps import times
    from policyq.apps.problems import Refused

    try:
        return None if args.timezone is None else times.zone(args.timezone)
    except Refused as refused:
        raise _misused(refused.problem) from None


def _misused(problem: Problem) -> exits.Stop:
    """The end of a command for an option that will not do, with what would."""
    return stopped(problem, exits.USAGE, helps=problem.hint is None)


def stopped(problem: Problem, code: int, *, helps: bool = False) -> exits.Stop:
    """The end of a command for a problem; ``helps``: with what to do about it."""
    zh, en = (problem.says(language) for language in ("zh", "en"))
    if helps and problem.helps("en"):
        asks = problem.hint is not None  # then it ends with a question mark
        zh += f"{'' if asks else '；'}{problem.helps('zh')}"
        en += f"{'' if asks else ';'} {problem.helps('en')}"
    return exits.Stop(code, Said(zh, en))


def spare(args: Namespace, written: Iterable[Path | str | None]) -> None:
    """Refuses to write over what is read, also where it lies in a folder that is read, and into a
    folder that is not there: that is better told before the logs are read."""
    named = [getattr(args, name, None) for name in _READ]
    read = [Path(path) for path in (*named, *args.log) if path not in (None, "-")]
    for one in written:
        if one is None:
            continue
        folder = os.path.dirname(one) or "."  # noqa: PTH120  (`Path` raises for some names)
        if not os.path.isdir(folder):  # noqa: PTH112
            says = Said(f"{one}：没有 {folder} 这个文件夹", f"{one}: there is no folder {folder}")
            raise exits.Stop(exits.FILES, says)
        if not Path(one).exists():
            continue
        target = Path(one).resolve()
        for path in read:
            if path.exists() and (
                path.samefile(target) or (path.is_dir() and path.resolve() in target.parents)
            ):
                says = Said(
                    f"{one} 是要读的文件，不能往里写；换一个文件名，看过以后再替换",
                    f"{one} is read from, and would be written over; name another file, and "
                    "replace this one when you have looked at it",
                )
                raise exits.Stop(exits.USAGE, says)


@contextmanager
def rejects_of(args: Namespace) -> Iterator[Callable[[Reject], None] | None]:
    """What keeps the rows that cannot be read, if the user asks for that."""
    if args.rejects is None:
        yield None
        return
    from policyq.apps.logs import RejectFile

    with RejectFile(args.rejects, language=args.lang) as file:
        yield file.keep
