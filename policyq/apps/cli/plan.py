"""``policyq plan``: what a change of a policy would do, and whether it stays within its budgets."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from policyq.apps.cli import (
    chatlogs,
    console,
    exits,
    inbulk,
    labelled,
    naming,
    plan_failed,
    plan_report,
    values,
)
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in, wrong_project
from policyq.vocabulary.choices import VIEWS
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from datetime import date

    from policyq.apps.planning import Compared, Pair
    from policyq.apps.project.project import Project
    from policyq.apps.sources import Sources
    from policyq.diagnostics.render.places import Place
    from policyq.events.roster import Roster
    from policyq.ir.nodes import Program
    from policyq.study.plan.budget import Budget
    from policyq.study.plan.plan import Plan
    from policyq.study.plan.runs import Asked

UNCHANGED, FAILED, CHANGED, OVER = 0, 1, 2, 3

#: The exit codes of this command; every failure is `FAILED`.
EXITS: tuple[exits.Exit, ...] = (
    exits.Exit(UNCHANGED, Said("意思没有变", "no change in meaning")),
    exits.Exit(
        FAILED,
        Said(
            "出错：群规有错、版本或文件不存在、记录读不了、旧群规重现不了记录、命令写法不对等",
            "a failure: errors in a policy, no such revision or file, a log that cannot be read, "
            "an old policy that does not reproduce it, wrong use",
        ),
    ),
    exits.Exit(CHANGED, Said("有改动，在预算以内", "changed, within the budgets")),
    exits.Exit(OVER, Said("有改动，超出预算", "changed, and over a budget")),
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    of = say(
        "文件、文件夹，或 git 版本里的（如 main:policies/club.policyq）",
        "a file, a folder, or either in a git revision (main:policies/club.policyq)",
    )
    parser.add_argument(
        "old", metavar=say("旧群规", "OLD"), help=say(f"旧群规：{of}", f"the old policy: {of}")
    )
    parser.add_argument(
        "new",
        metavar=say("新群规", "NEW"),
        help=say("新群规，写法相同", "the new policy, likewise"),
    )
    chatlogs.configure(parser, several=True)
    inbulk.configure(parser)
    labelled.configure(parser)
    parser.add_argument(
        "--views",
        **values.one_of(parser, VIEWS),
        default="suppressed",
        help=say(
            "照记录（fixed）：只照记录重放，省一半时间；扣除（suppressed）：再加上扣除拦住的（默认）",
            "fixed: the log as it is, in half the time; suppressed: also with what is prevented "
            "taken out (default)",
        ),
    )
    parser.add_argument(
        "--deter",
        type=_shares(parser),
        default=(),
        metavar=say("百分比", "PERCENT"),
        help=say(
            "再假定被处置过的人有这么多不再犯，逗号分开，如 25,50",
            "also under the assumption that so much of what members would break again after an "
            "intervention does not happen; several with commas between: 25,50",
        ),
    )
    parser.add_argument(
        "--least-agreement",
        type=values.percent(parser),
        default=95.0,
        metavar=say("百分比", "PERCENT"),
        help=say(
            "旧群规至少要重现记录里多少处置，才作比较（默认 95）",
            "how much of what the log says was done the old policy must reproduce (default: 95)",
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


def _configure_report(parser: Parser) -> None:
    """How it is told, and what the exit code says."""
    say = parser.say
    plan_report.configure(parser)
    parser.add_argument(
        "--gate",
        action="store_true",
        help=say(
            "有改动但在预算以内，退出码也是 0：给只认 0 的钩子和 CI 用",
            "end with 0 also where a change is within the budgets: for hooks and CI that know "
            "nothing but 0",
        ),
    )
    naming.configure(parser)
    lines = [say("退出码：", "exit codes:")]
    lines += [f"  {code:<4} {means.in_(parser.language)}" for code, means in EXITS]
    parser.epilog = "\n".join(lines)


def _shares(parser: Parser) -> Callable[[str], tuple[float, ...]]:
    """Percentages with commas between, as parts of one."""
    one = values.percent(parser)

    def read(text: str) -> tuple[float, ...]:
        found = {one(part) / 100 for part in text.split(",")}
        if 0 in found or len(found) > 9:
            says = ("写 1 到 9 个大于 0 的百分比", "give from one to nine percentages above 0")
            raise ArgumentTypeError(parser.say(*says))
        return tuple(sorted(found))

    return read


def run(args: Namespace) -> int:
    """Compile both sides, compare, replay, report."""
    chatlogs.spare(args, plan_report.written(args))
    with plan_failed.reported(args):
        plans, code = _planned(args)
    plan_report.answer(plans, args)
    return UNCHANGED if args.gate and code == CHANGED else code


def _planned(args: Namespace) -> tuple[list[Plan], int]:
    """The plans, and the exit code."""
    from policyq.apps import planning
    from policyq.apps.progress import Progress

    args.policy = next((side for side in (args.new, args.old) if _on_disk(side)), None)
    project = fill_in(args)
    pairs = _pairs(args)
    compared = [_compared(pair, args) for pair in pairs]
    given = labelled.labels_of(args)
    options = planning.Options(
        asked=_asked(args),
        least=args.least_agreement / 100,
        budgets=_budgets(project, compared, args),
        today=_today(pairs),
        labels=None if given is None else given.labels,
        one_by_one=args.changes is not None,
        memory=args.memory,
    )
    roster = chatlogs.roster_of(args, project)
    pseudonyms = naming.pseudonyms_of(args, project)
    reading = chatlogs.reading_of(args)
    label = Said("重放", "replaying").in_(args.lang)
    with Progress(sys.stderr, label) as progress, inbulk.bounded():
        plans = planning.plans(
            compared,
            reading,
            options,
            pseudonyms=pseudonyms,
            roster=roster,
            watch=lambda count: inbulk.show(progress, reading, count),
        )
    if any(plan.log is not None for plan in plans):
        inbulk.tell(None, args.memory, reading, args)
        chatlogs.tell_losses(reading, args)
        chatlogs.tell_findings(reading, args)
    rules = {rule.name for one in compared for program in one.programs for rule in program.rules}
    if reading.events:
        labelled.tell([one.appraisal for one in plans if one.appraisal], given, rules, args)
    _tell_nobody(plans, roster, args)
    # Nothing can be said of a change by a log in which nothing happens.
    empty = not reading.events and any(plan.log is not None for plan in plans)
    code = FAILED if reading.faults or empty else max((_code(plan) for plan in plans), key=_gravest)
    return plans, code


def _tell_nobody(plans: Sequence[Plan], roster: Roster | None, args: Namespace) -> None:
    """Tags of budgets that neither the roster knows nor anybody bears about whom something is done."""
    known = frozenset[str]() if roster is None else roster.tags[0]
    found = {one.budget.filter.value for plan in plans for one in plan.budgets
             if one.nobody and one.budget.filter is not None}  # fmt: skip
    for tag in sorted(found - known):
        says = Said(
            f"预算里的标签 {tag}：名册里没有，记录里也没有一次处置碰到带它的人，写对了吗？",
            f"the tag {tag} of a budget: the roster has it not, and of nobody who bears it anything "
            "is done in the log; is it the right one?",
        )
        console.note(says.in_(args.lang))


def _code(plan: Plan) -> int:
    if plan.refused:
        return FAILED
    if not plan.changes:
        return UNCHANGED
    return OVER if plan.over else CHANGED


def _gravest(code: int) -> int:
    return (UNCHANGED, CHANGED, OVER, FAILED).index(code)


# -- what is asked -----------------------------------------------------------------------------


def _on_disk(side: str) -> bool:
    import os

    return os.path.lexists(side)


def _pairs(args: Namespace) -> list[Pair]:
    from policyq.apps import planning, revisions

    if "-" in (args.old, args.new):
        says = Said(
            "两份群规都要写出文件名", "both policies must be named: `-` stands for no file here"
        )
        raise exits.Stop(FAILED, says)
    try:
        found = planning.pairs(args.old, args.new)
    except revisions.NoRevision as none:
        raise exits.Stop(FAILED, none.says) from None
    except planning.Unlike:
        says = Said(
            f"{args.old} 和 {args.new} 要么都是文件，要么都是文件夹",
            f"{args.old} and {args.new} must both be files, or both folders",
        )
        raise exits.Stop(FAILED, says) from None
    if not found:
        says = Said(
            f"{args.old} 和 {args.new} 里都没有 .policyq 文件",
            f"there are no .policyq files in {args.old} nor in {args.new}",
        )
        raise exits.Stop(FAILED, says)
    if not any(pair.new for pair in found):
        says = Said(
            f"{args.new} 里没有 .policyq 文件：文件夹写对了吗？",
            f"there are no .policyq files in {args.new}: is it the right folder?",
        )
        raise exits.Stop(FAILED, says)
    return found


def _compared(pair: Pair, args: Namespace) -> Compared:
    """Both programs of a pair; where a side has none, it is a policy without rules."""
    from policyq.apps import planning

    old, _ = _program(pair.old, args)
    new, places = _program(pair.new, args)
    some = new or old
    assert some is not None, "a pair has at least one side"
    names = (_name(args.old, pair.name), _name(args.new, pair.name))
    bare = planning.nothing_like(some)
    return planning.Compared(names, (old or bare, new or bare), places)


def _name(side: str, below: str) -> str:
    return side if not below else f"{side.rstrip('/')}/{below}"


def _program(
    sources: Sources | None, args: Namespace
) -> tuple[Program | None, dict[str, tuple[str, Place]]]:
    """The program of one side, and where its rules stand; its errors are told, its warnings left
    to `check`."""
    from policyq.apps import revisions
    from policyq.apps.cli import policies
    from policyq.diagnostics.diagnostic import Severity
    from policyq.diagnostics.render import render, summary
    from policyq.diagnostics.render.places import place_of

    if sources is None:
        return None, {}
    result = policies.compiled(sources)
    if result.program is not None and result.checked is not None:
        texts, places = policies.texts([sources]), {}
        for one in result.checked.rules:
            span = one.rule.name.span
            place = place_of(span, texts)
            if place is not None:
                places[one.rule.name.text] = (revisions.on_disk(span.source), place)
        return result.program, places
    errors = [one for one in result.diagnostics if one.severity is Severity.ERROR]
    colour = console.colour(args.color, sys.stderr)
    shown = render(errors, policies.texts([sources]), language=args.lang, colour=colour)
    console.note(shown)
    zh, en = (summary(errors, language) for language in ("zh", "en"))
    says = Said(f"{sources.main}：{zh}", f"{sources.main}: {en}")
    raise exits.Stop(FAILED, says, errors, policies.texts([sources]))


def _asked(args: Namespace) -> Asked:
    from policyq.study.plan.runs import Asked

    return Asked(suppressed=args.views != "fixed", shares=args.deter, seed=args.seed)


def _budgets(project: Project, compared: list[Compared], args: Namespace) -> tuple[Budget, ...]:
    from policyq.apps.project.project import Wrong

    rules = {rule.name for one in compared for program in one.programs for rule in program.rules}
    try:
        return project.budgets_of(rules)
    except Wrong as wrong:
        raise wrong_project(wrong, args) from None


def _today(pairs: list[Pair]) -> date:
    from policyq.apps.cli import policies

    return max(policies.today(one) for pair in pairs for one in (pair.old, pair.new) if one)
