"""The nodes of what is done: actions, ladders and steps up them, what stands between wish and deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from policyq.ir.literals import Amount
from policyq.vocabulary.types import Duration


@dataclass(frozen=True, slots=True)
class Template:
    """A text in pieces: a ``str`` stands for itself, a `Hole` is filled in once, and what somebody
    wrote has been filled in already."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """A placeholder: an id of the vocabulary's ``PLACEHOLDERS``, or ``=name`` for a value.

    Not ``rules``: what the rules say is known when the program is made."""

    id: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody wrote. It says nothing of the language that the text around it is in."""

    text: str


Piece: TypeAlias = str | Hole | Quoted


@dataclass(frozen=True, slots=True)
class Who:
    """Recipients or judges: ``admin`` (a role), ``teacher`` (a tag), ``@wxid_1`` (an account)."""

    role: str | None = None
    tag: str | None = None
    account: str | None = None

    def __str__(self) -> str:
        return self.role or self.tag or f"@{self.account}"


@dataclass(frozen=True, slots=True)
class Confirm:
    """Parked until ``quorum`` different ``judges`` approve within ``within`` microseconds of the
    event, or one rejects."""

    judges: tuple[Who, ...]
    within: Amount
    otherwise: tuple[Effect, ...] = ()
    quorum: int = 1


@dataclass(frozen=True, slots=True)
class Once:
    """Not again within a time, or in the same calendar bucket: to the member (``by_member``), or to
    the whole group. Exactly one of ``trailing`` and ``bucket`` is set; ``keep``: the longest that
    the time ever is."""

    by_member: bool
    trailing: Amount | None
    bucket: str | None
    keep: Duration


@dataclass(frozen=True, slots=True)
class Do:
    """One action of the vocabulary. ``level``: the level through which the rule asked for it."""

    action: str
    text: Template | None = None
    duration: Amount | None = None
    to: tuple[Who, ...] = ()
    tag: str | None = None
    level: int | None = None
    confirm: Confirm | None = None
    once: Once | None = None
    amount: Amount | None = None
    of: str | None = None
    """Of ``award`` and ``deduct`` the points, of ``redeem`` the reward, of ``grant`` the title."""
    whom: str | None = None
    """``other``: whom the event is aimed at; ``winners``: who is on the ranking; else the sender."""
    others: tuple[Template, ...] = ()
    """What may be said instead of ``text``: see `policyq.ir.choosing`."""
    coming: Duration | None = None
    """Of a notice: it goes to whoever comes on duty within so long, if anybody does."""

    @property
    def texts(self) -> tuple[Template, ...]:
        """Every text that it may say."""
        return self.others if self.text is None else (self.text, *self.others)


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is done the first time, the next and so on: see `policyq.ir.climbing`."""

    name: str
    window: Amount
    keep: Duration
    """The longest that the window ever is."""
    steps: tuple[tuple[Do, ...], ...]
    """At least one; ladders inside steps are refused by `check`."""
    shared: bool = False
    """Whether what a person did in any group steps it."""
    amnesties: tuple[str, ...] = ()
    """ISO dates, sorted: from the first instant of each on, what stepped it before counts no
    more."""


@dataclass(frozen=True, slots=True)
class Climb:
    """One step up the ladder; the effects of the step reached follow.

    ``confirm`` is laid over each of them that has none of its own."""

    ladder: str
    level: int | None = None
    confirm: Confirm | None = None
    whom: str | None = None
    """``other``: it is climbed by whom the event is aimed at."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a rule is tried: see `policyq.ir.trials`. ``mode``: shadow or advise."""

    mode: str
    until: str
    """The ISO date from which on the rule is enforced."""
    notice: Do | None = None
    """Of ``advise``: how people are told."""


Effect: TypeAlias = Do | Climb
