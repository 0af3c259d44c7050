"""From an example of the catalog to what policyq really says of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

from policyq.apps.decisions import decision_from_json
from policyq.apps.logs.reading import Reading
from policyq.apps.problems import Problem
from policyq.apps.project.project import Wrong
from policyq.apps.project.read import read
from policyq.apps.proving import Draws, secret_of
from policyq.check import wanted
from policyq.diagnostics.diagnostic import Diagnostic, Kind
from policyq.diagnostics.render import render
from policyq.diagnostics.source import Failure, Source, Span
from policyq.pipeline import Compiled, compile_policy
from policyq.study import examples, verdicts
from policyq.study.mutation import report
from policyq.study.mutation.examination import Options, examine
from policyq.study.mutation.mutants import Policy
from policyq.study.proofs import check, written
from policyq.study.wordlists.checking import problems
from policyq.syntax.parse import parse
from policyq.text.folds import NORMALLY

MAIN = "main.policyq"
#: The day on which the examples are looked at.
TODAY = date(2026, 11, 1)
_MARK = re.compile(r"^# --- (\S+?)(?:: (\w+))?\n", re.MULTILINE)


def files_of(text: str) -> dict[str, Source | Failure]:
    """The files of an example: a line ``# --- NAME`` begins another one."""
    pieces = _MARK.split(text)
    files: dict[str, Source | Failure] = {MAIN: Source(MAIN, pieces[0])}
    for name, reason, piece in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        files[name] = Failure(reason) if reason else Source(name, piece)
    return files


def files_beside(text: str) -> dict[str, str]:
    """The texts of the other files of an example by name; those that cannot be had are left out."""
    pieces = _MARK.split(text)
    named = zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    return {name: piece for name, reason, piece in named if not reason}


def main_of(text: str) -> str:
    """The main file of an example."""
    return _MARK.split(text)[0]


def compiled(files: Mapping[str, Source | Failure]) -> tuple[Compiled, dict[str, Source | Failure]]:
    """The policy of some files; what it names and is not among them is missing."""
    sources = dict(files)
    seen: set[str] = set()
    waiting = [MAIN]
    while waiting:
        name = waiting.pop()
        source = sources.setdefault(
            name, Failure("outside" if name.startswith("..") else "missing")
        )
        if name in seen or not isinstance(source, Source) or not name.endswith(".policyq"):
            continue
        seen.add(name)
        waiting += wanted(parse(source)[0])
    return compile_policy(sources, MAIN, today=TODAY), sources


def found(
    text: str, beside: Mapping[str, Source | Failure] | None = None
) -> tuple[tuple[Diagnostic, ...], dict[str, Source]]:
    """Everything that is said of a policy, its examples run if it is sound."""
    result, sources = compiled({**(beside or {}), **files_of(text)})
    said = result.diagnostics
    if result.checked is not None and result.program is not None:
        failed = examples.run(result.checked, result.program).failed
        said += verdicts.diagnostics(failed, result.program)
    return said, {name: one for name, one in sources.items() if isinstance(one, Source)}


def rendered(kind: Kind, language: str) -> str | None:
    """What is said of the kind's bad example, in one language; `None` if it is no file."""
    if kind.code == "PQ780":
        return _of_changes(kind, language)
    if kind.code.startswith("PQ7") and not kind.code.startswith("PQ79"):
        return _of_log(kind, language)
    if kind.code.startswith(("PQ55", "PQ56")):
        return _of_project(kind, language)
    if kind.code == "PQ645":
        refused = decision_from_json(kind.bad)
        assert isinstance(refused, Problem)
        return render([refused.at(Span("decisions.jsonl", 0, 0))], {}, language=language)
    if kind.code == "PQ646":
        draws = Draws()
        draws.read("decisions.jsonl", BytesIO(kind.bad.encode()))
        wrong = written.diagnostics(check(draws.claims), Span("decisions.jsonl", 0, 0))
        return render(wrong, {}, language=language)
    if kind.code == "PQ647":
        no_secret = secret_of(kind.bad)
        assert isinstance(no_secret, Problem)
        return render([no_secret.at(Span("secret.txt", 0, 0))], {}, language=language)
    if "…" in kind.bad:
        return None
    said, sources = of_list(kind.bad) if is_of_list(kind) else found(kind.bad)
    mine = [one for one in said if one.code == kind.code]
    if not mine:
        raise AssertionError(f"{kind.code}: its bad example does not draw it")
    return render(mine, sources, language=language)


def _of_changes(kind: Kind, language: str) -> str:
    """What is said of the first small change of a policy that nobody notices."""
    result, sources = compiled(files_of(kind.bad))
    assert result.checked is not None and result.program is not None
    trees = {MAIN: parse(Source(MAIN, kind.bad))[0]}
    policy = Policy(MAIN, trees, sources, result.checked, result.program)
    said = report.diagnostics(examine(policy, Options()))
    known = {name: one for name, one in sources.items() if isinstance(one, Source)}
    return render(said[:1], known, language=language)


def is_of_list(kind: Kind) -> bool:
    """Whether its examples are lists of words, for `policyq words check`."""
    return kind.code.startswith("PQ57")


def of_list(text: str) -> tuple[tuple[Diagnostic, ...], dict[str, Source]]:
    """Everything that is said of a list of words in CSV."""
    source = Source("words.csv", text)
    return problems([source], NORMALLY, TODAY), {source.name: source}


def _of_project(kind: Kind, language: str) -> str | None:
    """What is said of a project file and of the files that it names."""
    if not kind.bad:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policyq.yaml"
        for name, text in {path.name: main_of(kind.bad), **files_beside(kind.bad)}.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        try:
            project = read(str(path))
            project.files([*project.policies, *project.logs])
            if project.roster is not None:
                project.file(project.roster)
            project.key()
        except Wrong as wrong:
            shown = render(wrong.found, wrong.sources, language=language)
            return shown.replace(wrong.name, path.name)
        if expired := project.expired(TODAY):
            known = {project.source.name: project.source}
            shown = render(expired, known, language=language)
            return shown.replace(project.source.name, path.name)
    raise AssertionError(f"{kind.code}: its bad example does not draw it")


def _of_log(kind: Kind, language: str) -> str | None:
    if kind.bad.startswith("--") or "…" in kind.bad:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("chat.csv" if kind.bad.startswith("id,") else "chat.jsonl")
        path.write_text(kind.bad + "\n" * bool(kind.bad), encoding="utf-8")
        reading = Reading([path])
        for _ in reading:
            pass
        problems = [(f"{path.name}:{one.line}: ", one.problem) for one in reading.samples]
        problems += [(f"{path.name}: ", one.problem) for one in reading.faults]
        problems += [("", one) for one in reading.findings()]
    return _lines(problems, kind, language, folder)


def _lines(
    problems: Iterable[tuple[str, Problem]], kind: Kind, language: str, folder: str
) -> str | None:
    mine = [place + one.says(language) for place, one in problems if one.code == kind.code]
    return "\n".join(mine).replace(f"{folder}/", "") + "\n" if mine else None
