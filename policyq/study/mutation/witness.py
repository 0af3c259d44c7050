"""An example that notices a change: it holds with the policy, and fails with the changed one.

Looked for among what happens in the policy's own examples, of which more is expected than they do,
among made-up scenes around the rules that mean something else, and among examples a little
otherwise. Scenes are played with these rules alone, and with the whole policies where they differ.
Whatever is found is written in
the policy's language, read again, and run by the definition with both; only then is it shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from policyq.check import check
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.ir.choosing import variants
from policyq.ir.evaluator import Reference
from policyq.live.searching import Matchers
from policyq.study.expecting import Effect
from policyq.study.mutation.apart import alone, differing
from policyq.study.mutation.expected import expectation
from policyq.study.mutation.hinting import hints
from policyq.study.mutation.material import Material, of_one
from policyq.study.mutation.mutants import Mutant, Policy
from policyq.study.mutation.noticing import Stage
from policyq.study.mutation.scenes import scenes
from policyq.study.mutation.variations import variations
from policyq.study.playing import Play
from policyq.syntax import tree
from policyq.syntax.format import to_text
from policyq.syntax.parse import parse
from policyq.vocabulary.types import MINUTE

#: So many decisions are asked for to find an example for one change, at most.
MOST_DECISIONS = 10_000
#: So many of the policy's own examples, the nearest ones, are tried a little otherwise.
_MOST_VARIED = 8
#: So many scenes are tried with the whole policies in which only the rules that differ did otherwise.
_MOST_TRIED = 12
#: So many scenes of one sort are played before it is the next one's turn.
_AT_A_TIME = 20
#: If there are more rules in which they differ, so many of each to begin with.
_MANY_RULES, _FEW_OF_MANY = 12, 4


class Shown(NamedTuple):
    """An example, and how it is written."""

    example: tree.Example
    text: str


@dataclass
class Asked:
    """What is looked for: an example that notices a change."""

    policy: Policy
    mutant: Mutant
    before: Stage
    """Of the policy as it is."""
    examples: Sequence[tree.Example]
    """The policy's own, case by case."""
    language: str
    seed: int
    title: str
    """What it is to be called."""

    @cached_property
    def stages(self) -> tuple[Stage, Stage]:
        """Of both policies as a whole; made when something is found that is to be played with them."""
        return self.before, Stage(self.mutant.program, self.matchers, self.before)

    @property
    def matchers(self) -> Matchers:
        return self.before.matchers


def find(asked: Asked) -> Shown | str:
    """An example that notices a change; if none was found why not, as an id of `kinds.NOT_FOUND`."""
    whole = asked.policy.program, asked.mutant.program
    names = differing(*whole)
    some = alone(whole[0], names), alone(whole[1], names)
    first = Stage(some[0], asked.matchers)
    stages = first, Stage(some[1], asked.matchers, first)
    tried = 0
    unsaid = True
    for scene in _scenes(asked, some, stages[0], names):
        if _differing(scene, stages, full=True) is not None:
            tried += 1
            shown = _whole(asked, scene)
            if isinstance(shown, Shown):
                return shown
            unsaid = unsaid and shown == "unsaid"
        if stages[0].decided > MOST_DECISIONS or tried >= _MOST_TRIED:
            break
    if tried and unsaid:
        return "unsaid"
    return "minutes" if _within_a_minute(*whole) else "not_found"


