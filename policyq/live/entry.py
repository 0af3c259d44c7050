"""How an event comes in: the way of one of which nothing is to be said, as short as can be.

Most events are such: they are counted, no rule fires, and nothing follows. Everything else goes on to
where nothing is left out (`policyq.live.evaluator`), which has the same answer, more slowly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from policyq.live.memory import State
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event

Asked: TypeAlias = tuple[list[int], list[int]]
"""The numbers of the rules that fire, and of those that are unknown."""
Asks: TypeAlias = Callable[[State, Event], Asked | None]
"""Counts an event and asks every rule; ``None``: none fires and none is unknown."""
Decides: TypeAlias = Callable[[Event], Decision]
Feeds: TypeAlias = Callable[[Event], tuple[Decision, ...]]

NOTHING: Final = tuple(Decision("", "", 0, ""))[4:]
"""What a decision holds behind the policy where there is nothing to be said."""

_decision = tuple.__new__


def entry(
    states: Mapping[str, State],
    asks: Mapping[str, Asks],
    nothing: tuple[Any, ...],
    said: Callable[[State, Event, Asked], Decision],
    tidies: Callable[[State], None],
    slowly: Callable[[Event], Any],
    fed: bool,
) -> Callable[[Event], Any]:
    """The way to the decision on an event, or, where it is ``fed``, to the decisions.

    ``states``: by group; ``asks``: what is asked by the kind of an event, without those that have to
    go ``slowly``; ``nothing``: what a decision holds behind the time where there is nothing to be
    said; ``said``: goes on where there is; ``tidies``: forgets."""

    def enter(event: Event) -> Any:
        try:
            group = event.group
            state, ask = states[group], asks[event.kind]
        except (AttributeError, KeyError, TypeError):
            return slowly(event)
        id, time, decided = event.id, event.time, state.decided
        if id in decided or time < state.mark:
            return slowly(event)
        if fed:
            standing = state.standing
            if standing.questions or standing.held or standing.changes:
                return slowly(event)
        state.mark = time
        asked = ask(state, event)
        if asked is not None:
            decision = said(state, event, asked)
        else:
            decided[id] = time
            decision = _decision(Decision, (id, group, time) + nothing)  # noqa: RUF005 (quicker)
        if len(decided) > state.decided_limit:
            tidies(state)
        return (decision,) if fed else decision

    return enter
