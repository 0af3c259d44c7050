"""Messages judged by people, for commands that judge policies by them: the option, and what to tell."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyq.apps.problems import Problem
    from policyq.diagnostics.diagnostic import Diagnostic
    from policyq.diagnostics.source import Source
    from policyq.study.labels.figures import Appraisal
    from policyq.study.labels.label import Labels


class Given(NamedTuple):
    """The labels that the user named."""

    labels: Labels
    source: Source


def configure(parser: Parser) -> None:
    """Add ``--labels``."""
    say = parser.say
    parser.add_argument(
        "--labels",
        metavar=say("文件", "FILE"),
        help=say(
            "人工标注（CSV 或 JSONL，policyq label 写的，或有 label 列和 id 或 text 列的）："
            "多少管对了、管到了、误伤了",
            "messages judged by people, as policyq label writes them, or CSV or JSONL with a column "
            "`label` and a column `id` or `text`: precision, recall, false positives",
        ),
    )


def labels_of(args: Namespace) -> Given | None:
    """The labels that the user, or else the project, names; what is wrong with some is told.

    Raises `exits.Stop` where none can be used."""
    if args.labels is None:
        return None
    from policyq.apps.cli import policies
    from policyq.apps.labels import NoLabels, judgements

    source = policies.one(args.labels)
    try:
        labels, found = judgements(source)
    except NoLabels as none:
        raise refuse(none.problem, source, none.line, args) from None
    if found:
        _tell(found, source, args)
    return Given(labels, source)


def refuse(problem: Problem, source: Source, line: int, args: Namespace) -> exits.Stop:
    """Tells why a file of labels cannot be used; the end of the command."""
    from policyq.apps.labels import at

    _tell([at(problem, source, line)], source, args)
    return _useless(source.name)


def tell(
    judged: Iterable[Appraisal], given: Given | None, rules: Iterable[str], args: Namespace
) -> None:
    """Tells how the labels met the log; ``rules``: those of the policies.

    Raises `exits.Stop` where no message of the log has a label."""
    if given is None:
        return
    from policyq.diagnostics.catalog.labelling import NONE_IN_LOG

    one = next(iter(judged), None)
    if one is None:
        return
    found = list(found_in(one, given, frozenset(rules)))
    if found:
        _tell(found, given.source, args)
    if any(diagnostic.kind is NONE_IN_LOG for diagnostic in found):
        raise _useless(given.source.name)


def found_in(judged: Appraisal, given: Given, rules: frozenset[str]) -> Iterator[Diagnostic]:
    """What there is to say of labels that met a log; ``rules``: those of the policies."""
    from policyq.apps.labels import at
    from policyq.apps.problems import Problem, closest, shown
    from policyq.diagnostics.catalog import labelling as say

    rows, source = given.labels.rows, given.source
    if not judged.met and len(judged.prevented) < len(rows):
        yield at(Problem(say.NONE_IN_LOG, {}), source, rows[0].line)
        return
    for kind, places in ((say.NOT_IN_LOG, judged.absent), (say.OF_SEVERAL, judged.ambiguous)):
        if places:
            line = min(rows[place].line for place in places)
            yield at(Problem(kind, {"count": len(places)}), source, line)
    if judged.elsewhere:
        args = {"drawn": judged.labels.population, "messages": judged.messages}
        yield at(Problem(say.OTHER_MESSAGES, args), source, rows[0].line)
    named: dict[str, list[int]] = {}
    for row in rows:
        if row.rule and row.rule not in rules:
            named.setdefault(row.rule, []).append(row.line)
    for name, lines in named.items():
        said = {"column": "rule", "value": shown(name), "count": len(lines)}
        yield at(Problem(say.UNKNOWN, said, closest(name, rules)), source, min(lines))


def _useless(name: str) -> exits.Stop:
    return exits.Stop(exits.PROBLEMS, Said(f"{name} 用不了", f"{name} cannot be used"))


def _tell(found: Iterable[Diagnostic], source: Source, args: Namespace) -> None:
    from policyq.diagnostics.render import render

    colour = console.colour(args.color, sys.stderr)
    sources = {source.name: source}
    console.note(render(found, sources, language=args.lang, colour=colour))
