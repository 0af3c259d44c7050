"""What a lottery leaves behind: everything that somebody needs to draw it again."""

from __future__ import annotations

from typing import NamedTuple

from policyq.vocabulary.types import Instant, Said

#: A secret is at least so long, so that nobody finds it by trying, and at most so long.
SHORTEST, LONGEST = 16, 200

#: One witness alone would know the seed beforehand.
FEWEST = 2

#: What becomes of a round.
RESULTS: dict[str, Said] = {
    "drawn": Said("已开奖", "drawn"),
    "empty": Said("无人报名", "nobody entered"),
    "few": Said("见证不足两人", "fewer than two witnesses"),
    "withheld": Said("有见证人没有公布", "a witness did not reveal"),
}


class Sealed(NamedTuple):
    """What a witness committed to, and what they revealed of it."""

    account: str
    sealed: str
    """The SHA-256 of the secret, 64 hexadecimal digits."""
    at: Instant
    secret: str | None = None
    """What was revealed and fits; ``None``: nothing did."""
    revealed: Instant | None = None


class Draw(NamedTuple):
    """A lottery that was drawn with the event, or was void."""

    lottery: str
    period: str
    """The first day of the round, as an ISO date."""
    at: Instant
    result: str
    """``drawn``; ``empty``: nobody entered; ``few``: fewer than two witnesses committed;
    ``withheld``: a witness did not reveal what they committed to."""
    prizes: int
    entrants: tuple[str, ...] = ()
    """By account; who committed is not among them."""
    sealed: tuple[Sealed, ...] = ()
    """By account."""
    seed: str = ""
    """64 hexadecimal digits; ``""`` unless it was drawn."""
    winners: tuple[str, ...] = ()
    blamed: tuple[str, ...] = ()
    """The witnesses who did not reveal."""
