"""Names for members and groups that tell nobody who they are, and stay the same under one key.

An account becomes the start of its HMAC-SHA256 under a key. Two reports under one key can be
compared, and a report with a log that was shared under it; whoever has the key *and* a list of
accounts can undo it, so a key is kept like one.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from policyq.vocabulary.actions import ACTIONS

#: 16^10 names: among a hundred thousand members, two share one with a chance of 1 in 220.
DIGITS = 10
_ID_DIGITS = 16

#: What policyq itself puts behind an id: a question about an action, its time-out; a day's end, and
#: the changes of tiers after it; the end of the bot's quiet.
_DIMENSIONS = "|".join(sorted({action.dimension for action in ACTIONS.values()}))
_ABOUT = re.compile(rf"(.+)(/(?:{_DIMENSIONS})(?:/timeout)?)", re.DOTALL)
_TICK = re.compile(
    r"(.+)(/\d{4}-\d\d-\d\d(?:T\d\d:\d\d/(?:quiet_end|scheduled)|/day_end(?:/tier_(?:in|out)/\d+)?))",
    re.DOTALL | re.ASCII,
)


class Pseudonyms:
    """The pseudonyms under one key."""

    def __init__(self, key: str, *, kept: bool = True) -> None:
        self._key = hashlib.sha256(f"policyq key {key}".encode("utf-8", "surrogatepass")).digest()
        self.kept = kept
        """Whether the key is kept somewhere; one that is not gives other names each time."""

    @property
    def fingerprint(self) -> str:
        """Tells keys apart without giving them away."""
        return hashlib.sha256(b"fingerprint" + self._key).hexdigest()[:16]

    def of(self, account: str) -> str:
        """The pseudonym of an account, such as ``m-3f9a61c0b7``."""
        return f"m-{self._mac(account)[:DIGITS]}"

    def of_group(self, group: str) -> str:
        """The pseudonym of a group, such as ``g-3f9a61c0b7``."""
        return f"g-{self._mac('group', group)[:DIGITS]}"

    def of_id(self, id: str) -> str:
        """The pseudonym of an event's id; what policyq puts behind an id stays behind it."""
        about = _ABOUT.fullmatch(id)
        inner, behind = (about[1], about[2]) if about else (id, "")
        day = _TICK.fullmatch(inner)
        if day is not None:
            return self.of_group(day[1]) + day[2] + behind
        return f"e-{self._mac('id', inner)[:_ID_DIGITS]}{behind}"

    def digits(self, text: str, count: int) -> str:
        """``count`` digits that stand for a number."""
        number = int(self._mac("digits", text), 16) % 10**count
        return f"{number:0{count}}"

    def _mac(self, *parts: str) -> str:
        said = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()
