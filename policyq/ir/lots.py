"""The arithmetic of a lottery: from what was revealed to a seed, from a seed to winners.

It is written so that anybody can repeat it with a few lines of their own: SHA-256 over one line of
JSON, and HMAC-SHA-256 of each account under it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable

from policyq.vocabulary.draws import Draw


def sealed(secret: str) -> str:
    """What somebody who keeps a secret commits to."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def seed_of(policy: str, group: str, draw: Draw) -> str:
    """The seed: of the policy's digest, the group, the lottery, its round, the instant of the draw,
    the secrets and the entrants."""
    secrets = sorted([one.account, one.secret] for one in draw.sealed)
    what = [
        "policyq lottery 1", policy, group, draw.lottery, draw.period, draw.at, draw.prizes,
        secrets, sorted(draw.entrants),
    ]  # fmt: skip
    line = json.dumps(what, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(line.encode("ascii")).hexdigest()


def winners_of(seed: str, entrants: Iterable[str], prizes: int) -> tuple[str, ...]:
    """The first of the entrants in the order of their lots; all, if there are prizes for all."""
    key = bytes.fromhex(seed)
    ordered = sorted((lot(key, account), account) for account in set(entrants))
    return tuple(account for _, account in ordered[:prizes])


def lot(key: bytes, account: str) -> str:
    """The lot of one entrant."""
    return hmac.new(key, account.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
