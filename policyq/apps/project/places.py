"""YAML with places: plain values, and where in the text each of them stands.

Keys are texts as they are written (``123456``, ``on``). Anchors are followed, but what they
unfold to is counted, so that a few lines cannot become gigabytes; nothing recurses deeper than
a project file ever is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from policyq.diagnostics.catalog import project as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.foreign import of_reader
from policyq.diagnostics.source import Source, Span

if TYPE_CHECKING:
    from yaml.nodes import Node

#: The way to a value: keys, and numbers in lists from 0.
Path: TypeAlias = "tuple[str | int, ...]"

MOST_VALUES = 100_000
DEEPEST = 16
_VALUES = Words(f"超过 {MOST_VALUES} 个值", f"more than {MOST_VALUES} values")
_DEEP = Words(f"超过 {DEEPEST} 层", f"more than {DEEPEST} levels deep")


@dataclass(slots=True)
class Placed:
    """The value of a document, with the places of values and keys by their paths."""

    value: Any = None
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    """What is wrong; then the value is not whole."""

    def at(self, path: Path) -> Span:
        """Where the value at a path stands; where nothing does, what is around it."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values[path]


def placed(source: Source) -> Placed:
    """The document in ``source``; an empty one is ``None``."""
    import yaml

    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    result = Placed(values={(): Span(source.name, 0, min(len(source.text), 1))})
    try:
        if not _shallow(yaml.parse(source.text, loader_class), result, source):
            return result
        loader = loader_class(source.text)
        try:
            node = loader.get_single_node()
            if node is not None:
                result.value = _Reader(source.name, loader, result).value((), node)
        finally:
            loader.dispose()
    except _TooMuch as much:
        result.found.append(say.TOO_LARGE.at(much.span, what=much.what))
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        result.found.append(_not_yaml(error, source))
    return result


class _TooMuch(Exception):
    def __init__(self, span: Span, what: Words) -> None:
        super().__init__(what.en)
        self.span = span
        self.what = what


def _shallow(events: Any, result: Placed, source: Source) -> bool:
    """Whether a document is nowhere too deep, looked at without building it."""
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if depth > DEEPEST + 2:  # the stream and the document are two
            span = _span(source.name, event)
            result.found.append(say.TOO_LARGE.at(span, what=_DEEP))
            return False
    return True


class _Reader:
    """Makes plain values of nodes, counting."""

    def __init__(self, name: str, loader: Any, result: Placed) -> None:
        self._name = name
        self._loader = loader
        self._result = result
        self._count = 0

    def value(self, path: Path, node: Node) -> Any:
        """The plain value of a node that stands at ``path``."""
        from yaml.nodes import MappingNode, SequenceNode

        span = _span(self._name, node)
        self._count += 1
        if self._count > MOST_VALUES:
            raise _TooMuch(span, _VALUES)
        if len(path) > DEEPEST:  # anchors unfold deeper than what is written
            raise _TooMuch(span, _DEEP)
        self._result.values[path] = span
        if isinstance(node, MappingNode):
            return self._mapping(path, node)
        if isinstance(node, SequenceNode):
            return [self.value((*path, n), one) for n, one in enumerate(node.value)]
        try:
            return self._loader.construct_object(node)
        except (ValueError, OverflowError):  # a date or number that is none: a text as it stands
            return node.value

    def _mapping(self, path: Path, node: Node) -> dict[str, Any]:
        from yaml.nodes import ScalarNode

        made: dict[str, Any] = {}
        for key, value in node.value:
            span = _span(self._name, key)
            if not isinstance(key, ScalarNode):
                self._result.found.append(say.UNKNOWN_KEY.at(span, key="…", known=("…",)))
                continue
            below = (*path, key.value)
            if key.value in made:
                first = self._result.keys[below]
                self._result.found.append(say.TWICE.at(span, first, key=key.value))
                continue
            self._result.keys[below] = span
            made[key.value] = self.value(below, value)
        return made


def _span(name: str, node: Any) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    return Span(name, start, max(end, start + 1))


def _not_yaml(error: Exception, source: Source) -> Diagnostic:
    """Where the reader stopped, and its own words for it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index: int = getattr(mark, "index", getattr(error, "position", 0))
    at = max(0, min(index, len(source.text)))
    end = min(at + 1, len(source.text))
    span = Span(source.name, at if end > at else max(0, at - 1), end)
    if "nesting depth" in str(error):  # the reader's own limit
        return say.TOO_LARGE.at(span, what=_DEEP)
    detail = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return say.NOT_YAML.at(span, detail=of_reader(" ".join(str(detail).split())[:120]))
