"""The measurements, section by section: each gives rows as JSON holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from peers import by_hand, engines
from peers.facts import Around, Decide, Facts, Preparing
from peers.facts import by_hand as over_facts
from peers.measuring import Ask, Contender, Make, as_json, measure
from peers.policy import compiled, mixed_rules, ten_rules, word_rules
from peers.workload import Workload, made_words
from policyq.live import to_python
from policyq.vocabulary.events import Event

Row: TypeAlias = Mapping[str, Any]
Said: TypeAlias = tuple[tuple[str, ...], int | None]
"""The rules that an event breaks, and the step on the ladder."""

SLOWEST = 5_000
"""Microseconds an event; who takes longer with some rules is not asked with ten times as many."""


def live(text: str) -> Make:
    """policyq with a policy, and nothing remembered."""
    program = compiled(text)
    return lambda: to_python(program).feed


def answers(ask: Callable[[Event], by_hand.Answer], events: Sequence[Event]) -> list[Said]:
    """What a program by hand says: the rules, and the step on the ladder."""
    return [(tuple(sorted(one.fired)), one.step) for one in map(ask, events)]


def expected(work: Workload, count: int) -> list[Said]:
    """What policyq says of the first events."""
    evaluator = to_python(compiled(ten_rules(work.words)))
    found: list[Said] = []
    for event in work.events[:count]:
        fired = evaluator.feed(event)[-1].fired
        step = max((one.step for one in fired if one.step), default=None)
        found.append((tuple(sorted(one.rule for one in fired)), step))
    return found


def differing(work: Workload, ask: Callable[[Event], by_hand.Answer], count: int) -> int:
    """Of how many of the first events a contender says something else than policyq."""
    some = work.events[:count]
    pairs = zip(expected(work, count), answers(ask, some), strict=True)
    return sum(ours != theirs for ours, theirs in pairs)


def whole(work: Workload, peers: Mapping[str, engines.Engine]) -> Iterator[Contender]:
    """From the raw event to the answer."""
    words = work.words
    yield Contender("policyq", live(ten_rules(words)), work.events)
    yield Contender("by hand", lambda: by_hand.ByHand(words).decide, work.events)
    yield Contender("by hand, tuned", lambda: by_hand.Tuned(words).decide, work.events)
    yield Contender("policyq, normally", live(ten_rules(words, "正常")), work.events)
    yield Contender("policyq, loosely", live(ten_rules(words, "宽松")), work.events)
    for name, peer in peers.items():
        yield Contender(name, _around(work, peer.core()), work.events)


def _around(work: Workload, decide: Decide) -> Make:
    return lambda: Around(work.words, decide).decide


def core(
    work: Workload, facts: Sequence[Facts], peers: Mapping[str, engines.Engine]
) -> Iterator[Contender]:
    """The ten rules over prepared facts. policyq is asked from the raw event all the same: it has
    no facts that somebody else prepared."""
    yield Contender("policyq", live(ten_rules(work.words)), work.events)
    yield Contender("by hand", lambda: over_facts, facts)
    for name, peer in peers.items():
        yield Contender(name, _always(peer.core()), facts)


def lists(
    work: Workload, facts: Sequence[Facts], peers: Mapping[str, engines.Engine]
) -> Iterator[Contender]:
    """1,200 words that the engine itself looks for."""
    named = "\n".join(
        f"词库 {name} 严格 = {'、'.join(f'“{word}”' for word in words)}\n"
        f'规则 含{name} 当 文本 含 {name} 则 警告 "请勿"'
        for name, words in work.words.items()
    )
    text = f'群规 "比较" 版本 1\n时区 Asia/Shanghai\n{named}\n'
    yield Contender("policyq", live(text), work.events)
    yield Contender("by hand, tuned", lambda: _found(work.words), facts)
    for name, peer in peers.items():
        yield Contender(name, _always(peer.words(work.words)), facts)


def _found(words: Mapping[str, Sequence[str]]) -> Ask:
    find = by_hand.Found(words).names
    return lambda facts: find(facts["text"])


def _always(decide: Decide) -> Make:
    return lambda: decide


# -- scaling -----------------------------------------------------------------------------------


def word_scaling(
    quiet: Sequence[Event],
    facts: Sequence[Facts],
    peers: Mapping[str, engines.Engine],
    sizes: Sequence[int],
    rounds: int,
    seconds: float,
) -> Iterator[Row]:
    """Rules about one word each, none of which fires: policyq, by hand, and those that are left."""
    left = dict(peers)
    by_loop = True
    for size in sizes:
        words = [word for some in made_words(size, _said(quiet)).values() for word in some]
        found = [Contender("policyq", live(word_rules(words)), quiet)]
        if by_loop:
            found.append(Contender("by hand", _always(_loop(words)), facts))
        found.append(Contender("by hand, tuned", _always(_one_automaton(words)), facts))
        found += [Contender(name, _always(one.many(words)), facts) for name, one in left.items()]
        measured = measure(found, rounds, seconds)
        for one in measured:
            if one.cost.middle > SLOWEST and one.name in left:
                del left[one.name]
        for row in as_json(measured):
            yield {"rules": size, **row}


def _loop(words: Sequence[str]) -> Decide:
    def decide(facts: Facts) -> list[str]:
        text, admin = facts["text"], facts["admin"]
        return [word for word in words if word in text and not admin]

    return decide


def _one_automaton(words: Sequence[str]) -> Decide:
    find = by_hand.Found({word: (word,) for word in words}).names

    def decide(facts: Facts) -> list[str]:
        return [] if facts["admin"] else find(facts["text"])

    return decide


def mixed_scaling(
    quiet: Sequence[Event], sizes: Sequence[int], rounds: int, seconds: float
) -> Iterator[Row]:
    """Rules of ten sorts, of which one fires at one message in a hundred."""
    for size in sizes:
        words = [word for some in made_words(size, _said(quiet)).values() for word in some]
        planted = [
            event._replace(text=(event.text or "") + words[0]) if place % 100 == 50 else event
            for place, event in enumerate(quiet)
        ]
        evaluator = to_python(compiled(mixed_rules(words)))
        some = planted[:5_000]
        fired = sum(bool(evaluator.feed(event)[-1].fired) for event in some)
        found = measure([Contender("policyq", live(mixed_rules(words)), planted)], rounds, seconds)
        yield {"rules": size, "firing": round(fired / len(some), 4), **as_json(found)[0]}


def more_words(work: Workload, size: int, rounds: int, seconds: float) -> Iterator[Row]:
    """The ten rules with many more words."""
    words = made_words(size, _said(work.events))
    events = work.events
    found = [
        Contender("policyq", live(ten_rules(words)), events),
        Contender("policyq, normally", live(ten_rules(words, "正常")), events),
        Contender("by hand, tuned", lambda: by_hand.Tuned(words).decide, events),
    ]
    for row in as_json(measure(found, rounds, seconds)):
        yield {"words": size, **row}


def _said(events: Sequence[Event]) -> str:
    return "\n".join({event.text or "" for event in events})


def prepared(work: Workload) -> list[Facts]:
    """The facts of all events."""
    return list(map(Preparing(work.words).facts, work.events))
