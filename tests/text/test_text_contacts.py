"""Contacts in running text: what is one, what is left alone, and in linear time."""

from __future__ import annotations

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.contacts import EVERY, find
from policyq.vocabulary.contacts import CONTACTS

WECHAT = [
    ("vx: abc_1234", "wechat", "abc_1234"),
    ("微信abc123", "wechat", "abc123"),
    ("加我微信 abc123", "wechat", "abc123"),
    ("微信号是abc123", "wechat", "abc123"),
    ("微信👉abc123", "wechat", "abc123"),
    ("这个wxid_abcdef123", "wechat", "wxid_abcdef123"),
    ("➕v：abc1234", "wechat", "abc1234"),
    ("加V abc1234", "wechat", "abc1234"),
    ("微信号：zhangsan", "wechat", "zhangsan"),
    ("🅥Ⓧ：abc1234", "wechat", "abc1234"),
    ("威信 ａｂｃ1234", "wechat", "abc1234"),
    ("微信13800138000", "wechat", "13800138000"),
    ("微信 123456", "wechat", "123456"),
    ("薇❤️：abc1234", "wechat", "abc1234"),
    ("v x abc1234", "wechat", "abc1234"),
    ("加薇 abc1234", "wechat", "abc1234"),
    ("微信/QQ同号：123456789", "wechat", "123456789"),
    ("微信/QQ同号：123456789", "qq", "123456789"),
    ("13800138000微信同号", "wechat", "13800138000"),
    ("13800138000（vx同号）", "wechat", "13800138000"),
    ("V：a b c 1 2 3", "wechat", "abc123"),
    ("wechat id: foo_bar", "wechat", "foo_bar"),
    ("add me on wechat foo123", "wechat", "foo123"),
    ("卫星：abc1234", "wechat", "abc1234"),
    ("+v abc1234", "wechat", "abc1234"),
    ("vxlily888", "wechat", "lily888"),
    ("微 信 号 abc1234", "wechat", "abc1234"),
]

QQ = [
    ("QQ 123456", "qq", "123456"),
    ("加q123456789", "qq", "123456789"),
    ("扣扣：１２３４５６７８", "qq", "12345678"),
    ("qq群①②③④⑤⑥", "qq", "123456"),
    ("企鹅号 123456789", "qq", "123456789"),
    ("Q Q 1 2 3 4 5 6 7 8 9", "qq", "123456789"),
    ("qq：123-456-789", "qq", "123456789"),
    ("12345678QQ", "qq", "12345678"),
    ("群号:123456789", "qq", "123456789"),
    ("加群123456789", "qq", "123456789"),
    ("🐧12345678", "qq", "12345678"),
    ("qq是一二三四五六七八", "qq", "12345678"),
    ("我的qq号码为123456", "qq", "123456"),
]

EMAIL = [
    ("a@b.com", "email", "a@b.com"),
    ("12345＠qq.com", "email", "12345@qq.com"),
    ("12345@qq。com", "email", "12345@qq.com"),
    ("name[at]host.com", "email", "name@host.com"),
    ("name at gmail dot com", "email", "name@gmail.com"),
    ("name(at)gmail(dot)com", "email", "name@gmail.com"),
    ("邮箱abc@qq.com哈", "email", "abc@qq.com"),
    ("abc.d+e@mail.qq.com。", "email", "abc.d+e@mail.qq.com"),
    ("123 @ qq . com", "email", "123@qq.com"),
    ("123@qq点com", "email", "123@qq.com"),
    ("123#163.com", "email", "123@163.com"),
    ("123艾特qq.com", "email", "123@qq.com"),
    ("①②③@ⓠⓠ.ⓒⓞⓜ", "email", "123@qq.com"),
    ("write to a@b.co.uk.", "email", "a@b.co.uk"),
    ("a@b.com.Then", "email", "a@b.com"),
]

