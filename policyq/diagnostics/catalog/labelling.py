"""Messages judged by people (PQ77x): files of labels, and how they meet a log."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_GOOD = "id,label\n17,violation\n18,fine\n"
_HERE = Words("在这里", "here")

#: Why there are none.
WITHOUT = Words(
    "没有一行既有标注、又说得出是哪条消息", "no row has a label and says of which message"
)
#: Of a file that lacks a column, by those that it has: whether one of labels, and one that says
#: of which message.
LACKING = {
    (False, True): Words("没有 label 这一列", "it has no column `label`"),
    (True, False): Words("没有 id 也没有 text 这一列", "it has neither a column `id` nor `text`"),
    (False, False): Words(
        "没有 label 这一列，也没有 id 或 text", "it has no column `label`, and none `id` nor `text`"
    ),
}
#: Why what is said of the drawing cannot be.
MIXED = Words(
    "这一行没写它代表多少条消息，别的行写了",
    "this row does not say what it stands for, and others do",
)
TWO_SIZES = Words(
    "同一层写了两个不同的消息数", "of one stratum two numbers of messages are written"
)
TOO_MANY = Words(
    "判过的消息比这一层里有的还多", "more messages were judged than there are in the stratum"
)
_NEEDED = {
    "population": Words("要写大于 0 的整数", "takes a whole number above 0"),
    "probability": Words("要写大于 0、不大于 1 的数", "takes a number above 0 and not above 1"),
    "weight": Words("要写大于 0 的数", "takes a number above 0"),
}


def not_a(column: str, value: str) -> Words:
    """What to say of a value that will not do for a column of numbers."""
    needed = _NEEDED[column]
    return Words(f"`{column}` {needed.zh}，不能写 {value}", f"`{column}` {needed.en}, not {value}")


NO_LABELS = Kind(
    "PQ770", "no-labels", Severity.ERROR,
    title=Words(
        "`{name}` 里没有能用的标注：{why}", "`{name}` holds no labels that can be used: {why}"
    ),
    label=_HERE,
    help=Words(
        "要有 label 一列（1 或 violation 违规，0 或 fine 正常），以及 id 或 text 一列；"
        "policyq label 写出这样的文件",
        "it needs a column `label` (1 or violation, 0 or fine) and a column `id` or `text`; "
        "policyq label writes such files",
    ),
    bad="id,verdict\n17,violation\n",
    good=_GOOD,
    why=Words(
        "没有人工判断，就说不出误伤和漏网。",
        "Without what people said nobody can tell who is wrongly punished.",
    ),
)  # fmt: skip

UNKNOWN = Kind(
    "PQ771", "label-unknown", Severity.WARNING,
    title=Words(
        "`{column}` 里的 `{value}` 不认识（{count} 行）",
        "`{value}` is no value of `{column}` (rows: {count})",
    ),
    label=Words("第一处", "the first"),
    help=Words(
        "label 写 violation、fine 或 unsure（违规、正常、说不准，1、0 也行）；rule 写规则名或留空；"
        "看不懂的不算",
        "`label` takes violation, fine or unsure (1 and 0 will do); `rule` the name of a rule of the "
        "policy, or nothing; what cannot be read does not count",
    ),
    bad="id,label\n17,violation\n18,maybe\n",
    good=_GOOD,
    why=Words(
        "看不懂的标注既不算违规，也不算正常。",
        "A label that cannot be read counts as neither of the two.",
    ),
)  # fmt: skip

CONTRADICT = Kind(
    "PQ772", "labels-contradict", Severity.WARNING,
    title=Words(
        "{count} 条消息的标注自相矛盾，没有算",
        "labels contradict each other, and are left out: messages: {count}",
    ),
    label=Words("前面说的相反", "said to be otherwise before"),
    help=Words(
        "重新看一遍这些消息，每条留下一个标注",
        "look at these messages again, and keep one label of each",
    ),
    bad="id,label\n17,violation\n17,fine\n18,fine\n",
    good=_GOOD,
    why=Words(
        "两个人看法不同时，取平均等于谁也没听。",
        "Where two people disagree an average is what neither of them said.",
    ),
)  # fmt: skip

NOT_IN_LOG = Kind(
    "PQ773", "labels-not-in-log", Severity.WARNING,
    title=Words(
        "{count} 个标注的消息不在聊天记录里，没有算",
        "labels of messages that are not in the log, and are left out: {count}",
    ),
    label=Words("第一处", "the first"),
    help=Words(
        "核对 id、group 两列和记录是不是同一份；policyq logs inspect 显示记录里的样子",
        "compare the columns `id` and `group` with the log: policyq logs inspect shows some of it",
    ),
    bad="id,label\n17,violation\n99,fine\n",
    good=_GOOD,
    why=Words(
        "不在记录里的消息，群规没有判断过。",
        "Of a message that is not in the log the policy never decided anything.",
    ),
)  # fmt: skip

NONE_IN_LOG = Kind(
    "PQ774", "no-label-in-log", Severity.ERROR,
    title=Words(
        "标注的消息，聊天记录里一条也没有", "no message of the labels is in the log"
    ),
    label=_HERE,
    help=NOT_IN_LOG.help,
    bad="id,label\n99,fine\n",
    good=_GOOD,
    why=Words(
        "多半是另一份记录的标注，或者编号是重新导出时换过的。",
        "They are likely of another log, or it was exported anew under other ids.",
    ),
)  # fmt: skip

OF_SEVERAL = Kind(
    "PQ775", "label-of-several-groups", Severity.WARNING,
    title=Words(
        "{count} 个标注的 id 在几个群里都有，没有算",
        "ids of labels that several groups have, and are left out: {count}",
    ),
    label=Words("第一处", "the first"),
    help=Words("加上 group 一列，写明是哪个群", "add a column `group` that says which of them"),
    bad="id,label\n1,violation\n",
    good="group,id,label\nparents,1,violation\n",
    why=Words(
        "编号只在一个群里不重复。", "An id is one message's in its own group only."
    ),
)  # fmt: skip

WEIGHTS = Kind(
    "PQ776", "labels-weights", Severity.ERROR,
    title=Words(
        "第 {line} 行：说不清这些消息是怎么抽的：{why}",
        "line {line}: how the messages were drawn cannot be as it is written: {why}",
    ),
    label=_HERE,
    help=Words(
        "要么每行都写 stratum 和 population（或 probability、weight），要么全都不写",
        "write `stratum` and `population` (or `probability`, or `weight`) in all rows, or in none",
    ),
    bad="id,label,probability\n17,violation,0.5\n18,fine,0\n",
    good="id,label,probability\n17,violation,0.5\n18,fine,0.01\n",
    why=Words(
        "权重错了，比例就错了，而且看不出来。",
        "With wrong weights the shares are wrong, and nothing shows it.",
    ),
)  # fmt: skip

OTHER_MESSAGES = Kind(
    "PQ777", "labels-of-other-messages", Severity.WARNING,
    title=Words(
        "这些标注抽自 {drawn} 条消息，这份记录有 {messages} 条",
        "the labels were drawn from {drawn} messages, and this log has {messages}",
    ),
    label=Words("抽样时这一层的消息数", "how many its stratum had"),
    help=Words(
        "用抽样时的那份记录，或用 policyq label 重新抽",
        "replay the log that they were drawn from, or draw anew with policyq label",
    ),
    bad="id,label,stratum,population\n17,violation,rest,4000\n",
    good="id,label,stratum,population\n17,violation,rest,5000\n",
    why=Words(
        "从一份记录里抽的消息，代表不了另一份。",
        "Messages that were drawn from one log do not stand for another.",
    ),
)  # fmt: skip

BEGUN_OTHERWISE = Kind(
    "PQ778", "labels-begun-otherwise", Severity.ERROR,
    title=Words(
        "`{name}` 是按别的抽样开始的，不能接着写",
        "`{name}` was begun with another drawing, and cannot be continued",
    ),
    label=Words("这次没有抽到这条，或抽自另一层", "not drawn now, or from another stratum"),
    help=Words(
        "用当时的群规、记录和 --seed 接着判，或换一个 --out 文件",
        "continue with the policies, the logs and the --seed of that time, or name another --out",
    ),
    bad="id,group,label,stratum,population\n17,g,violation,rest,4000\n",
    good="id,group,label,stratum,population\n17,g,violation,rest,5000\n",
    why=Words(
        "两次抽样混在一个文件里，谁也说不清每条代表多少消息。",
        "Of two drawings in one file nobody can tell what a message stands for.",
    ),
)  # fmt: skip

KINDS = (
    NO_LABELS, UNKNOWN, CONTRADICT, NOT_IN_LOG, NONE_IN_LOG, OF_SEVERAL, WEIGHTS, OTHER_MESSAGES,
    BEGUN_OTHERWISE,
)  # fmt: skip
