"""Command lines that cannot be read: what was probably meant, before argparse complains of what follows
from it."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence

from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

#: What stands behind an option that takes many values, and is none of them.
_POLICY = ".policyq"
#: An option as a phone or an input method spells it: with other dashes.
_DASHED = re.compile(r"-?[—–―‒−－](?:[-—–―‒−－])?(?P<name>[A-Za-z][A-Za-z-]*)")


def unknown_option(parser: Parser, argv: Sequence[str]) -> str | None:
    """What to say of an option that a command has not, with the one that was probably meant."""
    known = parser._option_string_actions
    for word in _before_the_end(argv):
        name = word.partition("=")[0]
        dashed = _DASHED.fullmatch(name)
        if dashed is not None and (dashes := _other_dashes(word, dashed["name"], known)):
            return dashes.in_(parser.language)
        if not name.startswith("--") or " " in name or name in known:
            continue
        near = _near(name, known)
        says = Said(f"不认识的参数：{name}", f"unrecognized arguments: {name}")
        if near is not None:
            says = Said(f"{says.zh}，是不是想写 {near}？", f"{says.en}; did you mean {near}?")
        return says.in_(parser.language)
    return None


def _other_dashes(word: str, name: str, known: dict[str, argparse.Action]) -> Said | None:
    """What to say of an option that is spelt with other dashes, unless it is a file."""
    short = f"-{name}"
    meant = short if short in known else _near(f"--{name}", known)
    if meant is None or os.path.lexists(word):
        return None
    return Said(
        f"{word} 开头不是半角的 -：写成 {meant}",
        f"{word} begins with no plain hyphen: write {meant}",
    )


def swallowed(parser: Parser, argv: Sequence[str]) -> str | None:
    """What to say of a policy that is missing because an option that takes many values took it."""
    for action in parser._actions:
        if action.nargs != "+" or not action.option_strings:
            continue
        taken = list(_taken(action, argv))
        if taken and (len(taken) > 1 or taken[-1].endswith(_POLICY)):
            option, last = action.option_strings[0], taken[-1]
            return Said(
                f"（{last} 算成了 {option} 的值：它后面可以有好几个，群规写在 {option} 前面）",
                f" ({last} was taken as a value of {option}, which takes several: "
                f"name the policy before {option})",
            ).in_(parser.language)
    return None


def strayed(parser: Parser, message: str) -> str | None:
    """What to say of words that have no place, if they may be logs."""
    left = message.replace("：", ": ").partition(": ")[2].split()
    if "--log" not in parser._option_string_actions or not left or left[0].startswith("-"):
        return None
    return Said("（记录写在 --log 后面）", " (logs are named behind --log)").in_(parser.language)


def _taken(action: argparse.Action, argv: Sequence[str]) -> Iterator[str]:
    """The values behind an option, as far as the next one."""
    taking = False
    for word in _before_the_end(argv):
        if word.startswith("-") and word != "-":
            taking = word in action.option_strings
        elif taking:
            yield word


def _before_the_end(argv: Sequence[str]) -> Sequence[str]:
    """The words before ``--``, behind which nothing is an option."""
    return argv[: argv.index("--")] if "--" in argv else argv


def _near(name: str, known: dict[str, argparse.Action]) -> str | None:
    from difflib import get_close_matches

    names = [one for one in known if one.startswith("--")]
    return next(iter(get_close_matches(name, names, n=1, cutoff=0.7)), None)
