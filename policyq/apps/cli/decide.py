"""``policyq decide``: events in, decisions out, a line of JSON each: for bots in any language.

Every line that comes in is answered at once: by the decisions on the ticks that were due before
the event, then by its own. A line that cannot be read is answered by ``{"error": {…}}``, and the
next is read; the exit code is then 1 in the end. Nothing is assumed about who a sender is.
"""

from __future__ import annotations

import json
import signal
import sys
import warnings
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.face import Policy
    from policyq.apps.problems import Problem
    from policyq.events.roster import Roster
    from policyq.live import Live, Restored
    from policyq.vocabulary.events import Event

_REFUSED = {
    "not_a_state": "不是 --state 存下的文件",
    "version": "是另一个版本的 policyq 存下的",
    "broken": "损坏了",
}
"""What is wrong with a state, by the reason of `policyq.live.StateError`."""


def configure(parser: Parser) -> None:
    """Add the arguments."""
    say = parser.say
    parser.description = say(
        "从标准输入逐行读事件（JSONL），逐行给出判断；事件的样子见 policyq schema event。\n"
        '读不了的行回答 {"error": {"line", "code", "reason", "says"}}，然后继续。',
        "Reads events from standard input, one JSON object a line, and answers each with its\n"
        "decisions at once; policyq schema event describes them. A line that cannot be read is\n"
        'answered by {"error": {"line", "code", "reason", "says"}}, and the next is read.',
    )
    parser.add_argument(
        "policy",
        metavar=say("群规", "POLICY"),
        help=say("群规文件，或编译好的群规", "a policy, or a compiled one"),
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say(
            "开始时从这里接着上次的记忆，结束时（包括被中断时）存回去",
            "go on from the memory in this file, and save it there at the end, be it by a signal",
        ),
    )
    parser.add_argument(
        "--roster",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say("成员名册（YAML 或 CSV）", "who is who (YAML or CSV)"),
    )
    parser.add_argument(
        "--timezone",
        metavar=say("时区", "ZONE"),
        help=say("没写时区的时间所在的时区", "zone of times that do not say theirs"),
    )


def run(args: Namespace) -> int:
    """Decide until the input ends or a signal comes; save what is remembered, whatever happens."""
    from policyq.apps import face
    from policyq.apps.cli.chatlogs import roster_of
    from policyq.live import StateError

    if args.policy == "-":
        says = Said(
            "标准输入要留给事件，群规请给文件名",
            "standard input is for the events; name the policy's file",
        )
        raise exits.Stop(exits.USAGE, says)
    project = fill_in(args)
    policy = _policy(args)
    roster = roster_of(args, project)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # it is told below, in words
            evaluator = policy.evaluator(args.state)
    except StateError as error:
        says = Said(f"{args.state}：{_REFUSED[error.reason]}", f"{args.state}: {error.detail}")
        raise exits.Stop(exits.FILES, says) from None
    _tell_restored(evaluator.restored, policy.name, args)
    session = _Session(evaluator, roster, args)
    try:
        return session.run(sys.stdin.buffer)
    finally:
        if args.state is not None:
            face.save(evaluator, args.state)


def _policy(args: Namespace) -> Policy:
    """The policy, from its text or compiled."""
    from policyq.apps import compiled, face

    if not compiled.is_one(args.policy):
        from policyq.apps.cli import policies

        loaded = policies.compiled_or_stop(args.policy, args)
        return face.Policy(loaded.program, loaded.checked, ())
    try:
        return face.load_compiled(args.policy)
    except face.PolicyError as error:
        console.note(error.render(args.lang).rstrip("\n"))
        says = Said(f"{args.policy} 不能用", f"{args.policy} cannot be used")
        raise exits.Stop(exits.FILES, says) from None


