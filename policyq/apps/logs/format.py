"""What a format is: who writes it, what it is told by, how it is read. Each module exports its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from policyq.apps.logs.context import File, Files
from policyq.apps.logs.head import Head
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said


class Format(NamedTuple):
    """A row of `policyq.apps.logs.detect.FORMATS`."""

    id: str
    says: Said
    """Whose form it is, for people."""
    fits: Callable[[Head], bool] = lambda head: False
    """Whether a file that begins so is of this form."""
    read: Callable[[File], Iterator[Event]] | None = None
    """Reads one file; ``None`` for exports that are several files only."""
    whole: Callable[[frozenset[str]], bool] = lambda paths: False
    """Whether files of these paths are together one export of this form."""
    read_all: Callable[[Files], Iterator[Event]] | None = None
    """Reads an export of several files."""
