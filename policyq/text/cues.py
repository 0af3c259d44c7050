"""The words beside which a number or a name is a contact: how people write WeChat, QQ, telephone.

Written for this project. All of them are looked for in a text made plain (`policyq.text.plain`)
and in small letters, so that one spelling here stands for every style of its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

#: What may stand between the characters of a cue: 微 信, v.x, q-q.
_BETWEEN = r"[ .\-_·•*/|~]{0,2}"

_WECHAT = (
    *(
        "微信",
        "威信",
        "薇信",
        "维信",
        "徽信",
        "微芯",
        "薇芯",
        "危信",
        "韦信",
        "唯信",
        "巍信",
        "溦信",
    ),
    *("微x", "薇x", "威x", "徽x", "微❤", "薇❤", "威❤", "徽❤", "微♥", "薇♥", "微心", "薇心"),
    *("v信", "v❤", "v♥", "w信", "wei信", "微xin", "weixin", "weixing", "wechat", "we chat", "vx"),
    *("vvx", "vxx", "wx", "wxh", "vxh", "绿泡泡", "绿色软件", "绿色聊天软件", "🛰"),
)
#: These are also surnames, parts of names, planets: they need an addition before or a colon after.
_WECHAT_SHORT = ("微", "薇", "威", "徽", "溦", "v", "vv", "卫星", "wei")
_QQ = (
    *("qq", "q号", "扣扣", "叩叩", "抠抠", "寇寇", "蔻蔻", "球球", "秋秋", "企鹅", "🐧", "丘丘"),
    *("群号", "裙号", "君羊号", "扣群", "扣裙", "加群", "加裙", "进群", "进裙"),
)
_QQ_SHORT = ("q", "扣", "🐧")
_PHONE = (
    *("电话", "手机", "联系方式", "座机", "固话", "热线", "致电", "拨打", "来电", "电联", "联系人"),
    *("tel", "phone", "mobile", "mob", "cell", "call", "whatsapp", "传真", "fax", "电 话", "手 机"),
    *("telephone", "hotline", "☎", "📞", "📱", "☏"),
)
#: A number after these is not a contact, though it is as long.
_NO_PHONE = (
    *("订单", "单号", "运单", "快递", "物流", "编号", "流水号", "身份证", "证件", "卡号", "银行卡"),
    *(
        "验证码",
        "校验码",
        "序列号",
        "货号",
        "型号",
        "条码",
        "学号",
        "工号",
        "票号",
        "会议号",
        "批号",
    ),
    *("会议", "房间号", "金额", "余额", "价格", "总额", "版本", "编码", "代码", "取件码", "提货码"),
    *("order", "serial", "sku", "tracking", "isbn", "invoice", "version", "meeting", "bug", "uid"),
    *("commit", "pid", "issue", "build", "size", "bytes", "time", "timestamp", "code", "case"),
)


def _any(words: Iterable[str]) -> str:
    """A pattern of any of them, the longest first; a Latin one begins where a word does."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(
        ("(?<![a-z0-9_])" if "a" <= word[0] <= "z" else "")
        + _BETWEEN.join(re.escape(one) for one in word if one != " ")
        for word in ordered
    )


#: What may stand between a cue and what it announces, a few times and as seldom as will do.
FILLER: Final = (
    r"(?:号码|号|號|码|碼|账号|帐号|群|是|为|為|就|加|我|的|本人|请|联系|添加|搜|搜索|同号|小号|大号"
    r"|客服|私人|工作|咨询|(?:both|is|id|no|number|num|me|my|on|at)(?![a-z])|[^\w@。！？]|_){0,8}?"
)
#: The other ways to reach somebody, between a word for WeChat and the id: 微信/QQ同号：123456.
OTHERS: Final = r"(?:(?:[/、&+和或,，]|电话|手机|qq|扣扣|微信|wx|vx|tel|同号|同步| ){1,4})?"

WECHAT: Final = (
    rf"(?:{_any(_WECHAT)}|(?:[加➕＋+✚十]|联系|添加) ?(?:{_any(_WECHAT_SHORT)})"
    rf"|(?<!大)(?:{_any(_WECHAT_SHORT)})(?= ?[:：;；👉➡→=]))"
)
QQ: Final = rf"(?:{_any(_QQ)}|[加➕＋+✚] ?(?:{_any(_QQ_SHORT)})|{_any(_QQ_SHORT)})"
PHONE: Final = f"(?:{_any(_PHONE)})"
NO_PHONE: Final = f"(?:{_any(_NO_PHONE)})"
BEHIND: Final = (
    r"[ (（/,，、]{0,3}(?:微信|威信|薇信|v信|vx|wx|v|薇)(?:号|同号|同步|一样)?(?![a-z0-9一-鿿])"
)
"""After a number of a telephone: it is a WeChat id as well."""

ANNOUNCED: Final = re.compile(r"号|號|id|搜|是|:|：|→|👉|➡|加|添加|联系")
"""Between a word for WeChat and an id of letters alone, or before that word."""

_NO_ID = """
account activity addon admin android api app apple applet article assistant backend beta bot
browser button business card channel chat chatgpt chrome client cloud code company compose
config console cookie core crash creator dark data debug deepseek desktop dev developer
developers device devtools dialog docker document download editor emoji enterprise error export
express feishu firefox flutter folder force framework frontend function gateway github google
gpt group groups guide hacker harmony harmonyos history home hook http https huawei image import
install interface invite ios ipad iphone java javascript json kotlin label laravel linux list
login mac macbook macos manager mark member merchant message messages messenger mini miniapp
miniprogram mobile model moment moments mysql native news nginx node nodejs note number offical
official online open openai openid order oppo page patch pay payment phone photo php platform
plugin plus policy post premium pro product program project proxy public push python qrcode qwen
react read reader redis request robot ruby safari samsung scan scanner script sdk search secret
send server service session setting settings share shop shopping short signature skyline spring
sticker stickers store support swift sync system tablet taobao taro team telegram template
tencent test tester thread token tools typescript ubuntu unionid unity update upload url user
users version video view virtual vivo voice wallet watch weapp web webhook webview wechat weixin
weui whatsapp widget wifi window windows wordpress work worker xcode xiaomi youtube zoom
"""
#: What stands beside 微信 and is no id: programs, things, and other words of programmers and sellers.
NO_ID: Final = frozenset(_NO_ID.split())
