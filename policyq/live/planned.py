"""Makes a plan (`policyq.live.plans`): asks the law of an event of somebody of whom nothing stands, and
tells what in its answer is the event's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from policyq.ir import nodes
from policyq.ir.evidence import atoms
from policyq.ir.filling import has_holes
from policyq.ir.judgement import Case, Steps, settle, wishes
from policyq.ir.memory import Common, Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.actions import ACTIONS, BOOKED
from policyq.vocabulary.decisions import Act, Decision, Fired, Lost
from policyq.vocabulary.events import Event

#: Placeholders that ask for nothing but the event and the rule; beside them, those for values.
_OF_THE_EVENT: Final = frozenset({"member", "group", "rule", "time", "text", "step"})
_LASTING: Final = frozenset({"mute", "unmute", "lock", "unlock", "remove"})
_LIFTING: Final = frozenset({"unmute", "unlock"})
_EVENT: Final = Event("id", 0, "group", "text", "sender", name="name", text="text")


class Binding(NamedTuple):
    """A penalty or a lock: how long it lasts, ``None`` for ever; a removal beats whatever runs."""

    length: int | None
    removes: bool


class Made(NamedTuple):
    """An action of a plan."""

    action: str
    personal: bool
    """Whether it is aimed at the sender."""
    about: bool
    """Whether it is about the event."""
    length: int | None
    text: str | None
    says: Wanted | None
    """The wish whose text is to be filled in, if it is."""
    rest: tuple[Any, ...]
    """What `Act` has from ``to`` on."""


class Plan(NamedTuple):
    """What follows from some rules, and what must be so for it to follow."""

    fired: tuple[Fired, ...]
    reasons: tuple[tuple[tuple[Any, ...], nodes.Rule], ...]
    """The same, each up to its evidence, and its rule; none: nothing that they ask can be evidence."""
    acts: tuple[Made, ...]
    lost: tuple[Lost, ...]
    penalty: Binding | None
    lock: Binding | None
    lifts: bool
    """Whether a mute or a lock is lifted."""
    replies: bool
    lasts: bool
    """Whether something is to be remembered of what is done."""
    promises: tuple[nodes.Condition, ...]
    """What promises ask before they let it be."""


def may_be_planned(
    program: nodes.Program, rules: Iterable[nodes.Rule], ladders: Iterable[nodes.Ladder]
) -> bool:
    """Whether what some rules do is much the same of every event, but for the steps of the ladders that
    they climb."""
    effects = [effect for rule in rules for effect in rule.effects]
    climbs = [one for one in effects if isinstance(one, nodes.Climb)]
    dos = [one for one in effects if isinstance(one, nodes.Do)]
    return (
        all(rule.watch is None and rule.trial is None for rule in rules)
        and not any(ladder.shared for ladder in ladders)
        and all(climb.confirm is None and climb.whom is None for climb in climbs)
        and all(_is_plain(program, do) for do in dos)
    )


def _is_plain(program: nodes.Program, do: nodes.Do) -> bool:
    waits = program.quiet is not None and do.action in ("reply", "notify")
    remembered = program.removals > 0 and do.action == "remove"
    rosters = {roster.name for roster in program.rosters}
    pieces = () if do.text is None else do.text.pieces
    return (
        do.action not in BOOKED
        and do.action != "forgive"
        and not (waits or remembered or do.others)
        and (do.confirm, do.once, do.coming, do.whom) == (None,) * 4
        and (do.duration is None or isinstance(do.duration, nodes.Fixed))
        and rosters.isdisjoint(who.tag or "" for who in do.to)
        and all(_is_of_the_event(program, one) for one in pieces if isinstance(one, nodes.Hole))
    )


def _is_of_the_event(program: nodes.Program, hole: nodes.Hole) -> bool:
    values = {f"={value.name}" for value in program.values}
    # Where there are points, a name may be theirs.
    return hole.id in _OF_THE_EVENT or (hole.id in values and not program.points)


def made(
    program: nodes.Program,
    rules: Sequence[nodes.Rule],
    ladders: Sequence[nodes.Ladder],
    steps: Sequence[int],
) -> Plan | None:
    """The plan of rules that `may_be_planned`, which climb to some steps; ``None``: there is none."""
    reaching = zip(ladders, steps, strict=True)
    if not all(_is_plain(program, do) for one, step in reaching for do in one.steps[step - 1]):
        return None  # what asks for confirmation, say: the next step, or the one before, may not
    reached: Steps = {
        (a.name, _EVENT.sender or ""): step for a, step in zip(ladders, steps, strict=True)
    }
    case = Case(
        program, Standing(), 0, _EVENT, rules, (),
        lambda *_: False, Common(), 0, lambda *_: (), steps=reached,
    )  # fmt: skip
    wanted = wishes(case)
    said = Counter(one.dimension for one in wanted if one.do.text is not None)
    filled = {one.dimension: one for one in wanted if has_holes(one)}
    if any(said[dimension] > 1 for dimension in filled):
        return None  # which of them is said may turn on what is filled in
    decision = settle(case)
    does = {act.action: act for act in decision.actions}
    dimensions, asked = {one.dimension for one in wanted}, {one.do.action for one in wanted}
    return Plan(
        decision.fired,
        _reasons(decision, rules),
        tuple(_made(act, filled) for act in decision.actions),
        decision.lost,
        _binding(does, ("warn", "mute", "remove")) if "penalty" in dimensions else None,
        _binding(does, ("lock",)) if "lock" in dimensions else None,
        not dimensions.isdisjoint(_LIFTING),
        "reply" in dimensions,
        not _LASTING.isdisjoint(does),
        tuple({one.condition: None for one in program.promises if one.actions & asked}),
    )


def _made(act: Act, filled: dict[str, Wanted]) -> Made:
    action, target, message, until, text, *rest = act
    says = None if text is None else filled.get(ACTIONS[action].dimension)
    return Made(
        action, target is not None, message is not None, until, text, says, tuple(rest)
    )  # fmt: skip


def _binding(does: dict[str, Act], names: Iterable[str]) -> Binding:
    act = next(does[name] for name in names if name in does)
    return Binding(act.until, act.action == "remove")


def _reasons(
    decision: Decision, rules: Sequence[nodes.Rule]
) -> tuple[tuple[tuple[Any, ...], nodes.Rule], ...]:
    if not any(True for rule in rules for _ in atoms(rule.condition)):
        return ()
    return tuple((tuple(one)[:5], rule) for one, rule in zip(decision.fired, rules, strict=True))
