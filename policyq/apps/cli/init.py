"""``policyq init``: a stock policy and all that it uses, put into a folder to start from."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from policyq import resources
from policyq.apps.cli import console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.apps.project.find import NAME
from policyq.vocabulary.choices import LANGUAGES
from policyq.vocabulary.types import Said

_SUFFIX = ".policyq"
_HOME = "policies"
_FIRST = "study-group"


def stock() -> dict[str, tuple[str, ...]]:
    """The stock policies by name, each with its languages: it is there as ``NAME.LANGUAGE.policyq``."""
    found: dict[str, tuple[str, ...]] = {}
    for file in resources.names(_HOME):
        if file.endswith(_SUFFIX):
            name, language = file.removesuffix(_SUFFIX).rsplit(".", 1)
            found[name] = (*found.get(name, ()), language)
    return found


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "folder",
        nargs="?",
        default=".",
        metavar=parser.say("文件夹", "FOLDER"),
        help=parser.say("放到哪里（默认当前文件夹）", "where to put it (default: here)"),
    )
    parser.add_argument(
        "--policy",
        choices=tuple(stock()),
        default=_FIRST,
        help=parser.say(f"哪一份群规（默认 {_FIRST}）", f"which one (default: {_FIRST})"),
    )
    parser.add_argument(
        "--language",
        **values.one_of(parser, LANGUAGES),
        help=parser.say(
            "群规用哪种语言写（默认同界面语言）",
            "the language it is written in (default: that of the messages)",
        ),
    )
    parser.add_argument(
        "--project",
        action="store_true",
        help=parser.say(
            "再放一份带说明的 policyq.yaml（项目文件）",
            "put a policyq.yaml beside it, the project file, with its keys explained",
        ),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=parser.say("覆盖已有的文件", "overwrite files that are there"),
    )


def run(args: Namespace) -> int:
    """Copy the policy and every file that it names.

    The policy itself must not be there yet. What it shares with others, its base and lists, may
    be, and stays as it is: somebody may have changed it.
    """
    from policyq.apps import files

    name = _asked(args)
    home = Path(args.folder)
    named = _with_lists(name)
    copies = {home / each: resources.read_text(f"{_HOME}/{each}") for each in named}
    if args.project:
        from policyq.apps.project.written import template

        # The base, too: its examples are its own, and `test` runs those of what is named.
        policies = [each for each in named if each.endswith(_SUFFIX)]
        copies[home / NAME] = template(args.language or args.lang, policies)
    there = [] if args.force else [path for path in copies if path.exists() or path.is_symlink()]
    if home / name in there:
        raise exits.Stop(
            exits.FILES,
            Said(
                f"已经有 {home / name}；要覆盖请加 --force",
                f"already there: {home / name}; --force overwrites",
            ),
        )
    for path, text in copies.items():
        if path not in there:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, text)
            console.out(f"{path}\n")
    _say_what_next(home / name, [path for path in there if not _same(path, copies[path])], args)
    return exits.OK


def _asked(args: Namespace) -> str:
    """The file of the policy that the user wants; raises `exits.Stop` if it is in another language."""
    language = args.language or args.lang
    languages = stock()[args.policy]
    if language not in languages:
        other = f"--policy {args.policy} --language {languages[0]}"
        raise exits.Stop(
            exits.USAGE,
            Said(
                f"{args.policy} 没有{_SPOKEN[language].zh}版，只有{_SPOKEN[languages[0]].zh}版："
                f"policyq init {other}",
                f"there is no {args.policy} in {_SPOKEN[language].en}, only in "
                f"{_SPOKEN[languages[0]].en}: policyq init {other}",
            ),
        )
    return f"{args.policy}.{language}{_SUFFIX}"


_SPOKEN = {"zh": Said("中文", "Chinese"), "en": Said("英文", "English")}


def _say_what_next(written: Path, kept: list[Path], args: Namespace) -> None:
    if kept:
        names = [str(path) for path in kept]
        console.note(
            Said(
                f"已经有、与现成的不同，没有动：{'、'.join(names)}（要覆盖请加 --force）",
                f"there already, and not as it ships; left alone: {', '.join(names)} "
                "(--force overwrites)",
            ).in_(args.lang)
        )
    console.note(
        Said(
            f"改好以后运行：policyq check {written}", f"after your changes: policyq check {written}"
        ).in_(args.lang)
    )


def _same(path: Path, text: str) -> bool:
    """Whether a file holds what ships; one that cannot be read does not."""
    try:
        return path.read_bytes() == text.encode("utf-8")
    except OSError:
        return False


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
