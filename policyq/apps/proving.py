"""Draws of decisions that were kept, read for checking; and the secrets of witnesses."""

from __future__ import annotations

from typing import BinaryIO

from policyq.apps.problems import Problem
from policyq.apps.recording import Lines
from policyq.diagnostics.catalog.decisions import NO_SECRET
from policyq.diagnostics.diagnostic import Words
from policyq.study.proofs import Claim
from policyq.vocabulary.draws import LONGEST, SHORTEST


class Draws(Lines):
    """Reads decisions that were kept for the draws in them."""

    def __init__(self) -> None:
        super().__init__()
        self.claims: list[Claim] = []

    def read(self, name: str, stream: BinaryIO) -> None:
        """Reads one file."""
        for number, (decision, _) in self.each(name, stream):
            self.claims += [
                Claim(decision.policy, decision.group, draw, name, number)
                for draw in decision.draws
            ]


def secret_of(text: str) -> str | Problem:
    """The secret that a file holds: its line, without what stands around it."""
    secret = text.removeprefix("\ufeff").strip()
    if "\n" in secret or "\r" in secret:
        lines = len(secret.splitlines())
        return _no_secret(Words(f"是 {lines} 行", f"are {lines} lines"))
    if secret[:1] in (":", "："):
        return _no_secret(Words("前面有冒号", "is a colon"))
    if not SHORTEST <= len(secret) <= LONGEST:
        return _no_secret(Words(f"是 {len(secret)} 个字", f"are {len(secret)} characters"))
    return secret


def _no_secret(found: Words) -> Problem:
    return Problem(NO_SECRET, {"found": found})
