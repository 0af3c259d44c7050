"""What to do with each word of a list, and why: keep, drop, whole-word, stricter, or look at it.

With labels, a word is measured against the least precision that is asked for (by default half-way
between the share of bad messages and 1). Nothing is proposed on fewer than `LEAST` messages with a
label, and nothing but on the bound of Wilson's interval on the safe side: a word goes only if it
is surely below the least precision, and stays unquestioned only if it is surely above.

- If the hits inside other words are surely too often wrong and those as a word are not, it becomes
  whole-word; if the hits that needed a fold are and the exact ones are not, its folds become strict.
- Else, if all its hits are surely too often wrong, it is dropped.
- Then the list without those words is counted again: a word is dropped, too, if the messages that
  it alone hits are surely too often wrong. That is all that it adds to the list.

Without labels nobody knows who is right. Then everyday words that many members write are proposed to
be dropped, those that stand mostly inside other words to become whole-word, and those that make a
large part of all hits to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policyq.study.report.words import percent
from policyq.study.wordlists.intervals import Share
from policyq.study.wordlists.tally import EXACT, WHOLE, OfWord, Tally, count
from policyq.text.everyday import is_everyday
from policyq.text.folds import STRICTLY
from policyq.text.lexicon import Entry
from policyq.vocabulary.types import Said

LEAST: Final = 10
"""The fewest messages with a label on which anything is proposed but to look at a word."""

LARGE: Final = 0.05
"""The share of all hits beyond which a word is to be looked at."""

MANY: Final = 5
"""The fewest members that write an everyday word which is dropped without labels."""

PROPOSALS: Final = {
    "drop": Said("删掉", "drop"),
    "whole": Said("只认整词", "whole-word"),
    "stricter": Said("严格匹配", "stricter"),
    "review": Said("人工看", "review"),
    "keep": Said("保留", "keep"),
}
"""In the order of what they change."""

_NOTHING = OfWord(0, 0, Share(0, 0), 0, Share(0, 0))


@dataclass(frozen=True, slots=True)
class Judged:
    """A word, what it does, and what is proposed."""

    word: int
    entry: Entry
    hits: int
    share: float
    """Of all hits of the list."""
    does: OfWord
    proposal: str
    """One of `PROPOSALS`."""
    why: Said


def judge(tally: Tally, least: float | None = None) -> list[Judged]:
    """Every word with a proposal; those that change most people's messages first. ``least`` is the
    least precision, from 0 to 1."""
    judge = _Judge(tally, least_precision(tally) if least is None else least)
    every = max(1, sum(tally.hits.values()))
    judged = [
        Judged(word, entry, tally.hits[word], tally.hits[word] / every, judge.all.get(word, _NOTHING), *said)
        for word, (entry, said) in enumerate(zip(tally.entries, judge.proposals(), strict=True))
    ]  # fmt: skip
    order = list(PROPOSALS)
    return sorted(judged, key=lambda one: (order.index(one.proposal), -one.does.messages, one.word))


def least_precision(tally: Tally) -> float:
    """Half-way between the share of bad messages and 1; 1/2 without labels."""
    return (1 + (tally.share().value or 0.0)) / 2


def applied(judged: Sequence[Judged]) -> list[Entry]:
    """The words of the list in their order, with the proposals made; reviews change nothing."""
    entries = (changed(one) for one in sorted(judged, key=lambda each: each.word))
    return [entry for entry in entries if entry is not None]


def changed(judged: Judged) -> Entry | None:
    """The word with its proposal made; ``None`` if it is dropped."""
    match judged.proposal:
        case "drop":
            return None
        case "whole":
            return judged.entry._replace(whole=True)
        case "stricter":
            return judged.entry._replace(folds=STRICTLY)
    return judged.entry


class _Judge:
    def __init__(self, tally: Tally, least: float) -> None:
        self._tally = tally
        self._least = least
        self._labels = bool(tally.bad + tally.decent)
        self.all = count(tally.records)
        self._inside = count(tally.records, lacking=WHOLE)
        self._whole = count(tally.records, having=WHOLE)
        self._folded = count(tally.records, lacking=EXACT)
        self._exact = count(tally.records, having=EXACT)

    def proposals(self) -> list[tuple[str, Said]]:
        """One for each word."""
        one = self._by_labels if self._labels else self._by_habit
        first = [one(word, entry) for word, entry in enumerate(self._tally.entries)]
        if not self._labels:
            return first
        gone = {word for word, (proposal, _) in enumerate(first) if proposal == "drop"}
        left = count(self._tally.records, gone)
        return [
            (said[0] in ("keep", "review") and self._adds_nothing(left.get(word, _NOTHING))) or said
            for word, said in enumerate(first)
        ]

    # -- with labels ---------------------------------------------------------------------------

    def _by_labels(self, word: int, entry: Entry) -> tuple[str, Said]:
        does = self.all.get(word, _NOTHING)
        if not does.messages:
            return "keep", Said("没有出现过", "never seen")
        if does.right.of < LEAST:
            return "review", Said(
                f"只有 {does.right.of} 条有标注的消息，说不准",
                f"only {does.right.of} messages with a label: too few to tell",
            )
        if not entry.whole and self._parts(word, self._inside, self._whole):
            share = self._inside[word].right
            return "whole", Said(
                f"在别的词里时只有 {_of(share)} 命中得对",
                f"inside other words it is right in {_of(share)} only",
            )
        if self._parts(word, self._folded, self._exact):
            share = self._folded[word].right
            return "stricter", Said(
                f"靠别的写法命中时只有 {_of(share)} 对",
                f"where it needs a fold it is right in {_of(share)} only",
            )
        return self._as_a_whole(does.right)

    def _as_a_whole(self, right: Share) -> tuple[str, Said]:
        bound = percent(self._least)
        if right.high < self._least:
            return "drop", Said(
                f"命中的只有 {_of(right)} 对，肯定不到 {bound}",
                f"right in {_of(right)} only, surely below {bound}",
            )
        if (right.value or 0) >= self._least:
            return "keep", Said(f"{_of(right)} 对", f"right in {_of(right)}")
        return "review", Said(
            f"{_of(right)} 对，不一定到得了 {bound}",
            f"right in {_of(right)}, perhaps below {bound}",
        )

    def _parts(self, word: int, some: dict[int, OfWord], others: dict[int, OfWord]) -> bool:
        """Whether some hits are surely too often wrong, and the others are not."""
        one, other = some.get(word, _NOTHING).right, others.get(word, _NOTHING).right
        return one.of >= LEAST and one.high < self._least and other.of > 0 and (
            other.high >= self._least and (other.value or 0) > one.high
        )  # fmt: skip

    def _adds_nothing(self, does: OfWord) -> tuple[str, Said] | None:
        right = does.right_alone
        if right.of < LEAST or right.high >= self._least:
            return None
        return "drop", Said(
            f"只有它命中的消息里 {_of(right)} 对，肯定不到 {percent(self._least)}",
            f"of the messages that it alone hits {_of(right)} are bad, surely below "
            f"{percent(self._least)}",
        )

    # -- without ---------------------------------------------------------------------------------

    def _by_habit(self, word: int, entry: Entry) -> tuple[str, Said]:
        does = self.all.get(word, _NOTHING)
        if not does.messages:
            return "keep", Said("没有出现过", "never seen")
        if does.messages < LEAST:
            return "keep", Said("很少出现", "seldom seen")
        inside = Share(self._inside.get(word, _NOTHING).messages, does.messages)
        if not entry.whole and inside.low > 0.5:
            return "whole", Said(
                f"{_of(inside)} 是在别的词里", f"{_of(inside)} of its messages have it inside other words"
            )  # fmt: skip
        if is_everyday(entry.text) and (does.members >= MANY or not self._tally.members):
            return "drop", Said(
                f"常用词，{does.members:,} 个成员说过", f"an everyday word, said by {does.members:,} members"
            )  # fmt: skip
        every = sum(self._tally.hits.values())
        if self._tally.hits[word] > LARGE * every:
            return "review", Said("占了全部命中的一大块", "a large part of all hits is its")
        return "keep", Said("看不出毛病", "nothing speaks against it")


def _of(share: Share) -> str:
    return f"{percent(share.value)} ({share.part:,}/{share.of:,})"
