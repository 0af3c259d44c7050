"""Lists of words in CSV and YAML: what cannot be read, and what is read and does nothing."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_FROM = 'words ads from "ads.{0}"\nrule ads when text contains ads then delete\n# --- ads.{0}\n'
_CSV = _HEAD + _FROM.format("csv")
_YAML = _HEAD + _FROM.format("yaml")
_TXT = _HEAD + _FROM.format("txt")
_GOOD = _CSV + "word,folds,until\nbuy now,normally,2027-01-01\n"
_GOOD_YAML = _YAML + "- buy now\n- word: free gift\n  folds: normally\n"
_NAMED = Words("群规在这里引用它", "the policy names it here")
_HERE = Words("在这里", "here")

NO_WORD_COLUMN = Kind(
    "PQ512", "no-word-column", Severity.ERROR,
    title=Words("第一行里没有 `词` 这一列", "the first line has no column `word`"),
    label=Words("第一行要写列名", "the first line names the columns"),
    help=Words(
        "{commas}第一行写 词,类别,匹配 这样的列名，只有 词 不能少",
        "{commas}begin with a line such as word,category,folds; only `word` must be there",
    ),
    also=_NAMED,
    bad=_CSV + "buy now,ads\nfree gift,ads\n",
    good=_GOOD,
    why=Words(
        "不知道哪一列是词，整个词库就读不了。",
        "A list of which nobody knows where its words stand cannot be read.",
    ),
)  # fmt: skip

UNKNOWN_COLUMN = Kind(
    "PQ513", "unknown-column", Severity.WARNING,
    title=Words(
        "词库没有 `{column}` 这一列，它会被略过",
        "lists have no column `{column}`, so it is passed over",
    ),
    label=Words("不认识的列", "unknown column"),
    help=Words("认识的列：{known}", "known columns: {known}"),
    also=_NAMED,
    bad=_CSV + "word,fold\nbuy now,strictly\n",
    good=_GOOD,
    why=Words(
        "列名写错，写在下面的要求就都不起作用。",
        "What stands under a misspelt heading has no effect.",
    ),
)  # fmt: skip

COLUMN_TWICE = Kind(
    "PQ514", "column-twice", Severity.ERROR,
    title=Words("`{column}` 这一列写了两次", "the column `{column}` is there twice"),
    label=_HERE,
    help=Words(
        "去掉一列；中文列名和英文列名是同一列",
        "remove one; a heading in Chinese and its English one are the same column",
    ),
    also=_NAMED,
    bad=_CSV + "word,note,备注\nbuy now,shop,old\n",
    good=_GOOD,
    why=Words("分不清以哪一列为准。", "Nobody knows which of them counts."),
)  # fmt: skip

BAD_FOLDS = Kind(
    "PQ515", "bad-folds", Severity.ERROR,
    title=Words("`{value}` 不是匹配方式", "`{value}` names no folds"),
    label=_HERE,
    help=Words(
        "写 严格、正常 或 宽松，后面可以加上或用减号去掉某种写法，例如：正常 谐音，宽松 -首字母",
        "write strictly, normally or loosely, and folds to add or, with a minus, to leave out: "
        "normally pinyin, loosely -initials",
    ),
    also=_NAMED,
    bad=_CSV + "word,folds\nbuy now,normall\n",
    good=_GOOD,
    why=Words("看不懂的要求不能当作没写。", "What is not understood must not be passed over."),
)  # fmt: skip

BAD_LEVEL = Kind(
    "PQ516", "bad-level", Severity.ERROR,
    title=Words("`{value}` 不是级别", "`{value}` is no level"),
    label=_HERE,
    help=Words(
        "写 1 到 99 的整数，1 最严重",
        "write a whole number from 1 to 99; 1 is the gravest",
    ),
    also=_NAMED,
    bad=_CSV + "word,level\nbuy now,high\n",
    good=_CSV + "word,level\nbuy now,1\n",
    why=Words("级别用来按轻重挑选。", "Words are chosen by their level."),
)  # fmt: skip

BAD_UNTIL = Kind(
    "PQ517", "bad-until", Severity.ERROR,
    title=Words("`{value}` 不是日期", "`{value}` is no date"),
    label=_HERE,
    help=Words(
        "写成 2027-01-01 这样；从那天起这个词不再算数",
        "write 2027-01-01; from that day on the word no longer counts",
    ),
    also=_NAMED,
    bad=_CSV + "word,until\nbuy now,next year\n",
    good=_GOOD,
    why=Words(
        "没有日期，就不知道这个词该留到什么时候。",
        "Without a date nobody knows how long the word is to stay.",
    ),
)  # fmt: skip

BAD_WHOLE = Kind(
    "PQ518", "bad-whole", Severity.ERROR,
    title=Words("`{value}` 既不是 `是` 也不是 `否`", "`{value}` is neither `yes` nor `no`"),
    label=_HERE,
    help=Words(
        "只认整个的词写 是，否则写 否 或空着",
        "write yes if it counts only as a whole word, else no or nothing",
    ),
    also=_NAMED,
    bad=_CSV + "word,whole\nbuy now,maybe\n",
    good=_CSV + "word,whole\nbuy now,yes\n",
    why=Words("看不懂的要求不能当作没写。", "What is not understood must not be passed over."),
)  # fmt: skip

MORE_CELLS = Kind(
    "PQ519", "more-cells", Severity.ERROR,
    title=Words(
        "这一行的格子比列名多，多出 `{value}`",
        "this row has more cells than there are columns: `{value}`",
    ),
    label=_HERE,
    help=Words("里面有逗号的格子要用双引号括起来", "put quotes around a cell that holds a comma"),
    also=_NAMED,
    bad=_CSV + "word,note\nbuy now,shop, old\n",
    good=_CSV + 'word,note\nbuy now,"shop, old"\n',
    why=Words(
        "格子错了位，后面的就都不是原来的意思。",
        "Where cells have moved, each means something else.",
    ),
)  # fmt: skip

STRAY_QUOTE = Kind(
    "PQ520", "stray-quote", Severity.ERROR,
    title=Words(
        "双引号没有配对，从这一行起读不下去",
        "a quote that does not match: nothing can be read from this line on",
    ),
    label=_HERE,
    help=Words(
        "格子里的双引号写成两个，再把整个格子括起来",
        'write a quote within a cell twice, and put the cell in quotes: """buy"" now"',
    ),
    also=_NAMED,
    bad=_CSV + 'word,note\n"buy now,shop\nfree gift,shop\n',
    good=_CSV + 'word,note\n"buy now",shop\n',
    why=Words(
        "少一个引号，后面的行就会变成一个格子。",
        "A missing quote makes one cell of all the lines behind it.",
    ),
)  # fmt: skip