PHONES = [
    ("13800138000", ["13800138000"]),
    ("138-0013-8000", ["13800138000"]),
    ("138 0013 8000", ["13800138000"]),
    ("１３８００１３８０００", ["13800138000"]),
    ("一三八零零一三八零零零", ["13800138000"]),
    ("幺三八零零幺三八零零零", ["13800138000"]),
    ("①③⑧⓪⓪①③⑧⓪⓪⓪", ["13800138000"]),
    ("+86 138 0013 8000", ["13800138000"]),
    ("86-13800138000", ["13800138000"]),
    ("8613800138000", ["13800138000"]),
    ("0086 13800138000", ["13800138000"]),
    ("010-62345678", ["01062345678"]),
    ("(010)62345678", ["01062345678"]),
    ("0571-8765 4321", ["057187654321"]),
    ("010-62345678-801", ["01062345678"]),
    ("1380013-8000", ["13800138000"]),
    ("+44 20 7946 0958", ["+442079460958"]),
    ("+1 (415) 555-0132", ["+14155550132"]),
    ("415-555-0132", ["4155550132"]),
    ("(415) 555-0132", ["4155550132"]),
    ("400-123-4567", ["4001234567"]),
    ("电话87654321", ["87654321"]),
    ("电话:8765 4321", ["87654321"]),
    ("tel13800138000", ["13800138000"]),
    ("13800138000wx同号", ["13800138000"]),
    ("1 3 8 0 0 1 3 8 0 0 0", ["13800138000"]),
    ("1.3.8.0.0.1.3.8.0.0.0", ["13800138000"]),
    ("138🔥0013🔥8000", ["13800138000"]),
    ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", ["13800138000"]),
    ("手机 13 800 138 000", ["13800138000"]),
    ("下午三13800138000", ["13800138000"]),
    ("13800138000 13900139000", ["13800138000", "13900139000"]),
    ("13800138000、13900139000", ["13800138000", "13900139000"]),
    ("138 0013 8000 139 0013 9000", ["13800138000", "13900139000"]),
    ("130\u200b0013\u200b8000", ["13000138000"]),
    ("+852 9123 4567", ["+85291234567"]),
    ("+8613800138000", ["13800138000"]),
    ("v13800138000", ["13800138000"]),
    ("138(0013)8000", ["13800138000"]),
    ("+65 8123 4567", ["+6581234567"]),
    ("+7 912 345-67-89", ["+79123456789"]),
    ("(010) 6234 5678", ["01062345678"]),
    ("86 138 0013 8000", ["13800138000"]),
    ("电话 010 6234 5678", ["01062345678"]),
    ("联系电话：13800138000（李）", ["13800138000"]),
    ("0912-345-678", ["0912345678"]),
    ("找我13800138000有事", ["13800138000"]),
]

NO_WECHAT = [
    "微信 iphone15",
    "微信android版",
    "微信支付200000元",
    "微信 windows10",
    "微信 8.0.49",
    "加微信100000元",
    "微信验证码 123456",
    "微信群里有50000人",
    "v8.0.30",
    "小薇 python3",
    "大v：abcdefg",
    "微信python3怎么接",
    "wx.request",
    "wx_login_v2",
    "微信 chatgpt",
    "微信 sdk_v3_1",
    "今天微信发了什么",
    "微信小程序github项目",
    "v: string",
    "vx.com",
    "微信2024年",
    "微信步数12345步",
]

NO_QQ = [
    "QQ飞车手游2024",
    "Q3 2024",
    "q 1234",
    "QQ 10000人",
    "qq音乐 12345首",
    "QQ 20241011 更新",
    "123456@qq.com",
    "2024QQ",
    "腾讯QQ9.9.15.26702",
    "20241011QQ更新",
    "QQ 100000元",
    "faq 12345",
    "q235b12345",
]

NO_EMAIL = [
    "@qq.com",
    "meet me at example.com",
    "a@b",
    "git@github.com:foo/bar",
    "user@localhost",
    "pkg@1.2.3",
    "#123.com",
    "look at this dot com",
    "12:30@某人",
    "张三@a.com",
    "see #42.me",
]

