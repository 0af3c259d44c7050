"""All small changes of a policy, and which of them nobody notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.live.searching import Matchers
from policyq.study.mutation import witness
from policyq.study.mutation.kinds import KINDS
from policyq.study.mutation.mutants import UNCOUNTED, Mutant, Policy, mutants, places
from policyq.study.mutation.noticing import Likely, Stage, every_case, noticed
from policyq.syntax import tree

#: Asks a log: by number the changed policies that decide otherwise on it, of the policy and some.
AskLog = Callable[[nodes.Program, Mapping[int, nodes.Program], Matchers], set[int]]

#: Is told how far it is: ``changes`` are tried, then ``examples`` looked for; how many, of how many.
Watch: TypeAlias = Callable[[str, int, int], object]


class Options(NamedTuple):
    """How to look."""

    seed: int = 1
    limit: int | None = None
    """At most so many changes are tried, drawn from all."""
    language: str = "zh"
    """In which language the examples are written."""


class Unnoticed(NamedTuple):
    """A change that nobody notices."""

    mutant: Mutant
    example: str
    """An example that would notice it, as the policy would have it; ``""``: none was found."""
    reason: str = ""
    """Why there is no example, an id of `kinds.NOT_FOUND`; ``""``: there is one."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of it."""

    changes: int
    """Small changes that there are."""
    tried: int
    counted: Mapping[str, int]
    """By kind: those that make another policy, which means something else."""
    uncounted: Mapping[str, int]
    """How many were tried and are not counted, by id of `mutants.UNCOUNTED`."""
    by_examples: int
    """Of the counted, noticed by an example."""
    by_log: int | None
    """Noticed by the log, and by no example; ``None``: no log was asked."""
    unnoticed: tuple[Unnoticed, ...]
    """By their places."""
    seed: int

    @property
    def total(self) -> int:
        return sum(self.counted.values())

    @property
    def share(self) -> float | None:
        """The share that was noticed, from 0 to 1; ``None``: there was nothing to notice."""
        return 1 - len(self.unnoticed) / self.total if self.total else None


def failing(policy: Policy) -> tree.Example | None:
    """An example that fails with the policy as it is: then nothing can be said of changes."""
    return noticed(Stage(policy.program, {}), every_case(policy.checked.examples))


def examine(
    policy: Policy,
    options: Options,
    ask_log: AskLog | None = None,
    watch: Watch = lambda stage, done, of: None,
) -> Examination:
    """Tries the small changes of a policy whose examples all hold."""
    matchers: Matchers = {}
    examples = every_case(policy.checked.examples)
    stage = Stage(policy.program, matchers)
    likely = Likely(stage, examples)
    changes, of = places(policy, options.seed, options.limit)
    counted: Counter[str] = Counter()
    uncounted: Counter[str] = Counter()
    left: dict[int, Mutant] = {}
    for number, mutant in enumerate(mutants(policy, changes)):
        watch("changes", number, len(changes))
        if isinstance(mutant, str):
            uncounted[mutant] += 1
            continue
        counted[mutant.kind] += 1
        by = noticed(Stage(mutant.program, matchers, stage), likely.to_notice(mutant.declaration))
        if by is None:
            left[number] = mutant
        else:
            likely.did(mutant.declaration, by)
    by_examples = counted.total() - len(left)
    by_log = None
    if ask_log is not None:
        seen = ask_log(
            policy.program, {number: one.program for number, one in left.items()}, matchers
        )
        by_log = len(seen)
        left = {number: one for number, one in left.items() if number not in seen}
    found = _shown(policy, stage, list(left.values()), examples, options, watch)
    return Examination(
        of, len(changes), {kind: counted[kind] for kind in KINDS if counted[kind]},
        {why: uncounted[why] for why in UNCOUNTED}, by_examples, by_log,
        tuple(sorted(found, key=lambda one: (one.mutant.span, one.mutant.change))), options.seed,
    )  # fmt: skip


def _shown(
    policy: Policy,
    stage: Stage,
    left: list[Mutant],
    examples: tuple[tree.Example, ...],
    options: Options,
    watch: Watch,
) -> list[Unnoticed]:
    """Those that are left, each with an example that would notice it where one is found."""
    titles = {one.title.text for one in examples}
    found: list[Unnoticed] = []
    for number, mutant in enumerate(left):
        watch("examples", number, len(left))
        title = _title(mutant, options.language, titles)
        asked = witness.Asked(
            policy, mutant, stage, examples, options.language, options.seed, title
        )
        shown = witness.find(asked)
        if isinstance(shown, str):
            found.append(Unnoticed(mutant, "", shown))
        else:
            titles.add(title)
            found.append(Unnoticed(mutant, shown.text))
    return found


def _title(mutant: Mutant, language: str, taken: set[str]) -> str:
    """What an example is called: after what it notices."""
    kind = KINDS[mutant.kind].in_(language)
    colon = "：" if language == "zh" else ": "
    title = f"{mutant.declaration}{colon}{kind}" if mutant.declaration else kind
    number = 2
    made = title
    while made in taken:
        made, number = f"{title} {number}", number + 1
    return made
