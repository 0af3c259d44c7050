"""How many texts a second the matcher searches, beside the libraries that could do it alone.

Texts of 120 characters and 1,200 words, on one thread, by the processor's time, spans included.
With ``../shared/data`` beside the checkout they are the decent half of the labelled comments and
the word lists there; without it, made up of the same shape. The others search what they are
given, without any fold; a library that is not installed is left out. What a machine does in a second
is another number on each, and at each hour: so goals are in terms of what daachorse alone does,
measured right before and after."""

from __future__ import annotations

import csv
import importlib
import random
import resource
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import daachorse

from policyq.text.fold import fold
from policyq.text.folds import SETS
from policyq.text.words import Matcher

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LENGTH = 120
TEXTS = 2_000
WORDS = 1_200
MANY = 60_000
GOALS = {
    "strictly": (0.93, 3.1),
    "normally": (0.39, 1.56),
    "loosely": (0.0015, 0.0046),
}
"""How many times as many texts a second as daachorse alone: one by one, and in a batch."""
BUILT = 2.0
"""In how many seconds `MANY` words should be ready under each set."""
SLOWER = 1.5
"""How many times the time `MANY` words may take."""
SIZES = {
    "strictly": (250_000, 500_000, 1_000_000),
    "normally": (250_000, 500_000, 1_000_000),
    "loosely": (62_500, 125_000, 250_000),
}
TIMES = {"strictly": 9, "normally": 9, "loosely": 2}
"""How often the sets are measured."""

Search = Callable[[str], object]


def main() -> None:
    draw = random.Random(1)
    words, texts = material(draw)
    print(f"{len(words):,} words, {len(texts):,} texts of {LENGTH} characters")
    print(f"{'':34}{'texts/s':>12}{'daachorse':>12}{'ratio':>10}{'goal':>10}")
    peer = _daachorse(daachorse, words)
    rates: dict[str, float] = {}
    for name, folds in SETS.items():
        Matcher(words[:1], folds).hits(texts[0])  # the tables, which all lists share
        memory, began = used(), time.process_time()
        matcher = Matcher(words, folds)
        built = time.process_time() - began
        hits = sum(map(len, matcher.batch(texts))) / len(texts)
        one, other = in_turn(partial(each, matcher.hits, texts), peer, texts, TIMES[name])
        rates[name] = one
        row(f"{name}, one by one", one, other, GOALS[name][0])
        one, other = in_turn(partial(matcher.batch, texts), peer, texts, TIMES[name])
        row(f"{name}, in a batch", one, other, GOALS[name][1])
        print(
            f"  {hits:.2f} hits a text; built in {built:.2f} s; {used() - memory:.0f} MB with all "
            "that is kept of what was searched"
        )
    print("\nothers, without folds, and how many times as quick they are, one by one")
    for name, search in others(words):
        rate = one_by_one(search, texts)
        ratios = "".join(f"{rate / ours:12,.2f}" for ours in rates.values())
        print(f"  {name:32}{rate:12,.0f}{ratios}")
    print(f"  {'folding a text, no search':32}{one_by_one(fold, texts):12,.0f}")
    many(words, texts, draw)
    growth(words, texts)


def row(name: str, rate: float, other: float, goal: float) -> None:
    print(f"  {name:32}{rate:12,.0f}{other:12,.0f}{rate / other:10.4f}{goal:10.4f}")


def in_turn(
    work: Callable[[], object], peer: Search, texts: Sequence[str], times: int
) -> tuple[float, float]:
    """How many texts a second some work does, and the peer, which is measured before and after."""
    before = best(partial(each, peer, texts), times)
    took = best(work, times)
    after = best(partial(each, peer, texts), times)
    return len(texts) / took, len(texts) / min(before, after)


def each(search: Search, texts: Sequence[str]) -> None:
    for text in texts:
        search(text)


