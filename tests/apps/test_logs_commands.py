"""`policyq logs inspect` and `policyq logs convert`, as a user types them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from apps import typing_commands

from policyq.apps.cli import exits, logs_convert
from policyq.apps.logs import read_events, writing
from policyq.apps.schema import event_to_json
from policyq.study.pseudonyms import Pseudonyms
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, SECOND

TIME = 1_777_593_600_000_000  # 2026-05-01, a Friday, at midnight UTC
POLICY = """policy "club" version 1
timezone UTC
rule ads when message contains "buy" then delete
rule big when has link and members > 200 then delete
rule either when members > 200 or message contains "x" then delete
"""


class Typist(typing_commands.Typist):
    """Types command lines in a folder of the test's own."""

    def json(self, *argv: str) -> dict[str, Any]:
        ran = self("logs", "inspect", *argv, "--json")
        assert ran.code == exits.OK, ran.err
        found: dict[str, Any] = json.loads(ran.out)
        return found


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.setenv("POLICYQ_KEY", "k")
    return Typist(capsys, monkeypatch)


def message(id: object, time: int, text: str = "hi", **more: Any) -> Event:
    said = {"group": "g", "sender": "wxid_ming", "name": "小明", **more}
    return Event(str(id), TIME + time, kind="text", text=text, **said)


def log(*events: Event, name: str = "a.jsonl", more: str = "") -> str:
    lines = "".join(event_to_json(one) + "\n" for one in events)
    Path(name).write_text(lines + more, encoding="utf-8")
    return name


# --- inspect ---


def test_the_books(policyq: Typist) -> None:
    path = log(
        message(1, 10 * SECOND),
        message(1, 10 * SECOND),
        message(2, 5 * SECOND, "one"),
        message(3, 5 * SECOND, "one"),
        Event("4", TIME, "h", "join", sender="anna"),
        more='\n{"id": \n{"id": "9", "time": "2026-05-01T08:00:00", "group": "g", "text": "a"}\n',
    )
    found = policyq.json(path)
    assert found["format"] == 1
    assert (found["files"], found["formats"], found["encodings"]) == (1, {"jsonl": 1}, {"utf-8": 1})
    assert (found["rows"], found["events"], found["noise"], found["beside"]) == (8, 5, 1, 0)
    assert found["rejected"]["by_reason"] == {"not-json": 1, "time-without-zone": 1}
    assert [one["line"] for one in found["rejected"]["samples"]] == [7, 8]
    assert (found["repeated_ids"], found["repeated_messages"]) == (1, 1)
    assert found["steps_back"] == {"events": 2, "furthest_seconds": 5}
    assert found["kinds"] == {"text": 4, "join": 1}
    assert (found["from"], found["to"]) == (
        "2026-05-01T00:00:00+00:00",
        "2026-05-01T00:00:10+00:00",
    )
    assert found["files_not_read"] == []


