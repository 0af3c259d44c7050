"""What `policyq words check` says of lists: words that do nothing, and words that do too much."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_GOOD = "word,folds,allowed\nbuy now,normally,\n发票,normally,正规发票\n"
_FIRST = Words("先写在这里", "first written here")

LEFT_OUT = Kind(
    "PQ570", "word-left-out", Severity.WARNING,
    title=Words("`{word}` 不能用，被略过", "`{word}` cannot be used and is left out"),
    label=Words("太长，或含有看不见的字符", "too long, or with a character that cannot be seen"),
    help=Words(
        "重新打一遍这个词；最长 200 字",
        "type the word anew; it may have 200 characters",
    ),
    bad="word\nbuy now\nfree\u200bgift\n",
    good=_GOOD,
    why=Words(
        "从网页上复制来的词常带着看不见的字符。",
        "Words copied from pages often carry characters that nobody sees.",
    ),
)  # fmt: skip

TWICE = Kind(
    "PQ571", "word-twice", Severity.WARNING,
    title=Words("`{word}` 写了两次", "`{word}` is there twice"),
    label=Words("重复", "repeated"),
    help=Words(
        "删掉一个；大小写和全角半角不同也算重复",
        "remove one; case and full or half width make no difference",
    ),
    also=_FIRST,
    bad="word\nbuy now\nBuy Now\n",
    good=_GOOD,
    why=Words(
        "重复的词没有作用，改了一处还会漏掉另一处。",
        "A repeat does nothing, and whoever changes one forgets the other.",
    ),
)  # fmt: skip

SAME = Kind(
    "PQ572", "same-word", Severity.ADVICE,
    title=Words(
        "按它们的匹配方式，`{word}` 和 `{other}` 是同一个词",
        "under their folds `{word}` and `{other}` are one word",
    ),
    label=Words("不必再写", "not needed"),
    help=Words("留下一个就够了", "one of them is enough"),
    also=_FIRST,
    bad="word\n赌博\n賭博\n",
    good=_GOOD,
    why=Words(
        "繁体、花体这些写法不必一个个列出来。",
        "Traditional or styled characters need not be listed one by one.",
    ),
)  # fmt: skip

WITHIN = Kind(
    "PQ573", "word-within", Severity.ADVICE,
    title=Words("有了 `{other}`，就不必再写 `{word}`", "`{word}` is not needed where `{other}` is"),
    label=Words("里面有更短的词", "holds a shorter word"),
    help=Words(
        "删掉长的；如果短的误伤太多，就删掉短的，或让它只认整词",
        "remove the longer; if the shorter blames too many, remove that one or make it a whole word",
    ),
    also=Words("更短的词", "the shorter word"),
    bad="word\nfree gift\nbig free gift\n",
    good=_GOOD,
    why=Words("短的词到哪里都会命中。", "The shorter word is found wherever the longer is."),
)  # fmt: skip

SHORT = Kind(
    "PQ574", "short-for-folds", Severity.WARNING,
    title=Words("`{word}` 太短，不宜用 `{folds}` 匹配", "`{word}` is too short for `{folds}`"),
    label=Words("至少要 {least} 个字", "{least} characters are needed at least"),
    help=Words(
        "在 匹配 一列写 正常 或 严格",
        "match it normally or strictly: say so in the column `folds`",
    ),
    bad="word,folds\nvx,loosely\n",
    good=_GOOD,
    why=Words(
        "字越少，别的词越容易看起来像它。",
        "The fewer the characters, the more other words look like it.",
    ),
)  # fmt: skip

EVERYDAY = Kind(
    "PQ575", "everyday-word", Severity.WARNING,
    title=Words("`{word}` 是人人都说的话", "`{word}` is said by everybody"),
    label=Words("会误伤很多人", "blames many"),
    help=Words(
        "删掉它，换成更长的说法，或写上不算数的上下文",
        "remove it, write a longer phrase instead, or say in which contexts it does not count",
    ),
    bad="word\nfree gift\n视频\n",
    good=_GOOD,
    why=Words(
        "几个常用词就能让一个长词库管不住坏人、光打扰好人。",
        "A handful of everyday words cause most of the hits of a long list.",
    ),
)  # fmt: skip

NEVER = Kind(
    "PQ576", "never-found", Severity.WARNING,
    title=Words(
        "`{word}` 永远不会命中：它总在 `{other}` 里",
        "`{word}` is never found: it always lies inside `{other}`",
    ),
    label=Words("找不到", "never found"),
    help=Words(
        "`除外` 里写的应当比词长，例如 `发票` 除外 `正规发票`",
        "a context must be longer than the word: `发票` and, where it does not count, `正规发票`",
    ),
    bad="word,allowed\n发票,发票\n",
    good=_GOOD,
    why=Words(
        "上下文和词一样，就什么也不算数了。",
        "A context that is the word leaves nothing that counts.",
    ),
)  # fmt: skip

IDLE_CONTEXT = Kind(
    "PQ577", "idle-context", Severity.WARNING,
    title=Words(
        "`{context}` 里没有 `{word}`，写了也没有作用",
        "`{context}` does not hold `{word}`, so it does nothing",
    ),
    label=Words("没有作用", "does nothing"),
    help=Words("写含有这个词的、不该算数的话", "write what holds the word and is not to count"),
    bad="word,allowed\n发票,正规票据\n",
    good=_GOOD,
    why=Words("除外的是包着这个词的上下文。", "What is allowed is a context around the word."),
)  # fmt: skip

KINDS = (LEFT_OUT, TWICE, SAME, WITHIN, SHORT, EVERYDAY, NEVER, IDLE_CONTEXT)
