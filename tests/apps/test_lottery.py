"""`policyq lottery` as witnesses and members meet it."""

from __future__ import annotations

import hashlib
import json
import random
import stat
from pathlib import Path

import pytest
from apps.typing_commands import Typist

from policyq.apps.cli import exits
from policyq.apps.decisions import decision_from_json
from policyq.apps.problems import Problem
from policyq.apps.proving import secret_of
from policyq.diagnostics.catalog.decisions import NO_SECRET, WRONG_DRAW

POLICY = """policy "Readers" version 1
timezone Asia/Shanghai
lottery books daily prizes 2 until 20:00 witnesses owner, admin
  when text is "draw"
  then reply "{ranking}"
"""


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.delenv("POLICYQ_DEBUG", raising=False)
    (tmp_path / "books.policyq").write_text(POLICY, encoding="utf-8")
    return Typist(capsys, monkeypatch)


def event(number: int, clock: str, who: str, text: str, role: str = "member") -> str:
    day = 2 if number < 90 else 3
    row = {
        "id": f"e{number}", "time": f"2026-03-0{day}T{clock}:00+08:00", "group": "club",
        "sender": {"id": who, "role": role}, "text": text,
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False) + "\n"


def played(run: Typist, lines: dict[str, tuple[str, str]], *, silent: str = "") -> bytes:
    """The decisions of a day on which witnesses posted what the commands printed."""
    roles = {"o": "owner", "a": "admin"}
    log = [
        event(n, "10:00", who, commit, roles[who]) for n, (who, (commit, _)) in
        enumerate(lines.items())
    ]  # fmt: skip
    log += [event(10 + n, "11:00", f"m{n}", "draw") for n in range(6)]
    log += [
        event(20 + n, "20:01", who, reveal, roles[who])
        for n, (who, (_, reveal)) in enumerate(lines.items())
        if who != silent
    ]
    log.append(event(90, "10:00", "m0", "hello"))
    done = run("decide", "books.policyq", given="".join(log).encode())
    assert done.code == exits.OK
    return done.out.encode()


def two(run: Typist, *more: str) -> dict[str, tuple[str, str]]:
    made = {}
    for who, language in (("o", "zh"), ("a", "en")):
        told = json.loads(run("lottery", "commit", "--json", "--lang", language, *more).out)
        made[who] = (told["commit"], told["reveal"])
    return made


def test_what_commit_prints_draws_a_lottery_that_verify_finds_right(run: Typist) -> None:
    decisions = played(run, two(run))
    found = run("lottery", "verify", given=decisions)
    assert (found.code, found.err) == (exits.OK, "")
    assert "1 draw: right 1, void 0, wrong 0" in found.out
    told = json.loads(run("lottery", "verify", "--json", given=decisions).out)
    (draw,) = told["draws"]
    assert (draw["verdict"], draw["result"], len(draw["winners"])) == ("right", "drawn", 2)
    assert draw["entrants"] == [f"m{n}" for n in range(6)] and draw["file"] == "-"
    assert [one["account"] for one in draw["witnesses"]] == ["a", "o"]
    beside = run("lottery", "verify", "--policy", "books.policyq", given=decisions)
    assert beside.code == exits.OK
    changed = POLICY.replace("prizes 2", "prizes 3")
    Path("other.policyq").write_text(changed, encoding="utf-8")
    other = run("lottery", "verify", "-", "--policy", "other.policyq", given=decisions)
    assert other.code == exits.PROBLEMS and "was drawn by another policy" in other.out
    both = ["--policy", "other.policyq", "--policy", "books.policyq"]
    assert run("lottery", "verify", *both, given=decisions).code == exits.OK


def test_the_file_of_a_replay_does_as_well(run: Typist) -> None:
    lines = two(run)
    log = event(0, "10:00", "o", lines["o"][0], "owner") + event(1, "11:00", "m1", "draw")
    Path("log.jsonl").write_text(log + event(90, "10:00", "m1", "hello"), encoding="utf-8")
    replayed = run("replay", "books.policyq", "--log", "log.jsonl", "--decisions", "d.jsonl")
    assert replayed.code == exits.OK and "\nlotteries\n" in replayed.out
    found = run("lottery", "verify", "d.jsonl", "--lang", "zh")
    assert found.code == exits.OK
    assert "作废 1" in found.out and "见证不足两人" in found.out


@pytest.mark.parametrize(("language", "says"), [("zh", "没有公布"), ("en", "withheld by")])
def test_who_withheld_is_named(run: Typist, language: str, says: str) -> None:
    decisions = played(run, two(run), silent="a")
    found = run("lottery", "verify", "--language", language, given=decisions)
    assert found.code == exits.OK and says in found.out
    (draw,) = json.loads(run("lottery", "verify", "--json", given=decisions).out)["draws"]
    assert (draw["verdict"], draw["withheld"], draw["winners"]) == ("void", ["a"], [])