def test_groups_gaps_and_silences(policyq: Typist) -> None:
    path = log(
        message(1, 0, group_name="old"),
        message(2, 23 * HOUR, sender="b", group_name="考研群", platform="wechat"),
        message(3, 4 * DAY),
        message(4, 2 * DAY + HOUR, sender="b"),
        message(5, 30 * DAY, group="late"),
    )
    group, late = policyq.json(path, "--timezone", "UTC")["groups"]
    assert (group["group"], group["name"], group["platform"]) == ("g", "考研群", "wechat")
    assert (group["events"], group["messages"], group["members"], group["days"]) == (4, 4, 2, 3)
    assert group["days_without"] == {
        "days": 2,
        "longest": [
            {"from": "2026-05-02", "to": "2026-05-02", "days": 1},
            {"from": "2026-05-04", "to": "2026-05-04", "days": 1},
        ],
    }
    silences = [one["seconds"] // 3600 for one in group["silences"]]
    assert silences == [47, 26, 23], "the one that was broken is told as two"
    assert (late["days"], late["silences"]) == (1, [])
    # In Shanghai the second message is of the next day.
    shanghai = policyq.json(path, "--timezone", "Asia/Shanghai")["groups"][0]
    assert (shanghai["days"], shanghai["from"]) == (4, "2026-05-01T08:00:00+08:00")


def test_the_newest_first_has_the_same_silences(policyq: Typist) -> None:
    events = [message(n, n * n * HOUR) for n in range(8)]
    first = policyq.json(log(*events))["groups"]
    assert policyq.json(log(*reversed(events)))["groups"] == first
    assert [one["seconds"] // 3600 for one in first[0]["silences"]] == [13, 11, 9]


def test_members_by_pseudonym_unless_asked(policyq: Typist) -> None:
    path = log(message(1, 0), message(2, 1), message(3, 2, sender="anna", role="admin"))
    found = policyq.json(path)
    names = Pseudonyms("k")
    assert found["members"] == {
        "count": 2,
        "most": [
            {"member": names.of("wxid_ming"), "messages": 2, "role": None},
            {"member": names.of("anna"), "messages": 1, "role": "admin"},
        ],
    }
    assert found["pseudonyms"] == {"fingerprint": names.fingerprint, "kept": True}
    shown = policyq("logs", "inspect", path, "--names").out
    assert "wxid_ming" in shown
    for form in ([], ["--json"], ["--markdown"], ["--lang", "zh"]):
        out = policyq("logs", "inspect", path, *form).out
        assert "wxid_ming" not in out and "小明" not in out
        assert names.of("anna") in out


def test_what_is_said_and_what_rules_lack(policyq: Typist) -> None:
    Path("p.policyq").write_text(POLICY, encoding="utf-8")
    path = log(message(1, 0, mentions=()), message(2, 1), Event("3", TIME, "g", "join"))
    plain = policyq.json(path)
    assert plain["policy"] is None
    assert plain["fields"]["mentions"] == {"events": 2, "said": 1, "share": 0.5}
    assert plain["fields"]["sender"] == {"events": 3, "said": 2, "share": 0.666667}
    assert "amount" not in plain["fields"]
    rules = policyq.json(path, "--policy", "p.policyq")["policy"]["rules"]
    assert rules == {
        "big": {"never_said": ["members"], "silent": True},
        "either": {"never_said": ["members"], "silent": False},
    }
    shown = policyq("logs", "inspect", path, "--policy", "p.policyq", "--lang", "zh").out
    assert "群规 club 缺什么" in shown and "不起作用" in shown and "群人数" in shown
    Path("r.yaml").write_text("groups: [{group: g, members: 300}]\n", encoding="utf-8")
    filled = policyq.json(path, "--policy", "p.policyq", "--roster", "r.yaml")
    assert filled["policy"]["rules"] == {}
    assert filled["fields"]["members"]["share"] == 1


def test_links_are_said_where_the_text_is(policyq: Typist) -> None:
    path = log(message(1, 0), Event("2", TIME, "g", "text", sender="a"))
    assert policyq.json(path)["fields"]["links"] == {"events": 2, "said": 1, "share": 0.5}


def test_a_rule_that_only_a_section_replaces_is_not_silent(policyq: Typist) -> None:
    Path("p.policyq").write_text(
        POLICY.split("rule")[0]
        + "rule many when message contains 'a' then delete\n".replace("'", '"')
        + "section big when members > 200\n"
        + "override rule many when message contains 'b' then delete\nend\n".replace("'", '"'),
        encoding="utf-8",
    )
    rules = policyq.json(log(message(1, 0)), "--policy", "p.policyq")["policy"]["rules"]
    assert rules == {"many": {"never_said": ["members"], "silent": False}}


def test_what_a_roster_fills_in_is_told_and_a_strange_one_too(policyq: Typist) -> None:
    path = log(message(1, 0), message(2, 1, sender="b"))
    Path("r.csv").write_text("group,account,role\ng,wxid_ming,admin\n", encoding="utf-8")
    shown = policyq("logs", "inspect", path, "--roster", "r.csv").out
    assert "the role" in shown and "50.0 %" in shown and "admin" in shown
    assert "log and the roster say" in shown and "nobody of the roster" not in shown
    Path("r.csv").write_text("group,account,role\nother,wxid_ming,admin\n", encoding="utf-8")
    shown = policyq("logs", "inspect", path, "--roster", "r.csv").out
    assert "nobody of the roster is in the log" in shown
    assert "nobody of the roster" not in policyq("logs", "inspect", path).out
    assert "nobody of the roster" not in policyq("logs", "inspect", log(), "--roster", "r.csv").out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_replay_says_that_it_met_nobody_of_the_roster(policyq: Typist, jobs: str) -> None:
    Path("p.policyq").write_text(POLICY, encoding="utf-8")
    path = log(message(1, 0), message(2, 1, sender="b"), message(3, 2))
    replay = ("replay", "p.policyq", "--log", path, "--roster", "r.csv", "--jobs", jobs)
    Path("r.csv").write_text("group,account,role\nother,b,admin\n", encoding="utf-8")
    assert "nobody of the roster is in the log" in policyq(*replay).err
    Path("r.csv").write_text("group,account,role\nother,x,admin\n,b,admin\n", encoding="utf-8")
    ran = policyq(*replay, "--json")
    assert "nobody of the roster" not in ran.err
    assert json.loads(ran.out)["log"]["events"] == 3


def test_what_to_do_about_a_log_that_cannot_be_read(policyq: Typist) -> None:
    Path("q.txt").write_text(
        "消息对象:读书会\n\n2026-05-01 8:00:00 小明(10001)\n早\n", encoding="utf-8"
    )
    ran = policyq("logs", "inspect", "q.txt")
    assert ran.code == exits.FILES
    assert "does not say its zone" in ran.out and "--timezone Asia/Shanghai" in ran.out
    rows = policyq("logs", "inspect", log(more='{"time": "2026-05-01T08:00:00", "group": "g"}\n'))
    assert "--timezone Asia/Shanghai" in rows.out


def test_convert_with_a_roster_decides_as_before(policyq: Typist) -> None:
    Path("p.policyq").write_text(POLICY + "exempt admin\n", encoding="utf-8")
    path = log(message(1, 0, "buy", sender="boss"), message(2, 1, "buy"))
    Path("r.csv").write_text("account,role\nboss,admin\n", encoding="utf-8")
    roster = ("--roster", "r.csv")
    before = json.loads(policyq("replay", "p.policyq", "--log", path, *roster, "--json").out)
    assert policyq(
        "logs", "convert", path, *roster, "--pseudonyms", "--out", "s.jsonl"
    ).code == exits.OK  # fmt: skip
    after = json.loads(policyq("replay", "p.policyq", "--log", "s.jsonl", "--json").out)
    assert before["all"] == after["all"]
    assert before["all"]["violations"] == 1, "the admin is exempt"
    bare = policyq("logs", "convert", path).out
    assert '"role"' not in bare


@pytest.mark.parametrize("form", [[], ["--json"], ["--markdown"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_of_an_empty_and_an_odd_log(
    policyq: Typist, form: list[str], language: str
) -> None:
    empty = policyq("logs", "inspect", log(), *form, "--lang", language)
    assert empty.code == exits.PROBLEMS
    assert ("没有事件" if language == "zh" else "holds no events") in empty.err
    odd = log(message("\x1b[31m", 0, group="\x1b]0;x\x07", group_name="a|b\n", sender="\ud800"))
    ran = policyq("logs", "inspect", odd, *form, "--lang", language)
    assert ran.code == exits.OK
    assert "\x1b" not in ran.out


def test_exit_codes_of_inspect(policyq: Typist) -> None:
    assert policyq("logs", "inspect", "gone.jsonl").code == exits.FILES
    Path("b.txt").write_text("hello\n", encoding="utf-8")
    both = policyq("logs", "inspect", log(message(1, 0)), "b.txt")
    assert both.code == exits.FILES
    assert "PQ715" in policyq("logs", "inspect", "b.txt", "--json").out
    assert "b.txt" in both.out
    assert policyq("logs", "inspect", log(more="{\n")).code == exits.PROBLEMS
    assert policyq("logs", "inspect", "a.jsonl", "--timezone", "Nowhere/At_All").code == exits.USAGE
    assert policyq("logs", "inspect").code == exits.USAGE
    assert policyq("logs", "inspect", "a.jsonl", "--policy", "gone.policyq").code == exits.FILES
    piped = policyq("logs", "inspect", "-", "--json", given=event_to_json(message(1, 0)).encode())
    assert json.loads(piped.out)["events"] == 1


def test_the_pages_name_every_key_of_inspect(policyq: Typist) -> None:
    Path("p.policyq").write_text(POLICY, encoding="utf-8")
    found = policyq.json(log(message(1, 0)), "--policy", "p.policyq")
    for page in ("logs.md", "logs.zh.md"):
        text = (Path(__file__).parents[2] / "docs" / "reference" / page).read_text("utf-8")
        assert [key for key in found if f"`{key}`" not in text] == []


# --- convert ---


def test_convert_to_a_file_and_to_standard_output(policyq: Typist) -> None:
    path = log(message(1, 0), message(2, 1, tags=frozenset({"a"})))
    events = list(read_events(path))
    for name in ("x.jsonl", "x.jsonl.gz", "x.jsonl.zst", "x.parquet"):
        ran = policyq("logs", "convert", path, "--out", name)
        assert (ran.code, ran.out, ran.err) == (exits.OK, "", "2 events written\n")
        assert list(read_events(name)) == events
    assert gzip.decompress(Path("x.jsonl.gz").read_bytes()) == Path(path).read_bytes()
    assert policyq("logs", "convert", path).out == Path(path).read_text(encoding="utf-8")
    assert policyq("logs", "convert", path, "--to", "parquet", "--out", "odd.name").code == 0
    assert list(read_events("odd.name")) == events
    piped = policyq("logs", "convert", "-", given=Path("x.parquet").read_bytes())
    assert piped.out == Path(path).read_text(encoding="utf-8")


def test_convert_says_what_was_lost(policyq: Typist) -> None:
    path = log(message(1, 0), more="{\n")
    ran = policyq("logs", "convert", path, "--out", "x.jsonl", "--rejects", "bad.jsonl")
    assert ran.code == exits.OK
    assert "1 row could not be read" in ran.err
    assert len(Path("bad.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert policyq("logs", "convert", path, "gone.jsonl", "--out", "x.jsonl").code == exits.FILES


def test_convert_under_pseudonyms(policyq: Typist) -> None:
    path = log(
        message(1, 0, "hello 小明, 13812345678"), message(2, 1, "ask anna"),
        message(3, 2, sender="anna"),
    )  # fmt: skip
    ran = policyq("logs", "convert", path, "--pseudonyms")
    assert ran.code == exits.OK
    for secret in ("小明", "wxid_ming", "anna", "12345678", '"g"'):
        assert secret not in ran.out
    same = policyq("logs", "convert", path, "--pseudonyms", "--key", "k")
    Path("key.txt").write_text("k\n", encoding="utf-8")
    file = policyq("logs", "convert", path, "--pseudonyms", "--key-file", "key.txt")
    other = policyq("logs", "convert", path, "--pseudonyms", "--key", "other")
    assert ran.out == same.out == file.out != other.out
    rows = [json.loads(line) for line in same.out.splitlines()]
    names = Pseudonyms("k")
    assert rows[1]["text"] == f"ask {names.of('anna')}"
    assert rows[2]["sender"] == names.of("anna")
    kept = policyq("logs", "convert", path, "--pseudonyms", "--texts", "keep").out
    assert "ask anna" in kept
    assert "ask" not in policyq("logs", "convert", path, "--pseudonyms", "--texts", "drop").out


def test_a_key_is_made_for_the_project_and_told(
    policyq: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICYQ_KEY")
    path = log(message(1, 0))
    first = policyq("logs", "convert", path, "--pseudonyms")
    again = policyq("logs", "convert", path, "--pseudonyms")
    assert "version control" in first.err
    assert again.err == ""
    assert first.out == again.out
    assert Path(".policyq-key").is_file()
    monkeypatch.setattr("policyq.apps.keys._made", _refuses)
    Path(".policyq-key").unlink()
    once = policyq("logs", "convert", path, "--pseudonyms")
    assert once.out != first.out
    assert "for once" in once.err


def _refuses(path: Path) -> None:
    raise PermissionError(str(path))


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["a.jsonl", "--out", "x.csv"], exits.USAGE),
        (["a.jsonl", "--to", "parquet"], exits.USAGE),
        (["a.jsonl", "--to", "csv"], exits.USAGE),
        (["a.jsonl", "--out", "a.jsonl"], exits.USAGE),
        ([".", "--out", "a.jsonl"], exits.USAGE),
        (["a.jsonl", "--rejects", "a.jsonl"], exits.USAGE),
        (["a.jsonl", "--out", "no/such/x.jsonl"], exits.FILES),
        (["a.jsonl", "--out", "folder.jsonl"], exits.FILES),
        (["a.jsonl", "--pseudonyms", "--key", ""], exits.USAGE),
        (["a.jsonl", "--pseudonyms", "--key-file", "gone"], exits.FILES),
        (["a.jsonl", "--key", "a", "--key-file", "b"], exits.USAGE),
        (["-", "-"], exits.USAGE),
        ([], exits.USAGE),
    ],
)
def test_what_cannot_be_done_changes_nothing(policyq: Typist, argv: list[str], code: int) -> None:
    log(message(1, 0))
    Path("folder.jsonl").mkdir()
    before = Path("a.jsonl").read_bytes()
    ran = policyq("logs", "convert", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err
    assert Path("a.jsonl").read_bytes() == before
    assert sorted(each.name for each in Path().iterdir()) == ["a.jsonl", "folder.jsonl"]


def test_the_project_file_names_logs_and_zone(policyq: Typist) -> None:
    row = '{"id": "1", "time": "2026-05-01T08:00:00", "group": "g", "text": "a"}\n'
    Path("a.jsonl").write_text(row, encoding="utf-8")
    Path("policyq.yaml").write_text("logs: [a.jsonl]\ntimezone: Asia/Shanghai\n", encoding="utf-8")
    assert json.loads(policyq("logs", "convert").out)["time"] == "2026-05-01T00:00:00Z"
    found = json.loads(policyq("logs", "inspect", "--json").out)
    assert (found["timezone"], found["from"]) == ("Asia/Shanghai", "2026-05-01T08:00:00+08:00")


def test_the_targets_of_the_help_are_those_that_are_written() -> None:
    assert logs_convert.TARGETS == writing.TARGETS


def test_an_empty_log_is_told_by_convert_and_explain(policyq: Typist) -> None:
    Path("p.policyq").write_text(POLICY, encoding="utf-8")
    path = log()
    ran = policyq("logs", "convert", path)
    assert (ran.code, ran.out) == (exits.PROBLEMS, "") and "holds no events" in ran.err
    for asked in (["explain"], ["why-not"]):
        rule = ["ads"] if asked == ["why-not"] else []
        ran = policyq(*asked, "p.policyq", "--log", path, "--event", "1", *rule)
        assert ran.code == exits.PROBLEMS and "holds no events" in ran.err
        assert "no such event" not in ran.err
