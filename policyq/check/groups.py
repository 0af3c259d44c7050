"""The law of many rules: none that can never fire, whose work others do, or who never prevails.

A rule is idle if every event for which it may fire is among those of other rules that do all it
does, one of them or many together. It is beaten if what they do is stronger. Only what is certain
is said: a condition that cannot be followed covers nothing and is covered by nothing. Rules that
have been reported cover nobody either, so that all of them can be removed at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from policyq.check import boxes, crowd, walk
from policyq.check.above import Words
from policyq.check.boxes import Box
from policyq.check.crowd import Crowd, Filed, Member, known_to, whole_box
from policyq.check.deeds import BEATEN, Deed, Judge, deeds_of
from policyq.check.facts import Implied, Nothing, Some
from policyq.check.lists import Lists
from policyq.check.needs import Needs
from policyq.check.rules import written
from policyq.check.scope import Scope
from policyq.check.texts import braces
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.catalog import overlaps as say
from policyq.diagnostics.diagnostic import Diagnostic, Label
from policyq.diagnostics.diagnostic import Words as Said
from policyq.syntax import tree
from policyq.vocabulary.actions import ACTIONS, PLACEHOLDERS

_MOST_TOGETHER = 60
"""So many rules are taken together to cover one."""
_BY_CONDITIONS = Said("条件互相矛盾", "its conditions exclude one another")
_BY_SECTION = Said("分区里没有这样的群", "no group of its section is like that")
_EXEMPT = Said("它只管豁免的人", "it is about those only who are exempt")
_REPLACED = Said(
    "它管的群都改用了别的规则", "all groups that it is about have another rule instead"
)


def problems(scope: Scope, lists: Lists) -> Iterator[Diagnostic]:
    """Rules that could be removed, or never get their way."""
    return _Law(scope, lists).problems()


class _Whole(NamedTuple):
    """A box of a rule, and where those that cover it may be filed."""

    box: Box
    known: frozenset[Hashable]


_Way: TypeAlias = "Callable[[int, Deed, _Whole], dict[int, int] | None]"
_SHOWN, _NAMED = 4, 6


class _Law:
    def __init__(self, scope: Scope, lists: Lists) -> None:
        self._scope = scope
        self._gather = crowd.Gatherer(scope, Needs(scope, lists.listed))
        # Of rules that are written twice, another law speaks.
        by_place = sorted(scope.placed, key=lambda one: one.rule.name.span)
        self._deeds = [deeds_of(scope, placed.rule) for placed in by_place]
        of = dict(zip(map(id, by_place), self._deeds, strict=True))
        first = {written(scope, placed): placed for placed in reversed(by_place)}
        found = (self._gather.member(one, of[id(one)]) for one in reversed(first.values()))
        self._members = [member for member in found if member is not None]
        self._above = Words(lists, _asked(self._members))
        self._dead: set[int] = set()

    def problems(self) -> Iterator[Diagnostic]:
        wholes: list[list[_Whole]] = []
        for number, member in enumerate(self._members):
            made = [whole_box(way, self._gather.exempt) for way in member.whole]
            reach = [one for one in made if not boxes.contradicts(one, self._above)]
            report = self._unreachable(member, reach)
            if report is not None:
                self._dead.add(number)
                yield report
                reach = []
            wholes.append([_Whole(one, known_to(one, self._above)) for one in reach])
        judge = Judge(self._scope, self._deeds)
        needless = _Needless(self._scope, judge, self._members, wholes, self._above, self._dead)
        yield from needless.problems()

    # -- never ---------------------------------------------------------------------------------

    def _unreachable(self, member: Member, reach: Sequence[Box]) -> Diagnostic | None:
        """Why a rule can never fire, if it cannot."""
        rule, section = member.placed.rule, member.placed.section
        if not reach:
            reason, label = self._reason(member)
            labels = (label,) if label else ()
            return say.UNREACHABLE.at(rule.name.span, *labels, name=rule.name.text, reason=reason)
        changed = self._scope.changed.get(rule.name.text, ()) if section is None else ()
        if not changed:
            return None
        others = [
            boxes.box(way, implied=False)
            for one in changed
            for way in self._gather.section(one)
            if way
        ]
        if not all(boxes.covered(one, others, self._above) for one in reach):
            return None
        spans = [
            Label(item.name.span, say.INSTEAD)
            for one in changed
            for item in one.items
            if item.name.text == rule.name.text
        ]
        return say.UNREACHABLE.at(rule.name.span, *spans[:3], name=rule.name.text, reason=_REPLACED)

    def _reason(self, member: Member) -> tuple[Said, Label | None]:
        section = member.placed.section
        if section is not None:
            bare = self._gather.member(member.placed._replace(section=None), member.deeds)
            if bare is not None and self._possible(bare) and not self._possible(member):
                return _BY_SECTION, Label(section.name.span, say.SECTION)
        if not self._possible(member):
            return _BY_CONDITIONS, None
        exempt = next(one for one in self._scope.declarations if isinstance(one, tree.Exempt))
        return _EXEMPT, Label(exempt.span, say.EXEMPT)

    def _possible(self, member: Member) -> bool:
        """Whether a rule could fire were nobody exempt."""
        made = (whole_box(way) for way in member.whole)
        return not all(boxes.contradicts(one, self._above) for one in made)


class _Needless:
    """Rules whose work others do, and rules that work against each other."""

    def __init__(
        self,
        scope: Scope,
        judge: Judge,
        members: Sequence[Member],
        wholes: Sequence[Sequence[_Whole]],
        above: Words,
        dead: set[int],
    ) -> None:
        self._members, self._wholes = members, wholes
        self._above, self._dead = above, dead
        self._judge = judge
        self._crowd = Crowd(
            (one, tuple((deed, self._judge.sorts(deed)) for deed in one.deeds)) for one in members
        )
        self._listed = _lists_rules(scope)

    def problems(self) -> Iterator[Diagnostic]:
        # What one rule covers alone is said first: of the narrow and the wide, the narrow is idle.
        for way in (self._alone, self._together):
            for number in reversed(range(len(self._members))):
                if number not in self._dead and self._wholes[number]:
                    yield from self._idle(number, way)
        for number in range(len(self._members)):
            if number not in self._dead:
                yield from self._opposite(number)

    def _idle(self, number: int, way: _Way) -> Iterator[Diagnostic]:
        member = self._members[number]
        rule = member.placed.rule
        if not member.deeds or (self._listed and rule.description and not member.placed.section):
            return
        others: dict[int, int] = {}
        for deed in member.deeds:
            for whole in self._wholes[number]:
                found = way(number, deed, whole)
                if found is None:
                    return
                for other, how in found.items():
                    others[other] = max(how, others.get(other, 0))
        self._dead.add(number)
        names = sorted({self._members[other].name for other in others})
        spans = sorted({self._members[other].placed.rule.name.span for other in others})
        kind = say.BEATEN if BEATEN in others.values() else lints.IDLE_RULE
        yield kind.at(
            rule.name.span, *spans[:_SHOWN], name=rule.name.text, others=tuple(names[:_NAMED])
        )

    def _beside(self, number: int, deed: Deed, whole: _Whole) -> Iterator[tuple[Filed, int]]:
        """Those who may do a deed instead, for something of a box."""
        for entry in self._crowd.beside(deed.sort, whole.box, whole.known):
            if entry.number != number and entry.number not in self._dead:
                how = self._judge.needless(deed, entry.deed)
                if how:
                    yield entry, how

    def _alone(self, number: int, deed: Deed, whole: _Whole) -> dict[int, int] | None:
        for entry, how in self._beside(number, deed, whole):
            if boxes.inside(whole.box, entry.box, self._above):
                return {entry.number: how}
        return None

    def _together(self, number: int, deed: Deed, whole: _Whole) -> dict[int, int] | None:
        useful: list[tuple[int, Filed, int]] = []
        for entry, how in self._beside(number, deed, whole):
            pieces = boxes.cuts(whole.box, entry.box, self._above)
            if pieces is not None:
                if not pieces:
                    return {entry.number: how}
                useful.append((len(pieces), entry, how))
        if len(useful) < 2:
            return None
        useful.sort(key=lambda one: (one[0], one[1].number))
        useful = useful[:_MOST_TOGETHER]
        if not boxes.covered(whole.box, [entry.box for _, entry, _ in useful], self._above):
            return None
        kept = self._fewest(whole.box, [(entry, how) for _, entry, how in useful])
        return {entry.number: how for entry, how in kept}

    def _fewest(self, one: Box, those: list[tuple[Filed, int]]) -> list[tuple[Filed, int]]:
        """Those of the covering boxes without which it would not be covered."""
        place = 0
        while place < len(those):
            fewer = those[:place] + those[place + 1 :]
            if boxes.covered(one, [entry.box for entry, _ in fewer], self._above):
                those = fewer
            else:
                place += 1
        return those

    # -- one against the other -----------------------------------------------------------------

    def _opposite(self, number: int) -> Iterator[Diagnostic]:
        """A rule that lifts what another sets, on every event of one of them."""
        member = self._members[number]
        for deed in member.deeds:
            if deed.confirm is not None or not isinstance(deed.action, tree.Do):
                continue
            for sort, against in _AGAINST.get(deed.action.action, ()):
                other = self._against(number, sort, against)
                if other is not None:
                    rule = self._members[other].placed.rule
                    yield say.OPPOSITE_RULES.at(
                        member.placed.rule.name.span,
                        rule.name.span,
                        name=member.name,
                        other=rule.name.text,
                        action=Said(*_SAYS[deed.action.action]),
                        against=Said(*_SAYS[against]),
                    )
                    return

    def _against(self, number: int, sort: str, action: str) -> int | None:
        """Another rule that always does an action when this one fires."""
        found = set()
        for whole in self._wholes[number]:
            for entry in self._crowd.beside(sort, whole.box, whole.known):
                do = entry.deed.action
                if (
                    entry.number not in (number, *self._dead)
                    and isinstance(do, tree.Do)
                    and do.action == action
                    and boxes.inside(whole.box, entry.box, self._above)
                ):
                    found.add(entry.number)
                    break
            else:
                return None
        return min(found, default=None)


_AGAINST: Mapping[str, tuple[tuple[str, str], ...]] = {
    "unmute": (("penalty", "mute"),),
    "unlock": (("lock", "lock"),),
    "mute": (("unmute", "unmute"),),
    "lock": (("unlock", "unlock"),),
}
_SAYS = {action: ACTIONS[action].says for action in _AGAINST}


def _asked(members: Iterable[Member]) -> dict[str, set[Hashable]]:
    """The words, sites and people that rules ask for, by family."""
    asked: dict[str, set[Hashable]] = defaultdict(set)
    for member in members:
        for way in (*member.fires, *member.whole):
            for fact in way:
                fact = fact.fact if isinstance(fact, Implied) else fact
                if isinstance(fact, Some | Nothing):
                    asked[fact.family] |= fact.ones
    return asked


def _lists_rules(scope: Scope) -> bool:
    """Whether some text tells all rules: each with a description is then heard."""
    spellings = PLACEHOLDERS["rules"].spellings
    return any(
        (brace.name or "").strip() in spellings
        for node in scope.declarations
        for text in walk.texts(node)
        for brace in braces(text.text)
    )
