"""What can be wrong with a log, an event at the door, or a roster (PQ7xx).

Most of these are said of one row; the reader keeps the row's number, and the log goes on.
"""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HERE = Words("在这里", "here")

NOT_JSON = Kind(
    "PQ701", "not-json", Severity.ERROR,
    title=Words("这一行不是完整的 JSON：{detail}", "the row is not JSON: {detail}"),
    label=_HERE,
    help=Words("每行写一个 JSON 对象，中间不要换行", "write one JSON object a line, without line ends in it"),
    bad='{"id": "1", "time": ',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words("读不懂的一行不能算作消息。", "A row that cannot be read is no message."),
)  # fmt: skip

NOT_OBJECT = Kind(
    "PQ702", "not-an-object", Severity.ERROR,
    title=Words("这里应当是一个 JSON 对象，却是 `{found}`", "expected a JSON object, found `{found}`"),
    label=_HERE,
    help=Words("一个事件写成一个带花括号的对象", "write an event as one object in braces"),
    bad='["1", "2026-05-01T08:00:00+08:00"]',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words("事件的每一项都有名字。", "Each part of an event has a name."),
)  # fmt: skip

UNKNOWN_FIELD = Kind(
    "PQ703", "unknown-field", Severity.ERROR,
    title=Words("没有 `{field}` 这个字段", "there is no field `{field}`"),
    label=Words("不认识的字段", "unknown field"),
    help=Words("可用的字段：{known}", "the fields are: {known}"),
    bad='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "txt": "早"}',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words(
        "写错名字的字段若被悄悄跳过，规则就会少看一样东西。",
        "A misspelt field that is skipped in silence would leave the rules half blind.",
    ),
)  # fmt: skip

MISSING_FIELD = Kind(
    "PQ704", "missing-field", Severity.ERROR,
    title=Words("缺少字段 `{field}`", "the field `{field}` is missing"),
    label=_HERE,
    help=Words("补上 `{field}`", "add `{field}`"),
    bad='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "text": "早"}',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words(
        "没有编号、时间、群和种类的事件无法判断。",
        "An event without id, time, group and kind cannot be decided.",
    ),
)  # fmt: skip

WRONG_TYPE = Kind(
    "PQ705", "wrong-type", Severity.ERROR,
    title=Words(
        "`{field}` 应当是{expected}，却是 `{found}`",
        "`{field}` should be {expected}, found `{found}`",
    ),
    label=_HERE,
    bad='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": 5}',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "5"}',
    why=Words("猜错的值比没有值更糟。", "A value guessed wrong is worse than none."),
)  # fmt: skip

UNKNOWN_VALUE = Kind(
    "PQ706", "unknown-value", Severity.ERROR,
    title=Words("`{field}` 没有 `{found}` 这个值", "`{field}` has no value `{found}`"),
    label=_HERE,
    help=Words("可用的值：{known}", "the values are: {known}"),
    bad='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "kind": "txt"}',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "kind": "text"}',
    why=Words(
        "种类和角色决定哪些规则管得着。",
        "Kinds and roles decide which rules apply.",
    ),
)  # fmt: skip

BAD_TIME = Kind(
    "PQ707", "bad-time", Severity.ERROR,
    title=Words("`{field}` 不是可用的时间：`{found}`", "`{field}` is no usable time: `{found}`"),
    label=_HERE,
    help=Words(
        "写成 2026-05-01T08:00:00+08:00，或自 1970 年起的秒数（十二位以上当作毫秒）；"
        "年份在 1900 到 8999 之间",
        "write 2026-05-01T08:00:00+08:00, or seconds since 1970 (milliseconds from twelve digits "
        "on); years from 1900 to 8999",
    ),
    bad='{"id": "1", "time": "yesterday", "group": "g", "text": "早"}',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words("一切判断都以事件的时间为准。", "Every decision rests on the event's time."),
)  # fmt: skip

NO_ZONE = Kind(
    "PQ708", "time-without-zone", Severity.ERROR,
    title=Words(
        "`{field}` 的时间 `{found}` 没有说明时区",
        "the time `{found}` of `{field}` does not say its zone",
    ),
    label=_HERE,
    help=Words(
        "写明偏移，如 +08:00；或给出选项 --timezone Asia/Shanghai",
        "give an offset such as +08:00, or the option --timezone Asia/Shanghai",
    ),
    bad='{"id": "1", "time": "2026-05-01T08:00:00", "group": "g", "text": "早"}',
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words(
        "同一个钟点在两个时区相差几个小时，夜间规则就会全部判错。",
        "The same clock time is hours apart in two zones, and every quiet-hours rule would err.",
    ),
)  # fmt: skip

