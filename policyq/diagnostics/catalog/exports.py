"""What can be wrong with what other tools export, as a whole (PQ73x).

Rows of such logs that cannot be read are reported as those of every log are (`logs`).
"""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HERE = Words("在这里", "here")

JSON_CUT = Kind(
    "PQ730", "json-cut", Severity.ERROR,
    title=Words(
        "`{name}` 不完整：读了 {count} 条之后就断了",
        "`{name}` is cut off after {count} messages",
    ),
    label=_HERE,
    help=Words(
        "重新导出一次；前面读到的已经计入",
        "export it again; what stands before the cut was read",
    ),
    bad='[{"seq": 1, "talker": "g@chatroom", "isChatRoom": true, "se',
    good='[{"seq": 1, "talker": "g@chatroom", "isChatRoom": true, "sender": "wxid_1"}]',
    why=Words(
        "导出没有完成，后面的消息就不见了。",
        "An export that was interrupted lacks what came last.",
    ),
)  # fmt: skip

JSON_BROKEN = Kind(
    "PQ731", "json-broken", Severity.ERROR,
    title=Words(
        "`{name}` 从第 {count} 条之后不是 JSON：{detail}",
        "`{name}` is no JSON after {count} messages: {detail}",
    ),
    label=_HERE,
    help=Words(
        "重新导出一次，不要用别的软件改过再存；前面读到的已经计入",
        "export it again, and do not save it from another program; what stands before was read",
    ),
    bad='[{"seq": 1, "talker": "g@chatroom", "isChatRoom": true,, }]',
    good='[{"seq": 1, "talker": "g@chatroom", "isChatRoom": true, "sender": "wxid_1"}]',
    why=Words(
        "JSON 是一个整体，断在哪里，后面的就读不到了。",
        "JSON is one whole: what stands behind a break cannot be read.",
    ),
)  # fmt: skip

BOMB = Kind(
    "PQ732", "grows-too-much", Severity.ERROR,
    title=Words(
        "压缩文件展开后超过 {times} 倍", "a packed file grows to more than {times} times its size"
    ),
    label=_HERE,
    help=Words(
        "确认文件没有问题后，先自己解压再读",
        "if the file is what you expect, unpack it yourself first",
    ),
    bad="--log bomb.gz",
    good="--log messages.jsonl.gz",
    why=Words(
        "聊天记录不会这样压缩；这样的文件多半是为了占满内存和磁盘。",
        "No chat log packs like this; such files are mostly made to fill memory and disks.",
    ),
)  # fmt: skip

NEEDS_EXTRA = Kind(
    "PQ733", "needs-extra", Severity.ERROR,
    title=Words("读写 {what} 需要另外安装", "{what} needs an extra"),
    label=_HERE,
    help=Words('运行 pip install "policyq[{extra}]"', 'run pip install "policyq[{extra}]"'),
    bad="--log messages.jsonl.zst",
    good="--log messages.jsonl.gz",
    why=Words("少有人用的，不必人人都装。", "What few people use need not be installed by all."),
)  # fmt: skip

ARCHIVE_INSIDE = Kind(
    "PQ734", "archive-inside", Severity.ERROR,
    title=Words("`{name}` 是压缩包里的压缩包", "`{name}` is an archive inside an archive"),
    label=_HERE,
    help=Words("先解压外面的一层", "unpack the outer one first"),
    bad="--log backup.zip",
    good="--log export.zip",
    why=Words(
        "只看一层，就不会被层层嵌套的压缩包困住。",
        "Only one level is opened, so that nested archives cannot trap the reader.",
    ),
)  # fmt: skip

LEFT_OUT = Kind(
    "PQ735", "left-out", Severity.WARNING,
    title=Words("略过 {count} 条：{what}", "{count} rows were left out: {what}"),
    label=_HERE,
    help=Words("群规只管群聊", "policies are about groups"),
    bad='[{"seq": 1, "time": "2026-05-01T08:00:00+08:00", "talker": "wxid_1", "isChatRoom": false, "type": 1},\n'
    ' {"seq": 2, "time": "2026-05-01T08:00:00+08:00", "talker": "g@chatroom", "isChatRoom": true, '
    '"sender": "wxid_1", "type": 1}]',
    good='[{"seq": 1, "time": "2026-05-01T08:00:00+08:00", "talker": "g@chatroom", "isChatRoom": true, "type": 1}]',
    why=Words("私聊没有群规可用。", "No group's policy holds in a private chat."),
)  # fmt: skip

