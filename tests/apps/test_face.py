"""The Python face, as a bot's author meets it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import policyq

POLICY = """
群规 "读书会" 版本 1
时区 Asia/Shanghai
规则 刷屏 "不刷屏" 当 同一人 60秒内 消息 超过 2条 则 禁言10分钟
规则 广告 "不发广告" 当 文本 含 "加微信" 则 撤回
"""
START = datetime(2026, 3, 2, 4, tzinfo=UTC)


def message(number: int, text: str = "你好", seconds: int = 0) -> policyq.Event:
    return policyq.event(
        id=str(number), time=START + timedelta(seconds=seconds), group="g", sender="u", text=text
    )


def test_five_lines() -> None:
    bot = policyq.loads(POLICY).evaluator()
    decisions = bot.feed(message(1, "想要资料加微信"))
    assert [act.action for decision in decisions for act in decision.actions] == ["delete"]
    assert decisions[0].fired[0].evidence[0].word == "加微信"


def test_a_state_outlives_its_evaluator(tmp_path: Path) -> None:
    policy, file = policyq.loads(POLICY), tmp_path / "state.json"
    first = policy.evaluator(file)
    for number in (1, 2):
        assert first.decide(message(number, seconds=number)).allowed
    policyq.save(first, file)
    second = policy.evaluator(file)
    muted = second.decide(message(3, seconds=3)).actions[0]
    assert muted.action == "mute"
    assert muted.until is not None
    assert policyq.moment(muted.until) == START + timedelta(seconds=3, minutes=10)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 99}'])
def test_a_broken_state_says_so(tmp_path: Path, text: str) -> None:
    file = tmp_path / "state.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(policyq.StateError):
        policyq.loads(POLICY).evaluator(file)


def test_errors_are_one_exception_with_every_mistake() -> None:
    with pytest.raises(policyq.PolicyError) as caught:
        policyq.loads(POLICY.replace("撤回", "撒回").replace("Shanghai", "Shanghia"), language="zh")
    codes = [diagnostic.code for diagnostic in caught.value.diagnostics]
    assert codes == ["PQ203", "PQ109"]
    assert "撤回" in str(caught.value)
    assert json.loads(caught.value.render("en", "json"))


def test_wrong_events_are_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        policyq.event(id="1", time=datetime(2026, 1, 1), group="g")  # noqa: DTZ001
    with pytest.raises(ValueError, match="kind"):
        policyq.event("messgae", id="1", time=START, group="g")
    with pytest.raises(TypeError):
        policyq.event(id="1", time=START, group="g", colour="red")


@pytest.mark.parametrize(
    ("field", "error"),
    [
        ({"role": "群主"}, ValueError),
        ({"platform": "icq"}, ValueError),
        ({"tags": "客服"}, TypeError),
        ({"mentions": "everyone"}, TypeError),
        ({"mentions": [222]}, TypeError),
        ({"tags": ["vip", 5]}, TypeError),
        ({"links": [None]}, TypeError),
        ({"group_tags": [5]}, TypeError),
        ({"text": 5}, TypeError),
        ({"joined": 1772465400}, ValueError),
        ({"joined": "yesterday"}, TypeError),
        ({"joined": START.date()}, TypeError),
        ({"until": 1.5}, TypeError),
        ({"joined": True}, TypeError),
        ({"members": "40"}, TypeError),
        ({"members": 4.5}, TypeError),
        ({"members": True}, TypeError),
        ({"members": -1}, ValueError),
        ({"amount": "5"}, TypeError),
        ({"amount": float("nan")}, ValueError),
        ({"tags": 5}, TypeError),
    ],
)
def test_a_slip_in_a_field_is_not_taken_for_something_else(
    field: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error, match=next(iter(field)) if error is TypeError else None):
        policyq.event(id="1", time=START, group="g", sender="u", **field)


def test_an_event_needs_its_id_and_group() -> None:
    for field in ("id", "group"):
        with pytest.raises(TypeError, match=f"{field} is a text, not None"):
            policyq.event(**{"id": "1", "time": START, "group": "g", field: None})  # type: ignore[arg-type]


def test_a_verdict_says_what_it_is_about() -> None:
    """As the reader of logs asks of a row."""
    whole = {"sender": "boss", "refers": "1", "result": "approve"}
    assert policyq.event("verdict", id="2", time=START, group="g", **whole).refers == "1"
    for field in whole:
        rest = {name: value for name, value in whole.items() if name != field}
        says = rf"verdict: the field `{field}` is missing \[PQ704\]"
        with pytest.raises(ValueError, match=says):
            policyq.event("verdict", id="2", time=START, group="g", **rest)
    with pytest.raises(ValueError, match=r"outcome: .*`approve`.*\[PQ\d+\]"):
        policyq.event("outcome", id="2", time=START, group="g", result="approve")


@pytest.mark.parametrize("given", ["hi", None, {"id": "1"}, 5])
def test_what_is_no_event_is_refused_in_words(given: object) -> None:
    bot = policyq.loads(POLICY).evaluator()
    for method in (bot.feed, bot.decide):
        with pytest.raises(TypeError, match=r"an event is what policyq.event\(\) makes, not"):
            method(given)  # type: ignore[arg-type]


def test_the_state_of_another_policy_is_told(tmp_path: Path) -> None:
    """What both count is kept, the rest dropped; the evaluator says which."""
    file = tmp_path / "state.json"
    bot = policyq.loads(POLICY).evaluator()
    for number in (1, 2):
        bot.decide(message(number, seconds=number))
    policyq.save(bot, file)
    other = policyq.loads(POLICY.replace('群规 "', '群规 "另一份'))
    with pytest.warns(UserWarning, match="the state is of another policy"):
        again = other.evaluator(file)
    assert again.restored is not None and not again.restored.same and not again.restored.dropped
    assert again.decide(message(3, seconds=3)).actions[0].action == "mute"
    nothing = policyq.loads('群规 "空" 版本 1\n时区 UTC\n规则 a 当 图片 则 撤回\n')
    with pytest.warns(UserWarning, match="'空' counts as well is kept"):
        empty = nothing.evaluator(file)
    assert empty.restored is not None and empty.restored.counters and empty.restored.dropped
    assert policyq.loads(POLICY).evaluator().restored is None


def test_a_file_that_is_no_state_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mybot.py"
    file.write_text("import policyq\n", encoding="utf-8")
    with pytest.raises(
        policyq.StateError, match=r"mybot.py is no JSON file that policyq.save\(\) wrote"
    ):
        policyq.loads(POLICY).evaluator(file)
    with pytest.raises(TypeError, match="a state is what save"):
        policyq.loads(POLICY).evaluator(5)  # type: ignore[arg-type]


def test_the_rules_can_be_told_with_their_values() -> None:
    bot = policyq.loads(
        POLICY
        + """
