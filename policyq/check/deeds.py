"""What a rule does in the end, levels followed; and when another rule does it anyway.

Deletion, penalty, reply and notices are independent, so each is looked at for itself. Of two
that compete, the definition's order decides: priority, gravest level, name. What stands on that
order only (which of two warnings is said, which of two replies is sent) is taken for the same
only if no third text could come in between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from policyq.check.ranges import length
from policyq.check.scope import Scope, level_name
from policyq.check.texts import braces
from policyq.syntax import tree
from policyq.vocabulary.actions import ACTIONS, PLACEHOLDERS

Order: TypeAlias = tuple[float, float, str]
"""Priority, level and name: the first choice first."""

_NO_LEVEL = float("inf")
SAME, BEATEN = 1, 2
"""How a deed is made needless: others do the same, or something that beats it."""

_OF_RULE = frozenset(
    word for id in ("rule", "step") for word in PLACEHOLDERS[id].spellings
)  # fmt: skip
_MOST = 200
"""So many deeds of one rule are looked at."""


class Deed(NamedTuple):
    """One thing that a rule does."""

    action: tree.Do | tree.Penalize
    """Without its confirmation; a notice to one recipient."""
    confirm: tree.Confirm | None
    order: Order

    @property
    def sort(self) -> Hashable:
        """What it may be compared with."""
        if self.action.whom == "other" and not _of_books(self.action):
            return ("other", self.order, self.action)  # nothing makes it needless
        if isinstance(self.action, tree.Penalize):
            return ("ladder", self.action.ladder.text)
        action = self.action.action
        if self.confirm is not None:
            return ("parked", action)
        match ACTIONS[action].dimension:
            case "notify" | "handover":
                return (action, self.action.to[0] if self.action.to else None)
            case "tag":
                return ("tag", self.action.tag)
            case "award" | "deduct" | "redeem" | "grant":
                return ("booked", self.order[2], self.action.of, self.action.whom)
        return ACTIONS[action].dimension


def _of_books(action: tree.Do | tree.Penalize) -> bool:
    return isinstance(action, tree.Do) and action.of is not None


def deeds_of(scope: Scope, rule: tree.Rule) -> tuple[Deed, ...] | None:
    """All that a rule does; ``None`` if that is too much to follow."""
    priority = -rule.priority.value if rule.priority else 0
    made: list[Deed] = []
    for action, confirm, level in _followed(scope, rule.actions):
        made += (Deed(one, confirm, (priority, level, rule.name.text)) for one in _each(action))
        if len(made) > _MOST:
            return None
    return tuple(made)


def _followed(
    scope: Scope, actions: Iterable[tree.Action]
) -> Iterator[tuple[tree.Do | tree.Penalize, tree.Confirm | None, float]]:
    waiting = [(action, action.confirm, _NO_LEVEL) for action in reversed(tuple(actions))]
    while waiting:
        action, confirm, level = waiting.pop()
        if not isinstance(action, tree.TreatAs):
            bare = action if action.confirm is None else replace(action, confirm=None)
            yield bare, confirm, level
            continue
        found = scope.get("level", level_name(action.level))
        inner = found.node.actions if found and isinstance(found.node, tree.Level) else ()
        gravest = min(level, action.level.value)
        waiting += [(one, one.confirm or confirm, gravest) for one in reversed(inner)]


def _each(action: tree.Do | tree.Penalize) -> Sequence[tree.Do | tree.Penalize]:
    """The action; a notice once for each recipient."""
    if isinstance(action, tree.Do) and len(action.to) > 1:
        return [replace(action, to=(one,)) for one in dict.fromkeys(action.to)]
    return (action,)


def _limited(deed: Deed) -> bool:
    """Whether it is done now and then only, whatever others do."""
    return isinstance(deed.action, tree.Do) and deed.action.once is not None


def _text(action: tree.Do | tree.Penalize) -> str | None:
    """The text that is said; where one of several is, all of them."""
    if isinstance(action, tree.Penalize) or action.text is None:
        return None
    return "\n".join(text.text for text in action.texts)


def _of_rule(text: str | None) -> bool:
    """Whether a text tells the rule that says it."""
    return any((one.name or "").strip() in _OF_RULE for one in braces(text or ""))


class Judge:
    """Says whether one rule's deed makes another's needless. ``each``: all that each rule does,
    or ``None``, if that is too much to follow."""

    def __init__(self, scope: Scope, each: Sequence[Sequence[Deed] | None]) -> None:
        self._scope = scope
        self._never = frozenset(
            action
            for node in scope.declarations
            if isinstance(node, tree.Promise) and not node.always
            for action in node.actions
        )
        said: dict[Hashable, list[tuple[Order, Hashable]]] = defaultdict(list)
        self._followed = None not in each
        for number, deeds in enumerate(each):
            for deed in deeds or ():
                for channel, key in self._said(deed, number):
                    said[channel].append((deed.order, key))
        self._runs = {channel: _Runs(those) for channel, those in said.items()}
        self._steps: dict[str, tuple[tuple[Deed, ...], ...]] = {}

    def steps(self, ladder: str) -> tuple[tuple[Deed, ...], ...]:
        """What each step of a ladder does."""
        if ladder not in self._steps:
            found = self._scope.get("ladder", ladder)
            node = found.node if found else None
            listed = node.steps if isinstance(node, tree.Ladder) else ()
            self._steps[ladder] = tuple(
                tuple(
                    Deed(one, confirm, (0, level, ""))
                    for action, confirm, level in _followed(self._scope, step)
                    for one in _each(action)
                )
                for step in listed
            )
        return self._steps[ladder]

    def sorts(self, deed: Deed) -> frozenset[Hashable]:
        """The sorts of deeds that one may make needless: its own; of a ladder also what every
        step does."""
        if not isinstance(deed.action, tree.Penalize) or deed.confirm is not None:
            return frozenset({deed.sort})
        each = [frozenset(one.sort for one in step) for step in self.steps(deed.action.ladder.text)]
        common = frozenset.intersection(*each) if each else frozenset()
        return common | {deed.sort}

    def needless(self, deed: Deed, other: Deed) -> int:
        """`SAME` or `BEATEN` if ``other`` always makes ``deed`` needless, else 0."""
        before = other.order < deed.order
        if _limited(deed) or _limited(other):
            return 0
        if isinstance(other.action, tree.Penalize):
            if isinstance(deed.action, tree.Penalize):
                same = deed.action == other.action and deed.confirm == other.confirm
                return SAME if same and (before or self._alike(deed, other)) else 0
            return 0 if other.confirm is not None else self._by_ladder(deed, other)
        if isinstance(deed.action, tree.Penalize):
            return 0
        if deed.confirm is not None or other.confirm is not None:
            same = deed.action == other.action and deed.confirm == other.confirm
            return SAME if same and before else 0
        return self._done(deed, deed.action, other, other.action, before)

    def _by_ladder(self, deed: Deed, other: Deed) -> int:
        """Whether every step of a ladder makes a deed needless."""
        assert isinstance(other.action, tree.Penalize)
        worst = 0
        for step in self.steps(other.action.ladder.text):
            priority, level, name = other.order
            found = [
                self.needless(deed, one._replace(order=(priority, min(level, one.order[1]), name)))
                for one in step
                if not isinstance(one.action, tree.Penalize)
            ]
            best = min((one for one in found if one), default=0)
            if not best:
                return 0
            worst = max(worst, best)
        return worst

    def _done(self, deed: Deed, do: tree.Do, other: Deed, done: tree.Do, before: bool) -> int:
        dimension = ACTIONS[do.action].dimension
        if ACTIONS[done.action].dimension != dimension:
            return 0
        if dimension in ("penalty", "lock"):
            return self._weaker(deed, do, other, done, before)
        same = do == done
        told = not _of_rule(_text(do))
        if dimension == "reply":
            if other.order[0] < deed.order[0]:
                return SAME if same and told else BEATEN
            # Of one priority: `replies` asks for one, and names decide nothing that is meant.
            return SAME if same and told and (before or self._between(deed, other)) else 0
        if dimension in ("notify", "handover"):
            return SAME if same and told and (before or self._between(deed, other)) else 0
        return SAME if same and told else 0

    def _weaker(self, deed: Deed, do: tree.Do, other: Deed, done: tree.Do, before: bool) -> int:
        """Of penalties or locks: whether the other one is at least as strong."""
        mine, theirs = ACTIONS[do.action].strength, ACTIONS[done.action].strength
        if theirs > mine:
            # A promise that takes the stronger one away lets the weaker one stand.
            return 0 if done.action in self._never else BEATEN
        if theirs < mine:
            return 0
        if do.action == "warn":
            same = do == done and not _of_rule(_text(do))
            if before:
                return SAME if same else BEATEN
            return SAME if same and self._between(deed, other) else 0
        if do.duration == done.duration:
            return SAME
        lengths = [
            float("inf") if one.duration is None else length(self._scope, one.duration)
            for one in (do, done)
        ]
        if lengths[0] is None or lengths[1] is None or lengths[1] < lengths[0]:
            return 0
        return SAME if lengths[0] == lengths[1] else BEATEN

    def _alike(self, deed: Deed, other: Deed) -> bool:
        """Whether it is all the same which of two rules climbs a ladder first."""
        assert isinstance(deed.action, tree.Penalize)
        if deed.confirm is not None:
            return False
        return all(
            one.confirm is None and not _of_rule(_text(one.action))
            for step in self.steps(deed.action.ladder.text)
            for one in step
        ) and self._between(deed, other)

    # -- whose word is heard -------------------------------------------------------------------

    def _said(self, deed: Deed, rule: int) -> Iterator[tuple[Hashable, Hashable]]:
        """The channels that a deed speaks on, and what it says there."""
        if isinstance(deed.action, tree.Penalize):
            found = self._scope.get("ladder", deed.action.ladder.text)
            said: dict[Hashable, set[Hashable]] = defaultdict(set)
            for channel, text in _spoken(self._scope, found.node if found else None):
                said[channel].add((rule, text) if _of_rule(text) else text)
            for channel, texts in said.items():
                # Which step it is, is the same for all who climb: so is what it says.
                one = len(texts) == 1
                yield channel, next(iter(texts)) if one else ("ladder", deed.action.ladder.text)
        elif deed.action.action in ("warn", "reply", "notify", "handover"):
            text = _text(deed.action)
            yield _channel(deed.action), (rule, text) if _of_rule(text) else text

    def _between(self, deed: Deed, other: Deed) -> bool:
        """Whether no other words can be heard between those of two deeds that say the same."""
        if isinstance(deed.action, tree.Penalize):
            found = self._scope.get("ladder", deed.action.ladder.text)
            spoken = _spoken(self._scope, found.node if found else None)
            channels = {channel for channel, _ in spoken}
        else:
            channels = {_channel(deed.action)}
        ends = sorted((deed.order, other.order))
        return self._followed and all(
            channel not in self._runs or self._runs[channel].one(ends[0], ends[1])
            for channel in channels
        )


def _channel(action: tree.Do) -> Hashable:
    return (action.action, action.to[0] if action.to else None)


def _spoken(scope: Scope, node: object) -> Iterator[tuple[Hashable, str | None]]:
    """The channels on which the steps of a ladder speak, and what they say."""
    if isinstance(node, tree.Ladder):
        for step in node.steps:
            for action, _, _ in _followed(scope, step):
                for one in _each(action):
                    if isinstance(one, tree.Do) and one.action in (
                        "warn", "reply", "notify", "handover",
                    ):  # fmt: skip
                        yield _channel(one), _text(one)


class _Runs:
    """What is said on one channel, in order."""

    def __init__(self, those: list[tuple[Order, Hashable]]) -> None:
        those.sort(key=lambda one: one[0])
        self._orders = [order for order, _ in those]
        self._run = [0]
        for place in range(1, len(those)):
            self._run.append(self._run[-1] + (those[place][1] != those[place - 1][1]))

    def one(self, first: Order, last: Order) -> bool:
        """Whether the same is said all the way."""
        low, high = bisect_left(self._orders, first), bisect_right(self._orders, last) - 1
        return low >= high or self._run[low] == self._run[high]
