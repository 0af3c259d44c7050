"""One event that somebody makes up, while it is still open what it is like."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyq.ir import nodes
from policyq.syntax import tree
from policyq.vocabulary.events import ALL_KINDS, DERIVED, MESSAGES, PLATFORMS, TICKS
from policyq.vocabulary.types import Said

#: What events are tried as, those first that say most in an example.
_KINDS = ("text", "join", "image", "checkin", "purchase", "reaction", "complaint", "appeal")
#: Kinds of event that no line of an example says.
_UNSAID = TICKS | DERIVED | {"verdict", "outcome"}
PLAIN = Said("大家好", "hello there")
_FILL = Said("好", "a")
#: Who takes part, beside the first.
MEMBERS = Said(
    "小明 小红 小刚 小美 小强 小芳 小军 小丽 小华 小燕 小龙 小云",
    "Ming Rosa Joe Amy Ben Cleo Dan Eve Finn Gina Hugo Ida",
)
OTHER = Said("老王", "Walt")


@dataclass(slots=True)
class Being:
    """What is decided of an event already; what is not may be anything."""

    kinds: frozenset[str] = ALL_KINDS
    pieces: list[str] = field(default_factory=list)
    """What its text holds."""
    start: str = ""
    exact: str | None = None
    length: int | None = None
    mentions: list[str] = field(default_factory=list)
    who: list[tree.Role | tree.Name] = field(default_factory=list)
    account: str | None = None
    tenure: int | None = None
    """For how many minutes its sender has been a member."""
    at: tuple[int, int] | None = None
    """The day, counted from the first, and the minute of it."""
    tick: bool = False
    """Whether it is a time that the policy names, so that others happen around it."""
    amount: float | None = None
    channel: str | None = None
    counted: list[Counted] = field(default_factory=list)
    days: int = 1
    """On how many days in a row it happens."""

    def kind(self) -> str:
        """What kind of event it is."""
        for one in _KINDS:
            if one in self.kinds:
                return one
        return min(self.kinds - _UNSAID, default="text")

    def text(self, language: str, number: int) -> str | None:
        """Its text; ``number`` tells apart events that need not say the same."""
        kind = self.kind()
        if kind in ("reaction", "complaint"):
            return f"@{OTHER.in_(language)}"
        if kind not in MESSAGES:
            return None
        if self.exact is not None:
            return self.exact
        pieces = [*self.pieces, *(f"@{one}" for one in self.mentions)]
        if number and self.length is None:
            pieces = [*(pieces or [PLAIN.in_(language)]), f"({number})"]
        text = self.start + " ".join(pieces) or PLAIN.in_(language)
        if self.length is not None:
            fill = _FILL.in_(language)
            text = (text if self.start or pieces else fill).ljust(self.length, fill)
            if not (self.start or pieces):
                text = text[: self.length]
        return text


@dataclass(slots=True)
class Counted:
    """What has to have happened before: ``times`` times, the last of them with the event."""

    counter: nodes.Counter
    times: int
    spread: int
    """Minutes between the others and the event."""


@dataclass(slots=True)
class Place:
    """What the group is like."""

    members: int | None = None
    tags: list[str] = field(default_factory=list)
    platform: str | None = None
    name: str | None = None

    def givens(self) -> tuple[tree.Given, ...]:
        """As an example gives it."""
        found = []
        if self.members is not None:
            found.append(tree.Given("members", tree.Number(self.members)))
        if self.platform in PLATFORMS:
            found.append(tree.Given("platform", tree.Name(self.platform)))
        found += [tree.Given("group_tags", tree.Name(tag)) for tag in self.tags]
        if self.name is not None:
            found.append(tree.Given("group", tree.Str(self.name)))
        return tuple(found)
