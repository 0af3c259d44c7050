"""Which messages people are asked about: a random sample by strata, with known probabilities.

A message falls into the first stratum that holds for it:

- ``gained``, ``lost`` (of two policies): only the new one, only the old one finds a violation;
- ``rule: NAME``: a violation is found, and NAME is the first rule of the policy that finds it;
- ``near``: none is found, but a policy that finds more would (`policyq.study.labels.nearer`);
- ``rest``: everything else.

Inside of a stratum all messages have the same chance. Where a verdict says more, more are drawn:
messages in which something is found are few, and precision and what a change does rest on them;
those in which nothing is found are many, and the little that is bad among them decides the recall.
Every message gets a number from a hash of the seed, its group and its id; the smallest numbers of a
stratum are drawn (a simple random sample without replacement). So the same log, policies and seed
always give the same messages in the same order, a longer sample begins with the shorter one, and
whoever stops half-way has drawn at random, too, from every stratum its part.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

from policyq.ir import nodes
from policyq.study.reasons import breaking
from policyq.study.simulate import Step
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import MESSAGES, Event

GAINED, LOST, NEAR, REST = "gained", "lost", "near", "rest"
#: How much of a sample each kind of stratum gets, if it holds enough; all rules share one part.
SHARES: Final[Mapping[str, float]] = {GAINED: 2, LOST: 2, "rule": 4, NEAR: 2, REST: 4}
_RULE = "rule: "


class Drawn(NamedTuple):
    """A message to be judged."""

    event: Event
    before: tuple[Event, ...]
    """The messages of its group before it, the oldest first."""
    stratum: str
    population: int
    """How many messages are in the stratum."""
    drawn: int
    """How many of these are drawn."""

    @property
    def probability(self) -> float:
        """With which probability it was drawn."""
        return self.drawn / self.population


class Drawing:
    """Takes in a log, event by event. Memory grows with the sample, never with the log."""

    def __init__(
        self, programs: Sequence[nodes.Program], size: int, seed: int, context: int
    ) -> None:
        self._size, self._seed, self._context = size, seed, context
        self._breaking = tuple(map(breaking, programs))
        names = dict.fromkeys(rule.name for rule in programs[-1].rules)
        self._order = {name: place for place, name in enumerate(names)}
        self._counts: Counter[str] = Counter()
        self._kept: defaultdict[str, list[tuple[int, int, Event, tuple[Event, ...]]]] = defaultdict(
            list
        )
        self._before: defaultdict[str, deque[Event]] = defaultdict(lambda: deque(maxlen=context))
        self._tie = count()

    def see(self, steps: Sequence[Step], near: Step) -> None:
        """One event under the policies, in their order, and under the one that finds more."""
        event = steps[0].event
        if event.kind not in MESSAGES:
            return
        owns = [step.own for step in steps]
        if any(own is None for own in owns):
            return
        stratum = self._stratum([own for own in owns if own is not None], near.own)
        self._counts[stratum] += 1
        kept, key = self._kept[stratum], -self._number(event)
        if len(kept) < self._size:
            heapq.heappush(kept, (key, next(self._tie), event, tuple(self._before[event.group])))
        elif key > kept[0][0]:
            one = (key, next(self._tie), event, tuple(self._before[event.group]))
            heapq.heapreplace(kept, one)
        self._before[event.group].append(event)

    def drawn(self) -> list[Drawn]:
        """The sample, in the order in which it is to be judged: from all strata in turn."""
        sizes = allotted(self._counts, self._size)
        ordered: list[tuple[float, str, Drawn]] = []
        for stratum, many in sizes.items():
            best = sorted(self._kept[stratum], reverse=True)[:many]
            for rank, (_, _, event, before) in enumerate(best):
                one = Drawn(event, before, stratum, self._counts[stratum], many)
                ordered.append(((rank + 0.5) / many, stratum, one))
        return [one for _, _, one in sorted(ordered, key=lambda row: row[:2])]

    @property
    def messages(self) -> int:
        """How many messages there are to draw from."""
        return self._counts.total()

    def _stratum(self, owns: Sequence[Decision], near: Decision | None) -> str:
        found = [
            [one.rule for one in own.fired if one.rule in breaks]
            for own, breaks in zip(owns, self._breaking, strict=True)
        ]
        old, new = found[0], found[-1]
        if bool(old) != bool(new):
            return GAINED if new else LOST
        if new:
            return _RULE + min(new, key=lambda name: self._order[name])
        finds = near is not None and any(one.rule in self._breaking[-1] for one in near.fired)
        return NEAR if finds else REST

    def _number(self, event: Event) -> int:
        said = f"{self._seed}\0{event.group}\0{event.id}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big")


def allotted(counts: Mapping[str, int], size: int) -> dict[str, int]:
    """How many messages each stratum gives, of ``size`` in all: by `SHARES`, never more than it
    holds, and what one cannot give the others do. The same for every order of the strata."""
    rules = sum(name.startswith(_RULE) for name in counts)
    shares = {
        name: SHARES["rule"] / rules if name.startswith(_RULE) else SHARES[name]
        for name in sorted(counts)
    }
    given = dict.fromkeys(shares, 0)
    # One at a time, to whoever is furthest behind its share: a longer sample holds the shorter.
    behind = [((0.5) / share, name) for name, share in shares.items()]
    heapq.heapify(behind)
    for _ in range(min(size, sum(counts.values()))):
        _, name = heapq.heappop(behind)
        given[name] += 1
        if given[name] < counts[name]:
            heapq.heappush(behind, ((given[name] + 0.5) / shares[name], name))
    return {name: many for name, many in given.items() if many}
