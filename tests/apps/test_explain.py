"""``policyq test``, ``explain`` and ``why-not``, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main

POLICY = """群规 "读书会" 版本 1
时区 Asia/Shanghai
阶梯 处罚 30天内累计
  先 警告 "{违反的规则}"
  再 禁言10分钟
规则 广告 "不发广告" 当 文本 含 "加微信" 则 撤回，按 处罚 处罚
规则 刷屏 "不刷屏" 当 同一人 60秒内 消息 超过 2条 则 禁言1小时
示例 "广告"
  10:00 小明："加微信"
  应当 撤回，警告 "不发广告"
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "p.policyq"
    file.write_text(POLICY, encoding="utf-8")
    return file


def test_a_contact_is_told_in_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, log = tmp_path / "p.policyq", tmp_path / "log.jsonl"
    text = '群规 "x" 版本 1\n规则 联系 当 有 手机号 或 有 联系方式 则 撤回\n规则 QQ 当 有 QQ号 则 撤回\n'
    file.write_text(text, encoding="utf-8")
    row = {"id": "e", "time": "2026-03-02T12:00:00+08:00", "group": "g", "kind": "text",
           "sender": "u", "text": "打一三八零零一三八零零零"}  # fmt: skip
    log.write_text(json.dumps(row) + "\n", encoding="utf-8")
    _, out, _ = run(capsys, "explain", file, "--log", log, "--event", "e", "--lang", "zh")
    assert '+ 有 手机号  [手机号: "13****00" @1-12]' in out
    assert '+ 有 联系方式  [手机号: "13****00" @1-12]' in out
    _, out, _ = run(capsys, "why-not", file, "QQ", "--log", log, "--event", "e", "--lang", "en")
    assert "- has QQ number" in out


@pytest.fixture
def log(tmp_path: Path) -> Path:
    rows = [
        {"id": f"e{n}", "time": f"2026-03-02T12:00:{n:02d}+08:00", "group": "g", "kind": "text",
         "sender": "u1" if n < 3 else "u2", "text": text}
        for n, text in enumerate(["想要加微信", "你好", "再加微信", "早"])
    ]  # fmt: skip
    file = tmp_path / "log.jsonl"
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text("".join(lines), encoding="utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = main([str(word) for word in argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_explain_says_what_held_and_what_comes_next(
    policy: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "explain", policy, "--log", log, "--event", "e2", "--lang", "zh")
    assert code == exits.OK
    assert '"加微信" @1-4' in out
    assert "规则 刷屏 不刷屏: 触发" in out
    assert "超过 2  [3]" in out
    assert "阶梯 处罚：第 2 步，共 2 步" in out
    assert "2026-04-01 12:00:00, 2026-04-01 12:00:02" in out
    assert "未执行: 禁言 <- 广告: 有更重的处罚 (禁言)" in out


