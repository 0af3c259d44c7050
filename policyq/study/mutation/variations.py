"""Examples a little otherwise: an event less or more, some later, from others, of other words.

Where a policy's own example builds up what a rule looks at (a month of messages, three quiet days),
one that tells a small change of that rule apart is seldom far from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, zip_longest
from random import Random
from typing import NamedTuple

from policyq.study.mutation import timeline
from policyq.study.mutation.being import MEMBERS, OTHER, PLAIN
from policyq.study.mutation.timeline import WHOLE_DAY, Doing
from policyq.syntax import tree
from policyq.vocabulary.events import MESSAGES

#: How long somebody may be silent in between, in minutes, beside what the programs say.
_PAUSES = (1, 60, WHOLE_DAY, 7 * WHOLE_DAY)
#: Of a long example so many places are tried: the first, the last, and where a day begins.
_PLACES = 12
#: So many texts are said by somebody else, too.
_TEXTS = 3
#: So many examples are drawn in which two things are otherwise.
_DRAWN = 60

#: What makes some events others; ``None`` where it cannot.
Change = Callable[[list[Doing]], "list[Doing] | None"]


class Hints(NamedTuple):
    """What may matter to the rules that a change is about."""

    pauses: Sequence[int] = ()
    texts: Sequence[str] = ()
    lengths: Sequence[int] = ()
    who: Sequence[tree.Role | tree.Name] = ()
    accounts: Sequence[str] = ()
    minutes: Sequence[int] = ()
    """Of the day."""
    sizes: Sequence[int] = ()
    """How many members a group has."""
    times: Sequence[int] = ()
    """How often something is counted."""
    amounts: Sequence[int] = ()
    """What is paid."""
    days: Sequence[int] = ()
    """On which something else may hold, counted from the first."""
    language: str = "zh"


def variations(example: tree.Example, hints: Hints, seed: int) -> Iterator[tree.Example]:
    """An example with one thing otherwise, and then with two."""
    doings = timeline.of(example)
    if not doings:
        return
    singles = list(_changes(doings, hints))
    sorts = (
        (made for change in singles for made in _with(example, change(list(doings)))),
        _of_other_sizes(example, doings, hints),
        _on_other_days(example, doings, hints),
    )
    for some in zip_longest(*sorts):
        yield from (one for one in some if one is not None)
    random = Random(seed)
    for _ in range(_DRAWN if len(singles) > 1 else 0):
        one, other = random.sample(singles, 2)
        first = one(list(doings))
        yield from _with(example, first and other(first))


def _of_other_sizes(
    example: tree.Example, doings: list[Doing], hints: Hints
) -> Iterator[tree.Example]:
    others = tuple(one for one in example.givens if one.field != "members")
    for change in (_as_it_is, *_more_people(hints)):
        for size in hints.sizes:
            given = tree.Given("members", tree.Number(size))
            yield from _with(replace(example, givens=(given, *others)), change(list(doings)))


def _on_other_days(
    example: tree.Example, doings: list[Doing], hints: Hints
) -> Iterator[tree.Example]:
    for day in hints.days:
        there = _on(day)(list(doings))
        for change in (_as_it_is, *_more_or_less(_places(doings)), *_more_people(hints)):
            yield from _with(example, there and change(there))


def _with(example: tree.Example, doings: list[Doing] | None) -> Iterator[tree.Example]:
    if doings:
        yield replace(example, steps=tuple(timeline.steps(doings)), table=False)


def _as_it_is(doings: list[Doing]) -> list[Doing]:
    return doings


def _changes(doings: list[Doing], hints: Hints) -> Iterator[Change]:
    """What may be otherwise: of each sort something in turn."""
    places = _places(doings)
    sorts = (
        _more_or_less(places),
        _sooner_or_later(places, hints),
        chain.from_iterable(_otherwise(place, doings[place].step, hints) for place in places),
        _said(places, hints),
        _more_people(hints),
    )
    for some in zip_longest(*sorts):
        yield from (change for change in some if change is not None)


def _more_or_less(places: list[int]) -> Iterator[Change]:
    for place in places:
        yield _without(place)
        yield _again(place, None)


def _sooner_or_later(places: list[int], hints: Hints) -> Iterator[Change]:
    for pause in dict.fromkeys((*hints.pauses, *_PAUSES)):
        yield _afterwards(pause, hints.language)
        for place in places:
            yield _later(place, pause)
            yield _later(place, -pause)


def _said(places: list[int], hints: Hints) -> Iterator[Change]:
    """Somebody else says something, as often as the rules count."""
    for times in (1, *hints.times):
        for text in (*hints.texts[:_TEXTS], PLAIN.in_(hints.language)):
            for place in places:
                yield _besides(place, text, times, hints.language)


def _places(doings: list[Doing]) -> list[int]:
    """Where something is changed, the last places first."""
    days = [one.minute // WHOLE_DAY for one in doings]
    begins = [place for place in range(1, len(doings)) if days[place] != days[place - 1]]
    last = range(len(doings) - 1, -1, -1)
    some = (*islice(last, _PLACES // 2), 0, *reversed(begins), *last)
    return list(islice(dict.fromkeys(some), _PLACES))


# -- what happens --------------------------------------------------------------------------------


def _without(place: int) -> Change:
    return lambda doings: doings[:place] + doings[place + 1 :] if place < len(doings) else None


def _again(place: int, member: str | None) -> Change:
    """Once more at the same time, from the same member or another."""

    def change(doings: list[Doing]) -> list[Doing] | None:
        if place >= len(doings):
            return None
        one = doings[place]
        return [
            *doings[: place + 1],
            one._replace(step=_from(one.step, member)),
            *doings[place + 1 :],
        ]

    return change


def _from(step: tree.Happens, member: str | None) -> tree.Happens:
    return step if member is None else replace(step, member=tree.Name(member), who=())


def _more_people(hints: Hints) -> Iterator[Change]:
    """Every message comes from some others, too: once, or from each once more than from the last."""
    for more in (1, 2, 3, 4):
        others = MEMBERS.in_(hints.language).split()[-more:]
        yield _also_from(others)
        yield _also_from([one for place, one in enumerate(others, 2) for _ in range(place)])


def _also_from(others: list[str]) -> Change:
    def change(doings: list[Doing]) -> list[Doing]:
        made = []
        for one in doings:
            made.append(one)
            if one.step.kind in MESSAGES:
                made += [one._replace(step=_from(one.step, other)) for other in others]
        return made

    return change


# -- when ----------------------------------------------------------------------------------------


def _afterwards(pause: int, language: str) -> Change:
    """Somebody else says something later."""
    said = _other(PLAIN.in_(language), language)
    return lambda doings: [*doings, Doing(doings[-1].minute + pause, said)]


def _besides(place: int, text: str, times: int, language: str) -> Change:
    """Somebody else says something right after an event, perhaps several times."""
    said = _other(text, language)

    def change(doings: list[Doing]) -> list[Doing] | None:
        if place >= len(doings):
            return None
        more = [Doing(doings[place].minute, said)] * times
        return [*doings[: place + 1], *more, *doings[place + 1 :]]

    return change


def _other(text: str, language: str) -> tree.Happens:
    name = tree.Name(OTHER.in_(language))
    return tree.Happens(None, tree.Clock(0, 0), name, (), "text", tree.Str(text))


def _later(place: int, pause: int) -> Change:
    """From a place on all happens later, or sooner."""

    def change(doings: list[Doing]) -> list[Doing] | None:
        if place >= len(doings) or (
            place and doings[place].minute + pause < doings[place - 1].minute
        ):
            return None
        moved = [one._replace(minute=one.minute + pause) for one in doings[place:]]
        return [*doings[:place], *moved]

    return change


def _on(day: int) -> Change:
    """All begins on another day."""

    def change(doings: list[Doing]) -> list[Doing]:
        moved = (day - doings[0].minute // WHOLE_DAY) * WHOLE_DAY
        return [one._replace(minute=one.minute + moved) for one in doings]

    return change


def _at(place: int, minute: int) -> Change:
    """One event at another time of its day."""

    def change(doings: list[Doing]) -> list[Doing] | None:
        if place >= len(doings):
            return None
        day = doings[place].minute // WHOLE_DAY
        moved = doings[place]._replace(minute=day * WHOLE_DAY + minute)
        return sorted([*doings[:place], moved, *doings[place + 1 :]], key=lambda one: one.minute)

    return change


# -- who and what --------------------------------------------------------------------------------


def _otherwise(place: int, step: tree.Happens, hints: Hints) -> Iterator[Change]:
    """One event from somebody else, with other words, at another time of the day."""
    if step.member is not None:
        yield _again(place, MEMBERS.in_(hints.language).split()[-1])
        yield from (_put(place, who=(one,)) for one in hints.who)
        if step.who:
            yield _put(place, who=())
        yield from (_put(place, member=tree.Name(one)) for one in hints.accounts)
    if step.amount is not None:
        yield from (_put(place, amount=tree.Number(one)) for one in hints.amounts)
    if step.text is not None and step.kind in MESSAGES:
        text = step.text.text
        yield from (_put(place, text=tree.Str(_long(text, one, hints))) for one in hints.lengths)
        for one in hints.texts:
            yield _put(place, text=tree.Str(one))
            yield _put(place, text=tree.Str(f"{text} {one}"))
    yield from (_at(place, minute) for minute in hints.minutes)


def _long(text: str, length: int, hints: Hints) -> str:
    fill = "好" if hints.language == "zh" else "a"
    return text[:length].ljust(length, fill)


def _put(place: int, **fields: object) -> Change:
    def change(doings: list[Doing]) -> list[Doing] | None:
        if place >= len(doings):
            return None
        one = doings[place]
        changed = one._replace(step=replace(one.step, **fields))  # type: ignore[arg-type]
        return [*doings[:place], changed, *doings[place + 1 :]]

    return change
