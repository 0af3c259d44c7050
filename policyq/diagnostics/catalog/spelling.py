"""Spelling: characters, quotes, numbers, words. `policyq.diagnostics.catalog.syntax` lists them."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_KOPF = '群规 "读书会" 版本 1\n时区 Asia/Shanghai\n\n'
_NO_PICTURES = "rule pictures when image then delete\n"

OPEN_TEXT = Kind(
    code="PQ101",
    name="open-text",
    severity=Severity.ERROR,
    title=Words("引号没有配对", "a text is not closed"),
    label=Words("这段文字到行尾都没有结束", "this text runs to the end of its line"),
    help=Words(
        '用同一对引号结束："…"、“…”或「…」，文字里换行写 \\n',
        'end it with the quote of its own pair: "…", “…” or 「…」; write a line break as \\n',
    ),
    bad=_HEAD + 'rule price when text contains "price then reply "see the notice"\n',
    good=_HEAD + 'rule price when text contains "price" then reply "see the notice"\n',
    why=Words(
        "文字不跨行，这样漏一个引号只影响一行",
        "a text stays on its line, so a lost quote harms one line",
    ),
)
STRAY_CHARACTER = Kind(
    code="PQ102",
    name="stray-character",
    severity=Severity.ERROR,
    title=Words("这里不能写 `{found}`", "`{found}` has no meaning here"),
    label=Words("多余的字符", "not part of the language"),
    help=Words("去掉它，要当作文字就放进引号", "remove it, or put it into a text in quotes"),
    bad=_HEAD + "rule pictures when image then delete;\n",
    good=_HEAD + _NO_PICTURES,
    why=Words(
        "句子用关键字分段，不用句号和分号",
        "keywords separate the parts, no full stops or semicolons",
    ),
)
INVISIBLE = Kind(
    code="PQ103",
    name="invisible-character",
    severity=Severity.ERROR,
    title=Words("有看不见的字符（{code}）", "an invisible character ({code})"),
    label=Words("藏在这里", "it hides here"),
    help=Words(
        "删掉它，多半是从网页或聊天窗口复制来的",
        "delete it; it often comes with text copied from a page or a chat",
    ),
    bad=_HEAD + "rule pic\u200btures when image then delete\n",
    good=_HEAD + _NO_PICTURES,
    why=Words(
        "看起来一样的两个名字会变成两个东西", "two names that look the same would be two things"
    ),
)
INVISIBLE_IN_TEXT = Kind(
    code="PQ104",
    name="invisible-in-text",
    severity=Severity.WARNING,
    title=Words("引号里有看不见的字符（{code}）", "an invisible character in a text ({code})"),
    label=Words("藏在这段文字里", "it hides in this text"),
    help=Words("不是有意的就删掉", "delete it unless it is meant"),
    bad=_HEAD + 'rule price when text contains "pri\u200bce" then delete\n',
    good=_HEAD + 'rule price when text contains "price" then delete\n',
    why=Words("带着它的词很难匹配到任何消息", "a word that holds one hardly matches any message"),
)
LOOKALIKE = Kind(
    code="PQ105",
    name="look-alike",
    severity=Severity.ERROR,
    title=Words("`{found}` 里混进了相似字母", "`{found}` mixes letters that look alike"),
    label=Words("看着像 `{meant}`，其实不是", "looks like `{meant}` but is not"),
    help=Words("改写成 `{meant}`", "write `{meant}`"),
    bad=_HEAD + "exempt \u0430dmin\n" + _NO_PICTURES,
    good=_HEAD + "exempt admin\n" + _NO_PICTURES,
    why=Words(
        "眼睛分不出的名字会让规则悄悄失效",
        "a name that the eye cannot tell apart would switch a rule off unseen",
    ),
)
TOO_DEEP = Kind(
    code="PQ106",
    name="too-deep",
    severity=Severity.ERROR,
    title=Words(
        "括号套了 {depth} 层，最多 {most} 层",
        "brackets are nested {depth} deep, at most {most} are read",
    ),
    label=Words("从这里开始太深", "too deep from here on"),
    help=Words("拆成几条规则", "split it into several rules"),
    bad=_HEAD + "rule pictures when " + "(" * 101 + "image" + ")" * 101 + " then delete\n",
    good=_HEAD + "rule pictures when (image) then delete\n",
    why=Words("这么深的条件没有人读得懂", "nobody could read such a condition"),
)
CHINESE_NUMERAL = Kind(
    code="PQ107",
    name="chinese-numeral",
    severity=Severity.ERROR,
    title=Words("`{found}` 要写成数字", "`{found}` must be written in digits"),
    label=Words("这里要用阿拉伯数字", "digits are wanted here"),
    help=Words("写成 `{meant}`", "write `{meant}`"),
    bad=_KOPF + "规则 图片 当 图片 则 禁言十分钟\n",
    good=_KOPF + "规则 图片 当 图片 则 禁言10分钟\n",
    why=Words("只有一种写法，读的人不会看错", "one way to write numbers leaves no doubt"),
)
NO_SPACE = Kind(
    code="PQ108",
    name="missing-space",
    severity=Severity.ERROR,
    title=Words("`{keyword}` 旁边少一个空格", "a space is missing beside `{keyword}`"),
    label=Words(
        "在 `{left}` 和 `{right}` 之间加空格", "put a space between `{left}` and `{right}`"
    ),
    help=Words("关键字和名称之间要空一格", "keywords and names are set apart by a space"),
    bad=_KOPF + "规则发图 当 图片 则 撤回\n",
    good=_KOPF + "规则 发图 当 图片 则 撤回\n",
    why=Words("没有空格就分不清哪里是名称", "without it nobody can tell where the name begins"),
)
MISSPELT = Kind(
    code="PQ109",
    name="misspelt-keyword",
    severity=Severity.ERROR,
    title=Words("不认识 `{found}`", "unknown word `{found}`"),
    label=Words("这里可以写{expected}", "expected here: {expected}"),
    bad=_HEAD + "rule pictures wehn image then delete\n",
    good=_HEAD + _NO_PICTURES,
    why=Words("关键字只有表里的写法", "a keyword has no other spellings than those of the table"),
)
UNKNOWN_UNIT = Kind(
    code="PQ110",
    name="unknown-unit",
    severity=Severity.ERROR,
    title=Words("不认识单位 `{found}`", "unknown unit `{found}`"),
    label=Words("数字后面的单位写错了", "not a unit that may follow a number"),
    help=Words(
        "时长用：秒、分钟、小时、天、周；数量用：条、次、人、个、字",
        "lengths of time are in seconds, minutes, hours, days or weeks; "
        "counts in messages, times, people or characters",
    ),
    bad=_HEAD + "rule pictures when image then mute 10 minuts\n",
    good=_HEAD + "rule pictures when image then mute 10 minutes\n",
    why=Words("单位写错会差很多倍", "a wrong unit is wrong by far"),
)
NUMBER_TOO_LARGE = Kind(
    code="PQ111",
    name="number-too-large",
    severity=Severity.ERROR,
    title=Words("数字太长", "the number has too many digits"),
    label=Words("最多15位", "at most 15 digits"),
    bad=_HEAD + "rule long when length > 1000000000000000 then delete\n",
    good=_HEAD + "rule long when length > 1000 then delete\n",
    why=Words("这么大的数字多半是写错了", "such a number is almost certainly a slip"),
)
NO_SUCH_DATE = Kind(
    code="PQ112",
    name="no-such-date",
    severity=Severity.ERROR,
    title=Words("没有 {date} 这一天", "there is no day {date}"),
    label=Words("日期不存在", "not in the calendar"),
    help=Words("日期写成 2026-12-01", "dates are written like 2026-12-01"),
    bad=_HEAD + "exempt guest until 2026-02-30\n" + _NO_PICTURES,
    good=_HEAD + "exempt guest until 2026-02-28\n" + _NO_PICTURES,
    why=Words("写错的日期会让到期和节假日都错", "a wrong date moves every expiry and holiday"),
)
NO_SUCH_CLOCK = Kind(
    code="PQ113",
    name="no-such-time",
    severity=Severity.ERROR,
    title=Words("没有 {clock} 这个时刻", "there is no time {clock}"),
    label=Words("一天到 24:00 为止", "a day ends at 24:00"),
    help=Words("时刻写成 07:30", "times are written like 07:30"),
    bad=_HEAD + "rule night when image and time in 23:00 to 25:00 then delete\n",
    good=_HEAD + "rule night when image and time in 23:00 to 01:00 then delete\n",
    why=Words("写错的时刻会让时段落空", "a wrong time leaves its hours empty"),
)
BAD_ESCAPE = Kind(
    code="PQ114",
    name="bad-escape",
    severity=Severity.ERROR,
    title=Words("引号里不能写 `{escape}`", "`{escape}` means nothing in a text"),
    label=Words(
        "只有 \\n、\\t、\\\\ 和引号可以跟在反斜杠后面",
        "only \\n, \\t, \\\\ and quotes follow a backslash",
    ),
    help=Words("要写反斜杠本身就写两个", "write a backslash itself twice"),
    bad=_HEAD + 'rule path when text contains "c:\\data" then delete\n',
    good=_HEAD + 'rule path when text contains "c:\\\\data" then delete\n',
    why=Words("反斜杠改变后面一个字符的意思", "a backslash changes what the next character means"),
)
NAME_STARTS_WITH_DIGIT = Kind(
    code="PQ115",
    name="name-starts-with-digit",
    severity=Severity.ERROR,
    title=Words("名称不能以数字开头", "a name does not begin with a digit"),
    label=Words("这里要写名称", "a name is wanted here"),
    help=Words(
        "名称由文字、数字和下划线组成，数字不放在最前面",
        "a name is made of letters, digits and _, not beginning with a digit",
    ),
    bad=_HEAD + "rule 2nd when image then delete\n",
    good=_HEAD + "rule second when image then delete\n",
    why=Words("数字开头的词会和数量混在一起", "such a word could not be told from an amount"),
)
WRONG_QUOTES = Kind(
    code="PQ116",
    name="wrong-quotes",
    severity=Severity.ERROR,
    title=Words("`{found}` 不是文字的引号", "`{found}` do not enclose a text"),
    label=Words("改用双引号", "use double quotes"),
    help=Words('写成 "…"、“…”或「…」', 'write "…", “…” or 「…」'),
    bad=_HEAD + "rule price when text contains 'price' then delete\n",
    good=_HEAD + 'rule price when text contains "price" then delete\n',
    why=Words(
        "单引号在英文里也是撇号，书名号也是文字的一部分",
        "in English a single quote is an apostrophe too, and 《》 are part of a title",
    ),
)
DAY_BEFORE_TIME = Kind(
    code="PQ117",
    name="day-before-time",
    severity=Severity.ERROR,
    title=Words("时刻前面不写 `{found}`", "`{found}` is not written before times of day"),
    label=Words("去掉它", "leave it out"),
    help=Words(
        "只写时刻就是每天；只在某些天，就在前面写星期几",
        "times alone hold every day; for some days write these before them",
    ),
    bad=_HEAD + "hours night = daily 23:00 to 07:00\nrule quiet when time in night then delete\n",
    good=_HEAD + "hours night = 23:00 to 07:00\nrule quiet when time in night then delete\n",
    why=Words(
        "`全天` 和时刻连用会变成全天", "`all day` beside times of day would mean the whole day"
    ),
)
SECONDS = Kind(
    code="PQ118",
    name="seconds",
    severity=Severity.ERROR,
    title=Words("时刻只写到分钟", "times are written to the minute"),
    label=Words("去掉秒，写成 {clock}", "leave out the seconds: {clock}"),
    help=Words(
        "示例里写在前面的先发生，同一分钟里的也是",
        "in an example what stands first happens first, within a minute too",
    ),
    bad=_HEAD + _NO_PICTURES + '\nexample "a picture"\n  10:00:00 Ming image\n  expect delete\n',
    good=_HEAD + _NO_PICTURES + '\nexample "a picture"\n  10:00 Ming image\n  expect delete\n',
    why=Words("群规里没有哪一处要精确到秒", "nothing in a policy depends on the second"),
)
UNQUOTED = Kind(
    code="PQ119",
    name="unquoted-text",
    severity=Severity.ERROR,
    title=Words("`{found}` 要放进引号", "`{found}` must stand in quotes"),
    label=Words("这里要写文字，两边加引号", "a text is wanted here, in quotes"),
    help=Words(
        '每个词各有一对引号，词和词之间用顿号："加微信"、"兼职"',
        'each word has quotes of its own, with commas between them: "buy now", "discount"',
    ),
    bad=_HEAD + "words ads = discount\nrule adverts when text contains ads then delete\n",
    good=_HEAD + 'words ads = "discount"\nrule adverts when text contains ads then delete\n',
    why=Words(
        "没有引号就分不清是词、名称还是关键字",
        "without quotes nobody can tell a word from a name or a keyword",
    ),
)
PHRASED = Kind(
    code="PQ120",
    name="no-condition",
    severity=Severity.ERROR,
    title=Words("群规里不这样说：`{found}`", "a policy does not say `{found}`"),
    label=Words("写成 `{meant}`", "write `{meant}`"),
    help=Words(
        "条件要说清看的是什么：时间、文本、链接、发言人，还是次数；名单的 `=` 后面是内容本身，`来自` 后面是文件",
        "a condition says what it looks at: the time, the text, a link, the sender, a count; a list has "
        "`=` before what is in it, `from` before a file",
    ),
    bad=_HEAD
    + "hours night = 23:00 to 07:00\nrule night_quiet when message in night then delete\n",
    good=_HEAD
    + "hours night = 23:00 to 07:00\nrule night_quiet when message and time in night then delete\n",
    why=Words("只写一个名称，看不出是拿什么和它比", "a name alone does not say what is compared"),
)
ESCALATING = Kind(
    code="PQ121",
    name="penalties-counted-out",
    severity=Severity.ERROR,
    title=Words("一次比一次重的处罚要写成阶梯", "penalties that grow are written as a ladder"),
    label=Words("`{found}` 不能写在动作里", "`{found}` cannot stand among the actions"),
    help=Words(
        "先写 `阶梯 标准处罚 30天内累计 先 警告 再 禁言10分钟 再 移出`，规则里写 `则 按 标准处罚 处罚`",
        "declare `ladder standard within 30 days first warn next mute 10 minutes next remove`, "
        "and let the rule `penalize by standard`",
    ),
    bad=_KOPF + "规则 图片 当 图片 则 警告，第二次禁言\n",
    good=_KOPF
    + "阶梯 标准处罚 30天内累计 先 警告 再 禁言10分钟\n规则 图片 当 图片 则 按 标准处罚 处罚\n",
    why=Words(
        "多条规则可以共用一个阶梯，次数一起算，过了期限就不再算",
        "several rules may share a ladder, which counts them together and forgets in time",
    ),
)
KINDS = (
    OPEN_TEXT, STRAY_CHARACTER, INVISIBLE, INVISIBLE_IN_TEXT, LOOKALIKE, TOO_DEEP,
    CHINESE_NUMERAL, NO_SPACE, MISSPELT, UNKNOWN_UNIT, NUMBER_TOO_LARGE, NO_SUCH_DATE,
    NO_SUCH_CLOCK, BAD_ESCAPE, NAME_STARTS_WITH_DIGIT, WRONG_QUOTES,
    DAY_BEFORE_TIME, SECONDS, UNQUOTED, PHRASED, ESCALATING,
)  # fmt: skip
