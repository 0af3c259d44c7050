"""What lists of words from the net do to messages with labels: as they are, and audited.

Needs the data beside the checkout (``../shared/data``) and says so if it is missing. For each
lexicon, and all together, the precision, the recall and the share of decent messages that are hit:
on all messages under each set of folds (``loosely`` on a sample, and
without the words of one character, which it finds nearly everywhere), and on a half of them after
`policyq words audit` learnt on the other half, and the other way round.

``--sample N`` messages for ``loosely``; ``--seed`` for the halves.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from policyq.apps.labels import read as read_labels
from policyq.study.wordlists.finding import Finder
from policyq.study.wordlists.intervals import Share
from policyq.study.wordlists.judging import applied, judge
from policyq.study.wordlists.scoring import Score, divided, score
from policyq.study.wordlists.tally import Message, Tally
from policyq.text.folds import NORMALLY, SETS
from policyq.text.lexicon import Entry, of_file

DATA = Path(__file__).parents[3] / "shared" / "data"
TODAY = date(2026, 1, 1)


def lexicons() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for path in sorted((DATA / "lexicons").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found[path.stem] = list(of_file(text, path.name).entries)
    found["all"] = list(dict.fromkeys(entry for some in found.values() for entry in some))
    return found


def messages() -> list[Message]:
    path = DATA / "labelled" / "cold_train_10k.csv"
    return read_labels(path.read_text(encoding="utf-8"), path.name).messages


def show(name: str, count: int, found: Score, seconds: float) -> None:
    cells = "  ".join(f"{cell(share):>20}" for share in found)
    print(f"{name:34} {count:5} words  {cells}  {seconds:6.1f} s", flush=True)


def cell(share: Share) -> str:
    if share.value is None:
        return "-"
    return f"{100 * share.value:5.1f} % ({100 * share.low:4.1f}-{100 * share.high:4.1f})"


def shown(name: str, entries: Sequence[Entry], folds: frozenset[str], some: list[Message]) -> None:
    began = time.process_time()
    found = score(Finder(entries, folds, TODAY), some)
    show(name, len(entries), found, time.process_time() - began)


def audited(name: str, entries: Sequence[Entry], every: list[Message], seed: int) -> None:
    """Both halves: learnt on the one, scored on the other."""
    first, second = divided(every, 0.5, seed)
    for part, learnt, held in (("2nd half", first, second), ("1st half", second, first)):
        began = time.process_time()
        tally = Tally(entries, Finder(entries, NORMALLY, TODAY))
        tally.see(learnt)
        kept = applied(judge(tally))
        seconds = time.process_time() - began
        raw = score(Finder(entries, NORMALLY, TODAY), held)
        show(f"{name} {part}, raw", len(entries), raw, 0)
        show(
            f"{name} {part}, audited",
            len(kept),
            score(Finder(kept, NORMALLY, TODAY), held),
            seconds,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not (DATA / "lexicons").is_dir() or not (DATA / "labelled").is_dir():
        sys.exit(f"skipped: no data at {DATA}")
    every = messages()
    few = random.Random(args.seed).sample(every, min(args.sample, len(every)))
    print(f"{len(every)} messages, {sum(one.bad is True for one in every)} of them bad")
    print(f"{'':46}  {'precision':>20}  {'recall':>20}  {'decent ones hit':>20}")
    for name, entries in lexicons().items():
        for chosen, folds in SETS.items():
            if chosen != "loosely":
                shown(f"{name} {chosen}", entries, folds, every)
        if args.sample:
            for chosen in ("normally", "loosely"):
                shown(f"{name} {chosen}, {len(few)}", entries, SETS[chosen], few)
            long = [entry for entry in entries if len(entry.text) > 1]
            shown(f"{name} loosely, {len(few)}, long", long, SETS["loosely"], few)
        audited(name, entries, every, args.seed)


if __name__ == "__main__":
    main()
