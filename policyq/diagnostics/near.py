"""Did you mean: the nearest name, by how many letters have to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

_LONGEST = 60
"""Longer names are never suggested, nor corrected."""

_FEW = 50
"""Up to so many names each is compared; of more, only those that share a shortened form."""


class Near:
    """The names of one sort; they are asked for only when a name is missed."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names
        self._known: list[str] | None = None
        self._index: dict[str, list[str]] | None = None
        self._found: dict[str, str | None] = {}

    def to(self, name: str) -> str | None:
        """The name that was probably meant, or ``None``."""
        if name not in self._found:
            self._found[name] = self._nearest(name) if len(name) <= _LONGEST else None
        return self._found[name]

    def _nearest(self, name: str) -> str | None:
        if self._known is None:
            self._known = sorted({one for one in self._names() if len(one) <= _LONGEST})
        worst = allowance(name)
        best: tuple[int, str] | None = None
        for known in self._candidates(name, self._known):
            if known != name and _may_be_near(name.casefold(), known.casefold(), worst):
                steps = distance(name.casefold(), known.casefold())
                if steps <= worst and (best is None or (steps, known) < best):
                    best = (steps, known)
        return best[1] if best else None

    def _candidates(self, name: str, known: list[str]) -> Iterable[str]:
        if len(known) <= _FEW:
            return known
        if self._index is None:
            self._index = defaultdict(list)
            for other in known:
                for form in set(_shortened(other.casefold())):
                    self._index[form].append(other)
        index = self._index
        return {other for form in _shortened(name.casefold()) for other in index.get(form, ())}


def allowance(name: str) -> int:
    """How many letters of a name may be wrong."""
    return 0 if len(name) < 2 else max(1, len(name) // 3)


def _may_be_near(left: str, right: str, worst: int) -> bool:
    """A quick look that spares most of the counting."""
    if abs(len(left) - len(right)) > worst:
        return False
    return len(set(left) ^ set(right)) <= 2 * worst


def _shortened(name: str) -> Iterator[str]:
    """The name, and the name without each of its letters."""
    yield name
    for place in range(min(len(name), 40)):
        yield name[:place] + name[place + 1 :]


def distance(left: str, right: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two short texts."""
    before: list[int] = []
    line = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        two_before, before = before, line
        line = [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, line[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, two_before[j - 2] + 1)
            line.append(cost)
    return line[-1]
