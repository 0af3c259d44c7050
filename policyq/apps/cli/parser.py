"""argparse in two languages: help, errors and all."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from policyq.apps.cli.exits import EXITS
from policyq.apps.cli.help import Formatter
from policyq.vocabulary.choices import COLOURS, LANGUAGES, meant
from policyq.vocabulary.types import Said

#: What argparse says, in Chinese. `tests/apps` compares the keys with argparse itself.
CHINESE: dict[str, str] = {
    "usage: ": "用法：",
    "%(heading)s:": "%(heading)s：",
    "positional arguments": "参数",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本号",
    "%(prog)s: error: %(message)s\n": "%(prog)s：错误：%(message)s\n",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这个选择，可选：%(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "没有 %(value)r 这个选择，是不是想写 %(suggestion)r？可选：%(choices)s"
    ),
    "expected one argument": "后面要有一个值",
    "expected at most one argument": "后面最多一个值",
    "expected at least one argument": "后面至少要有一个值",
    "expected %s argument": "后面要有 %s 个值",
    "expected %s arguments": "后面要有 %s 个值",
    "invalid %(type)s value: %(value)r": "%(value)r 不是有效的值",
    "ambiguous option: %(option)s could match %(matches)s": (
        "选项 %(option)s 不明确，可能是 %(matches)s"
    ),
    "not allowed with argument %s": "不能和 %s 同时使用",
    "ignored explicit argument %r": "这个选项不带值：%r",
    "one of the arguments %s is required": "%s 里必须有一个",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "没有 %(parser_name)r 这个命令，可选：%(choices)s"
    ),
    "can't open '%(filename)s': %(error)s": "打不开 %(filename)s：%(error)s",
    "unexpected option string: %s": "没有料到的选项：%s",
    " (default: %(default)s)": "（默认：%(default)s）",
}

#: What argparse says in English where it would name a function of this program.
ENGLISH: dict[str, str] = {"invalid %(type)s value: %(value)r": "%(value)r is no valid value"}


class WrongUse(Exception):
    """A command line that cannot be read; the message is in the user's language."""

    def __init__(self, parser: Parser, message: str) -> None:
        super().__init__(message)
        self.parser = parser
        self.message = message


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks ``language`` and raises `WrongUse` instead of exiting."""

    language: str = "en"

    def say(self, zh: str, en: str) -> str:
        """The text in the parser's language, for ``help=`` and ``description=``."""
        return zh if self.language == "zh" else en

    def short_usage(self) -> str:
        """What has to be named, and where the options are listed: a mistake is not found in all of
        them."""
        formatter = self._get_formatter()
        formatter.add_usage(
            None, [one for one in self._actions if one.required or not one.option_strings], []
        )
        usage = formatter.format_help().rstrip("\n")
        return f"{usage}\n" + self.say(
            f"全部选项：{self.prog} --help", f"all options: {self.prog} --help"
        )

    def error(self, message: str) -> NoReturn:
        raise WrongUse(self, message)


def speak(language: str) -> None:
    """Let argparse itself speak ``language`` from now on."""

    def translate(text: str) -> str:
        return (CHINESE if language == "zh" else ENGLISH).get(text, text)

    def translate_many(one: str, many: str, number: int) -> str:
        return translate(one if number == 1 else many)

    vars(argparse)["_"] = translate
    vars(argparse)["ngettext"] = translate_many
    _spoken[:] = [language]


_spoken = ["en"]


def spoken() -> str:
    """The language that is spoken now."""
    return _spoken[0]


def new_parser(language: str, prog: str, description: str, epilog: str | None = None) -> Parser:
    """A parser with the options that every command takes."""
    parser = Parser(
        prog=prog,
        description=description,
        epilog=epilog,
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    parser.language = language
    add_common(parser)
    return parser


def add_common(parser: Parser) -> None:
    """The options that may stand before and after the command alike.

    They have no defaults here: those of the command would overwrite what stood before it.
    """
    group = parser.add_argument_group(parser.say("通用选项", "everywhere"))
    group.add_argument(
        "--lang",
        type=lambda text: meant(text, LANGUAGES),
        choices=tuple(LANGUAGES),
        default=argparse.SUPPRESS,
        help=parser.say(
            "界面语言（默认看 POLICYQ_LANG，再看系统语言，最后看群规）",
            "language of messages (default: POLICYQ_LANG, then the system's, then the policy's)",
        ),
    )
    group.add_argument(
        "--color",
        type=lambda text: meant(text, COLOURS),
        choices=tuple(COLOURS),
        default=argparse.SUPPRESS,
        help=parser.say("是否着色（默认 auto）", "whether to use colours (default: auto)"),
    )


def exit_codes(language: str) -> str:
    """The table of exit codes, as the help shows it."""
    head = Said("退出码：", "exit codes:").in_(language)
    return "\n".join([head, *(f"  {code:<4} {means.in_(language)}" for code, means in EXITS)])


def choice_error(language: str, given: str, known: Sequence[str]) -> str:
    """What to say of a command that does not exist."""
    from difflib import get_close_matches

    text = Said(f"没有 {given!r} 这个命令", f"there is no command {given!r}").in_(language)
    near = get_close_matches(given, known, n=1)
    if near:
        text += Said(f"，是不是想写 {near[0]!r}？", f"; did you mean {near[0]!r}?").in_(language)
    return text
