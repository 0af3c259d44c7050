"""From metrics and watches to nodes: each measure becomes totals of counters over the period.

What a measure counts may be unknown of an event (whose sender is not said, say). A second counter
counts those, and the period is unknown if there were any: half a number is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyq.check.checked import CheckedPolicy
from policyq.check.metrics import is_share, period_of, periods_in
from policyq.ir import nodes
from policyq.ir.effects import Effects
from policyq.syntax import tree
from policyq.vocabulary.events import ALL_KINDS, DERIVED, MESSAGES
from policyq.vocabulary.metrics import GRADES
from policyq.vocabulary.types import DAY

if TYPE_CHECKING:
    from policyq.ir.from_checked import Conditions

#: What happens in a group, and heartbeats: none of it is made by the clock.
HAPPENS = ALL_KINDS - DERIVED - {"day_end", "quiet_end", "timeout", "scheduled"}
#: Messages, each once.
POSTS = MESSAGES - {"edit"}
#: How long somebody who joined is new.
NEW = 7 * DAY

_NEVER_UNKNOWN = (nodes.Always, nodes.KindIn, nodes.Before, nodes.Known)
_FIELDS = {"host": "links"}


def metric(
    one: tree.Metric, metrics: Mapping[str, tree.Metric], lowering: Conditions
) -> nodes.Metric:
    """One metric; others that it asks for are written out in it."""
    period = period_of(one)
    made = _Measures(metrics, lowering, period)
    return nodes.Metric(
        one.name.text,
        period,
        made.of(one.measure),
        made.count(nodes.KindIn(HAPPENS)),
        is_share(one.measure) or any(isinstance(g.limit, tree.Percent) for g in one.grades),
        tuple(
            nodes.Grading(g.grade, g.op, lowering.amount(g.limit))
            for g in sorted(one.grades, key=lambda g: list(GRADES).index(g.grade))
        ),
    )


class _Measures:
    """Lowers what is measured over one period."""

    def __init__(
        self, metrics: Mapping[str, tree.Metric], lowering: Conditions, period: str
    ) -> None:
        self._metrics = metrics
        self._lowering = lowering
        self._period = period

    def of(self, one: tree.Measure | tree.Ratio) -> nodes.Measure:
        match one:
            case tree.Name(name):
                return self.of(self._metrics[name].measure)
            case tree.Ratio(top, bottom):
                return nodes.Quotient(self.of(top), self.of(bottom))
            case tree.BuiltIn(id):
                return self._built_in(id)
            case tree.Kept(agenda):
                return nodes.Kept(agenda)
            case tree.Counted("share", _, condition):
                counted = nodes.And((nodes.KindIn(POSTS), self._lowering.plain(condition)))
                return nodes.Quotient(self._total(counted), self._posts())
            case tree.Counted(what, of, condition):
                return self._total(self._lowering.counted(condition), what, of)

    def count(self, condition: nodes.Condition, what: str = "count", of: str | None = None) -> str:
        """The counter of a condition."""
        counter = nodes.Counter("", what, of, condition, (), 0, ())
        return self._lowering.counter(counter, bucket=self._period)

    def _posts(self) -> nodes.Total:
        return nodes.Total(self.count(nodes.KindIn(POSTS)))

    def _total(
        self, condition: nodes.Condition, what: str = "count", of: str | None = None
    ) -> nodes.Total:
        doubts = [] if _is_known(condition) else [nodes.Not(nodes.Surely(condition))]
        if of is not None:
            doubts.append(nodes.Not(nodes.Known(_FIELDS.get(of, of))))
        if not doubts:
            return nodes.Total(self.count(condition))
        doubt = nodes.And((_perhaps(condition), nodes.Or(tuple(doubts))))
        return nodes.Total(self.count(condition, what, of), self.count(doubt))

    def _built_in(self, id: str) -> nodes.Measure:
        posts: nodes.Condition = nodes.KindIn(POSTS)
        match id:
            case "messages":
                return self._posts()
            case "speakers":
                return self._total(posts, "distinct", "sender")
            case "active_share":
                return nodes.Quotient(self._built_in("speakers"), nodes.Members())
            case "mentions":
                somebody = nodes.Compare("mention_count", ">", nodes.Fixed(0))
                everyone = nodes.Mentions(True, frozenset())
                return self._total(nodes.And((posts, nodes.Or((somebody, everyone)))))
            case "new_speakers":
                new = nodes.Compare("tenure", "<", nodes.Fixed(NEW))
                return self._total(nodes.And((posts, new)), "distinct", "sender")
            case "reply_share":
                answers = self._total(nodes.And((posts, nodes.Known("answered"))))
                return nodes.Quotient(answers, self._posts())
            case "decay":
                for counted in (posts, nodes.KindIn(HAPPENS)):
                    counter = nodes.Counter("", "count", None, counted, (), 0, ())
                    self._lowering.counter(counter, bucket="day")
                return nodes.Decay(self._posts().counter)
        kinds = {"link_clicks": "click", "joins": "join", "leaves": "leave"}
        return self._total(nodes.KindIn(frozenset({kinds[id]})))


def _perhaps(condition: nodes.Condition) -> nodes.Condition:
    return nodes.Not(nodes.Surely(nodes.Not(condition)))


def doubt_of(condition: nodes.Condition) -> nodes.Condition | None:
    """That a condition is unknown; ``None`` if it never is."""
    if _is_known(condition):
        return None
    return nodes.And((_perhaps(condition), nodes.Not(nodes.Surely(condition))))


def _is_known(condition: nodes.Condition) -> bool:
    """Whether a condition is never unknown."""
    if isinstance(condition, nodes.And | nodes.Or):
        return all(map(_is_known, condition.parts))
    if isinstance(condition, nodes.TimeIn):
        return not any(slot.named for slot in condition.slots)
    return isinstance(condition, _NEVER_UNKNOWN)


# -- watches -----------------------------------------------------------------------------------


def watch(
    one: tree.Watch, policy: CheckedPolicy, lowering: Conditions, effects: Effects
) -> nodes.Rule:
    """A watch as a rule of the ends of days."""
    period = _period(one.when, policy)
    done = effects.of(one.actions)
    levels = [effect.level for effect in done if effect.level is not None]
    return nodes.Rule(
        name=one.name.text,
        description=one.description.text if one.description else "",
        condition=nodes.And(
            (nodes.KindIn(frozenset({"day_end"})), _judged(one.when, lowering, policy))
        ),
        effects=done,
        level=min(levels, default=None),
        watch=nodes.Watch(periods_in(one.run, period) or 1, period, effects.of(one.afterwards)),
    )


def _period(condition: tree.Condition, policy: CheckedPolicy) -> str:
    """That of the metrics, which all have the same; a day where only the group is asked about."""
    waiting = [condition]
    for one in waiting:
        match one:
            case tree.And(parts) | tree.Or(parts):
                waiting += parts
            case tree.Not(part):
                waiting.append(part)
            case tree.MetricIs(name):
                return period_of(policy.metrics[name.text])
    return "day"


def _judged(
    condition: tree.Condition, lowering: Conditions, policy: CheckedPolicy
) -> nodes.Condition:
    match condition:
        case tree.And(parts):
            return nodes.And(tuple(_judged(part, lowering, policy) for part in parts))
        case tree.Or(parts):
            return nodes.Or(tuple(_judged(part, lowering, policy) for part in parts))
        case tree.Not(part):
            return nodes.Not(_judged(part, lowering, policy))
        case tree.MetricIs(name, "known"):
            return nodes.MetricIs(name.text, "known")
        case tree.MetricIs(name, op, None):
            grades = {g.grade: g for g in policy.metrics[name.text].grades}
            return _graded(name.text, op, grades, lowering)
        case tree.MetricIs(name, op, limit) if limit is not None:
            return nodes.MetricIs(name.text, op, lowering.amount(limit))
    return lowering.plain(condition)


def _graded(
    name: str, grade: str, grades: Mapping[str, tree.Grading], lowering: Conditions
) -> nodes.Condition:
    """``is good`` is the threshold of good, so that what is excellent is good too; ``is fair`` is
    neither poor nor good."""
    if grade != "fair":
        asked = grades[grade]
        return nodes.MetricIs(name, asked.op, lowering.amount(asked.limit))
    others = [nodes.MetricIs(name, g.op, lowering.amount(g.limit)) for g in grades.values()]
    return nodes.And(tuple(nodes.Not(other) for other in others))
