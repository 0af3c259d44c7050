"""The project file, ``policyq.yaml``: there, readable, of known keys and values.

The examples are such files, not policies; as in those, ``# --- NAME`` begins another file.
"""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

UNKNOWN_KEY = Kind(
    code="PQ550",
    name="project-unknown-key",
    severity=Severity.ERROR,
    title=Words("项目文件里没有 `{key}` 这一项", "a project file has no key `{key}`"),
    label=Words("不认识的项", "not a key that is read"),
    help=Words("这里可以写：{known}", "keys that may stand here: {known}"),
    bad="langauge: zh\n",
    good="language: zh\n",
    why=Words("打错的项如果悄悄跳过，就等于没写", "a misspelt key that is passed over is not set"),
)
WRONG_TYPE = Kind(
    code="PQ551",
    name="project-wrong-type",
    severity=Severity.ERROR,
    title=Words("`{key}` 要写{expected}，不能写 {found}", "`{key}` takes {expected}, not {found}"),
    label=Words("写法不对", "of another sort"),
    help=Words("全部写法见 policyq schema project", "policyq schema project shows all of them"),
    bad="language: [zh, en]\n",
    good="language: zh\n",
    why=Words("读不懂的值不能当作没写", "a value that cannot be read must not count as none"),
)
UNKNOWN_VALUE = Kind(
    code="PQ552",
    name="project-unknown-value",
    severity=Severity.ERROR,
    title=Words("`{key}` 没有 `{found}` 这个值", "`{found}` is no value of `{key}`"),
    label=Words("不认识的值", "not a known value"),
    help=Words("可以写：{known}", "known are: {known}"),
    bad="platform: wechatt\n",
    good="platform: wechat\n",
    why=Words(
        "平台写错了，就按另一个平台来判断", "with a wrong name the checks would be those of nowhere"
    ),
)
NOT_YAML = Kind(
    code="PQ553",
    name="project-not-yaml",
    severity=Severity.ERROR,
    title=Words("项目文件不是 YAML：{detail}", "the project file is not YAML: {detail}"),
    label=Words("读到这里读不下去", "cannot be read from here on"),
    help=Words(
        "检查缩进、冒号后的空格和引号",
        "check the indentation, the space behind each colon, the quotes",
    ),
    bad="platform: [wechat, qq\nlanguage: zh\n",
    good="platform: [wechat, qq]\nlanguage: zh\n",
    why=Words("读了一半的设置比没有更糟", "settings that are read by half are worse than none"),
)
TOO_LARGE = Kind(
    code="PQ554",
    name="project-too-large",
    severity=Severity.ERROR,
    title=Words("项目文件太大：{what}", "the project file is too large: {what}"),
    label=Words("从这里起超过了上限", "beyond the limit from here on"),
    help=Words(
        "成员和很多群请写进名册，用 roster 指过去",
        "put members, and groups in great numbers, into a roster, and name it as `roster`",
    ),
    bad="groups:\n  a: {tags: &many [x, x, x, x, x, x, x, x]}\n"
    "  b: &deep [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
    good="groups:\n  a: {tags: [x]}\n",
    why=Words("几行 YAML 就能展开成几个 G", "a few lines of YAML can unfold to gigabytes"),
)
TWICE = Kind(
    code="PQ555",
    name="project-key-twice",
    severity=Severity.ERROR,
    title=Words("`{key}` 写了两次", "`{key}` stands here twice"),
    label=Words("第二次", "again"),
    also=Words("第一次", "first here"),
    help=Words("留下一个", "keep one of them"),
    bad="language: zh\nlanguage: en\n",
    good="language: zh\n",
    why=Words("两个里只会有一个算数", "only one of the two would count"),
)
NO_FILE = Kind(
    code="PQ556",
    name="project-no-file",
    severity=Severity.ERROR,
    title=Words(
        "`{key}` 里的 `{path}` 没有对应的文件", "`{path}` of `{key}` is no file that is there"
    ),
    label=Words("找不到", "nothing found"),
    help=Words("路径从 policyq.yaml 所在的文件夹算起", "paths start at the folder of policyq.yaml"),
    bad="roster: members.csv\n",
    good="roster: members.csv\n# --- members.csv\naccount,role\nann,admin\n",
    why=Words("少了一份文件，结果会悄悄变样", "without the file the results would quietly differ"),
)
UNREADABLE = Kind(
    code="PQ557",
    name="project-unreadable",
    severity=Severity.ERROR,
    title=Words("读不了项目文件 `{path}`", "the project file `{path}` cannot be read"),
    label=Words("读不了", "not readable"),
    help=Words(
        "确认它是普通的 UTF-8 文件，并检查权限",
        "check that it is a regular file in UTF-8, and its permissions",
    ),
    bad="",
    good="",
    why=Words("读不了的设置不能当作没有", "settings that cannot be read are not the same as none"),
)
SHORT_KEY = Kind(
    code="PQ558",
    name="project-short-key",
    severity=Severity.ERROR,
    title=Words(
        "密钥文件 `{path}` 里少于 {least} 个字符",
        "the key in `{path}` has fewer than {least} characters",
    ),
    label=Words("太短，能试出来", "short enough to be guessed"),
    help=Words(
        "写一行随机的文字进去，并像密码一样保管",
        "put a line of random text into it, and keep it like a password",
    ),
    bad="pseudonyms: key.txt\n# --- key.txt\nsecret\n",
    good="pseudonyms: key.txt\n# --- key.txt\nzuMq4Vt8nRfWc2LxHs9Ty6\n",
    why=Words(
        "猜出密钥的人能把化名还原成账号",
        "whoever guesses the key can turn pseudonyms back into accounts",
    ),
)
OTHER_NAME = Kind(
    code="PQ559",
    name="project-other-name",
    severity=Severity.WARNING,
    title=Words("没有读 `{path}`", "`{path}` is not read"),
    label=Words("只读叫 policyq.yaml 的文件", "only a file called policyq.yaml is"),
    help=Words("改名为 policyq.yaml", "rename it to policyq.yaml"),
    bad="",
    good="",
    why=Words("名字差一点的文件不会被读到", "a file whose name is slightly off is never found"),
)

