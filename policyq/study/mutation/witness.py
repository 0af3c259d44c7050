"""An example that notices a change: it holds with the policy, and fails with the changed one.

Looked for among what happens in the policy's own examples, of which more is expected than they do,
and among made-up scenes around the rules that mean something else. Whatever is found is written in
the policy's language, read again, and run by the definition with both; only then is it shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from policyq.check import check
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.ir.choosing import variants
from policyq.ir.evaluator import Reference
from policyq.study.expecting import Effect
from policyq.study.mutation.expected import expectation
from policyq.study.mutation.material import Material
from policyq.study.mutation.mutants import Mutant, Policy, differing
from policyq.study.mutation.noticing import Stage
from policyq.study.mutation.scenes import scenes
from policyq.study.playing import Play
from policyq.syntax import tree
from policyq.syntax.format import to_text
from policyq.syntax.parse import parse

#: So many scenes are played for one change, at most.
MOST_SCENES = 500


class Shown(NamedTuple):
    """An example, and how it is written."""

    example: tree.Example
    text: str


def find(
    policy: Policy, mutant: Mutant, stages: tuple[Stage, Stage], examples: Sequence[tree.Example],
    language: str, seed: int, title: str,
) -> Shown | None:  # fmt: skip
    """An example that notices a change; ``None`` if none was found.

    ``stages``: of the policy, and of the changed one; ``examples``: the policy's own, case by case;
    ``title``: what it is to be called.
    """
    tried = _own(examples), _made_up(stages, examples, language, seed)
    for scene in (one for some in tried for one in islice(some, MOST_SCENES)):
        for full in (False, True):
            example = _differing(scene, stages, full)
            if example is None:
                break
            titled = replace(example, title=tree.Str(title))
            shown = _held(policy, mutant, titled, language)
            if shown is not None:
                return shown
    return None


def _own(examples: Iterable[tree.Example]) -> Iterator[tree.Example]:
    """What happens in examples, without what they expect."""
    for one in examples:
        steps = tuple(step for step in one.steps if isinstance(step, tree.Happens))
        yield replace(one, steps=steps)


def _made_up(
    stages: tuple[Stage, Stage], examples: Sequence[tree.Example],
    language: str, seed: int,
) -> Iterator[tree.Example]:  # fmt: skip
    """Scenes around the rules that mean something else, of both programs in turn."""
    before, after = stages[0].program, stages[1].program
    material = Material(before, after, examples, stages[0].matchers)
    names = differing(before, after)
    made = [
        scenes(rule, program, material, language, seed)
        for program in (before, after)
        for rule in program.rules
        if rule.name in names
    ]
    while made:
        for one in list(made):
            some = list(islice(one, 20))
            yield from some
            if not some:
                made.remove(one)


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


def _held(policy: Policy, mutant: Mutant, example: tree.Example, language: str) -> Shown | None:
    """The example as it is written, if it holds, and fails with the change."""
    text = to_text(tree.File((example,)), language)
    read, found = parse(Source(policy.main, text))
    if found or len(read.declarations) != 1 or not isinstance(read.declarations[0], tree.Example):
        return None
    again = read.declarations[0]
    if not _is_sound(policy, again) or _fails(policy.program, again):
        return None
    return Shown(again, text) if _fails(mutant.program, again) else None


def _is_sound(policy: Policy, example: tree.Example) -> bool:
    """Whether the policy may have the example in it."""
    main = policy.files[policy.main]
    files = {**policy.files, policy.main: replace(main, declarations=(*main.declarations, example))}
    return check(files, policy.main, policy.sources, lints=False)[0] is not None


def _fails(program: nodes.Program, example: tree.Example) -> bool:
    """Whether an example fails, by the definition."""
    play = Play(Reference(program), example, [Reference(one) for one in variants(program)])
    return next(play.failures(), None) is not None
