"""How many dodged words each set of folds finds, and how many decent messages it flags besides.

Needs the data beside the checkout (``../shared/data``) and says so if it is missing. Words are
those of the lexicons with two and more characters. They are dodged by the lists in ``evasion``,
and stand in a message of their own or within a decent one; a dodged word is found if the matcher
names the word there. A word is *tuned* or *held out* by a checksum of its spelling: tables and
vetoes were only ever looked at with the tuned ones. Extra hits: the share of the decent messages
in which a set finds something and ``strictly`` finds nothing, with the words of all lexicons.

``--part tuned`` or ``held-out`` alone; ``--words N`` for a sample.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from policyq.text.characters import canonical, rows
from policyq.text.definition import hits_slowly
from policyq.text.folds import LOOSELY, NORMALLY, SETS
from policyq.text.lexicon import read
from policyq.text.words import Matcher

DATA = Path(__file__).parents[3] / "shared" / "data"
CARRIERS = ("{}", "有人要{}吗", "你这个{}啊", "hello {} 在的", "我们一起去{}了，真的")
SEPARATORS = " .,-_*·，。、！~|/+❤😀🌟\n　…"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

Dodge = Callable[[str, random.Random], str | None]


def lexicons() -> list[str]:
    found: dict[str, None] = {}
    for path in sorted((DATA / "lexicons").glob("*.txt")):
        words, _ = read(path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(word for word in words if len(word) >= 2)
    return list(found)


def decent() -> Iterator[str]:
    with (DATA / "labelled" / "cold_train_10k.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] == "0":
                yield row["text"]


def is_held_out(word: str) -> bool:
    return zlib.crc32(word.encode()) % 2 == 0


# -- dodges ----------------------------------------------------------------------------------------


@cache
def _pairs(name: str) -> dict[str, str]:
    lines = (DATA / "evasion" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[2:] for line in lines if len(line) > 2}


@cache
def _splits() -> dict[str, list[str]]:
    lines = (DATA / "evasion" / "chaizi-jt.txt").read_text(encoding="utf-8").splitlines()
    return {
        one: ["".join(way.split()) for way in ways if way.strip()]
        for one, *ways in (line.split("\t") for line in lines)
    }


@cache
def _styles() -> tuple[list[str], list[str]]:
    styles = json.loads((DATA / "evasion" / "styles.json").read_text(encoding="utf-8"))
    return styles["digits_1_to_9"], styles["letters_a_to_z"]


@cache
def _traditional() -> dict[str, str]:
    return {row[0]: row[2:] for row in rows("traditional")}


@cache
def _sounds() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("pinyin"):
        syllable, first, *_ = row.split(" ")
        found |= dict.fromkeys(first, syllable)
    return found


def _replaced(
    word: str, others: Callable[[str], str | list[str]], dice: random.Random, every: bool
) -> str | None:
    places = [place for place, one in enumerate(word) if others(one)]
    if not places:
        return None
    chosen = places if every else [dice.choice(places)]
    return "".join(
        dice.choice(others(one)) if place in chosen else one for place, one in enumerate(word)
    )


def _pinyin(word: str, dice: random.Random) -> str | None:
    known = [_sounds().get(one, one if one.isascii() else None) for one in word]
    if None in known or word.isascii():
        return None
    return dice.choice(("", "", " ")).join(filter(None, known))


def _mixed(word: str, dice: random.Random) -> str | None:
    return _replaced(word, lambda one: [_sounds()[one]] if one in _sounds() else [], dice, False)


def _initials(word: str, dice: random.Random) -> str | None:
    known = [_sounds().get(one, one)[0] for one in word]
    return None if word.isascii() else "".join(known)


def _styled(word: str, dice: random.Random) -> str | None:
    digits, letters = _styles()
    digit, letter = dice.choice(digits), dice.choice(letters)
    order = "abcdefghijklmnopqrstuvwyz" if len(letter) == 25 else "abcdefghijklmnopqrstuvwxyz"
    table = dict(zip("123456789", digit, strict=True)) | dict(zip(order, letter, strict=False))
    return _replaced(word.lower(), lambda one: table.get(one, ""), dice, True)


def _spread(between: str, least: int, most: int) -> Dodge:
    def dodge(word: str, dice: random.Random) -> str:
        gaps = ("".join(dice.choices(between, k=dice.randint(least, most))) for _ in word)
        return "".join(one + gap for one, gap in zip(word, (*list(gaps)[1:], ""), strict=True))

    return dodge


def _repeated(word: str, dice: random.Random) -> str:
    return "".join(one * dice.randint(1, 3) for one in word)


def _reversed(word: str, dice: random.Random) -> str | None:
    return word[::-1] if word != word[::-1] else None


def _shuffled(word: str, dice: random.Random) -> str | None:
    others = [other for _ in range(5) if (other := "".join(dice.sample(word, len(word)))) != word]
    return others[0] if others else None


DODGES: dict[str, tuple[Dodge, frozenset[str]]] = {
    "traditional": (
        lambda word, dice: _replaced(word, lambda one: _traditional().get(one, ""), dice, True),
        NORMALLY,
    ),
    "styled": (_styled, NORMALLY),
    "separators": (_spread(SEPARATORS, 1, 2), NORMALLY),
    "zero-width": (_spread(INVISIBLE, 1, 5), NORMALLY),
    "repeats": (_repeated, NORMALLY),
    "look-alike": (
        lambda word, dice: _replaced(
            word, lambda one: _pairs("lookalikes").get(one, ""), dice, False
        ),
        LOOSELY,
    ),
    "look-alike all": (
        lambda word, dice: _replaced(
            word, lambda one: _pairs("lookalikes").get(one, ""), dice, True
        ),
        LOOSELY,
    ),
    "split": (
        lambda word, dice: _replaced(word, lambda one: _splits().get(one, []), dice, False),
        LOOSELY,
    ),
    "split all": (
        lambda word, dice: _replaced(word, lambda one: _splits().get(one, []), dice, True),
        LOOSELY,
    ),
    "homophone": (
        lambda word, dice: _replaced(
            word, lambda one: _pairs("homophones").get(one, ""), dice, False
        ),
        LOOSELY,
    ),
    "homophone all": (
        lambda word, dice: _replaced(
            word, lambda one: _pairs("homophones").get(one, ""), dice, True
        ),
        LOOSELY,
    ),
    "full pinyin": (_pinyin, LOOSELY),
    "mixed pinyin": (_mixed, LOOSELY),
    "initials": (_initials, LOOSELY),
    "reversed": (_reversed, LOOSELY | {"reversed"}),
    "shuffled": (_shuffled, LOOSELY | {"shuffled"}),
}


@cache
def _short_messages() -> list[str]:
    return [text for text in decent() if len(text) <= 60]


def recall(words: list[str], name: str, folds: frozenset[str]) -> tuple[float, int, list[str]]:
    """The share found, of how many, and some that were not."""
    dodge, _ = DODGES[name]
    found, missed = 0, []
    asked = 0
    for word in words:
        dice = random.Random(f"{name} {word}")
        dodged = dodge(word, dice)
        if dodged is None or dodged == word:
            continue
        asked += 1
        before, after = dice.choice(CARRIERS).split("{}")
        if dice.random() < 0.5:
            message = dice.choice(_short_messages())
            place = dice.randint(0, len(message))
            before, after = message[:place], message[place:]
        start, text = len(before), before + dodged + after
        if any(
            hit.start < start + len(dodged) and hit.end > start
            for hit in hits_slowly([word], text, folds)
        ):
            found += 1
        else:
            missed.append(f"{word}→{text}")
    return (found / asked if asked else 0), asked, missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tuned", "held-out"))
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--messages", type=int, default=10**6)
    parser.add_argument("--missed", action="store_true", help="print some that were not found")
    parser.add_argument("--only", help="comma-separated dodges; '' for none")
    args = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"skipped: no data at {DATA}")
    canonical(LOOSELY)
    words = lexicons()
    sample = random.Random(1).sample(words, min(len(words), 2 * args.words))
    names = list(DODGES) if args.only is None else [n for n in args.only.split(",") if n]
    for name in names:
        folds = DODGES[name][1]
        line = f"{name:18}"
        for part in ("tuned", "held-out"):
            if args.part in (None, part):
                share, count, missed = recall(
                    [word for word in sample if is_held_out(word) == (part == "held-out")],
                    name,
                    folds,
                )
                line += f"  {part} {100 * share:5.1f} % of {count:4}"
        print(line, flush=True)
        if args.missed and args.part == "tuned":
            print("   ", *missed[:40])
    if args.messages:
        extra_hits(words, args.messages)


def extra_hits(words: list[str], most: int) -> None:
    messages = list(decent())[:most]
    strictly = [bool(hits) for hits in Matcher(words).batch(messages)]
    print(f"strictly  flags {100 * sum(strictly) / len(messages):.2f} % of {len(messages)} decent")
    for name, folds in SETS.items():
        if name == "strictly" or not most:
            continue
        began = time.process_time()
        extra, why, examples = 0, Counter[str](), defaultdict(list)
        every = Matcher(words, folds).batch(messages)
        for text, known, found in zip(messages, strictly, every, strict=True):
            hits = [] if known else found
            extra += bool(hits)
            for needed in {hit.folds for hit in hits}:
                why["+".join(needed)] += 1
            for hit in hits:
                examples["+".join(hit.folds)].append(
                    f"{hit.word}←{text[max(0, hit.start - 4) : hit.start]}[{text[hit.start : hit.end]}]{text[hit.end : hit.end + 4]}"
                )
        seconds = time.process_time() - began
        print(f"{name:9} {100 * extra / len(messages):+.2f} points  ({seconds:.0f} s)")
        for folds_needed, count in why.most_common(12):
            print(f"    {folds_needed}: {count}", *examples[folds_needed][:12])


if __name__ == "__main__":
    main()
