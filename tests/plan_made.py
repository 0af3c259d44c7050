"""Policies written by hand and logs made of them, for the tests of `policyq.study.plan`."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping

from study_made import START, message

from policyq.apps.sources import of_text
from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.plan.runs import Asked, Runs
from policyq.study.simulate import Replayer
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE, SECOND

HEAD = 'policy "club" version 1\ntimezone UTC\n'
OLD = (
    HEAD
    + """words ads = "buy", "sell"
hours night = 23:00 to 07:00
value limit = 3
ladder standard within 30 days
  first warn "please: {rule}"
  next mute 10 minutes
  next remove
rule ads when message contains ads then delete, penalize by standard
rule night when message and time in night then warn "it is late"
rule flood when count(message per sender within 60 seconds) > limit then mute 10 minutes
rule ask when message contains "price" then reply "see the list"
"""
)


def program(text: str) -> nodes.Program:
    """The program of a policy that names no files."""
    sources = of_text(text)
    compiled = compile_policy(sources.texts, sources.main, sources.parsed)
    assert compiled.program is not None, [(d.code, d.args) for d in compiled.diagnostics]
    return compiled.program


def run(
    old: nodes.Program,
    new: nodes.Program,
    events: Iterable[Event],
    asked: Asked | None = None,
    roster: Roster | None = None,
) -> Runs:
    """Both policies over some events, to the end."""
    runs = Runs((old, new), to_python, asked or Asked(), roster)
    for event in events:
        runs.see(event)
    runs.end()
    return runs


TEXTS = ("hello", "buy this", "price?", "sell it", "cheap", "ok", "yes", "no idea")


def log(seed: int, groups: int = 10, members: int = 8, days: int = 4) -> list[Event]:
    """Ordinary messages and violations over some days, in order, groups one after another by time."""
    dice = random.Random(seed)
    made: list[tuple[float, str, str, str]] = []
    for group in range(groups):
        keen = dice.uniform(0.02, 0.4)
        for member in range(members):
            for _ in range(dice.randrange(5, 25)):
                text = dice.choice(TEXTS[1:5]) if dice.random() < keen else dice.choice(TEXTS)
                at = dice.uniform(0, days * 24 * 60)
                for repeat in range(dice.choice((1, 1, 1, 1, 5))):
                    made.append((at + repeat / 20, f"g{group}", f"g{group}u{member}", text))
    return [
        message(number, text, sender, minute, group=group)
        for number, (minute, group, sender, text) in enumerate(sorted(made))
    ]


def reported(policy: nodes.Program, events: Iterable[Event]) -> Iterator[Event]:
    """The events as a bot under ``policy`` logs them: each action is followed by its outcome."""
    replayer = Replayer(to_python(policy))
    for event in events:
        yield event
        for decision in replayer.step(event).decisions:
            for number, act in enumerate(decision.actions):
                outcome = Event(
                    id=f"{decision.event}+{number}", time=event.time + SECOND // 10,
                    group=event.group, kind="outcome", refers=decision.event, result="done",
                    action=act.action, target=act.target, until=act.until,
                )  # fmt: skip
                replayer.step(outcome)
                yield outcome


# -- communities that react ------------------------------------------------------------------------

FEELINGS = ("silence", "revenge", "substitute")


def community(
    policy: nodes.Program, seed: int, feelings: Mapping[str, float], groups: int = 30
) -> list[Event]:
    """What happens in groups that live under a policy: who is muted or removed writes nothing, and
    of those who were muted some break no rule any more (``silence``), some do nothing
    else (``revenge``), some turn to words that the policy does not know (``substitute``), by these
    chances. What members wish to write is the same under every policy."""
    happened: list[Event] = []
    replayer = Replayer(to_python(policy), "suppressed")
    for group in range(groups):
        dice, moods = random.Random(f"{seed}/{group}"), random.Random(f"{seed}/{group}/moods")
        barred: dict[str, int] = {}
        felt: dict[str, str] = {}
        keen = {f"g{group}u{n}": dice.choice((0.0, 0.0, 0.05, 0.5)) for n in range(8)}
        wishes = sorted(
            (dice.uniform(0, 20 * 24 * 60), member, dice.random() < share)
            for member, share in keen.items()
            for _ in range(40)
        )
        for number, (minute, member, bad) in enumerate(wishes):
            if barred.get(member, 0) > START + int(minute * MINUTE):
                continue
            mood = felt.get(member, "")
            bad = bad or mood == "revenge"
            if bad and mood == "silence":
                continue
            text = ("shop here" if mood == "substitute" else "buy this") if bad else "hello"
            event = message(number, text, member, minute, id=f"{group}.{number}", group=f"g{group}")
            happened.append(event)
            own = replayer.step(event).own
            assert own is not None, "nothing is sent that the policy prevents"
            for act in own.actions:
                if act.action in ("mute", "remove"):
                    barred[member] = act.until or START + 10**6 * DAY
            if member in barred and member not in felt:
                felt[member] = moods.choices(
                    [*feelings, ""], [*feelings.values(), 1 - sum(feelings.values())]
                )[0]
    return sorted(happened, key=lambda event: event.time)