def _within_a_minute(one: nodes.Program, other: nodes.Program) -> bool:
    """Whether all that differs is a length of time, and by less than examples can tell."""
    mine, others = of_one(one, other), of_one(other, one)
    whole = [[-(-length // MINUTE) for length in lengths] for lengths in (mine, others)]
    return bool(mine) and whole[0] == whole[1]


def _whole(asked: Asked, scene: tree.Example) -> Shown | str:
    """The example that a scene makes, if both policies as a whole do something else in it."""
    shown: Shown | str = "not_found"
    for full in (False, True):
        example = _differing(scene, asked.stages, full)
        if example is None:
            return "not_found"
        titled = replace(example, title=tree.Str(asked.title))
        shown = _held(asked.policy, asked.mutant, titled, asked.language)
        if isinstance(shown, Shown):
            return shown
    return shown


def _scenes(
    asked: Asked, some: tuple[nodes.Program, nodes.Program], stage: Stage, names: Sequence[str]
) -> Iterator[tree.Example]:
    """What happens in the policy's examples, made-up scenes, and both a little otherwise."""
    own = sorted(map(_only_events, asked.examples), key=lambda one: _nearness(one, stage, names))
    yield from own
    whole = asked.policy.program, asked.mutant.program
    material = Material(*whole, asked.examples, asked.matchers)
    hinted = hints(material, some, asked.language)
    made_up = [
        scenes(rule, program, material, asked.language, asked.seed)
        for program in whole
        for rule in program.rules
        if rule.name in names
    ]
    for one in made_up:
        yield from islice(one, _AT_A_TIME if len(made_up) <= _MANY_RULES else _FEW_OF_MANY)
    varied = (variations(one, hinted, asked.seed) for one in own[:_MOST_VARIED])
    yield from _in_turn(made_up, varied)


def _in_turn(
    some: list[Iterator[tree.Example]], others: Iterator[Iterator[tree.Example]]
) -> Iterator[tree.Example]:
    """Of all sorts a few, then of all again; of the others another one joins in each time."""
    waiting = deque(some)
    while True:
        another = next(others, None)
        if another is not None:
            waiting.append(another)
        elif not waiting:
            return
        for _ in range(len(waiting)):
            one = waiting.popleft()
            few = list(islice(one, _AT_A_TIME))
            yield from few
            if few:
                waiting.append(one)


def _only_events(example: tree.Example) -> tree.Example:
    """What happens in an example, without what it expects."""
    steps = tuple(step for step in example.steps if isinstance(step, tree.Happens))
    return replace(example, steps=steps)


def _nearness(example: tree.Example, stage: Stage, names: Sequence[str]) -> tuple[bool, int]:
    """What sorts examples: those in which the rules do something come first, and short ones."""
    fires = any(effects for effects, _ in stage.led_to(example))
    return not fires, len(example.steps)


def _differing(scene: tree.Example, stages: tuple[Stage, Stage], full: bool) -> tree.Example | None:
    """The scene up to where the two do something else, with what the policy does as expectation."""
    done: list[tree.Happens] = []
    before: list[Effect] = []
    steps = [step for step in scene.steps if isinstance(step, tree.Happens)]
    both = zip(steps, stages[0].led_to(scene), stages[1].led_to(scene), strict=True)
    for step, (mine, needed), (others, otherwise) in both:
        done.append(step)
        if needed:
            return None
        if otherwise or _alike(mine) != _alike(others):
            return _example(scene, done, before, mine, full)
        before += mine
    return None


def _alike(effects: Iterable[Effect]) -> list[tuple[object, ...]]:
    """Effects as far as an expectation tells them apart, in any order."""
    return sorted(
        (
            (
                one.act.action, one.pending, one.act.to or "", one.act.tag or "", one.act.of or "",
                one.length or 0, one.act.text or "", one.act.amount or 0, one.other,
            )
            for one in effects
        ),
        key=repr,
    )  # fmt: skip


def _example(
    scene: tree.Example,
    steps: list[tree.Happens],
    before: list[Effect],
    last: Sequence[Effect],
    full: bool,
) -> tree.Example:
    """``full``: what is said is expected word by word, too."""
    first = [expectation(before, full)] if before else []
    return replace(
        scene, steps=(*steps[:-1], *first, steps[-1], expectation(last, full)), table=False
    )


# -- whether it is really so -------------------------------------------------------------------


def _held(policy: Policy, mutant: Mutant, example: tree.Example, language: str) -> Shown | str:
    """The example as it is written, if it can be, holds, and fails with the change."""
    text = to_text(tree.File((example,)), language)
    read, found = parse(Source(policy.main, text))
    if found or len(read.declarations) != 1 or not isinstance(read.declarations[0], tree.Example):
        return "unsaid"
    again = read.declarations[0]
    if not _is_sound(policy, again) or _fails(policy.program, again):
        return "not_found"
    return Shown(again, text) if _fails(mutant.program, again) else "not_found"


def _is_sound(policy: Policy, example: tree.Example) -> bool:
    """Whether the policy may have the example in it."""
    main = policy.files[policy.main]
    files = {**policy.files, policy.main: replace(main, declarations=(*main.declarations, example))}
    return check(files, policy.main, policy.sources, lints=False)[0] is not None


def _fails(program: nodes.Program, example: tree.Example) -> bool:
    """Whether an example fails, by the definition."""
    play = Play(Reference(program), example, [Reference(one) for one in variants(program)])
    return next(play.failures(), None) is not None
