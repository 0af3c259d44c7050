r"""How precise a policy is, and how much it finds, with intervals: from messages judged by people.

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

The messages of one member, and the members of one group, are alike. Where what was judged hangs
together so, ``n`` and ``k`` are divided by the design effect: the variance with whole groups (fewer
than `LEAST_GROUPS`: whole members) summed up, over that of single messages; never below 1 (Korn and
Graubard 1998, *Confidence intervals for proportions with small expected number of positive counts
estimated from survey data*, Survey Methodology 24). A figure that rests on fewer than
`LEAST_TOUCHED` of them is marked as ``rare``: nobody can tell how alike others are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from policyq.study.labels.figures import LEAST_JUDGED, Figures, Judged, OfRule
from policyq.study.labels.found import Flags, Found, Outcome
from policyq.study.labels.label import Label, Labels
from policyq.study.plan.resampling import (
    LEAST_GROUPS,
    LEAST_MEMBERS,
    LEAST_TOUCHED,
    Estimate,
)

#: How often the missing shares are drawn.
DRAWS: Final = 9_999
_ENDS = (2.5, 97.5)
#: Stands for the stratum of messages with answers that no judged message got.
_UNJUDGED = "\0"

Floats: TypeAlias = NDArray[np.float64]


class Item(NamedTuple):
    """One judged message."""

    label: Label
    bad: bool
    outcome: Outcome
    cluster: str


def judged(labels: Labels, found: Found, sides: int, seed: int = 1) -> Judged:
    """All figures of policies over a log; ``sides``: how many policies there are.

    ``seed`` draws the intervals; the same gives the same."""
    places: defaultdict[int, set[str]] = defaultdict(set)
    for one in found.outcomes:
        places[one.label].add(one.group)
    ambiguous = {
        place
        for place, groups in places.items()
        if len(groups) > 1 and labels.rows[place].id and not labels.rows[place].group
    }
    met = [one for one in found.outcomes if one.label not in ambiguous]
    said = [one for one in met if labels.rows[one.label].bad is not None]
    by, name = _clusters(said)
    items = [
        Item(labels.rows[one.label], bool(labels.rows[one.label].bad), one, name(one))
        for one in said
    ]
    design = labels.design
    whole = Counter(found.flagged)
    whole[(False,) * sides] = found.messages - whole.total()
    first = _Question(design, items, [one.outcome.flags for one in items], whole, seed, "")
    figures, difference = first.figures(first, first, sides)
    return Judged(
        labels=labels,
        sides=figures,
        difference=difference,
        rules=_rules(design, items, found, sides, seed),
        messages=found.messages,
        judged=len(items),
        bad=sum(one.bad for one in items),
        unsure=len(met) - len(said),
        absent=len(labels.rows) - len(places.keys() | found.prevented),
        ambiguous=len(ambiguous),
        prevented=len(found.prevented - places.keys()),
        by=by,
        clusters=len({one.cluster for one in items}),
        seed=seed,
    )


def _clusters(outcomes: Sequence[Outcome]) -> tuple[str, Callable[[Outcome], str]]:
    """What is held together: ``group``, ``member``, or nothing where there are too few of both."""
    if len({one.group for one in outcomes}) >= LEAST_GROUPS:
        return "group", lambda one: one.group
    members = {one.member for one in outcomes}
    return ("member" if len(members) >= LEAST_MEMBERS else ""), lambda one: one.member


def _rules(
    design: str, items: Sequence[Item], found: Found, sides: int, seed: int
) -> dict[str, OfRule]:
    """The figures of every rule that fires on a message."""
    named = any(one.label.rule for one in items)
    made = {}
    for rule in sorted({name for name, _ in found.rules}):
        flags = [tuple(rule in mine for mine in one.outcome.fired) for one in items]
        whole = Counter({flags: n for (name, flags), n in found.rules.items() if name == rule})
        whole[(False,) * sides] = found.messages - whole.total()

        def of(
            bad: Sequence[bool],
            rule: str = rule,
            flags: Sequence[Flags] = flags,
            whole: Counter[Flags] = whole,
        ) -> _Question:
            asked = [one._replace(bad=is_bad) for one, is_bad in zip(items, bad, strict=True)]
            return _Question(design, asked, flags, whole, seed, rule)

        any_ = of([one.bad for one in items])
        if named:
            own = of([one.bad and one.label.rule in ("", rule) for one in items])
            sought = of([one.bad and one.label.rule == rule for one in items])
            made[rule] = OfRule(*any_.figures(own, sought, sides))
        else:
            made[rule] = OfRule(*any_.figures(any_, None, sides))
    return made


class _Draws(NamedTuple):
    """A figure: its value, and what it may be."""

    value: float
    draws: Floats
    why: str
    """Why it is none."""
    rare: bool
    touched: int


class _Question:
    """Which of the judged messages are bad, and what the policies say of them."""

    def __init__(
        self,
        design: str,
        items: Sequence[Item],
        flags: Sequence[Flags],
        whole: Counter[Flags],
        seed: int,
        name: str,
    ) -> None:
        self._items, self._flags = items, flags
        # Strata of weights and of none are one.
        strata = [one.label.stratum if design == "strata" else "" for one in items]
        self._names = sorted(set(zip(strata, flags, strict=True)))
        if design:
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
        self._rng = np.random.default_rng([seed, crc32(name.encode("utf-8", "surrogatepass"))])
        self._sizes = self._drawn_sizes(design, strata, sums, whole)
        self._shares = self._drawn_shares()

    # -- what is drawn -------------------------------------------------------------------------

    def _drawn_sizes(
        self, design: str, strata: Sequence[str], sums: Floats, whole: Counter[Flags]
    ) -> Floats:
        """How many messages are in each cell: the first row is the estimate, the others draws."""
        total = dict(zip(strata, (one.label.population for one in self._items), strict=True))
        sizes = np.empty((DRAWS + 1, len(self._names)))
        for place, (stratum, flags) in enumerate(self._names):
            if stratum == _UNJUDGED:
                sizes[:, place] = whole[flags]
        for stratum in sorted(total):
            own = [place for place, cell in enumerate(self._names) if cell[0] == stratum]
            parts = np.vstack([sums[own], self._rng.gamma(self._kish[own], size=(DRAWS, len(own)))])
            all_of_it = total[stratum] if design == "strata" else sums[own].sum()
            sizes[:, own] = all_of_it * parts / parts.sum(axis=1, keepdims=True)
        if design:
            for flags in sorted(set(self._flags)):
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
            shares[1:, own] = self._rng.beta(k + prior, rest + prior, (DRAWS, len(own)))
        return shares

    def _effect(self, cells: Sequence[int]) -> float:
        """By how much messages of one cluster say less than as many of several."""
        inside = np.isin(self._own, cells)
        at = self._own[inside]
        sizes = self._sizes[0]
        apart = sizes[at] * self._weights[inside] * (self._bad[inside] - self._share[at])
        single = float((apart**2).sum())
        clusters: defaultdict[str, float] = defaultdict(float)
        for place, part in zip(np.flatnonzero(inside).tolist(), apart.tolist(), strict=True):
            clusters[self._items[place].cluster] += part
        count = len(clusters)
        if not single or count < LEAST_TOUCHED:
            return 1.0
        together = sum(part * part for part in clusters.values()) * count / (count - 1)
        return max(1.0, together / single * (_t(count - 1) / 1.96) ** 2)

    # -- what follows --------------------------------------------------------------------------

    def figures(
        self, own: _Question, sought: _Question | None, sides: int
    ) -> tuple[tuple[Figures, ...], Figures | None]:
        """The figures of each side, and the difference of two; of a rule, ``own`` says which
        messages it is right to fire on, ``sought`` which it alone should find."""
        found = [
            (
                own._precision(side),
                sought._recall(side) if sought is not None else _none("named"),
                self._false(side),
            )
            for side in range(sides)
        ]
        made = tuple(
            Figures(_estimate(one), _estimate(two), _estimate(three), *own._counts(side))
            for side, (one, two, three) in enumerate(found)
        )
        if sides != 2:
            return made, None
        one, two, three = map(_difference, *found)
        return made, Figures(one, two, three)

    def _counts(self, side: int) -> tuple[int, int, int, int, int]:
        counts = Counter(
            (one.bad, flags[side]) for one, flags in zip(self._items, self._flags, strict=True)
        )
        members = {
            (one.outcome.group, one.outcome.member)
            for one, flags in zip(self._items, self._flags, strict=True)
            if flags[side]
        }
        return (
            counts[True, True], counts[False, True], counts[True, False], counts[False, False],
            len(members),
        )  # fmt: skip

    def _sums(self, side: int) -> tuple[Floats, Floats, Floats, Floats]:
        """Bad and found, decent and found, bad and missed, decent and passed."""
        found = np.array([flags[side] for _, flags in self._names], dtype=bool)
        bad = self._sizes * self._shares
        decent = self._sizes - bad
        return (
            bad[:, found].sum(axis=1), decent[:, found].sum(axis=1),
            bad[:, ~found].sum(axis=1), decent[:, ~found].sum(axis=1),
        )  # fmt: skip

    def _precision(self, side: int) -> _Draws:
        bad, decent, _, _ = self._sums(side)
        right, wrong, _, _, _ = self._counts(side)
        return self._part(bad, decent, right + wrong, self._some(lambda one, on: on[side]))

    def _recall(self, side: int) -> _Draws:
        found, _, missed, _ = self._sums(side)
        right, _, lost, passed, _ = self._counts(side)
        if not lost + passed:
            return _none("passed")
        return self._part(found, missed, right + lost, self._some(lambda one, on: one.bad))

    def _false(self, side: int) -> _Draws:
        _, found, _, passed = self._sums(side)
        _, wrong, lost, fine, _ = self._counts(side)
        if not lost + fine:
            return _none("passed")
        return self._part(found, passed, wrong + fine, self._some(lambda one, on: not one.bad))

    def _some(self, wanted: Callable[[Item, Flags], bool]) -> set[str]:
        """The clusters that a figure rests on."""
        return {
            one.cluster
            for one, flags in zip(self._items, self._flags, strict=True)
            if wanted(one, flags)
        }

    @staticmethod
    def _part(part: Floats, rest: Floats, judged: int, clusters: set[str]) -> _Draws:
        if judged < LEAST_JUDGED:
            return _none("judged")
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = part / (part + rest)
        rare = len(clusters) < LEAST_TOUCHED
        return _Draws(float(shares[0]), shares[1:], "", rare, len(clusters))


def _none(why: str) -> _Draws:
    return _Draws(float("nan"), np.empty(0), why, rare=False, touched=0)


def _estimate(one: _Draws) -> Estimate:
    if one.why or not np.isfinite(one.value):
        return Estimate(None, why=one.why or "nothing")
    low, high = np.nanpercentile(one.draws, _ENDS)
    low = 0.0 if one.value == 0 else min(low, one.value)
    high = 1.0 if one.value == 1 else max(high, one.value)
    return Estimate(
        _plain(one.value), _plain(low), _plain(high), "rare" if one.rare else "", one.touched
    )


def _difference(before: _Draws, after: _Draws) -> Estimate:
    why = before.why or after.why
    value = after.value - before.value
    if why or not np.isfinite(value):
        return Estimate(None, why=why or "nothing")
    low, high = np.nanpercentile(after.draws - before.draws, _ENDS)
    rare = "rare" if before.rare or after.rare else ""
    touched = min(before.touched, after.touched)
    ends = _plain(min(low, value)), _plain(max(high, value))
    return Estimate(_plain(value), *ends, rare, touched)


def _t(freedom: int) -> float:
    """The 97.5 percent point of Student's distribution, by Cornish and Fisher's expansion
    (Abramowitz and Stegun 1964, *Handbook of mathematical functions*, 26.7.5)."""
    z = 1.959964
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def _plain(value: float) -> float:
    """A number for people and for JSON: six significant digits."""
    return float(f"{value:.6g}")
