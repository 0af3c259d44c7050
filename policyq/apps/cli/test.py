"""``policyq test``: run the examples that stand beside the rules, and say what they reached."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in

if TYPE_CHECKING:
    from policyq.study.examples import Coverage, Result
    from policyq.study.phrases import Phrases

#: Of the JSON form; raised when a reader of it would have to change.
FORMAT = 1


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar=parser.say("路径", "PATH"),
        help=parser.say(
            "群规文件，或者里面有群规的文件夹；- 表示标准输入（默认：policyq.yaml 里的 policies）",
            "policy files, or folders of them; - is standard input "
            "(default: `policies` of policyq.yaml)",
        ),
    )
    parser.add_argument(
        "--coverage",
        type=values.percent(parser),
        metavar=parser.say("百分比", "PERCENT"),
        help=parser.say(
            "触发过的规则低于这个百分比即为失败", "fail if fewer rules than this were reached"
        ),
    )
    parser.add_argument(
        "--branches",
        action="store_true",
        help=parser.say(
            "列出示例没有走到的条件", "list the conditions that no example made true or false"
        ),
    )
    parser.add_argument("--json", action="store_true", help=parser.say("输出 JSON", "print JSON"))


def run(args: Namespace) -> int:
    """Run the examples of each policy; one that cannot be run does not keep back the others."""
    from policyq.apps.cli import policies

    fill_in(args)
    codes = []
    for path in policies.files(args.paths):
        try:
            codes.append(_one(path, args))
        except exits.Stop as stop:
            console.note(console.error(args.lang, stop.says.in_(args.lang)))
            codes.append(stop.code)
    return max(codes)


def _one(path: str, args: Namespace) -> int:
    from policyq.apps.cli.policies import compiled_or_stop
    from policyq.study import examples, verdicts
    from policyq.study.phrases import Phrases

    loaded = compiled_or_stop(path, args)
    phrases = Phrases(loaded.program, args.lang)
    result = examples.run(loaded.checked, loaded.program)
    failures = verdicts.diagnostics(result.failed, loaded.program)
    if args.json:
        console.out(_as_json(path, result, loaded.render(failures, args, form="json"), phrases))
    else:
        console.out(loaded.render(failures, args))
        console.out(_summary(path, result, args, phrases))
    short = args.coverage is not None and _rate(*result.coverage.rules) < args.coverage
    return exits.PROBLEMS if failures or short else exits.OK


def _rate(reached: int, of: int) -> float:
    return 100 * reached / of if of else 100.0


def _summary(path: str, result: Result, args: Namespace, phrases: Phrases) -> str:
    chinese = args.lang == "zh"
    failed = len({failure.example.title.text for failure in result.failed})
    (rules, all_rules), (branches, all_branches) = result.coverage.rules, result.coverage.reached
    lines = [
        f"{path}: {len(result.passed)} 个示例通过，{failed} 个失败"
        if chinese
        else f"{path}: {len(result.passed)} passed, {failed} failed",
        f"  规则覆盖 {rules}/{all_rules}（{_rate(rules, all_rules):.0f}%），"
        f"条件覆盖 {branches}/{all_branches}（{_rate(branches, all_branches):.0f}%）"
        if chinese
        else f"  rules reached {rules}/{all_rules} ({_rate(rules, all_rules):.0f} %), "
        f"branches {branches}/{all_branches} ({_rate(branches, all_branches):.0f} %)",
    ]
    never = sorted(name for name, times in result.coverage.fired.items() if not times)
    if never:
        word = "没有示例触发：" if chinese else "never fired: "
        lines.append(f"  {word}{('、' if chinese else ', ').join(never)}")
    if result.elsewhere:
        names = ("、" if chinese else ", ").join(result.elsewhere)
        lines.append(
            f"  引用来的规则由 {names} 自己的示例检验"
            if chinese
            else f"  rules that it uses from {names} are left to the examples there"
        )
    if args.branches:
        lines += _missed(result.coverage, phrases)
    return "\n".join(lines) + "\n"


def _missed(coverage: Coverage, phrases: Phrases) -> list[str]:
    words = {True: ("从未成立", "never true"), False: ("从未不成立", "never false")}
    language = 0 if phrases.language == "zh" else 1
    return [
        f"  {rule}: {words[truth][language]}: {phrases.condition(condition)}"
        for rule, condition, truth in coverage.missed()
    ]


def _as_json(path: str, result: Result, failures: str, phrases: Phrases) -> str:
    import json

    document = {
        "format": FORMAT,
        "policy": path,
        "passed": [example.title.text for example in result.passed],
        "failures": json.loads(failures),
        "rules": {
            name: {"fired": times, "branches": _branches(result.coverage, name, phrases)}
            for name, times in sorted(result.coverage.fired.items())
        },
        "elsewhere": list(result.elsewhere),
        "coverage": {
            "rules": list(result.coverage.rules),
            "branches": list(result.coverage.reached),
        },
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True) + "\n"


def _branches(coverage: Coverage, rule: str, phrases: Phrases) -> dict[str, list[bool]]:
    said = {phrases.condition(atom): truths for atom, truths in coverage.branches[rule].items()}
    return {
        atom: sorted(truth for truth in truths if truth is not None)
        for atom, truths in sorted(said.items())
    }
