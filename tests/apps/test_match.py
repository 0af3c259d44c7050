"""``policyq match`` shows where words stand and by which folds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from policyq.apps.cli.main import main


def run(*words: str, capsys: pytest.CaptureFixture[str], lang: str = "en") -> tuple[int, str, str]:
    code = main(["match", "--lang", lang, *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_carets_stand_under_the_original(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("请加 微😀信吧", "--words", "加微信", capsys=capsys, lang="zh")
    assert code == 0
    assert out == "请加 微😀信吧\n  ^^^^^^^^^ 加微信（间隔）\n"


def test_each_hit_has_a_row_and_each_line_is_shown_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run("请加微信\n+ ⓥⓧ", "--words", "加微信", "微信", "vx", capsys=capsys)
    assert out == "请加微信\n  ^^^^^^ 加微信\n    ^^^^ 微信\n+ ⓥⓧ\n  ^^ vx (styled)\n"


def test_sets_and_folds_are_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    for options, found in (
        (["--strictly"], []),
        ([], ["vx"]),
        (["--loosely"], ["vx", "加微信"]),
        (["--fold", "reversed"], ["vx", "卖发票"]),
    ):
        _, out, _ = run(
            *("ⓥⓧ 加威信 票发卖", "--json", *options, "--words", "加微信", "vx", "卖发票"),
            capsys=capsys,
        )
        assert [hit["word"] for hit in json.loads(out)["hits"]] == found


def test_json_tells_all(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("A ⓥ.X", "--words", "vx", "--json", capsys=capsys)
    assert json.loads(out) == {
        "hits": [
            {
                "word": "vx",
                "start": 2,
                "end": 5,
                "text": "ⓥ.X",
                "folds": ["case", "styled", "separators"],
                "rejected": None,
            }
        ],
        "links": [],
        "contacts": [],
    }


def test_links_and_contacts_are_shown_by_place(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("b[.]com vx：abc1234，a.cn", "--words", "vx", capsys=capsys)
    assert out == (
        "b[.]com vx：abc1234，a.cn\n"
        "^^^^^^^ link b.com (respelt)\n"
        "        ^^ vx\n"
        "            ^^^^^^^ WeChat id abc1234\n"
        "                     ^^^^ link a.cn\n"
    )
    _, out, _ = run("QQ①②③④⑤", "--words", "x", capsys=capsys, lang="zh")
    assert out == "QQ①②③④⑤\n  ^^^^^ QQ号 12345\n"
    _, out, _ = run("b点com、＋86 13800138000", "--words", "x", "--json", capsys=capsys)
    assert json.loads(out) == {
        "hits": [],
        "links": [],
        "contacts": [
            {
                "kind": "phone",
                "value": "13800138000",
                "start": 6,
                "end": 21,
                "text": "＋86 13800138000",
            }
        ],
    }


def test_words_come_from_files_and_standard_input_is_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# 词\n加微信\n", encoding="utf-8")
    stdin = io.TextIOWrapper(io.BytesIO("加微信\n".encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    code, out, _ = run("-", "--words", str(path), capsys=capsys)
    assert (code, out) == (0, "加微信\n^^^^^^ 加微信\n")


def test_the_stock_lists_are_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("刷 单 返 利", capsys=capsys, lang="zh")
    assert code == 0
    assert "刷单返利" in out


def test_nothing_found_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("你好", "--words", "加微信", capsys=capsys)[:2] == (0, "nothing is found\n")
    assert run("你好", "--words", "加微信", capsys=capsys, lang="zh")[:2] == (0, "没有找到\n")


def test_what_cannot_be_used_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("你好", "--words", "missing.txt", capsys=capsys)
    assert code == 3 and "missing.txt" in err
    code, _, err = run("你好", "--words", "a" * 201, capsys=capsys)
    assert code == 2 and "too long a word" in err
    code, _, err = run("你好", "--words", "a\u200bb", capsys=capsys, lang="zh")
    assert code == 2 and "看不见" in err


POLICY = """群规 "x" 版本 1
时区 Asia/Shanghai
词库 广告词 取最长 = "发票"、"微信"、"加微信" 除外 "正规发票"
词库 旧词 来自 "words.csv"
规则 a 当 文本 含 广告词、旧词 则 撤回
规则 b 当 文本 含 "招聘" 整词 附近 5字内 有 "日结" 则 撤回
"""


def test_the_words_of_a_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.policyq").write_text(POLICY, encoding="utf-8")
    Path("words.csv").write_text(
        "词,整词,截止\n滚,是,\n国庆,,2020-10-08\n中秋,,2999-10-08\n", encoding="utf-8"
    )
    text = "正规发票，加微❤️信，滚动，国庆中秋，招聘工日结"
    _, out, _ = run(text, "--policy", "p.policyq", capsys=capsys, lang="zh")
    assert out.splitlines() == [
        text,
        "    ^^^^ 发票 <- 词库 广告词；不算：在除外的说法里",
        "          ^^^^^^^^ 加微信（间隔） <- 词库 广告词",
        "            ^^^^^^ 微信（间隔） <- 词库 广告词；不算：词库取的是另一个",
        "                    ^^ 滚 <- 词库 旧词；不算：是别的词的一部分",
        "                          ^^^^ 国庆 <- 词库 旧词；不算：过了截止日期",
        "                              ^^^^ 中秋 <- 词库 旧词",
        "                                    ^^^^ 招聘 <- 规则 b",
        "                                          ^^^^ 日结 <- 规则 b",
    ]
    _, out, _ = run("加微信", "--json", "--policy", "p.policyq", capsys=capsys)
    assert [(one["word"], one["list"], one["rejected"]) for one in json.loads(out)["hits"]] == [
        ("加微信", "广告词", None),
        ("微信", "广告词", "chosen"),
    ]
    code, _, err = run("x", "--policy", "p.policyq", "--loosely", capsys=capsys)
    assert code == 2
    assert "in its way" in err


def test_a_file_of_words_is_heeded_as_a_policy_heeds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("words.csv").write_text(
        "词,匹配,整词,除外,截止\n发票,,,正规发票,\n滚,,是,,\n国庆,,,,2020-10-08\n"
        "加威信,严格,,,\n加微信,宽松,,,\n卖发票,,,,\n",
        encoding="utf-8",
    )
    text = "正规发票，发票，滚动，国庆，加威信，加 威信，卖 发票，票发卖"
    _, out, _ = run(text, "--words", "words.csv", capsys=capsys, lang="zh")
    rows = [line.split("^ ")[1] for line in out.splitlines()[1:]]
    assert rows == [
        "发票；不算：在除外的说法里",
        "发票",
        "滚；不算：是别的词的一部分",
        "国庆；不算：过了截止日期",
        "加威信",
        "加微信（谐音和拼音）",
        "加微信（间隔、谐音和拼音）",
        "卖发票（间隔）",
        "发票",
    ]
    _, out, _ = run(text, "--words", "words.csv", "--fold", "reversed", "--json", capsys=capsys)
    hits = [(one["word"], one["text"], one["rejected"]) for one in json.loads(out)["hits"]]
    assert ("卖发票", "票发卖", None) in hits, "the option holds for words that say nothing"
    assert ("加威信", "加 威信", None) not in hits, "and not for one that says its own"
    assert ("国庆", "国庆", "expired") in hits


ASKING = """群规 "x" 版本 1
时区 Asia/Shanghai
网站 白名单 = "zhihu.com"
规则 微信 当 有 微信号 则 撤回
规则 外链 当 有 链接 不在 白名单 则 撤回
规则 邮件 当 同一人 10分钟内 (有 邮箱) 达到 3条 则 撤回
"""


def test_links_and_contacts_that_a_policy_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.policyq").write_text(ASKING, encoding="utf-8")
    text = "微信：abc1234，a@b.cn 或 13800138000，zhihu.com，x.com"
    code, out, _ = run(text, "--policy", "p.policyq", capsys=capsys, lang="zh")
    assert (code, [line.split("^ ")[1] for line in out.splitlines()[1:]]) == (
        0,
        [
            "微信号 abc1234 <- 规则 微信",
            "邮箱 a@b.cn <- 规则 邮件",
            "链接 zhihu.com；不算：规则要找的是别的网站",
            "链接 x.com <- 规则 外链",
        ],
    )
    _, out, _ = run(text, "--policy", "p.policyq", "--json", capsys=capsys)
    said = json.loads(out)
    assert [(one["kind"], one["rules"]) for one in said["contacts"]] == [
        ("wechat", ["微信"]),
        ("email", ["邮件"]),
    ]
    assert [(one["host"], one["rules"], one["rejected"]) for one in said["links"]] == [
        ("zhihu.com", [], "elsewhere"),
        ("x.com", ["外链"], None),
    ]
    Path("p.policyq").write_text(ASKING.split("规则", 1)[0] + "规则 a 当 有 手机号 则 撤回\n")
    _, out, _ = run("看 x.com", "--policy", "p.policyq", capsys=capsys, lang="zh")
    assert out == "没有找到\n"
