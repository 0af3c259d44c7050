"""The exit codes, in one table that help and documents read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.diagnostics.diagnostic import Diagnostic
    from policyq.diagnostics.source import Source

OK = 0
PROBLEMS = 1
USAGE = 2
FILES = 3
INTERNAL = 4
INTERRUPTED = 130
PIPE_CLOSED = 141


class Exit(NamedTuple):
    """One code and when a command ends with it."""

    code: int
    means: Said


EXITS: tuple[Exit, ...] = (
    Exit(OK, Said("一切正常", "all is well")),
    Exit(
        PROBLEMS,
        Said(
            "发现了问题：群规有错、示例不符、重放时靠承诺才没出错、聊天记录是空的或者没有一行能读、格式不对等",
            "problems were found: errors in a policy, an example that fails, a promise that a "
            "replay needed, a log that is empty or without a row that could be read, a file not formatted",
        ),
    ),
    Exit(
        USAGE, Said("命令写法不对", "wrong use: an unknown command or option, a missing argument")
    ),
    Exit(FILES, Said("文件读不了或写不了", "a file could not be read or written")),
    Exit(INTERNAL, Said("policyq 自身出错", "a fault in policyq itself")),
    Exit(INTERRUPTED, Said("被 Ctrl-C 中断", "interrupted by Ctrl-C")),
    Exit(PIPE_CLOSED, Said("读取输出的程序提前退出", "whoever read the output stopped reading")),
)


class Stop(Exception):
    """Ends a command with a message for the user and an exit code; no traceback is shown."""

    def __init__(
        self,
        code: int,
        says: Said,
        found: Sequence[Diagnostic] = (),
        texts: Mapping[str, Source] = MappingProxyType({}),
    ) -> None:
        """``found``: what was told of the texts already, for whoever writes it down as well."""
        super().__init__(says.en)
        self.code = code
        self.says = says
        self.found = found
        self.texts = texts
