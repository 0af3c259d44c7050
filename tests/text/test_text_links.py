"""Links in running text: found where they are, ended where they end, in linear time."""

from __future__ import annotations

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text import single
from policyq.text.hosts import host_of, inside, is_address, registered
from policyq.text.links import find, may_hold, searched


@pytest.mark.parametrize(
    ("text", "links"),
    [
        # glued to Chinese
        ("看这个http://t.cn/abc123快来", ["http://t.cn/abc123"]),
        ("微信公众号weixin.qq.com里", ["weixin.qq.com"]),
        ("http://a.com/百科", ["http://a.com/"]),
        ("链接：zhihu.com/question/1?a=b&c=d。", ["zhihu.com/question/1?a=b&c=d"]),
        ("a.com：这是 b.cn；c.net，d.org！", ["a.com", "b.cn", "c.net", "d.org"]),
        # full width
        ("ｈｔｔｐ：／／ａ．ｃｏｍ／ｘ，快来", ["http://a.com/x"]),
        ("见http://a.com/x，快来", ["http://a.com/x"]),
        ("（http://a.com/x）", ["http://a.com/x"]),
        # ends
        ("(see http://a.com/x_(y)).", ["http://a.com/x_(y)"]),
        ("[x](http://a.com), 'b.com'!", ["http://a.com", "b.com"]),
        ("http://a.com. Then", ["http://a.com"]),
        ("www.a.com.Then", ["www.a.com"]),
        ("qq.com123", ["qq.com"]),
        # glued together
        (
            "http://a.comhttp://b.com/xHTTPS://c.com",
            ["http://a.com", "http://b.com/x", "HTTPS://c.com"],
        ),
        # parts
        ("http://u:p@a.com:8080/x?y#z", ["http://u:p@a.com:8080/x?y#z"]),
        ("a.com:80/x a.com?q", ["a.com:80/x", "a.com?q"]),
        ("weixin://dl/business?t=1", ["weixin://dl/business?t=1"]),
        ("http://localhost:8000", ["http://localhost:8000"]),
        # addresses
        ("1.2.3.4 1.2.3.4:80/x http://1.2.3.4", ["1.2.3.4:80/x", "http://1.2.3.4"]),
        ("http://[::1]:80/x", ["http://[::1]:80/x"]),
        # Chinese hosts
        ("http://例子.中国快来", ["http://例子.中国"]),
        ("http://www.例子.中国/x", ["http://www.例子.中国/x"]),
        ("http://www.baidu.com.快来看", ["http://www.baidu.com"]),
        ("xn--fsqu00a.xn--fiqs8s", ["xn--fsqu00a.xn--fiqs8s"]),
        # no links
        ("a.txt main.rs run.sh price.is user.name 3.14 10.am v1.2.3 e.g. com.cn foo..com", []),
        ("john.me@qq.com", []),
        ("https:// http://快来 http://.. ...... // ://", []),
        ("今天晚上八点。一起学习", []),
        # doubtful suffixes, but surely meant
        ("notion.so/x www.price.is", ["notion.so/x", "www.price.is"]),
        ("@a.com 张三@a.com", ["a.com", "a.com"]),
        ("\ud800a.com\udfff", ["a.com"]),
    ],
)
def test_what_is_a_link(text: str, links: list[str]) -> None:
    found = find(text)
    assert [hit.url for hit in found] == links
    for hit in found:
        assert len(text[hit.start : hit.end]) == len(hit.url)


