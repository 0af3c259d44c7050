"""Files that a policy names: there, readable, inside the policy's folder, worth reading."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_ADS = 'words ads from "ads.txt"\nrule ads when text contains ads then delete\n'
_GOOD = _HEAD + _ADS + "# --- ads.txt\nbuy now\nfree gift\n"

MISSING = Kind(
    code="PQ501",
    name="missing-file",
    severity=Severity.ERROR,
    title=Words("找不到文件 `{path}`", "there is no file `{path}`"),
    label=Words("文件不存在", "not found"),
    help=Words(
        "检查文件名和文件夹；群规里写的路径，从那份群规所在的文件夹算起",
        "check its name and folder; a path inside a policy starts at the folder of that policy",
    ),
    bad=_HEAD + _ADS,
    good=_GOOD,
    why=Words("没有词库，规则就不会命中", "without its list the rule would never fire"),
)
OUTSIDE = Kind(
    code="PQ502",
    name="outside-file",
    severity=Severity.ERROR,
    title=Words("`{path}` 在群规文件夹之外", "`{path}` is outside of the policy's folder"),
    label=Words("不读取文件夹之外的文件", "files outside of the folder are not read"),
    help=Words(
        "把文件放到群规旁边，用相对路径引用",
        "put the file beside the policy and name it by a relative path",
    ),
    bad=_HEAD + 'words ads from "../ads.txt"\nrule ads when text contains ads then delete\n',
    good=_GOOD,
    why=Words(
        "别人给的群规不应当读到你电脑上的其他文件",
        "a policy that somebody sent you must not read the rest of your disk",
    ),
)
UNREADABLE = Kind(
    code="PQ503",
    name="unreadable-file",
    severity=Severity.ERROR,
    title=Words("无法读取文件 `{path}`", "the file `{path}` cannot be read"),
    label=Words("读不了", "not readable"),
    help=Words(
        "检查权限，并确认它是普通文件", "check its permissions, and that it is a regular file"
    ),
    bad=_HEAD + _ADS + "# --- ads.txt: unreadable\n",
    good=_GOOD,
    why=Words("读不到的词库不能当作空词库", "a list that cannot be read is not an empty list"),
)
ENCODING = Kind(
    code="PQ504",
    name="unknown-encoding",
    severity=Severity.ERROR,
    title=Words("文件 `{path}` 的编码无法识别", "the encoding of the file `{path}` is not known"),
    label=Words("不是 UTF-8，也不是 GB18030 或 UTF-16", "neither UTF-8 nor GB18030 nor UTF-16"),
    help=Words("用文本编辑器另存为 UTF-8", "save it as UTF-8 with a text editor"),
    bad=_HEAD + _ADS + "# --- ads.txt: encoding\n",
    good=_GOOD,
    why=Words(
        "猜错编码会得到乱码，乱码不会命中", "a wrong guess gives garbage, and garbage never matches"
    ),
)
TOO_LARGE = Kind(
    code="PQ505",
    name="too-large-file",
    severity=Severity.ERROR,
    title=Words("文件 `{path}` 太大", "the file `{path}` is too large"),
    label=Words("超过 32 MB", "more than 32 MB"),
    help=Words("确认没有写错文件，或把它拆小", "check that it is the right file, or split it"),
    bad=_HEAD + _ADS + "# --- ads.txt: too_large\n",
    good=_GOOD,
    why=Words(
        "词库不会这么大，多半是写错了文件",
        "no list is that large, so it is probably the wrong file",
    ),
)
USE_CIRCLE = Kind(
    code="PQ506",
    name="use-circle",
    severity=Severity.ERROR,
    title=Words("群规互相引用成了环：{road}", "policies use each other in a circle: {road}"),
    label=Words("回到了开头", "leads back to the start"),
    help=Words("去掉其中一个引用", "remove one of these"),
    bad=_HEAD + 'use "a.policyq"\nrule pictures when image then delete\n'
    '# --- a.policyq\nuse "main.policyq"\nrule voices when voice then delete\n',
    good=_HEAD + 'use "a.policyq"\nrule pictures when image then delete\n'
    "# --- a.policyq\nrule voices when voice then delete\n",
    why=Words("成了环就分不清谁是谁的基础", "in a circle nobody is anybody's base"),
)
EMPTY_LIST = Kind(
    code="PQ507",
    name="empty-list",
    severity=Severity.WARNING,
    title=Words("文件 `{path}` 里一条也没有", "the file `{path}` has no entry"),
    label=Words("空文件", "nothing in it"),
    help=Words(
        "每行写一个；# 开头的行是注释",
        "write one entry a line; lines that begin with # are comments",
    ),
    bad=_HEAD + 'words ads = "buy now" from "ads.txt"\n'
    "rule ads when text contains ads then delete\n# --- ads.txt\n# nothing yet\n",
    good=_GOOD,
    why=Words("空词库什么也不会命中", "an empty list never matches"),
)
REPEATED_ENTRIES = Kind(
    code="PQ508",
    name="repeated-entries",
    severity=Severity.ADVICE,
    title=Words(
        "`{path}` 里有 {count} 条重复，例如 `{word}`",
        "`{path}` repeats {count} of its entries, such as `{word}`",
    ),
    label=Words("有重复", "has repeats"),
    help=Words("大小写和全角半角不同也算重复", "case and full or half width make no difference"),
    bad=_HEAD + _ADS + "# --- ads.txt\nbuy now\nBuy Now\n",
    good=_GOOD,
    why=Words(
        "重复的词没有作用，列表越短越好维护",
        "repeats do nothing, and a shorter list is easier to keep",
    ),
)
BAD_SITE = Kind(
    code="PQ509",
    name="bad-site",
    severity=Severity.ERROR,
    title=Words("`{host}` 不是网站的域名", "`{host}` is not the host of a site"),
    label=Words("这里应当是域名", "a host is needed here"),
    help=Words(
        "只写域名，例如 zhihu.com；它包括所有子域名",
        "write the host alone, such as example.org; it covers its subdomains",
    ),
    bad=_HEAD
    + 'sites study = "https://zhihu.com/question"\nrule links when any link not in study then delete\n',
    good=_HEAD + "sites study = zhihu.com\nrule links when any link not in study then delete\n",
    why=Words("链接按域名比较", "links are compared by their hosts"),
)

LEFT_OUT = Kind(
    code="PQ510",
    name="entries-left-out",
    severity=Severity.WARNING,
    title=Words(
        "`{path}` 里有 {count} 行不能用，第一处在第 {line} 行",
        "`{path}` has {count} lines that cannot be used, the first is line {line}",
    ),
    label=Words("有几行被略过", "some lines are left out"),
    help=Words(
        "检查这些行：太长（超过 200 字），或含有看不见的字符",
        "they are longer than 200 characters or hold characters that cannot be seen",
    ),
    bad=_HEAD + _ADS + "# --- ads.txt\nbuy now\nfree\u200bgift\n",
    good=_GOOD,
    why=Words("看不见的字符会让词永远对不上", "a word with invisible characters never matches"),
)

NOT_A_POLICY = Kind(
    code="PQ511",
    name="not-a-policy",
    severity=Severity.ERROR,
    title=Words("`{path}` 不是群规文件", "`{path}` is not a policy file"),
    label=Words("群规文件的名字以 .policyq 结尾", "the name of a policy file ends in .policyq"),
    help=Words(
        "词库用 `来自` 引入，群规用 `引用`", "`use` is for policies; lists are brought in by `from`"
    ),
    bad=_HEAD + 'use "ads.txt"\nrule pictures when image then delete\n# --- ads.txt\nbuy now\n',
    good=_GOOD,
    why=Words("词库里没有规则", "a list holds no rules"),
)

COMPILED = Kind(
    code="PQ528",
    name="compiled-policy",
    severity=Severity.ERROR,
    title=Words(
        "`{path}` 是编译好的群规，不是原文", "`{path}` is a compiled policy, not the text of one"
    ),
    label=Words("编译好的文件", "a compiled file"),
    help=Words(
        "这里要用编译前的 .policyq 文件；编译好的只用于 `policyq decide` 和 `policyq.load_compiled`",
        "name the .policyq file that it was made from; a compiled one is for `policyq decide` and "
        "`policyq.load_compiled`",
    ),
    bad=_HEAD + 'use "base.policyqc"\nrule pictures when image then delete\n'
    "# --- base.policyqc: compiled\n",
    good=_HEAD + 'use "base.policyq"\nrule pictures when image then delete\n'
    "# --- base.policyq\nrule voices when voice then delete\n",
    why=Words(
        "编译好的文件里没有人能读、能改的群规",
        "in a compiled file there is no policy that people can read and change",
    ),
)

NO_POLICY_BUT_JSON = Kind(
    code="PQ529",
    name="json-for-a-policy",
    severity=Severity.ERROR,
    title=Words("`{path}` 是 JSON，不是群规", "`{path}` is JSON, not a policy"),
    label=Words("不是群规", "no policy"),
    help=Words(
        "群规写在 .policyq 文件里；聊天记录写在 `--log` 后面",
        "policies stand in .policyq files; chat logs are named behind `--log`",
    ),
    bad=_HEAD + 'use "base.policyq"\nrule pictures when image then delete\n'
    "# --- base.policyq: json\n",
    good=_HEAD + 'use "base.policyq"\nrule pictures when image then delete\n'
    "# --- base.policyq\nrule voices when voice then delete\n",
    why=Words(
        "聊天记录的每一行都会当成写错的规则", "every line of a log would be a rule gone wrong"
    ),
)

#: By the reason in `policyq.diagnostics.source.Failure`.
FAILURES: dict[str, Kind] = {
    "missing": MISSING,
    "outside": OUTSIDE,
    "unreadable": UNREADABLE,
    "encoding": ENCODING,
    "too_large": TOO_LARGE,
    "compiled": COMPILED,
    "json": NO_POLICY_BUT_JSON,
}

KINDS = (
    MISSING,
    OUTSIDE,
    UNREADABLE,
    ENCODING,
    TOO_LARGE,
    USE_CIRCLE,
    EMPTY_LIST,
    REPEATED_ENTRIES,
    BAD_SITE,
    LEFT_OUT,
    NOT_A_POLICY,
    COMPILED,
    NO_POLICY_BUT_JSON,
)