LACKING = Kind(
    code="PQ560",
    name="project-lacking",
    severity=Severity.ERROR,
    title=Words("`{key}` 缺 {parts}", "`{key}` lacks {parts}"),
    label=Words("这里没有写全", "not all is said here"),
    help=Words("补上缺的那一项", "add what is missing"),
    bad="budgets:\n  - {measure: mutes}\n",
    good="budgets:\n  - {measure: mutes, increase: 10 %}\n",
    why=Words("没写全的预算，谁也不知道限的是什么", "a budget that is not whole limits nothing"),
)
EXPIRED = Kind(
    code="PQ561",
    name="project-override-expired",
    severity=Severity.WARNING,
    title=Words(
        "这项特批到 {until} 为止，已经过期（{owner}）", "this override ended on {until} ({owner})"
    ),
    label=Words("这一天已经过去", "this day is over"),
    help=Words("删掉它，或请 {owner} 再定一个日期", "remove it, or let {owner} set another day"),
    bad="budgets:\n  - measure: mutes\n    at_most: 3\n"
    "    override: {reason: trial, owner: Ann, until: 2026-06-30}\n",
    good="budgets:\n  - measure: mutes\n    at_most: 3\n"
    "    override: {reason: trial, owner: Ann, until: 2099-12-31}\n",
    why=Words("过期的特批不再放行，下次预演会按超出算", "it no longer lets the budget be exceeded"),
)
NOBODY = Kind(
    code="PQ562",
    name="project-tag-of-nobody",
    severity=Severity.WARNING,
    title=Words("名册里没有人带标签 `{name}`", "nobody of the roster bears the tag `{name}`"),
    label=Words("这项预算限不到谁", "this budget limits nothing"),
    help=Words(
        "核对标签，或在名册里给成员写上它",
        "compare the tag with the roster, or let the roster name it",
    ),
    bad="",
    good="",
    why=Words(
        "没有人带着的标签，预算怎么改都在以内", "a budget for nobody is kept whatever is changed"
    ),
)

FULL_WIDTH = Kind(
    code="PQ563",
    name="project-full-width",
    severity=Severity.ERROR,
    title=Words("这里的 `{found}` 是全角的", "this `{found}` is full-width"),
    label=Words("全角符号", "a full-width mark"),
    help=Words("{fix}", "{fix}"),
    bad="platform：微信\n",
    good="platform: 微信\n",
    why=Words(
        "YAML 把全角符号当成普通的字", "to YAML a full-width mark is a letter like any other"
    ),
)

KINDS = (
    UNKNOWN_KEY,
    WRONG_TYPE,
    UNKNOWN_VALUE,
    NOT_YAML,
    TOO_LARGE,
    TWICE,
    NO_FILE,
    UNREADABLE,
    SHORT_KEY,
    OTHER_NAME,
    LACKING,
    EXPIRED,
    NOBODY,
    FULL_WIDTH,
)