SAID_TWICE = Kind(
    "PQ709", "said-twice", Severity.ERROR,
    title=Words("`{field}` 写了两次", "`{field}` is said twice"),
    label=_HERE,
    help=Words(
        "只留一处：写在 `{within}` 里面，或写在外面",
        "keep one: inside `{within}`, or beside it",
    ),
    bad='{"id": "1", "time": 1777593600, "group": "g", "text": "早", '
    '"name": "甲", "sender": {"id": "u1", "name": "乙"}}',
    good='{"id": "1", "time": 1777593600, "group": "g", "text": "早", '
    '"sender": {"id": "u1", "name": "乙"}}',
    why=Words("两处不一致时无从取舍。", "If the two differ, nothing says which is right."),
)  # fmt: skip

BROKEN_BYTES = Kind(
    "PQ710", "broken-bytes", Severity.ERROR,
    title=Words(
        "这一行的字节不是正确的 {encoding}（第 {place} 个字节）",
        "the row's bytes are not valid {encoding} (byte {place})",
    ),
    label=_HERE,
    help=Words(
        "若整个文件是别的编码，给出选项 --encoding，如 gb18030",
        "if the whole file is in another encoding, give the option --encoding, such as gb18030",
    ),
    bad='{"text": "\\xff"}',
    good='{"text": "早"}',
    why=Words(
        "坏掉的一行不应当拖垮整个文件。",
        "One broken row should not take the file with it.",
    ),
)  # fmt: skip

LINE_TOO_LONG = Kind(
    "PQ711", "line-too-long", Severity.ERROR,
    title=Words(
        "这一行有 {size} 字节，超过上限 {limit}",
        "the row has {size} bytes, more than the limit of {limit}",
    ),
    label=_HERE,
    help=Words(
        "检查文件是否缺少换行，或是否是另一种格式",
        "see whether the file lacks line ends or is of another format",
    ),
    bad="(100 MB, no line end)",
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words(
        "没有上限，一行就能占满内存。",
        "Without a limit, one row could fill the memory.",
    ),
)  # fmt: skip

UNKNOWN_LINE = Kind(
    "PQ712", "unknown-line", Severity.ERROR,
    title=Words("不认识的行：`{found}`", "this line has no known form: `{found}`"),
    label=_HERE,
    help=Words(
        "IRC 日志的行形如 [12:30] <名字> 文字，或 === 名字 [..] has joined #群",
        "a line of an IRC log looks like [12:30] <nick> text, or === nick [..] has joined #channel",
    ),
    bad="12:30 hello",
    good="[12:30] <anna> hello",
    why=Words("读不懂的行要计数，不能丢掉。", "Lines that are not understood are counted, not dropped."),
)  # fmt: skip

NO_DATE = Kind(
    "PQ713", "log-without-date", Severity.ERROR,
    title=Words(
        "文件名 `{name}` 里没有日期，行里也没有",
        "the name `{name}` holds no date, nor does the line",
    ),
    label=_HERE,
    help=Words(
        "把文件命名为 2026-05-01.txt 这样的形式",
        "name the file like 2026-05-01.txt",
    ),
    bad="ubuntu.txt: [12:30] <anna> hello",
    good="2026-05-01.txt: [12:30] <anna> hello",
    why=Words(
        "只有钟点的日志要靠文件名知道是哪一天。",
        "A log with times of day only gets its day from the file's name.",
    ),
)  # fmt: skip

TOO_MANY_CELLS = Kind(
    "PQ714", "too-many-cells", Severity.ERROR,
    title=Words(
        "这一行有 {found} 格，表头只有 {expected} 格",
        "the row has {found} cells, the header has {expected}",
    ),
    label=_HERE,
    help=Words(
        "文字里若有逗号或换行，用双引号括起来",
        "put a text that holds commas or line ends in double quotes",
    ),
    bad="id,time,group,text\n1,2026-05-01T08:00:00+08:00,g,a,b",
    good='id,time,group,text\n1,2026-05-01T08:00:00+08:00,g,"a,b"',
    why=Words("多出来的格不知道属于哪一列。", "A cell too many belongs to no column."),
)  # fmt: skip

