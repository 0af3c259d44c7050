r"""What messages say that were drawn with known probabilities: of the whole log.

The policy's own answer to *every* message of the log is known; unknown is only which messages are
bad. The messages are put into cells, one for each stratum that was drawn from and each answer of
the policies. In a cell all messages have the same chance to have been drawn, and the policies say
the same of all of them, so that one number is missing: the share that is bad. With ``N`` messages
in a cell, of which ``n`` were judged and ``k`` of these are bad, everything follows from sums of
``N k / n`` over cells: bad and found, decent and found, bad and missed, decent and passed. This is
the stratified (post-stratified) estimator, which weighs each judged message by one over the
probability with which it was drawn (Horvitz and Thompson 1952, *A generalization of sampling
without replacement from a finite universe*, JASA 47; Holt and Smith 1979, *Post stratification*,
JRSS A 142).

``N`` of a cell is that of the stratum, as the file says it, parted as its judged messages are; and
the cells with the same answers are set to the number of messages that got these answers in the
whole log, which is counted. Of answers that no judged message got the share is anything from 0 to 1,
and as a value that of all judged messages stands in. Where a file says no strata but weights, a cell
holds as many as its weights add up to, and counts for fewer judged messages where the weights differ
(Kish 1965, *Survey sampling*: ``(sum w)^2 / sum w^2``). Where it says neither, nobody knows what the
messages stand for, and all of this is about the judged messages themselves.

Intervals: the missing shares are drawn `DRAWS` times from their beta distributions, ``Beta(k + s/2,
n - k + s/2)``, Jeffreys' prior shared out over the cells with the same answers by their sizes ``s``;
how a stratum parts into cells is drawn from a Dirichlet distribution. The ends are the 2.5 and 97.5
percent points of the figure in these draws (Brown, Cai and DasGupta 2001, *Interval estimation for a
binomial proportion*, Statistical Science 16, who recommend Jeffreys' interval beside Wilson's). They
hold where a share is 0 or 1, too, which resampling the judged messages would not. Two policies
are drawn together, and their difference is paired.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from policyq.study.labels.asking import DRAWS, Floats, Item, Question, effect
from policyq.study.labels.found import Flags

#: Stands for the stratum of messages with answers that no judged message got.
_UNJUDGED = "\0"


class Weighed(Question):
    """Appraisal messages that stand for others: by strata, or by weights."""

    def __init__(
        self,
        design: str,
        items: Sequence[Item],
        flags: Sequence[Flags],
        whole: Counter[Flags],
        seed: int,
        name: str,
    ) -> None:
        super().__init__(items, flags, seed, name)
        # Strata of weights and of none are one.
        strata = [one.label.stratum if design == "strata" else "" for one in items]
        self._names = sorted(set(zip(strata, flags, strict=True)))
        unjudged = sorted(+whole - Counter(dict.fromkeys(flags, whole.total())))
        self._names += [(_UNJUDGED, one) for one in unjudged]
        number = {cell: place for place, cell in enumerate(self._names)}
        self._own = np.array(
            [number[cell] for cell in zip(strata, flags, strict=True)], dtype=np.int64
        )
        count = len(self._names)
        self._bad = np.array([one.bad for one in items], dtype=np.float64)
        weights = np.array(
            [one.label.weight if design == "weights" else 1.0 for one in items], dtype=np.float64
        )
        sums: Floats = np.bincount(self._own, weights, count).astype(np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            self._share = np.bincount(self._own, weights * self._bad, count) / sums
            self._kish = np.nan_to_num(sums**2 / np.bincount(self._own, weights**2, count))
        self._share[sums == 0] = self._bad.mean() if len(items) else 0.0
        self._weights = weights / sums[self._own]
        self._sizes = self._drawn_sizes(design, strata, sums, whole)
        self._shares = self._drawn_shares()

    # -- what is drawn -------------------------------------------------------------------------

    def _drawn_sizes(
        self, design: str, strata: Sequence[str], sums: Floats, whole: Counter[Flags]
    ) -> Floats:
        """How many messages are in each cell: the first row is the estimate, the others draws."""
        total = dict(zip(strata, (one.label.population for one in self.items), strict=True))
        sizes = np.empty((DRAWS + 1, len(self._names)))
        for place, (stratum, flags) in enumerate(self._names):
            if stratum == _UNJUDGED:
                sizes[:, place] = whole[flags]
        for stratum in sorted(total):
            own = [place for place, cell in enumerate(self._names) if cell[0] == stratum]
            parts = np.vstack([sums[own], self.rng.gamma(self._kish[own], size=(DRAWS, len(own)))])
            all_of_it = total[stratum] if design == "strata" else sums[own].sum()
            sizes[:, own] = all_of_it * parts / parts.sum(axis=1, keepdims=True)
        for flags in sorted(set(self.flags)):
            own = [place for place, cell in enumerate(self._names) if cell[1] == flags]
            sizes[:, own] *= whole[flags] / sizes[:, own].sum(axis=1, keepdims=True)
        return sizes

    def _drawn_shares(self) -> Floats:
        """The share that is bad in each cell, likewise."""
        shares = np.empty((DRAWS + 1, len(self._names)))
        shares[0] = self._share
        for flags in sorted({flags for _, flags in self._names}):
            own = [place for place, cell in enumerate(self._names) if cell[1] == flags]
            sizes = self._sizes[0, own]
            prior = 0.5 * sizes / sizes.sum() if sizes.sum() else np.full(len(own), 0.5 / len(own))
            prior = np.maximum(prior, 1e-6)
            n = self._kish[own] / self._effect(own)
            k = n * self._share[own]
            rest = np.maximum(n - k, 0)
            shares[1:, own] = self.rng.beta(k + prior, rest + prior, (DRAWS, len(own)))
        return shares

    def _effect(self, cells: Sequence[int]) -> float:
        inside = np.isin(self._own, cells)
        at = self._own[inside]
        apart = self._sizes[0][at] * self._weights[inside] * (self._bad[inside] - self._share[at])
        clusters = (self.items[place].cluster for place in np.flatnonzero(inside).tolist())
        return effect(zip(clusters, apart.tolist(), strict=True))

    # -- what follows --------------------------------------------------------------------------

    def _precise(self, side: int) -> tuple[float, Floats]:
        right, wrong, _, _ = self._sums(side)
        return _part(right, wrong)

    def _recalled(self, side: int) -> tuple[float, Floats]:
        right, _, missed, _ = self._sums(side)
        return _part(right, missed)

    def _wronged(self, side: int) -> tuple[float, Floats]:
        _, wrong, _, passed = self._sums(side)
        return _part(wrong, passed)

    def _sums(self, side: int) -> tuple[Floats, Floats, Floats, Floats]:
        """Bad and found, decent and found, bad and missed, decent and passed."""
        found = np.array([flags[side] for _, flags in self._names], dtype=bool)
        bad = self._sizes * self._shares
        decent = self._sizes - bad
        return (
            bad[:, found].sum(axis=1), decent[:, found].sum(axis=1),
            bad[:, ~found].sum(axis=1), decent[:, ~found].sum(axis=1),
        )  # fmt: skip


def _part(part: Floats, rest: Floats) -> tuple[float, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = part / (part + rest)
    return float(shares[0]), shares[1:]
