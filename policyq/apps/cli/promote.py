"""``policyq promote``: a rule on trial is enforced, if the record of a recent replay speaks for it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, rewriting, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.cli.policies import Loaded
    from policyq.study.promotion import Record


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument("policy", metavar=say("群规", "POLICY"), help=say("群规文件", "a policy"))
    parser.add_argument(
        "rules",
        nargs="+",
        metavar=say("规则", "RULE"),
        help=say("试运行中的规则，从此正式执行", "rules on trial, to be enforced from now on"),
    )
    parser.add_argument(
        "--record",
        required=True,
        metavar=say("文件", "FILE"),
        help=say(
            "policyq replay --json 用这份群规重放得到的报告",
            "the report of policyq replay --json, of this very policy",
        ),
    )
    _terms(parser)
    parser.add_argument(
        "--today",
        type=values.day(parser),
        metavar=say("日期", "DATE"),
        help=say("按哪一天算（默认今天）", "the day to go by (default: today)"),
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help=say("只显示会怎么改，不改文件", "show what would change, and change no file"),
    )


def _terms(parser: Parser) -> None:
    """What is asked of the record. Without an option, what the project says, or `Terms`."""
    from policyq.study.promotion import MOST_DAYS, MOST_EVENTS

    say = parser.say
    days, number = say("天数", "DAYS"), say("数", "N")
    for option, least, most, metavar, says in (
        (
            "--recent", 0, MOST_DAYS, days,
            say("聊天记录最多旧多少天（默认 7）", "how old the log may be (default: 7 days)"),
        ),
        (
            "--span", 1, MOST_DAYS, days,
            say("聊天记录至少要有多少天（默认 7）", "how many days the log must cover (default: 7)"),
        ),
        (
            "--messages", 0, MOST_EVENTS, number,
            say("聊天记录至少要有多少条消息（默认 0）", "how many messages the log must hold (default: 0)"),
        ),
        (
            "--fired", 0, MOST_EVENTS, number,
            say("规则至少要触发过多少次（默认 0）", "how often the rule must have fired (default: 0)"),
        ),
    ):  # fmt: skip
        parser.add_argument(
            option, type=values.whole(parser, least, most), metavar=metavar, help=says
        )


def run(args: Namespace) -> int:
    """Read the record, judge it, change the policy."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from policyq.apps.cli import policies
    from policyq.study import promotion

    project = fill_in(args)
    loaded = policies.compiled_or_stop(args.policy, args)
    rules = list(dict.fromkeys(args.rules))
    _known(loaded, rules)
    record = _record(args)
    today = args.today or datetime.now(ZoneInfo(loaded.program.timezone)).date()
    asked = {name: getattr(args, name) for name in promotion.Terms._fields}
    terms = project.promotion._replace(
        **{name: one for name, one in asked.items() if one is not None}
    )
    found = [*promotion.problems(loaded.program, rules, record, today, terms)]
    for rule in rules if not found else ():
        console.note(_told(rule, record).in_(args.lang))
    if found:
        console.out(policies.report(found, {}, args))
        return exits.PROBLEMS
    return _change(loaded, rules, args)


def _known(loaded: Loaded, rules: list[str]) -> None:
    """Refuses rules that are not on trial."""
    for rule in rules:
        if rule in loaded.checked.trials:
            continue
        from policyq.apps.problems import closest, shown

        near = closest(rule, loaded.checked.trials)
        name = shown(rule)
        zh, en = f"规则 `{name}` 没有在试运行", f"rule `{name}` is not on trial"
        if near is not None:
            zh, en = f"{zh}；是不是 `{near}`？", f"{en}; did you mean `{near}`?"
        elif loaded.checked.trials:
            names = sorted(loaded.checked.trials)
            zh, en = f"{zh}；在试运行的：{'、'.join(names)}", f"{en}; on trial: {', '.join(names)}"
        raise exits.Stop(exits.PROBLEMS, Said(zh, en))


def _record(args: Namespace) -> Record:
    from policyq.apps.cli import policies
    from policyq.apps.promoting import NoRecord, read_record
    from policyq.diagnostics.catalog.trials import NO_RECORD
    from policyq.diagnostics.source import Span

    try:
        return read_record(args.record)
    except NoRecord:
        found = NO_RECORD.at(Span(args.record, 0, 0), name=args.record)
        console.out(policies.report([found], {}, args))
        says = Said(f"{args.record} 用不了", f"{args.record} cannot be used")
        raise exits.Stop(exits.PROBLEMS, says) from None


def _told(rule: str, record: Record) -> Said:
    """What a rule would have done, in one line."""
    from policyq.vocabulary.actions import ACTIONS

    one = record.trials[rule]
    done = [(row.says, one.actions[name]) for name, row in ACTIONS.items() if name in one.actions]
    zh = "，".join(f"{says.zh} {number}" for says, number in done)
    en = ", ".join(f"{says.en} {number}" for says, number in done)
    return Said(
        f"{rule}：{record.first} 至 {record.last} 触发 {one.fired} 次，涉及 {one.members} 人；"
        f"本来会：{zh or '什么也不做'}",
        f"{rule}: from {record.first} to {record.last} it fired {one.fired} times, on "
        f"{one.members} members; it would have done: {en or 'nothing'}",
    )


def _change(loaded: Loaded, rules: list[str], args: Namespace) -> int:
    """Writes the policy, or shows the difference."""
    from policyq.apps.cli import policies
    from policyq.apps.differences import difference
    from policyq.apps.promoting import enforced
    from policyq.apps.sources import load

    main = policies.STDIN if args.policy == "-" else policies.read(args.policy).main
    source = loaded.texts[main]
    after = enforced(source, {name: loaded.checked.trials[name] for name in rules})
    again = policies.compiled(load(main, instead={main: after}))
    if again.checked is None or set(rules) & set(again.checked.trials):
        says = Said("没有改动：这样改不成", "nothing was changed: it cannot be done like this")
        raise exits.Stop(exits.INTERNAL, says)
    if args.diff or args.policy == "-":
        console.out(difference(main, source.text, after))
        return exits.OK
    rewriting.write(args.policy, source.text, after)
    console.out(
        Said(
            f"{args.policy}：{'、'.join(rules)} 从此正式执行\n",
            f"{args.policy}: {', '.join(rules)} will be enforced from now on\n",
        ).in_(args.lang)
    )
    return exits.OK