数值 上限 = 2，自 2027-01-01 起 = 1
规则 图 "每天最多{上限}张图" 当 同一人 每天 图片 超过 上限 则 警告 "{违反的规则}"
规则 欢迎 当 入群 则 回复 "群规：\\n{全部群规}"
以下 大群 当 群人数 超过 200
  规则 大图 "大群不发视频" 当 视频 则 撤回
以上
"""
    ).evaluator()
    joined = policyq.event("join", id="j", time=START, group="g", sender="u")
    assert bot.feed(joined)[0].actions[0].text == "群规：\n不刷屏\n不发广告\n每天最多2张图"


def test_a_description_may_hold_braces_and_values() -> None:
    policy = """
群规 "读书会" 版本 1
时区 Asia/Shanghai
数值 上限 = 2
规则 图 "每天{上限}张{{图}}" 当 图片 则 警告 "{违反的规则}"
"""
    image = policyq.event("image", id="i", time=START, group="g", sender="u", text="")
    assert policyq.loads(policy).evaluator().feed(image)[0].actions[0].text == "每天2张{图}"


def test_a_missing_file_is_a_policy_error(tmp_path: Path) -> None:
    with pytest.raises(policyq.PolicyError):
        policyq.load(tmp_path / "nowhere.policyq")


def test_replay(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    row = {"id": "1", "time": "2026-03-02T12:00:00+08:00", "group": "g", "kind": "text",
           "sender": "u", "text": "加微信"}  # fmt: skip
    log.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    report = policyq.loads(POLICY).replay(log)
    assert json.loads(policyq.to_json(report))
    assert "100.0 %" in policyq.to_text(report, "en")
    with pytest.raises(OSError, match="nowhere"):
        policyq.loads(POLICY).replay(tmp_path / "nowhere.jsonl")


def test_a_replay_of_no_log_is_refused() -> None:
    with pytest.raises(ValueError, match="no log is given"):
        policyq.loads(POLICY).replay()


def test_what_a_replay_could_not_read_is_told(tmp_path: Path) -> None:
    policy, log = policyq.loads(POLICY), tmp_path / "log.jsonl"
    log.write_text("", encoding="utf-8")
    with pytest.warns(UserWarning, match="holds no events"):
        assert policy.replay(log, key="a key").rates.events == 0
    log.write_text('{"id":\n' * 2, encoding="utf-8")
    for read in (policy.replay, policy.records):
        with pytest.raises(ValueError, match="no row of the log could be read: 2 ×"):
            read(log)
    row = {"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "kind": "text"}
    log.write_text('{"id":\n' + json.dumps(row) + "\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="rows that could not be read: 1 ×"):
        assert policy.replay(log, key="a key").rates.events == 1


def test_every_public_name_is_there() -> None:
    for name in policyq.__all__:
        assert getattr(policyq, name) is not None


def test_what_a_policy_allows_expires_on_the_day_that_it_is_told() -> None:
    text = (
        POLICY
        + """
