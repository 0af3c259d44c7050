"""``policyq records``: every disposal as a record, by member, group, rule and time."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from policyq.apps.cli import chatlogs, console, exits, naming, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.choices import LANGUAGES, MODES
from policyq.vocabulary.types import Instant, Said

if TYPE_CHECKING:
    from policyq.apps.project.project import Project
    from policyq.apps.recording import Kept
    from policyq.study.pseudonyms import Pseudonyms
    from policyq.study.records import Record
    from policyq.study.records.chosen import Choice
    from policyq.study.records.missed import Missed

#: So many lines that are no decisions are shown.
SHOWN = 3

#: Options that may be repeated: the option, what stands behind it, what it chooses.
_SOME = (
    ("--member", Said("账号", "ACCOUNT"),
     Said("只看这个成员（账号或化名）", "only this member, by account or pseudonym")),
    ("--in-group", Said("群", "GROUP"),
     Said("只看这个群（编号或化名）", "only this group, by id or pseudonym")),
    ("--rule", Said("规则", "RULE"), Said("只看这条规则", "only this rule")),
    ("--action", Said("", ""),
     Said("只看这种处置，中英文名称都可以", "only this action, by its name in either language")),
)  # fmt: skip

_NOTHING = Said(
    "缺少参数：群规文件（和 --log），或者 --decisions",
    "name a policy (and --log), or --decisions",
)
_BOTH = Said(
    "--decisions 里已经是判断，不要再给群规",
    "--decisions are decided already: name no policy beside them",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "列出每一次处置：什么时候、哪个群、哪个成员、哪条规则、做了什么、谁确认的、结果怎样、为什么。\n"
        "用群规重放聊天记录，或读留下的判断（policyq decide 的输出，policyq replay --decisions 的文件）。\n"
        "判断里没有 about（是谁的事件）的，再给 --log，就知道是对谁的、谁确认的、哪些被否决或赦免了。",
        "Lists every disposal: when, in which group, of which member, by which rule, what was done,\n"
        "who confirmed it, how it ended, and why. From a policy over chat logs, or from decisions\n"
        "that were kept (what policyq decide prints, the file of policyq replay --decisions). Where\n"
        "these do not say whose event it was (about), --log beside them does: it tells whom a reply\n"
        "was about, who confirmed, and what was vetoed or forgiven.",
    )
    parser.add_argument(
        "policy", nargs="?", metavar=say("群规", "POLICY"), help=say("群规文件", "a policy")
    )
    chatlogs.configure(parser, several=True)
    parser.add_argument(
        "--decisions",
        nargs="+",
        action="extend",
        default=[],
        metavar=say("文件", "FILE"),
        help=say(
            "留下的判断（JSONL），按时间先后给出；- 表示标准输入",
            "decisions that were kept (JSONL), in the order of time; - is standard input",
        ),
    )
    parser.add_argument(
        "--mode",
        **values.one_of(parser, MODES),
        default="observed",
        help=say(
            "用群规重放时：照记录（observed），或者扣除（suppressed）群规已经拦住的",
            "of a replay: observed as it was logged, suppressed without what the policy prevents",
        ),
    )
    _choosing(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--csv", action="store_true", help=say("输出 CSV，可用表格软件打开", "print CSV")
    )
    form.add_argument("--json", action="store_true", help=say("输出 JSONL", "print JSON lines"))
    form.add_argument(
        "--markdown", action="store_true", help=say("输出 Markdown", "print Markdown")
    )
    parser.add_argument(
        "--language",
        **values.one_of(parser, LANGUAGES),
        help=say("输出的语言（默认同界面）", "language of the output (default: as --lang)"),
    )
    naming.configure(parser)


def _choosing(parser: Parser) -> None:
    """Which records are wanted."""
    say = parser.say
    for option, what, about in _SOME:
        parser.add_argument(
            option,
            action="append",
            default=[],
            **_actions(parser) if option == "--action" else {"metavar": say(*what)},
            help=say(f"{about.zh}；可以多次给出", f"{about.en}; may be repeated"),
        )
    parser.add_argument(
        "--since",
        metavar=say("时间", "TIME"),
        help=say("从这一天、这一刻起", "from this day or time on"),
    )
    parser.add_argument(
        "--until",
        metavar=say("时间", "TIME"),
        help=say("到这一天（含）、这一刻为止", "up to this day, which is included, or time"),
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=say(
            "没有做的全列出来，包括有更重的处罚的",
            "name all that was not done, too, be it for something stronger",
        ),
    )


def _actions(parser: Parser) -> dict[str, Any]:
    return values.one_of(parser, {one.id: one.says for one in ACTIONS.values()}, _action)


def _action(given: str) -> str | None:
    """The id of an action that is called as policies call it, ``禁言`` or ``hand over to``."""
    from policyq.syntax.keywords import keywords

    return None if given in ACTIONS else keywords().find("action", given.strip())


def run(args: Namespace) -> int:
    """Read, choose, write."""
    if bool(args.policy) == bool(args.decisions):
        raise exits.Stop(exits.USAGE, _BOTH if args.policy else _NOTHING)
    if [*args.decisions, *args.log].count("-") > 1:
        says = Said("标准输入只能读一次", "standard input can be read only once")
        raise exits.Stop(exits.USAGE, says)
    from policyq.study.records.missed import missed

    project = fill_in(args, needed=not args.decisions)
    if args.decisions:
        read = _kept(args, project)
    else:
        read = _replayed(args, project)
    pseudonyms = naming.pseudonyms_of(args, project)
    choice = _choice(args, read.zone)
    _tell_missed(missed(choice, read.rows, pseudonyms, read.rules), args)
    _write(choice.of(read.rows, pseudonyms), read.zone, pseudonyms, args)
    return read.code


# -- where they come from ----------------------------------------------------------------------


class _Read(NamedTuple):
    rows: Sequence[Record]
    zone: tzinfo
    code: int
    rules: tuple[str, ...] = ()
    """Those of the policy, where there is one."""


def _replayed(args: Namespace, project: Project) -> _Read:
    """Those of a policy over the logs."""
    from policyq.apps import times
    from policyq.apps.cli import policies
    from policyq.apps.progress import Progress
    from policyq.apps.recording import of_replay

    program = policies.compiled_or_stop(args.policy, args).program
    roster = chatlogs.roster_of(args, project)
    label = Said("重放", "replaying").in_(args.lang)
    with Progress(sys.stderr, label) as progress:
        reading = chatlogs.reading_of(args)
        book = of_replay(
            program,
            reading,
            mode=args.mode,
            roster=roster,
            watch=lambda count: progress.show(
                reading.bytes_read, of=reading.bytes_total, count=count
            ),
        )
    chatlogs.tell_losses(reading, args)
    if not reading.events:
        chatlogs.tell_findings(reading, args)
    code = chatlogs.code_of(reading)
    rules = tuple(rule.name for rule in program.rules)
    return _Read(book.records, times.zone(program.timezone), code, rules)


def _kept(args: Namespace, project: Project) -> _Read:
    """Those of decisions in files, and of their events, if they are named."""
    from policyq.apps.recording import Kept

    events = []
    if args.log:
        reading = chatlogs.reading_of(args)
        events = list(chatlogs.watched(reading, args, Said("读取", "reading")))
        chatlogs.tell_losses(reading, args)
    kept = Kept(events)
    for name in args.decisions:
        try:
            if name == "-":
                kept.read(name, sys.stdin.buffer)
            else:
                with Path(name).open("rb") as file:
                    kept.read(name, file)
        except OSError as error:
            says = Said(f"{name} 读不了：{error.strerror}", f"{name}: {error.strerror}")
            raise exits.Stop(exits.FILES, says) from None
    return _Read(kept.book.records, chatlogs.zone_of(args) or kept.zone, _tell(kept, args))


def _tell(kept: Kept, args: Namespace) -> int:
    """How many lines are no decisions, and the first of them."""
    for one in kept.rejected[:SHOWN]:
        console.note(f"{one.file}:{one.line}: {one.problem.says(args.lang)}")
    left = len(kept.rejected) - SHOWN
    if left > 0:
        console.note(Said(f"  还有 {left} 行", f"  and {left} more").in_(args.lang))
    return exits.PROBLEMS if kept.rejected else exits.OK


# -- what is wanted ----------------------------------------------------------------------------


def _choice(args: Namespace, zone: tzinfo) -> Choice:
    from policyq.study.records.chosen import Choice

    return Choice(
        frozenset(args.member),
        frozenset(args.in_group),
        frozenset(args.rule),
        frozenset(args.action),
        _instant(args.since, zone, "--since"),
        _instant(args.until, zone, "--until", last=True),
        args.all,
    )


#: By what a choice calls it, the option that asks for it.
_OPTIONS = {
    "members": "--member",
    "groups": "--in-group",
    "rules": "--rule",
    "actions": "--action",
}


def _tell_missed(found: Sequence[Missed], args: Namespace) -> None:
    """What was asked for and finds nothing: it may be mistyped."""
    for one in found:
        option = f"{_OPTIONS[one.field]} {one.value}"
        if one.hidden:
            zh, en = "只有没有做的，加 --all 才列出", "only what was not done, see --all"
        elif one.veiled:
            zh, en = "没有这样的记录；看着像化名，--names 只认账号", (
                "no record has it; it looks like a pseudonym, and --names goes by accounts"
            )  # fmt: skip
        elif one.near is not None:
            zh = f"没有这样的记录，是不是 {one.near}？"
            en = f"no record has it; did you mean {one.near}?"
        elif one.others:
            zh = f"没有这样的记录，有的是：{'、'.join(one.others)}"
            en = f"no record has it; there are: {', '.join(one.others)}"
        else:
            zh, en = "没有这样的记录", "no record has it"
        console.note(Said(f"{option}：{zh}", f"{option}: {en}").in_(args.lang))


def _write(
    rows: Iterable[Record], zone: tzinfo, pseudonyms: Pseudonyms | None, args: Namespace
) -> None:
    from policyq.study.records import written
    from policyq.study.records.chosen import veiled

    chosen = list(rows)
    if pseudonyms is not None:
        chosen = [veiled(row, pseudonyms) for row in chosen]
    language = args.language or args.lang
    if args.csv:
        console.out("".join(written.to_csv(chosen, zone)))
    elif args.json:
        console.out("".join(written.to_jsonl(chosen, zone)))
    elif args.markdown:
        console.out(written.to_markdown(chosen, zone, pseudonyms, language))
    else:
        console.out(written.to_text(chosen, zone, pseudonyms, language))


def _instant(given: str | None, zone: tzinfo, option: str, *, last: bool = False) -> Instant | None:
    """A time, or the beginning of a day; ``last``: of the day after."""
    from policyq.apps import times

    if given is None:
        return None
    try:
        if last:
            with suppress(ValueError):  # else it is a time of day
                given = (date.fromisoformat(given.strip()) + timedelta(days=1)).isoformat()
        return times.read_date(given, zone)
    except (ValueError, OverflowError):
        says = Said(
            f"{option} 要写成 2026-05-01 或 2026-05-01 08:00，不能是 {given[:40]}",
            f"{option} is a day or a time, such as 2026-05-01 or 2026-05-01 08:00, not {given[:40]}",
        )
        raise exits.Stop(exits.USAGE, says) from None
