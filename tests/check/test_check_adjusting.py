"""Values that others may set, within bounds."""

from __future__ import annotations

import pytest

from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy

_HEAD = 'policy "Club" version 1\ntimezone Asia/Shanghai\n'
_RULES = (
    "rule pictures when count(image per sender daily) > limit then mute pause\n"
    "rule files when file then mute pause\n"
)


def _compiled(main: str, **bases: str):
    files = {"main.policyq": Source("main.policyq", _HEAD + main)}
    files |= {f"{name}.policyq": Source(f"{name}.policyq", text) for name, text in bases.items()}
    return compile_policy(files, "main.policyq")


def _codes(main: str, **bases: str) -> list[str]:
    return sorted(one.code for one in _compiled(main, **bases).diagnostics)


_BASE = (
    "value limit = 2 adjustable 1 to 5\nvalue pause = 10 minutes adjustable 5 minutes to 1 day\n"
)


def test_a_value_is_set_within_its_bounds_and_holds_everywhere() -> None:
    compiled = _compiled(
        'use "base.policyq"\noverride value limit = 4, from 2026-12-01 = 5\n', base=_BASE + _RULES
    )
    assert not compiled.diagnostics
    assert compiled.program is not None
    periods = {value.name: value.periods for value in compiled.program.values}
    assert periods["limit"] == (("", 4), ("2026-12-01", 5))
    assert periods["pause"] == (("", 600_000_000),)


@pytest.mark.parametrize(
    "written", ["limit = 1", "limit = 5", "pause = 1 day", "pause = 300 seconds"]
)
def test_the_bounds_are_within(written: str) -> None:
    assert not _codes(f'use "base.policyq"\noverride value {written}\n', base=_BASE + _RULES)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("limit = 0.9", "PQ399"), ("limit = 6", "PQ399"), ("pause = 25 hours", "PQ399"),
        ("limit = 3, from 2026-12-01 = 6", "PQ399"), ("limit = 3 adjustable 1 to 6", "PQ399"),
        ("limit = 3 minutes", "PQ307"), ("limt = 3", "PQ210"),
    ],
)  # fmt: skip
def test_what_is_outside_is_refused(written: str, code: str) -> None:
    assert code in _codes(f'use "base.policyq"\noverride value {written}\n', base=_BASE + _RULES)


def test_bounds_are_narrowed_on_the_way() -> None:
    middle = 'use "base.policyq"\noverride value limit = 3 adjustable 2 to 4\n'
    top = 'use "middle.policyq"\noverride value limit = {}\n'
    assert not _codes(top.format(4), middle=middle, base=_BASE + _RULES)
    assert _codes(top.format(5), middle=middle, base=_BASE + _RULES) == ["PQ399"]
    # Without bounds of its own, those of the base go on.
    open_ = 'use "base.policyq"\noverride value limit = 3\n'
    assert not _codes(top.format(5), middle=open_, base=_BASE + _RULES)


def test_only_what_is_brought_and_adjustable_is_set_and_once() -> None:
    fixed = _BASE.replace(" adjustable 1 to 5", "")
    main = 'use "base.policyq"\n'
    assert _codes(main + "override value limit = 3\n", base=fixed + _RULES) == ["PQ398"]
    assert "PQ216" in _codes(main + "value limit = 3\n", base=_BASE + _RULES)
    twice = main + "override value limit = 3\noverride value limit = 4\n"
    assert _codes(twice, base=_BASE + _RULES) == ["PQ218"]
    assert "PQ217" in _codes(_BASE + "override value limit = 3\n" + _RULES)


def test_its_own_bounds() -> None:
    assert _codes("value limit = 6 adjustable 1 to 5\n" + _RULES.replace("pause", "1 day")) == [
        "PQ399"
    ]
    assert _codes("value limit = 3 adjustable 5 to 1\n" + _RULES.replace("pause", "1 day")) == [
        "PQ374"
    ]
