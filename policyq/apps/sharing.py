"""A stream of events under pseudonyms: read once, kept on the disk, and given on masked.

Who is named in a text may speak only later, so that every name must be known before the first
event is given on. What is kept meanwhile is a nameless temporary file, gone at the end.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator

from policyq.study.pseudonyms import Pseudonyms
from policyq.study.sharing import Known, Mask, Texts
from policyq.vocabulary.events import Event

_BATCH = 1_000


def shared(
    events: Iterable[Event], pseudonyms: Pseudonyms, texts: Texts = "mask"
) -> Iterator[Event]:
    """The events, masked (`policyq.study.sharing`), once all of them have been read."""
    known = Known(pseudonyms)
    with tempfile.TemporaryFile() as kept:
        batch: list[Event] = []
        for event in events:
            known.see(event)
            batch.append(event)
            if len(batch) >= _BATCH:
                pickle.dump(batch, kept, pickle.HIGHEST_PROTOCOL)
                batch = []
        pickle.dump(batch, kept, pickle.HIGHEST_PROTOCOL)
        mask = Mask(pseudonyms, known, texts)
        end = kept.tell()
        kept.seek(0)
        while kept.tell() < end:
            yield from map(mask.event, pickle.load(kept))
