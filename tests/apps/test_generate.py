"""`policyq generate`: the same bytes for the same parameters, each of them documented."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import threading
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from policyq.apps import models
from policyq.apps.cli import exits
from policyq.apps.cli.generate import KINDS as NAMES
from policyq.apps.cli.main import main
from policyq.apps.logs import Reading
from policyq.apps.parameters import (
    ABOUT,
    BAND_ABOUT,
    VIOLATIONS_ABOUT,
    WrongParameters,
    changed,
    from_file,
    listing,
)
from policyq.apps.roster import read_roster
from policyq.events.community import KINDS, Band, Parameters, Violations, generate, of_kind

SMALL = ["--groups", "3", "--days", "2"]
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")


def generated(capsys: Output, *argv: str) -> str:
    assert main(["generate", *SMALL, *argv]) == exits.OK
    return capsys.readouterr().out


def test_one_seed_gives_the_same_bytes_and_another_others(capsys: Output, tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    text = generated(capsys, "--seed", "7")
    assert generated(capsys, "--seed", "7", "--out", str(plain)) == ""
    generated(capsys, "--seed", "7", "--out", str(packed))
    first = packed.read_bytes()
    generated(capsys, "--seed", "7", "--out", str(packed))
    assert packed.read_bytes() == first
    assert plain.read_text(encoding="utf-8") == text == gzip.decompress(first).decode()
    assert generated(capsys, "--seed", "8") != text
    assert generated(capsys, "--seed", "seven") != text


def test_what_is_written_reads_back_as_the_same_events(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "a.jsonl.gz"
    generated(capsys, "--out", str(path))
    reading = Reading([path])
    assert list(reading) == list(generate(Parameters(groups=3, days=2)))
    assert reading.rejected == 0


def test_a_bare_community_with_its_roster(tmp_path: Path, capsys: Output) -> None:
    log, roster = tmp_path / "a.jsonl", tmp_path / "r.json"
    generated(capsys, "--bare", "--out", str(log), "--roster", str(roster))
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert not any("role" in row or "members" in row for row in rows)
    found = read_roster(roster)
    assert found.problems == ()
    event = next(one for one in Reading([log]) if one.kind == "text" and one.sender)
    assert event.sender is not None
    assert found.roster.rows(event.group, event.sender, event.time)
    assert found.roster.size(event.group, event.time)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_parameters_is_a_file_of_the_defaults(tmp_path: Path, language: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(listing(language), encoding="utf-8")
    assert from_file(path) == Parameters()
    assert set(yaml.safe_load(listing(language))) == {one.name for one in fields(Parameters)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_of_a_kind_is_a_file_of_its_defaults(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(listing("zh", kind), encoding="utf-8")
    assert from_file(path) == of_kind(kind) == from_file(path, kind)


def test_a_kind_by_either_name_and_from_either_place(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("kind: 客户\nsilent: 0.1\n", encoding="utf-8")
    assert from_file(path) == of_kind("customer", silent=0.1)
    assert from_file(path, "shop") == of_kind("shop", silent=0.1)
    assert changed(of_kind("shop", days=3), {"kind": "shop"}) == of_kind("shop", days=3)
    text = generated(capsys, "--kind", "shop")
    assert generated(capsys, "--kind", "商家") == text
    assert generated(capsys, "--kind", "商家", "--parameters", str(path)) != text
    assert generated(capsys, "--kind", "学习") == generated(capsys)
    assert main(["generate", "--kind", "shops"]) == exits.USAGE
    assert "shop" in capsys.readouterr().err
    assert {one.id: one.says.zh for one in KINDS.values()} == {
        id_: one.zh for id_, one in NAMES.items()
    }


#: Of the log that a seed gives: who has told a colleague "try seed 7" must be able to rely on it.
_SEEN = {
    "zh": "eb92b65aa384a084",
    "en": "da4f75bb02fca575",
}


@pytest.mark.parametrize("language", _SEEN)
def test_a_seed_gives_what_it_always_gave(language: str, capsys: Output) -> None:
    assert (
        main(["generate", "--groups", "5", "--days", "4", "--seed", "5", "--language", language])
        == 0
    )
    text = capsys.readouterr().out
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == _SEEN[language]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_line_is_an_event_as_the_schema_has_it(
    kind: str, language: str, capsys: Output, tmp_path: Path
) -> None:
    roster = tmp_path / "r.json"
    argv = ("--kind", kind, "--language", language, "--roster", str(roster))
    lines = generated(capsys, *argv).splitlines()
    for line in lines:
        models.Event.model_validate_json(line)
    models.Roster.model_validate_json(roster.read_text(encoding="utf-8"))
    assert read_roster(roster).problems == ()
    assert len(lines) > 30


def test_every_parameter_has_its_meaning() -> None:
    for table, kind in ((ABOUT, Parameters), (BAND_ABOUT, Band), (VIOLATIONS_ABOUT, Violations)):
        assert list(table) == [one.name for one in fields(kind)]
        for said in table.values():
            assert said.zh != said.en


def test_parameters_from_a_file_and_options_over_them(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "p.yaml"
    (tmp_path / "ads.txt").write_text("卖瓜\n", encoding="utf-8")
    path.write_text(
        "groups: 9\nsilent: 0.5\nviolations: {ads: 1}\nlexicons: {ads: ads.txt, abuse: [笨]}\n",
        encoding="utf-8",
    )
    found = from_file(path)
    assert (found.groups, found.silent, found.violations.ads) == (9, 0.5, 1)
    assert found.violations.night == Violations().night
    assert found.lexicons == {"ads": ("卖瓜",), "abuse": ("笨",)}
    text = generated(capsys, "--parameters", str(path))
    assert len({json.loads(line)["group"] for line in text.splitlines()}) == 3


@pytest.mark.parametrize(
    "given",
    [
        {"seeds": 1}, {"groups": "3"}, {"groups": 2.5}, {"groups": True}, {"groups": -1},
        {"silent": 2}, {"language": "fr"}, {"start": "soon"}, {"timezone": "Nowhere"},
        {"hours": [1, 2]}, {"quiet": [1]}, {"bands": []}, {"bands": [{"name": "x"}]},
        {"violations": {"adverts": 1}}, {"kind": "club"}, {"kind": 3}, {"notice_hours": [25]}, {"prices": [1]},
        {"violations": 3}, {"good_hosts": "x"}, {"profile": 1},
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(WrongParameters) as wrong:
        changed(Parameters(), given)
    assert str(wrong.value)


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--groups", "-1"], exits.USAGE),
        (["--groups", "many"], exits.USAGE),
        (["--start", "2026-13-01"], exits.USAGE),
        (["--parameters", "missing.yaml"], exits.FILES),
        (["--out", "no/such/folder/a.jsonl"], exits.FILES),
        (["--out", "."], exits.FILES),
    ],
)
def test_what_cannot_be_done_has_its_code(capsys: Output, argv: list[str], code: int) -> None:
    assert main(["generate", *argv]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize("text", ["[1, 2]", "groups: [", "groups: x", "\x00"])
def test_a_wrong_file_of_parameters_is_a_problem(capsys: Output, tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["generate", "--parameters", str(path)]) == exits.PROBLEMS
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize("name", ["out", "roster"])
def test_what_is_no_regular_file_is_written_into_and_stays(
    name: str, capsys: Output, tmp_path: Path
) -> None:
    pipe, found = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: found.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    generated(capsys, f"--{name}", str(pipe))
    reader.join(20)
    assert pipe.is_fifo()
    assert found[0].startswith("{")


def test_a_link_stays_a_link(capsys: Output, tmp_path: Path) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    link.symlink_to(target)
    generated(capsys, "--out", str(link))
    assert link.is_symlink()
    assert target.stat().st_size


def test_one_file_is_not_written_twice(capsys: Output, tmp_path: Path) -> None:
    both = str(tmp_path / "a")
    assert main(["generate", *SMALL, "--out", both, "--roster", both]) == exits.USAGE
    assert not Path(both).exists()
    assert "named twice" in capsys.readouterr().err


@pytest.mark.parametrize(("language", "zone"), [("zh", "Asia/Shanghai"), ("en", "Europe/London")])
def test_the_roster_names_the_zone_that_its_times_are_in(
    language: str, zone: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.json"
    out = str(tmp_path / "log.jsonl")
    argv = ["generate", *SMALL, "--language", language, "--out", out, "--roster", str(path)]
    assert main(argv) == exits.OK
    assert json.loads(path.read_text(encoding="utf-8"))["timezone"] == zone
    assert zone in listing("zh")
