"""How many texts a second the matcher searches, beside the libraries that could do it alone.

Texts of 120 characters and 1,200 words, on one thread, by the processor's time, spans included.
With ``../shared/data`` beside the checkout they are the decent half of the labelled comments and
the word lists there; without it, made up of the same shape. The others search what they are
given, without any fold; a library that is not installed is left out."""

from __future__ import annotations

import csv
import importlib
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from policyq.text.fold import fold
from policyq.text.folds import NORMALLY, STRICTLY
from policyq.text.words import Matcher

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LENGTH = 120
TEXTS = 2_000
WORDS = 1_200
MANY = 60_000
GOALS = {"strictly": (600_000, 2_000_000), "normally": (250_000, 1_000_000)}
SIZES = (125_000, 250_000, 500_000, 1_000_000)

Search = Callable[[str], object]


def main() -> None:
    draw = random.Random(1)
    words, texts = material(draw)
    print(f"{len(words):,} words, {len(texts):,} texts of {LENGTH} characters")
    print(f"{'':34}{'texts/s':>12}{'goal':>12}")
    for name, folds in (("strictly", STRICTLY), ("normally", NORMALLY)):
        matcher = Matcher(words, folds)
        hits = sum(map(len, matcher.batch(texts))) / len(texts)
        single, batch = GOALS[name]
        row(f"{name}, one by one", one_by_one(matcher.hits, texts), single)
        row(f"{name}, in a batch", at_once(matcher, texts), batch)
        print(f"  {hits:.2f} hits a text")
    print("\nothers, without folds")
    for name, search in others(words):
        row(name, one_by_one(search, texts))
    row("folding a text, no search", one_by_one(fold, texts))
    many(words, texts, draw)
    growth(words, texts)


def row(name: str, rate: float, goal: float | None = None) -> None:
    print(f"  {name:32}{rate:12,.0f}" + (f"{goal:12,.0f}" if goal else ""))


def one_by_one(search: Search, texts: Sequence[str]) -> float:
    def every() -> None:
        for text in texts:
            search(text)

    return len(texts) / best(every)


def at_once(matcher: Matcher, texts: Sequence[str]) -> float:
    return len(texts) / best(lambda: matcher.batch(texts))


def best(work: Callable[[], object], times: int = 9) -> float:
    """The least of the processor's seconds: what other work on the machine does not add to."""
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def others(words: Sequence[str]) -> list[tuple[str, Search]]:
    makers: dict[str, Callable[[object, Sequence[str]], Search]] = {
        "daachorse": _daachorse,
        "ahocorasick_rs": _ahocorasick_rs,
        "ahocorasick": _pyahocorasick,
        "hyperscan": _hyperscan,
    }
    found: list[tuple[str, Search]] = []
    for name, make in makers.items():
        try:
            library = importlib.import_module(name)
        except ImportError:
            continue
        found.append((name, make(library, words)))
    return found


def _daachorse(library: object, words: Sequence[str]) -> Search:
    return library.CharwiseDoubleArrayAhoCorasick(list(words)).find_overlapping


def _ahocorasick_rs(library: object, words: Sequence[str]) -> Search:
    automaton = library.AhoCorasick(list(words))
    return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)


def _pyahocorasick(library: object, words: Sequence[str]) -> Search:
    automaton = library.Automaton()
    for number, word in enumerate(words):
        automaton.add_word(word, number)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text))


def _hyperscan(library: object, words: Sequence[str]) -> Search:
    database = library.Database()
    flags = library.HS_FLAG_CASELESS | library.HS_FLAG_UTF8
    escaped = [
        "".join(one if one.isalnum() else f"\\x{{{ord(one):x}}}" for one in word) for word in words
    ]
    database.compile(
        expressions=[word.encode() for word in escaped], ids=list(range(len(words))), flags=flags
    )
    hits: list[tuple[int, int, int]] = []

    def hit(number: int, start: int, end: int, flags: int, context: object) -> None:
        hits.append((number, start, end))

    return lambda text: database.scan(text.encode(), match_event_handler=hit)


def many(words: Sequence[str], texts: Sequence[str], draw: random.Random) -> None:
    """What 60,000 words cost beside 1,200: the others are in none of the texts."""
    letters = sorted(filter(str.isalpha, set("".join(texts))))
    every = "".join(texts)
    more = set(words)
    while len(more) < MANY:
        word = "".join(draw.choices(letters, k=draw.randint(2, 6)))
        if word not in every:
            more.add(word)
    print(f"\n{MANY:,} words beside {len(words):,} (goal: at most 1.5 times the time)")
    for name, folds in (("strictly", STRICTLY), ("normally", NORMALLY)):
        few = Matcher(words, folds)
        began = time.process_time()
        large = Matcher(more, folds)
        print(f"  {name}: built in {time.process_time() - began:.2f} s")
        for how, measure in (("one by one", _single), ("in a batch", at_once)):
            print(f"  {name}, {how}: {measure(few, texts) / measure(large, texts):.2f} times")


def _single(matcher: Matcher, texts: Sequence[str]) -> float:
    return one_by_one(matcher.hits, texts)


def growth(words: Sequence[str], texts: Sequence[str]) -> None:
    long = "".join(texts)
    kinds = {
        "ordinary": lambda size: (long * (size // len(long) + 1))[:size],
        "one word": lambda size: (words[0] * size)[:size],
        "one character": lambda size: words[0][0] * size,
        "hidden": lambda size: "\u200b" * size,
        "parted": lambda size: (" ".join(words[0]) * size)[:size],
    }
    print(f"\nmilliseconds for {', '.join(f'{size:,}' for size in SIZES)} characters")
    for name, folds in (("strictly", STRICTLY), ("normally", NORMALLY)):
        matcher = Matcher(words, folds)
        for kind, text_of in kinds.items():
            took = [best(partial(matcher.hits, text_of(size)), 5) for size in SIZES]
            print(f"  {name}, {kind:15}" + "".join(f"{1000 * each:9.2f}" for each in took))


def material(draw: random.Random) -> tuple[list[str], list[str]]:
    labelled = DATA / "labelled" / "cold_train_10k.csv"
    if labelled.is_file():
        with labelled.open(encoding="utf-8", newline="") as file:
            long = "".join(row["text"] for row in csv.DictReader(file) if row["label"] == "0")
        lists = sorted((DATA / "lexicons").glob("*.txt"))
        lines = {line.strip() for path in lists for line in path.read_text("utf-8").split("\n")}
        words = draw.sample(sorted(line for line in lines if 2 <= len(line) <= 12), WORDS)
    else:
        letters = [chr(0x4E00 + number * 7) for number in range(2_500)]
        weights = [1 / (place + 20) for place in range(len(letters))]
        drawn = draw.choices([*letters, *"，。！？ a1"], weights + [0.02] * 7, k=TEXTS * LENGTH)
        long = "".join(drawn)
        words = ["".join(draw.choices(letters, k=draw.choice((2, 2, 3, 4)))) for _ in range(WORDS)]
    starts = range(0, len(long) - LENGTH, LENGTH)
    return words, [long[start : start + LENGTH] for start in starts][:TEXTS]


if __name__ == "__main__":
    main()