DATE_ORDER = Kind(
    "PQ736", "date-order", Severity.ERROR,
    title=Words(
        "日期 `{found}` 分不清日和月", "day and month of `{found}` cannot be told apart"
    ),
    label=_HERE,
    help=Words(
        "给出选项 --date-order（dmy 日月年，mdy 月日年，ymd 年月日）",
        "give the option --date-order (dmy, mdy or ymd)",
    ),
    bad="5/4/23, 14:01 - Ming: hi",
    good="2023/5/4, 14:01 - Ming: hi",
    why=Words(
        "猜错日月，消息会错开好几个月。",
        "Guessed wrong, messages would move by months.",
    ),
)  # fmt: skip

NO_DAY = Kind(
    "PQ737", "no-day", Severity.ERROR,
    title=Words("时间 `{found}` 没有说是哪一天", "the time `{found}` does not say its day"),
    label=_HERE,
    help=Words(
        "给出选项 --day 2026-05-01，或导出带日期的记录",
        "give the option --day 2026-05-01, or export with dates",
    ),
    bad="小明(wxid_1) 08:00:00\n早",
    good="小明(wxid_1) 2026-05-01 08:00:00\n早",
    why=Words("没有日期就分不出先后和星期。", "Without a day there is no order and no weekday."),
)  # fmt: skip

NO_GROUP = Kind(
    "PQ738", "no-group", Severity.ERROR,
    title=Words("`{name}` 没有说是哪个群", "`{name}` does not say which group it is of"),
    label=_HERE,
    help=Words("给出选项 --group 群名", "give the option --group NAME"),
    bad="小明(wxid_1) 2026-05-01 08:00:00\n早",
    good="小明(wxid_1) [考研(12345@chatroom)] 2026-05-01 08:00:00\n早",
    why=Words("次数按群来数，不知道群就没法数。", "Counts are kept by group."),
)  # fmt: skip

DAMAGED = Kind(
    "PQ739", "damaged-text", Severity.WARNING,
    title=Words(
        "有 {count} 处不是文字，已换成 �", "{count} bytes were no text and were replaced by �"
    ),
    label=_HERE,
    help=Words("检查编码，或给出选项 --encoding", "check the encoding, or give --encoding"),
    bad="--log broken.json",
    good="--log messages.json",
    why=Words("坏掉的字不会命中词库。", "Broken letters match no word."),
)  # fmt: skip

NOT_ONE_FILE = Kind(
    "PQ740", "not-one-file", Severity.ERROR,
    title=Words("`{name}` 只是 {format} 导出的一部分", "`{name}` is only a part of an export of {format}"),
    label=_HERE,
    help=Words("给出整个文件夹或 zip", "name the whole folder, or the zip"),
    bad="--log export/channels.json",
    good="--log export",
    why=Words("人和群的名字在别的文件里。", "The names of people and groups stand in other files."),
)  # fmt: skip

MOVED = Kind(
    "PQ741", "not-in-time", Severity.ADVICE,
    title=Words(
        "`{first}` 开始得比 `{then}` 早，先读它",
        "`{first}` begins earlier than `{then}`, and is read before it",
    ),
    label=_HERE,
    help=Words("同一个群的记录，请按时间先后给出", "name the logs of a group in the order of time"),
    bad="--log june.jsonl may.jsonl",
    good="--log may.jsonl june.jsonl",
    why=Words(
        "按文件名排，四月（april）排在三月（march）前面。",
        "By their names, April comes before March.",
    ),
)  # fmt: skip

NO_HEADER = Kind(
    "PQ745", "before-first-message", Severity.ERROR,
    title=Words(
        "第一条消息之前的行：`{found}`", "this line stands before the first message: `{found}`"
    ),
    label=_HERE,
    help=Words("重新导出，不要手工删改", "export it again, and do not edit the file"),
    bad="see you\n[2026/5/1, 08:00:00] Ming: hi",
    good="[2026/5/1, 08:00:00] Ming: hi\nsee you",
    why=Words(
        "没有开头的一行，不知道是谁在什么时候说的。",
        "Without the line that starts a message nobody knows who said it, and when.",
    ),
)  # fmt: skip

KINDS = (
    JSON_CUT, JSON_BROKEN, BOMB, NEEDS_EXTRA, ARCHIVE_INSIDE, LEFT_OUT, DATE_ORDER, NO_DAY,
    NO_GROUP, DAMAGED, NOT_ONE_FILE, MOVED, NO_HEADER,
)  # fmt: skip
