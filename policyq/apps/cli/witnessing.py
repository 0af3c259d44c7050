"""What the commands for witnesses of lotteries share: reading a secret, and the two lines of it."""

from __future__ import annotations

from argparse import Namespace

from policyq.apps.cli import exits
from policyq.vocabulary.types import Said


def secret_in(path: str, args: Namespace) -> str:
    """The secret in a file; raises `exits.Stop` where it is none."""
    from policyq.apps.cli import policies
    from policyq.apps.problems import Problem
    from policyq.apps.proving import secret_of

    secret = secret_of(policies.one(path).text)
    if isinstance(secret, Problem):
        zh, en = (f"[{secret.code}] {secret.says(language)}" for language in ("zh", "en"))
        raise exits.Stop(exits.PROBLEMS, Said(zh, en))
    return secret


def lines(secret: str, language: str) -> tuple[str, str]:
    """What a witness posts before the closing, and after it."""
    from policyq.ir.lots import sealed

    commit, reveal = ("承诺", "公布") if language == "zh" else ("commit", "reveal")
    return f"{commit} {sealed(secret)}", f"{reveal} {secret}"
