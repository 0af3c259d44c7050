"""What the project file says in place of options: one table, and one call in each command.

What is said on the command line wins, then ``POLICYQ_LANG`` and ``POLICYQ_KEY``, then the project
file, then what the command does by itself. A command that calls `fill_in` takes all of `_TABLE` that it has
options for, and asks the `Project` for the rest.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits
from policyq.apps.cli.language import nothing_said, of_policy
from policyq.apps.cli.parser import speak
from policyq.apps.project.find import NAME, find
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.project.project import Project, Wrong
    from policyq.diagnostics.diagnostic import Diagnostic
    from policyq.diagnostics.source import Source

KEY_VARIABLE = "POLICYQ_KEY"

#: By the option's name in ``args``: what the project says for it, if the option says nothing.
_TABLE: dict[str, Callable[[Project], object]] = {
    "paths": lambda project: project.files(project.policies),
    "log": lambda project: project.files(project.logs),
    "format": lambda project: project.format,
    "timezone": lambda project: project.timezone,
    "group": lambda project: project.group,
    "day": lambda project: project.day,
    "date_order": lambda project: project.date_order,
    "own": lambda project: project.own,
    "roster": lambda project: project.roster and Path(project.file(project.roster)),
    "labels": lambda project: project.labels and project.file(project.labels),
    "key": lambda project: os.environ.get(KEY_VARIABLE) or project.key(),
    "community": lambda project: project.community,
    "platform": lambda project: list(project.surfaces),
}

#: How many characters of a policy are looked at for its language.
_BEGINNING = 4_000

#: Options without which there is nothing to do, and the keys that stand for them.
_NEEDED = {"paths": "policies", "log": "logs"}


def fill_in(args: Namespace, *, needed: bool = True) -> Project:
    """The project of the first policy in ``args``, whose settings are filled in there.

    Not ``needed``: logs may be left out, and the project's are not taken.

    What is wrong with the project file is told, and ends the command with `exits.Stop`; so does
    the absence of what is needed.
    """
    from policyq.apps.project.project import Wrong

    try:
        project = _project(_first(args), args)
        if project.language is not None and not args.lang_asked:
            args.lang = project.language
            speak(args.lang)
            args.lang_asked = True
        for name, value in _TABLE.items():
            if name == "log" and not needed:
                continue
            if hasattr(args, name) and getattr(args, name) in (None, []):
                setattr(args, name, value(project) or getattr(args, name))
    except Wrong as wrong:
        raise wrong_project(wrong, args) from None
    if not args.lang_asked:
        _speak_as_its_author(args)
    for name, key in _NEEDED.items():
        if needed and hasattr(args, name) and not getattr(args, name):
            raise exits.Stop(exits.USAGE, _lacking(name, key, args))
    args.project = project
    return project


def _project(policy: str | None, args: Namespace) -> Project:
    """The project of a policy; without a file one that says nothing."""
    from policyq.apps.project.project import Project, strays

    found = find(policy)
    if found.path is None:
        if found.strays:
            _tell(strays(found.strays), {}, args)
        return Project()
    from policyq.apps.project.read import read

    return read(found.path)


def _speak_as_its_author(args: Namespace) -> None:
    """Where neither a person nor the system said how to speak, as the policy is written."""
    first = _first(args)
    if first is None or not nothing_said((), os.environ):
        return
    from policyq.apps.cli import policies

    try:
        # Of a folder its first policy; a revision that stands in its place is no file.
        with Path(next(policies.files([first]))).open(encoding="utf-8", errors="replace") as file:
            language = of_policy(file.read(_BEGINNING))
    except (OSError, exits.Stop):  # the command tells of it when it reads the policy
        return
    if language is not None:
        args.lang = language
        speak(language)


def _first(args: Namespace) -> str | None:
    """The first policy that was named on the command line."""
    named: str | Sequence[str] = getattr(args, "paths", None) or getattr(args, "policy", None) or ()
    first = named if isinstance(named, str) else next(iter(named), None)
    return None if first == "-" else first


def wrong_project(wrong: Wrong, args: Namespace) -> exits.Stop:
    """What is wrong, on standard error, and how the command ends."""
    from policyq.diagnostics.render import summary

    _tell(wrong.found, wrong.sources, args)
    zh, en = (summary(wrong.found, language) for language in ("zh", "en"))
    says = Said(f"{wrong.name}：{zh}", f"{wrong.name}: {en}")
    return exits.Stop(exits.PROBLEMS, says, wrong.found, wrong.sources)


def _tell(found: Sequence[Diagnostic], sources: dict[str, Source], args: Namespace) -> None:
    import sys

    from policyq.diagnostics.render import render

    colour = console.colour(args.color, sys.stderr)
    console.note(render(found, sources, language=args.lang, colour=colour))


def _lacking(name: str, key: str, args: Namespace) -> Said:
    what = Said("群规文件", "policies") if name == "paths" else Said("--log", "--log")
    if getattr(args, "command", None) == "logs":
        what = Said("聊天记录的路径", "the paths of logs")
    return Said(
        f"缺少参数：{what.zh}（也可以写在 {NAME} 的 {key} 里）",
        f"{what.en} must be named, here or as `{key}` in {NAME}",
    )
