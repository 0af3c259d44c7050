"""Trees, spans, bad input. That each code is drawn is shown by the golden pairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st
from trees import nodes_of

from policyq.diagnostics.catalog.syntax import KINDS
from policyq.diagnostics.diagnostic import Diagnostic, Kind, Severity
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.syntax.format import format_text
from policyq.syntax.parse import parse

SAMPLES = Path(__file__).parent.parent / "samples"


def read(text: str) -> tuple[tree.File, list[str]]:
    file, reports = parse(Source("p", text))
    return file, [report.code for report in reports]


def rule(condition: str) -> tree.Rule:
    file, codes = read(f"rule x when {condition} then delete")
    assert codes == []
    found = file.declarations[0]
    assert isinstance(found, tree.Rule)
    return found


@pytest.mark.parametrize("name", ["full_zh.policyq", "full_en.policyq"])
def test_samples_parse_and_reach_every_node(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    file, codes = read(text)
    assert codes == []
    reached = {type(node).__name__ for node in nodes_of(file)} | {"Node"}
    missing = {
        kind.__name__
        for kind in vars(tree).values()
        if isinstance(kind, type) and issubclass(kind, tree.Node)
    } - reached
    assert missing == {"Kept", "Ranked"}  # nobody writes them: they come of sugar


@pytest.mark.parametrize("name", ["full_zh.policyq", "full_en.policyq"])
def test_spans_hold_what_they_name(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    file, _ = read(text)
    for node in nodes_of(file):
        written = text[node.span.start : node.span.end]
        assert written == written.strip() or isinstance(node, tree.File)
        if isinstance(node, tree.Name) and node.text != "wechat":
            assert written == node.text
        if isinstance(node, tree.Rule):
            assert written.split()[0] in ("rule", "规则", "override", "改写")


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("消息", "message"),
        ("消息 含 甲", "text contains 甲"),
        ("文本 不含 甲、“x”", 'text does not contain 甲, "x"'),
        ("有链接 不在 站", "any link not in 站"),
        ("没有 链接", "has no link"),
        ("链接 都不在 站", "all links not in 站"),
        ("时间 在 周一到周五 07：30—09:00", "time in Monday to Friday 7:30-09:00"),
        ("今天 不是 周六、周日", "today is not Saturday, Sunday"),
        ("发言人 不是 群主，老师，“id”", 'sender is not owner, 老师, "id"'),
        ("入群不到24小时", "tenure < 24 h"),
        ("入群 不到 24小时", "tenure < 24 h"),
        ("全群 每天 入群 不到 24人", "count(join daily) < 24"),
        ("入群超过 7天", "joined over 1 weeks ago or tenure > 7 days"),
        ("字数 不少于200字", "length >= 200"),
        ("同一人 同一文本 60秒内 消息 达到3条", "count(message per sender, text within 60 s) at least 3"),
        ("全群 每天 入群 超过20次", "count(join daily) > 20"),
        ("同一人 30天内 消息 的 字数 合计 超过 上限", "sum(length of message per sender within 30 days) > 上限"),
        (
            "同一文本 每小时 （消息 且 有 链接） 的不同 成员 等于 3人",
            "distinct(sender of message and has link per text hourly) = 3",
        ),
        ("并非 图片 且 语音", "not image and voice"),
        ("平台 是 微信, QQ", "platform is WeChat, qq"),
        ("金额 未知", "amount is not known"),
        ("提及 所有人 或 提及人数 ≥ 5人", "mentions everyone or mention count >= 5"),
    ],
)  # fmt: skip
def test_both_spellings_make_one_tree(chinese: str, english: str) -> None:
    left, right = rule(chinese).when, rule(english).when
    if "weeks" in english:
        assert isinstance(right, tree.Or)
        right = right.parts[1]
    assert left == right


def test_names_that_are_keywords() -> None:
    file, codes = read(
        "规则 禁言 当 文本 含 `不含`、含 且 发言人 是 `admin`, `not`, admin 则 按 处罚 处罚\n"
        "rule rule when image then mute `rule`\nrule when when image then delete"
    )
    assert codes == []
    first = file.declarations[0]
    assert isinstance(first, tree.Rule) and isinstance(first.when, tree.And)
    assert first.when.parts[1] == tree.WhoIs(
        "sender", False, (tree.Name("admin"), tree.Name("not"), tree.Role("admin"))
    )
    assert [d.name.text for d in file.declarations if isinstance(d, tree.Rule)] == [
        "禁言", "rule", "when",
    ]  # fmt: skip


def test_a_keyword_never_eats_the_front_of_a_name() -> None:
    for text in ("rulex x when image then delete", "rule x when image thenx delete"):
        _, codes = read(text)
        assert len(codes) == 1


def test_texts_keep_what_was_typed() -> None:
    file, codes = read('policy "Ａ，“b” \\"c\\" \\n。" version １\nuse 「他说"好"」')
    assert codes == []
    assert file.declarations == (
        tree.Policy(tree.Str('Ａ，“b” "c" \n。'), tree.Number(1)),
        tree.Use(tree.Str('他说"好"')),
    )


def test_full_width_and_capitals() -> None:
    file, codes = read("Ｒｕｌｅ　Ads　WHEN　Image　THEN　Mute　１０　Minutes")
    assert codes == []
    assert file == read("rule Ads when image then mute 10 minutes")[0]


def test_comments_are_kept_and_may_hold_anything() -> None:
    file, codes = read('# "a\nrule a when image # (((\n then delete # 「')
    assert codes == []
    assert [c.text for c in file.comments] == [' "a', " (((", " 「"]


# -- every code ----------------------------------------------------------------------------------

_SHOWN = [kind for kind in KINDS if kind.bad]


@pytest.mark.parametrize("kind", _SHOWN, ids=lambda kind: kind.code)
def test_bad_examples_draw_their_code_and_good_ones_none(kind: Kind) -> None:
    assert read(kind.bad)[1] == [kind.code]
    assert read(kind.good)[1] == []


def applied(text: str, report: Diagnostic) -> str:
    for fix in sorted(report.fixes, key=lambda fix: fix.span.start, reverse=True):
        text = text[: fix.span.start] + fix.replacement + text[fix.span.end :]
    return text


@pytest.mark.parametrize("kind", _SHOWN, ids=lambda kind: kind.code)
def test_certain_fixes_mend(kind: Kind) -> None:
    _, reports = parse(Source("p", kind.bad))
    if reports[0].fixes and all(fix.certain for fix in reports[0].fixes):
        mended = applied(kind.bad, reports[0])
        assert read(mended)[1] == [], mended


def test_every_message_can_be_filled_in() -> None:
    for kind in _SHOWN:
        _, reports = parse(Source("p", kind.bad))
        for template in (kind.title, kind.label, kind.help or kind.title):
            for said in template:
                assert "W_" not in said.format(**reports[0].args)


@pytest.mark.parametrize(
    ("text", "codes", "kept"),
    [
        ("规则刷屏 当 图片 则 撤回", ["PQ108"], 1),
        ("规则 a 当消息且图片则撤回", ["PQ108"], 1),
        ('示例 "a"\n 07:00 小明入群\n 应当 放行', ["PQ108"], 1),
        ("规则 a 当 图片 则 禁言二十分钟", ["PQ107"], 1),
        ("规则 a 当 同一人 六十秒内 消息 超过 八条 则 撤回", ["PQ107", "PQ107"], 1),
        ("rule a when sender is admin or owner then delete", ["PQ134"], 1),
        ("rule a when (image and voice or video then delete", ["PQ145", "PQ133"], 1),
        ("exempt owner\nrulx a when image then mute\nrule b when image then delete", ["PQ132"], 3),
        ("rule a when image then mute\nfoo bar when image then mute", ["PQ132"], 1),
        ("rule a then delete when image unless voice", ["PQ138"], 1),
        ("rule a when image then\n  delete\n  warn", ["PQ136"], 1),
        ("section s when members > 2\n rule a when image then delete\nedn\nuse \"x\"", ["PQ132"], 2),
        ("sectoin s when members > 2\n rule a when image then delete\nend", ["PQ132"], 1),
        ("rule a when\nrule b when image then delete", ["PQ131"], 1),
        ("end\nend\nrule b when image then delete", ["PQ143", "PQ143"], 1),
        ("timezone \"Asia/Shanghai\"", ["PQ139"], 1),
        ("rule a when length > then delete", ["PQ130"], 0),
        ("expect delete", ["PQ132"], 0),
        ("roster s\n  gaps notify owner\n  Monday 09:00 to 18:00 Ming", ["PQ147"], 0),
        ("roster s\n  Ming Monday 09:00 to 18:00", ["PQ147"], 0),
        ("值班表 s\n  周一 09:00-18:00 小明\n  空档 通知 群主\n  请假 小明 2026-12-01", ["PQ147"], 1),
        ("值班表 s\n  周一 09:00-18:00 小明\n  老王 周二 09:00-18:00", ["PQ147"], 1),
        ("roster s\n  Monday 09:00 to 18:00 Ming\nrulx a when image then delete", ["PQ132"], 2),
    ],
)  # fmt: skip
def test_one_report_for_each_mistake(text: str, codes: list[str], kept: int) -> None:
    file, found = read(text)
    assert found == codes
    assert len(file.declarations) == kept


def test_the_words_of_broken_declarations_are_known() -> None:
    file, codes = read('rule a when image then punish by standard twice\nwords b = "x"\n1级 1级')
    assert len(codes) == 2
    assert {"a", "standard", "1"} <= file.broken
    assert "b" not in file.broken


# -- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "\0", "\ud800", '"', "'", "`", "```", "/", "#", "\\", "(", ")" * 200, "。", "１级", "1级",
        '"\ud800"', "rule \ud800 when image then delete", "end", "以上 以上", "rule", "\ufeff", "\r",
        "policy \"a\r\nb\"", "\u2028", "rule a\u200bb when", "é rule", "①", "²", "٣", "\U0001f600",
        "rule 𝐚𝐝 when image then delete", "99999999999999999999999 级", "level " + "9" * 5000,
    ],
)  # fmt: skip
def test_nothing_raises(text: str) -> None:
    _, reports = parse(Source("p", text))
    for report in reports:
        assert 0 <= report.span.start <= report.span.end <= len(text)
    format_text(Source("p", text))


_SOUP = """rule 规则 when 当 then 则 image 图片 message ( ) , ， : = " “ # end 以上 section 以下 and 且 or
 或 not 10分钟 10 23:00 - 2026-01-01 x 小明 `a` 含 delete 撤回 example 示例 / . \u200b \0 а"""
_WORDS = st.sampled_from([*_SOUP.split(), "\n"])


@given(st.lists(_WORDS, max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_without_raising(text: str) -> None:
    _, reports = parse(Source("p", text))
    if not any(report.severity is Severity.ERROR for report in reports):
        out, _ = format_text(Source("p", text))
        assert out is not None


def test_deep_brackets_are_quick() -> None:
    deep = "rule a when " + "(" * 100_000 + "image" + ")" * 100_000 + " then delete\n"
    with ends():
        file, codes = read(deep + "rule b when image then delete")
        assert codes == ["PQ106"]
        assert [d.name.text for d in file.declarations if isinstance(d, tree.Rule)] == ["b"]


def test_deep_negations_are_quick() -> None:
    file, codes = read("rule a when " + "not " * 100_000 + "image then delete")
    assert codes == ["PQ106"]
    assert hash(file) == hash(file)
    mixed = "(image and not not " * 90 + "voice" + ")" * 90
    assert read(f"rule a when {mixed} then delete")[1] == ["PQ106"]


def test_line_ends_of_every_kind() -> None:
    text = (SAMPLES / "full_en.policyq").read_text(encoding="utf-8")
    expected = read(text)[0]
    for end in ("\r\n", "\r"):
        file, codes = read(text.replace("\n", end))
        assert codes == [] and file == expected
        assert [c.text for c in file.comments] == [c.text for c in expected.comments]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 1\ufe0f\u20e3 ❤\ufe0f", []),
        ("می\u200cخواهم", []),
        ("价\u200c格", ["PQ104"]),
        ("pri\u200bce", ["PQ104"]),
        ("a\u202eb", ["PQ104"]),
        ("a\0b", ["PQ103"]),
    ],
)
def test_invisible_characters_in_texts(text: str, codes: list[str]) -> None:
    assert read(f'use "{text}"')[1] == codes


def test_unclosed_brackets_of_many_rules_are_not_deep() -> None:
    _, codes = read("rule a when (image then delete\n" * 120)
    assert set(codes) == {"PQ145"}
    assert len(codes) == 120


def test_many_rules_are_quick() -> None:
    one = (
        'rule r{} "why" when image and text contains "a", "b" unless sender is admin'
        " then delete, mute 5 min\n"
    )
    text = "".join(one.format(n) for n in range(1000))
    read('use "x"')  # the parser is built once
    with ends():
        file, codes = read(text)
        assert codes == [] and len(file.declarations) == 1000
        _, codes = read(text.replace("unless", "unles"))
        assert len(codes) == 1000


def test_weekdays_as_they_are_said() -> None:
    """每周一 is a Monday, 每周一次 once a week."""
    file, codes = read("时段 a = 每周一 07:30-09:00\n时段 b = 周一 07:30-09:00\n")
    assert codes == []
    one, other = file.declarations
    assert isinstance(one, tree.Hours)
    assert isinstance(other, tree.Hours)
    assert one.slots == other.slots
    file, codes = read('规则 a 当 图片 则 回复 "x" 每周 一次\n形式 b 每周3至5次 当 图片\n')
    assert codes == []
    _, codes = read('规则 a 当 图片 则 回复 "x" 每周一次\n')
    assert codes == ["PQ108"]
