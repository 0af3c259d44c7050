"""From diagnostics to text: for people, for editors, for programs, for workflow runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyq.diagnostics.diagnostic import Diagnostic, Suppressed
from policyq.diagnostics.render.fixes import apply_fixes, certain_fixes
from policyq.diagnostics.render.frame import frame
from policyq.diagnostics.render.machine import as_json, github, plain
from policyq.diagnostics.render.places import in_order
from policyq.diagnostics.render.wording import (
    fill,
    missing,
    placeholders,
    said,
    summary,
    summary_of_suppressed,
)
from policyq.diagnostics.source import Source

#: The forms that `render` knows.
FORMS = ("human", "plain", "json", "github", "sarif", "junit")

__all__ = [
    "FORMS",
    "apply_fixes",
    "certain_fixes",
    "fill",
    "missing",
    "placeholders",
    "render",
    "said",
    "summary",
    "summary_of_suppressed",
]


def render(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    *,
    language: str,
    form: str = "human",
    colour: bool = False,
    suppressed: Iterable[Suppressed] = (),
) -> str:
    """All of ``diagnostics`` as text, by file, place and code; ends with a line end unless empty.

    ``language`` is ``"zh"`` or ``"en"``, ``form`` one of `FORMS`. Sources that are not at hand
    cost the snippet and the line number, nothing else. JSON, SARIF and JUnit are documents even when
    there is nothing to report, and list what is ``suppressed``.
    """
    ordered = in_order(diagnostics, sources)
    if form == "json":
        return as_json(ordered, sources, language, suppressed) + "\n"
    if form == "human":
        return "\n".join(frame(each, sources, language, colour) + "\n" for each in ordered)
    if form in ("sarif", "junit"):
        from policyq.diagnostics.render import ci

        found = ci.findings(ordered, sources, language, suppressed)
        return ci.as_sarif(found) if form == "sarif" else ci.as_junit(found, list(sources))
    if form not in FORMS:
        raise ValueError(f"unknown form {form!r}")
    line = plain if form == "plain" else github
    return "".join(line(each, sources, language) + "\n" for each in ordered)
