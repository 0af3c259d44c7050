"""The whole road on one page: sources → trees → checked policy → program.

Pure: the sources come in as texts, and the program or the diagnostics go out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from policyq.check import check
from policyq.check.checked import CheckedPolicy
from policyq.check.once import remembering
from policyq.check.scope import UNKNOWN_TAGS, KnownTags
from policyq.check.suppress import suppress
from policyq.diagnostics.catalog import platforms
from policyq.diagnostics.diagnostic import Diagnostic, Severity, Suppressed
from policyq.diagnostics.source import Failure, Source
from policyq.ir import nodes
from policyq.ir.from_checked import from_checked
from policyq.syntax import tree
from policyq.syntax.parse import parse
from policyq.text.engine.building import uncollected

_OF_PLATFORMS = tuple(kind.code for kind in platforms.KINDS)

Parsed: TypeAlias = tuple[tree.File, tuple[Diagnostic, ...]]


class Compiled(NamedTuple):
    """What became of a policy: with an error, there is no program."""

    program: nodes.Program | None
    checked: CheckedPolicy | None
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...] = ()
    """Reports that the policy allows for a while; they are not among the diagnostics."""


def compile_policy(
    sources: Mapping[str, Source | Failure],
    main: str,
    parsed: Mapping[str, Parsed] | None = None,
    surfaces: tuple[str, ...] = (),
    *,
    today: date | None = None,
    tags: KnownTags = UNKNOWN_TAGS,
) -> Compiled:
    """Compiles the policy whose main file is called ``main``.

    ``sources`` holds every file that the policy names: policies (``*.policyq``) and lists;
    ``parsed`` what the policies among them parse to, where somebody had to know already.
    ``surfaces`` is where the policy is to hold: ids of `policyq.vocabulary.platforms.SURFACES`.
    ``today`` is the date in the policy's time zone: suppressions and words of lists that ended before it have expired;
    without it none has. ``tags`` are those of a roster or a project, if there is one.
    """
    with uncollected(), remembering():
        return _compiled(sources, main, parsed or {}, surfaces, today, tags)


def _compiled(
    sources: Mapping[str, Source | Failure],
    main: str,
    parsed: Mapping[str, Parsed],
    surfaces: tuple[str, ...],
    today: date | None,
    tags: KnownTags,
) -> Compiled:
    files: dict[str, tree.File] = {}
    diagnostics: list[Diagnostic] = []
    for name, source in sources.items():
        if isinstance(source, Source) and (name == main or name.endswith(".policyq")):
            files[name], found = parsed.get(name) or parse(source)
            diagnostics += found
    checked, found = check(files, main, sources, surfaces, today, tags)
    unasked = () if surfaces else _OF_PLATFORMS
    left, suppressed = suppress(files, main, sources, (*diagnostics, *found), today, unasked)
    reports = tuple(sorted(left, key=lambda one: (one.span, one.code)))
    if checked is None or any(d.severity is Severity.ERROR for d in reports):
        return Compiled(None, None, reports, suppressed)
    return Compiled(from_checked(checked), checked, reports, suppressed)
