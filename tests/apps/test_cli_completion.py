"""The completion scripts, asked as the shells ask them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from policyq.apps.cli.commands import COMMANDS
from policyq.apps.cli.completion import shapes, to_bash, to_fish, to_zsh

FORMS = ["human", "plain", "json", "github", "sarif", "junit"]
NAMES = [command.name for command in COMMANDS]


def _shell(name: str, script: str, cwd: Path) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    quiet = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[name]
    done = subprocess.run(
        [name, *quiet, "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["policyq", ""], NAMES),
        (["policyq", "ch"], ["check"]),
        (["policyq", "--lang", "zh", "comple"], ["completion"]),
        (["policyq", "--lang", "=", "zh", "comple"], ["completion"]),
        (["policyq", "--la"], ["--lang"]),
        (["policyq", "check", "--form"], ["--format"]),
        (["policyq", "check", "--format", ""], FORMS),
        (["policyq", "check", "--format", "="], FORMS),
        (["policyq", "check", "--format", "=", "j"], ["json", "junit"]),
        (["policyq", "check", ""], ["a b.policyq", "other.txt"]),
        (["policyq", "check", "a"], ["a b.policyq"]),
        (["policyq", "completion", ""], ["bash", "zsh", "fish"]),
        (["policyq", "--lang", ""], ["zh", "en"]),
        (["policyq", "logs", ""], ["inspect", "convert"]),
        (["policyq", "lottery", ""], ["verify", "commit", "reveal"]),
        (["policyq", "lottery", "verify", "--pol"], ["--policy"]),
        (["policyq", "--lang", "zh", "logs", "--lang", "en", "c"], ["convert"]),
        (["policyq", "logs", "convert", "--to", ""], ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"]),
        (["policyq", "logs", "inspect", "o"], ["other.txt"]),
    ],
)
def test_bash(line: list[str], expected: list[str], tmp_path: Path) -> None:
    for name in ("a b.policyq", "other.txt"):
        (tmp_path / name).touch()
    words = " ".join(f"'{word}'" for word in line)
    script = to_bash(shapes("zh")) + (
        f"COMP_WORDS=({words}); COMP_CWORD={len(line) - 1}; _policyq\n"
        'for word in "${COMPREPLY[@]}"; do echo "$word"; done\n'
    )
    # Outside of a real completion `compopt` complains; inside it keeps blanks in names whole.
    found = _shell("bash", "compopt() { :; }\n" + script, tmp_path).splitlines()
    assert sorted(found) == sorted(expected)


def test_fish(tmp_path: Path) -> None:
    script = tmp_path / "policyq.fish"
    script.write_text(to_fish(shapes("en")), encoding="utf-8")

    def ask(line: str) -> list[str]:
        found = _shell("fish", f"source {script}; complete -C '{line}'", tmp_path)
        return [row.split("\t")[0] for row in found.splitlines()]

    assert ask("policyq comple") == ["completion"]
    assert sorted(ask("policyq check --format j")) == ["json", "junit"]
    assert "--strict" in ask("policyq check --s")
    assert sorted(ask("policyq logs ")) == ["convert", "inspect"]
    assert sorted(ask("policyq lottery ")) == ["commit", "reveal", "verify"]
    assert ask("policyq logs convert --to p") == ["parquet"]
    assert sorted(ask("policyq completion ")) == ["bash", "fish", "zsh"]


def test_zsh_takes_the_script(tmp_path: Path) -> None:
    script = tmp_path / "policyq.zsh"
    script.write_text(to_zsh(shapes("zh")), encoding="utf-8")
    out = _shell(
        "zsh", f"autoload -U compinit; compinit -u -d {tmp_path}/dump; source {script}; "
        "print $_comps[policyq]; whence -w _policyq", tmp_path
    )  # fmt: skip
    assert out.split("\n")[:2] == ["_policyq", "_policyq: function"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_and_option_is_in_every_script(language: str) -> None:
    known = shapes(language)
    for script in (to_bash(known), to_zsh(known), to_fish(known)):
        for name, shape in known.items():
            assert all(word in script for word in name.split())
            for option in shape.options:
                assert option.names[-1].lstrip("-") in script
