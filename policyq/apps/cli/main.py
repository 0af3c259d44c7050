"""The frame of every command: read the line, run, and turn whatever happens into an exit code.

No traceback reaches a user: a fault of our own is one sentence and exit code 4, unless
``POLICYQ_DEBUG`` is set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

import policyq
from policyq.apps.cli import console, exits
from policyq.apps.cli.commands import COMMANDS, Command, find, load
from policyq.apps.cli.help import Formatter
from policyq.apps.cli.language import asked, choose
from policyq.apps.cli.misuse import strayed, swallowed, unknown_option
from policyq.apps.cli.parser import (
    CHINESE,
    Parser,
    WrongUse,
    add_common,
    choice_error,
    exit_codes,
    new_parser,
    speak,
    spoken,
)
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from argparse import Namespace

ABOUT = Said(
    "policyq：用中文或英文写群规，检查它，用聊天记录重放它。",
    "policyq: write a group's rules in Chinese or English, check them, replay them over chat logs.",
)
_MORE = Said("查看某个命令的说明：policyq 命令 --help", "about one command: policyq COMMAND --help")
_REQUIRED = "the following arguments are required: %s"
_UNRECOGNIZED = "unrecognized arguments: %s"
_VALUED = ("--lang", "--color")


def entry() -> NoReturn:
    """The console script."""
    console.prepare()
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command line; the exit code, whatever happens."""
    language = choose(argv, os.environ)
    speak(language)
    try:
        code = _run(argv, language)
        console.flush()
    except BrokenPipeError:
        console.drop_output()
        return exits.PIPE_CLOSED
    except KeyboardInterrupt:
        console.note("")
        return exits.INTERRUPTED
    except WrongUse as wrong:
        console.note(console.error(language, wrong.message))
        console.note(wrong.parser.short_usage())
        return _failing(argv, exits.USAGE)
    except exits.Stop as stop:
        console.note(console.error(spoken(), stop.says.in_(spoken())))
        return _failing(argv, stop.code)
    except OSError as error:
        return _failing(argv, _failed(spoken(), os_error(error), exits.FILES))
    except Exception as fault:
        return _failing(argv, _failed(spoken(), _fault(fault), exits.INTERNAL))
    return code


def _failing(argv: Sequence[str], code: int) -> int:
    """The exit code of a failure; some commands have one for all of them."""
    command = find(next(_words_in(argv), ""))
    return code if command is None or command.failure is None else command.failure


def build(language: str, chosen: str | None) -> tuple[Parser, dict[str, Parser]]:
    """The parser, and those of the commands; only that of ``chosen`` (``"*"``: each) has arguments.

    The others are there for the list in the help, and cost no import.
    """
    parser = new_parser(
        language, "policyq", ABOUT.in_(language), f"{exit_codes(language)}\n\n{_MORE.in_(language)}"
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"policyq {policyq.__version__}",
        help=parser.say("显示版本号", "show the version and exit"),
    )
    children: dict[str, Parser] = {}
    _add(parser, COMMANDS, "", chosen, children)
    return parser, children


def _add(
    parser: Parser,
    commands: Sequence[Command],
    before: str,
    chosen: str | None,
    children: dict[str, Parser],
) -> None:
    """Put commands below a parser; ``before`` are the words of the family they are in."""
    language = parser.language
    below = parser.add_subparsers(
        title=parser.say("命令", "commands"),
        metavar=parser.say("命令", "COMMAND"),
        dest="inside" if before else "command",
    )
    for command in commands:
        child = below.add_parser(
            command.name,
            help=command.about.in_(language),
            allow_abbrev=False,
            formatter_class=Formatter,
        )
        child.language = language
        name = before + command.name
        children[name] = child
        if command.inside:
            child.description = command.about.in_(language)
            child.epilog = _MORE.in_(language).replace("policyq", f"policyq {name}")
            add_common(child)
            _add(child, command.inside, f"{name} ", chosen, children)
        elif chosen in (name, "*"):
            _configure(child, command)


def os_error(error: OSError) -> Said:
    """A failed operation of the system, in words."""
    from policyq.apps.system import in_words

    says = in_words(error)
    if error.filename is None:
        return says
    from policyq.diagnostics.render.cells import visible

    name = visible(os.fsdecode(error.filename))
    return Said(f"{name}：{says.zh}", f"{name}: {says.en}")


def _run(argv: Sequence[str], language: str) -> int:
    name = _chosen(argv, language)
    parser, children = build(language, name)
    try:
        args = _parsed(parser, children, name, argv)
    except SystemExit:  # --help and --version have printed what was asked for
        return exits.OK
    command = None if name is None else find(name)
    if command is None or command.inside:
        shown = parser if name is None else children[name]
        console.note(shown.format_help().rstrip("\n"))
        return exits.USAGE
    args.lang, args.lang_asked = language, asked(argv, os.environ) is not None
    args.color = getattr(args, "color", "auto")
    return load(command).run(args)


def _parsed(
    parser: Parser, children: dict[str, Parser], name: str | None, argv: Sequence[str]
) -> Namespace:
    """The arguments; of several mistakes the one from which others follow is told."""
    child = parser if name is None else children[name]
    helped = {"-h", "--help", "--version"} & set(argv)
    unknown = None if helped else unknown_option(child, argv)
    if unknown is not None:
        child.error(unknown)
    try:
        return parser.parse_args(argv)
    except WrongUse as wrong:
        spoken = CHINESE if parser.language == "zh" else {}
        for says, hint in (
            (_REQUIRED, swallowed(child, argv)),
            (_UNRECOGNIZED, strayed(child, wrong.message)),
        ):
            if wrong.message.startswith(spoken.get(says, says).removesuffix("%s")):
                wrong.message += hint or ""
        raise


def _chosen(argv: Sequence[str], language: str) -> str | None:
    """All the words of the command that is called; one that does not exist is an error."""
    name = None
    commands: Sequence[Command] = COMMANDS
    for word in _words_in(argv):
        command = next((one for one in commands if one.name == word), None)
        if command is None:
            parser, children = build(language, None)
            wrong = parser if name is None else children[name]
            wrong.error(
                unknown_option(wrong, argv)
                or choice_error(language, word, [one.name for one in commands])
            )
        name = word if name is None else f"{name} {word}"
        if not command.inside:
            break
        commands = command.inside
    return name


def _configure(parser: Parser, command: Command) -> None:
    about = command.about.in_(parser.language)
    parser.description = parser.description or about
    load(command).configure(parser)
    add_common(parser)


def _words_in(argv: Sequence[str]) -> Iterator[str]:
    """The words that are neither options nor the values of the common ones."""
    skip = False
    for word in argv:
        if skip:
            skip = False
        elif word in _VALUED:
            skip = True
        elif not word.startswith("-"):
            yield word


def _fault(fault: Exception) -> Said:
    detail = f"{type(fault).__name__}: {fault}"[:300]
    return Said(
        f"policyq 自身出错了（{detail}）。设置 POLICYQ_DEBUG=1 再运行一次可以看到细节。",
        f"a fault in policyq itself ({detail}). Run again with POLICYQ_DEBUG=1 for the details.",
    )


def _failed(language: str, says: Said, code: int) -> int:
    """Say it, show where it happened if ``POLICYQ_DEBUG`` asks for that, and return ``code``."""
    console.note(console.error(language, says.in_(language)))
    if os.environ.get("POLICYQ_DEBUG"):
        import traceback

        console.note(traceback.format_exc().rstrip("\n"))
    return code