NO_PHONE = [
    "2024-10-11 12:30",
    "110101199003071234",
    "11010119900307123X",
    "6222 0213 8001 3800 013",
    "订单号13800138000",
    "单号：13800138000",
    "13800138000元",
    "¥13800138000",
    "v1.38.0013",
    "20241011123000",
    "123456",
    "1,380,013,8000",
    "id=13800138000",
    "3.14159265358979",
    "13.5 15.8 18.2 199",
    "130 145 150 167",
    "1+13800138000",
    "+100000000",
    "+50000000积分",
    "1 3 5 7 9 11 13 15 17",
    "192.168.100.1000",
    "13800138000.50",
    "abc13800138000",
    "1380013800",
    "138001380000",
    "DD-13800138000-1",
    "2024 1011 1230",
    "11:30-12:30 13:30-14:30",
    "10-11 1300 13 80",
    "验证码 13800138000",
    "1699999999999",
    "13800138000@qq.com",
    "一二三四五六七八九十",
    "二零二四年一月一日",
    "2024-2025-1",
    "10.10.10.10",
    "2024.10.11-2024.10.12",
    "100-200-3000",
    "1-2-3-4-5-6-7-8-9-10-11",
    "0x13800138000",
    "+10086",
    "1/3/8/0",
    "12345678901",
    "010 2034 5",
    "3+4=7 13-5=8",
    "联系人 20240101",
    "电话 2024-10-11",
]


@pytest.mark.parametrize(("text", "kind", "value"), [*WECHAT, *QQ, *EMAIL])
def test_what_is_a_contact(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(hit.kind, hit.value) for hit in find(text)]
    # Nothing else is found, but for a number that is two contacts.
    assert {hit.value for hit in find(text)} == {value}


@pytest.mark.parametrize(("text", "values"), PHONES)
def test_what_is_a_number_of_a_telephone(text: str, values: list[str]) -> None:
    assert [hit.value for hit in find(text, frozenset({"phone"}))] == values


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("wechat", text) for text in NO_WECHAT),
        *(("qq", text) for text in NO_QQ),
        *(("email", text) for text in NO_EMAIL),
        *(("phone", text) for text in NO_PHONE),
    ],
)
def test_what_is_left_alone(kind: str, text: str) -> None:
    assert find(text, frozenset({kind})) == ()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("加我ⓥⓧ：ａｂｃ\u200b1234吧", ["ａｂｃ\u200b1234"]),
        ("打(010) 6234 5678找我", ["(010) 6234 5678"]),
        ("☎+86 138-0013-8000。", ["+86 138-0013-8000"]),
        ("QQ：１２３ ４５６", ["１２３ ４５６"]),
        ("写信到 12345 @ qq 。 com", ["12345 @ qq 。 com"]),
        ("a@b.com，c@d.cn", ["a@b.com", "c@d.cn"]),
        ("a@b.cn，13800138000，zhihu.com", ["a@b.cn"]),
        ("a@mail.qq,com", ["a@mail.qq,com"]),
    ],
)
def test_spans_are_in_the_original(text: str, pieces: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text)] == pieces


def test_one_number_may_be_two_contacts() -> None:
    found = find("13800138000（微信同号）")
    assert [(hit.kind, hit.value) for hit in found] == [
        ("phone", "13800138000"),
        ("wechat", "13800138000"),
    ]


def test_what_stands_in_a_link_is_none() -> None:
    assert find("https://a.com/watch?v=abc1234&qq=123456&id=13800138000") == ()
    assert find("http://me:secret@a.com/x") == ()
    assert [hit.kind for hit in find("https://a.com/x 电话13800138000")] == ["phone"]


def test_only_the_kinds_that_are_asked_for() -> None:
    text = "vx：abc1234，电话13800138000"
    assert {hit.kind for hit in find(text)} == {"wechat", "phone"}
    assert {hit.kind for hit in find(text, frozenset({"phone"}))} == {"phone"}
    assert frozenset(CONTACTS) == EVERY


@pytest.mark.parametrize(
    "piece",
    [
        *("1 ", "138-", "1 3 8 0 ", "一 ", "微信", "加微信号是", "vx 1-", "a@", "a@a.", "qq 1 "),
        *("+86 ", "电话"),
    ],
)
def test_hostile_texts_take_no_long(piece: str) -> None:
    text = piece * (300_000 // len(piece)) + "①"
    with ends():
        find(text)


@given(
    st.lists(
        st.sampled_from(("微信", "vx", "qq", "电话", "+86", "138", "0013", "@", "qq.com", "号："))
        | st.sampled_from("①一1 -.(（\u200b\ud800İ加a_\n点"),
        max_size=14,
    ).map("".join)
)
def test_contacts_are_inside_the_text(text: str) -> None:
    for hit in find(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.kind in CONTACTS
        assert hit.value == hit.value.strip().lower() != ""