def _tell_restored(told: Restored | None, name: str, args: Namespace) -> None:
    """Says so where a state is of another policy, or not all of it could be used."""
    if told is None or (told.policy == name and not told.dropped):
        return
    counters, ladders, questions, tiers, watches = map(len, told[1:6])
    says = Said(
        f"{args.state} 是群规“{told.policy}”的记忆：对得上的继续用；对不上的不要了："
        f"计数 {counters}，阶梯 {ladders}，问题 {questions}，层级 {tiers}，监测 {watches}",
        f"{args.state} was saved under policy `{told.policy}`: what this one knows goes on, the "
        f"rest is dropped: counters {counters}, ladders {ladders}, questions {questions}, "
        f"tiers {tiers}, watches {watches}",
    )
    console.note(says.in_(args.lang))


class _Session:
    """One run: counts lines, and knows whether it may be interrupted."""

    def __init__(self, evaluator: Live, roster: Roster | None, args: Namespace) -> None:
        from policyq.apps import times
        from policyq.apps.cli.chatlogs import zone_of

        self._evaluator = evaluator
        self._roster = roster
        self._language: str = args.lang
        self._zone = times.zone(evaluator.program.timezone)
        self._assumed = zone_of(args)
        self._signal: int | None = None
        self._waiting = False
        self._failed = False

    def run(self, stream: BinaryIO) -> int:
        with self._signals():
            try:
                for number, line in enumerate(self._lines(stream), 1):
                    self._take(number, line)
                    if self._signal is not None:
                        break
            except _Signalled:
                pass
        if self._signal == signal.SIGINT:
            return exits.INTERRUPTED
        return exits.PROBLEMS if self._failed else exits.OK

    def _lines(self, stream: BinaryIO) -> Iterator[bytes | Problem]:
        """The lines; one that is too long is a problem, and passed over piece by piece."""
        from policyq.apps.logs.decode import LINE_LIMIT, too_long

        while line := self._wait(stream, LINE_LIMIT + 2):
            size = len(line)
            while line and not line.endswith(b"\n") and len(line) > LINE_LIMIT:
                line = self._wait(stream, LINE_LIMIT + 2)
                size += len(line)
            yield line if size <= LINE_LIMIT + 1 else too_long(size, LINE_LIMIT)

    def _wait(self, stream: BinaryIO, most: int) -> bytes:
        """A line or a piece of one. Only here may a signal break in: never amid a decision."""
        self._waiting = True
        if self._signal is not None:
            raise _Signalled
        line = stream.readline(most)
        self._waiting = False
        return line

    def _take(self, number: int, line: bytes | Problem) -> None:
        from policyq.apps.problems import Problem
        from policyq.apps.schema import decision_to_json, event_from_json

        if isinstance(line, bytes):
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.isspace() or not line:
                return
            event = event_from_json(line, timezone=self._assumed)
        else:
            event = line
        if isinstance(event, Problem):
            self._failed = True
            console.line(self._error(number, event))
            return
        known = self._known(event)
        *ticks, own = self._evaluator.feed(known)
        for decision in ticks:
            console.line(decision_to_json(decision, self._zone))
        console.line(decision_to_json(own, self._zone, known))

    def _known(self, event: Event) -> Event:
        if self._roster is None:
            return event
        from policyq.events.roster import enrich

        return enrich(event, self._roster)

    def _error(self, number: int, problem: Problem) -> str:
        from policyq.apps.schema import whole

        error = {
            "line": number,
            "code": problem.code,
            "reason": problem.reason,
            "says": problem.says(self._language),
        }
        return whole(json.dumps({"error": error}, ensure_ascii=False))

    # -- signals -------------------------------------------------------------------------------

    @contextmanager
    def _signals(self) -> Iterator[None]:
        names = [signal.SIGINT, signal.SIGTERM]
        before = {name: signal.signal(name, self._on_signal) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._signal = number
        if self._waiting:
            self._waiting = False
            raise _Signalled


class _Signalled(Exception):
    """A signal came while nothing was being decided."""
