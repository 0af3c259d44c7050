"""Numbers as reports write them."""

from __future__ import annotations

import pytest

from policyq.study.plan.report.wording import growth, number
from policyq.study.report.words import decimal, percent


@pytest.mark.parametrize("tiny", [-0.0, -1e-9, -0.0004])
def test_nothing_is_no_negative_zero(tiny: float) -> None:
    assert decimal(tiny) == "0.00"
    assert percent(tiny / 10) == "0.0 %"
    assert growth(tiny / 10) == "0.0 %"
    assert number("violation_rate", tiny / 100, signed=True) == "0.00"
    assert number("interventions_per_1000", tiny, signed=True) == "0.00"


def test_other_numbers_keep_their_sign() -> None:
    assert (decimal(-0.005001), decimal(-12.34), percent(-0.0051)) == ("-0.01", "-12.3", "-0.5 %")