规则 图片 当 图片 则 撤回
规则 嘉宾 当 图片 且 发言人 是 嘉宾 则 撤回  # policyq：允许 PQ415 至 2027-06-30：旧机器人还要用
"""
    )
    for today in (None, date(2027, 6, 30)):
        policy = policyq.loads(text, today=today)
        (one,) = policy.suppressed
        assert isinstance(one, policyq.Suppressed)
        assert (one.diagnostic.code, one.until) == ("PQ415", date(2027, 6, 30))
        assert (one.reason, policy.diagnostics) == ("旧机器人还要用", ())
    late = policyq.loads(text, today=date(2027, 7, 1))
    assert late.suppressed == ()
    assert [each.code for each in late.diagnostics] == ["PQ415", "PQ468"]


@pytest.mark.parametrize(
    ("wanted", "raises", "says"),
    [
        ({"mode": "nope"}, ValueError, "no mode is called 'nope': observed, suppressed"),
        ({"community": "nope"}, ValueError, "no community is called 'nope': interest"),
        ({"jobs": 0}, ValueError, "jobs is 1 at least"),
        ({"memory": -5}, ValueError, "memory is 1 at least"),
        ({"memory": "1GB"}, TypeError, "memory is a whole number"),
        ({"timezone": "Nowhere"}, ValueError, "PQ720"),
        ({"format": "nope"}, ValueError, "PQ"),
    ],
)
def test_what_a_replay_cannot_do_is_refused(
    wanted: dict[str, Any], raises: type[Exception], says: str, tmp_path: Path
) -> None:
    log = tmp_path / "chat.jsonl"
    log.write_text(
        '{"id": "1", "time": "2026-03-02T12:00:00+08:00", "group": "g", "text": "hi"}\n',
        encoding="utf-8",
    )
    policy = policyq.loads(POLICY)
    with pytest.raises(raises, match=says):
        policy.replay(log, key="a key", **wanted)
    assert policy.replay(log, key="a key", mode="扣除").mode == "suppressed"


def test_a_folder_is_no_state(tmp_path: Path) -> None:
    with pytest.raises(policyq.StateError, match="is no regular file"):
        policyq.loads(POLICY).evaluator(tmp_path)
