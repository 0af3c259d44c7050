"""Lists of words for commands: the options that say how they are matched, and reading them."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.text.lexicon import Lexicon


def add_folds(parser: Parser) -> None:
    """Add the options that say how words are matched, and on which day."""
    say = parser.say
    parser.add_argument(
        "--folds",
        type=_folds(parser),
        metavar=say("匹配", "SET"),
        help=say(
            "没有写匹配方式的词按什么匹配：严格、正常、宽松，可以加减写法，例如 “正常 谐音”"
            "（默认：正常）",
            "how words that do not say it are matched: strictly, normally, loosely, with folds to "
            "add or leave out, such as `normally pinyin` (default: normally)",
        ),
    )
    parser.add_argument(
        "--today",
        type=values.day(parser),
        metavar=say("日期", "DATE"),
        help=say("看哪一天过期（默认：今天）", "the day on which words expire (default: today)"),
    )


def add_file(parser: Parser) -> None:
    """Add the argument that names a list."""
    parser.add_argument(
        "file",
        metavar=parser.say("词表", "LIST"),
        help=parser.say(
            "词表文件：纯文本、CSV 或 YAML", "a list of words: plain text, CSV or YAML"
        ),
    )


def folds_of(args: Namespace) -> frozenset[str]:
    """The folds of words that do not say theirs."""
    from policyq.text.folds import NORMALLY

    chosen: frozenset[str] | None = args.folds
    return NORMALLY if chosen is None else chosen


def today(args: Namespace) -> date:
    """The day on which words expire."""
    chosen: date | None = args.today
    return datetime.now().astimezone().date() if chosen is None else chosen


def lexicon_or_stop(path: str, args: Namespace) -> Lexicon:
    """The list at ``path``; what is wrong with it is told, and an error ends the command."""
    from policyq.apps.cli import policies
    from policyq.check import lexicons
    from policyq.diagnostics.render import summary
    from policyq.text import lexicon

    source = policies.one(path)
    found = lexicon.of_file(source.text, source.name)
    problems = list(lexicons.problems(source, found))
    if problems:
        console.note(policies.report(problems, {source.name: source}, args).rstrip("\n"))
    if policies.worst(problems, strict=False) != exits.OK:
        zh, en = (summary(problems, language) for language in ("zh", "en"))
        raise exits.Stop(exits.PROBLEMS, Said(f"{path}：{zh}", f"{path}: {en}"))
    if not found.entries:
        raise exits.Stop(
            exits.PROBLEMS, Said(f"{path} 里一个词也没有", f"there is no word in {path}")
        )
    return found


def _folds(parser: Parser) -> Callable[[str], frozenset[str]]:
    def read(text: str) -> frozenset[str]:
        from policyq.text import columns

        folds, unknown = columns.folds_of(text)
        if folds is None:
            shown = (unknown or text)[:60]
            raise ArgumentTypeError(
                parser.say(f"“{shown}” 不是匹配方式", f"`{shown}` names no folds")
            )
        return folds

    return read
