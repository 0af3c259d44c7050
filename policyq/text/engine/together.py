"""Many short texts are searched as one, of which most is left out at once.

Where something is left out a gap is left, so that what is found does not reach across it: else
2,000 words that lie in one another would be found in the short texts of a whole crowd together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policyq.text.definition import MOST_HITS, Hit
from policyq.text.engine.automaton import Place
from policyq.text.engine.hits import settled
from policyq.text.engine.searched import Searched, exactly
from policyq.text.engine.stream import Stream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def batch(
    one: Searched, texts: Sequence[str], results: list[list[Hit]]
) -> tuple[set[int], set[int]]:
    """Adds the hits of some short texts to their ``results``; which texts have several now, in no
    order, and which must be searched by themselves."""
    stream, places, data = _left(one, one.alphabet.apart.join([*texts, ""]))
    longest = one.automaton.longest(data)
    if not longest:
        return set(), set()
    return _hits(one, texts, stream, places, longest, results)


def _left(one: Searched, text: str) -> tuple[Stream, NDArray[np.intp], bytes]:
    """A text as a stream; the places in it that are left; and what is left, to be searched."""
    alphabet, neighbours = one.alphabet, one.neighbours()
    codes = alphabet.codes(text)
    if neighbours.as_written:
        places, gaps = neighbours.kept(codes)
        numbers = alphabet.take(codes.take(places, None, None, "wrap"), None, None, "wrap")
        # Of it no more is asked than its places.
        stream = Stream(alphabet, numbers, False)
    else:
        stream = Stream(alphabet, alphabet.take(codes, None, None, "wrap"), one.passes)
        places, gaps = neighbours.kept(stream.left)
        numbers = stream.left.take(places, None, None, "wrap")
    numbers[gaps] = alphabet.other
    return stream, places, numbers.tobytes()


def _hits(
    one: Searched,
    texts: Sequence[str],
    stream: Stream,
    places: NDArray[np.intp],
    longest: list[Place],
    results: list[list[Hit]],
) -> tuple[set[int], set[int]]:
    """``places``: what of the stream was searched."""
    several: set[int] = set()
    again: set[int] = set()
    begins = _begins(texts)
    width, lone = one.alphabet.width, one.lone
    for found, text, start, end in _whereabouts(begins, stream, places, longest, width):
        word, hits = lone(found[2]), results[text]
        if hits:
            several.add(text)
        if word and texts[text][start:end] == word and found[0] % width == 0:
            hits.append(exactly((word, start, end, ())))
        elif text not in again:
            begin = int(begins[text])
            if not _settle(one, texts[text], begin, stream, places, found, hits):
                again.add(text)
            if len(hits) > 1:
                several.add(text)
    return several, again


def _begins(texts: Sequence[str]) -> NDArray[np.intp]:
    """Where each of the texts begins among all of them, which a character sets apart."""
    import numpy as np

    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    lengths += 1
    return lengths.cumsum() - lengths


def _whereabouts(
    begins: NDArray[np.intp],
    stream: Stream,
    places: NDArray[np.intp],
    longest: list[Place],
    width: int,
) -> Iterator[tuple[Place, int, int, int]]:
    """For each that is found the text that it is in, and the characters of that text from and up
    to which it stands."""
    import numpy as np

    firsts, behinds, _ = zip(*longest, strict=True)
    both = np.array((firsts, behinds)) // width
    both[1] -= 1
    both = places.take(both)
    if stream.places is not None:
        both = stream.places.take(both)
    numbers = begins.searchsorted(both[0], "right") - 1
    both -= begins.take(numbers)
    both[1] += 1
    return zip(longest, numbers.tolist(), *both.tolist(), strict=True)


def _settle(
    one: Searched,
    text: str,
    begin: int,
    stream: Stream,
    places: NDArray[np.intp],
    longest: Place,
    hits: list[Hit],
) -> bool:
    """Add the hits of what ends at a place; whether that is enough to know them.

    ``begin``: where among all of them the text begins.
    """
    width = one.alphabet.width
    for start, end, number in one.automaton.all([longest]):
        if start % width:
            continue
        first, last = int(places[start // width]), int(places[end // width - 1])
        for sought in one.strings.says(number):
            more = settled(one, stream, first, last + 1, sought, text, begin)
            if more is None or len(hits) >= MOST_HITS:
                return False
            hits += more
    return True
