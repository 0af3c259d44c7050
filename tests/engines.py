"""Do the engines agree? One case through all of them, and the smallest one that still differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from streams import Case

from policyq.ir import nodes, written
from policyq.ir.evaluator import Evaluator, Reference
from policyq.ir.show import digest, show
from policyq.ir.tiers import Known
from policyq.live import Live, to_python
from policyq.vocabulary.types import DAY, HOUR

#: Every engine by name; the first one is the definition.
ENGINES: dict[str, Callable[[nodes.Program], Evaluator]] = {
    "meaning": Reference,
    "live": to_python,
}


def difference(case: Case, *, save_at: int | None = None) -> str:
    """How the engines differ on a case, or ``""``. Before the event ``save_at``, the engine that
    can be saved is, and goes on as another one."""
    reference, live = Reference(case.program), to_python(case.program)
    for number, event in enumerate(case.events):
        if number == save_at:
            live = reborn(live)
        until = event.time + HOUR
        if number % 7 == 3:  # A roster is handed in.
            present, gone = [Known("u3", joined=event.time - DAY), Known("u4")], ["u2"]
            for engine in (reference, live):
                engine.know(event.group, present, event.time, gone)
        if number % 8 == 4:  # Some of what comes is foreseen, and some that does not come.
            live.foresee((*case.events[number : number + 5], *case.events[:2]))
        if number % 6 == 5:  # A host may leave out the ticks, for a while.
            wanted, got = (reference.decide(event),), (live.decide(event),)
        else:
            wanted, got = reference.feed(event), live.feed(event)
        if wanted != got:
            return f"event {number} {event.id}:\n  meaning {wanted}\n  live    {got}"
        due = reference.due(event.group, until), live.due(event.group, until)
        if due[0] != due[1]:
            return f"due after event {number}:\n  meaning {due[0]}\n  live    {due[1]}"
    return ""


def reborn(live: Live) -> Live:
    """A new evaluator, of the program as a compiled policy holds it, that goes on from the saved
    state of another."""
    compiled = json.dumps(written.to_json(live.program))
    fresh = to_python(written.from_json(json.loads(compiled)))
    told = fresh.restore(json.loads(json.dumps(live.save())))
    assert told.same, told
    assert not told.dropped and told.policy == live.program.name
    return fresh


def assert_agree(case: Case, save_at: int | None = None) -> None:
    """Fails with the smallest program and stream that differ."""
    if not difference(case, save_at=save_at):
        return
    if difference(case):
        save_at = None
    small = smallest(case, lambda one: bool(difference(one, save_at=save_at)))
    events = "\n".join(
        f"  { ({name: value for name, value in event._asdict().items() if value is not None}) }"
        for event in small.events
    )
    raise AssertionError(
        f"the engines differ (saved before event {save_at}):\n"
        f"{show(small.program)}\n{events}\n{difference(small, save_at=save_at)}"
    )


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """Takes away events, rules, effects and parts of conditions as long as the case still fails."""
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in _smaller(case):
            if fails(smaller):
                case, shrunk = smaller, True
                break
    return case


def _smaller(case: Case) -> Iterator[Case]:
    program, events = case
    for size in (8, 4, 2, 1):
        for start in range(0, len(events), size):
            yield Case(program, (*events[:start], *events[start + size :]))
    for made in _smaller_programs(program):
        made = replace(made, digest="")
        yield Case(replace(made, digest=digest(made)), events)


def _smaller_programs(program: nodes.Program) -> Iterator[nodes.Program]:
    for number in range(len(program.rules)):
        yield replace(program, rules=_without(program.rules, number))
    if program.quiet is not None:
        yield replace(program, quiet=None)
    for number in range(len(program.tiers)):
        yield replace(program, tiers=_without(program.tiers, number))
    for number, tier in enumerate(program.tiers):
        for one in _smaller_conditions(tier.condition):
            smaller_tier = replace(tier, condition=one)
            yield replace(
                program,
                tiers=(*program.tiers[:number], smaller_tier, *program.tiers[number + 1 :]),
            )
    for number in range(len(program.promises)):
        yield replace(program, promises=_without(program.promises, number))
    for number, rule in enumerate(program.rules):
        smaller = [replace(rule, condition=one) for one in _smaller_conditions(rule.condition)]
        if len(rule.effects) > 1:
            smaller += [
                replace(rule, effects=_without(rule.effects, n)) for n in range(len(rule.effects))
            ]
        for one in smaller:
            yield replace(
                program, rules=(*program.rules[:number], one, *program.rules[number + 1 :])
            )
    used = show(replace(program, counters=()))
    left = tuple(counter for counter in program.counters if counter.id in used)
    if left != program.counters:
        yield replace(program, counters=left)


def _smaller_conditions(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            yield from parts
            for number, part in enumerate(parts):
                if len(parts) > 1:
                    yield type(condition)(_without(parts, number))
                for one in _smaller_conditions(part):
                    yield type(condition)((*parts[:number], one, *parts[number + 1 :]))
        case nodes.Not(part) | nodes.Surely(part):
            yield part
            for one in _smaller_conditions(part):
                yield type(condition)(one)
        case nodes.Always():
            return
        case _:
            yield nodes.Always(True)


def _without(some: tuple, number: int) -> tuple:
    return (*some[:number], *some[number + 1 :])
