"""Whether examples, or a log, notice a change.

An example notices a changed policy if it fails with it. A log notices it if something else is done
about some event of it, or at some time. The fast evaluator decides here: it decides as the
definition does, and what is found is run by the definition in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from policyq.check.examples import cases
from policyq.ir import nodes
from policyq.ir.choosing import variants
from policyq.ir.evaluator import Evaluator
from policyq.live.evaluator import Live
from policyq.live.searching import Matchers
from policyq.study.expecting import Effect
from policyq.study.plan.effects import deeds
from policyq.study.playing import Play
from policyq.study.simulate import Replayer, foreseen
from policyq.syntax import tree
from policyq.vocabulary.events import Event


class Stage:
    """A program that examples are played with, each before an empty memory.

    ``matchers``: of the same words, which most changes of a policy leave alone."""

    def __init__(self, program: nodes.Program, matchers: Matchers) -> None:
        self.program = program
        self._live = [Live(one, matchers=matchers) for one in (program, *variants(program))]
        self._blank: list[dict[str, Any]] = [one.save() for one in self._live]

    def play(self, example: tree.Example) -> Play:
        """A play that has not begun."""
        for one, blank in zip(self._live, self._blank, strict=True):
            one.restore(blank)
        return Play(self._live[0], example, self._live[1:])

    def fails(self, example: tree.Example) -> bool:
        """Whether an example does not end as it expects."""
        return next(self.play(example).failures(), None) is not None

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
            needed = any(decision.promises for decision in decisions)
            yield tuple(play.effects), needed
            play.effects = []


def every_case(examples: Iterable[tree.Example]) -> tuple[tree.Example, ...]:
    """The cases of some examples, one by one."""
    return tuple(case for whole in examples for case in cases(whole))


def noticed(stage: Stage, examples: Sequence[tree.Example]) -> tree.Example | None:
    """The first of some examples that fails."""
    return next((one for one in examples if stage.fails(one)), None)


class Watched(NamedTuple):
    """A changed policy on its way through a log."""

    number: int
    replayer: Replayer


class Log:
    """A log that goes through the policy and all changed ones side by side; it is read once."""

    def __init__(
        self, program: nodes.Program, changed: dict[int, nodes.Program], matchers: Matchers
    ) -> None:
        self._evaluators: list[Evaluator] = [Live(program, matchers=matchers)]
        self._before = Replayer(self._evaluators[0])
        self._left: list[Watched] = []
        for number, one in changed.items():
            self._evaluators.append(Live(one, matchers=matchers))
            self._left.append(Watched(number, Replayer(self._evaluators[-1])))
        self.noticed: set[int] = set()

    def read(self, events: Iterable[Event]) -> None:
        """Takes in a whole log; in `noticed` are the changed policies that decide otherwise."""
        for event in foreseen(events, *self._evaluators):
            here = [deeds(one) for one in self._before.step(event).decisions]
            if not self._compare(here, [one.replayer.step(event) for one in self._left]):
                return
        rest = [[deeds(d) for d in step.decisions] for step in self._before.rest()]
        for one in self._left:
            others = [[deeds(d) for d in step.decisions] for step in one.replayer.rest()]
            if _busy(rest) != _busy(others):
                self.noticed.add(one.number)

    def _compare(self, here: list[Any], steps: list[Any]) -> bool:
        """Drops those that decide otherwise; whether any is left."""
        for one, step in zip(list(self._left), steps, strict=True):
            if [made for made in here if made] != [
                made for made in map(deeds, step.decisions) if made
            ]:
                self.noticed.add(one.number)
                self._left.remove(one)
        return bool(self._left)


def _busy(steps: list[list[Any]]) -> list[Any]:
    return [made for step in steps for made in step if made]
