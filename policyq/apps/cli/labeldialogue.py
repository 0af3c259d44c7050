"""Asking about messages in the terminal: what is shown, what an answer means, and the way back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from policyq.apps.cli import console, exits
from policyq.diagnostics.render.cells import visible
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.labelling import Book, Sample
    from policyq.ir.nodes import Program
    from policyq.study.labels.drawing import Drawn
    from policyq.study.labels.label import Label
    from policyq.study.pseudonyms import Pseudonyms
    from policyq.vocabulary.events import Event

#: How many characters of a text are shown.
_LONGEST = 500

#: The answers: how each may be written.
ANSWERS: dict[str, tuple[str, ...]] = {
    "violation": ("v", "violation", "违规", "是", "坏"),
    "fine": ("f", "fine", "正常", "否", "好"),
    "unsure": ("u", "unsure", "说不准", "不确定"),
    "skip": ("s", "skip", "跳过"),
    "back": ("b", "back", "退回", "返回"),
    "quit": ("q", "quit", "退出"),
    "help": ("?", "？", "h", "help", "帮助"),
}
_PROMPT = Said(
    "v 违规 · f 正常 · u 说不准 · s 跳过 · b 退回 · q 退出 · ? 帮助：",
    "v violation · f fine · u unsure · s skip · b back · q quit · ? help: ",
)
_HELP = Said(
    "违规：按这个群的规矩，这条消息不该发，不管现在的群规管不管得到。说不准也是回答，会记下来；"
    "跳过的下次再问。\n要写明违反哪条规则，在 v 后面加编号或名字（v 2）：",
    "violation: by the ways of this group the message should not have been sent, whether the policy "
    "finds it or not. `unsure` is an answer, and is kept; what you skip is asked again next time.\n"
    "To say which rule is broken, put its number or name behind the v (v 2):",
)
_WHAT = Said("没看懂，写 v、f、u、s、b 或 q", "write v, f, u, s, b or q")
_NO_BACK = Said("前面没有了", "there is nothing before")


class Answer(NamedTuple):
    """What somebody wrote."""

    what: str
    """A key of `ANSWERS`; ``""``: nobody knows."""
    rule: str = ""
    """The rule that was named."""
    unknown: str = ""
    """What was named, if it is no rule."""


def understood(line: str, rules: Sequence[str]) -> Answer:
    """What a line means; ``rules``: those that may be named, by their numbers from 1, too."""
    first, _, rest = line.strip().partition(" ")
    what = next((name for name, some in ANSWERS.items() if first.lower() in some), "")
    named = rest.strip()
    if not named or not what:
        return Answer(what)
    if what != "violation":
        return Answer("")
    if named.isascii() and named.isdigit() and 1 <= int(named[:6]) <= len(rules):
        return Answer(what, rules[int(named) - 1])
    return Answer(what, named) if named in rules else Answer("", unknown=named)


class Dialogue:
    """Asks about a sample."""

    def __init__(
        self, sample: Sample, program: Program, pseudonyms: Pseudonyms | None, language: str
    ) -> None:
        from policyq.study.reasons import breaking
        from policyq.study.sharing import Mask

        self._sample, self._language = sample, language
        self._zone = program.timezone
        finding = breaking(program)
        names = dict.fromkeys(rule.name for rule in program.rules)
        self._rules = [name for name in names if name in finding]
        self._pseudonyms = pseudonyms
        self._mask = None
        if pseudonyms is not None and sample.known is not None:
            self._mask = Mask(pseudonyms, sample.known)

    def run(self, book: Book, before: Sequence[Label]) -> int:
        """Asks until everything is judged, or whoever answers stops; an exit code."""
        counts = {True: 0, False: 0, None: 0}
        for row in before:
            counts[row.bad] += 1
        known = {(row.group, row.id) for row in before}
        left = [one for one in self._sample.drawn if (one.event.group, one.event.id) not in known]
        self._begin(len(known), len(left))
        try:
            self._ask_all(left, book, counts)
        except KeyboardInterrupt:
            console.line("")
            self._end(counts)
            return exits.INTERRUPTED
        self._end(counts)
        return exits.OK

    def _ask_all(self, left: Sequence[Drawn], book: Book, counts: dict[bool | None, int]) -> None:
        from policyq.apps.labelling import label_of

        asked: list[tuple[int, bool | None] | None] = []
        while len(asked) < len(left):
            one = left[len(asked)]
            self._show(one, len(self._sample.drawn) - len(left) + len(asked) + 1)
            answer = self._answer()
            if answer.what == "quit":
                return
            if answer.what == "back":
                if not asked:
                    self._say(_NO_BACK)
                elif (last := asked.pop()) is not None:
                    place, bad = last
                    book.take_back(place)
                    counts[bad] -= 1
            elif answer.what == "skip":
                asked.append(None)
            else:
                bad = {"violation": True, "fine": False}.get(answer.what)
                asked.append((book.add(label_of(one, bad, answer.rule)), bad))
                counts[bad] += 1

    def _answer(self) -> Answer:
        """The next line that means something; the end of the input is `quit`."""
        while True:
            console.out(_PROMPT.in_(self._language))
            console.flush()
            line = sys.stdin.readline()
            if not line:
                console.line("")
                return Answer("quit")
            if not sys.stdin.isatty():
                console.line("")
            found = understood(line, self._rules)
            if found.what == "help":
                self._say(_HELP)
                for number, name in enumerate(self._rules, 1):
                    console.line(f"  {number}. {visible(name)}")
            elif found.what:
                return found
            elif found.unknown:
                self._unknown(found.unknown)
            else:
                self._say(_WHAT)

    def _unknown(self, named: str) -> None:
        from policyq.apps.problems import closest, shown

        near, name = closest(named, self._rules), shown(named)
        hint = ("" if near is None else f"，是不是 {near}？", "" if near is None else f"; {near}?")
        self._say(
            Said(
                f"没有规则 {name}{hint[0]}（? 列出规则）",
                f"there is no rule {name}{hint[1]} (? lists them)",
            )
        )

    # -- what is shown -------------------------------------------------------------------------

    def _begin(self, judged: int, left: int) -> None:
        drawn, messages = len(self._sample.drawn), self._sample.messages
        self._say(
            Said(
                f"从 {messages:,} 条消息里抽了 {drawn:,} 条，判过 {judged:,}，还有 {left:,}",
                f"{drawn:,} of {messages:,} messages were drawn: {judged:,} are judged, "
                f"{left:,} left",
            )
        )

    def _end(self, counts: dict[bool | None, int]) -> None:
        total, drawn = sum(counts.values()), len(self._sample.drawn)
        self._say(
            Said(
                f"判过 {total:,} 条，共 {drawn:,} 条：违规 {counts[True]:,}，正常 {counts[False]:,}，"
                f"说不准 {counts[None]:,}",
                f"{total:,} of {drawn:,} are judged: {counts[True]:,} violations, "
                f"{counts[False]:,} fine, {counts[None]:,} unsure",
            )
        )

    def _show(self, one: Drawn, number: int) -> None:
        from policyq.ir import clock

        event = one.event
        group = event.group_name or event.group
        if self._pseudonyms is not None:
            group = self._pseudonyms.of_group(event.group)
        at = clock.local(event.time, self._zone)
        total = len(self._sample.drawn)
        console.line(f"\n[{number}/{total}] {visible(group)} {at:%Y-%m-%d %H:%M}")
        for earlier in one.before:
            console.line(f"    {self._told(earlier)}")
        console.line(f"  > {self._told(event)}")

    def _told(self, event: Event) -> str:
        """Who said what, and when, on one line."""
        from policyq.ir import clock
        from policyq.vocabulary.events import KINDS

        at = clock.local(event.time, self._zone)
        text = event.text or ""
        if self._mask is not None and text:
            text = self._mask.text(text)
        if len(text) > _LONGEST:
            text = text[: _LONGEST - 1] + "…"
        kind = KINDS[event.kind].says.in_(self._language)
        flat = visible(" ".join(text.split())) or f"({kind})"
        return f"{at:%H:%M} {self._who(event)}: {flat}"

    def _who(self, event: Event) -> str:
        if event.sender is None:
            return event.name if event.name and self._pseudonyms is None else "?"
        if self._pseudonyms is not None:
            return self._pseudonyms.of(event.sender)
        return visible(f"{event.name} ({event.sender})" if event.name else event.sender)

    def _say(self, says: Said) -> None:
        console.line(says.in_(self._language))
