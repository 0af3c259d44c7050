"""The members of one group: who is there, who writes how much, who means trouble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyq.events.community.dice import Dice, Weighted
from policyq.events.community.parameters import Band, Parameters
from policyq.events.community.phrases import Phrases
from policyq.vocabulary.types import DAY, SECOND, Instant, Said

NO_TAGS: frozenset[str] = frozenset()

#: In Chinese and English: where the members of a shop come from, and how many of them.
CHANNELS = (
    (Said("公众号", "account"), 0.35),
    (Said("短视频", "short video"), 0.3),
    (Said("线下", "in person"), 0.2),
    (Said("朋友", "a friend"), 0.15),
)


@dataclass(slots=True, eq=False)
class Member:
    """One member, equal to itself alone; the same object for as long as the account is in the group."""

    account: str
    name: str
    role: str
    tags: frozenset[str]
    joined: Instant
    weight: float
    left: Instant | None = None
    channel: str | None = None


class People:
    """The members of a group, as they come and go. Weights are drawn up anew each day."""

    def __init__(
        self, group: str, band: Band, told: Parameters, phrases: Phrases, dice: Dice, start: Instant
    ) -> None:
        self._group, self._told, self._phrases, self._dice = group, told, phrases, dice
        self._made = 0
        self.members: list[Member] = []
        self.gone: list[Member] = []
        size = dice.between(*band.members)
        staff = min(dice.between(*band.staff), size - 2)
        for place in range(size):
            role = "owner" if place == 0 else "admin" if place <= staff else self._ordinary()
            joined = start - int((1.5 + dice.wait(120)) * DAY) // SECOND * SECOND
            self.members.append(self._member(role, joined, place))
        ordinary = [one for one in self.members if one.role == "member"]
        troubled = max(1, round(len(ordinary) * told.offenders)) if ordinary else 0
        self.offenders = [dice.pick(ordinary) for _ in range(troubled)]
        self.staff = [one for one in self.members if one.role in ("owner", "admin")]
        self.redraw()

    def redraw(self) -> None:
        """Draw up who writes how much, of those who are here now."""
        self.talkers = [one for one in self.members if one.weight > 0] or self.members
        self.all = Weighted([one.weight or 1.0 for one in self.talkers])
        self.ordinary = [one for one in self.talkers if one.role == "member"]
        self.by_weight = Weighted([one.weight or 1.0 for one in self.ordinary])
        here = {id(one) for one in self.members}
        self.offenders = [one for one in self.offenders if id(one) in here]

    def talker(self) -> Member:
        return self.talkers[self.all.place(self._dice)]

    def ordinary_talker(self) -> Member | None:
        """A member whom the rules bind; ``None`` where all are staff."""
        return self.ordinary[self.by_weight.place(self._dice)] if self.ordinary else None

    def culprit(self) -> Member | None:
        """Who breaks a rule: one of the few who do it again and again, or anybody."""
        if self.offenders and self._dice.random() < self._told.guilt:
            return self._dice.pick(self.offenders)
        return self.ordinary_talker()

    def several(self, count: int) -> list[Member]:
        """Up to ``count`` different talkers."""
        found: dict[str, Member] = {}
        for _ in range(count * 3):
            one = self.talker()
            found[one.account] = one
            if len(found) >= count:
                break
        return list(found.values())

    def join(self, at: Instant) -> Member:
        one = self._member("member", at, self._dice.between(3, max(4, len(self.members))))
        self.members.append(one)
        return one

    def leave(self, one: Member, at: Instant) -> bool:
        """Whether the member could leave: the owner cannot, nor who has left already."""
        if one.role == "owner" or one.left is not None:
            return False
        one.left = at
        self.members.remove(one)
        self.gone.append(one)
        return True

    def leaver(self) -> Member | None:
        ordinary: Sequence[Member] = [one for one in self.members if one.role == "member"]
        return self._dice.pick(ordinary) if len(ordinary) > 5 else None

    def _ordinary(self) -> str:
        """The role of somebody who is no staff."""
        return (
            "guest" if self._told.guests and self._dice.random() < self._told.guests else "member"
        )

    def _tags(self, role: str) -> frozenset[str]:
        """What the roster says of somebody beside the role: one tag at most."""
        carried = [tag for tag in self._phrases.tags if tag.role == role]
        chance = self._dice.random() if carried else 0.0
        for tag in carried:
            chance -= tag.share
            if chance < 0:
                return frozenset({tag.word})
        return NO_TAGS

    def _member(self, role: str, joined: Instant, place: int) -> Member:
        dice, told = self._dice, self._told
        self._made += 1
        silent = role == "member" and dice.random() < told.silent
        weight = 0.0 if silent else (0.5 + dice.random()) * (place + 2.0) ** -told.tail
        tags = self._tags(role)
        account = f"{self._group}u{self._made:04}"
        name = self._phrases.name(dice)
        return Member(account, name, role, tags, joined, weight, None, self._channel(role, account))

    def _channel(self, role: str, account: str) -> str | None:
        """Where somebody came from; of its own dice, so that nothing else changes with it."""
        told = self._told
        if role != "member" or not told.channels:
            return None
        dice = Dice(told.seed, "channel", account)
        if dice.random() >= told.channels:
            return None
        chance = dice.random()
        for said, share in CHANNELS:
            chance -= share
            if chance < 0:
                return said.in_(told.language)
        return None