NOT_YAML = Kind(
    "PQ521", "list-not-yaml", Severity.ERROR,
    title=Words("从这里起不是 YAML：{detail}", "from here on this is no YAML: {detail}"),
    label=_HERE,
    help=Words(
        "检查缩进，以及有冒号、井号的词有没有加引号",
        "look at the indentation, and put words with a colon or `#` in quotes",
    ),
    also=_NAMED,
    bad=_YAML + '- buy now\n- "free gift\n',
    good=_GOOD_YAML,
    why=Words("读到一半的词库不能当作完整的。", "A list that is read in part is not the list."),
)  # fmt: skip

NO_YAML_LIST = Kind(
    "PQ522", "list-not-a-list", Severity.ERROR,
    title=Words("这里不是词的列表", "this is no list of words"),
    label=_HERE,
    help=Words(
        "每个词一行，前面写减号；要写类别等等，就写成 词: …、类别: …",
        "begin each word with a dash; to say more of it, write `word: …` and, below it, `category: …`",
    ),
    also=_NAMED,
    bad=_YAML + "ads:\n  - buy now\n",
    good=_GOOD_YAML,
    why=Words("只认一种样子，才不会漏掉词。", "One form is read, so that no word is missed."),
)  # fmt: skip

YAML_ALIAS = Kind(
    "PQ523", "list-alias", Severity.ERROR,
    title=Words("词库里不能用 `{value}`", "a list may not hold `{value}`"),
    label=Words("别名和标签都不读", "neither aliases nor tags are read"),
    help=Words(
        "把词直接写出来；以 ! 或 * 开头的词加上引号",
        "write the words out, and put words that begin with `!` or `*` in quotes",
    ),
    also=_NAMED,
    bad=_YAML + "- &a buy now\n- *a\n",
    good=_GOOD_YAML,
    why=Words("几行别名就能展开成几个 GB。", "A few lines with aliases can unfold to gigabytes."),
)  # fmt: skip

