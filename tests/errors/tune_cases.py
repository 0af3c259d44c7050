"""The examples of the catalog that are about tuning: an option or two, and the policy they are about."""

from __future__ import annotations

from pathlib import Path

from catalog_cases import MAIN, files_of

from policyq.apps import tuning
from policyq.apps.sources import Sources, load
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source
from policyq.pipeline import Compiled, compile_policy
from policyq.study.tune.varying import MOST, axes, too_many

POLICY = "club.policyq"


def compiling(sources: Sources) -> Compiled:
    """The program of a policy, on a day that does not matter."""
    return compile_policy(sources.texts, sources.main, sources.parsed)


def draw(example: str, folder: Path) -> tuple[tuple[Diagnostic, ...], dict[str, Source]]:
    """What is said of the options. ``folder`` is the current one."""
    files = {name: one.text for name, one in files_of(example).items() if isinstance(one, Source)}
    (folder / POLICY).write_text(files.pop(POLICY), encoding="utf-8")
    sources = load(POLICY)
    options = [files.pop(MAIN), *files.values()]
    names = ["--vary"] if len(options) == 1 else [f"--vary {n + 1}" for n in range(len(options))]
    asked = {
        name: Source(name, text.strip()) for name, text in zip(names, options, strict=True)
    }  # fmt: skip
    known = {**tuning.texts_of(sources), **asked}
    found, wrong = axes(list(asked.values()), tuning.dials_of(sources))
    if not wrong:
        more = too_many(found, MOST, list(asked.values()))
        wrong = [] if more is None else [more]
    if not wrong:
        program = compiling(sources).program
        assert program is not None
        try:
            tuning.points_of(sources, program, found, asked, compiling)
        except tuning.PointRefused as refused:
            wrong = [refused.diagnostic]
    return tuple(wrong), known
