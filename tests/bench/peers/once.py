"""What happens once: compiling, loading lists, the start of a bot; each from the text of a policy, and from
what `policyq compile` wrote of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import policyq
from peers.measuring import Spread, spread, took
from peers.policy import compiled, ten_rules, word_rules
from peers.workload import made_words, workload
from policyq.apps.compiled import to_bytes
from policyq.live import to_python
from policyq.vocabulary.events import Event

Row: TypeAlias = Mapping[str, Any]

_FIRST = Event("1", 1_772_416_800_000_000, "g", "text", "a", "a", "member", text="早上好")


def one_offs(words: int = 60_000, rules: int = 10_000, times: int = 5) -> Iterator[Row]:
    """Each by itself; ``times``: how often bots are started."""
    many = word_rules([word for some in made_words(rules, "").values() for word in some])
    yield _row(f"compile {rules:,} rules", partial(compiled, many))
    yield _read(f"read {rules:,} rules, compiled", many)
    lists = made_words(words, _FIRST.text or "")
    for how, said in (("严格", "strictly"), ("正常", "normally")):
        text = ten_rules(lists, how)
        yield _row(f"load {words:,} words, {said}", partial(_from_text, text))
        yield _read(f"read {words:,} words, {said}, compiled", text)
    yield from _starts(times)


def _row(what: str, do: Callable[[], object]) -> Row:
    return {"what": what, "seconds": took(do).as_json()}


def _from_text(text: str) -> None:
    """From a policy's text to its first decision."""
    to_python(compiled(text)).feed(_FIRST)


def _read(what: str, text: str) -> Row:
    """The same from a file that was written before."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "p.policyqc"
        path.write_bytes(to_bytes(compiled(text)))
        return _row(what, lambda: policyq.load_compiled(path).evaluator().feed(_FIRST))


_LOADED = "import policyq; bot = policyq.{load}({path!r}).evaluator()"
_DECIDED = (
    "; bot.feed(policyq.event(id='1', time=1772416800000000, group='g', sender='a', text={text!r}))"
)
_SAID = "大家好，今天的作业在哪里看？"


def _starts(times: int) -> Iterator[Row]:
    """A bot with the ten rules of the workload, in a fresh interpreter each time."""
    text = ten_rules(workload(1_000).words)
    with TemporaryDirectory() as folder:
        source, made = Path(folder) / "p.policyq", Path(folder) / "p.policyqc"
        source.write_text(text, encoding="utf-8")
        made.write_bytes(to_bytes(compiled(text)))
        ready = _LOADED.format(load="load_compiled", path=str(made))
        decided = _DECIDED.format(text=_SAID)
        starts = {
            "bare interpreter": "pass",
            "start of a bot": _LOADED.format(load="load", path=str(source)) + decided,
            "start of a bot, compiled, ready": ready,
            "start of a bot, compiled": ready + decided,
        }
        found = _seconds(starts, times)
    for what, spent in found.items():
        yield {"what": what, "seconds": spent.as_json()}


def _seconds(starts: Mapping[str, str], times: int) -> dict[str, Spread]:
    """Seconds of the processor of each, in turns; a first round, which is not counted, writes byte
    code, whatever the environment says of it."""
    around = {name: of for name, of in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found: dict[str, list[float]] = {what: [] for what in starts}
    for number in range(times + 1):
        for what, code in starts.items():
            before = os.times()
            subprocess.run([sys.executable, "-c", code], env=around, check=True)
            after = os.times()
            user = after.children_user - before.children_user
            if number:
                found[what].append(user + after.children_system - before.children_system)
    return {what: spread(some) for what, some in found.items()}
