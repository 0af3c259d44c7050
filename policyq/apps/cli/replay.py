"""``policyq replay``: what a policy would have done over a chat log, and how often."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits, forms, inbulk, labelled, naming, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.choices import COMMUNITIES, MODES
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.cli.policies import Loaded
    from policyq.apps.logs import Reading
    from policyq.study.report import Report

#: More processes than this are refused: each compiles the policy for itself.
MOST_JOBS = 64

_STRANGE = Said(
    "名册里的人，记录里一个也没有：请核对名册里的 group 和 account，"
    "policyq logs inspect --names 显示记录里的群和账号",
    "nobody of the roster is in the log: compare its group and account with the groups and "
    "accounts that policyq logs inspect --names shows",
)
_ALONE = Said(
    "群规里有“在所有群”的统计，不能按群分开重放：改用一个进程",
    "the policy counts across all groups, which cannot be split by group: one process does it",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument("policy", metavar=say("群规", "POLICY"), help=say("群规文件", "a policy"))
    chatlogs.configure(parser, several=True)
    chatlogs.add_rejects(parser)
    parser.add_argument(
        "--mode",
        **values.one_of(parser, MODES),
        default="observed",
        help=say(
            "照记录（observed）：记录里发生的都计算（默认）；扣除（suppressed）：群规已经拦住的不再计算",
            "observed: everything counts as it was logged (default); "
            "suppressed: what the policy itself would have prevented is taken out",
        ),
    )
    parser.add_argument(
        "--engine",
        choices=("live", "reference"),
        default="live",
        help=say("reference 慢，结果相同", "reference is slow, and decides the same"),
    )
    parser.add_argument(
        "--jobs",
        type=values.whole(parser, 1, MOST_JOBS),
        default=1,
        metavar="N",
        help=say("按群分给 N 个进程，结果相同", "split by group over N processes; same result"),
    )
    parser.add_argument(
        "--community",
        **values.one_of(parser, COMMUNITIES),
        help=say(
            "社群类型，成员结构与它的参考值对照：兴趣（interest）、商务（business）、学习（study）",
            "kind of community whose reference figures the structure is compared with",
        ),
    )
    parser.add_argument(
        "--hot-words",
        action="store_true",
        help=say("另外列出最热的十个词", "name the ten hottest words, too"),
    )
    inbulk.configure(parser)
    inbulk.configure_resume(parser)
    labelled.configure(parser)
    forms.configure(parser, html=True)
    naming.configure(parser)
    parser.add_argument(
        "--decisions",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say("把每个判断写进文件（JSONL）", "write every decision to a file (JSONL)"),
    )


def run(args: Namespace) -> int:
    """Compile, read, decide, report."""
    from policyq.apps.cli import policies
    from policyq.apps.processes import Broken
    from policyq.apps.progress import Progress
    from policyq.apps.replaying import Options, replay
    from policyq.ir.common import shares

    project = fill_in(args)
    chatlogs.spare(args, [args.decisions, args.rejects])
    loaded = policies.compiled_or_stop(args.policy, args)
    program = loaded.program
    roster = chatlogs.roster_of(args, project)
    given = labelled.labels_of(args)
    options = Options(
        args.mode, args.engine, args.jobs, args.decisions, args.community, args.hot_words,
        project.most("violation_rate"), None if given is None else given.labels, args.memory, inbulk.folder_of(args),
    )  # fmt: skip
    if options.jobs > 1 and shares(program):
        console.note(_ALONE.in_(args.lang))
    pseudonyms = naming.pseudonyms_of(args, project)
    label = Said("重放", "replaying").in_(args.lang)
    with (
        chatlogs.rejects_of(args) as keep,
        Progress(sys.stderr, label) as progress,
        inbulk.bounded(args.jobs),
    ):
        reading = chatlogs.reading_of(args, keep)
        try:
            with inbulk.interruptible(options.folder, reading, args):
                report = replay(
                    program,
                    reading,
                    options,
                    roster=roster,
                    pseudonyms=pseudonyms,
                    watch=lambda count: inbulk.show(progress, reading, count),
                )
        except Broken as broken:
            says = Said(f"一个进程出错：{broken}", f"a process failed: {broken}")
            raise exits.Stop(exits.INTERNAL, says) from None
    if report.appraisal is not None and reading.events:
        labelled.tell([report.appraisal], given, report.rates.rules, args)
    inbulk.tell(options.folder, options.memory, reading, args)
    code = _answer(report, reading, args)
    return _promises(report, loaded, args) if code == exits.OK else code


def _answer(report: Report, reading: Reading, args: Namespace) -> int:
    from policyq.study.report import to_json, to_markdown, to_text

    chatlogs.tell_losses(reading, args)
    chatlogs.tell_findings(reading, args)
    if report.log.strange:
        console.note(_STRANGE.in_(args.lang))
    language = args.language or args.lang
    if args.json:
        _name_silent(report, args.lang)
        console.out(to_json(report))
    elif args.markdown:
        console.out(to_markdown(report, language))
    elif args.html:
        from policyq.study.report.html import to_html

        console.out(to_html(report, language))
    else:
        console.out(to_text(report, language))
    return chatlogs.code_of(reading)


def _promises(report: Report, loaded: Loaded, args: Namespace) -> int:
    """Reports promises that were needed or not kept: either is an error of the policy."""
    from policyq.study.verdicts import of_promises

    found = of_promises(report.rates.promises, loaded.checked.promises)
    if found:
        console.note(loaded.render(found, args))
    return exits.PROBLEMS if found else exits.OK


def _name_silent(report: Report, language: str) -> None:
    """Each rule that the source silences, by name: a reader of JSON would not see it."""
    for name, fields in report.log.silenced.items():
        asked = ", ".join(fields)
        says = Said(
            f"规则 `{name}` 不起作用：记录里没有 {asked}",
            f"rule `{name}` is silent: the log never says {asked}",
        )
        console.note(says.in_(language))
