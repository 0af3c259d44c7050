"""Every code of the catalog: its example draws it and nothing else, and reads as agreed.

For each code, `golden/` holds the input and what is said of it in Chinese and in English.
``POLICYQ_UPDATE_GOLDEN=1 pytest tests/errors`` writes them anew; read the difference.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import label_cases
import project_cases
import pytest
import tune_cases
from catalog_cases import MAIN, TODAY, check_all, complete, files_of
from log_cases import draw, log_of

from policyq.apps.compiled import Refused, from_bytes
from policyq.diagnostics.catalog import all_kinds
from policyq.diagnostics.diagnostic import Diagnostic, Kind, Severity, Words
from policyq.diagnostics.render import missing, render
from policyq.diagnostics.source import Source, Span
from policyq.study.wordlists.checking import problems
from policyq.text.folds import NORMALLY

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("POLICYQ_UPDATE_GOLDEN"))

#: Said of a whole run, so that no file alone draws them: the values they are said with.
OF_A_RUN: dict[str, dict[str, object]] = {
    "PQ150": {},
    "PQ432": {"name": "购物郡", "other": "购物群"},
    "PQ524": {},
    "PQ562": {"name": "熟客"},
    "PQ694": {"name": "保护管理员", "count": 3},
    "PQ695": {"name": "广告必撤", "count": 3},
    "PQ697": {"path": "staffing.yaml", "why": Words("没有人值班", "nobody is on duty")},
    "PQ696": {"path": "group.yaml", "why": Words("缺 `id`", "`id` is missing")},
    "PQ732": {"times": 200},
    "PQ733": {"what": "zstd", "extra": "zstd"},
    "PQ741": {"first": "may.jsonl", "then": "june.jsonl"},
    "PQ740": {"name": "export/channels.json", "format": Words("Slack", "Slack")},
    "PQ760": {"share": "12 %"},
    "PQ780": {
        "change": Words("`字数 超过 5` 改成 `字数 超过 6`", "`length > 5` becomes `length > 6`"),
        "kind": Words("数差一", "a number is one off"),
        "advice": Words("加一个这样的示例", "an example like the one below would notice it"),
    },
    "PQ788": {"name": "77", "last": 12, "example": "flood.count=15"},
    "PQ789": {"path": "club.policyq"},
    "PQ797": {"name": "report.json"},
    "PQ798": {"name": "report.json", "why": Words("群规后来改过", "the policy was changed since")},
    "PQ799": {"name": "report.json", "why": Words("到 1 月为止", "its log ends in January")},
}
KINDS = list(all_kinds().values())


def is_project(kind: Kind) -> bool:
    return kind.code.startswith(("PQ55", "PQ56"))


def is_compiled(kind: Kind) -> bool:
    """Whether its example is a file that `policyq compile` wrote, or was taken for one."""
    return kind.code.startswith("PQ59")


def is_list(kind: Kind) -> bool:
    """Whether its examples are lists of words, for `policyq words check`."""
    return kind.code.startswith("PQ57")


def is_of_decisions(kind: Kind) -> bool:
    """Whether its examples are decisions that were kept, or secrets of witnesses."""
    return kind.code in ("PQ645", "PQ646", "PQ647")


def is_of_trials(kind: Kind) -> bool:
    """Whether it is said of rules on trial, or of rules that are changed to try their examples."""
    return kind.code == "PQ780" or kind.code.startswith("PQ79")


def is_of_tuning(kind: Kind) -> bool:
    """Whether its examples are options of `policyq tune`, and a policy."""
    return "PQ781" <= kind.code <= "PQ789"


OF_POLICIES = [
    kind
    for kind in KINDS
    if (kind.code < "PQ7" or is_of_trials(kind))
    and kind.code not in OF_A_RUN
    and not is_project(kind)
    and not is_list(kind)
    and not is_compiled(kind)
    and not is_of_decisions(kind)
]


def is_labels(kind: Kind) -> bool:
    """Whether its examples are messages judged by people."""
    return "PQ770" <= kind.code <= "PQ778"


def is_log(kind: Kind) -> bool:
    others = is_of_trials(kind) or is_labels(kind) or is_of_tuning(kind)
    return (kind.code.startswith("PQ7") and not others) or is_of_decisions(kind)


def drawn(kind: Kind, folder: Path) -> tuple[tuple[Diagnostic, ...], dict[str, Source], str]:
    """What the bad example draws, the sources, and the input as it is kept."""
    if kind.code in OF_A_RUN:
        here = Span("chat.jsonl" if is_log(kind) else MAIN, 0, 0)
        return (kind.at(here, **OF_A_RUN[kind.code]),), {}, kind.bad
    if is_labels(kind):
        return *label_cases.draw(kind), kind.bad
    if is_log(kind):
        log = log_of(kind)
        text = (log.data or b"")[:1000].decode("utf-8", "backslashreplace")
        return draw(log, folder), {}, text
    if is_of_tuning(kind):
        return *tune_cases.draw(kind.bad, folder), kind.bad
    if is_project(kind):
        return *project_cases.draw(kind, folder), kind.bad
    if is_compiled(kind):
        refused = from_bytes(kind.bad.encode(), "group.policyqc")
        assert isinstance(refused, Refused)
        return (refused.diagnostic,), {refused.source.name: refused.source}, kind.bad
    if is_list(kind):
        source = Source("words.csv", kind.bad)
        return problems([source], NORMALLY, TODAY), {source.name: source}, kind.bad
    sources = complete(files_of(kind.bad))
    known = {name: source for name, source in sources.items() if isinstance(source, Source)}
    return check_all(sources, run=kind.code.startswith("PQ69")), known, kind.bad


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}-{kind.name}")
def test_the_bad_example_draws_its_code_as_agreed(kind: Kind, tmp_path: Path) -> None:
    found, sources, text = drawn(kind, tmp_path)
    assert [one.code for one in found] == [kind.code]
    assert not missing(found[0])
    forms = {
        "txt": lambda kind: is_log(kind) or is_of_tuning(kind),
        "policyqc": is_compiled,
        "yaml": is_project,
        "csv": is_list,
        "labels.csv": is_labels,
    }
    form = next((name for name, fits in forms.items() if fits(kind)), "policyq")
    kept = {f"{kind.code}.{form}": text}
    for language in ("zh", "en"):
        kept[f"{kind.code}.{language}.out"] = render(found, sources, language=language)
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        for name, expected in kept.items():
            (GOLDEN / name).write_bytes(expected.encode())
    for name, expected in kept.items():
        assert (GOLDEN / name).is_file(), f"{name} is missing; see the head of this file"
        assert (GOLDEN / name).read_bytes().decode() == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if is_project(kind)], ids=lambda k: k.code)
def test_the_good_project_file_is_read(kind: Kind, tmp_path: Path) -> None:
    found, _ = project_cases.draw(replace(kind, code="PQ550", bad=kind.good), tmp_path)
    assert found == ()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if is_list(kind)], ids=lambda k: k.code)
def test_the_good_list_draws_nothing(kind: Kind) -> None:
    assert problems([Source("words.csv", kind.good)], NORMALLY, TODAY) == ()


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if is_of_tuning(kind)], ids=lambda k: k.code
)
def test_the_good_option_draws_nothing(kind: Kind, tmp_path: Path) -> None:
    assert tune_cases.draw(kind.good, tmp_path)[0] == ()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if is_labels(kind)], ids=lambda k: k.code)
def test_the_good_labels_draw_nothing(kind: Kind) -> None:
    if kind.code not in ("PQ776", "PQ778"):  # what these say is of no log that is at hand
        found, _ = label_cases.read(kind.code, kind.good)
        assert found == ()


@pytest.mark.parametrize("kind", OF_POLICIES, ids=lambda kind: f"{kind.code}-{kind.name}")
def test_the_good_example_draws_nothing(kind: Kind) -> None:
    assert check_all(files_of(kind.good), run=True) == ()


def test_no_pair_without_a_code() -> None:
    known = {kind.code for kind in KINDS}
    assert {path.name.partition(".")[0] for path in GOLDEN.iterdir()} == known


@pytest.mark.parametrize("kind", OF_POLICIES, ids=lambda kind: kind.code)
def test_reports_stand_on_something(kind: Kind, tmp_path: Path) -> None:
    """Labels mark at least a character, inside the source, and certain fixes mend the example."""
    found, sources, _ = drawn(kind, tmp_path)
    for label in found[0].labels:
        source = sources.get(label.span.source)
        assert source is not None, label
        assert 0 <= label.span.start <= label.span.end <= len(source.text)
        if label is found[0].labels[0] and source.text.strip():
            assert label.span.start < label.span.end or label.span.start == len(source.text)
    fixes = [fix for fix in found[0].fixes if fix.certain]
    if fixes and all(fix.span.source == MAIN for fix in fixes):
        text = sources[MAIN].text
        for fix in sorted(fixes, key=lambda fix: fix.span, reverse=True):
            text = text[: fix.span.start] + fix.replacement + text[fix.span.end :]
        files = {**files_of(kind.bad), MAIN: Source(MAIN, text)}
        assert kind.code not in [one.code for one in check_all(files, run=False)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_messages_keep_the_house_style(kind: Kind) -> None:
    assert kind.title.zh and kind.title.en and kind.label.zh and kind.label.en
    assert not kind.title.en[0].isupper(), "titles begin with a small letter"
    for words in (kind.title, kind.label, kind.help or Words("", "")):
        assert not words.zh.endswith("。")
        assert not words.en.endswith(".")
        assert bool(words.zh) == bool(words.en)
    assert kind.severity in Severity
    assert kind.name == kind.name.lower().replace(" ", "-").replace("_", "-")
    assert len(kind.code) == 5 and kind.code.startswith("PQ") and kind.code[2:].isdecimal()


def test_names_are_unique_within_an_area() -> None:
    names = [(kind.code[2], kind.name) for kind in KINDS]
    assert len(set(names)) == len(names)