def test_a_wrong_one_ends_with_1_and_names_its_place(run: Typist) -> None:
    rows = [json.loads(line) for line in played(run, two(run)).splitlines()]
    for number, row in enumerate(rows, 1):
        for draw in row.get("draws", ()):
            draw["winners"].reverse()
            place = number
    Path("d.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = run("lottery", "verify", "d.jsonl")
    assert found.code == exits.PROBLEMS
    assert f"d.jsonl:{place}: [PQ646] the draw of `books` of 2026-03-02 (club)" in found.out
    assert run("lottery", "verify", "d.jsonl", "--markdown").out.startswith("# lotteries checked")


def test_the_secret_is_kept_for_oneself_and_never_lost(run: Typist) -> None:
    made = run("lottery", "commit", "--out", "mine.txt")
    path = Path("mine.txt")
    secret = path.read_text(encoding="utf-8").strip()
    assert made.code == exits.OK and secret not in made.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert f"commit {hashlib.sha256(secret.encode()).hexdigest()}\n" in made.out
    told = run("lottery", "reveal", "mine.txt", "--lang", "zh").out
    assert f"\n公布 {secret}\n" in told
    again = run("lottery", "commit", "--out", "mine.txt")
    assert again.code == exits.FILES and "mine.txt" in again.err
    assert path.read_text(encoding="utf-8").strip() == secret
    assert "reveal" not in json.loads(run("lottery", "commit", "--json", "--out", "b.txt").out)


def test_every_secret_is_another_and_long_enough() -> None:
    from policyq.apps.cli import lottery_commit, witnessing

    made = {lottery_commit.secrets.token_hex(lottery_commit.BYTES) for _ in range(50)}
    assert len(made) == 50 and {len(one) for one in made} == {32}
    assert all(secret_of(one) == one for one in made)
    assert witnessing.lines("x", "en")[1] == "reveal x"


def test_a_secret_of_one_s_own_draws_too(run: Typist) -> None:
    """Any line that is taken for a secret is one to the engine as well."""
    dice = random.Random(5)
    letters = "ab :：\u3000\tß的\N{SNOWMAN}\u2028\U0001f600'\"\\"
    for _ in range(25):
        texts = ["".join(dice.choice(letters) for _ in range(dice.randint(14, 40))) for _ in "12"]
        some = [secret_of(text) for text in texts]
        if any(isinstance(one, Problem) for one in some) or len(set(some)) < 2:
            continue
        told = {}
        for who, text in zip("oa", texts, strict=True):
            made = run("lottery", "commit", "--own", "-", "--json", given=text.encode())
            row = json.loads(made.out)
            told[who] = (row["commit"], row["reveal"])
            assert (
                json.loads(run("lottery", "reveal", "-", "--json", given=text.encode()).out) == row
            )
        (draw,) = json.loads(
            run("lottery", "verify", "--json", given=played(run, told)).out
        )["draws"]  # fmt: skip
        assert draw["verdict"] == "right", texts


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("short", "here are 5 characters"),
        ("x" * 201, "here are 201 characters"),
        ("one line of a secret\nand another", "here are 2 lines"),
        (": a secret behind a colon", "here is a colon"),
        ("", "here are 0 characters"),
    ],
)
def test_what_is_no_secret_is_refused_and_not_shown(run: Typist, text: str, says: str) -> None:
    for command in (["reveal", "-"], ["commit", "--own", "-"]):
        found = run("lottery", *command, given=text.encode())
        assert (found.code, found.out) == (exits.PROBLEMS, "")
        assert f"[{NO_SECRET.code}]" in found.err and says in found.err
        assert not text or text not in found.err


def test_bad_input_is_told_with_a_code(run: Typist) -> None:
    good = WRONG_DRAW.good
    bad = [
        "nonsense", "[]", '{"event": 1}', good.replace("1772467200000000", "9" * 40),
        good.replace('"prizes": 1', '"prizes": 1.5'), good.replace("20:01:00+08:00", "soon"),
        good.replace('"sealed": [', '"sealed": [7, '),
    ]  # fmt: skip
    Path("d.jsonl").write_text("\n".join([*bad, good]), encoding="utf-8")
    found = run("lottery", "verify", "d.jsonl")
    assert found.code == exits.PROBLEMS
    assert "right 1, void 0, wrong 0" in found.out
    assert "d.jsonl:1: [PQ701]" in found.err and f"and {len(bad) - 3} more" in found.err
    for line in bad:
        assert run("lottery", "verify", given=line.encode()).code == exits.PROBLEMS
    assert run("lottery", "verify", "nowhere.jsonl").code == exits.FILES
    assert run("lottery", "verify", "-", "-").code == exits.USAGE
    assert run("lottery", "reveal", "nowhere.txt").code == exits.FILES
    assert run("lottery", "reveal").code == exits.USAGE
    assert run("lottery").code == exits.USAGE
    assert run("lottery", "commit", "--out", "a", "--own", "b").code == exits.USAGE
    empty = run("lottery", "verify", given=b"")
    assert (empty.code, "there is no draw" in empty.err) == (exits.OK, True)


def test_garbled_decisions_never_end_in_a_fault(run: Typist) -> None:
    """Any field of a draw may hold anything: it is refused, or found wrong, or does not matter."""
    dice = random.Random(7)
    values = [None, 0, -1, True, 10**30, 1.5, "", "\ud800", "x", [], ["m1"], {}, [None], "9" * 99]
    for _ in range(300):
        row = json.loads(WRONG_DRAW.good)
        draw = row["draws"][0]
        where = dice.choice([row, draw, draw, draw["sealed"][0], draw["sealed"][1]])
        where[dice.choice(list(where))] = dice.choice(values)
        found = run("lottery", "verify", "--json", given=json.dumps(row).encode())
        assert found.code in (exits.OK, exits.PROBLEMS), row
        json.loads(found.out)
        assert run("lottery", "verify", given=json.dumps(row).encode()).code == found.code


def test_the_catalog_s_good_draw_is_read_back_whole() -> None:
    told = decision_from_json(WRONG_DRAW.good)
    assert told is not None and not isinstance(told, Problem)
    (draw,) = told.decision.draws
    assert (draw.winners, draw.sealed[1].account) == (("m3",), "b")
