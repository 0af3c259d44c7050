"""The rows of a log as windows are asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policyq.ir import nodes
from policyq.replay.columns import Numbers
from policyq.replay.screen import Bits


class Rows(NamedTuple):
    """The rows of a log in the order in which they are decided; those of a group stand together."""

    times: Numbers
    groups: Numbers
    senders: Numbers
    """-1: not known."""
    bits: Bits
    """As of `policyq.replay.screen.Sifted`."""
    keys: Numbers | None
    accounts: Sequence[str]
    """By the numbers of senders."""


def bounded(counter: nodes.Counter) -> bool:
    """Whether a window holds no more than there are rows that are counted by the same key, or by as
    much of it as columns tell; a message can hold several hosts."""
    return counter.what != "sum" and counter.of != "host"
