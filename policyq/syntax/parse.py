"""From text to tree: never raises on input, never hangs, one report for each broken declaration."""

from __future__ import annotations

from policyq.diagnostics.catalog import syntax as says
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source, Span
from policyq.syntax import grammar, tree
from policyq.syntax.build import builder
from policyq.syntax.build_small import Reading
from policyq.syntax.clean import clean


def parse(source: Source) -> tuple[tree.File, tuple[Diagnostic, ...]]:
    """The tree of ``source`` and what is wrong with its spelling, in the order of the text.

    Declarations that cannot be read are left out, and their words are in `tree.File.broken`.
    """
    ready = clean(source)
    reading = Reading(source.name, ready.raw, ready.narrow)
    maker = builder()
    maker.reading = reading
    found = grammar.run(maker, ready.text)
    span = Span(source.name, 0, len(source.text))
    if isinstance(found, grammar.Stop):
        place = reading.span(found.start, found.end)
        report = says.UNEXPECTED.at(place, found=source.text[found.start : found.end], expected="")
        return tree.File((), ready.comments, span=span), (*ready.reports, report)
    file = tree.File(found, ready.comments, span=span)
    return file, (*ready.reports, *reading.reports)