UNKNOWN_FORMAT = Kind(
    "PQ715", "unknown-format", Severity.ERROR,
    title=Words("认不出 `{name}` 是哪种日志", "`{name}` is no log of a known form"),
    label=_HERE,
    help=Words(
        "给出选项 --format（{known}）",
        "give the option --format ({known})",
    ),
    bad="hello world",
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words("猜错格式会把整个日志读坏。", "A form guessed wrong would garble the whole log."),
)  # fmt: skip

UNREADABLE = Kind(
    "PQ716", "unreadable-log", Severity.ERROR,
    title=Words("读不了 `{name}`：{detail}", "cannot read `{name}`: {detail}"),
    label=_HERE,
    help=Words("检查路径和权限", "check the path and who may read it"),
    bad="--log nowhere.jsonl",
    good="--log messages.jsonl",
    why=Words("少读一个文件，比率就不对。", "With a file missing, no rate is right."),
)  # fmt: skip

EMPTY_LOG = Kind(
    "PQ717", "empty-log", Severity.WARNING,
    title=Words("`{name}` 里没有事件", "`{name}` holds no events"),
    label=_HERE,
    help=Words("检查路径和格式", "check the path and the form"),
    bad="",
    good='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    why=Words("空日志没有比率可算。", "An empty log has no rates."),
)  # fmt: skip

STEPS_BACK = Kind(
    "PQ718", "steps-back", Severity.ADVICE,
    title=Words(
        "有 {count} 行的时间早于前一行，最多早 {most} 秒，第一处是 {file} 里的 `{example}`",
        "{count} rows are earlier than the row before, by {most} seconds at most, the first of them "
        "`{example}` in {file}",
    ),
    label=_HERE,
    help=Words(
        "群内按（时间，先后）排序后再判断",
        "events are decided in the order (time, arrival) within each group",
    ),
    bad='{"time": 10, …}\n{"time": 9, …}',
    good='{"time": 9, …}\n{"time": 10, …}',
    why=Words(
        "真实的导出里，时间常常回退一两秒。",
        "Real exports step back by a second or two now and then.",
    ),
)  # fmt: skip

REPEATED_IDS = Kind(
    "PQ719", "repeated-ids", Severity.WARNING,
    title=Words(
        "有 {count} 个编号重复，如 `{example}`",
        "{count} ids are repeated, such as `{example}`",
    ),
    label=_HERE,
    help=Words(
        "同一人、同一时间的是同一个事件，只算一次（如几份导出重叠的部分）；别的相隔不到一小时的也只算一次，"
        "隔得更久的各算各的：若是不同的消息，请改编号",
        "of the same sender at the same time it is the same event and counts once, as where exports "
        "overlap; others within an hour count once, too, and further apart each counts: if these are "
        "different messages, give them ids of their own",
    ),
    bad='{"id": "1", …}\n{"id": "1", …}',
    good='{"id": "1", …}\n{"id": "2", …}',
    why=Words(
        "重复投递的事件不应当再罚一次。",
        "An event delivered twice must not be punished twice.",
    ),
)  # fmt: skip

UNKNOWN_ZONE = Kind(
    "PQ720", "unknown-log-timezone", Severity.ERROR,
    title=Words("没有 `{found}` 这个时区", "there is no time zone `{found}`"),
    label=_HERE,
    help=Words(
        "用 Asia/Shanghai、Europe/Berlin 或 UTC 这样的名字",
        "use a name such as Asia/Shanghai, Europe/Berlin or UTC",
    ),
    bad="--timezone Beijing",
    good="--timezone Asia/Shanghai",
    why=Words("时区决定哪些消息算在夜里。", "The zone decides which messages fall in the night."),
)  # fmt: skip

UNKNOWN_ENCODING = Kind(
    "PQ721", "unknown-log-encoding", Severity.ERROR,
    title=Words("不支持 `{found}` 这种编码", "the encoding `{found}` is not supported"),
    label=_HERE,
    help=Words("可用的编码：{known}", "the encodings are: {known}"),
    bad="--encoding gkb",
    good="--encoding gbk",
    why=Words("编码错了，每个汉字都会错。", "In the wrong encoding, every character is wrong."),
)  # fmt: skip

