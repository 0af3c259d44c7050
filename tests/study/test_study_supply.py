"""Which rules fall silent when a source leaves something out."""

from __future__ import annotations

import pytest
from study_made import MESSAGE, do, message, program, rule, says, stream

from policyq.ir import nodes
from policyq.ir.duty import Shift
from policyq.ir.evaluator import Reference
from policyq.study.supply import ATTRIBUTES, Supply, silenced
from policyq.vocabulary.events import FIELDS, Event
from policyq.vocabulary.types import DAY

NONE: frozenset[str] = frozenset()


def who(role: str = "", tag: str = "", account: str = "") -> nodes.WhoIs:
    return nodes.WhoIs(*(frozenset(filter(None, [one])) for one in (role, tag, account)))


def silent(condition: nodes.Condition, *missing: str, **more: object) -> tuple[str, ...] | None:
    policy = program(rule("r", condition, do("delete")), **more)
    return silenced(policy, frozenset(missing)).get("r")


def test_who_is_on_duty_is_unknown_only_without_all_that_tells_them() -> None:
    shift = Shift(nodes.Slot(540, 1080), (nodes.Who(account="ann"),), (nodes.Who(role="admin"),))
    rosters = (nodes.Roster("support", (shift,), (), (nodes.Who(role="owner"),)),)
    asks = nodes.And((MESSAGE, nodes.OnDuty(frozenset({"support"}))))
    assert silent(asks, "role", rosters=rosters) is None
    assert silent(asks, "sender", rosters=rosters) is None
    assert silent(asks, "role", "sender", rosters=rosters) == ("role", "sender")
    nobody = nodes.OnDuty(frozenset({"other"}))
    assert silent(nobody, "role", "sender", rosters=rosters) is None


@pytest.mark.parametrize(
    ("condition", "missing", "blame"),
    [
        (who(role="admin"), ("role",), ("role",)),
        (nodes.Not(who(role="admin")), ("role",), ("role",)),
        (who(role="admin", account="a"), ("role",), None),
        (who(role="admin", tag="x"), ("role", "tags"), ("role", "tags")),
        (nodes.Compare("tenure", "<", nodes.Fixed(DAY)), ("joined",), ("joined",)),
        (nodes.Compare("link_count", ">", nodes.Fixed(2)), ("links",), None),
        (nodes.Compare("members", ">", nodes.Fixed(2)), ("members",), ("members",)),
        (nodes.Link(False, False, (), ()), ("links",), None),
        (nodes.Link(False, False, (), ()), ("links", "text"), ("links", "text")),
        (nodes.Contact(frozenset({"qq"})), ("text",), ("text",)),
        (nodes.Contact(frozenset({"qq"})), ("links",), None),
        (nodes.And((MESSAGE, nodes.Or((says("x"), who(role="admin"))))), ("role",), None),
        (nodes.And((says("x"), nodes.Not(who(role="admin")))), ("role",), ("role",)),
        (nodes.And((nodes.Known("amount"), MESSAGE)), ("amount",), ("amount",)),
        (nodes.Not(nodes.Known("amount")), ("amount",), None),
        (nodes.And((MESSAGE, nodes.Surely(who(role="admin")))), ("role",), ("role",)),
        (nodes.And((MESSAGE, nodes.Not(nodes.Surely(who(role="admin"))))), ("role",), None),
        (nodes.GroupIs("group", frozenset({"g"})), ("platform", "group_tags"), None),
        (nodes.GroupIs("group_tags", frozenset({"x"})), ("group_tags",), ("group_tags",)),
        (nodes.Mentions(True, NONE), ("mentions",), ("mentions",)),
        (says("x"), tuple(set(ATTRIBUTES) - {"text"}), None),
    ],
)  # fmt: skip
def test_a_rule_is_silenced_if_it_can_never_be_true(
    condition: nodes.Condition, missing: tuple[str, ...], blame: tuple[str, ...] | None
) -> None:
    assert silent(condition, *missing) == blame
    assert silent(condition) is None


@pytest.mark.parametrize(
    ("counted", "per", "op", "missing", "blame"),
    [
        (who(role="guest"), ("sender",), ">", ("role",), ("role",)),
        (who(role="guest"), ("sender",), "<", ("role",), None),
        (MESSAGE, ("host",), ">", ("links",), None),
        (MESSAGE, ("host",), ">", ("links", "text"), ("links", "text")),
        (MESSAGE, ("text",), ">", ("text",), ("text",)),
        (MESSAGE, (), ">", ("text", "role"), None),
    ],
)
def test_a_window_over_what_is_never_counted_is_silent(
    counted: nodes.Condition, per: tuple[str, ...], op: str, missing: tuple[str, ...],
    blame: tuple[str, ...] | None,
) -> None:  # fmt: skip
    counter = nodes.Counter("c", "count", None, counted, per, DAY, ())
    asked = nodes.Windowed("c", nodes.Fixed(DAY), None, op, nodes.Fixed(3))
    assert silent(asked, *missing, counters=(counter,)) == blame


def test_supply_sees_what_never_comes_only_where_it_could() -> None:
    supply = Supply()
    assert supply.missing == frozenset()
    supply.see(message(1), ("role", "tags"))
    missing = {"joined", "channel", "links", "mentions", "members", "group_tags", "platform"}
    assert supply.missing == missing
    supply.see(message(2, None, kind="purchase", members=5))
    assert "amount" in supply.missing
    assert "members" not in supply.missing
    assert (supply.messages, supply.assumed) == (1, {"role": 1, "tags": 1, "any": 1})


@pytest.mark.parametrize("field", ["role", "text"])
def test_a_silenced_rule_never_fires_and_the_others_may(field: str) -> None:
    blank = {"role": None} if field == "role" else {"text": None, "links": None}
    events: list[Event] = [event._replace(**blank) for event in stream(3, 120)]
    policy = program(
        rule("admins", nodes.And((MESSAGE, nodes.Not(who(role="admin")))), do("record")),
        rule("ads", says("buy"), do("record")),
        rule("all", MESSAGE, do("record")),
    )
    supply, evaluator, fired = Supply(), Reference(policy), set()
    for event in events:
        supply.see(event)
        fired |= {one.rule for one in evaluator.decide(event).fired}
    assert not fired & set(silenced(policy, supply.missing))
    assert fired | set(silenced(policy, supply.missing)) == {"admins", "ads", "all"}


def test_attributes_are_fields_of_events() -> None:
    assert set(ATTRIBUTES) <= set(Event._fields)
    assert ATTRIBUTES["amount"] == FIELDS["amount"].carriers
