"""The sentences of the language's meaning, one case or more for each: one body, every engine."""

from __future__ import annotations

import pytest
from conformance_cases import FOLDER, Conformance, read, say
from engines import ENGINES

from policyq.ir import nodes

FILES = sorted(FOLDER.glob("*.txt"))
CASES = [(path.stem, case) for path in FILES for case in read(path)]
IDS = [f"{file}: {case.name}" for file, case in CASES]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", [case for _, case in CASES], ids=IDS)
def test_it_is_decided_so(case: Conformance, engine: str) -> None:
    program: nodes.Program = case.program()
    evaluator = ENGINES[engine](program)
    for row, (event, expected) in zip(case.rows, case.events(program), strict=True):
        assert say(evaluator.feed(event)) == expected, f"{case.name}\n{row}"


def test_each_case_says_what_it_means_and_is_called_once() -> None:
    names = [case.name for _, case in CASES]
    assert len(set(names)) == len(names)
    assert all(case.means and case.rows for _, case in CASES)
