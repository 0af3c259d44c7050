"""How far the views are from what would have happened: one community that lives under either policy.

The log is what happens under the old policy; the truth is what happens under the new one. Members
react in ways that a replay does not model. The table of errors is printed with ``-s``; docs/
reference/plan.md has it.
"""

from __future__ import annotations

import pytest
from plan_made import HEAD, community, program, run

from policyq.study.plan.effects import COUNTED, PLACE
from policyq.study.plan.tally import View

LENIENT = program(
    HEAD
    + """ladder standard within 30 days
  first warn "please"
rule ads when message contains "buy" then delete, penalize by standard
"""
)
STRICT = program(
    HEAD
    + """ladder standard within 30 days
  first warn "please"
  next mute 1 day
  next remove
rule ads when message contains "buy" then delete, penalize by standard
"""
)


def total(view: View, counted: str) -> int:
    """Under the new policy."""
    return sum(row[PLACE[counted] + len(COUNTED)] for row in view.all.rows.values())


@pytest.mark.parametrize(
    "feelings",
    [
        {},
        {"substitute": 0.3},
        {"silence": 0.3},
        {"revenge": 0.2},
        {"substitute": 0.15, "silence": 0.15, "revenge": 0.1},
    ],
    ids=lambda feelings: "+".join(feelings) or "none",
)
def test_suppressed_is_nearer_to_the_truth_than_the_log_as_it_is(
    feelings: dict[str, float],
) -> None:
    lived = community(LENIENT, 1, feelings, groups=20)
    runs = run(LENIENT, STRICT, lived)
    truth = run(STRICT, STRICT, community(STRICT, 1, feelings, groups=20)).views["fixed"]
    print()
    for counted in ("violations", "interventions", "removals"):
        true = total(truth, counted)
        fixed, suppressed = (total(runs.views[name], counted) for name in ("fixed", "suppressed"))
        print(f"{counted}: true {true}, as logged {fixed}, suppressed {suppressed}")
        assert abs(suppressed - true) < abs(fixed - true) / 3
        if not feelings:
            assert suppressed == true
        elif counted == "violations":
            assert suppressed != true, "what members make of a mute, no replay knows"
