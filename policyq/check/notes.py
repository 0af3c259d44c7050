"""Small YAML files beside a policy, with places: texts, lists and named things, and nothing else.

No anchors, so that a few lines cannot become gigabytes; nothing is deeper than such a file ever is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyq.diagnostics.diagnostic import Words
from policyq.diagnostics.source import Source, Span

if TYPE_CHECKING:
    from yaml.nodes import Node

DEEPEST = 8
_DEEP = Words("层次太深", "it is nested too deep")


class Wrong(Exception):
    """A file is not as it should be: where, and why."""

    def __init__(self, span: Span, why: Words) -> None:
        super().__init__(why.en)
        self.span = span
        self.why = why


@dataclass(frozen=True, slots=True)
class Note:
    """A value and where it stands."""

    node: Node
    name: str

    @property
    def sort(self) -> str:
        """``scalar``, ``sequence`` or ``mapping``."""
        return type(self.node).__name__.removesuffix("Node").lower()

    @property
    def span(self) -> Span:
        return _span(self.name, self.node)

    def text(self) -> str:
        """A text as it is written; raises `Wrong`."""
        if self.sort != "scalar":
            raise Wrong(self.span, Words("这里应当是一个文字", "a text is wanted here"))
        return str(self.node.value).strip()

    def items(self) -> list[Note]:
        """The values of a list; anything else is a list of one."""
        if self.sort != "sequence":
            return [] if self.node.tag.endswith(":null") else [self]
        return [Note(one, self.name) for one in self.node.value]

    def keyed(self, known: Mapping[str, str]) -> dict[str, Note]:
        """The values by what ``known`` calls their keys; raises `Wrong`."""
        if self.sort != "mapping":
            keys = ", ".join(key for key in known if key.isascii())
            raise Wrong(self.span, Words(f"这里应当有 {keys}", f"{keys} are wanted here"))
        made: dict[str, Note] = {}
        for key, value in self.node.value:
            written = str(key.value) if _is_text(key) else "…"
            if written not in known:
                why = Words(f"不认识 `{written}`", f"nothing is called `{written}`")
                raise Wrong(_span(self.name, key), why)
            if known[written] in made:
                why = Words(f"`{written}` 写了两次", f"`{written}` stands there twice")
                raise Wrong(_span(self.name, key), why)
            made[known[written]] = Note(value, self.name)
        return made


def noted(source: Source) -> Note:
    """The document in a file; raises `Wrong`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(source.text, loader):
            kind = type(event).__name__
            depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
            if kind == "AliasEvent":
                raise Wrong(_span(source.name, event), Words("不能用锚点", "no anchors, please"))
            if depth > DEEPEST:
                raise Wrong(_span(source.name, event), _DEEP)
        node = yaml.compose(source.text, loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _not_yaml(error, source) from None
    if node is None:
        raise Wrong(Span(source.name, 0, 0), Words("空文件", "it is empty"))
    return Note(node, source.name)


def _is_text(node: Any) -> bool:
    return isinstance(node.value, str)


def _span(name: str, node: Any) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    return Span(name, start, max(end, start + 1))


def _not_yaml(error: Exception, source: Source) -> Wrong:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index: int = getattr(mark, "index", getattr(error, "position", 0))
    at = max(0, min(index, len(source.text) - 1))
    span = Span(source.name, at, min(at + 1, len(source.text)))
    if "nesting depth" in str(error):  # the reader's own limit
        return Wrong(span, _DEEP)
    detail = getattr(error, "problem", None) or getattr(error, "reason", None) or "?"
    why = " ".join(str(detail).split())[:120]
    return Wrong(span, Words(f"YAML: {why}", f"YAML: {why}"))
