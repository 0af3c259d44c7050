"""``policyq tune``: which numbers suit a community, and the chosen ones as a patch."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits, forms, labelled, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.choices import LANGUAGES, VIEWS
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.cli.labelled import Given
    from policyq.apps.logs import Reading
    from policyq.apps.project.project import Project
    from policyq.apps.sources import Sources
    from policyq.apps.tuning import Changed, Points
    from policyq.diagnostics.diagnostic import Diagnostic
    from policyq.diagnostics.source import Source
    from policyq.ir.nodes import Program
    from policyq.study.tune.report import Report
    from policyq.study.tune.varying import Axis


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "把群规里的数换成别的值，用聊天记录各重放一遍，列出每一种取法放过多少违规、干预多少次，"
        "标出没有别的比得过的，把选中的写成补丁。",
        "Replays a policy with other numbers in it, tells of every point of the grid how many "
        "violations are let through and how many interventions there are, marks the points that nothing "
        "beats, and writes the chosen one as a patch.",
    )
    parser.add_argument(
        "policy", metavar=say("群规", "POLICY"), help=say("群规文件", "the file of a policy")
    )
    _configure_grid(parser)
    _configure_choice(parser)
    chatlogs.configure(parser, several=True)
    labelled.configure(parser)
    parser.add_argument(
        "--views",
        **values.one_of(parser, VIEWS),
        default="suppressed",
        help=say(
            "照记录（fixed）：只照记录重放，省一半时间；扣除（suppressed）：再扣除拦住的，按它比较（默认）",
            "fixed: the log as it is, in half the time; suppressed: also with what is prevented "
            "taken out, by which points are compared (default)",
        ),
    )
    parser.add_argument(
        "--seed",
        type=values.whole(parser, 0, 2**32 - 1),
        default=1,
        metavar="N",
        help=say("重抽的种子（默认 1）", "seed of the resampling (default: 1)"),
    )
    _configure_report(parser)


def _configure_grid(parser: Parser) -> None:
    """Which numbers are varied, and how."""
    say = parser.say
    parser.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar=say("数=范围", "NUMBER=RANGE"),
        help=say(
            "调哪个数，从多少到多少，如 刷屏.次数=5..15、标准处罚.时长=7天..60天、刷屏.次数=5,8,12；"
            "可以多次给出，各种组合都会重放",
            "which number, from where to where: flood.count=5..15, standard.window=7d..60d, "
            "flood.count=5,8,12; may be repeated, and all combinations are replayed",
        ),
    )
    parser.add_argument(
        "--list",
        action="store_true",
        help=say("只列出可以调的数和现在的值", "only name the numbers that can be varied"),
    )
    parser.add_argument(
        "--steps",
        type=values.whole(parser, 1, 100),
        default=6,
        metavar="N",
        help=say(
            "没写每次加多少的范围最多取几个值（默认 6）",
            "how many values of a range that does not say its step (default: 6)",
        ),
    )
    parser.add_argument(
        "--points",
        type=values.whole(parser, 1, 10_000),
        default=200,
        metavar="N",
        help=say("最多重放多少种取法（默认 200）", "how many points at most (default: 200)"),
    )


def _configure_choice(parser: Parser) -> None:
    """Which point is written, and where."""
    say = parser.say
    parser.add_argument(
        "--choose",
        metavar=say("取法", "POINT"),
        help=say(
            "选哪一种：表里的编号，或每个数的值（刷屏.次数=8,标准处罚.时长=30天）",
            "which point: its number in the table, or a value for each number "
            "(flood.count=8,standard.window=30d)",
        ),
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say(
            "把选中的写成补丁（git apply 或 patch -p1 可用）",
            "write the chosen point as a patch, for git apply or patch -p1",
        ),
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help=say("直接改群规文件", "change the files of the policy themselves"),
    )


def _configure_report(parser: Parser) -> None:
    """How it is told."""
    say = parser.say
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))
    form.add_argument(
        "--markdown", action="store_true", help=say("输出 Markdown", "print Markdown")
    )
    form.add_argument("--html", action="store_true", help=say(*forms.HTML))
    parser.add_argument(
        "--language",
        **values.one_of(parser, LANGUAGES),
        help=say("报告的语言（默认同界面）", "language of the report (default: as --lang)"),
    )


def run(args: Namespace) -> int:
    """Compile every point, replay them, report, and write the chosen one."""
    from policyq.apps import tuning
    from policyq.apps.cli import policies

    if args.policy == "-":
        says = Said("群规要写出文件名", "the policy must be named: `-` stands for no file here")
        raise exits.Stop(exits.USAGE, says)
    chatlogs.spare(args, [args.out])
    project = fill_in(args, needed=not args.list)
    loaded = policies.compiled_or_stop(args.policy, args)
    sources = policies.read(args.policy)
    if args.list:
        _list(sources, args)
        return exits.OK
    asked = _asked(args)
    axes = _axes(sources, asked, args)
    given = labelled.labels_of(args)
    points = _points(sources, loaded.program, axes, asked, args)
    chosen = _chosen(points, args)
    report, reading = _replayed(points, chosen, given, project, args)
    changes = _changes(sources, points, chosen)
    if changes:
        report = replace(report, patch=tuning.shown_patch(changes))
    code = _answer(report, reading, given, args)
    _write(changes, args)
    return code


# -- what is asked ---------------------------------------------------------------------------------


def _asked(args: Namespace) -> dict[str, Source]:
    """The options as sources, by the names under which reports show them."""
    from policyq.diagnostics.source import Source

    if not args.vary:
        says = Said(
            "缺少参数：--vary（policyq tune 群规 --list 列出可以调的数）",
            "--vary must be given; policyq tune POLICY --list names what can be varied",
        )
        raise exits.Stop(exits.USAGE, says)
    if args.choose is None and (args.out is not None or args.write):
        says = Said(
            "缺少参数：--choose（写哪一种取法）", "--choose must be given: which point is written?"
        )
        raise exits.Stop(exits.USAGE, says)
    several = len(args.vary) > 1
    names = [f"--vary {n}" if several else "--vary" for n in range(1, len(args.vary) + 1)]
    return {name: Source(name, text) for name, text in zip(names, args.vary, strict=True)}


def _stop(
    found: Sequence[Diagnostic], sources: Mapping[str, Source], args: Namespace
) -> exits.Stop:
    """Tells what is wrong with the options; the end of the command."""
    from policyq.diagnostics.render import render, summary

    colour = console.colour(args.color, sys.stderr)
    console.note(render(found, sources, language=args.lang, colour=colour))
    zh, en = (summary(found, language) for language in ("zh", "en"))
    return exits.Stop(exits.USAGE, Said(zh, en))


def _axes(sources: Sources, asked: Mapping[str, Source], args: Namespace) -> list[Axis]:
    from policyq.apps import tuning
    from policyq.study.tune.varying import axes, too_many

    options = list(asked.values())
    dials = tuning.dials_of(sources)
    found, wrong = axes(options, dials, steps=args.steps, language=args.lang)
    more = None if wrong else too_many(found, args.points, options)
    if wrong or more:
        raise _stop(
            [*wrong, *([more] if more else [])], {**tuning.texts_of(sources), **asked}, args
        )
    return found


def _points(
    sources: Sources,
    program: Program,
    axes: Sequence[Axis],
    asked: Mapping[str, Source],
    args: Namespace,
) -> Points:
    from policyq.apps import tuning
    from policyq.apps.cli import policies
    from policyq.apps.progress import Progress

    label = Said("编译各种取法", "compiling the points").in_(args.lang)
    try:
        with Progress(sys.stderr, label) as progress:
            return tuning.points_of(
                sources, program, axes, asked, policies.compiled,
                lambda done: progress.show(done, of=args.points, count=done),
            )  # fmt: skip
    except tuning.PointRefused as refused:
        raise _stop([refused.diagnostic], asked, args) from None


def _chosen(points: Points, args: Namespace) -> int | None:
    """The number of the point that is to be written."""
    from policyq.apps import tuning

    if args.choose is None:
        return None
    from policyq.diagnostics.source import Source

    source = Source("--choose", args.choose)
    found = tuning.chosen(points, source, args.lang)
    if isinstance(found, int):
        return found
    raise _stop([found], {source.name: source}, args)


def _replayed(
    points: Points,
    chosen: int | None,
    given: Given | None,
    project: Project,
    args: Namespace,
) -> tuple[Report, Reading]:
    import policyq
    from policyq.apps import tuning
    from policyq.apps.progress import Progress
    from policyq.study.tune.report import Report

    roster = chatlogs.roster_of(args, project)
    reading = chatlogs.reading_of(args)
    labels = None if given is None else given.labels
    options = tuning.Options(args.views != "fixed", args.seed, labels)
    with Progress(sys.stderr, Said("重放", "replaying").in_(args.lang)) as progress:
        tuned, log = tuning.tuned(
            points,
            reading,
            options,
            roster=roster,
            watch=lambda count: progress.show(
                reading.bytes_read, of=reading.bytes_total, count=count
            ),
        )
    row = None if chosen is None else tuned.rows[chosen]
    name = args.policy.replace("\\", "/")
    version = policyq.__version__
    return Report(name, points.programs[0], tuned, log, row, tool=version), reading


# -- what is told ----------------------------------------------------------------------------------


def _list(sources: Sources, args: Namespace) -> None:
    from policyq.apps import tuning
    from policyq.study.tune.report.listed import to_json, to_text

    dials, texts = tuning.dials_of(sources), tuning.texts_of(sources)
    if args.json:
        console.out(to_json(dials, texts))
        return
    console.out(to_text(dials, texts, args.policy, args.language or args.lang))


def _answer(report: Report, reading: Reading, given: Given | None, args: Namespace) -> int:
    from policyq.study.tune.report import to_html, to_json, to_markdown, to_text

    chatlogs.tell_losses(reading, args)
    chatlogs.tell_findings(reading, args)
    appraisal, rules = report.tuned.appraisal, (rule.name for rule in report.program.rules)
    labelled.tell([] if appraisal is None else [appraisal], given, rules, args)
    language = args.language or args.lang
    if args.json:
        console.out(to_json(report))
    else:
        write = to_markdown if args.markdown else to_html if args.html else to_text
        console.out(write(report, language))
    return chatlogs.code_of(reading)


# -- the chosen one --------------------------------------------------------------------------------


def _changes(sources: Sources, points: Points, chosen: int | None) -> list[Changed]:
    """The files that the chosen point changes."""
    from policyq.apps import tuning

    if not chosen:
        return []
    try:
        return tuning.changes_of(sources, points.axes, points.points[chosen])
    except tuning.Moved as moved:
        says = Said(
            f"{moved} 在重放的时候被改过，没有动它；再运行一次",
            f"{moved} was changed during the replay and is left alone; run it again",
        )
        raise exits.Stop(exits.FILES, says) from None


def _write(changes: Sequence[Changed], args: Namespace) -> None:
    """The patch, or the files themselves, where they are asked for."""
    from policyq.apps import files, tuning

    if not changes and (args.write or args.out is not None):
        console.note(Said("什么也不用改", "nothing is to be changed").in_(args.lang))
    if args.out is not None and changes:
        wrong = tuning.unpatchable(changes)
        if wrong is not None:
            raise _stop([wrong], {}, args)
        files.write(args.out, tuning.to_patch(changes))
        says = Said(
            f"补丁写进了 {args.out}：git apply {args.out}，或 patch -p1 < {args.out}",
            f"wrote {args.out}: git apply {args.out}, or patch -p1 < {args.out}",
        )
        console.note(says.in_(args.lang))
    if args.write:
        for name in tuning.write(changes):
            console.note(Said(f"改好了 {name}", f"changed {name}").in_(args.lang))
