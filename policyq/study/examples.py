"""Examples are tests beside the rule: run them, compare, and say what they reached.

Each starts with empty memory on `playing.FIRST_DAY`, a Monday, in a group of its own, beside which it may
name others. Who has one name is one person, in every group and on every platform. Who is not said to
be something else is an ordinary member without tags who joined long ago, or when the example
lets him join, also if he is only complained of; what the example does not give of the group is
unknown. Who is said to be in a tier is in it until its next refresh.

A policy's examples answer for the rules that are written in its own file. Those that it uses from
another policy are that one's to show, if it has examples at all; else they count here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from policyq.check.checked import CheckedPolicy
from policyq.check.examples import cases
from policyq.ir import nodes, trials
from policyq.ir.choosing import variants
from policyq.ir.evaluator import Reference
from policyq.ir.meaning import Scene, arrived, count, decide
from policyq.ir.show import show_condition
from policyq.ir.trace import trace
from policyq.study.playing import Failure, Play
from policyq.syntax import tree
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Truth


@dataclass(slots=True)
class Coverage:
    """What the examples reached. A branch is one condition of a rule being true, or false."""

    rules_seen: tuple[nodes.Rule, ...]
    """The rules that the examples answer for."""
    fired: dict[str, int] = field(default_factory=dict)
    branches: dict[str, dict[nodes.Condition, set[Truth]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for rule in self.rules_seen:
            self.fired[rule.name] = 0
            atoms = self.branches.setdefault(rule.name, {})
            atoms.update((atom, set()) for atom in _atoms(rule.condition))

    def see(self, scene: Scene, decision: Decision) -> None:
        names = {fired.rule for fired in decision.fired if not fired.ended}
        for name in self.fired:
            self.fired[name] += name in names
        for rule in self.rules_seen:
            atoms = self.branches[rule.name]
            for atom in trace(rule.condition, scene).atoms():
                if not isinstance(atom.condition, nodes.KindIn):
                    atoms.setdefault(atom.condition, set()).add(atom.truth)

    @property
    def rules(self) -> tuple[int, int]:
        """Rules that fired, of all."""
        return sum(1 for times in self.fired.values() if times), len(self.fired)

    @property
    def reached(self) -> tuple[int, int]:
        """Branches reached, of all."""
        seen = [truths for atoms in self.branches.values() for truths in atoms.values()]
        return sum(len(truths & {True, False}) for truths in seen), 2 * len(seen)

    def missed(self) -> Iterator[tuple[str, nodes.Condition, bool]]:
        """Each branch that was never taken: rule, condition, and the truth it never had."""
        for rule, atoms in sorted(self.branches.items()):
            for atom, truths in sorted(atoms.items(), key=lambda one: show_condition(one[0])):
                yield from ((rule, atom, truth) for truth in (True, False) if truth not in truths)


class Result(NamedTuple):
    """What became of a policy's examples; each case of a table is one."""

    passed: tuple[tree.Example, ...]
    failed: tuple[Failure, ...]
    coverage: Coverage
    elsewhere: tuple[str, ...]
    """The used policies whose own examples answer for their rules, sorted."""


def run(policy: CheckedPolicy, program: nodes.Program) -> Result:
    """Runs every example of a policy by the definition. Examples say what rules do, whether these are
    on trial or not."""
    program = trials.lifted(program)
    files = [*(one.file for one in policy.rules), *(one.file for one in policy.watches)]
    both = zip(files, program.rules, strict=True)
    coverage = Coverage(tuple(rule for file, rule in both if file not in policy.elsewhere))
    passed, failed = [], []
    for example in (case for whole in policy.examples for case in cases(whole)):
        failures = list(_Seen(program, example, coverage).failures())
        failed += failures
        if not failures:
            passed.append(example)
    return Result(tuple(passed), tuple(failed), coverage, tuple(sorted(policy.elsewhere)))


def _atoms(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _atoms(part)
        case nodes.Not(part) | nodes.Surely(part):
            yield from _atoms(part)
        case nodes.KindIn() | nodes.Always():
            return
        case _:
            yield condition


class _Seen(Play):
    """One example by the definition, of which is seen what it reaches."""

    def __init__(self, program: nodes.Program, example: tree.Example, coverage: Coverage) -> None:
        self._definition = Reference(program)
        super().__init__(self._definition, example)
        self.coverage = coverage
        self.saying = variants(program)

    def decided(self, event: Event) -> tuple[Decision, list[Decision]]:
        before = self._definition.memory
        scene = count(arrived(self._definition.program, before, event))
        decision = self._definition.decide(event)
        others = [decide(one, before, event)[0] for one in self.saying]
        after = self._definition.standing(event.group)
        scene = scene._replace(group=replace(scene.group, standing=after))
        self.coverage.see(scene, decision)
        return decision, others
