"""Expectations of at least and at most, and tables whose cases begin anew."""

from __future__ import annotations

import pytest

from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy
from policyq.study.examples import Result, run

HEAD = """policy "x" version 1
timezone Asia/Shanghai
rule pictures when image then delete, warn
rule flood when count(image per sender daily) > 1 then record
"""


def result(text: str) -> Result:
    source = Source("x.policyq", HEAD + text)
    compiled = compile_policy({source.name: source}, source.name)
    assert compiled.program is not None and compiled.checked is not None, compiled.diagnostics
    return run(compiled.checked, compiled.program)


@pytest.mark.parametrize(
    ("expect", "missing", "surplus"),
    [
        ("delete, warn", 0, 0),
        ("delete", 0, 1),
        ("at least delete", 0, 0),
        ("at least delete, record", 1, 0),
        ("at most delete, warn, record", 0, 0),
        ("at most delete", 0, 1),
        ("at most record", 0, 2),
        ("nothing", 0, 2),
    ],
)
def test_bounds(expect: str, missing: int, surplus: int) -> None:
    found = result(f'example "e"\n  10:00 Ming image\n  expect {expect}\n')
    both = [(len(one.missing), len(one.surplus)) for one in found.failed]
    assert both == ([(missing, surplus)] if missing or surplus else [])


def test_each_case_of_a_table_begins_anew_and_is_counted() -> None:
    rows = "".join("  10:00 Ming image expect delete, warn\n" for _ in range(3))
    found = result('examples "t"\n  given members = 3\n' + rows)
    assert len(found.passed) == 3 and not found.failed
    assert found.coverage.fired == {"flood": 0, "pictures": 3}
    found = result('examples "t"\n' + rows + "  10:00 Ming image expect nothing\n")
    assert (len(found.passed), len(found.failed)) == (3, 1)


def test_a_case_may_have_several_events_and_time_goes_on_in_it_only() -> None:
    found = result(
        'examples "t"\n  10:00 Ming image\n  10:01 Ming image expect delete, warn, delete, warn,'
        ' record\n  09:00 Ming: "x" expect nothing\n'
    )
    assert (len(found.passed), found.failed) == (2, ())


CALENDAR = """hours posting = 18:00 to 19:30
form tip when text starts with "tip"
calendar week in posting
  Tuesday 18:00 tip then reply "a tip, please"
"""


@pytest.mark.parametrize("expect", ["nothing", "record", "at least record", "at most delete"])
def test_what_a_calendar_notes_as_too_late_need_not_be_expected(expect: str) -> None:
    steps = f'  2026-01-06 17:00 Ming: "hi"\n  next day 08:00 Ming: "hi"\n  expect {expect}\n'
    found = result(f'{CALENDAR}example "e"\n{steps}')
    assert found.passed and not found.failed


def test_a_record_of_a_rule_of_ones_own_has_to_be_expected() -> None:
    steps = "  2026-01-06 17:00 Ming image\n  17:01 Ming image\n  next day 08:00 heartbeat\n"
    found = result(f'{CALENDAR}example "e"\n{steps}  expect delete, warn, delete, warn\n')
    (failed,) = found.failed
    assert [effect.act.rules for effect in failed.surplus] == [("flood",)]
