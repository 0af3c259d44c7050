"""``policyq init``: a stock policy and its lexicons, put into a folder to start from."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from policyq import resources
from policyq.apps.cli import console, exits
from policyq.apps.cli.language import LANGUAGES
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

_SUFFIX = ".policyq"
_HOME = "policies"


def stock() -> tuple[str, ...]:
    """The names of the stock policies; each is there as ``NAME.zh.policyq`` and ``NAME.en.policyq``."""
    files = (name for name in resources.names(_HOME) if name.endswith(_SUFFIX))
    return tuple(dict.fromkeys(name.split(".")[0] for name in files))


def configure(parser: Parser) -> None:
    """Add the arguments."""
    names = stock()
    parser.add_argument(
        "folder",
        nargs="?",
        default=".",
        metavar=parser.say("文件夹", "FOLDER"),
        help=parser.say("放到哪里（默认当前文件夹）", "where to put it (default: here)"),
    )
    parser.add_argument(
        "--policy",
        choices=names,
        default=names[0],
        help=parser.say(f"哪一份群规（默认 {names[0]}）", f"which one (default: {names[0]})"),
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help=parser.say(
            "群规用哪种语言写（默认同界面语言）",
            "the language it is written in (default: that of the messages)",
        ),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=parser.say("覆盖已有的文件", "overwrite files that are there"),
    )


def run(args: Namespace) -> int:
    """Copy the policy and every file that it names; all or nothing."""
    from policyq.apps import files

    name = f"{args.policy}.{args.language or args.lang}{_SUFFIX}"
    home = Path(args.folder)
    copies = {home / each: resources.read_text(f"{_HOME}/{each}") for each in _with_lists(name)}
    there = [str(path) for path in copies if path.exists() or path.is_symlink()]
    if there and not args.force:
        raise exits.Stop(
            exits.FILES,
            Said(
                f"已经有 {'、'.join(there)}；要覆盖请加 --force",
                f"already there: {', '.join(there)}; --force overwrites",
            ),
        )
    for path, text in copies.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, text)
        console.out(f"{path}\n")
    written = str(home / name)
    console.note(
        Said(
            f"改好以后运行：policyq check {written}", f"after your changes: policyq check {written}"
        ).in_(args.lang)
    )
    return exits.OK


def _with_lists(name: str) -> tuple[str, ...]:
    """The stock policy called ``name`` and all that it names, from the same place."""
    from policyq.check import wanted
    from policyq.diagnostics.source import Source
    from policyq.syntax.parse import parse

    file, _ = parse(Source(name, resources.read_text(f"{_HOME}/{name}")))
    named: list[str] = []
    for each in wanted(file):
        named += _with_lists(each) if each.endswith(_SUFFIX) else [each]
    return tuple(dict.fromkeys([name, *named]))
