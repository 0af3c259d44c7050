"""The changed policies: those of the small changes that still are policies, and mean something else.

A change after which the policy is refused is none that could slip in unseen; one after which every
rule means the same (`policyq.study.plan.canonical`) changes nothing; of changes that come to the
same the first stands for all; and one of grades that only reports tell is seen by no example, as
nothing is done otherwise. None of these is counted among the changed policies; `UNCOUNTED` says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

from policyq.check import check
from policyq.check.checked import CheckedPolicy
from policyq.check.files import Sources
from policyq.diagnostics.source import Span
from policyq.ir import nodes, trials
from policyq.ir.from_checked import from_checked
from policyq.study.mutation.clockwork import alike
from policyq.study.mutation.edits import Edit, applied, edits
from policyq.study.mutation.lists import Shorter, shorter
from policyq.study.mutation.spelled import said
from policyq.study.plan.canonical import Key, Parts
from policyq.syntax import tree
from policyq.text.listed import Listed
from policyq.vocabulary.types import Said

#: Why a change is not counted.
UNCOUNTED: dict[str, Said] = {
    "refused": Said("检查通不过", "refused by the check"),
    "same": Said("意思没有变", "mean the same"),
    "reports": Said("只影响报告", "change reports only"),
}
#: Kinds of part that do nothing but through those that use them.
_USED = frozenset({"words", "sites", "values", "ladders", "counters", "TimeIn"})
#: Kinds of part that do nothing but through rules that ask for them, though reports tell of them.
_TOLD = frozenset({"metrics", "forms", "agendas", "rankings", "tiers"})
#: Kinds of change after which a rule may hold at the same times as before.
_TIMES = frozenset({"hours", "days"})


class Policy(NamedTuple):
    """A policy without errors, and what it was made of."""

    main: str
    files: Mapping[str, tree.File]
    sources: Sources
    checked: CheckedPolicy
    program: nodes.Program

    @property
    def own(self) -> dict[str, tree.File]:
        """The files that its examples answer for."""
        return {name: one for name, one in self.files.items() if name not in self.checked.elsewhere}


class Mutant(NamedTuple):
    """A policy with one small change that means something else."""

    kind: str
    span: Span
    declaration: str
    change: Said
    program: nodes.Program
    files: Mapping[str, tree.File] | None
    """The files with the change; ``None`` where a list was changed."""


class Meant(NamedTuple):
    """What a program means, for comparison."""

    parts: dict[Key, Any]
    settings: dict[str, Any]

    @property
    def digest(self) -> str:
        """The same of programs that mean the same."""
        parts = sorted((key, repr(form)) for key, form in self.parts.items())
        settings = sorted((name, repr(form)) for name, form in self.settings.items())
        made = repr((parts, settings)).encode("utf-8", "surrogatepass")
        return hashlib.sha256(made).hexdigest()


class Meanings:
    """What programs mean, for comparison among those of one of these."""

    def __init__(self) -> None:
        self._numbers: dict[Listed, int] = {}

    def of(self, program: nodes.Program) -> Meant:
        """What the rules of a program and whatever else acts by itself mean, and what is reported."""
        return self._meant(program, _USED)

    def done(self, program: nodes.Program) -> Meant:
        """What is done by a program. Grades of metrics are none of it, as rules that ask for a grade
        ask for its limit; nor is how many posts of a form are wanted."""
        metrics = tuple(replace(one, grades=()) for one in program.metrics)
        forms = tuple(replace(one, least=None, most=None) for one in program.forms)
        return self._meant(replace(program, metrics=metrics, forms=forms), _USED | _TOLD)

    def _meant(self, program: nodes.Program, without: frozenset[str]) -> Meant:
        parts = Parts(replace(program, words=tuple(map(self._short, program.words))))
        return Meant(
            {key: parts.whole(key) for key in parts.keys if key.kind not in without},
            {name: parts.setting(name) for name in parts.settings},
        )

    def _short(self, words: nodes.WordList) -> nodes.WordList:
        """A list with a number in the place of its words, the same for the same ones: there may be
        thousands, and most changes leave them alone."""
        number = self._numbers.setdefault(words.listed, len(self._numbers))
        return nodes.WordList(words.name, Listed((), (f"\0{number}",)))


def places(policy: Policy, seed: int, limit: int | None) -> tuple[list[Edit | Shorter], int]:
    """The small changes of a policy, in the order of its files, and how many there are in all.

    If there are more than ``limit``, so many are drawn."""
    random = Random(seed)
    found: list[Edit | Shorter] = []
    for name, made in policy.own.items():
        found += edits(name, made)
    found += shorter(policy.checked, policy.own, random)
    if limit is None or len(found) <= limit:
        return found, len(found)
    chosen = sorted(random.sample(range(len(found)), limit))
    return [found[place] for place in chosen], len(found)


def mutants(policy: Policy, changes: list[Edit | Shorter]) -> Iterator[Mutant | str]:
    """For each change the policy that it makes, or why it is not counted: an id of `UNCOUNTED`."""
    meanings = Meanings()
    as_it_is = meanings.done(policy.program).digest
    seen, reported = {as_it_is}, {meanings.of(policy.program).digest}
    for change in changes:
        made = _listed(policy, change) if isinstance(change, Shorter) else _edited(policy, change)
        if made is None:
            yield "refused"
            continue
        digest = meanings.done(made.program).digest
        if digest not in seen and made.kind in _TIMES and alike(policy.program, made.program):
            digest = as_it_is
        if digest not in seen:
            seen.add(digest)
            yield made
        elif digest == as_it_is and (told := meanings.of(made.program).digest) not in reported:
            reported.add(told)
            yield "reports"
        else:
            yield "same"


def _listed(policy: Policy, change: Shorter) -> Mutant:
    program = _program(policy, change.change(policy.checked))
    said_so = _said_of(change)
    return Mutant(change.kind, change.span, change.name, said_so, program, None)


def _said_of(change: Shorter) -> Said:
    if not change.gone:
        return Said(f"`{change.name}` 里什么都没有", f"nothing is in `{change.name}`")
    return Said(
        f"`{change.name}` 里去掉“{change.gone}”", f"`{change.name}` without “{change.gone}”"
    )


def _edited(policy: Policy, edit: Edit) -> Mutant | None:
    files = {**policy.files, edit.file: applied(edit, policy.files[edit.file])}
    checked, _ = check(files, policy.main, policy.sources, lints=False)
    if checked is None:
        return None
    change = said(edit.before, edit.after)
    return Mutant(edit.kind, edit.span, edit.declaration, change, _program(policy, checked), files)


def _program(policy: Policy, checked: CheckedPolicy) -> nodes.Program:
    """What examples are run against: rules on trial are enforced. Equal lists are the policy's very
    own, so that one search does for both."""
    program = trials.lifted(from_checked(checked))
    words = policy.program.words
    return replace(program, words=words) if program.words == words else program
