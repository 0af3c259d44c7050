"""From calendars, forms and rankings to nodes: what keeps an entry becomes a counter by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from policyq.check.checked import CheckedPolicy
from policyq.ir import nodes
from policyq.ir.from_metrics import HAPPENS, doubt_of
from policyq.ir.from_times import moment
from policyq.syntax import sugar, tree

if TYPE_CHECKING:
    from policyq.ir.from_checked import Conditions

_TOP = 10


def form(one: tree.Form, lowering: Conditions) -> nodes.Form:
    """A form: the condition of one of its messages."""
    least = None if one.least is None else int(one.least.value)
    most = None if one.most is None else int(one.most.value)
    return nodes.Form(one.name.text, lowering.counted(sugar.posted(one)), least, most)


def ranking(one: tree.Ranking, lowering: Conditions) -> nodes.Ranking:
    """A ranking: a counter by member."""
    period = one.period or "week"
    top = _TOP if one.top is None else int(one.top.value)
    if isinstance(one.measure, tree.Name):
        return nodes.Ranking(one.name.text, period, "", top, one.measure.text)
    counted = lowering.counted(one.measure.condition)
    counter = nodes.Counter(
        "", one.measure.what, one.measure.of, counted, ("sender",), 0, ()
    )  # fmt: skip
    return nodes.Ranking(one.name.text, period, lowering.counter(counter, bucket=period), top)


def lotteries(
    policy: CheckedPolicy,
    who_is: Callable[[tuple[tree.Who, ...]], nodes.WhoIs],
    lowering: Conditions,
) -> tuple[nodes.Lottery, ...]:
    """All lotteries."""
    return tuple(lottery(one, who_is(one.witnesses), policy, lowering) for one in policy.lotteries)


def lottery(
    one: tree.Lottery, witnesses: nodes.WhoIs, policy: CheckedPolicy, lowering: Conditions
) -> nodes.Lottery:
    """A lottery: who enters it, which the exempt do not."""
    out = tuple(nodes.Not(lowering.exempt(exempt)) for exempt in policy.exempt)
    entered = lowering.counted(one.when)
    condition = nodes.And((*out, entered)) if out else entered
    closes = one.closes.hour * 60 + one.closes.minute
    prizes = int(one.prizes.value)
    return nodes.Lottery(one.name.text, one.period or "week", prizes, closes, witnesses, condition)


def agenda(one: tree.Agenda, policy: CheckedPolicy, lowering: Conditions) -> nodes.Agenda:
    """A calendar: its entries, each with what counts as having kept it."""
    forms = {form.name.text: form for form in policy.forms}
    present = _counter(nodes.KindIn(HAPPENS), lowering)
    items = (_item(one, item, policy, forms, lowering) for item in one.items)
    return nodes.Agenda(one.name.text, tuple(sorted(items, key=lambda one: one.name)), present)


def _item(
    agenda: tree.Agenda,
    item: tree.Item,
    policy: CheckedPolicy,
    forms: dict[str, tree.Form],
    lowering: Conditions,
) -> nodes.Item:
    window = sugar.window_of(agenda, item, policy.hours)
    assert window is not None  # check has refused entries outside
    kept: list[nodes.Condition] = []
    if item.form is not None:
        posted = lowering.counted(sugar.posted(forms[item.form.text]))
        inside = nodes.TimeIn("", (nodes.Slot(window.start, window.end),))
        kept.append(nodes.And((posted, inside)))
    if item.form is None or sugar.says(item):
        kept.append(lowering.counted(sugar.due(agenda, item, policy.hours)))
    condition = kept[0] if len(kept) == 1 else nodes.Or(tuple(kept))
    doubt = doubt_of(condition)
    slot = replace(moment(item.days, item.clock), end=window.end)
    return nodes.Item(
        sugar.name_of(agenda, item),
        slot,
        item.form.text if item.form is not None else "",
        _counter(condition, lowering),
        None if doubt is None else _counter(doubt, lowering),
        bool(item.actions),
    )


def _counter(condition: nodes.Condition, lowering: Conditions) -> str:
    return lowering.counter(nodes.Counter("", "count", None, condition, (), 0, ()), bucket="day")
