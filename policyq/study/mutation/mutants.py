"""The changed policies: those of the small changes that still are policies, and mean something else.

A change after which the policy is refused is none that could slip in unseen; one after which every
rule means the same (`policyq.study.plan.canonical`) changes nothing; and of changes that come to
the same the first stands for all. None of these is counted.
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
from policyq.study.mutation.edits import Edit, applied, edits
from policyq.study.mutation.lists import Shorter, shorter
from policyq.study.mutation.spelled import said
from policyq.study.plan.canonical import Key, Parts
from policyq.syntax import tree
from policyq.text.listed import Listed
from policyq.vocabulary.types import Said

#: Kinds of part that do nothing but through those that use them.
_USED = frozenset({"words", "sites", "values", "ladders", "counters", "TimeIn"})


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


class Meanings:
    """What programs mean, for comparison among those of one of these."""

    def __init__(self) -> None:
        self._numbers: dict[Listed, int] = {}

    def of(self, program: nodes.Program) -> Meant:
        """What the rules of a program and whatever else acts by itself mean."""
        parts = Parts(replace(program, words=tuple(map(self._short, program.words))))
        return Meant(
            {key: parts.whole(key) for key in parts.keys if key.kind not in _USED},
            {name: parts.setting(name) for name in parts.settings},
        )

    def _short(self, words: nodes.WordList) -> nodes.WordList:
        """A list with a number in the place of its words, the same for the same ones: there may be
        thousands, and most changes leave them alone."""
        number = self._numbers.setdefault(words.listed, len(self._numbers))
        return nodes.WordList(words.name, Listed((), (f"\0{number}",)))


def differing(one: nodes.Program, other: nodes.Program) -> tuple[str, ...]:
    """The names of the rules that do not mean the same in both, sorted."""
    meanings = Meanings()
    mine, others = meanings.of(one).parts, meanings.of(other).parts
    named = {key.name for key in mine | others if key.kind == "rules"}
    return tuple(
        name
        for name in sorted(named)
        if mine.get(Key("rules", name)) != others.get(Key("rules", name))
    )


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


def mutants(policy: Policy, changes: list[Edit | Shorter]) -> Iterator[Mutant | None]:
    """For each change the policy that it makes; ``None`` where it makes none worth counting."""
    meanings = Meanings()
    seen = {_digest(meanings.of(policy.program))}
    for change in changes:
        made = _listed(policy, change) if isinstance(change, Shorter) else _edited(policy, change)
        if made is not None:
            digest = _digest(meanings.of(made.program))
            made = None if digest in seen else made
            seen.add(digest)
        yield made


def _digest(meant: Meant) -> str:
    parts = sorted((key, repr(form)) for key, form in meant.parts.items())
    settings = sorted((name, repr(form)) for name, form in meant.settings.items())
    return hashlib.sha256(repr((parts, settings)).encode("utf-8", "surrogatepass")).hexdigest()


def _listed(policy: Policy, change: Shorter) -> Mutant:
    program = _program(change.change(policy.checked))
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
    return Mutant(edit.kind, edit.span, edit.declaration, change, _program(checked), files)


def _program(checked: CheckedPolicy) -> nodes.Program:
    """What examples are run against: rules on trial are enforced."""
    return trials.lifted(from_checked(checked))
