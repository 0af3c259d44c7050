"""What commands share: reading policies, and saying what is wrong with them."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from policyq.apps.cli import console, exits
from policyq.apps.sources import Sources, load
from policyq.apps.sources import one as read_one
from policyq.check import zones
from policyq.check.checked import CheckedPolicy
from policyq.check.header import UNSTATED
from policyq.check.scope import UNKNOWN_TAGS, KnownTags
from policyq.diagnostics.catalog import files as files_kinds
from policyq.diagnostics.diagnostic import Diagnostic, Severity, Suppressed
from policyq.diagnostics.render import fill, render, summary
from policyq.diagnostics.source import Failure, Source
from policyq.ir.nodes import Program
from policyq.pipeline import Compiled, compile_policy
from policyq.syntax import tree
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.project.project import Project

SUFFIX = ".policyq"
#: What ``-`` is called in reports.
STDIN = "<stdin>"


def files(paths: Iterable[str]) -> Iterator[str]:
    """The policies that the user means: files as they are, folders as all policies in them.

    Sorted by path; what is hidden, its name beginning with a dot, is left out unless it is named
    itself. Raises `exits.Stop` for a folder without any.
    """
    for path in paths:
        # Not `Path.is_dir`, which raises for a name that is too long.
        if path == "-" or not os.path.isdir(path):  # noqa: PTH112
            yield path
            continue
        found = sorted(_below(path))
        if not found:
            raise exits.Stop(
                exits.FILES,
                Said(
                    f"{path} 里没有 {SUFFIX} 文件；写出群规所在的文件夹，"
                    f"或用 policyq init {path} 从现成的开始",
                    f"there are no {SUFFIX} files in {path}; name the folder that holds them, "
                    f"or start from a stock policy: policyq init {path}",
                ),
            )
        yield from found


def _below(folder: str) -> Iterator[str]:
    for here, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if not name.startswith(".")]
        places = (Path(here, name) for name in names if not name.startswith("."))
        yield from (str(each) for each in places if each.suffix == SUFFIX and each.is_file())


def read(path: str) -> Sources:
    """A policy and all that it names; ``-`` is standard input, its files beside the working folder."""
    if path == "-":
        return load(STDIN, data=console.read_stdin())
    _no_stock(path)
    return load(path)


def _no_stock(path: str) -> None:
    """Says how a stock policy is had, where one is named as if it were there."""
    if os.path.lexists(path) or os.path.dirname(path):  # noqa: PTH120
        return
    from policyq.apps.cli.init import stock

    name = path.removesuffix(SUFFIX)
    bare, _, language = name.rpartition(".")
    known = stock()
    if language not in known.get(bare, ()):
        bare, language = name, ""
    if bare not in known or os.path.lexists(path + SUFFIX):
        return
    command = f"policyq init --policy {bare}" + (f" --language {language}" if language else "")
    says = Said(
        f"没有文件 {path}；{bare} 是现成的群规，先用 {command} 放到这里",
        f"there is no file {path}; {bare} is a stock policy: {command} puts it here",
    )
    raise exits.Stop(exits.FILES, says)


def one(path: str) -> Source:
    """The text of one file; raises `exits.Stop` if it cannot be had."""
    if path == "-":
        found = load(STDIN, data=console.read_stdin()).texts[STDIN]
    else:
        _no_stock(path)
        found = read_one(path)
    if isinstance(found, Failure):
        says = files_kinds.FAILURES.get(found.reason, files_kinds.UNREADABLE).title
        zh, en = (fill(says, {"path": path}, language) for language in ("zh", "en"))
        if found.near:
            near = str(Path(path).with_name(found.near))
            zh, en = f"{zh}；是不是 `{near}`？", f"{en}; did you mean `{near}`?"
        raise exits.Stop(exits.FILES, Said(zh, en))
    return found


def compiled(
    sources: Sources, surfaces: tuple[str, ...] = (), tags: KnownTags = UNKNOWN_TAGS
) -> Compiled:
    """The program of a policy, or what is wrong with it today; ``surfaces``: where it is to hold;
    ``tags``: those that somebody bears, as far as that is known."""
    return compile_policy(
        sources.texts, sources.main, sources.parsed, surfaces, today=today(sources), tags=tags
    )


def tags_of(project: Project) -> KnownTags:
    """The tags that a project knows, of its groups and from its roster. What is wrong with the roster
    is told where it is used."""
    if project.roster is None and not project.groups:
        return UNKNOWN_TAGS
    from policyq.apps.project.project import Wrong
    from policyq.apps.roster import read_roster
    from policyq.events.roster import Roster

    roster = Roster()
    with suppress(Wrong):
        if project.roster is not None:
            roster = read_roster(project.file(project.roster), timezone=project.timezone).roster
    return KnownTags(*roster.beside(project.groups).tags)


def all_of(project: Project, seen: Iterable[str]) -> bool:
    """Whether every policy of a project is among the files that were seen: those that it names,
    or else all below its folder."""
    from policyq.apps.project.project import Wrong

    try:
        named = project.files(project.policies) or [project.folder]
    except Wrong:  # told where it matters
        return False
    known = set(map(os.path.realpath, seen))
    return all(
        os.path.realpath(one) in known
        for path in named
        for one in (_below(path) if os.path.isdir(path) else [path])  # noqa: PTH112
    )


def today(sources: Sources) -> date:
    """The date that it is now in the policy's time zone."""
    zone = UNSTATED
    main = sources.parsed.get(sources.main)
    for node in main[0].declarations if main is not None else ():
        if isinstance(node, tree.Timezone) and zones.known(node.name.text):
            zone = node.name.text
            break
    return datetime.now(ZoneInfo(zone)).date()


