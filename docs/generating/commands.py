"""The commands, from the parsers that read them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from generating.tables import table
from policyq.apps.cli.commands import every
from policyq.apps.cli.exits import EXITS
from policyq.apps.cli.main import build
from policyq.apps.cli.parser import Parser, speak

_WORDS = {
    "zh": (
        "# 命令",
        "全部命令、参数和退出码。`policyq 命令 --help` 显示同样的内容。[English](commands.md)",
        "退出码",
        ("码", "何时"),
        ("参数", "意思"),
        "## 每个命令都有的选项",
    ),
    "en": (
        "# Commands",
        "Every command with its arguments, and the exit codes. `policyq COMMAND --help` shows the "
        "same. [中文](commands.zh.md)",
        "Exit codes",
        ("code", "when"),
        ("argument", "meaning"),
        "## Options of every command",
    ),
}


def page(language: str) -> str:
    """All commands in one language."""
    title, about, exits, exit_head, head, common = _WORDS[language]
    try:
        speak(language)
        parser, children = build(language, "*")
    finally:
        speak("en")
    lines = [title, "", about, "", common, ""]
    lines.append(table(head, _rows(parser, skip=())))
    for name, command in every():
        child = children[name]
        lines += ["", f"## {name}", "", f"`{_usage(child)}`", ""]
        lines += [(child.description or command.about.in_(language)).strip(), ""]
        rows = list(_rows(child, skip=("--lang", "--color", "--help")))
        lines += [table(head, rows)] if rows else []
        if child.epilog:
            lines += ["", "```text", child.epilog.strip(), "```"]
    lines += ["", f"## {exits}", ""]
    lines.append(table(exit_head, [(str(code), means.in_(language)) for code, means in EXITS]))
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _actions(parser: Parser) -> list[argparse.Action]:
    return [a for a in parser._actions if not isinstance(a, argparse._SubParsersAction)]


def _usage(parser: Parser) -> str:
    words = [parser.prog]
    for action in _actions(parser):
        if action.option_strings and not action.required:
            continue
        words.append(_shown(action))
    if any(a.option_strings and not a.required for a in _actions(parser)):
        words.insert(1, "[…]")
    return " ".join(words)


def _rows(parser: Parser, skip: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for action in _actions(parser):
        if action.help == argparse.SUPPRESS or set(skip) & set(action.option_strings):
            continue
        says = (action.help or "") % {**vars(action), "prog": parser.prog}
        yield f"`{_shown(action)}`", says


def _shown(action: argparse.Action) -> str:
    """``--form {human,json}``, ``POLICY``, ``[PATH …]``."""
    value = _value(action)
    if action.option_strings:
        names = ", ".join(action.option_strings)
        return f"{names} {value}" if value else names
    return value


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    name = action.metavar if isinstance(action.metavar, str) else None
    if name is None and action.choices is not None:
        name = "{" + ",".join(map(str, action.choices)) + "}"
    name = name or (action.dest.upper() if action.option_strings else action.dest)
    return {"?": f"[{name}]", "*": f"[{name} …]", "+": f"{name} …"}.get(str(action.nargs), name)
