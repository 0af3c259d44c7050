"""``policyq words suggest``: words that a list lacks, from what bad messages say."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, wordfiles, wordlogs
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyq.study.wordlists.examples import Places


def configure(parser: Parser) -> None:
    """Add the arguments."""
    wordfiles.add_file(parser)
    wordlogs.configure(parser)
    wordfiles.add_folds(parser)


def run(args: Namespace) -> int:
    """Read, count, say, and write what is asked for."""
    from policyq.study.wordlists import report, written
    from policyq.study.wordlists.finding import Finder
    from policyq.study.wordlists.suggesting import suggest

    entries = wordfiles.lexicon_or_stop(args.file, args).entries
    finder = Finder(entries, wordfiles.folds_of(args), wordfiles.today(args))

    def finds(texts: Sequence[str]) -> list[bool]:
        return [bool(found) for found in finder.batch(texts)]

    messages = wordlogs.Messages(args)
    every = list(messages)
    labels = messages.labels is not None
    if not labels:
        hits = finds([one.text for one in every])
        every = [one._replace(bad=hit) for one, hit in zip(every, hits, strict=True)]
    bad = [one for one in every if one.bad is True]
    decent = [one for one in every if one.bad is False]
    if not bad or not decent:
        raise exits.Stop(
            exits.PROBLEMS,
            Said(
                "坏消息和正常消息都要有，才比得出来",
                "there must be bad messages and decent ones to compare",
            ),
        )
    least = (1 + len(bad) / len(every)) / 2 if args.precision is None else args.precision / 100
    words, names = suggest(bad, decent, finds, least, args.top, messages.people.are_named)
    places = {one.text: _places(one.text) for one in words}
    suggested = report.Suggested(
        words, names, len(bad), len(decent), labels, places,
        messages.shown(), messages.pseudonyms,
    )  # fmt: skip
    if args.write is not None:
        wordlogs.write(args, written.to_csv(written.of_suggestions(words, args.lang), args.lang))
    console.out(
        report.suggested_to_json(suggested)
        if args.json
        else report.suggested_to_text(suggested, args.lang)
    )
    return exits.OK


def _places(word: str) -> Places:
    from policyq.text.fold import fold

    def places(text: str) -> list[tuple[int, int]]:
        at = fold(text).find(word)
        return [(at, at + len(word))] if at >= 0 else []

    return places
