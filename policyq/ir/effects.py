"""From the actions and ladders of a policy to effects: levels are replaced by what they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from policyq.check.checked import CheckedPolicy
from policyq.ir import nodes
from policyq.ir.from_times import iso
from policyq.syntax import tree
from policyq.vocabulary.actions import PLACEHOLDERS
from policyq.vocabulary.types import DAY, UNITS, Duration

#: For how long a penalty can be forgiven where nothing is said.
FORGIVEN = 7 * DAY

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_BY_SPELLING = {word: row.id for row in PLACEHOLDERS.values() for word in row.spellings}


class Effects:
    """Lowers actions. ``amount`` lowers an amount, values included; ``longest``: the most it is."""

    def __init__(
        self,
        policy: CheckedPolicy,
        amount: Callable[[tree.Amount], nodes.Amount],
        longest: Callable[[nodes.Amount], int],
    ) -> None:
        self._policy = policy
        self._amount = amount
        self._longest = longest

    def of(self, actions: Iterable[tree.Action]) -> tuple[nodes.Effect, ...]:
        """The effects of a list of actions, in the order written, repeats dropped."""
        effects: dict[nodes.Effect, None] = {}
        for action in actions:
            for effect in self._one(action):
                effects[effect] = None
        return tuple(effects)

    def ladder(self, ladder: tree.Ladder) -> nodes.Ladder:
        """A ladder with the effects of its steps."""
        window = self._amount(ladder.window)
        steps = (self.of(step) for step in ladder.steps)
        return nodes.Ladder(
            name=ladder.name.text,
            window=window,
            keep=self._longest(window),
            steps=tuple(tuple(do for do in step if isinstance(do, nodes.Do)) for step in steps),
            shared=ladder.across,
            amnesties=tuple(sorted(map(iso, ladder.amnesties))),
        )

    def _one(self, action: tree.Action) -> Iterable[nodes.Effect]:
        match action:
            case tree.Do():
                yield self._do(action)
            case tree.Penalize(ladder, confirm, whom):
                yield nodes.Climb(ladder.text, confirm=self._confirm(confirm), whom=whom)
            case tree.TreatAs(level, confirm):
                number = int(level.value)
                for effect in self.of(self._policy.levels[number].actions):
                    gravest = number if effect.level is None else min(number, effect.level)
                    yield replace(
                        effect,
                        level=gravest,
                        confirm=effect.confirm or self._confirm(confirm),
                    )

    def _do(self, action: tree.Do) -> nodes.Do:
        return nodes.Do(
            action=action.action,
            text=self._template(action.text.text) if action.text else None,
            duration=self._duration(action),
            to=recipients(action.to),
            tag=action.tag.text if action.tag else None,
            confirm=self._confirm(action.confirm),
            once=self._once(action.once) if action.once else None,
            amount=self._amount(action.amount) if action.amount else None,
            of=action.of.text if action.of else None,
            whom=action.whom,
            others=tuple(self._template(other.text) for other in action.others),
            coming=None if action.ahead is None else length_of(action.ahead),
        )

    def _duration(self, action: tree.Do) -> nodes.Amount | None:
        if action.duration is None:
            return nodes.Fixed(FORGIVEN) if action.action == "forgive" else None
        return self._amount(action.duration)

    def _once(self, once: tree.Once) -> nodes.Once:
        by_member = bool(once.per)
        if isinstance(once.window, tree.Bucket):
            return nodes.Once(by_member, None, once.window.id, 0)
        length = self._amount(once.window.length)
        return nodes.Once(by_member, length, None, self._longest(length))

    def _template(self, text: str) -> nodes.Template:
        """A text, with the rules of the policy in the place of ``{rules}``."""
        pieces: list[nodes.Piece] = []
        for piece in template(text).pieces:
            pieces += self._rules() if piece == nodes.Hole("rules") else (piece,)
        return nodes.Template(tuple(_joined(pieces)))

    def _rules(self) -> Iterable[nodes.Piece]:
        """What the rules that hold in every group say of themselves, as their files order them."""
        told = [one for one in self._policy.rules if one.rule.description and not one.section]
        told.sort(key=lambda one: (one.file, one.rule.span.start))
        for number, one in enumerate(told):
            if number:
                yield "\n"
            yield from template(one.rule.description.text if one.rule.description else "").pieces

    def _confirm(self, confirm: tree.Confirm | None) -> nodes.Confirm | None:
        if confirm is None:
            return None
        within = self._amount(confirm.within) if confirm.within else nodes.Fixed(DAY)
        otherwise = self.of((confirm.otherwise,)) if confirm.otherwise else ()
        quorum = int(confirm.quorum.value) if confirm.quorum else 1
        return nodes.Confirm(recipients(confirm.judges), within, otherwise, quorum)


def length_of(length: tree.Length) -> Duration:
    """A length of time as it is written, in microseconds."""
    return round(length.value * UNITS[length.unit])


def recipients(who: Iterable[tree.Who]) -> tuple[nodes.Who, ...]:
    """Roles, tags and accounts, sorted, without repeats."""
    made = set()
    for one in who:
        match one:
            case tree.Role(id):
                made.add(nodes.Who(role=id))
            case tree.Account(text):
                made.add(nodes.Who(account=text))
            case tree.Name(text):
                made.add(nodes.Who(tag=text))
    return tuple(sorted(made, key=str))


def template(text: str) -> nodes.Template:
    """A text with its placeholders: ``{member}``, ``{成员}``, ``{limit}``; ``{{`` is a brace."""
    pieces: list[nodes.Piece] = []
    end = 0
    for match in _PIECE.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        name = match[1]
        if name is None:
            pieces.append(match[0][0])
        else:
            name = name.strip()
            pieces.append(nodes.Hole(_BY_SPELLING.get(name, f"={name}")))
    pieces.append(text[end:])
    return nodes.Template(tuple(_joined(pieces)))


def _joined(pieces: list[nodes.Piece]) -> Iterable[nodes.Piece]:
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            yield text
        text = ""
        yield piece
    if text:
        yield text