def test_explain_knows_of_amnesties(
    policy: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = policy.read_text(encoding="utf-8")
    for day, step in (("2026-03-02", 2), ("2026-03-03", 2), ("2026-03-04", 2)):
        policy.write_text(text.replace("累计", f"累计 赦免 自 {day} 起"), encoding="utf-8")
        _, out, _ = run(capsys, "explain", policy, "--log", log, "--event", "e2", "--lang", "zh")
        assert f"阶梯 处罚：第 {step} 步，共 2 步" in out
        forgotten = "2026-04-01 12:00:00, 2026-04-01 12:00:02"
        if day > "2026-03-02":
            forgotten = f"{day} 00:00:00, {day} 00:00:00"
        assert f"各次计数的失效时间：{forgotten}" in out


def test_why_not_says_what_was_missing(
    policy: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(
        capsys, "why-not", policy, "刷屏", "--log", log, "--member", "u2", "--lang", "en"
    )
    assert code == exits.OK
    assert "rule 刷屏 不刷屏: does not fire" in out
    assert "> 2  [1]" in out
    assert "广告" not in out


def test_a_roster_of_groups_alone_counts(
    tmp_path: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy, roster = tmp_path / "vip.policyq", tmp_path / "roster.yaml"
    policy.write_text('群规 "x" 版本 1\n规则 贵宾 当 消息 且 本群 有标签 vip 则 撤回\n', "utf-8")
    roster.write_text("groups:\n  - {group: g, members: 80, tags: [vip]}\n", "utf-8")
    _, out, _ = run(capsys, "explain", policy, "--log", log, "--roster", roster, "--lang", "zh")
    assert "规则 贵宾: 触发" in out


def test_kinds_roles_and_platforms_are_said_in_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy, log = tmp_path / "p.policyq", tmp_path / "log.jsonl"
    policy.write_text(
        '群规 "x" 版本 1\n时区 UTC\n规则 a 当 语音 则 撤回\n'
        "规则 b 当 消息 且 发言人 是 管理员 则 撤回\n规则 c 当 消息 且 平台 是 QQ 则 撤回\n",
        "utf-8",
    )
    row = {
        "id": "1",
        "time": "2026-05-01T08:00:00Z",
        "group": "g",
        "sender": "xiaoming",
        "text": "早",
    }
    row |= {"role": "member", "platform": "wechat"}
    log.write_text(json.dumps(row) + "\n", "utf-8")
    for language, says in (
        ("zh", ("[文字消息]", "[xiaoming、普通成员]", "[微信]")),
        ("en", ("[a text message]", "[xiaoming, member]", "[WeChat]")),
    ):
        shown = ""
        for rule in "abc":
            shown += run(capsys, "why-not", policy, rule, "--log", log, "--lang", language)[1]
        assert all(one in shown for one in says), shown


def test_who_may_confirm_is_said_in_the_language(
    tmp_path: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "asks.policyq"
    policy.write_text('群规 "x" 版本 1\n规则 问 当 消息 则 移出 需 群主 和 值班 确认\n', "utf-8")
    for language, says in (("zh", "<- 群主、值班"), ("en", "<- owner, 值班")):
        _, out, _ = run(capsys, "explain", policy, "--log", log, "--lang", language)
        assert says in out


def test_nothing_fired_points_to_why_not(
    policy: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "explain", policy, "--log", log, "--lang", "en")
    assert "no rule fired" in out
    assert "policyq why-not" in out


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["why-not", "POLICY", "刷平", "--log", "LOG"], exits.USAGE, "did you mean 刷屏?"),
        (["explain", "POLICY", "--log", "LOG", "--event", "nobody"], exits.PROBLEMS, "no such"),
        (["replay", "POLICY", "--log", "-", "-"], exits.USAGE, "only once"),
        (["explain", "POLICY", "--log", "nowhere.jsonl"], exits.FILES, "nowhere.jsonl"),
    ],
)
def test_wrong_use_is_told(
    policy: Path,
    log: Path,
    capsys: pytest.CaptureFixture[str],
    argv: list[str],
    code: int,
    says: str,
) -> None:
    words = {"POLICY": str(policy), "LOG": str(log)}
    got, _, err = run(capsys, *(words.get(word, word) for word in argv), "--lang", "en")
    assert got == code
    assert says in err


def test_examples_are_run_with_coverage(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "test", policy, "--branches", "--lang", "zh")
    assert code == exits.OK
    assert "1 个示例通过，0 个失败" in out
    assert "规则覆盖 1/2（50%）" in out
    assert "没有示例触发：刷屏" in out
    assert run(capsys, "test", policy, "--coverage", "100%")[0] == exits.PROBLEMS
    code, out, _ = run(capsys, "test", policy, "--json")
    assert json.loads(out)["coverage"]["rules"] == [1, 2]


def test_a_failed_example_shows_what_happened(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy.write_text(POLICY.replace("应当 撤回，警告", "应当 放行  #"), encoding="utf-8")
    code, out, _ = run(capsys, "test", policy, "--lang", "zh")
    assert code == exits.PROBLEMS
    assert "PQ690" in out
    assert "实际：撤回 小明，警告 小明" in out


NO_ZONE = "id,time,group,sender,text\n" + "".join(
    f"{n},2026-03-02 10:0{n},g,u1,hi\n" for n in range(1, 6)
)


@pytest.mark.parametrize("command", [["explain"], ["why-not", "广告"], ["replay"]])
def test_a_log_of_which_nothing_can_be_read_says_what_to_do(
    policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(NO_ZONE, encoding="utf-8")
    name, *rule = command
    code, out, err = run(capsys, name, policy, *rule, "--log", log, "--lang", "zh")
    assert (code, out) == (exits.PROBLEMS, "")
    assert "5 行读不了：时间没有说明时区" in err
    assert "--timezone Asia/Shanghai" in err
    assert "log.csv:2:" in err
    assert "log.csv:4:" in err
    assert "log.csv:5:" not in err
    assert "没有一行能读" in err
    assert "没有这样的事件" not in err
    code, _, err = run(
        capsys, name, policy, *rule, "--log", log, "--timezone", "Asia/Shanghai", "--lang", "zh"
    )
    assert (code, err) == (exits.OK, "")


def test_an_event_that_is_not_there_and_where_its_id_would_stand(
    policy: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ("explain", policy, "--log", log, "--event", "no such id", "--lang")
    code, _, err = run(capsys, *argv, "zh")
    assert code == exits.PROBLEMS
    assert "没有这样的事件；policyq logs convert 列出" in err
    assert "policyq logs convert lists every event" in run(capsys, *argv, "en")[2]


def test_rows_that_are_lost_are_told_beside_the_answer(
    policy: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with log.open("a", encoding="utf-8") as more:
        more.write('{"id": \n')
    for command in (["explain"], ["replay"]):
        code, out, err = run(capsys, *command, policy, "--log", log, "--lang", "en")
        assert code == exits.OK
        assert out
        assert "1 row could not be read: no whole JSON" in err
        assert "log.jsonl:5:" in err
    assert "1 row could not be read: no whole JSON" in out


def test_the_rule_may_stand_behind_the_log(
    policy: Path, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = tmp_path / "later.jsonl"
    row = {"id": "z", "time": "2026-03-03T12:00:00+08:00", "group": "g", "sender": "u1"}
    later.write_text(json.dumps({**row, "text": "加微信"}) + "\n", encoding="utf-8")
    both = ["--log", log, "--log", later]
    code, out, _ = run(capsys, "why-not", policy, *both, "广告", "--lang", "zh")
    assert code == exits.OK
    assert "第 2 步" in run(capsys, "explain", *both, policy, "--lang", "zh")[1]
    assert out.startswith("z ")


# -- tiers -------------------------------------------------------------------------------------

TIERED = """群规 "读书会" 版本 1
时区 Asia/Shanghai
层级 核心 每周更新 当 同一人 30天内 消息 达到 3条
层级 僵尸 每周更新 当 未发言 超过 30天
规则 回来 当 消息 且 发言人 是 僵尸 则 回复 "欢迎回来"
规则 图片 当 图片 除非 发言人 是 核心 则 撤回
规则 核心的话 当 同一人 每天 (消息 且 发言人 是 核心) 达到 2次 则 记录 "x"
"""


def test_what_asks_for_tiers_is_explained_with_those_that_the_member_is_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy, log, roster = tmp_path / "p.policyq", tmp_path / "log.jsonl", tmp_path / "r.csv"
    policy.write_text(TIERED, encoding="utf-8")
    days = ["03-02", "03-03", "03-04", "03-09", "03-09", "04-20"]
    rows = [
        {"id": f"e{n}", "time": f"2026-{day}T12:00:{n:02d}+08:00", "group": "g",
         "kind": "image" if n == 4 else "text", "sender": "u2" if n == 5 else "u1", "text": "早"}
        for n, day in enumerate(days)
    ]  # fmt: skip
    log.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    roster.write_text("group,account,role\ng,u2,member\n", encoding="utf-8")
    asked = ("explain", policy, "--log", log, "--roster", roster, "--lang", "zh", "--event")
    code, out, _ = run(capsys, *asked, "e4")
    assert code == exits.OK
    assert "规则 核心的话: 触发" in out
    assert "达到 2  [2]" in out
    assert "发言人 是 核心  [核心]" in run(capsys, *asked, "e4", "--rule", "图片")[1]
    code, out, _ = run(capsys, *asked, "e5")
    assert "规则 回来: 触发" in out
    assert "发言人 是 僵尸  [僵尸]" in out