@pytest.mark.parametrize(
    ("text", "url", "respelt"),
    [
        ("baidu . com", "baidu.com", True),
        ("baidu 点 com", "baidu.com", True),
        ("baidu点com", "baidu.com", True),
        ("baidu[.]com", "baidu.com", True),
        ("baidu(dot)com", "baidu.com", True),
        ("baidu dot com", "baidu.com", True),
        ("看baidu。com啊", "baidu.com", True),
        ("baidu. com/x", "baidu.com/x", True),
        ("www . baidu . com", "www.baidu.com", True),
        ("www baidu com", "www.baidu.com", True),
        ("www。baidu。com", "www.baidu.com", True),
        ("hxxp:// baidu.com", "http://baidu.com", True),
        ("hxxp://baidu.com/x", "hxxp://baidu.com/x", False),
        ("http:\\\\baidu.com", "http://baidu.com", True),
        ("http//baidu.com", "http://baidu.com", True),
        ("https: // baidu . com", "https://baidu.com", True),
        ("http://baidu 点 com", "http://baidu.com", True),
        ("b a i d u . c o m", "baidu.com", True),
        ("w w w . b a i d u . c o m", "www.baidu.com", True),
        ("ⓑⓐⓘⓓⓤ.ⓒⓞⓜ", "baidu.com", False),
        ("bai\u200bdu.com", "baidu.com", False),
        ("163点com", "163.com", True),
        ("a点baidu点com", "a.baidu.com", True),
        ("baidu【.】com", "baidu.com", True),
        ("baidu（点）com", "baidu.com", True),
        ("𝐛𝐚𝐢𝐝𝐮.𝐜𝐨𝐦", "baidu.com", False),
        ("①www.baidu.com②", "www.baidu.com", False),
        ("http://3627734734/", "http://3627734734/", False),
        ("http://0x7f.1", "http://0x7f.1", False),
        ("http://bаidu.com", "http://bаidu.com", False),
        ("去münchen.de看", "münchen.de", False),
        ("www.例子.中国快来", "www.例子.中国", False),
        ("tg://resolve?domain=x", "tg://resolve?domain=x", False),
        ("alipays://platformapi/startapp", "alipays://platformapi/startapp", False),
        ("ｔ．ｃｎ／ａｂｃ", "t.cn/abc", False),
        ("см. пример.рф", "пример.рф", False),
        ("baidu•com", "baidu.com", True),
        ("BAIDU . COM", "BAIDU.COM", True),
        ("看bаidu.com吧", "bаidu.com", False),
    ],
)
def test_links_that_are_written_to_be_missed(text: str, url: str, respelt: bool) -> None:
    (hit,) = find(text)
    assert (hit.url, hit.respelt) == (url, respelt)
    assert hit.host == host_of(url)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("看 baidu 点 com。", ["baidu 点 com"]),
        ("a.com，b[.]com/x，再看 www c com", ["a.com", "b[.]com/x", "www c com"]),
        ("①bai\u200bdu．com②", ["bai\u200bdu．com"]),
    ],
)
def test_spans_are_in_the_original(text: str, pieces: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text)] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "今天 . 明天",
        "3 . 5",
        "好点.com",
        "a.b",
        "etc. and so",
        "百度点com",
        "百度点抗",
        "I use this. net income",
        "the dot com boom",
        "ASP . NET",
        "I like it.Now go",
        "go home.Me too",
        "sounds good.So what",
        "3点com见",
        "ok。cc",
        "用的.net。com组件",
        "see you . to me",
        "早上好。cn",
        "yes . no",
        "one . two",
        "video.mp4",
        "xmodmap.us-101",
        "libc-1.2.so.0",
        "checkout.session.id",
        "main.cf",
        "a.as_ref()",
        "差一点vip到期",
        "有点cn",
        "早点top",
        "hello. Com",
        "这点com口",
        "下午3点 vip",
        "快点tv打开",
        "一点io都没有",
        "Windows。net",
        "etc.In the",
        "foo.Is bar",
        "等 . 等",
        "user.name",
        "v1.2.3",
        "1.5元",
        "12.30到",
        "e.g.this",
        "self.date",
        "i.e.you",
        "我点com口",
        "晚点app",
        "wifi点top",
    ],
)
def test_what_only_looks_like_a_link(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "piece",
    ["a.", "a点", "a . ", "www ", "w w w ", "h t t p:", "(dot)", "a@a.", "b a i ", "http://"],
)
def test_a_long_text_of_near_links_ends(piece: str) -> None:
    with ends():
        find(piece * (300_000 // len(piece)) + " baidu点com")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://zhihu.com@bad.com/", "bad.com"),
        ("http://bad.com\\@zhihu.com/", "bad.com"),
        ("http://zhihu.com%2ebad.com/", "zhihu.com.bad.com"),
        ("http://zhihu.com.中国/", "zhihu.com.中国"),
        ("http://zhihu.com.bad.cn/zhihu.com", "zhihu.com.bad.cn"),
        ("HTTPS://WWW.ZHIHU.COM", "www.zhihu.com"),
        ("ｚｈｉｈｕ．ｃｏｍ", "zhihu.com"),
        ("http://xn--fsqu00a.com", "例子.com"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f.0.0.1", "127.0.0.1"),
        ("http://0177.1", "127.0.0.1"),
        ("http://4294967296", "4294967296"),
        ("http://08.1", "08.1"),
        ("tg://1234", "1234"),
    ],
)
def test_where_a_link_leads(text: str, host: str) -> None:
    assert find(text)[0].host == host


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("zhihu.com", "zhihu.com"),
        ("edu.cn", "edu.cn"),
        ("例子.中国", "例子.中国"),
        ("XN--FSQU00A.com/x", "例子.com"),
        ("//a.com/x", "a.com"),
        ("a。com", "a.com"),
        ("http://a.com.", "a.com"),
        ("http://%61.com", "a.com"),
        ("ftp://u:p@H.com:21/x", "h.com"),
        ("http://xn--99999999999.com", "xn--99999999999.com"),
        ("http://xn--.com", "xn--.com"),
        ("http://[::1]/", "::1"),
        ("http://[::1", None),
        ("mailto:a@b.c", None),
        ("http://a b.com", None),
        ("http://", None),
        ("", None),
        (".com", None),
        ("a" * 300, None),
    ],
)
def test_the_host_of_a_link(url: str, host: str | None) -> None:
    assert host_of(url) == host


