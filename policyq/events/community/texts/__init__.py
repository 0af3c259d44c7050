"""What the members of one kind of community say in one language: templates and what fills them.

One module a kind and language. That of study groups says everything; the others change what is
different with them and keep what people say everywhere: names, insults, short answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

Lines = tuple[str, ...]


class Tag(NamedTuple):
    """A tag in the roster, and who carries it."""

    word: str
    role: str
    """An id of `policyq.vocabulary.events.ROLES`."""
    share: float
    """Of those in that role."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Templates by occasion. A name in braces is a slot, or ``{link}``, ``{name}``, ``{word}``,
    which are filled when the line is written."""

    slots: Mapping[str, Lines]
    topics: Mapping[str, Lines]
    """By topic: what is said in one conversation."""
    short: Lines
    chorus: Lines
    """What several members repeat within a minute, as a joke or a courtesy."""
    thanks: Lines
    """For a red packet."""
    welcome: Lines
    """What newcomers say."""
    night: Lines
    notices: Lines
    """What the owner and administrators announce."""
    links: Lines
    """With a link that is welcome."""
    off_topic: Lines
    """With a link that is not."""
    mass: Lines
    """To everyone, by an ordinary member."""
    mention: Lines
    questions: Lines
    """To the staff."""
    answers: Lines
    nods: Lines
    """To an answer."""
    orders: Lines
    confirmations: Lines
    """Of orders, by the staff."""
    chains: Lines
    """How a list opens to which members add themselves."""
    entries: Lines
    """What they write behind their names."""
    photos: Lines
    """Said of photos that somebody shows."""
    complaints: Lines
    tickets: Lines
    """What the staff says to a complaint."""
    promotions: Lines
    """Of a member's own business; a few are allowed."""
    disputes: Lines
    """Of a customer who wants the money back."""
    soothing: Lines
    """The staff's answer to that."""
    private: Lines
    """With a telephone number, which is nobody's."""
    ads: Lines
    frauds: Lines
    abuses: Lines
    sulks: Lines
    floods: Lines
    words: Mapping[str, Lines]
    """Of rule breakers: ``ads``, ``fraud``, ``abuse``."""
    family: Lines
    given: Lines
    nicks: Lines
    groups: Lines
    """Names of groups, to be numbered."""
    everyone: str
    hosts: Lines
    """Of links that are welcome."""
    tags: tuple[Tag, ...]
