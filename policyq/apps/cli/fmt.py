"""``policyq fmt``: one layout for all, and the same policy in the other language."""

from __future__ import annotations

from argparse import Namespace
from io import StringIO
from itertools import zip_longest
from pathlib import Path

from policyq.apps.cli import console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.choices import LANGUAGES
from policyq.vocabulary.types import Said


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar=parser.say("路径", "PATH"),
        help=parser.say(
            "群规文件，或者里面有群规的文件夹；- 表示从标准输入读、写到标准输出",
            "policy files, or folders of them; - reads standard input and writes standard output",
        ),
    )
    parser.add_argument(
        "--language",
        **values.one_of(parser, LANGUAGES),
        help=parser.say(
            "把关键词换成中文或英文；名字和文字不动",
            "change the keywords to Chinese or English; names and texts stay",
        ),
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--check",
        action="store_true",
        help=parser.say(
            "只看格式对不对，不改文件；不对则退出码为 1",
            "change nothing; exit code 1 if a file is not formatted",
        ),
    )
    where.add_argument(
        "--stdout",
        action="store_true",
        help=parser.say("写到标准输出，不改文件", "write to standard output, change no file"),
    )


def run(args: Namespace) -> int:
    """Format all; a file that cannot be read as a policy stays as it is."""
    from policyq.apps.cli import policies

    fill_in(args)
    codes = [_one(path, args) for path in policies.files(args.paths)]
    return max(codes, default=exits.OK)


def _one(path: str, args: Namespace) -> int:
    from policyq.apps import files
    from policyq.apps.cli import policies
    from policyq.syntax.format import format_text

    source = policies.one(path)
    text, found = format_text(source, args.language)
    if text is None:
        shown = policies.report(found, {source.name: source}, args)
        console.note(shown.rstrip("\n"))
        return exits.PROBLEMS
    if "\r\n" in source.text:  # the file keeps the line ends that it has
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if args.stdout or (path == "-" and not args.check):
        console.out(text)
    elif text != source.text:
        if args.check:
            line = _first_unlike(source.text, text)
            console.note(
                Said(f"{path}:{line}：格式不对", f"{path}:{line}: is not formatted").in_(args.lang)
            )
            return exits.PROBLEMS
        files.write(Path(path), text)
        console.note(Said(f"{path}：已整理", f"{path}: formatted").in_(args.lang))
    return exits.OK


def _first_unlike(given: str, formatted: str) -> int:
    """The number of the first line, from 1, that is not as it should be."""
    pairs = zip_longest(*(StringIO(text, newline="\n") for text in (given, formatted)))
    return next(number for number, (one, other) in enumerate(pairs, 1) if one != other)
