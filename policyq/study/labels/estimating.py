r"""How precise a policy is, and how much it finds, with intervals: from messages judged by people.

How the messages were drawn says how they are weighed: `weighed`, or, where nobody says it, `counted`.

The messages of one member, and the members of one group, are alike. Where what was judged hangs
together so, the numbers of messages are divided by the design effect: the variance with whole
groups (fewer than `LEAST_GROUPS`: whole members) summed up, over that of single messages; never
below 1 (Korn and Graubard 1998, *Confidence intervals for proportions with small expected number of
positive counts estimated from survey data*, Survey Methodology 24). A figure that rests on fewer
than `LEAST_TOUCHED` of them is marked as ``rare``: nobody can tell how alike others are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from policyq.study.labels.asking import Item, Question
from policyq.study.labels.counted import Counted
from policyq.study.labels.figures import Appraisal, OfRule
from policyq.study.labels.found import Flags, Found, Outcome
from policyq.study.labels.label import Labels
from policyq.study.labels.weighed import Weighed
from policyq.study.plan.resampling import LEAST_GROUPS, LEAST_MEMBERS


def appraise(labels: Labels, found: Found, sides: int, seed: int = 1) -> Appraisal:
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
    # In one order, however many processes took them in.
    every = sorted(found.outcomes, key=lambda one: (one.label, one.group))
    met = [one for one in every if one.label not in ambiguous]
    said = [one for one in met if labels.rows[one.label].bad is not None]
    by, name = _clusters(said)
    items = [
        Item(labels.rows[one.label], bool(labels.rows[one.label].bad), one, name(one))
        for one in said
    ]
    design = labels.design
    whole = Counter(found.flagged)
    whole[(False,) * sides] = found.messages - whole.total()
    first = _question(design, items, [one.outcome.flags for one in items], whole, seed, "")
    figures, difference = first.figures(first, first, sides)
    return Appraisal(
        labels=labels,
        sides=figures,
        difference=difference,
        rules=_rules(design, items, found, sides, seed),
        messages=found.messages,
        judged=len(items),
        bad=sum(one.bad for one in items),
        unsure=len(met) - len(said),
        met=len(found.outcomes),
        absent=frozenset(range(len(labels.rows))) - places.keys() - found.prevented,
        ambiguous=frozenset(ambiguous),
        prevented=frozenset(found.prevented - places.keys()),
        by=by,
        clusters=len({one.cluster for one in items}),
        seed=seed,
    )


def _question(
    design: str,
    items: Sequence[Item],
    flags: Sequence[Flags],
    whole: Counter[Flags],
    seed: int,
    name: str,
) -> Question:
    if design:
        return Weighed(design, items, flags, whole, seed, name)
    return Counted(items, flags, seed, name)


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
        ) -> Question:
            asked = [one._replace(bad=is_bad) for one, is_bad in zip(items, bad, strict=True)]
            return _question(design, asked, flags, whole, seed, rule)

        any_ = of([one.bad for one in items])
        if named:
            own = of([one.bad and one.label.rule in ("", rule) for one in items])
            sought = of([one.bad and one.label.rule == rule for one in items])
            made[rule] = OfRule(*any_.figures(own, sought, sides))
        else:
            made[rule] = OfRule(*any_.figures(any_, None, sides))
    return made
