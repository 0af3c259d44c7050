"""``policyq generate``: a made-up community from a seed, to try a policy on."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.choices import LANGUAGES
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.events.community import Parameters

#: The kinds of community; here too, because what they are takes long to load.
KINDS = {
    "study": Said("学习", "study"),
    "shop": Said("商家", "shop"),
    "interest": Said("兴趣", "interest"),
    "customer": Said("客户", "customer"),
}
#: Options that are parameters of the same name.
_DIRECT = (
    "kind",
    "groups",
    "days",
    "seed",
    "language",
    "start",
    "timezone",
    "calendar",
    "points",
    "appeals",
)

_SHARES = (
    (
        "calendar",
        "每周内容日历里真的发出来的比例，0 到 1（默认 0：没有日历）",
        "share of a weekly calendar of posts that is really posted, from 0 to 1 "
        "(default 0: no calendar)",
    ),
    (
        "points",
        "发言的成员里每天为积分打卡、点赞、兑换的比例，0 到 1（默认 0）",
        "share of the members who write that check in, praise and redeem for points on a day, "
        "from 0 to 1 (default 0)",
    ),
    (
        "appeals",
        "每次违规引来的申诉数，0 到 1（默认 0）",
        "appeals for each violation, from 0 to 1 (default 0)",
    ),
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.add_argument(
        "--kind",
        **values.one_of(parser, KINDS),
        help=say("社群的种类（默认学习）", "kind of community (default: study)"),
    )
    parser.add_argument(
        "--groups",
        type=values.whole(parser, 0, 10**6),
        metavar="N",
        help=say("群的个数", "number of groups"),
    )
    parser.add_argument(
        "--days",
        type=values.whole(parser, 0, 3660),
        metavar="N",
        help=say("天数", "number of days"),
    )
    parser.add_argument(
        "--seed",
        type=_seed,
        metavar="N",
        help=say(
            "种子：同样的参数总得到同样的事件", "the same parameters always give the same events"
        ),
    )
    parser.add_argument(
        "--language",
        **values.one_of(parser, LANGUAGES),
        help=say("消息的语言（默认 zh）", "of the texts (default: zh)"),
    )
    parser.add_argument(
        "--start",
        type=values.day(parser),
        metavar=say("日期", "DATE"),
        help=say("第一天", "the first day"),
    )
    parser.add_argument("--timezone", metavar=say("时区", "ZONE"), help=say("时区", "time zone"))
    for name, zh, en in _SHARES:
        parser.add_argument(
            f"--{name}", type=values.share(parser), metavar=say("比例", "SHARE"), help=say(zh, en)
        )
    parser.add_argument(
        "--bare",
        action="store_true",
        help=say(
            "像聊天导出那样不写角色、标签、入群时间和群人数",
            "no role, tags, time of joining or size of group, like a chat export",
        ),
    )
    _configure_files(parser)


def _configure_files(parser: Parser) -> None:
    """What is read and where to write."""
    say = parser.say
    parser.add_argument(
        "--parameters",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say(
            "其他参数（YAML），见 --list-parameters",
            "more parameters (YAML), see --list-parameters",
        ),
    )
    parser.add_argument(
        "--list-parameters",
        action="store_true",
        help=say("列出全部参数、默认值和含义", "list all parameters, their defaults and meanings"),
    )
    parser.add_argument(
        "--out",
        default="-",
        metavar=say("文件", "FILE"),
        help=say(
            "写到哪里（JSONL，以 .gz 或 .zst 结尾则压缩；默认标准输出）",
            "where to write (JSONL, compressed if it ends with .gz or .zst; default: standard output)",
        ),
    )
    parser.add_argument(
        "--roster",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say("再写一份成员名册（JSON）", "write the roster, too (JSON)"),
    )


def _seed(text: str) -> int | str:
    return (
        int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else text
    )


def run(args: Namespace) -> int:
    """Write the events, and the roster if asked."""
    if args.list_parameters:
        from policyq.apps.parameters import listing

        console.out(listing(args.lang, args.kind or "study"))
        return exits.OK
    parameters = _parameters(args)
    _apart(args)
    written = _events(parameters, args)
    if args.roster is not None:
        _roster(parameters, args.roster)
    says = Said(f"写出 {written:,} 个事件", f"{written:,} events written")
    if args.out != "-":
        console.note(says.in_(args.lang))
    return exits.OK


def _apart(args: Namespace) -> None:
    """Refuses one file for both, and to write over the parameters."""
    kept = [args.roster, args.parameters, None if args.out == "-" else args.out]
    named = [os.path.realpath(path) for path in kept if path is not None]
    for path in {path for path in named if named.count(path) > 1}:
        says = Said(
            f"{path} 用了两次；给每个文件各起一个名字",
            f"{path} is named twice; name a file for each",
        )
        raise exits.Stop(exits.USAGE, says)


def _parameters(args: Namespace) -> Parameters:
    """The defaults, changed by the file, changed by the options."""
    from policyq.apps.parameters import WrongParameters, changed, from_file
    from policyq.events.community import Parameters

    found = Parameters()
    try:
        if args.parameters is not None:
            found = from_file(args.parameters, args.kind)
    except WrongParameters as wrong:
        says = Said(
            f"{args.parameters}：参数不对：{wrong}", f"{args.parameters}: wrong parameters: {wrong}"
        )
        raise exits.Stop(exits.PROBLEMS, says) from None
    chatlogs.zone_of(args)
    given = {name: getattr(args, name) for name in _DIRECT if getattr(args, name) is not None}
    if args.bare:
        given["profile"] = False
    if args.start is not None:
        given["start"] = args.start.isoformat()
    try:
        return changed(found, given)
    except WrongParameters as wrong:
        raise exits.Stop(
            exits.USAGE, Said(f"参数不对：{wrong}", f"wrong parameters: {wrong}")
        ) from None


def _events(parameters: Parameters, args: Namespace) -> int:
    from policyq.apps.progress import Progress
    from policyq.apps.schema import event_to_json
    from policyq.events.community import generate

    zone, count = parameters.zone, 0
    label = Said("生成", "generating").in_(args.lang)
    with Progress(sys.stderr, label) as progress, _sink(args.out) as write:
        for count, event in enumerate(generate(parameters), 1):
            write(event_to_json(event, zone) + "\n")
            if not count & 1023:
                progress.show(count)
    return count


@contextmanager
def _sink(out: str) -> Iterator[Callable[[str], object]]:
    """Where the lines go. A file appears when it is whole, and its bytes depend on them alone."""
    if out == "-":
        yield console.out
        return
    from policyq.apps.logs.writing import packed, whole_file

    with whole_file(out) as raw, packed(raw, out) as stream:
        yield stream.write


def _roster(parameters: Parameters, path: Path) -> None:
    import json

    from policyq.apps import files, times
    from policyq.events.community import roster

    zone = parameters.zone

    def plain(row: tuple[object, ...], names: tuple[str, ...]) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in zip(names, row, strict=True):
            if value is None or (name == "group" and not value):
                continue
            if name in ("joined", "left", "valid_from", "valid_until") and isinstance(value, int):
                found[name] = times.write(value, zone)
            else:
                found[name] = sorted(value) if isinstance(value, frozenset) else value
        return found

    rows, groups = roster(parameters)
    document = {
        "timezone": str(zone),
        "complete": True,
        "groups": [plain(one, one._fields) for one in groups],
        "members": [plain(one, one._fields) for one in rows],
    }
    files.write(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
