"""Many short texts are searched as one, of which most is left out at once.

Where something is left out a gap is left, so that what is found does not reach across it: else
2,000 words that lie in one another would be found in the short texts of a whole crowd together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyq.text.definition import MOST_HITS, Hit
from policyq.text.engine.automaton import Place
from policyq.text.engine.hits import settled
from policyq.text.engine.searched import Searched, exactly
from policyq.text.engine.stream import Stream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def batch(one: Searched, texts: Sequence[str]) -> tuple[dict[int, list[Hit]], set[int]]:
    """The hits of those of some short texts that have any, in no order; and which texts must be
    searched by themselves."""
    stream, places, data = _left(one, one.alphabet.apart.join([*texts, ""]))
    longest = one.automaton.longest(data)
    return _hits(one, texts, stream, places, longest) if longest else ({}, set())


def _left(one: Searched, text: str) -> tuple[Stream, NDArray[np.intp], bytes]:
    """A text as a stream; the places in it that are left; and what is left, to be searched."""
    alphabet, neighbours = one.alphabet, one.neighbours
    codes = alphabet.codes(text)
    if neighbours.as_written:
        places, gaps = neighbours.kept(codes)
        numbers = alphabet.take(codes.take(places, None, None, "clip"), None, None, "clip")
        # Of it no more is asked than its places.
        stream = Stream(alphabet, numbers, False)
    else:
        stream = Stream(alphabet, alphabet.take(codes, None, None, "clip"), one.passes)
        places, gaps = neighbours.kept(stream.left)
        numbers = stream.left.take(places, None, None, "clip")
    numbers[gaps] = alphabet.other
    return stream, places, numbers.tobytes()


def _hits(
    one: Searched,
    texts: Sequence[str],
    stream: Stream,
    places: NDArray[np.intp],
    longest: list[Place],
) -> tuple[dict[int, list[Hit]], set[int]]:
    """``places``: what of the stream was searched."""
    import numpy as np

    hits: dict[int, list[Hit]] = {}
    again: set[int] = set()
    lengths = np.fromiter(map(len, texts), np.intp, len(texts)) + 1
    begins = (lengths.cumsum() - lengths).tolist()
    kept = places.tolist()
    where = (
        kept if stream.places is None else stream.places.take(places, None, None, "clip").tolist()
    )
    width, lone = one.alphabet.width, one.lone
    for found in longest:
        first, behind, number = found
        start, end = where[first // width], where[behind // width - 1] + 1
        text = bisect_right(begins, start) - 1
        begin = begins[text]
        some = hits.get(text)
        if some is None:
            some = hits[text] = []
        word = lone(number)
        if word and first % width == 0 and texts[text][start - begin : end - begin] == word:
            some.append(exactly((word, start - begin, end - begin, ())))
        elif text not in again and not _settle(one, texts[text], begin, stream, kept, found, some):
            again.add(text)
    return hits, again


def _settle(
    one: Searched,
    text: str,
    begin: int,
    stream: Stream,
    kept: list[int],
    longest: Place,
    hits: list[Hit],
) -> bool:
    """Add the hits of what ends at a place; whether that is enough to know them."""
    width = one.alphabet.width
    for start, end, number in one.automaton.all([longest]):
        if start % width:
            continue
        first, last = kept[start // width], kept[end // width - 1]
        for sought in one.strings.says[number]:
            more = settled(one, stream, first, last + 1, sought, text, begin)
            if more is None or len(hits) >= MOST_HITS:
                return False
            hits += more
    return True
