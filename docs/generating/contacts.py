"""Which links and contacts are found, by running the finders: each way to write one, and what is
left alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generating.tables import table
from policyq.text import contacts, links
from policyq.text.respelt import SUFFIXES
from policyq.vocabulary.contacts import CONTACTS
from policyq.vocabulary.types import Said


class Case(NamedTuple):
    """A way to write a link or a contact, or a text that only looks like one."""

    about: Said
    text: str


LINKS = (
    Case(Said("贴着汉字", "glued to Chinese"), "看http://t.cn/abc快来"),
    Case(Said("没有 http", "without a scheme"), "搜weixin.qq.com就行"),
    Case(Said("全角", "full width"), "ｗｗｗ．ｂａｉｄｕ．ｃｏｍ"),
    Case(Said("带圈、花体字母", "circled and styled letters"), "ⓑⓐⓘⓓⓤ.𝐜𝐨𝐦"),
    Case(Said("看不见的字符", "invisible characters"), "bai\u200bdu.c\u2060om"),
    Case(Said("点两边有空格", "spaces around the dot"), "baidu . com"),
    Case(Said("写成“点”字", "the dot as a Chinese word"), "baidu点com、baidu 点 com"),
    Case(Said("写成 dot", "the dot as an English word"), "baidu dot com"),
    Case(Said("点放在括号里", "the dot in brackets"), "baidu[.]com、baidu(dot)com、baidu（点）com"),
    Case(Said("用句号、间隔号", "another mark for the dot"), "baidu。com、baidu·com"),
    Case(Said("空格代替点", "spaces for dots"), "www baidu com"),
    Case(Said("一个字母一个空格", "every letter apart"), "b a i d u . c o m"),
    Case(Said("hxxp", "hxxp"), "hxxp://baidu.com、hxxps : // baidu.com"),
    Case(Said("http 写得残缺", "a broken scheme"), "http//baidu.com、http:\\\\baidu.com"),
    Case(
        Said("别的协议", "other schemes"), "weixin://dl/chat、alipays://platformapi、tg://resolve"
    ),
    Case(Said("IP 地址", "addresses of numbers"), "http://1.2.3.4、1.2.3.4:80/x、http://[::1]/"),
    Case(
        Said("IP 写成一个数、十六进制", "an address as one number, or hexadecimal"),
        "http://3627734734、http://0x7f.1",
    ),
    Case(Said("中文域名", "a Chinese host"), "http://例子.中国快来、www.例子.中国"),
    Case(Said("别的文字的域名", "hosts in other alphabets"), "münchen.de、пример.рф"),
    Case(Said("转码的域名", "a host in punycode"), "xn--fsqu00a.com"),
)
NO_LINKS = (
    Case(Said("点前面是汉字", "Chinese before the dot"), "百度点com、好点.com"),
    Case(Said("后缀也写成了汉字", "the suffix spelled, too"), "百度点抗、baidu点康姆"),
    Case(Said("句子里的“点”", "点 in a sentence"), "3点com见、快点tv打开、有点cn"),
    Case(Said("句子的结尾", "the end of a sentence"), "I like it.Now go. Etc. and so on"),
    Case(Said("点的一边有空格", "a space on one side of the dot"), "I use this. net income"),
    Case(Said("产品名", "products"), "ASP . NET、the dot com boom"),
    Case(Said("文件名", "names of files"), "a.txt、main.rs、run.sh、song.mp3、libc-1.2.so.0"),
    Case(Said("程序", "programs"), "user.name、checkout.session.id、a.as_ref()"),
    Case(Said("版本、数字", "versions and numbers"), "v1.2.3、3.14、3 . 5、1.2.3.4"),
    Case(Said("没有协议的中文域名", "a Chinese host without a scheme"), "看例子.中国"),
    Case(Said("没有网站的链接", "links without a host"), "magnet:?xt=urn:btih:c0ffee、mailto:"),
    Case(Said("图片、二维码里的", "in pictures and QR codes"), "[图片]"),
)
FOUND = {
    "wechat": (
        Case(Said("“微信”后面", "behind 微信"), "微信abc123、我的微信号是：zhangsan"),
        Case(Said("vx、wx、v 信", "vx, wx and the like"), "vx: abc_1234、v x abc1234、vxlily888"),
        Case(Said("加薇、➕v", "a short word with “add”"), "加薇 abc1234、➕v：abc1234"),
        Case(Said("谐音、表情", "other words and emoji"), "威信 abc1234、薇❤️：abc1234"),
        Case(Said("各种字体", "letters of every style"), "🅥Ⓧ：ａｂｃ①②③④"),
        Case(Said("字符隔开的号", "an id with its letters apart"), "V：a b c 1 2 3"),
        Case(
            Said("手机号、QQ号当微信号", "a number as an id"),
            "微信 13800138000、微信/QQ同号：123456",
        ),
        Case(Said("号在前面", "behind the number"), "13800138000（微信同号）"),
        Case(Said("英文", "in English"), "my wechat id: foo_bar、add me on wechat foo123"),
        Case(Said("内部号", "an account's own id"), "wxid_abcdef123"),
    ),
    "qq": (
        Case(Said("QQ、扣扣、企鹅后面", "behind QQ and words for it"), "QQ 123456、扣扣：12345678"),
        Case(Said("表情", "emoji"), "🐧12345678"),
        Case(Said("加 q", "a short word"), "加q123456789"),
        Case(Said("群号", "numbers of groups"), "群号:123456789、加群123456789"),
        Case(Said("各种数字", "digits of every style"), "qq群①②③④⑤⑥、qq是一二三四五六七八"),
        Case(Said("数字隔开", "digits apart"), "Q Q 1 2 3 4 5 6 7 8 9、qq：123-456-789"),
        Case(Said("号在前面", "behind the number"), "12345678QQ"),
    ),
    "phone": (
        Case(Said("手机号", "a mobile number"), "13800138000"),
        Case(Said("分组", "in groups"), "138-0013-8000、138 0013 8000、138(0013)8000"),
        Case(Said("全角、带圈", "full width and circled"), "１３８００１３８０００、①③⑧⓪⓪①③⑧⓪⓪⓪"),
        Case(Said("汉字", "Chinese numerals"), "一三八零零一三八零零零、幺三八 零零幺三 八零零零"),
        Case(Said("逐个隔开", "digit by digit"), "1 3 8 0 0 1 3 8 0 0 0"),
        Case(Said("表情隔开、按键表情", "emoji"), "138🔥0013🔥8000、1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣"),
        Case(Said("带 +86", "with a country's code"), "+86 138 0013 8000、8613800138000"),
        Case(Said("固定电话", "a fixed line"), "010-62345678、(0571)87654321"),
        Case(Said("服务热线", "a service line"), "400-123-4567"),
        Case(Said("本地号码，前面说明是电话", "a local number behind a word"), "电话 8765 4321"),
        Case(Said("随意分组，前面说明是电话", "any groups behind a word"), "手机 13 800 138 000"),
        Case(Said("外国号码", "other countries"), "+44 20 7946 0958、+852 9123 4567"),
        Case(Said("北美号码", "North America"), "(415) 555-0132"),
    ),
    "email": (
        Case(Said("邮箱", "an address"), "写信到a.b@example.com"),
        Case(Said("全角", "full width"), "12345＠ｑｑ．ｃｏｍ"),
        Case(Said("写成 at、艾特", "the @ as a word"), "name[at]host.com、123艾特qq.com"),
        Case(Said("点写成别的", "another mark for the dot"), "12345@qq。com、123@qq点com"),
        Case(Said("都写成英文", "both in words"), "name at gmail dot com"),
        Case(Said("空格隔开", "spaces between"), "123 @ qq . com"),
        Case(Said("用 # 代替 @（常见的邮箱）", "# for the @, with the usual hosts"), "123#163.com"),
    ),
}
ALONE = {
    "wechat": (
        Case(Said("产品和版本", "products and versions"), "微信 iphone15、微信支付、微信 8.0.49"),
        Case(Said("金额、人数", "amounts"), "加微信100000元、微信群里有50000人"),
        Case(Said("验证码", "codes"), "微信验证码 123456"),
        Case(Said("程序", "programs"), "wx.request、wx_login_v2、v: string"),
        Case(Said("没说是微信的号", "an id without a word for WeChat"), "abc_1234"),
        Case(Said("链接里的", "inside a link"), "https://a.com/watch?v=abc1234"),
        Case(Said("别的软件的号", "accounts elsewhere"), "telegram：@abc_1234、抖音号 abc1234"),
    ),
    "qq": (
        Case(Said("金额、人数、日期", "amounts and dates"), "QQ 10000人、QQ 20241011 更新"),
        Case(Said("产品", "products"), "QQ飞车手游2024、qq音乐 12345首"),
        Case(Said("没说是 QQ 的号", "a number without a word for QQ"), "123456789"),
    ),
    "phone": (
        Case(Said("身份证、银行卡", "identity and bank cards"), "110101199003071234、6222 0213 8001 3800 013"),
        Case(Said("订单号、单号、验证码", "orders and codes"), "订单号13800138000、验证码 13800138000"),
        Case(Said("金额", "amounts"), "¥13800138000、13800138000元、1,380,013,8000"),
        Case(Said("日期、时刻", "dates and times"), "2024-10-11 12:30、20241011123000、13:30-14:30"),
        Case(Said("版本、小数、IP", "versions, decimals, addresses"), "v1.38.0013、3.14159265358979、192.168.100.100"),
        Case(Said("一串数", "lists of numbers"), "130 145 150 167、1 3 5 7 9 11 13"),
        Case(Said("算式", "formulae"), "1+13800138000、+50000000积分"),
        Case(Said("字母里的数", "numbers in letters"), "abc13800138000、DD-13800138000-1"),
        Case(Said("没说是电话的本地号码", "a local number without a word"), "87654321"),
        Case(Said("短号、打了星的号", "short and masked numbers"), "打110、10086、138****8000"),
    ),
    "email": (
        Case(Said("提到人", "mentions"), "@张三、@qq.com"),
        Case(Said("句子", "sentences"), "meet me at example.com、look at this dot com"),
        Case(Said("程序", "programs"), "git@github.com:a/b、user@localhost、pkg@1.2.3"),
        Case(Said("话题、标题", "headings"), "#123.com"),
    ),
}  # fmt: skip

_WORDS = {
    "zh": (
        "# 链接和联系方式",
        "`有 链接` 和 `有 微信号`、`有 QQ号`、`有 手机号`、`有 邮箱`、`有 联系方式` 找的是什么。"
        "和词库的折叠无关：各种字体的字母和数字一律认得，找到的位置是原文里的位置。"
        "本页的表格是运行程序得来的；`policyq match 文字` 可以自己试。[English](contacts.md)",
        ("## 链接", "写法", "例子", "找到的"),
        "下面这些有意不算，免得冤枉人：",
        ("情形", "文字"),
        "靠猜的写法（空格、点字、括号）要有常用的后缀："
        + "、".join(f"`{one}`" for one in sorted(SUFFIXES))
        + "。两边空格、“点”字和 dot 只认其中最常用的。"
        "短链接的网站写在 `policies/sites/short-links.txt` 里，现成的群规用它；"
        '自己的群规可以写 `网站 短链接 来自 "sites/short-links.txt"`。',
        "## {}",
        "一段文字可以同时是两种：`13800138000（微信同号）` 既是手机号也是微信号。"
        "`有 手机号`（也可以写 `有 电话号码`）包括固定电话。名片要用 `名片`。"
        "决定里的依据只写出一部分（`13****00`），位置在 `start` 和 `end`。",
    ),
    "en": (
        "# Links and contacts",
        "What `has link` finds, and `has wechat id`, `has qq number`, `has phone number`, "
        "`has email`, `has contact`. The folds of word lists have nothing to do with it: letters and "
        "digits of every style are read, and places are those of the original text. The tables on "
        "this page were made by running the program; try it with `policyq match TEXT`. "
        "[中文](contacts.zh.md)",
        ("## Links", "way", "example", "found"),
        "These are left alone on purpose, so that nobody is blamed:",
        ("case", "text"),
        "A guess (spaces, the dot as a word or in brackets) needs a common suffix: "
        + ", ".join(f"`{one}`" for one in sorted(SUFFIXES))
        + ". With spaces on both sides, 点 and `dot` only the commonest of them count. "
        "Hosts of short links stand in `policies/sites/short-links.txt`, which the stock policies "
        'use; so can yours: `sites short from "sites/short-links.txt"`.',
        "## {}",
        "A piece of text may be two contacts: `13800138000（微信同号）` is a phone number and a WeChat "
        "id. `has phone number` includes fixed lines. Contact cards are the kind `card`. The "
        "evidence of a decision shows a part only (`13****00`); the place is in `start` and `end`.",
    ),
}


def page(language: str) -> str:
    """The whole page in one language."""
    title, about, (head, *columns), alone, left, guesses, each, remarks = _WORDS[language]
    rows = [_link_row(case, language) for case in LINKS]
    parts = [title, about, remarks, head, table(tuple(columns), rows), guesses, alone]
    parts.append(table(left, _alone(NO_LINKS, language, links.find)))
    for kind, says in CONTACTS.items():
        found = [_contact_row(kind, case, language) for case in FOUND[kind]]
        only = frozenset({kind})
        parts += [each.format(says.in_(language)), table(tuple(columns), found), alone]
        parts.append(
            table(left, _alone(ALONE[kind], language, lambda text, k=only: contacts.find(text, k)))
        )
    return "\n\n".join(parts) + "\n"


def _link_row(case: Case, language: str) -> tuple[str, ...]:
    for piece in case.text.split("、"):
        assert len(links.find(piece)) == 1, f"not found: {piece}"
    return _row(case, language, (hit.url for hit in links.find(case.text)))


def _contact_row(kind: str, case: Case, language: str) -> tuple[str, ...]:
    found = [contacts.find(piece, frozenset({kind})) for piece in case.text.split("、")]
    assert all(len(hits) == 1 for hits in found), f"not found: {case}"
    return _row(case, language, (hit.value for hits in found for hit in hits))


def _row(case: Case, language: str, values: Iterable[str]) -> tuple[str, ...]:
    shown = ", ".join(f"`{value}`" for value in dict.fromkeys(values))
    return case.about.in_(language), _shown(case.text), shown


def _alone(cases: Iterable[Case], language: str, find) -> list[tuple[str, ...]]:  # type: ignore[no-untyped-def]
    for case in cases:
        for piece in (case.text, *case.text.split("、")):
            assert not find(piece), f"found: {piece}"
    return [(case.about.in_(language), _shown(case.text)) for case in cases]


def _shown(text: str) -> str:
    """What can be seen in a table: each example in a code span, hidden characters by their signs."""
    signs = {"\u200b": "<200B>", "\u2060": "<2060>"}
    pieces = ("".join(signs.get(one, one) for one in piece) for piece in text.split("、"))
    return ", ".join(f"`{piece}`" for piece in pieces)
