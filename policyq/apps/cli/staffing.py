"""``policyq staffing``: who responds, people, people and machine, or the machine alone."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits, forms, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.logs import Reading
    from policyq.events.roster import Roster
    from policyq.ir.nodes import Program
    from policyq.study.staffing.cases import Case
    from policyq.study.staffing.parameters import Staffing

MOST_REPETITIONS = 1_000

_MISSING = Said(
    "值班模拟要用 simpy：pip install 'policyq[staffing]'",
    "staffing is simulated with simpy: pip install 'policyq[staffing]'",
)
_NOTHING = Said(
    "记录里没有要人处理的事：没有违规、确认、转交和投诉",
    "nothing in the log needs anybody: no violations, questions, hand-overs, complaints",
)
_NOBODY = Said(
    "记录的这段时间里，值班表上没有人值班",
    "nobody of the roster is on duty in the time of the log",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument(
        "policy", nargs="?", metavar=say("群规", "POLICY"), help=say("群规文件", "a policy")
    )
    chatlogs.configure(parser, several=True)
    parser.add_argument(
        "--parameters",
        metavar=say("文件", "FILE"),
        help=say(
            "谁值班、多久、多少（YAML；默认照一份运营指南）",
            "who is on duty, how long and how much (YAML; default: as a guide has it)",
        ),
    )
    parser.add_argument(
        "--duty-roster",
        metavar=say("名称", "NAME"),
        help=say(
            "照群规里的哪张值班表（默认全部；没有值班表就照参数）",
            "the policy's roster to go by (default: all; without any, the parameters)",
        ),
    )
    parser.add_argument(
        "--list-parameters",
        action="store_true",
        help=say("打印全部参数、默认值和含义", "list all parameters, defaults and meanings"),
    )
    parser.add_argument(
        "--repetitions",
        type=values.whole(parser, 2, MOST_REPETITIONS),
        metavar="N",
        help=say("模拟多少次（默认 40）", "how often it is simulated (default: 40)"),
    )
    parser.add_argument(
        "--seed",
        type=values.whole(parser, 0, 10**15),
        metavar="N",
        help=say("种子（默认 1）", "the seed (default: 1)"),
    )
    forms.configure(parser)


def run(args: Namespace) -> int:
    """Replay, queue, report."""
    if args.list_parameters:
        from policyq.apps.staffing import listing

        console.out(listing(args.lang))
        return exits.OK
    if args.policy is None:
        says = Said("缺少参数：群规文件", "a policy must be named")
        raise exits.Stop(exits.USAGE, says)
    from policyq.apps.cli import policies

    project = fill_in(args)
    staffing = _staffing(args)
    if staffing is None:
        return exits.PROBLEMS
    try:
        from policyq.study.staffing import report
        from policyq.study.staffing.figures import summarize
    except ModuleNotFoundError:
        raise exits.Stop(exits.USAGE, _MISSING) from None
    program = policies.compiled_or_stop(args.policy, args).program
    reading, cases = _cases(program, chatlogs.roster_of(args, project), args)
    if not cases:
        raise exits.Stop(exits.PROBLEMS, _NOTHING)
    staffing = _on_rosters(staffing, program, cases, args)
    one = report.Staffed(
        program.name,
        program.digest,
        program.timezone,
        staffing,
        summarize(cases, staffing, program.timezone),
    )
    language = args.language or args.lang
    if args.json:
        console.out(report.to_json(one))
    elif args.markdown:
        console.out(report.to_markdown(one, language))
    else:
        console.out(report.to_text(one, language))
    return exits.FILES if reading.faults else exits.OK


def _staffing(args: Namespace) -> Staffing | None:
    """What is put in; what is wrong with the file is told."""
    from policyq.apps import staffing
    from policyq.apps.cli import policies
    from policyq.diagnostics.diagnostic import Diagnostic
    from policyq.study.staffing.parameters import Staffing, guide

    made = guide()
    if args.parameters is not None:
        read = staffing.read(args.parameters)
        if not isinstance(read, Staffing):
            wrong, source = read
            assert isinstance(wrong, Diagnostic)
            console.note(policies.report([wrong], {source.name: source}, args, "plain"))
            return None
        made = read
    given = {name: getattr(args, name) for name in ("repetitions", "seed")}
    return replace(made, **{name: one for name, one in given.items() if one is not None})


def _on_rosters(
    staffing: Staffing, program: Program, cases: list[Case], args: Namespace
) -> Staffing:
    """With the people of the policy's rosters, unless the parameters say who is on duty."""
    from policyq.study.staffing.parameters import guide
    from policyq.study.staffing.rosters import people

    wanted = args.duty_roster
    rosters = [one for one in program.rosters if wanted in (None, one.name)]
    if wanted is not None and not rosters:
        known = [one.name for one in program.rosters]
        raise exits.Stop(exits.USAGE, _no_roster(wanted, known))
    if not rosters or (wanted is None and staffing.people != guide().people):
        return staffing
    found = people(program, rosters, cases[0].time, cases[-1].time)
    if not found:
        raise exits.Stop(exits.PROBLEMS, _NOBODY)
    return replace(staffing, people=found, rosters=tuple(one.name for one in rosters))


def _no_roster(wanted: str, known: list[str]) -> Said:
    if not known:
        return Said("群规里没有值班表", "the policy has no roster")
    return Said(
        f"群规里没有值班表 `{wanted}`；有的是：{'、'.join(known)}",
        f"the policy has no roster `{wanted}`; known: {', '.join(known)}",
    )


def _cases(program: Program, roster: Roster | None, args: Namespace) -> tuple[Reading, list[Case]]:
    """What of the logs needs somebody, sorted by time."""
    from policyq.apps.progress import Progress
    from policyq.apps.replaying import Feed, evaluator
    from policyq.ir.common import shares
    from policyq.study.simulate import simulate
    from policyq.study.staffing.cases import from_steps

    label = Said("重放", "replaying").in_(args.lang)
    with Progress(sys.stderr, label) as progress:
        reading = chatlogs.reading_of(args, None)
        feed = Feed(
            reading,
            roster,
            lambda count: progress.show(reading.bytes_read, of=reading.bytes_total, count=count),
            (program,),
            shares(program),
        )
        engine = evaluator(program, "live")
        cases = sorted(from_steps(simulate(engine, feed.events(), "observed", roster)))
    chatlogs.tell_losses(reading, args)
    return reading, cases
