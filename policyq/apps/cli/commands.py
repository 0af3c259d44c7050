"""The commands: a name, its module and one line about it. The module is loaded when it is called.

A command's module has ``configure(parser: Parser) -> None``, which adds its arguments, and
``run(args: argparse.Namespace) -> int``, which returns an exit code of `exits`. Besides its
own arguments ``args`` always holds ``lang`` (``"zh"`` or ``"en"``; ``lang_asked``: whether
somebody asked for it) and ``color``. A command may be a family instead: it has no module, and
commands ``inside``.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    inside: tuple[Command, ...] = ()
    """The commands of a family, each called by two words (``logs inspect``)."""
    failure: int | None = None
    """The exit code of every failure, where the usual ones say something else."""


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
    Command(
        "mutate", "mutate",
        Said("试小改动，看示例管不管用", "try small changes: would your examples notice?"),
    ),
    Command("fmt", "fmt", Said("整理格式，或换成另一种语言", "format, or change the language")),
    Command("replay", "replay", Said("用聊天记录重放群规", "replay a policy over chat logs")),
    Command(
        "plan", "plan", Said("预演群规的一次改动", "what a change of a policy would do"), failure=1
    ),
    Command("tune", "tune", Said("试别的数，看哪个合适", "find the numbers that suit a community")),
    Command(
        "label", "label",
        Said("抽一些消息让人判，看误伤和漏网", "ask people about messages, to judge a policy by"),
    ),
    Command(
        "promote", "promote",
        Said("让试运行的规则正式执行", "let a rule on trial be enforced"),
    ),
    Command(
        "logs", "", Said("查看、转换聊天记录", "look into chat logs, and convert them"),
        (
            Command(
                "inspect", "logs_inspect",
                Said("说明从聊天记录里读懂了什么、缺什么", "say what of a log was understood"),
            ),
            Command(
                "convert", "logs_convert",
                Said("转换成 JSONL 或 Parquet，可以化名", "write a log as JSONL or Parquet"),
            ),
        ),
    ),
    Command(
        "staffing", "staffing", Said("模拟谁来处理、要多久", "simulate who responds, and how fast")
    ),
    Command("bench", "bench", Said("测量一份群规有多快", "measure how fast a policy is decided")),
    Command(
        "profile", "profile", Said("说明怎样让群规更快", "say what would make a policy faster")
    ),
    Command("records", "records", Said("处置记录：逐条列出做了什么", "list every disposal")),
    Command(
        "explain", "explain", Said("说明一个事件为什么这样处理", "say why an event was decided so")
    ),
    Command(
        "why-not", "why_not", Said("说明一条规则为什么没有触发", "say why a rule did not fire")
    ),
    Command("calendar", "calendar", Said("今后几天的时段和变化", "the policy's next days")),
    Command("generate", "generate", Said("生成一个虚拟社群", "make up a community to try it on")),
    Command(
        "compile", "compile",
        Said("编译群规，让机器人启动更快", "compile a policy, for bots that start at once"),
    ),
    Command(
        "decide", "decide", Said("读事件，给判断（JSONL）", "events in, decisions out (JSONL)")
    ),
    Command(
        "match", "match", Said("看一句话里能找到哪些词", "show which words are found in a text")
    ),
    Command(
        "words", "", Said("检查、核对、补充词库", "check, audit and extend lists of words"),
        (
            Command(
                "check", "words_check",
                Said("找出词库里没用的词和误伤人的词", "find words that do nothing, or too much"),
            ),
            Command(
                "audit", "words_audit",
                Said("用聊天记录核对每个词该不该留", "say by a log which words to keep"),
            ),
            Command(
                "suggest", "words_suggest",
                Said("从坏消息里找词库缺的词", "find the words that a list lacks"),
            ),
        ),
    ),
    Command(
        "lottery", "", Said("核对抽奖，给见证人造秘密", "check draws, and make secrets for witnesses"),
        (
            Command(
                "verify", "lottery_verify",
                Said("核对每一次开奖对不对", "check whether draws are right"),
            ),
            Command(
                "commit", "lottery_commit",
                Said("给见证人造一个秘密和它的承诺", "make a secret and the line to commit to it"),
            ),
            Command(
                "reveal", "lottery_reveal",
                Said("给出公布秘密的那一行", "the line that reveals a secret"),
            ),
        ),
    ),
    Command("schema", "schema", Said("打印 JSON Schema", "print a JSON Schema")),
    Command(
        "completion", "completion", Said("打印命令补全脚本", "print a shell completion script")
    ),
)  # fmt: skip


def find(name: str) -> Command | None:
    """The command called ``name``, of one word or of two."""
    return dict(every()).get(name)


def every() -> Iterator[tuple[str, Command]]:
    """Every command with all the words it is called by; a family before those in it."""
    for command in COMMANDS:
        yield command.name, command
        for one in command.inside:
            yield f"{command.name} {one.name}", one


def load(command: Command) -> CommandModule:
    """Import a command's module."""
    return cast(CommandModule, import_module(f"policyq.apps.cli.{command.module}"))
