"""Whether examples, or a log, notice a change.

An example notices a changed policy if it fails with it. A log notices it if something else is done
about some event of it, or at some time. The fast evaluator decides here: it decides as the
definition does, and what is found is run by the definition in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from policyq.check.examples import cases
from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.choosing import variants
from policyq.live.evaluator import Live
from policyq.live.searching import Matchers
from policyq.study.expecting import Effect
from policyq.study.playing import Play
from policyq.study.simulate import Replayer, Step, foreseen
from policyq.syntax import tree
from policyq.vocabulary.events import Event


class Stage:
    """A program that examples are played with, each before an empty memory.

    ``matchers``: of the same words, which most changes of a policy leave alone. ``beside``: of a
    policy that looks for the same words, as a rule."""

    def __init__(
        self, program: nodes.Program, matchers: Matchers, beside: Stage | None = None
    ) -> None:
        self.program = program
        self.matchers = matchers
        known = None if beside is None else beside._live[0]
        self._live: list[Live] = []
        for one in (program, *variants(program)):
            self._live.append(Live(one, matchers=matchers, beside=known))
            known = known or self._live[0]
        self.decided = 0
        """So many decisions were asked for, by `led_to`."""
        self._blank: list[dict[str, Any]] = [one.save() for one in self._live]

    def play(self, example: tree.Example) -> Play:
        """A play that has not begun."""
        for one, blank in zip(self._live, self._blank, strict=True):
            one.restore(blank)
        return Play(self._live[0], example, self._live[1:])

    def fails(self, example: tree.Example) -> bool:
        """Whether an example does not end as it expects."""
        return next(self.play(example).failures(), None) is not None

    def fired(self, example: tree.Example) -> frozenset[str]:
        """The rules that fire in an example."""
        play = self.play(example)
        steps = (step for step in example.steps if isinstance(step, tree.Happens))
        decisions = (decision for step in steps for decision in play.happens(step))
        return frozenset(one.rule for decision in decisions for one in decision.fired)

    def led_to(self, steps: tree.Example) -> Iterator[tuple[tuple[Effect, ...], bool]]:
        """What each step leads to, and whether a promise was needed. The steps are events only."""
        play = self.play(steps)
        for step in steps.steps:
            if not isinstance(step, tree.Happens):
                continue
            if step.kind in ("approve", "reject") and not play.questions:
                yield (), True
                continue
            decisions = list(play.happens(step))
            self.decided += len(decisions)
            needed = any(decision.promises for decision in decisions)
            yield tuple(play.effects), needed
            play.effects = []


def every_case(examples: Iterable[tree.Example]) -> tuple[tree.Example, ...]:
    """The cases of some examples, one by one."""
    return tuple(case for whole in examples for case in cases(whole))


def noticed(stage: Stage, examples: Iterable[tree.Example]) -> tree.Example | None:
    """The first of some examples that fails."""
    return next((one for one in examples if stage.fails(one)), None)


class Likely:
    """Some examples, those first that are likely to notice a change of a declaration: those that
    noticed one of it before, and those in which a rule of its name fires."""

    def __init__(self, stage: Stage, examples: Sequence[tree.Example]) -> None:
        self._examples = examples
        self._fired = [stage.fired(one) for one in examples]
        self._before: dict[str, dict[int, None]] = {}

    def to_notice(self, declaration: str) -> Iterator[tree.Example]:
        """All of them, in this order."""
        before = self._before.get(declaration, {})
        fired = (n for n, names in enumerate(self._fired) if declaration in names)
        for number in dict.fromkeys((*reversed(before), *fired, *range(len(self._examples)))):
            yield self._examples[number]

    def did(self, declaration: str, example: tree.Example) -> None:
        """Takes in which of them noticed a change."""
        number = next(n for n, one in enumerate(self._examples) if one is example)
        self._before.setdefault(declaration, {})[number] = None


class Log:
    """A log that goes through the policy and all changed ones side by side; it is read once."""

    def __init__(
        self,
        program: nodes.Program,
        changed: Mapping[int, nodes.Program],
        matchers: Matchers,
        roster: Roster | None = None,
    ) -> None:
        self._before = Replayer(Live(program, matchers=matchers), roster=roster)
        self._left = {
            number: Replayer(Live(one, matchers=matchers), roster=roster)
            for number, one in changed.items()
        }
        self.noticed: set[int] = set()

    def read(self, events: Iterable[Event]) -> None:
        """Takes in a whole log; in `noticed` are the changed policies that decide otherwise."""
        everybody = [self._before.evaluator, *(one.evaluator for one in self._left.values())]
        for event in foreseen(events, *everybody):
            if not self._left:
                # What is left of the log is read only for its books.
                continue
            here = _done(self._before.step(event))
            self._drop(
                {number for number, one in self._left.items() if _done(one.step(event)) != here}
            )
        rest = [done for step in self._before.rest() for done in _done(step)]
        self._drop(
            {
                number
                for number, one in self._left.items()
                if [done for step in one.rest() for done in _done(step)] != rest
            }
        )

    def _drop(self, otherwise: set[int]) -> None:
        self.noticed |= otherwise
        for number in otherwise:
            del self._left[number]


def _done(step: Step) -> list[tuple[object, ...]]:
    """What is done about an event and what was due before it; nothing of it is left out but which
    rules asked."""
    return [
        (one.event, *(act._replace(rules=()) for act in one.actions), *one.pending, *one.waiting)
        for one in step.decisions
        if one.actions or one.pending or one.waiting
    ]
