"""What a replay has to say of all groups together: how far the texts went at which a rule that counts
across groups fired, and whom other groups had removed. Sets of hashes, so that no text is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from policyq.ir import facts, nodes
from policyq.study.simulate import Step
from policyq.vocabulary.events import Event


@dataclass(slots=True)
class Spread:
    """Where one rule fired."""

    fired: int = 0
    texts: set[bytes] = field(default_factory=set)
    """Different texts; nearly the same ones are different here."""
    groups: set[str] = field(default_factory=set)
    platforms: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    """Different persons."""

    def add(self, other: Spread) -> None:
        """Adds another in place."""
        self.fired += other.fired
        for name in ("texts", "groups", "platforms", "members"):
            getattr(self, name).update(getattr(other, name))


#: Texts of so many characters or more are followed through the groups, and at most so many of them.
LONG_ENOUGH = 10
MOST_TEXTS = 200_000


@dataclass(slots=True)
class Across:
    """Everything that is told of all groups together."""

    rules: dict[str, Spread] = field(default_factory=dict)
    texts: dict[bytes, set[tuple[str, str, str]]] = field(default_factory=dict)
    """Text → group, platform, person; a text is one as in ``per text``."""
    followed: int = 0
    """Messages that were looked at for it; ``missed``: those for whose texts there was no room."""
    missed: int = 0
    returned: int = 0
    """Joins on which a rule fired that asks whether somebody was removed."""
    refused: int = 0
    """Those of them at which the member was removed."""
    people: set[str] = field(default_factory=set)

    def add(self, other: Across) -> None:
        """Adds another in place."""
        for name, spread in other.rules.items():
            self.rules.setdefault(name, Spread()).add(spread)
        for text, places in other.texts.items():
            self.texts.setdefault(text, set()).update(places)
        self.followed += other.followed
        self.missed += other.missed
        self.returned += other.returned
        self.refused += other.refused
        self.people |= other.people

    def repeated(self, what: int) -> Repeated:
        """The texts that stood in several groups (0), or on several platforms (1)."""
        some = [
            places
            for places in self.texts.values()
            if len({place[what] for place in places if place[what]}) > 1
        ]
        met = [place for places in some for place in places]
        return Repeated(
            len(some), len({group for group, _, _ in met}), len({one for _, _, one in met if one})
        )


class Repeated(NamedTuple):
    """How many texts, in how many groups, by how many persons."""

    texts: int
    groups: int
    members: int


class Teller:
    """Takes in the steps of a replay."""

    def __init__(self, program: nodes.Program, across: Across) -> None:
        self._across = across
        self._shared = frozenset(_shared(program))
        self._asking = frozenset(
            rule.name
            for rule in program.rules
            if any(isinstance(one, nodes.Removed) for one in _parts(rule.condition))
        )
        self.asks = bool(self._shared or self._asking)
        """Whether there is anything to count."""
        self.follows = True
        """Whether texts are followed event by event, and not many at once."""
        for name in self._shared:
            across.rules[name] = Spread()

    def add(self, step: Step) -> None:
        """What one event led to."""
        own = step.own
        if own is None:
            return
        if self.follows:
            self._follow(step.event)
        if not own.fired:
            return
        names = {fired.rule for fired in own.fired}
        for name in names & self._shared:
            _spread(self._across.rules[name], step.event)
        if step.event.kind == "join" and names & self._asking:
            self._across.returned += 1
            self._across.refused += any(act.action == "remove" for act in own.actions)
            self._across.people.add(facts.person(step.event) or "")

    def follow(
        self, messages: int, missed: int, places: Iterable[tuple[bytes, tuple[str, str, str]]]
    ) -> None:
        """Takes in the texts of so many messages, long enough, and where each stood: group, platform
        and person; ``missed``: those for whose texts there was no room."""
        across = self._across
        across.followed += messages
        across.missed += missed
        for text, place in places:
            across.texts.setdefault(text, set()).add(place)

    def _follow(self, event: Event) -> None:
        """Where a text stands that is no mere word of politeness."""
        across = self._across
        if event.kind == "edit" or event.text is None or len(event.text) < LONG_ENOUGH:
            return
        across.followed += 1
        text = hashed(event.text)
        places = across.texts.get(text)
        if places is None:
            if len(across.texts) >= MOST_TEXTS:
                across.missed += 1
                return
            places = across.texts[text] = set()
        places.add((event.group, event.platform or "", facts.person(event) or ""))


def hashed(text: str) -> bytes:
    """What a text is followed by."""
    key = facts.text_key(text).encode("utf-8", "surrogatepass")
    return blake2b(key, digest_size=8).digest()


def _spread(spread: Spread, event: Event) -> None:
    spread.fired += 1
    spread.groups.add(event.group)
    if event.text is not None:
        spread.texts.add(hashed(event.text))
    if event.platform is not None:
        spread.platforms.add(event.platform)
    person = facts.person(event)
    if person is not None:
        spread.members.add(person)


def _shared(program: nodes.Program) -> Iterator[str]:
    """The rules that count across groups, or climb a ladder across them."""
    counters = {one.id for one in program.counters if one.shared}
    ladders = {one.name for one in program.ladders if one.shared}
    for rule in program.rules:
        counts = any(
            isinstance(one, nodes.Windowed) and one.counter in counters
            for one in _parts(rule.condition)
        )
        climbs = any(isinstance(one, nodes.Climb) and one.ladder in ladders for one in rule.effects)
        if counts or climbs:
            yield rule.name


def _parts(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    yield condition
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _parts(part)
        case nodes.Not(part) | nodes.Surely(part):
            yield from _parts(part)
