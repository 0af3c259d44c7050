"""What many laws ask of the same node is worked out once, for as long as a policy is checked.

Nodes are known by what they are and not by what they say: to compare two of them takes longer than
most of what is asked. So what was worked out is forgotten with the check, and the nodes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeAlias, TypeVar

_Known: TypeAlias = "defaultdict[object, dict[Hashable, Any]]"

_KNOWN: ContextVar[_Known | None] = ContextVar("known", default=None)

Node = TypeVar("Node")
Answer = TypeVar("Answer")


def once(ask: Callable[[Node], Answer]) -> Callable[[Node], Answer]:
    """A function of one node, asked once of each while `remembering`."""

    @wraps(ask)
    def asked(node: Node) -> Answer:
        known = _KNOWN.get()
        if known is None:
            return ask(node)
        answers = known[ask]
        found = answers.get(id(node))
        if found is None:
            found = answers[id(node)] = ask(node), node
        answer: Answer = found[0]
        return answer

    return asked


def numbered(value: Hashable) -> Hashable:
    """What is equal for equal values and quick to compare, while `remembering`; else the value."""
    known = _KNOWN.get()
    if known is None:
        return value
    numbers: dict[Hashable, int] = known[numbered]
    return numbers.setdefault(value, len(numbers))


@contextmanager
def remembering() -> Iterator[None]:
    """What is asked `once` is remembered until the end of this."""
    if _KNOWN.get() is not None:
        yield
        return
    token = _KNOWN.set(defaultdict(dict))
    try:
        yield
    finally:
        _KNOWN.reset(token)
