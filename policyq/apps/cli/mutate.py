"""``policyq mutate``: change a policy in small steps, and see whether anybody would notice."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import ExitStack
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.project.project import Project
    from policyq.apps.sources import Sources
    from policyq.study.mutation.examination import Examination

#: More changes than this are drawn from; a policy of 300 lines has some 150.
USUAL_LIMIT = 400
MOST = 100_000
#: What it is at, while it is: tells of progress.
_STAGES = {
    "changes": Said("试改动", "changing"),
    "log": Said("读记录", "reading the log"),
    "examples": Said("找示例", "looking for examples"),
}


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument(
        "paths",
        nargs="*",
        metavar=say("群规", "POLICY"),
        help=say(
            "群规文件，或者里面有群规的文件夹；- 表示标准输入（默认：policyq.yaml 里的 policies）",
            "policy files, or folders of them; - is standard input "
            "(default: `policies` of policyq.yaml)",
        ),
    )
    parser.add_argument(
        "--least",
        type=values.percent(parser),
        metavar=say("百分比", "PERCENT"),
        help=say("注意到的少于这个百分比即为失败", "fail if fewer changes than this are noticed"),
    )
    parser.add_argument(
        "--limit",
        type=values.whole(parser, 1, MOST),
        default=USUAL_LIMIT,
        metavar="N",
        help=say(
            f"最多试 N 处改动，更多的就抽（默认 {USUAL_LIMIT}）",
            f"try at most N changes, drawn where there are more (default: {USUAL_LIMIT})",
        ),
    )
    parser.add_argument(
        "--seed",
        type=values.whole(parser, 0, 2**31),
        default=1,
        metavar=say("种子", "NUMBER"),
        help=say("怎么抽（默认 1）", "how they are drawn (default: 1)"),
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))
    form.add_argument("--sarif", action="store_true", help=say("输出 SARIF", "print SARIF"))
    form.add_argument(
        "--github",
        action="store_true",
        help=say("输出 GitHub 的批注", "print annotations for GitHub"),
    )
    chatlogs.configure(parser, usual=False)


def run(args: Namespace) -> int:
    """Try each policy, say what nobody notices."""
    from policyq.apps.cli import policies
    from policyq.study.mutation import report

    project = fill_in(args, needed=False)
    if not args.paths:
        says = Said(
            "没有说明是哪份群规：写出文件，或在 policyq.yaml 里写 policies",
            "no policy is named: name a file, or write `policies` in policyq.yaml",
        )
        raise exits.Stop(exits.USAGE, says)
    found: list[tuple[str, Examination]] = []
    read: list[Sources] = []
    for path in policies.files(args.paths):
        sources = policies.read(path)
        read.append(sources)
        found.append((path, _examined(path, sources, args, project)))
    texts = policies.texts(read)
    language, alone = args.lang, [one for _, one in found]
    if args.json:
        console.out(report.to_json(report.plain(path, one, texts) for path, one in found))
    elif args.sarif:
        console.out(report.to_sarif(alone, texts, language))
    elif args.github:
        console.out(report.to_github(alone, texts, language))
    else:
        colour = console.colour(args.color)
        console.out(
            "\n".join(report.to_text(p, one, texts, language, colour=colour) for p, one in found)
        )
    return exits.PROBLEMS if any(_too_few(one, args) for one in alone) else exits.OK


def _too_few(found: Examination, args: Namespace) -> bool:
    return args.least is not None and found.share is not None and 100 * found.share < args.least


def _examined(path: str, sources: Sources, args: Namespace, project: Project) -> Examination:
    from policyq.apps.cli import policies
    from policyq.apps.mutating import LogOf, policy_of
    from policyq.apps.progress import Progress
    from policyq.diagnostics.source import Source
    from policyq.study.mutation.examination import Options, examine, failing
    from policyq.syntax.format import main_language

    policy = policy_of(sources, policies.compiled_or_stop(path, args, sources))
    broken = failing(policy)
    if broken is not None:
        title = broken.title.text
        says = Said(
            f"{path}：示例“{title}”现在就不通过，先用 policyq test 看看，改好再试",
            f"{path}: the example “{title}” fails as it is; run policyq test and mend it first",
        )
        raise exits.Stop(exits.PROBLEMS, says)
    main = sources.texts[sources.main]
    language = main_language(main) if isinstance(main, Source) else args.lang
    ask = None
    with ExitStack() as lines:
        shown = {
            name: lines.enter_context(Progress(sys.stderr, label.in_(args.lang)))
            for name, label in _STAGES.items()
        }
        if args.log:
            ask = LogOf(
                lambda: chatlogs.reading_of(args),
                chatlogs.roster_of(args, project),
                lambda reading, count: shown["log"].show(
                    reading.bytes_read, of=reading.bytes_total, count=count
                ),
            )
        found = examine(
            policy,
            Options(args.seed, args.limit, language),
            ask,
            lambda stage, done, of: shown[stage].show(done, of=of),
        )
    if ask is not None and ask.reading is not None:
        chatlogs.tell_losses(ask.reading, args)
    return found
