"""``policyq words audit``: what each word of a list does in a log, and what to do about it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, values, wordfiles, wordlogs
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyq.study.wordlists.examples import Places
    from policyq.study.wordlists.finding import Finder
    from policyq.study.wordlists.tally import Message
    from policyq.text.lexicon import Entry


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    wordfiles.add_file(parser)
    wordlogs.configure(parser)
    wordfiles.add_folds(parser)
    parser.add_argument(
        "--holdout",
        type=_part(parser),
        metavar=say("比例", "SHARE"),
        help=say(
            "留出这么多有标注的消息（如 0.5）不学，只用来打分：原词库和照办以后各多准、各找到多少",
            "hold out this share of the messages with a label, such as 0.5, and score the list on "
            "them, as it is and with the proposals",
        ),
    )
    parser.add_argument(
        "--seed",
        type=values.whole(parser, 0, 2**31),
        default=1,
        metavar=say("种子", "NUMBER"),
        help=say("怎么分（默认 1）", "how they are divided (default: 1)"),
    )


def run(args: Namespace) -> int:
    """Count, judge, say, and write what is asked for."""
    from policyq.study.wordlists import judging, report, scoring, written
    from policyq.study.wordlists.finding import Finder
    from policyq.study.wordlists.tally import Tally

    entries = wordfiles.lexicon_or_stop(args.file, args).entries
    folds, today = wordfiles.folds_of(args), wordfiles.today(args)
    messages = wordlogs.Messages(args)
    finder = Finder(entries, folds, today)
    tally = Tally(entries, finder)
    held: list[Message] = []
    if args.holdout is None:
        tally.see(messages)
    else:
        learnt, held = scoring.divided(messages, args.holdout, args.seed)
        if not held:
            raise exits.Stop(
                exits.USAGE,
                Said("没有标注可以留出", "there are no labels that could be held out"),
            )
        tally.see(learnt)
    least = judging.least_precision(tally) if args.precision is None else args.precision / 100
    judged = judging.judge(tally, least)
    scores = {}
    if held:
        after = Finder(judging.applied(judged), folds, today)
        scores = {"before": scoring.score(finder, held), "after": scoring.score(after, held)}
    audit = report.Audit(
        judged, tally.messages, len(tally.members), len(tally.records), tally.share(), least,
        scores, tally.examples, _places(entries, finder), messages.shown(), messages.pseudonyms,
    )  # fmt: skip
    if args.write is not None:
        wordlogs.write(args, written.to_csv(written.with_reasons(judged, args.lang), args.lang))
    console.out(
        report.audit_to_json(audit, args.lang)
        if args.json
        else report.audit_to_text(audit, args.lang, args.top)
    )
    return exits.OK


def _places(entries: Sequence[Entry], finder: Finder) -> dict[int, Places]:
    def of(word: int) -> Places:
        def places(text: str) -> list[tuple[int, int]]:
            found = finder.batch([text])[0]
            return [(one.hit.start, one.hit.end) for one in found if one.word == word]

        return places

    return {word: of(word) for word in range(len(entries))}


def _part(parser: Parser) -> Callable[[str], float]:
    import argparse

    says = parser.say("要写 0 和 1 之间的数，如 0.5", "give a number between 0 and 1, such as 0.5")

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = 0.0
        if not 0 < number < 1:
            raise argparse.ArgumentTypeError(says)
        return number

    return read
