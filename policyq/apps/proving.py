"""Draws of decisions that were kept, read for checking; and the secrets of witnesses."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import BinaryIO

from policyq.apps.decisions import decision_from_json
from policyq.apps.problems import Problem
from policyq.apps.recording import Rejected, lines_of, offset_of
from policyq.diagnostics.catalog.decisions import NO_SECRET
from policyq.diagnostics.diagnostic import Words
from policyq.study.proofs import Claim
from policyq.vocabulary.draws import LONGEST, SHORTEST


class Draws:
    """Reads decisions, a line of JSON each, for the draws in them."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.rejected: list[Rejected] = []
        self._zone: tzinfo | None = None

    @property
    def zone(self) -> tzinfo:
        """The offset in which the first decision tells its time."""
        return self._zone or UTC

    def read(self, name: str, stream: BinaryIO) -> None:
        """Reads one file."""
        for number, line in enumerate(lines_of(stream), 1):
            if not isinstance(line, Problem) and not line.strip():
                continue
            told = line if isinstance(line, Problem) else decision_from_json(line)
            if isinstance(told, Problem):
                self.rejected.append(Rejected(name, number, told))
            elif told is not None and not isinstance(line, Problem):
                decision = told.decision
                self._zone = self._zone or offset_of(line)
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
