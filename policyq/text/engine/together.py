"""Many short texts are searched as one, of which most is left out at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from policyq.text.definition import MOST_HITS, Hit
from policyq.text.engine.hits import settled
from policyq.text.engine.searched import Searched
from policyq.text.engine.stream import Stream


def batch(one: Searched, texts: Sequence[str]) -> tuple[dict[int, list[Hit]], set[int]]:
    """The hits of those of some short texts that have any, in no order; and which texts must be
    searched by themselves."""
    hits: dict[int, list[Hit]] = {}
    again: set[int] = set()
    numbers = one.alphabet.numbers(one.alphabet.apart.join(texts))
    stream = Stream(one.alphabet, numbers, one.passes)
    kept = one.neighbours.kept(stream.left)
    longest = one.automaton.longest(stream.left[kept].tobytes())
    if not longest:
        return hits, again
    indices = kept.tolist()
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    width = one.alphabet.width
    for start, end, number in one.automaton.all(longest):
        first, last = indices[start // width], indices[end // width - 1]
        # What was not together in the stream may have come together.
        if start % width or last - first != (end - start) // width - 1:
            continue
        text = bisect_right(begins, stream.place(first)) - 1
        some = hits.setdefault(text, [])
        for sought in one.strings.says[number]:
            more = settled(one, stream, first, last + 1, sought, texts[text], begins[text])
            if more is None or len(some) >= MOST_HITS:
                again.add(text)
            else:
                some += more
    return hits, again
