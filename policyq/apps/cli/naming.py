"""Whether members are named, and under which key they are not: the options that commands share."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.project.project import Project
    from policyq.study.pseudonyms import Pseudonyms


def configure(parser: Parser, *, names: bool = True) -> None:
    """Add the options; ``names``: with the one that shows accounts."""
    say = parser.say
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--key",
        metavar=say("密钥", "TEXT"),
        help=say(
            "化名的密钥（默认看 POLICYQ_KEY，再看项目里的 .policyq-key，没有就生成一个）",
            "key of the pseudonyms (default: POLICYQ_KEY, then the project's .policyq-key, which "
            "is made when it is first needed)",
        ),
    )
    group.add_argument(
        "--key-file",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say("密钥在这个文件里", "the key stands in this file"),
    )
    if names:
        group.add_argument(
            "--names",
            "--no-pseudonyms",
            action="store_true",
            help=say("显示真实账号，不用化名", "show the accounts themselves, not pseudonyms"),
        )


def pseudonyms_of(args: Namespace, project: Project) -> Pseudonyms | None:
    """The pseudonyms that the user, or else the project, asks for; ``None`` for accounts.

    To be called when the settings of the project are filled in.
    """
    names = getattr(args, "names", None)
    if names:
        return None
    from policyq.apps import keys
    from policyq.study.pseudonyms import Pseudonyms

    try:
        if args.key_file is not None:
            return Pseudonyms(_strong(keys.from_file(args.key_file), str(args.key_file), args))
        if args.key is not None:
            if not args.key:
                raise exits.Stop(exits.USAGE, Said("密钥是空的", "the key is empty"))
            # The variable, which stands in its place, is set for good by who knows what it is.
            typed = args.key != os.environ.get(keys.VARIABLE)
            return Pseudonyms(_strong(args.key, "--key", args) if typed else args.key)
        if names is not None and project.pseudonyms is False:
            return None
        policy = getattr(args, "policy", None)
        beside = Path() if policy in (None, "-") else Path(policy).parent
        folder = Path(project.folder) if project.source.name else beside
        found = keys.of_project(folder, make=True, root=bool(project.source.name))
    except keys.BadKey as bad:
        raise exits.Stop(
            exits.FILES, Said(f"{bad} 里没有密钥", f"there is no key in {bad}")
        ) from None
    if found.made is not None:
        _told(args, f"新建了化名的密钥 {found.made}：留好，不要发给别人，不要提交到版本库",
              f"made the key of the pseudonyms, {found.made}: keep it, share it with nobody, "
              "and leave it out of version control")  # fmt: skip
    elif not found.pseudonyms.kept:
        _told(args, "密钥写不进项目，这次的化名以后对不上；可以用 --key-file 或 POLICYQ_KEY",
              "no key could be kept in the project, so that these pseudonyms are for once; "
              "give --key-file or POLICYQ_KEY")  # fmt: skip
    return found.pseudonyms


def _strong(key: str, name: str, args: Namespace) -> str:
    """The key; one that can be guessed is told, as it is of one that the project names."""
    from policyq.apps import keys

    if keys.weak(key):
        _told(args, f"{name} 的密钥容易猜出来，猜出来就能把化名还原成账号：至少用 {keys.LEAST} 个随机字符",
              f"the key of {name} is easily guessed, and whoever guesses it can turn pseudonyms back "
              f"into accounts: use {keys.LEAST} random characters or more")  # fmt: skip
    return key


def _told(args: Namespace, zh: str, en: str) -> None:
    console.note(Said(zh, en).in_(args.lang))
