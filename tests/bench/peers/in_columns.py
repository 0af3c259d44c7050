"""The ten rules over a whole log of Parquet, as straight columns: what somebody writes who has only this
policy in mind.

It says how often each rule is broken, and how often each penalty is given. It knows as little as the
programs of `by_hand`, and of who broke what it says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ahocorasick_rs import BytesAhoCorasick
from numpy.typing import NDArray

from peers import by_hand
from peers.workload import ASKED, FLOOD, MENTIONS, NEW, OFFSET, RULES
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE

_COLUMNS: Final = ("time", "group", "sender", "role", "joined", "text", "mentions")
_LINK: Final = re.compile(by_hand.LINK.pattern.encode())

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]


class Counted(NamedTuple):
    """What is counted of a log."""

    rules: Counter[str]
    """By rule, how many events break it."""
    penalties: Counter[str]


def count(path: str, words: Mapping[str, Sequence[str]]) -> Counted:
    """Reads a log and counts."""
    table = pq.read_table(path, columns=list(_COLUMNS)).combine_chunks()
    column = {name: table.column(name).combine_chunks() for name in _COLUMNS}
    broken = _broken(column, words)
    fired = np.flatnonzero(np.logical_or.reduce(list(broken.values())))
    some = table.take(pa.array(fired)).to_pydict()
    masks = [(rule, mask[fired].tolist()) for rule, mask in broken.items()]
    ladder = by_hand.Ladder()
    found = Counted(Counter(), Counter())
    times = _instants(column["time"])[fired].tolist()
    for row, time in enumerate(times):
        rules = [rule for rule, mask in masks if mask[row]]
        event = Event("", time, some["group"][row], "text", some["sender"][row])
        answer = ladder.settle(event, rules)
        found.rules.update(rules)
        found.penalties[answer.penalty] += 1
    del found.penalties[""]
    return found


def _broken(column: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> dict[str, Mask]:
    """By rule, which rows break it."""
    times, joined = _instants(column["time"]), _instants(column["joined"])
    kept = ~_mask(pc.is_in(column["role"], pa.array(["owner", "admin"])))
    text = pc.utf8_lower(pc.utf8_normalize(column["text"], "NFKC"))
    minute = (times + OFFSET) % DAY // MINUTE
    linked, outside = _links(text)
    mentions = pc.fill_null(pc.list_value_length(column["mentions"]), 0)
    found = {
        "夜间": (minute < 420) | (minute >= 1380),
        "外链": outside,
        **_words(text, words),
        "刷屏": _in_a_minute(times, column["group"], column["sender"]) > FLOOD,
        "新人链接": linked & (times - joined < NEW),
        "提醒": _mask(pc.greater(mentions, MENTIONS)),
        "资料": _mask(pc.is_in(text, pa.array(ASKED))),
    }
    return {rule: mask & kept for rule, mask in found.items()}


def _words(text: Any, words: Mapping[str, Sequence[str]]) -> dict[str, Mask]:
    """One search of all texts as they lie in memory, one behind the other."""
    _, offsets, data = text.buffers()
    short = np.int32 if text.type == pa.string() else np.int64
    ends = np.frombuffer(offsets, short)[text.offset :][: len(text) + 1].astype(np.int64)
    every = [(name, word.encode()) for name, some in words.items() for word in some]
    automaton = BytesAhoCorasick([word for _, word in every])
    hits = automaton.find_matches_as_indexes(data.to_pybytes(), overlapping=True)
    which, first, last = np.array(hits, np.int64).reshape(-1, 3).T
    rows = ends.searchsorted(first, side="right") - 1
    inside = (rows >= 0) & (rows < len(text))
    inside[inside] &= last[inside] <= ends[rows[inside] + 1]
    places = {name: place for place, name in enumerate(words)}
    lists = np.array([places[name] for name, _ in every])[which[inside]]
    found = {}
    for rule, place in zip(RULES[2:6], range(len(words)), strict=True):
        found[rule] = np.zeros(len(text), np.bool_)
        found[rule][rows[inside][lists == place]] = True
    return found


def _links(text: Any) -> tuple[Mask, Mask]:
    """Which rows have a link, and which one that leads elsewhere."""
    linked, outside = (np.zeros(len(text), np.bool_) for _ in range(2))
    for row in np.flatnonzero(_mask(pc.match_substring(text, "://"))).tolist():
        hosts = _LINK.findall(text[row].as_buffer())
        linked[row] = bool(hosts)
        outside[row] = any(not by_hand.allowed(host.decode()) for host in hosts)
    return linked, outside


def _in_a_minute(times: Numbers, groups: Any, senders: Any) -> Numbers:
    """How many messages of its sender a row is the last of, within a minute."""
    group, sender = (pc.dictionary_encode(one) for one in (groups, senders))
    key = group.indices.to_numpy() * np.int64(len(sender.dictionary)) + sender.indices.to_numpy()
    _, key = np.unique(key, return_inverse=True)
    order = np.lexsort((times, key))
    # Each sender has a stretch of the line for himself, further from the next than a minute.
    line = key[order] * np.int64(np.ptp(times) + DAY) + times[order] - times.min()
    found = np.empty(len(times), np.int64)
    found[order] = np.arange(1, len(line) + 1) - line.searchsorted(line - MINUTE, side="right")
    return found


def _instants(column: Any) -> Numbers:
    instants: Numbers = pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
    return instants


def _mask(column: Any) -> Mask:
    mask: Mask = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return mask