YAML_LARGE = Kind(
    "PQ524", "list-too-large", Severity.ERROR,
    title=Words("YAML 词库太大", "the list is too large for YAML"),
    label=Words("超过 1600 万字", "more than 16 million characters"),
    help=Words("改用 CSV 或纯文本", "keep it as CSV or plain text"),
    also=_NAMED,
    bad="- buy now\n…",
    good=_GOOD,
    why=Words(
        "YAML 读得慢，大词库用 CSV 更好。",
        "YAML is slow to read; large lists are better kept in CSV.",
    ),
)  # fmt: skip

NO_WORD = Kind(
    "PQ525", "row-without-word", Severity.WARNING,
    title=Words("这一行没有写词", "this row has no word"),
    label=_HERE,
    help=Words("补上词，或删掉这一行", "add the word, or remove the row"),
    also=_NAMED,
    bad=_CSV + "word,note\nbuy now,shop\n,old\n",
    good=_CSV + "word,note\nbuy now,shop\n",
    why=Words("没有词的一行什么也找不到。", "A row without a word finds nothing."),
)  # fmt: skip

NOTHING = Kind(
    "PQ526", "word-of-nothing", Severity.WARNING,
    title=Words("这个词按它的匹配方式什么也不剩", "under its folds nothing is left of this word"),
    label=Words("被略过", "left out"),
    help=Words(
        "写上看得见的字，或把匹配方式改成 严格",
        "write characters that are seen, or match it strictly",
    ),
    also=_NAMED,
    bad=_TXT + "buy now\n\ufe0f\n",
    good=_TXT + "buy now\n",
    why=Words(
        "什么也不剩的词在哪里都找不到。",
        "A word of which nothing is left is found nowhere.",
    ),
)  # fmt: skip

EXPIRED = Kind(
    "PQ527", "expired-word", Severity.WARNING,
    title=Words(
        "`{word}` 从 {until} 起不再算数{owner}",
        "`{word}` has not counted since {until}{owner}",
    ),
    label=Words("已经过期", "expired"),
    help=Words("删掉它，或把日期往后改", "remove it, or move the date"),
    also=_NAMED,
    bad=_CSV + "word,until,owner\nbuy now,2026-10-01,Ming\nfree gift,,\n",
    good=_GOOD,
    why=Words(
        "过期的词没有作用，也该有人看一眼。",
        "A word that has expired does nothing, and somebody should look at it.",
    ),
)  # fmt: skip

KINDS = (
    NO_WORD_COLUMN, UNKNOWN_COLUMN, COLUMN_TWICE, BAD_FOLDS, BAD_LEVEL, BAD_UNTIL, BAD_WHOLE,
    MORE_CELLS, STRAY_QUOTE, NOT_YAML, NO_YAML_LIST, YAML_ALIAS, YAML_LARGE, NO_WORD, NOTHING,
    EXPIRED,
)  # fmt: skip
