"""Facts of one event that nobody should be able to trip over."""

from __future__ import annotations

import pytest

from policyq.ir import facts
from policyq.vocabulary.events import Event


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -float("inf"), None])
def test_an_amount_that_is_no_number_adds_nothing(amount: float | None) -> None:
    event = Event("1", 0, "g", "purchase", sender="u", amount=amount)
    assert facts.counted("sum", "amount", event) == ()


def test_amounts_are_counted_in_whole_ten_thousandths() -> None:
    event = Event("1", 0, "g", "purchase", sender="u", amount=0.1)
    assert facts.counted("sum", "amount", event) == (1000,)
