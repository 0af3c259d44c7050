"""Facts of one event that nobody should be able to trip over."""

from __future__ import annotations

import pytest
from streams import seeded

from policyq.ir import facts, nodes
from policyq.ir.evidence import evidence
from policyq.vocabulary.events import Event


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -float("inf"), None])
def test_an_amount_that_is_no_number_adds_nothing(amount: float | None) -> None:
    event = Event("1", 0, "g", "purchase", sender="u", amount=amount)
    assert facts.counted("sum", "amount", event) == ()


def test_amounts_are_counted_in_whole_ten_thousandths() -> None:
    event = Event("1", 0, "g", "purchase", sender="u", amount=0.1)
    assert facts.counted("sum", "amount", event) == (1000,)


def _message(text: str | None, kind: str = "text") -> Event:
    return Event("1", 0, "g", kind, sender="u", text=text)


def test_contacts_are_those_of_the_text_of_a_message() -> None:
    found = facts.contacts(_message("QQ：１２３４５，a@b.com"))
    assert [(one.kind, one.value) for one in found or ()] == [("qq", "12345"), ("email", "a@b.com")]
    assert facts.contacts(_message("", "image")) == ()
    assert facts.contacts(_message(None)) is None
    assert facts.contacts(_message("QQ 12345", "join")) == ()


def test_the_evidence_of_a_contact_tells_a_part_of_it_and_its_place() -> None:
    policy = seeded(0).program
    wanted = nodes.And((nodes.Contact(frozenset({"phone", "wechat"})), nodes.Not(_EMAIL), _EMAIL))
    event = _message("加ⓥⓧ abc_12345 或 138-0013-8000，x@y.com")
    assert [
        (one.list, one.word, one.start, one.end) for one in evidence(wanted, policy, event)
    ] == [
        ("contact:wechat", "ab****45", 4, 13),
        ("contact:phone", "13****00", 16, 29),
        ("contact:email", "x****@y.com", 30, 37),
    ]


_EMAIL = nodes.Contact(frozenset({"email"}))
