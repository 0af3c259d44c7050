"""Texts, placeholders and patterns."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'

UNKNOWN_PLACEHOLDER = Kind(
    code="PQ320",
    name="unknown-placeholder",
    severity=Severity.ERROR,
    title=Words("没有叫 `{name}` 的占位", "unknown placeholder `{name}`"),
    label=Words("不知道这里填什么", "nothing is known to stand here"),
    help=Words(
        "可以用：{known}；要写花括号本身，请写两个",
        "possible are {known}; write a brace itself twice",
    ),
    bad=_HEAD + '规则 欢迎 当 入群 则 回复 "欢迎 {成圆}"\n',
    good=_HEAD + '规则 欢迎 当 入群 则 回复 "欢迎 {成员}"\n',
    why=Words("成员会看到原样的花括号", "members would see the bare braces"),
)
UNMATCHED_BRACE = Kind(
    code="PQ321",
    name="unmatched-brace",
    severity=Severity.ERROR,
    title=Words("花括号没有成对", "a brace without its other half"),
    label=Words("缺少另一半", "its other half is missing"),
    help=Words("要写花括号本身，请写两个", "write a brace itself twice"),
    bad=_HEAD + 'rule welcome when join then reply "welcome {member"\n',
    good=_HEAD + 'rule welcome when join then reply "welcome {member}"\n',
    why=Words("不知道占位到哪里为止", "it is not clear where the placeholder ends"),
)
PLACEHOLDER_NOT_HERE = Kind(
    code="PQ322",
    name="placeholder-not-here",
    severity=Severity.ERROR,
    title=Words("这里填不出 `{name}`", "`{name}` cannot be filled in here"),
    label=Words("{kinds}没有{thing}", "{kinds}: without {thing}"),
    also=Words("用在这里", "used here"),
    help=Words("去掉这个占位，或换一个", "leave it out or use another one"),
    bad=_HEAD + 'rule welcome when join then reply "welcome, you said {text}"\n',
    good=_HEAD + 'rule welcome when join then reply "welcome, {member}"\n',
    why=Words(
        "入群没有原文，日终没有成员", "a join has no text, and the end of a day has no member"
    ),
)
STEP_NOT_HERE = Kind(
    code="PQ323",
    name="step-outside-ladder",
    severity=Severity.ERROR,
    title=Words("只有阶梯里才有 `{name}`", "`{name}` is known in the steps of a ladder only"),
    label=Words("这里没有阶梯", "no ladder here"),
    help=Words("把这句话写进阶梯的一步", "put the text into a step of a ladder"),
    bad=_HEAD + 'rule pictures when image then warn "offence {step}"\n',
    good=_HEAD + "ladder standard within 30 days\n"
    '  first warn "offence {step}"\n  next mute 1 hour\n'
    "rule pictures when image then penalize by standard\n",
    why=Words("不在阶梯里的处罚不计次数", "outside of a ladder nothing is counted"),
)
BAD_PATTERN = Kind(
    code="PQ324",
    name="bad-pattern",
    severity=Severity.ERROR,
    title=Words("模式写错了：{reason}", "the pattern is not valid: {reason}"),
    label=Words("错在这里", "wrong here"),
    help=Words(
        "括号要成对；要匹配符号本身，前面加反斜杠",
        "close every bracket, and put a backslash before a sign that stands for itself",
    ),
    bad=_HEAD + "rule ads when text matches /(buy now/ then delete\n",
    good=_HEAD + "rule ads when text matches /(buy|get) now/ then delete\n",
    why=Words("写错的模式什么也匹配不到", "a broken pattern matches nothing"),
)
UNSUPPORTED_PATTERN = Kind(
    code="PQ325",
    name="unsupported-pattern",
    severity=Severity.ERROR,
    title=Words("不支持这种模式：{reason}", "the pattern uses what is not supported: {reason}"),
    label=Words("不支持", "not supported"),
    help=Words(
        "前后查看和反向引用可能让匹配慢到停不下来；换成 `且`、`不含` 来表达",
        "look-around and back-references can take for ever; say it with `and`, or `does not contain`",
    ),
    bad=_HEAD + "rule ads when text matches /buy(?! nothing)/ then delete\n",
    good=_HEAD
    + 'rule ads when text contains "buy" and text does not contain "buy nothing" then delete\n',
    why=Words("每条消息都要在有限时间内判断完", "every message must be decided in bounded time"),
)
EMPTY_TEXT = Kind(
    code="PQ326",
    name="empty-text",
    severity=Severity.ERROR,
    title=Words("空的文本会命中每一条消息", "an empty text matches every message"),
    label=Words("空的", "empty"),
    help=Words("写上要找的文字", "write what to look for"),
    bad=_HEAD + 'rule ads when text contains "" then delete\n',
    good=_HEAD + 'rule ads when text contains "buy now" then delete\n',
    why=Words("空文本在任何消息里都找得到", "nothing is found everywhere"),
)
EMPTY_WORD = Kind(
    code="PQ327",
    name="empty-word",
    severity=Severity.ERROR,
    title=Words("词库里有空的词", "a word list has an empty entry"),
    label=Words("空的词", "empty"),
    help=Words("写上词，或删掉它", "write the word or remove it"),
    bad=_HEAD + 'words ads = "buy now", ""\nrule ads when text contains ads then delete\n',
    good=_HEAD
    + 'words ads = "buy now", "free gift"\nrule ads when text contains ads then delete\n',
    why=Words("空的词会命中每一条消息", "an empty word would match every message"),
)

KINDS = (
    UNKNOWN_PLACEHOLDER,
    UNMATCHED_BRACE,
    PLACEHOLDER_NOT_HERE,
    STEP_NOT_HERE,
    BAD_PATTERN,
    UNSUPPORTED_PATTERN,
    EMPTY_TEXT,
    EMPTY_WORD,
)
