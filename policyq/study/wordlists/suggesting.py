"""Words that a list lacks: what bad messages say much more often than decent ones.

A candidate is a stretch of two to five Chinese characters, or a word in Latin letters. It is scored
by its log-odds in bad against decent messages with an informative Dirichlet prior, in standard
deviations: Monroe, Colaresi and Quinn 2008, "Fightin' Words: Lexical Feature Selection and
Evaluation for Identifying the Content of Political Conflict", Political Analysis 16(4). The prior
is how often all messages say it, so that what is rare all over makes no great score by chance.
Messages are counted, not repeats within one.

Left out are everyday words, candidates in which the list finds something, that begin or end inside other words
more often than not, that only one member says, that are not surely right often enough, those that
say no more than another one, and names of members, which are counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log, sqrt
from typing import Final, NamedTuple

from policyq.study.wordlists.intervals import Share
from policyq.study.wordlists.tally import EXAMPLES, Message
from policyq.text.everyday import is_everyday
from policyq.text.fold import fold
from policyq.text.whole import is_whole

LEAST: Final = 5
"""The fewest bad messages that must say it."""

SCORE: Final = 3.0
"""The least score: so many standard deviations."""

PRIOR: Final = 0.1
"""The weight of the prior, in parts of the messages."""

ALIKE: Final = 0.8
"""Two candidates, one within the other, say the same if so many messages are of both."""

ROOM: Final = 2_000_000
"""Beyond so many candidates those that were seen once are forgotten."""

_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_LATIN = re.compile("[a-z][a-z0-9]{1,19}")
_LENGTHS = (2, 3, 4, 5)


class Suggestion(NamedTuple):
    """A word that a list may lack."""

    text: str
    bad: int
    decent: int
    members: int
    """Who says it in bad messages."""
    new: int
    """The bad messages with it in which the list finds nothing."""
    precision: Share
    lift: float
    """How many times as often a bad message says it as a decent one."""
    score: float
    examples: tuple[Message, ...]


class Suggestions(NamedTuple):
    """What may be missing, the likeliest first."""

    words: list[Suggestion]
    names: int = 0
    """How many more would be here, were they not names of members."""


def suggest(
    bad: Sequence[Message],
    decent: Sequence[Message],
    finds: Callable[[Sequence[str]], Sequence[bool]],
    least: float,
    most: int = 50,
    named: Callable[[str], bool] = lambda word: False,
) -> Suggestions:
    """At most so many words. ``finds``: in which texts the list finds something; ``least``: the
    precision that a word must surely have; ``named``: whether a word is somebody's name."""
    if not bad or not decent:
        return Suggestions([])
    said = _places(bad)
    in_decent = _counted(decent, said)
    scored = {
        text: _score(len(places), in_decent[text], len(bad), len(decent))
        for text, places in said.items()
    }
    likely = sorted(
        (text for text, score in scored.items() if score >= SCORE),
        key=lambda text: (-scored[text], -len(text), text),
    )
    hit = finds([one.text for one in bad]) if likely else ()

    def worthy(some: Iterable[str], most: int) -> list[Suggestion]:
        apart, found = list(_apart(some, said)), list[Suggestion]()
        for text, known in zip(apart, finds(apart) if apart else (), strict=True):
            if known or is_everyday(text) or not _stands_alone(text, bad, said[text]):
                continue
            one = _suggestion(
                text, bad, said[text], in_decent[text], len(decent), hit, scored[text]
            )
            if one is not None and one.precision.low >= least:
                found.append(one)
            if len(found) == most:
                break
        return found

    # Apart from one another, so that a name hides no word that is said along with it.
    names = {text for text in likely if named(text)}
    words = worthy((text for text in likely if text not in names), most)
    return Suggestions(words, len(worthy((text for text in likely if text in names), ROOM)))


def _places(bad: Sequence[Message]) -> dict[str, list[int]]:
    """By candidate the bad messages that say it, of those that enough of them say."""
    counts: Counter[str] = Counter()
    for message in bad:
        counts.update(candidates(message.text))
        if len(counts) > ROOM:
            counts = Counter({text: count for text, count in counts.items() if count > 1})
    enough = {text for text, count in counts.items() if count >= LEAST}
    places: dict[str, list[int]] = defaultdict(list)
    for place, message in enumerate(bad):
        for text in candidates(message.text) & enough:
            places[text].append(place)
    return places


def _counted(decent: Iterable[Message], wanted: dict[str, list[int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for message in decent:
        counts.update(candidates(message.text) & wanted.keys())
    return counts


def candidates(text: str) -> set[str]:
    """Every candidate in a text, in any case and width."""
    folded = fold(text)
    found = set(_LATIN.findall(folded))
    for run in _HAN.findall(folded):
        for length in _LENGTHS:
            found.update(run[at : at + length] for at in range(len(run) - length + 1))
    return found


def _score(bad: int, decent: int, of_bad: int, of_decent: int) -> float:
    """The difference of the log-odds, in standard deviations."""
    weight = PRIOR * (of_bad + of_decent)
    prior = weight * (bad + decent) / (of_bad + of_decent)
    one, other = bad + prior, decent + prior
    odds = log(one / (of_bad + weight - one)) - log(other / (of_decent + weight - other))
    return odds / sqrt(1 / one + 1 / other)


def _apart(likely: Iterable[str], said: dict[str, list[int]]) -> Iterator[str]:
    """Without those that say no more than a better one: a part of it, or more than it."""
    chosen: list[tuple[str, frozenset[int]]] = []
    by_place: dict[int, list[int]] = defaultdict(list)
    for text in likely:
        mine = frozenset(said[text])
        shared = Counter(one for place in mine for one in by_place[place])
        if any(
            (text in chosen[one][0] or chosen[one][0] in text) and both >= ALIKE * len(mine)
            for one, both in shared.items()
        ):
            continue
        for place in mine:
            by_place[place].append(len(chosen))
        chosen.append((text, mine))
        yield text


def _stands_alone(text: str, bad: Sequence[Message], places: Sequence[int]) -> bool:
    """Whether it is mostly a word, or several, and no part of others; some messages are looked at."""
    looked = places[:40]
    whole = 0
    for place in looked:
        at = fold(bad[place].text).find(text)
        whole += at >= 0 and is_whole(bad[place].text, at, at + len(text))
    return 2 * whole > len(looked)


def _suggestion(
    text: str,
    bad: Sequence[Message],
    places: Sequence[int],
    decent: int,
    of_decent: int,
    hit: Sequence[bool],
    score: float,
) -> Suggestion | None:
    members = {bad[place].member for place in places} - {None}
    if len(members) == 1:
        return None
    new = [place for place in places if not hit[place]]
    count = len(places)
    return Suggestion(
        text=text,
        bad=count,
        decent=decent,
        members=len(members),
        new=len(new),
        precision=Share(count, count + decent),
        lift=(count + 0.5) / (len(bad) + 1) * (of_decent + 1) / (decent + 0.5),
        score=score,
        examples=tuple(bad[place] for place in [*new, *places][:EXAMPLES]),
    )
