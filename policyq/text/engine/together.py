"""Many short texts are searched as one, of which most is left out at once.

Where something is left out a gap is left, so that what is found does not reach across it: else
2,000 words that lie in one another would be found in the short texts of a whole crowd together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby

from policyq.text.definition import MOST_HITS, Hit
from policyq.text.engine.automaton import Place
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
    places, is_gap = one.neighbours.kept(stream.left)
    left = stream.left[places]
    left[is_gap] = one.alphabet.other
    longest = one.automaton.longest(left.tobytes())
    if not longest:
        return hits, again
    indices = places.tolist()
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    width = one.alphabet.width

    def text_of(place: Place) -> int:
        return bisect_right(begins, stream.place(indices[(place[1] - 1) // width])) - 1

    for text, ends in groupby(longest, key=text_of):
        some = hits.setdefault(text, [])
        for start, end, number in one.automaton.all(list(ends)):
            if start % width:
                continue
            first, last = indices[start // width], indices[end // width - 1]
            for sought in one.strings.says[number]:
                more = settled(one, stream, first, last + 1, sought, texts[text], begins[text])
                if more is None or len(some) >= MOST_HITS:
                    again.add(text)
                else:
                    some += more
            if text in again:
                break
    return hits, again