def texts(sources: Iterable[Sources]) -> dict[str, Source]:
    """Every text by its name, for reports."""
    return {
        name: source
        for each in sources
        for name, source in each.texts.items()
        if isinstance(source, Source)
    }


def unreadable(sources: Sources) -> bool:
    """Whether the file that the user named could not be had at all."""
    return isinstance(sources.texts[sources.main], Failure)


def distinct(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each report once, though several policies may share a base."""
    return list({(d.code, d.labels, str(d.args)): d for d in diagnostics}.values())


def distinct_suppressed(suppressed: Iterable[Suppressed]) -> list[Suppressed]:
    """Likewise, of what the policies allow."""
    once = {(s.diagnostic.code, s.diagnostic.labels, s.by): s for s in suppressed}
    return list(once.values())


def report(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    args: Namespace,
    form: str = "human",
    suppressed: Iterable[Suppressed] = (),
) -> str:
    """The reports as text, in the user's language and colours."""
    colour = form == "human" and console.colour(args.color)
    return render(
        diagnostics,
        sources,
        language=args.lang,
        form=form,
        colour=colour,
        suppressed=suppressed,
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """A policy that compiled, and what reports about it need."""

    program: Program
    checked: CheckedPolicy
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, Source]

    def render(
        self, diagnostics: Iterable[Diagnostic], args: Namespace, form: str = "human"
    ) -> str:
        """Reports about this policy, for standard output."""
        return report(diagnostics, self.texts, args, form)


def compiled_or_stop(path: str, args: Namespace, sources: Sources | None = None) -> Loaded:
    """The policy at ``path``, for commands that need one; ``-`` is standard input. ``sources``:
    what was read there already.

    Its warnings and errors go to standard error, while advice is left to `check` and `lint`;
    with an error, raises `exits.Stop`.
    """
    sources = sources or read(path)
    result = compiled(sources)
    known = texts([sources])
    found = [one for one in result.diagnostics if one.severity > Severity.ADVICE]
    if found:
        colour = console.colour(args.color, sys.stderr)
        shown = render(found, known, language=args.lang, colour=colour)
        console.note(shown)
    if result.program is None or result.checked is None:
        code = exits.FILES if unreadable(sources) else exits.PROBLEMS
        zh, en = (summary(found, language) for language in ("zh", "en"))
        raise exits.Stop(code, Said(f"{path}：{zh}", f"{path}: {en}"))
    return Loaded(result.program, result.checked, result.diagnostics, known)


def worst(diagnostics: Iterable[Diagnostic], strict: bool) -> int:
    """The exit code that the reports deserve; ``strict``: warnings count as errors."""
    least = Severity.WARNING if strict else Severity.ERROR
    return exits.PROBLEMS if any(d.severity >= least for d in diagnostics) else exits.OK