def used() -> float:
    """The most megabytes that were ever in use."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_by_one(search: Search, texts: Sequence[str], times: int = 9) -> float:
    return len(texts) / best(partial(each, search, texts), times)


def at_once(matcher: Matcher, texts: Sequence[str], times: int = 9) -> float:
    return len(texts) / best(lambda: matcher.batch(texts), times)


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


def _daachorse(library: Any, words: Sequence[str]) -> Search:
    found: Search = library.CharwiseDoubleArrayAhoCorasick(list(words)).find_overlapping
    return found


def _ahocorasick_rs(library: Any, words: Sequence[str]) -> Search:
    automaton = library.AhoCorasick(list(words))
    return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)


def _pyahocorasick(library: Any, words: Sequence[str]) -> Search:
    automaton = library.Automaton()
    for number, word in enumerate(words):
        automaton.add_word(word, number)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text))


def _hyperscan(library: Any, words: Sequence[str]) -> Search:
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
    print(f"\n{MANY:,} words beside {len(words):,} (goals: {BUILT} s, {SLOWER} times the time)")
    began = time.process_time()
    peer = _daachorse(daachorse, sorted(more))
    print(f"  daachorse: built in {(alone := time.process_time() - began):.2f} s")
    slower = one_by_one(_daachorse(daachorse, words), texts) / one_by_one(peer, texts)
    print(f"  daachorse, one by one: {slower:.2f} times the time")
    for name, folds in SETS.items():
        few = Matcher(words, folds)
        began = time.process_time()
        large = Matcher(more, folds)
        built = time.process_time() - began
        print(f"  {name}: built in {built:.2f} s, {built / alone:.1f} times daachorse's")
        some, times = (texts[:200], 2) if name == "loosely" else (texts, 9)
        for how, measure in (("one by one", _single), ("in a batch", at_once)):
            rate = measure(large, some, times)
            slower = measure(few, some, times) / rate
            print(f"  {name}, {how}: {rate:,.0f} texts/s, {slower:.2f} times the time")


def _single(matcher: Matcher, texts: Sequence[str], times: int) -> float:
    return one_by_one(matcher.hits, texts, times)


def growth(words: Sequence[str], texts: Sequence[str]) -> None:
    """How long a text takes that is twice as long as another (goal: at most 2.2 times)."""
    long = "".join(texts)
    units = {
        "ordinary": long,
        "one word": words[0],
        "one character": "哈",
        "one sound": "是事",
        "letters": "jiaweixin",
        "one syllable": "shi",
        "English": "what is the time and who are you ",
        "strokes": "十一",
        "separators": " ,!😀",
        "leet": "(!$+",
        "hidden": "\u200b",
        "directions": "\u202a\u202c",
        "halves": "\ud800\udc00加",
        "parted": " ".join(words[0]),
        "nearly": "加微",
    }
    more = ["微信", "加微信", "哈哈哈", "事实", "时时", "t.me", "c++", "fuck", "王八"]
    for name, folds in SETS.items():
        sizes = SIZES[name]
        print(f"\nseconds, {name}, for {', '.join(f'{size:,}' for size in sizes)} characters")
        matcher = Matcher([*words, *more], folds)
        for kind, unit in units.items():
            some = [(unit * (size // len(unit) + 1))[:size] for size in sizes]
            took = [best(partial(matcher.hits, text), 2) for text in some]
            ratios = [f"{after / before:.2f}" for before, after in pairwise(took)]
            print(f"  {kind:15}" + "".join(f"{each:9.4f}" for each in took), *ratios)
    print("\nseconds for what nests and what begins alike")
    nested = ["哈" * length for length in range(1, 2_001)]
    alike = [f"词{number}" for number in range(100_000)]
    for name, folds in SETS.items():
        # Loosely each of the nested words is asked of the definition by itself.
        some = nested[:100] if name == "loosely" else nested
        built = best(partial(Matcher, some, folds), 1)
        searched = best(partial(Matcher(some, folds).hits, "哈" * 1_600), 1)
        print(
            f"  {name}: {len(some):,} nested words, built {built:.2f}, 1,600 characters {searched:.3f}"
        )
        built = best(partial(Matcher, alike, folds), 1)
        searched = best(partial(Matcher(alike, folds).hits, "看词99999"), 1)
        print(
            f"  {name}: {len(alike):,} words with one beginning, built {built:.2f}, {searched:.4f}"
        )


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
