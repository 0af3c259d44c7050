"""What of a program counts as what: rules that find violations, words and hosts as reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.ir import nodes
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.contacts import IN_EVIDENCE
from policyq.vocabulary.decisions import Evidence, Fired


def breaking(program: nodes.Program) -> frozenset[str]:
    """The rules that delete, penalize, step a ladder or raise a level, be it after a human's
    confirmation: an event on which one of them fires is a violation."""
    return frozenset(
        rule.name
        for rule in program.rules
        if rule.level is not None or any(map(_breaks, rule.effects))
    )


def _breaks(effect: nodes.Effect) -> bool:
    return (
        isinstance(effect, nodes.Climb) or effect.level is not None or ACTIONS[effect.action].breaks
    )


class Reasons:
    """Tells the words and the hosts in the evidence of rules that fired."""

    def __init__(self, program: nodes.Program) -> None:
        self._lists = frozenset(words.name for words in program.words)
        self._literals = frozenset(
            literal for rule in program.rules for literal in _literals(rule.condition)
        )

    def of(self, fired: Iterable[Fired]) -> tuple[set[tuple[str, str]], set[str]]:
        """The (list, word)s and the hosts that were reasons, each once; a contact is known by its
        kind alone."""
        words: set[tuple[str, str]] = set()
        hosts: set[str] = set()
        for rule in fired:
            for evidence in rule.evidence:
                if evidence.list.startswith(IN_EVIDENCE):
                    words.add((evidence.list, ""))
                elif self._is_word(evidence):
                    words.add((evidence.list, evidence.word))
                else:
                    hosts.add(evidence.word)
        return words, hosts

    def _is_word(self, evidence: Evidence) -> bool:
        return evidence.list in self._lists or (
            not evidence.list and evidence.word in self._literals
        )


def _literals(condition: nodes.Condition) -> Iterator[str]:
    match condition:
        case nodes.Text():
            yield from condition.literals
            yield from (word.text for word in condition.words)
        case nodes.Near(some, others):
            yield from (*_literals(some), *_literals(others))
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _literals(part)
        case nodes.Not(part) | nodes.Surely(part):
            yield from _literals(part)
