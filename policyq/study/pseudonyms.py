"""Names for members that tell nobody who they are, and stay the same from report to report.

An account becomes the start of its HMAC-SHA256 under a key. Two reports under one key can be
compared; whoever has the key *and* a list of accounts can undo it, so a key is kept like one.
"""

from __future__ import annotations

import hashlib
import hmac

#: 16^10 names: among a hundred thousand members, two share one with a chance of 1 in 220.
DIGITS = 10


class Pseudonyms:
    """The pseudonyms under one key.

    Without a key of the user's own it is made of the policy's name, and so is public: the
    names hide accounts from readers of a report, not from one who tries known accounts.
    ``named``: nothing is hidden, an account stands for itself.
    """

    def __init__(self, key: str | None, policy: str, *, named: bool = False) -> None:
        self.named = named
        seed = f"policyq pseudonyms of {policy}" if key is None else f"policyq key {key}"
        self._key = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
        self.own_key = key is not None

    @property
    def fingerprint(self) -> str:
        """Tells keys apart without giving them away."""
        return hashlib.sha256(b"fingerprint" + self._key).hexdigest()[:16]

    def of(self, account: str) -> str:
        """The pseudonym of an account, such as ``m-3f9a61c0b7``."""
        if self.named:
            return account
        mac = hmac.new(self._key, account.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"m-{mac.hexdigest()[:DIGITS]}"