BROKEN_QUOTES = Kind(
    "PQ722", "broken-quotes", Severity.ERROR,
    title=Words("双引号没有配对", "a double quote is never closed"),
    label=_HERE,
    help=Words(
        '文字里的双引号要写两遍：""',
        'write a double quote inside a quoted text twice: ""',
    ),
    bad='id,time,group,text\n1,2026-05-01T08:00:00+08:00,g,"早',
    good='id,time,group,text\n1,2026-05-01T08:00:00+08:00,g,"早"',
    why=Words(
        "没有配对的引号会把后面的行都吞进同一格。",
        "An open quote would swallow the rows after it.",
    ),
)  # fmt: skip

NOT_A_ROSTER = Kind(
    "PQ750", "not-a-roster", Severity.ERROR,
    title=Words("`{name}` 不是名册：{detail}", "`{name}` is no roster: {detail}"),
    label=_HERE,
    help=Words(
        "名册是 CSV 表，或 YAML 的 `members:` 列表，每行一个成员",
        "a roster is a CSV table, or a YAML list under `members:`, one member a row",
    ),
    bad="members: all",
    good="members:\n  - {group: g, account: u1, role: admin}",
    why=Words("角色和标签从名册来。", "Roles and tags come from the roster."),
)  # fmt: skip

DUPLICATE_ROW = Kind(
    "PQ751", "duplicate-roster-row", Severity.ERROR,
    title=Words(
        "群 `{group}` 的 `{account}` 在第 {first} 行已经写过",
        "`{account}` of the group `{group}` stands in row {first} already",
    ),
    label=_HERE,
    help=Words(
        "删去一行，或用 valid_from 和 valid_until 分开有效期",
        "drop one, or part them in time with valid_from and valid_until",
    ),
    bad="group,account,role\ng,u1,admin\ng,u1,member",
    good="group,account,role,valid_from\ng,u1,member,\ng,u1,admin,2026-05-01",
    why=Words(
        "同一时间两行说法不同，不知道信哪一行。",
        "If two rows hold at once and differ, nothing says which is right.",
    ),
)  # fmt: skip

DATES_REVERSED = Kind(
    "PQ752", "roster-dates-reversed", Severity.ERROR,
    title=Words("`{until}` 不晚于 `{since}`", "`{until}` is not later than `{since}`"),
    label=_HERE,
    help=Words("对调这两个日期", "swap the two dates"),
    bad="group,account,valid_from,valid_until\ng,u1,2026-05-02,2026-05-01",
    good="group,account,valid_from,valid_until\ng,u1,2026-05-01,2026-05-02",
    why=Words("这样的一行永远不会生效。", "Such a row would never hold."),
)  # fmt: skip

ASSUMED = Kind(
    "PQ760", "assumed-members", Severity.ADVICE,
    title=Words(
        "{share} 的事件没有写明角色或标签，当作没有标签的普通成员",
        "{share} of the events do not say role or tags: taken for ordinary members without tags",
    ),
    label=_HERE,
    help=Words("用选项 --roster 给出名册", "give a roster with the option --roster"),
    bad="--log chat.jsonl",
    good="--log chat.jsonl --roster roster.csv",
    why=Words(
        "聊天导出里没有角色；管理员的话也会算成普通成员的。",
        "Chat exports carry no roles: what an administrator wrote counts as an ordinary member's.",
    ),
)  # fmt: skip

KINDS = (
    NOT_JSON, NOT_OBJECT, UNKNOWN_FIELD, MISSING_FIELD, WRONG_TYPE, UNKNOWN_VALUE, BAD_TIME,
    NO_ZONE, SAID_TWICE, BROKEN_BYTES, LINE_TOO_LONG, UNKNOWN_LINE, NO_DATE, TOO_MANY_CELLS,
    UNKNOWN_FORMAT, UNREADABLE, EMPTY_LOG, STEPS_BACK, REPEATED_IDS, UNKNOWN_ZONE,
    UNKNOWN_ENCODING, BROKEN_QUOTES, NOT_A_ROSTER, DUPLICATE_ROW, DATES_REVERSED, ASSUMED,
)  # fmt: skip
