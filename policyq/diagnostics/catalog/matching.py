"""How words are looked for: options of lists and words, exceptions, and words near one another."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_ADS = "rule ads when text contains ads then delete\n"
_FILE = "# --- ads.txt\nbuy now\nfree gift\n"
_AD = "规则 广告 当 消息 含 广告词 则 撤回\n"

OPTION_OF_LIST = Kind(
    code="PQ360",
    name="option-of-list",
    severity=Severity.ERROR,
    title=Words(
        "`{name}` 是词库，怎么找要写在词库那一行",
        "how the words of list `{name}` are looked for is said where the list is declared",
    ),
    label=Words("这里只管引号里的词", "here only a text in quotes may have it"),
    help=Words(
        "写成：词库 {name} 宽松 = …；或把词写在引号里",
        "write `words {name} loosely = …`, or the word itself in quotes",
    ),
    bad=_HEAD
    + 'words ads = "buy now", "free gift"\n'
    + "rule ads when text contains ads loosely then delete\n",
    good=_HEAD + 'words ads loosely = "buy now", "free gift"\n' + _ADS,
    why=Words(
        "同一个词库在哪里都按同一种方式找，才看得懂",
        "a list is looked for in the same way everywhere, or nobody would know how",
    ),
)
NEAR_WITHOUT_CONTAINS = Kind(
    code="PQ361",
    name="near-without-contains",
    severity=Severity.ERROR,
    title=Words("`附近` 只能跟在 `含` 后面", "`near` goes with `contains` only"),
    label=Words("这里没有“附近”可言", "nothing is near here"),
    help=Words("把前面改成 `含`，或去掉 `附近`", "write `contains`, or leave `near` out"),
    bad=_HEAD + '规则 招聘 当 文本 等于 "招聘" 附近 10字内 有 "微信" 则 撤回\n',
    good=_HEAD + '规则 招聘 当 文本 含 "招聘" 附近 10字内 有 "微信" 则 撤回\n',
    why=Words(
        "整句相等或开头相同，只有一个位置",
        "a whole text, or its beginning, stands in one place only",
    ),
)
OPTIONS_CONTRADICT = Kind(
    code="PQ362",
    name="options-contradict",
    severity=Severity.ERROR,
    title=Words(
        "`{first}` 和 `{second}` 只能选一个", "`{first}` and `{second}` exclude each other"
    ),
    label=Words("和前面的矛盾", "contradicts the one before"),
    also=Words("前面写的是这个", "the one before"),
    help=Words("留下一个", "keep one of them"),
    bad=_HEAD + 'words ads strictly loosely = "buy now", "free gift"\n' + _ADS,
    good=_HEAD + 'words ads loosely = "buy now", "free gift"\n' + _ADS,
    why=Words("一个词只能有一种找法", "a word is looked for in one way"),
)
NEAR_TOO_FAR = Kind(
    code="PQ363",
    name="near-how-far",
    severity=Severity.ERROR,
    title=Words(
        "`附近` 要写 1 到 {most} 之间的整数", "`near` takes a whole number from 1 to {most}"
    ),
    label=Words("写的是 {value}", "this is {value}"),
    help=Words(
        "要整条消息里都算，请用 `且` 连接两个 `含`",
        "to find both anywhere in a message, join two `contains` by `and`",
    ),
    bad=_HEAD + 'rule jobs when text contains "job" near "chat" within 0 characters then delete\n',
    good=_HEAD
    + 'rule jobs when text contains "job" near "chat" within 10 characters then delete\n',
    why=Words(
        "相隔 0 个字就是连在一起，写成一个词更清楚",
        "with nothing between them the two are one word, and are better written as one",
    ),
)
NO_CATEGORY = Kind(
    code="PQ364",
    name="no-such-category",
    severity=Severity.ERROR,
    title=Words("文件里没有类别“{name}”", "the files have no word of category `{name}`"),
    label=Words("没有这一类的词", "no such words"),
    help=Words("有的类别：{known}", "there are: {known}"),
    bad=_HEAD + 'words ads from "ads.txt" category "jobs"\n' + _ADS + _FILE,
    good=_HEAD + 'words ads from "ads.txt"\n' + _ADS + _FILE,
    why=Words(
        "写错的类别会让词库变成空的", "a misspelt category would leave the list without words"
    ),
)
PATTERN_NOT_HERE = Kind(
    code="PQ365",
    name="pattern-not-here",
    severity=Severity.ERROR,
    title=Words("模式只能跟在 `匹配` 后面", "a pattern goes with `matches` only"),
    label=Words("斜线之间的是模式", "what stands between slashes is a pattern"),
    help=Words(
        "写 `匹配`，或把要找的文字写在引号里", "write `matches`, or the text itself in quotes"
    ),
    bad=_HEAD + "规则 电话 当 文本 含 /1[0-9]{10}/ 则 撤回\n",
    good=_HEAD + "规则 电话 当 文本 匹配 /1[0-9]{10}/ 则 撤回\n",
    why=Words(
        "`含` 找的是原样的文字，不看模式里的符号",
        "`contains` looks for a text as it stands, and takes no sign for a pattern",
    ),
)
LIST_IS_NO_PATTERN = Kind(
    code="PQ366",
    name="list-is-no-pattern",
    severity=Severity.ERROR,
    title=Words(
        "词库 `{name}` 不是模式，不能跟在 `匹配` 后面", "the word list `{name}` is no pattern"
    ),
    label=Words("这里要写模式", "a pattern is wanted here"),
    help=Words("写 `含 {name}`", "write `contains {name}`"),
    bad=_HEAD + 'words ads = "buy now", "free gift"\nrule ads when text matches ads then delete\n',
    good=_HEAD + 'words ads = "buy now", "free gift"\n' + _ADS,
    why=Words("词库里是一个个词，不是模式", "a list holds words as they stand, and no patterns"),
)
IDLE_OPTION = Kind(
    code="PQ440",
    name="idle-option",
    severity=Severity.WARNING,
    title=Words("这里的 `{option}` 不起作用", "`{option}` has no effect here"),
    label=Words("{reason}", "{reason}"),
    help=Words("去掉它", "leave it out"),
    bad=_HEAD + 'rule price when text is "price" loosely then reply "10 a month"\n',
    good=_HEAD + 'rule price when text contains "price" loosely then reply "10 a month"\n',
    why=Words(
        "写了却不起作用，多半是以为它会起作用",
        "who writes it mostly thinks that it does something",
    ),
)
SAME_WORDS = Kind(
    code="PQ441",
    name="same-words",
    severity=Severity.ADVICE,
    title=Words(
        "词库 `{name}` 有 {count} 个词重复，例如“{entry}”就是“{part}”",
        "word list `{name}` has entries that are one word ({count}): `{entry}` is `{part}`",
    ),
    label=Words("这样找，两个是同一个词", "looked for like this, the two are one"),
    help=Words("只留一个", "keep one of them"),
    bad=_HEAD + '词库 广告词 = "赌博"、"賭博"、"代购"\n' + _AD,
    good=_HEAD + '词库 广告词 = "赌博"、"代购"\n' + _AD,
    why=Words(
        "繁体、花体和全角不用另写，都认得出",
        "traditional characters, styles and widths are found without being listed",
    ),
)
IDLE_CONTEXT = Kind(
    code="PQ442",
    name="idle-exception",
    severity=Severity.WARNING,
    title=Words("除外“{context}”用不上", "the exception `{context}` is never needed"),
    label=Words("里面没有这个词库的词", "no word of the list is in it"),
    help=Words(
        "“除外”后面的都是例外：要找的词写在它前面，例外写整个说法，例如：除外 “正规发票”",
        "all that stands behind `except` is an exception: write words to be found before it, and as "
        "an exception the whole phrase that a word is allowed in",
    ),
    bad=_HEAD + '词库 广告词 = "发票"、"代购" 除外 "正规票据"\n' + _AD,
    good=_HEAD + '词库 广告词 = "发票"、"代购" 除外 "正规发票"\n' + _AD,
    why=Words(
        "词要在除外的说法里面，才不算",
        "a word does not count where it stands inside an exception, and nowhere else",
    ),
)
ALWAYS_ALLOWED = Kind(
    code="PQ443",
    name="word-always-allowed",
    severity=Severity.WARNING,
    title=Words(
        "词库 `{name}` 的“{entry}”永远不算，因为除外的就是它",
        "`{entry}` of word list `{name}` never counts: it is an exception itself",
    ),
    label=Words("写在词库里，又写在除外里", "both a word and an exception"),
    help=Words("从一边去掉它", "take it out on one side"),
    bad=_HEAD + '词库 广告词 = "发票"、"代购" 除外 "发票"\n' + _AD,
    good=_HEAD + '词库 广告词 = "发票"、"代购" 除外 "正规发票"\n' + _AD,
    why=Words("不会算的词等于没写", "a word that never counts might as well not be there"),
)
SHORT_LOOSELY = Kind(
    code="PQ444",
    name="short-word-loosely",
    severity=Severity.WARNING,
    title=Words(
        "“{word}”太短，不宜用 `{folds}` 匹配（共 {count} 个词）",
        "`{word}` is too short for `{folds}` (words: {count})",
    ),
    label=Words("至少要 {least} 个字，不然误伤很多", "{least} characters are needed at least"),
    help=Words("换成更长的词，或写 `严格`、`整词`", "use longer words, or write `strictly wholly`"),
    bad=_HEAD + '词库 争吵 宽松 整词 = "滚"、"有病"\n规则 吵架 当 消息 含 争吵 则 撤回\n',
    good=_HEAD + '词库 争吵 宽松 = "滚" 严格 整词、"有病"\n规则 吵架 当 消息 含 争吵 则 撤回\n',
    why=Words("一个字的同音字有几十个", "a single character sounds like dozens of innocent ones"),
)

KINDS = (
    OPTION_OF_LIST,
    NEAR_WITHOUT_CONTAINS,
    OPTIONS_CONTRADICT,
    NEAR_TOO_FAR,
    NO_CATEGORY,
    PATTERN_NOT_HERE,
    LIST_IS_NO_PATTERN,
    IDLE_OPTION,
    SAME_WORDS,
    IDLE_CONTEXT,
    ALWAYS_ALLOWED,
    SHORT_LOOSELY,
)