def test_a_site_is_its_host_and_what_is_below_it() -> None:
    assert inside("zhihu.com", "zhihu.com")
    assert inside("www.zhihu.com", "zhihu.com")
    assert not inside("badzhihu.com", "zhihu.com")
    assert not inside("zhihu.com.bad.cn", "zhihu.com")
    assert not inside("com", "zhihu.com")
    assert not inside("1.2.3.4", "3.4")
    assert inside("1.2.3.4", "1.2.3.4")


def test_what_can_be_owned() -> None:
    assert registered("a.com.cn")
    assert registered("github.io")
    assert not registered("com.cn")
    assert not registered("a.txt")
    assert is_address("1.2.3.4")
    assert not is_address("1.2.3.400")


@given(
    st.lists(
        st.sampled_from(("com", "http://", "://", "xn--", "%2e", "中国"))
        | st.sampled_from("./:@?#\\[]()-1a：／，．ａ例 \x00\ud800"),
        max_size=14,
    ).map("".join)
)
def test_links_stand_in_order_and_have_hosts(text: str) -> None:
    end = 0
    for hit in find(text):
        assert end <= hit.start < hit.end <= len(text)
        assert hit.host
        assert host_of(hit.url) == hit.host
        end = hit.end
    host_of(text)


_AROUND = st.lists(
    st.sampled_from(
        ("看", "点", "。", "，", "艾特", "圈a", "（", "）", "😂", "\u200b", "\x85", "２")
    )
    | st.sampled_from((" ", "@", "#", "12", "ok", "qq", "com", "www", " dot ", " at ", "net"))
    | st.sampled_from((".", "/", "://", "-", "?", "x.cn", "http", "https://", "\x1c")),
    max_size=5,
).map("".join)
_ADDRESS = st.lists(
    st.sampled_from(("zhihu", "com", "cn", "www", "a-", "-a", "xn--a", "163", ".", ".", "/", "/"))
    | st.sampled_from(("a.b", "?x=1", "%41", "~", "_", "dot", "@", "#", ":", "//")),
    min_size=2,
    max_size=9,
).map("".join)


@given(_AROUND, st.sampled_from(("https://", "http://")), _ADDRESS, _AROUND)
def test_a_single_link_is_what_a_close_look_finds(
    before: str, scheme: str, address: str, behind: str
) -> None:
    for text in (f"{before}{scheme}{address}{behind}", f"{before}{scheme}www.a.cn/x{behind}"):
        one = single.find(text)
        if one is not None:
            assert may_hold(text)
            assert [tuple(hit) for hit in searched(text)] == [(*one, False)]


@pytest.mark.parametrize(
    ("text", "single_one"),
    [
        ("看https://www.zhihu.com/question/1，不错", True),
        ("😂 ppt在 http://a.cn/x?y=%41&z 谢谢", True),
        ("http://a.cn ok", True),
        ("http://a.cn/x baidu点com", False),
        ("http://a.cn看", False),
        ("http://a.cn/x.", False),
        ("http://a.cn/x http://b.cn", False),
        ("xhttp://a.cn", False),
        ("http://xn--fsqu00a.cn", False),
        ("没有", False),
    ],
)
def test_which_links_are_found_quickly(text: str, single_one: bool) -> None:
    assert (single.find(text) is not None) == single_one


@pytest.mark.parametrize(
    "piece",
    [
        *(".", "a", "a.", "a.com,", "http://", "com.", "ab://a:", "(", ")", "://", "%61", "a@"),
        *("-", "例.", "[", "a．", "。", "a%a.com%", "http://例.", "a.com/(", "http://a@"),
    ],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    with ends():
        find(text)
        find("http://" + text)
        host_of(text)
