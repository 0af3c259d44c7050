"""Files that `policyq compile` wrote: whether they are such, of this version, and whole."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_AGAIN = Words(
    "用这里的版本重新编译：policyq compile 群规 -o 文件",
    "compile it again with the version that is here: policyq compile POLICY -o FILE",
)
_HEAD = (
    '{"compiled policy": 2, "policyq": "0.0.1/0123456789abcdef", "name": "Book club", '
    '"digest": "8d1f4a7702c1b3e6", "sha256": "%s"}\n'
)
#: Nothing follows the first line: right for the one, and wrong for the other.
_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_SOMETHING = "5c62e091b8c0565f1bafad0dad5934276143ae2ccef7a5381e8ada5b1a8d26d2"

NOT_COMPILED = Kind(
    code="PQ590",
    name="not-compiled",
    severity=Severity.ERROR,
    title=Words("`{path}` 不是编译好的群规", "`{path}` is no compiled policy"),
    label=Words("开头就不是", "does not begin like one"),
    help=Words(
        "群规原文用 policyq.load 读；policyq compile 写出编译好的文件",
        "policyq.load reads the text of a policy; policyq compile writes a compiled one",
    ),
    bad='policy "Book club" version 1\ntimezone Asia/Shanghai\n',
    good="",
    why=Words(
        "读编译好的文件时不解析，也不检查", "a compiled policy is read without parser and checker"
    ),
)
OTHER_VERSION = Kind(
    code="PQ591",
    name="compiled-by-another-version",
    severity=Severity.ERROR,
    title=Words(
        "`{path}` 是 policyq 的另一个版本（{made}）编译的",
        "`{path}` was compiled by another version of policyq, {made}",
    ),
    label=Words("版本不同", "another version"),
    help=_AGAIN,
    bad=_HEAD % _NOTHING,
    good="",
    why=Words(
        "另一个版本里，同样的内容可能是别的意思",
        "in another version the same file may mean something else",
    ),
)
DAMAGED = Kind(
    code="PQ592",
    name="damaged-compiled",
    severity=Severity.ERROR,
    title=Words("编译好的群规 `{path}` 已损坏", "the compiled policy `{path}` is damaged"),
    label=Words("内容和开头写的校验值不符", "what follows is not what was written"),
    help=_AGAIN,
    bad=_HEAD % _SOMETHING,
    good="",
    why=Words(
        "少了一段的群规不能当作整份群规来执行",
        "a policy of which a part is missing must not be run as if it were whole",
    ),
)

KINDS = (NOT_COMPILED, OTHER_VERSION, DAMAGED)
