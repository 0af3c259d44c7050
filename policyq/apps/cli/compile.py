"""``policyq compile``: a policy as what it means, for bots that start at once."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "检查群规，把它的含义写进一个文件。policyq.load_compiled 和 policyq decide 读这个文件，不必再\n"
        "解析和检查，启动快得多。文件里只有数据，没有代码；只有同一个版本的 policyq 才读它。",
        "Checks a policy, and writes what it means to a file. policyq.load_compiled and policyq\n"
        "decide read it without parsing and checking, and start much sooner. The file holds data and\n"
        "no code; only the same version of policyq reads it.",
    )
    parser.add_argument(
        "policy",
        metavar=say("群规", "POLICY"),
        help=say("群规文件；- 表示标准输入", "a policy; - is standard input"),
    )
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar=say("文件", "FILE"),
        help=say("写到这个文件", "write to this file"),
    )


def run(args: Namespace) -> int:
    """Compile; where the policy has errors, the file stays as it was."""
    from policyq.apps import compiled, files
    from policyq.apps.cli import policies

    fill_in(args)
    loaded = policies.compiled_or_stop(args.policy, args)
    out: Path = args.out
    if out.exists() and any(Path(name).exists() and out.samefile(name) for name in loaded.texts):
        says = Said(f"{out} 是群规自己的文件", f"{out} is a file of the policy itself")
        raise exits.Stop(exits.USAGE, says)
    data = compiled.to_bytes(loaded.program)
    files.write(out, data)
    rules, size = len(loaded.program.rules), f"{len(data) / 1000:.1f} kB"
    console.note(
        f"{out}：{rules} 条规则，{size}，摘要 {loaded.program.digest}"
        if args.lang == "zh"
        else f"{out}: {rules} {'rule' if rules == 1 else 'rules'}, {size}, digest {loaded.program.digest}"
    )
    return exits.OK
