"""The other engines, one module each: the closest honest policy that each of them can hold.

Every module has ``core`` ( the ten rules over prepared facts), ``words`` (the lists
looked for by the engine itself: which lists have a word in the text) and ``many`` (as many rules as
words: the text contains it and the sender is no admin); ``PACKAGE``, the name it is installed by;
and ``LACKS``, what of the policy it cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from peers.facts import Decide
from policyq.vocabulary.types import Said


class Engine(Protocol):
    """What a module of this package offers."""

    PACKAGE: str
    HOW: Said
    """How it is called at its best."""
    LACKS: Said

    def core(self) -> Decide: ...
    def words(self, lists: Mapping[str, Sequence[str]], /) -> Decide: ...
    def many(self, words: Sequence[str], /) -> Decide: ...


MODULES = ("yara", "zen_rules", "cel_rust", "cedar", "rule_engines", "business", "cel_python")


def load(module: str) -> Engine | None:
    """One of `MODULES`; ``None`` where its package is not installed."""
    try:
        return cast(Engine, import_module(f"peers.engines.{module}"))
    except ModuleNotFoundError:
        return None
