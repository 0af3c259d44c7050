"""Where the key of pseudonyms comes from, and who may read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from policyq.apps import keys
from policyq.apps.cli import exits
from policyq.apps.cli.main import main


def of(folder: Path, *, make: bool = True, root: bool = False, **environ: str) -> keys.Key:
    return keys.of_project(folder, make=make, root=root, environ=environ)


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = of(tmp_path)
    assert first.made == tmp_path / ".policyq-key"
    again = of(tmp_path)
    assert again.made is None
    assert first.pseudonyms.of("a") == again.pseudonyms.of("a")
    assert (first.pseudonyms.kept, again.pseudonyms.kept) == (True, True)
    assert len(first.made.read_text(encoding="ascii").strip()) == 64


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    made = of(tmp_path).made
    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


@pytest.mark.parametrize("mark", [".git", "policyq.yaml"])
def test_one_key_for_a_project(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    deep = tmp_path / "policies" / "clubs"
    deep.mkdir(parents=True)
    made = of(deep)
    assert made.made == tmp_path / ".policyq-key"
    assert of(tmp_path / "policies").pseudonyms.of("a") == made.pseudonyms.of("a")
    assert of(deep, root=True).made == deep / ".policyq-key"
    assert of(deep).pseudonyms.of("a") != made.pseudonyms.of("a"), "the nearest counts"


def test_a_key_above_the_project_is_nobodys(tmp_path: Path) -> None:
    of(tmp_path)
    inside = tmp_path / "inside"
    inside.mkdir()
    assert of(inside).made == inside / ".policyq-key"


def test_the_variable_comes_first_and_makes_nothing(tmp_path: Path) -> None:
    given = of(tmp_path, POLICYQ_KEY="k")
    assert given.pseudonyms.of("a") == keys.Pseudonyms("k").of("a")
    assert list(tmp_path.iterdir()) == []


def test_without_a_place_the_key_is_for_once(tmp_path: Path) -> None:
    for _ in range(2):
        one, other = of(tmp_path, make=False), of(tmp_path / "gone")
        assert not one.pseudonyms.kept
        assert not other.pseudonyms.kept
        assert one.pseudonyms.of("a") != other.pseudonyms.of("a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b" \n", b"x" * 5000])
def test_a_file_without_a_key_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ".policyq-key").write_bytes(data)
    with pytest.raises(keys.BadKey):
        of(tmp_path)


@pytest.mark.parametrize(
    ("key", "weak"),
    [
        ("", True),
        ("book club", True),
        ("1234123412341234", True),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", True),
        ("zuMq4Vt8nRfWc2LxHs9Ty6", False),
        ("0123456789abcdef" * 4, False),
    ],
)
def test_a_key_that_is_easily_guessed(key: str, weak: bool) -> None:
    assert keys.weak(key) is weak


def test_a_weak_key_on_the_command_line_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    Path("club.policyq").write_text('policy "club" version 1\ntimezone UTC\n', encoding="utf-8")
    row = '{"id": "1", "time": 1777593600, "group": "g", "sender": "u", "text": "hi"}\n'
    Path("log.jsonl").write_text(row, encoding="utf-8")
    Path("key").write_text("secret\n", encoding="utf-8")
    strong = "zuMq4Vt8nRfWc2LxHs9Ty6"
    for given, told in (
        (("--key", "club"), "the key of --key is easily guessed"),
        (("--key-file", "key"), "the key of key is easily guessed"),
        (("--key", strong), ""),
    ):
        assert main(["replay", "club.policyq", "--log", "log.jsonl", *given]) == exits.OK
        err = capsys.readouterr().err
        assert told in err and ("guessed" in err) == bool(told)
