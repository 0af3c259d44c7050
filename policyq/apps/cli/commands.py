"""The commands: a name, its module and one line about it. The module is loaded when it is called.

A command's module has ``configure(parser: Parser) -> None``, which adds its arguments, and
``run(args: argparse.Namespace) -> int``, which returns an exit code of `exits`. Besides its
own arguments ``args`` always holds ``lang`` (``"zh"`` or ``"en"``; ``lang_asked``: whether
somebody asked for it) and ``color``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from argparse import Namespace

    from policyq.apps.cli.parser import Parser


class Command(NamedTuple):
    """One row of the table."""

    name: str
    module: str
    about: Said


class CommandModule(Protocol):
    """What a command's module offers."""

    def configure(self, parser: Parser, /) -> None: ...
    def run(self, args: Namespace, /) -> int: ...


COMMANDS: tuple[Command, ...] = (
    Command("init", "init", Said("从一份现成的群规开始", "start from a stock policy")),
    Command("check", "check", Said("检查群规有没有写错", "find the mistakes in policies")),
    Command(
        "lint", "lint", Said("检查群规，连警告也算，并能自动改", "fail on warnings, too, and mend")
    ),
    Command("test", "test", Said("运行群规里的示例", "run the examples of a policy")),
    Command("fmt", "fmt", Said("整理格式，或换成另一种语言", "format, or change the language")),
    Command("replay", "replay", Said("用聊天记录重放群规", "replay a policy over chat logs")),
    Command(
        "explain", "explain", Said("说明一个事件为什么这样处理", "say why an event was decided so")
    ),
    Command(
        "why-not", "why_not", Said("说明一条规则为什么没有触发", "say why a rule did not fire")
    ),
    Command("calendar", "calendar", Said("今后几天的时段和变化", "the policy's next days")),
    Command("generate", "generate", Said("生成一个虚拟社群", "make up a community to try it on")),
    Command(
        "decide", "decide", Said("读事件，给判断（JSONL）", "events in, decisions out (JSONL)")
    ),
    Command("schema", "schema", Said("打印 JSON Schema", "print a JSON Schema")),
    Command(
        "completion", "completion", Said("打印命令补全脚本", "print a shell completion script")
    ),
)


def find(name: str) -> Command | None:
    """The command called ``name``."""
    return next((command for command in COMMANDS if command.name == name), None)


def load(command: Command) -> CommandModule:
    """Import a command's module."""
    return cast(CommandModule, import_module(f"policyq.apps.cli.{command.module}"))
