"""`policyq words`: check, audit and suggest, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.labels import NoLabels, read
from policyq.text.lexicon import of_file

Output = pytest.CaptureFixture[str]
LOG = "".join(
    json.dumps(
        {"id": f"{n}", "time": 1777593600 + n, "group": "g", "sender": f"u{n % 20}", "name": "王小明", "text": text},
        ensure_ascii=False,
    ) + "\n"
    for n, text in enumerate(["带你裸聊 王小明 13800138000", "看视频吗", "早上好", "今天吃饭"] * 30)
)  # fmt: skip
LABELS = "id,label\n" + "".join(f"{n},{int(n % 4 == 0)}\n" for n in range(120))


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "list.txt": "裸聊\n视频\n无此词\n",
        "log.jsonl": LOG,
        "labels.csv": LABELS,
        "texts.jsonl": "".join(
            f'{{"text": "{text}{n}", "label": {label}}}\n'
            for n in range(40)
            for text, label in (("裸聊吗", 1), ("看视频", 0), ("代开发票", 1), ("早上好", 0))
        ),
        "bad.csv": "word,level\n裸聊,high\n",
    }.items():
        Path(name).write_text(text, encoding="utf-8")


def test_check_reports_as_policies_are_checked(capsys: Output) -> None:
    assert main(["words", "check", "list.txt", "--lang", "en"]) == exits.OK
    said = capsys.readouterr().out
    assert "warning[PQ575]: `视频` is said by everybody\n --> list.txt:2:1" in said
    assert "1 warning" in said
    assert main(["words", "check", "list.txt", "--strict"]) == exits.PROBLEMS
    assert main(["words", "check", "list.txt", "bad.csv"]) == exits.PROBLEMS
    assert main(["words", "check", "missing.csv"]) == exits.FILES
    capsys.readouterr()
    assert main(["words", "check", "list.txt", "--format", "json"]) == exits.OK
    assert json.loads(capsys.readouterr().out)["diagnostics"][0]["code"] == "PQ575"


@pytest.mark.parametrize(
    ("name", "text"), [("e.csv", ""), ("h.csv", "词,级别\n"), ("c.txt", "# x\n")]
)
def test_a_list_without_words_is_told(name: str, text: str, capsys: Output) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert main(["words", "check", name, "--lang", "zh"]) == exits.OK
    assert f"警告[PQ507]：文件 `{name}` 里一条也没有" in capsys.readouterr().out
    assert main(["words", "check", name, "--strict"]) == exits.PROBLEMS
    capsys.readouterr()
    assert (
        main(["words", "audit", name, "--labels", "texts.jsonl", "--lang", "zh"]) == exits.PROBLEMS
    )
    assert f"{name} 里一个词也没有" in capsys.readouterr().err


def test_full_width_commas_in_a_heading_are_named(capsys: Output) -> None:
    Path("wide.csv").write_text("词，级别\n发票，1\n", encoding="utf-8")
    assert main(["words", "check", "wide.csv", "--lang", "zh"]) == exits.PROBLEMS
    said = capsys.readouterr().out
    assert "[PQ512]" in said and "列名之间是全角逗号“，”，要用半角逗号“,”；第一行写" in said
    Path("wide.csv").write_text("发票,1\n", encoding="utf-8")
    assert main(["words", "check", "wide.csv", "--lang", "zh"]) == exits.PROBLEMS
    assert "帮助：第一行写" in capsys.readouterr().out


@pytest.mark.parametrize("folds", ["", "weit", "loosely weit"])
def test_folds_that_are_none_are_wrong_use(folds: str, capsys: Output) -> None:
    assert main(["words", "check", "list.txt", "--folds", folds]) == exits.USAGE


def test_an_audit_names_nobody(capsys: Output) -> None:
    argv = ["words", "audit", "list.txt", "--log", "log.jsonl", "--labels", "labels.csv"]
    assert main([*argv, "--key", "k", "--lang", "en"]) == exits.OK
    said = capsys.readouterr().out
    assert "120 messages of 20 members; 60 are hit" in said
    assert "right in 0.0 % (0/30) only, surely below 62.5 %" in said
    assert "王小明" not in said and "13800138000" not in said
    assert "[裸聊]" in said and "^^^^ m-" in said
    assert main([*argv, "--names"]) == exits.OK
    assert "王小明" in capsys.readouterr().out


def test_an_audit_as_json_has_every_word(capsys: Output) -> None:
    argv = ["words", "audit", "list.txt", "--log", "log.jsonl", "--labels", "labels.csv", "--json"]
    assert main([*argv, "--key", "k"]) == exits.OK
    found = json.loads(capsys.readouterr().out)
    assert {one["word"]: one["proposal"] for one in found["words"]} == {
        "视频": "drop", "裸聊": "keep", "无此词": "keep",
    }  # fmt: skip
    assert found["words"][0]["precision"]["of"] == found["words"][0]["alone"] == 30
    assert found["labels"]["part"] == 30


def test_an_audit_needs_no_log_where_labels_have_texts(capsys: Output) -> None:
    argv = ["words", "audit", "list.txt", "--labels", "texts.jsonl", "--key", "k", "--lang", "zh"]
    assert main([*argv, "--holdout", "0.5", "--seed", "3", "--write", "new.csv"]) == exits.OK
    said = capsys.readouterr().out
    assert "在留出的消息上" in said and "照办以后" in said
    entries = of_file(Path("new.csv").read_text(encoding="utf-8"), "new.csv").entries
    assert [one.text for one in entries] == ["裸聊", "无此词"]
    assert main(["words", "audit", "list.txt", "--lang", "zh"]) == exits.USAGE


def test_labels_that_meet_nothing_are_told(capsys: Output) -> None:
    Path("others.csv").write_text("id,label\nx,1\n", encoding="utf-8")
    argv = ["words", "audit", "list.txt", "--log", "log.jsonl", "--labels", "others.csv"]
    assert main([*argv, "--key", "k"]) == exits.PROBLEMS
    assert main(["words", "audit", "list.txt", "--labels", "list.txt"]) == exits.PROBLEMS
    assert main(["words", "audit", "bad.csv", "--log", "log.jsonl"]) == exits.PROBLEMS
    assert main([*argv[:-2], "--key", "k", "--holdout", "0.5"]) == exits.USAGE
    assert main([*argv, "--write", "log.jsonl", "--key", "k"]) == exits.USAGE
    assert Path("log.jsonl").read_text(encoding="utf-8") == LOG


@pytest.mark.parametrize("command", ["audit", "suggest"])
@pytest.mark.parametrize("target", ["list.txt", "./texts.jsonl", "link.csv"])
def test_what_is_read_is_never_written_over(command: str, target: str, capsys: Output) -> None:
    Path("link.csv").symlink_to("list.txt")
    before = Path(target).read_bytes()
    argv = ["words", command, "list.txt", "--labels", "texts.jsonl", "--key", "k", "--lang"]
    assert main([*argv, "en", "--write", target]) == exits.USAGE
    said = capsys.readouterr()
    assert "is read from, and would be written over; name another file" in said.err
    assert not said.out
    assert main([*argv, "zh", "--write", target]) == exits.USAGE
    assert "是要读的文件，不能往里写；换一个文件名" in capsys.readouterr().err
    assert Path(target).read_bytes() == before


def test_words_are_suggested_and_written_for_review(capsys: Output) -> None:
    argv = ["words", "suggest", "list.txt", "--labels", "texts.jsonl", "--key", "k", "--lang", "en"]
    assert main([*argv, "--write", "more.csv"]) == exits.OK
    said = capsys.readouterr().out
    assert "80 bad and 80 decent messages" in said and "代开发票" in said
    (entry,) = of_file(Path("more.csv").read_text(encoding="utf-8"), "more.csv").entries
    assert (entry.text, entry.category) == ("代开发票", "review")
    assert entry.note.startswith("40 bad, 0 decent")
    assert main([*argv, "--json"]) == exits.OK
    assert json.loads(capsys.readouterr().out)["words"][0]["new"] == 40


@pytest.mark.parametrize("more", [[], ["--names"]])
def test_names_of_members_are_no_words(more: list[str], capsys: Output) -> None:
    bad = ["王小明带你裸聊", "找小明裸聊", "找王小明吧，裸聊", "qq shark77 裸聊"]
    rows = [
        {"id": f"{n}", "time": 1777593600 + n, "group": "g", "sender": f"wxid_{n % 20}", "text": text,
         "name": ["王小明-北京", "shark77", None][n % 3]}
        for n, text in enumerate([*bad, "早上好", "今天吃饭"] * 30)
    ]  # fmt: skip
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in rows]
    Path("names.jsonl").write_text("".join(lines), encoding="utf-8")
    labels = "".join(f"{n},{int('裸聊' in one['text'])}\n" for n, one in enumerate(rows))  # type: ignore[operator]
    Path("names.csv").write_text("id,label\n" + labels, encoding="utf-8")
    Path("other.txt").write_text("无此词\n", encoding="utf-8")
    argv = ["words", "suggest", "other.txt", "--log", "names.jsonl", "--labels", "names.csv"]
    argv += [*(more or ["--key", "k"]), "--precision", "50"]
    assert main([*argv, "--lang", "zh", "--write", "new.csv"]) == exits.OK
    said = capsys.readouterr().out
    words = [one.text for one in of_file(Path("new.csv").read_text("utf-8"), "new.csv").entries]
    assert "裸聊" in words
    assert not any(one == "小明" or "王小明" in one or "shark77" in one for one in words)
    assert "个词是成员的名字或账号，没有列出" in said
    assert main([*argv, "--json"]) == exits.OK
    assert json.loads(capsys.readouterr().out)["names_left_out"] >= 1


def test_without_labels_the_list_says_what_is_bad(capsys: Output) -> None:
    Path("one.txt").write_text("裸聊\n", encoding="utf-8")
    argv = ["words", "suggest", "one.txt", "--log", "log.jsonl", "--key", "k", "--lang", "zh"]
    assert main(argv) == exits.OK
    assert "词库命中的当作坏消息" in capsys.readouterr().out
    Path("one.txt").write_text("无此词\n", encoding="utf-8")
    assert main(argv) == exits.PROBLEMS


def test_labels_in_all_forms() -> None:
    assert read("\ufeff标注,内容\n1,裸聊\n0,早\n", "a.csv").messages == [
        ("裸聊", None, True),
        ("早", None, False),
    ]
    assert read('id,topic,label,text\n7,x,是,"a, b"\n', "a.csv").messages == [("a, b", None, True)]
    assert read("id,label\n7,yes\n8,no\n", "a.csv").by_id == {"7": True, "8": False}
    found = read(
        '{"id": 7, "label": true}\nx\n{"id": 8}\n[1]\n{"text": "a", "label": 0.0}\n', "a.jsonl"
    )
    assert (found.by_id, found.messages, found.skipped) == (
        {"7": True},
        [("a", None, False)],
        [2, 3, 4],
    )
    for text in ("", "a,b\n1,2\n", 'label,text\n1,"a\n', "label\n1\n"):
        with pytest.raises(NoLabels):
            read(text, "a.csv")
