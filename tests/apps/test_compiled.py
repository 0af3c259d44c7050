"""Compiled policies: the same decisions from the file as from the text, and nothing else is read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zlib
from itertools import islice
from pathlib import Path

import pytest
from streams import seeded

import policyq
from policyq.apps import compiled, face
from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.schema import event_to_json
from policyq.events.community import Parameters, generate
from policyq.ir import written

ROOT = Path(__file__).parents[2]
STOCK = sorted((ROOT / "policies").glob("*.policyq"))
EVENTS = list(islice(generate(Parameters(groups=2, days=3)), 600))
POLICY = """policy "club" version 1
timezone Asia/Shanghai
words lures loosely = "add me on wechat"
rule lures when text contains lures then delete
rule flood when count(message per sender within 60 seconds) > 2 then mute 10 minutes
"""
BROKEN = 'policy "club" version 1\nrule r when image then mute 3\n'


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    Path("club.policyq").write_text(POLICY, encoding="utf-8")


def lines(policy: policyq.Policy, events: list[policyq.Event]) -> list[str]:
    """What an evaluator answers, as it is written."""
    bot = policy.evaluator()
    return [policy.line(one, event) for event in events for one in bot.feed(event)]


@pytest.mark.parametrize("path", STOCK, ids=lambda path: path.stem)
def test_a_stock_policy_decides_the_same_compiled(path: Path) -> None:
    source = policyq.load(path)
    Path("x.policyqc").write_bytes(compiled.to_bytes(source.program))
    policy = policyq.load_compiled("x.policyqc")
    assert policy.program == source.program and policy.digest == source.digest
    assert (policy.checked, policy.diagnostics) == (None, ())
    found = lines(policy, EVENTS)
    assert found == lines(source, EVENTS)
    assert any('"actions":[{' in line for line in found) or "calendar" in path.stem
    assert policy.evaluator().source == source.evaluator().source


@pytest.mark.parametrize("seed", range(0, 120, 4))
def test_a_generated_policy_decides_the_same_compiled(seed: int) -> None:
    program, events = seeded(seed)
    read = compiled.from_bytes(compiled.to_bytes(program), "x")
    assert not isinstance(read, compiled.Refused)
    source, policy = (
        face.Policy(program, None, ()),
        face.Policy(read.program, None, (), glimpses=read.glimpses),
    )
    assert lines(policy, [*events]) == lines(source, [*events])


def test_the_same_policy_gives_the_same_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", "club.policyq", "-o", "a.policyqc"]) == exits.OK
    told = capsys.readouterr().err
    assert "a.policyqc: 2 rules" in told and policyq.load("club.policyq").digest in told
    assert main(["compile", "club.policyq", "--out", "b.policyqc"]) == exits.OK
    assert Path("a.policyqc").read_bytes() == Path("b.policyqc").read_bytes()
    head = json.loads(Path("a.policyqc").read_bytes().partition(b"\n")[0])
    assert (head["compiled policy"], head["name"]) == (compiled.FORMAT, "club")


def test_decide_reads_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["compile", "club.policyq", "-o", "club.policyqc"])
    data = "".join(event_to_json(one) + "\n" for one in EVENTS[:50]).encode()
    answers = []
    for name in ("club.policyq", "club.policyqc"):
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        assert main(["decide", name]) == exits.OK
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1] != ""


def test_a_file_that_is_refused_ends_decide(capsys: pytest.CaptureFixture[str]) -> None:
    main(["compile", "club.policyq", "-o", "club.policyqc"])
    Path("club.policyqc").write_bytes(Path("club.policyqc").read_bytes()[:-1])
    assert main(["decide", "club.policyqc"]) == exits.FILES
    told = capsys.readouterr().err
    assert "PQ592" in told and "cannot be used" in told


def test_a_policy_with_errors_leaves_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.policyq").write_text(BROKEN, encoding="utf-8")
    Path("x.policyqc").write_bytes(b"as it was")
    assert main(["compile", "broken.policyq", "-o", "x.policyqc"]) == exits.PROBLEMS
    assert "PQ301" in capsys.readouterr().err
    assert Path("x.policyqc").read_bytes() == b"as it was"


def test_it_does_not_write_over_the_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", "club.policyq", "-o", "./club.policyq"]) == exits.USAGE
    assert "a file of the policy itself" in capsys.readouterr().err
    assert Path("club.policyq").read_text(encoding="utf-8") == POLICY


# -- what is refused -------------------------------------------------------------------------------


def code_of(data: bytes) -> str:
    Path("x.policyqc").write_bytes(data)
    with pytest.raises(policyq.PolicyError) as raised:
        policyq.load_compiled("x.policyqc")
    (found,) = raised.value.diagnostics
    assert "x.policyqc" in str(raised.value)
    return found.code


@pytest.fixture
def data() -> bytes:
    return compiled.to_bytes(policyq.loads(POLICY).program)


def test_what_is_damaged_anywhere_is_refused(data: bytes) -> None:
    body = data.index(b"\n") + 1
    for place in range(body, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        assert code_of(bytes(changed)) == "PQ592"
    for cut in (body, body + 1, len(data) // 2 + body // 2, len(data) - 1):
        assert code_of(data[:cut]) == "PQ592"
    assert code_of(data + b"x") == "PQ592"
    assert code_of(data.replace(b'"digest": "', b'"digest": "x')) == "PQ592"
    assert code_of(data[:40]) == "PQ592"


def test_another_version_is_refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    head = b'"compiled policy": '
    assert code_of(data.replace(head + b"2", head + b"1")) == "PQ591"
    with monkeypatch.context() as patch:
        patch.setattr(compiled, "__version__", "9.9.9")
        assert code_of(data) == "PQ591"
    monkeypatch.setattr(written, "shape", lambda: "0123456789abcdef")
    assert code_of(data) == "PQ591"


def test_what_is_something_else_is_refused(tmp_path: Path) -> None:
    assert code_of(POLICY.encode()) == "PQ590"
    assert code_of(b"") == "PQ590"
    assert code_of(b"\x80\x04\x95") == "PQ590"
    for path, code in (("nowhere.policyqc", "PQ501"), (str(tmp_path), "PQ503"), ("a\0b", "PQ503")):
        with pytest.raises(policyq.PolicyError) as raised:
            policyq.load_compiled(path)
        assert [one.code for one in raised.value.diagnostics] == [code]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_it_is_no_text_of_a_policy(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "base.policyqc"
    file.write_bytes(data)
    assert main(["--lang", "en", "check", str(file)]) == exits.FILES
    assert "PQ528" in capsys.readouterr().out


def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo("pipe.policyqc")
    with pytest.raises(policyq.PolicyError):
        policyq.load_compiled("pipe.policyqc")
    assert not compiled.is_one("pipe.policyqc")


def sealed(data: bytes, body: bytes) -> bytes:
    """The file with another body, and with the right sum for it."""
    head = json.loads(data.partition(b"\n")[0])
    head["sha256"] = hashlib.sha256(body).hexdigest()
    return json.dumps(head).encode() + b"\n" + body


def test_a_forged_file_is_no_program_or_another_one_and_never_code(data: bytes) -> None:
    told = zlib.decompress(data.partition(b"\n")[2])
    assert (
        code_of(sealed(data, zlib.compress(told.replace(b'">"', b'">0;import os;0>"')))) == "PQ592"
    )
    assert code_of(sealed(data, zlib.compress(told.replace(b"add me", b"add us")))) == "PQ592"
    assert code_of(sealed(data, zlib.compress(b"[" * 100_000))) == "PQ592"
    assert code_of(sealed(data, zlib.compress(b"{}") + b"more")) == "PQ592"
    assert code_of(sealed(data, b"not packed")) == "PQ592"


def test_forged_glimpses_are_refused_and_those_of_other_characters_left(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, seen = json.loads(zlib.decompress(data.partition(b"\n")[2]))
    version, (characters, kinds, *rest) = seen
    for forged in ([], [version, 1], [version, [characters, kinds[1:], *rest]],
                   [version, [characters, kinds, *rest[:-2], ["", "x"], "all"]],
                   [version, [characters, kinds, *rest[:-1], "(a+)+"]], [version, [*rest, *rest]]):  # fmt: skip
        body = zlib.compress(json.dumps([program, forged]).encode())
        assert code_of(sealed(data, body)) == "PQ592"
    monkeypatch.setattr(compiled, "unidata_version", "1.0")
    Path("x.policyqc").write_bytes(data)
    policy = policyq.load_compiled("x.policyqc")
    assert policy.glimpses == () and version != "1.0"


def test_what_unpacks_to_too_much_is_refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MOST", 1_000)
    assert code_of(sealed(data, zlib.compress(b" " * 100_000))) == "PQ592"


# -- the start -------------------------------------------------------------------------------------


def test_a_start_loads_no_parser_checker_matcher_or_numbers(data: bytes) -> None:
    Path("x.policyqc").write_bytes(data)
    code = (
        "import policyq, sys\n"
        "bot = policyq.load_compiled('x.policyqc').evaluator()\n"
        "bot.decide(policyq.event('join', id='1', time=1772503200000000, group='g', sender='u'))\n"
        "print(*sys.modules)\n"
        "bot.decide(policyq.event(id='2', time=1772503200000000, group='g', text='hello there'))\n"
        "print('numpy' in sys.modules)\n"
        "late = {'id': '3', 'time': 1772503200000000, 'group': 'g', 'sender': 'u'}\n"
        "found = policyq.event(**late, text='add me on we-chat')\n"
        "print([act.action for act in bot.decide(found).actions], 'numpy' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    loaded, later, last = done.stdout.splitlines()
    names = loaded.split()
    assert "policyq.live.evaluator" in names
    heavy = (
        "policyq.check",
        "policyq.syntax",
        "policyq.pipeline",
        "policyq.text.words",
        "lark",
        "numpy",
    )
    assert not [name for name in names if name.startswith(heavy)]
    assert (later, last) == ("False", "['delete'] True")


def test_the_search_may_be_made_beforehand(data: bytes) -> None:
    Path("x.policyqc").write_bytes(data)
    early, late = (policyq.load_compiled("x.policyqc").evaluator() for _ in range(2))
    early.prepare()
    early.prepare()
    event = policyq.event(
        id="1", time=1772503200000000, group="g", sender="u", text="add me on we-chat"
    )
    assert early.decide(event) == late.decide(event)
    assert [act.action for act in early.decide(event).actions] == ["delete"]
