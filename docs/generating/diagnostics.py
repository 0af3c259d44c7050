"""One page for each diagnostic, in both languages, and an index."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generating.cases import files_beside, is_of_list, main_of, rendered
from generating.tables import table
from policyq.diagnostics.catalog import all_kinds
from policyq.diagnostics.diagnostic import Kind, Severity, Words

_SEVERITIES = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.ADVICE: Words("建议", "advice"),
}
_AREAS = {
    "1": Words("拼写和语法", "spelling"),
    "2": Words("名字", "names"),
    "3": Words("类型和含义", "types and meaning"),
    "4": Words("可疑之处", "lints"),
    "5": Words("文件和项目文件", "files and the project file"),
    "6": Words("示例", "examples"),
    "7": Words("日志、名册和试运行", "logs, rosters and trials"),
}
_ARGUMENT = re.compile(r"`?\{\w+\}`?")


def pages() -> Iterator[tuple[str, str]]:
    """Each page's name and text, the index first."""
    yield "index.md", index()
    for kind in all_kinds().values():
        yield f"{kind.code}.md", page(kind)


def index() -> str:
    """All codes by area."""
    lines = [
        "# Diagnostics · 诊断",
        "",
        "What `policyq check`, `policyq test` and the log readers may say. An error refuses the "
        "policy (or the row of a log), a warning and an advice do not.",
        "",
        "`policyq check`、`policyq test` 和读取日志时可能给出的诊断。错误会拒绝群规（或日志里的"
        "那一行），警告和建议不会。",
    ]
    for digit, area in _AREAS.items():
        kinds = [kind for code, kind in all_kinds().items() if code[2] == digit]
        if kinds:
            lines += ["", f"## PQ{digit}xx {area.en} · {area.zh}", "", _rows(kinds)]
    return "\n".join(lines) + "\n"


def _rows(kinds: list[Kind]) -> str:
    return table(
        ("", "", "", ""),
        [
            (
                f"[{kind.code}]({kind.code}.md)",
                f"{_SEVERITIES[kind.severity].en} · {_SEVERITIES[kind.severity].zh}",
                general(kind.title.en),
                general(kind.title.zh),
            )
            for kind in kinds
        ],
    )


def general(template: str) -> str:
    """A title without the values of one case."""
    return _ARGUMENT.sub("…", template).replace("{{", "{").replace("}}", "}")


def page(kind: Kind) -> str:
    """Meaning, what to avoid with what is said of it, what to prefer, and why."""
    severity = _SEVERITIES[kind.severity]
    lines = [
        f"# {kind.code} {kind.name}",
        "",
        f"**{severity.en}**: {general(kind.title.en)}",
        "",
        f"**{severity.zh}**：{general(kind.title.zh)}",
    ]
    if kind.why.en:
        lines += ["", f"{_sentence(kind.why.en)}", "", kind.why.zh.rstrip("。") + "。"]
    if kind.good:
        lines += _examples(kind)
    elif kind.help is not None:
        lines += ["", f"{_sentence(kind.help.en)} {kind.help.zh}。"]
    return "\n".join(lines) + "\n\n[All diagnostics · 全部诊断](index.md)\n"


def _examples(kind: Kind) -> Iterator[str]:
    """What to avoid, what is said of it, and what to prefer."""
    bad = kind.bad.replace("# --- ", "# file: ") if kind.bad else "(an empty file · 空文件)"
    yield from ("", "## Avoid · 不要这样写", "", *_fence("text", bad))
    for language in ("en", "zh"):
        said = rendered(kind, language)
        if said:
            yield from ("", *_fence("text", said))
    yield from ("", "## Prefer · 这样写")
    project = kind.code.startswith(("PQ55", "PQ56"))
    if kind.code[2] == "7" or project or is_of_list(kind):
        good = kind.good.replace("# --- ", "# file: ")
        yield from ("", *_fence("yaml" if project else "text", good))
        return
    for name, text in files_beside(kind.good).items():
        info = "policyq" if name.endswith(".policyq") else "text"
        yield from ("", *_fence(info, f"# file: {name}\n{text}"))
    good = main_of(kind.good)
    plain = good.startswith("{") or kind.code == "PQ647"  # a decision, a secret of a witness
    yield from ("", *_fence("text" if plain else "policyq", good))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _fence(info: str, text: str) -> list[str]:
    """A code block; an empty file is shown as such."""
    return [f"```{info}", text.rstrip("\n"), "```"]
