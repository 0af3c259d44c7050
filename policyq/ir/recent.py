"""A member's latest messages, for whoever takes a case over: ``{recent messages}`` in a text.

Kept only for programs with a text that asks, by group and member: the newest `MOST` messages of the
last `WITHIN`, each up to `LONGEST` characters. An edit takes the place of the message that it
changes, a message that its author recalled is gone. What a policy deletes stays: whoever takes over
has to see it. A text is filled in when the action is asked for, so that what waits, for a human or
for the end of the bot's quiet hours, says what was there then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.ir import clock, nodes
from policyq.ir.every import effects
from policyq.ir.filling import Teller
from policyq.ir.memory import Message, Standing
from policyq.ir.wanted import Wanted
from policyq.ir.wording import chinese
from policyq.vocabulary.events import KINDS, MESSAGES, Event
from policyq.vocabulary.types import DAY, LATENESS, Duration, Instant

MOST = 5
LONGEST = 200
LONGEST_NAME = 40
WITHIN: Duration = DAY

_HOLE = nodes.Hole("recent")


def asked(program: nodes.Program) -> bool:
    """Whether any text of a program asks for them."""
    return any(isinstance(effect, nodes.Do) and _asks(effect) for effect in effects(program))


def note(standing: Standing, event: Event, watermark: Instant) -> None:
    """Takes in a message, or that one is gone."""
    if event.sender is None:
        return
    held = _kept(standing.recent.get(event.sender, ()), watermark)
    if event.kind == "recall":
        held = tuple(one for one in held if one.event != event.refers)
    elif event.kind in MESSAGES:
        held = _with(held, event)
    if held:
        standing.recent[event.sender] = held
    else:
        standing.recent.pop(event.sender, None)


def _with(held: tuple[Message, ...], event: Event) -> tuple[Message, ...]:
    text = None if event.text is None else _short(event.text, LONGEST)
    name = _short(event.name or event.sender or "", LONGEST_NAME)
    changed = event.refers if event.kind == "edit" else None
    if any(one.event == changed for one in held):
        return tuple(one._replace(text=text) if one.event == changed else one for one in held)
    mine = Message(event.time, changed or event.id, event.kind, text, name)
    return tuple(sorted((*held, mine), key=lambda one: one.time))[-MOST:]


def _short(text: str, longest: int) -> str:
    """The beginning of a text, on one line, so that nobody can write a line in another's name."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return " ".join(cut.splitlines())


def forget(standing: Standing, watermark: Instant) -> None:
    """Drops what is too old to be told."""
    for member, held in list(standing.recent.items()):
        kept = _kept(held, watermark)
        if kept:
            standing.recent[member] = kept
        else:
            del standing.recent[member]


def _kept(held: tuple[Message, ...], watermark: Instant) -> tuple[Message, ...]:
    floor = watermark - WITHIN - LATENESS
    return tuple(one for one in held if one.time > floor)


# -- in texts ----------------------------------------------------------------------------------


def teller(program: nodes.Program, standing: Standing, event: Event, watermark: Instant) -> Teller:
    """Tells the latest messages, as they are now."""

    def tell(hole: nodes.Hole, one: Wanted) -> nodes.Piece:
        if hole != _HOLE or one.do.text is None:
            return hole
        held = _kept(standing.recent.get(one.about.sender or "", ()), watermark)
        return nodes.Quoted("\n".join(_lines(held, one.do.text, program, event)))

    return tell


def _asks(do: nodes.Do) -> bool:
    return any(_HOLE in text.pieces for text in do.texts)


def _lines(
    held: Iterable[Message], text: nodes.Template, program: nodes.Program, event: Event
) -> Iterator[str]:
    """A line for each, the oldest first: ``10:00 张总：登录不上``."""
    zh = chinese(text)
    for one in held:
        if event.time - WITHIN < one.time <= event.time:
            time = clock.local(one.time, program.timezone).strftime("%H:%M")
            yield f"{time} {one.name}{'：' if zh else ': '}{one.text or _without_text(one.kind, zh)}"


def _without_text(kind: str, zh: bool) -> str:
    """``[图片]``, ``[image]``."""
    says = KINDS[kind].says
    return f"[{says.zh if zh else says.en.removeprefix('a ').removeprefix('an ')}]"
