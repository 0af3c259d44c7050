"""Every code block of README and docs is run.

- ``policyq`` blocks parse and check clean; ``policyq bad`` blocks do not.
- ``python`` blocks run, those of one document one after another in one name space.
- ``console`` blocks: each ``$ policyq …`` line is run, in a folder of the document's own, and so is
  each ``$ git …``; what is shown below it is what comes out (``…`` alone on a line stands for any
  lines). Nothing shown, nothing compared. A command may fail if the block is ``console fails``.
- A block that begins with a comment ``file: NAME`` (``# file: NAME``) is written to that file for
  the blocks below it; without this line where the format knows no comments.
- ``diff`` blocks change a file that is there: the first line is ``--- NAME``, then come lines that
  stay (`` ``), go (``-``) and are new (``+``).

``sh`` blocks are for people: they are not run.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from policyq.apps.cli.main import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"\s*(?:#|//)\s*file:\s*(\S+)\s*\n")
_KNOWN = {"", "sh", "text", "json", "jsonl", "yaml", "toml", "markdown", "csv", "make", "html"}


class Block(NamedTuple):
    """A fenced block of a document."""

    line: int
    info: str
    text: str


def blocks(document: Path) -> Iterator[Block]:
    text = document.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        yield Block(text.count("\n", 0, match.start()) + 1, match[1].strip(), match[2])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_its_blocks_run(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("POLICYQ_LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "POLICYQ_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8" if ".zh" in document.name else "en_US.UTF-8")
    names: dict[str, object] = {"__name__": "document"}
    for block in blocks(document):
        where = f"{document.relative_to(ROOT)}:{block.line}"
        named = _FILE.match(block.text)
        if named:
            path = tmp_path / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            bare = path.suffix in (".csv", ".json", ".jsonl", ".txt")
            path.write_text(block.text[named.end() if bare else 0 :], encoding="utf-8")
        match block.info.split():
            case ["python"]:
                code = compile("\n" * block.line + block.text, str(document), "exec")
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(code, names)
            case ["console", *marks]:
                console(block.text, where, "fails" in marks)
            case ["policyq", *marks]:
                policy(block, where, tmp_path, "bad" in marks)
            case ["diff"]:
                change(block.text, where, tmp_path)
            case words:
                assert " ".join(words[:1]) in _KNOWN, f"{where}: what is a `{block.info}` block?"


def policy(block: Block, where: str, folder: Path, bad: bool) -> None:
    """Check a block as a file; one that is not a whole policy gets a header."""
    text = block.text
    if not re.search(r"^\s*(policy|群规)\b", text, re.MULTILINE):
        text = 'policy "document" version 1\ntimezone Asia/Shanghai\n' + text
    path = folder / "block-of-a-document.policyq"
    path.write_text(text, encoding="utf-8")
    code, out = run(f"policyq check --format plain {path.name}")
    path.unlink()
    assert (code == 1) if bad else (code == 0 and not out), f"{where}: exit code {code}\n{out}"


def change(text: str, where: str, folder: Path) -> None:
    """Change a file as a diff without line numbers says."""
    head, *lines = text.splitlines()
    path = folder / head.removeprefix("--- ")
    old = "".join(line[1:] + "\n" for line in lines if line[:1] in ("-", " "))
    new = "".join(line[1:] + "\n" for line in lines if line[:1] in ("+", " "))
    now = path.read_text(encoding="utf-8")
    assert now.count(old) == 1, f"{where}: stands {now.count(old)} times in {path.name}:\n{old}"
    path.write_text(now.replace(old, new), encoding="utf-8")


def console(text: str, where: str, may_fail: bool) -> None:
    """Run each command and compare what is shown."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        code, out = run(command)
        assert code == 0 or may_fail, f"{where}: `{command}` ended with {code}\n{out}"
        if shown.strip():
            pattern = "".join(
                r"(?s:.*)" if line.strip() == "…" else re.escape(line.rstrip()) + r"\s*\n"
                for line in shown.rstrip("\n").split("\n")
            )
            plain = "".join(line.rstrip() + "\n" for line in out.rstrip("\n").split("\n"))
            assert re.fullmatch(pattern, plain), f"{where}: `{command}` printed\n{out}"


def run(command: str) -> tuple[int, str]:
    """Run a line that begins with ``policyq``; ``< FILE``, ``> FILE`` and ``|`` between such work.
    A line that begins with ``git`` is run by git itself."""
    if command.startswith("git "):
        return _git(shlex.split(command, comments=True))
    out, code = b"", 0
    for piece in command.split("|"):
        words = shlex.split(piece, comments=True)
        assert words and words[0] == "policyq", f"only policyq is run: {command}"
        target = source = None
        if ">" in words:
            words, target = words[: words.index(">")], words[words.index(">") + 1]
        if "<" in words:
            words, source = words[: words.index("<")], words[words.index("<") + 1]
        given = Path(source).read_bytes() if source else out
        code, out = _captured(words[1:], given)
        if target:
            Path(target).write_bytes(out)
            out = b""
    return code, out.decode("utf-8")


def _git(words: list[str]) -> tuple[int, str]:
    """Git as everybody has it, whoever sets it up how; its commits are the same each time."""
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for part in ("AUTHOR", "COMMITTER"):
        who |= {f"GIT_{part}_NAME": "Ann", f"GIT_{part}_EMAIL": "ann@example.com"}
        who |= {f"GIT_{part}_DATE": "2026-03-09T10:00:00Z"}
    ran = subprocess.run(words, capture_output=True, env={**os.environ, **who}, encoding="utf-8")
    return ran.returncode, ran.stdout + ran.stderr if ran.returncode else ran.stdout


def _captured(words: list[str], given: bytes) -> tuple[int, bytes]:
    import sys

    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    standard_input = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    kept = sys.stdin
    sys.stdin = standard_input
    try:
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            code = main(words)
    finally:
        sys.stdin = kept
    for stream in streams:
        stream.flush()
    out, err = (stream.buffer.getvalue() for stream in streams)  # type: ignore[attr-defined]
    return code, out + err if code else out


def test_the_runner_notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    console("$ policyq --version\npolicyq …\n".replace("policyq …", "…"), "here", False)
    console("$ policyq nonsense\n…\n", "here", True)
    with pytest.raises(AssertionError, match="printed"):
        console("$ policyq --version\npolicyq 9.9\n", "here", False)
    with pytest.raises(AssertionError, match="ended with 2"):
        console("$ policyq nonsense\n", "here", False)
    assert not list(tmp_path.iterdir())
