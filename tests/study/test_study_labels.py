"""Messages judged by people: which are drawn, what is made of their labels, and whether it holds."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest
from plan_made import HEAD, OLD, log, program, run
from study_made import message

from policyq.apps.replaying import evaluator
from policyq.study.labels.drawing import Drawing, Drawn, allotted
from policyq.study.labels.estimating import appraise
from policyq.study.labels.figures import Appraisal, Figures
from policyq.study.labels.found import Found, Outcome, Reader
from policyq.study.labels.label import Index, Label, Labels, once
from policyq.study.labels.nearer import nearer
from policyq.study.plan.runs import Asked, Runs
from policyq.study.simulate import Replayer

# -- labels ------------------------------------------------------------------------------------


def test_a_message_judged_in_two_ways_counts_as_neither() -> None:
    rows = [
        Label(True, "1", line=2), Label(False, "2", line=3), Label(False, "1", line=4),
        Label(True, "3", rule="ads", line=5), Label(True, "3", line=6), Label(None, "4", line=7),
        Label(True, "4", line=8), Label(True, "5", rule="a", line=9), Label(True, "5", rule="b", line=10),
    ]  # fmt: skip
    labels = once(rows, {})
    assert [(row.id, row.bad, row.rule) for row in labels.rows] == [
        ("2", False, ""), ("3", True, "ads"), ("4", True, ""), ("5", True, ""),
    ]  # fmt: skip
    assert (labels.contradicting, labels.contradicted, labels.repeated) == ((4,), 1, 3)


def test_a_label_is_found_by_id_and_group_and_else_by_text() -> None:
    rows = (Label(True, "1", "g0"), Label(False, "1"), Label(True, text=" Buy this "))
    index = Index(Labels(rows))
    assert index.of(message(1, "hi", "ann", group="g0")._replace(id="1")) == 0
    assert index.of(message(1, "hi", "ann", group="g1")._replace(id="1")) == 1
    assert index.of(message(7, "Buy this", "ann", group="g1")) == 2
    assert index.of(message(8, "hi", "ann", group="g1")) is None


# -- figures -----------------------------------------------------------------------------------


def outcomes(
    *some: tuple[int, bool | None, str, tuple[bool, ...]], population: dict[str, int] | None = None
) -> tuple[Labels, Found]:
    """So many labels of a verdict in a stratum with the answers of policies, by many members."""
    rows, found = [], Found()
    for many, bad, stratum, flags in some:
        for _ in range(many):
            fired = tuple(frozenset(["r"] if flag else []) for flag in flags)
            number = len(rows)
            found.outcomes.append(Outcome(number, "g", f"m{number % 40}", flags, fired))
            size = 0 if population is None else population[stratum]
            rows.append(Label(bad, str(number), stratum=stratum, population=size))
    return Labels(tuple(rows)), found


def test_figures_weigh_each_message_by_what_it_stands_for() -> None:
    labels, found = outcomes(
        (8, True, "found", (True,)),
        (2, False, "found", (True,)),
        (1, True, "rest", (False,)),
        (19, False, "rest", (False,)),
        population={"found": 100, "rest": 1900},
    )
    found.messages = 2000
    found.flagged[(True,)] = 100
    (side,) = appraise(labels, found, 1).sides
    # 80 bad of 100 found; 95 bad of 1,900 passed; 20 wrong of 1,825 decent.
    assert side.precision.value == pytest.approx(0.8)
    assert side.recall.value == pytest.approx(80 / 175)
    assert side.false_positives.value == pytest.approx(20 / 1825)
    assert (side.right, side.wrong, side.missed) == (8, 2, 1)
    for one in side[:3]:
        assert one.known and one.low < one.value < one.high


def test_without_a_design_the_figures_are_shares_of_what_was_judged() -> None:
    labels, found = outcomes((8, True, "", (True,)), (2, False, "", (True,)),
                             (4, True, "", (False,)), (26, False, "", (False,)))  # fmt: skip
    found.messages = 9_999
    (side,) = appraise(labels, found, 1).sides
    assert side.precision.value == pytest.approx(0.8)
    assert side.recall.value == pytest.approx(8 / 12, abs=1e-6)
    assert side.false_positives.value == pytest.approx(2 / 28, abs=1e-6)
    # Jeffreys' interval of 8 of 10, from 0.49 to 0.95, or a little wider.
    assert side.precision.low == pytest.approx(0.45, abs=0.05)
    assert side.precision.high == pytest.approx(0.95, abs=0.03)


def test_weights_that_differ_are_worth_fewer_messages() -> None:
    labels, found = outcomes(
        (10, True, "", (True,)), (10, False, "", (True,)), (9, False, "", (False,))
    )
    rows = [
        row._replace(weight=100.0 if number % 10 == 0 else 1.0)
        for number, row in enumerate(labels.rows)
    ]
    found.messages, found.flagged[(True,)] = 1000, 500
    even = Labels(tuple(row._replace(weight=10.0) for row in labels.rows))
    wide = appraise(Labels(tuple(rows)), found, 1).sides[0].precision
    narrow = appraise(even, found, 1).sides[0].precision
    assert wide.value == narrow.value == pytest.approx(0.5)
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)


def test_messages_of_one_member_say_less_than_those_of_many() -> None:
    rows, alike, apart = [], Found(), Found()
    for number in range(120):
        bad = number // 10 % 2 == 0
        rows.append(Label(bad, str(number)))
        for found, member in ((alike, number // 10), (apart, number % 60)):
            found.outcomes.append(Outcome(number, f"g{member % 12}", str(member), (True,), (frozenset(),)))  # fmt: skip
    labels = Labels(tuple(rows))
    wide, narrow = (appraise(labels, one, 1) for one in (alike, apart))
    assert wide.by == narrow.by == "group"
    one, other = wide.sides[0].precision, narrow.sides[0].precision
    assert one.high - one.low > 2 * (other.high - other.low)


def test_what_too_few_judged_cannot_be_estimated() -> None:
    labels, found = outcomes((4, True, "", (True,)), (30, None, "", (False,)))
    (side,) = appraise(labels, found, 1).sides
    assert [one.why for one in side[:3]] == ["judged", "passed", "passed"]
    assert all(one.value is None for one in side[:3])


def test_answers_that_nobody_judged_may_be_anything() -> None:
    labels, found = outcomes((20, True, "a", (True, True)), (20, False, "b", (False, False)),
                             population={"a": 20, "b": 900})  # fmt: skip
    found.messages = 1_000
    found.flagged.update({(True, True): 20, (False, True): 80})
    old, new = appraise(labels, found, 2).sides
    assert old.precision.low > 0.8
    assert new.precision.low < 0.3


def test_two_policies_are_compared_on_the_same_messages() -> None:
    labels, found = outcomes(
        (20, True, "x", (True, True)), (20, False, "x", (True, False)), (40, False, "y", (False, False)),
        population={"x": 40, "y": 4_000},
    )  # fmt: skip
    found.messages = 4_040
    found.flagged.update({(True, True): 20, (True, False): 20})
    both = appraise(labels, found, 2)
    assert both.difference is not None
    gained = both.difference.precision
    assert gained.value == pytest.approx(0.5)
    assert gained.low > 0.2
    alone = [appraise(labels, found.of(side), 1).sides[0] for side in (0, 1)]
    assert [one.precision.value for one in alone] == pytest.approx([0.5, 1.0])
    assert alone[1].wrong == 0


def test_an_id_that_several_groups_have_is_left_out() -> None:
    labels = Labels((Label(True, "1"), Label(True, "2")))
    found = Found([Outcome(0, "a", "m", (True,), (frozenset(),)), Outcome(0, "b", "m", (True,), (frozenset(),))])  # fmt: skip
    judged = appraise(labels, found, 1)
    assert (judged.ambiguous, judged.absent, judged.judged) == ({0}, {1}, 0)


def test_of_a_rule_only_what_breaks_it_is_right() -> None:
    labels, found = outcomes((20, True, "", (True,)), (20, False, "", (False,)))
    rows = [
        row._replace(rule="other" if n < 5 else "r" if n < 20 else "")
        for n, row in enumerate(labels.rows)
    ]
    found.rules["r", (True,)] = 20
    rule = appraise(Labels(tuple(rows)), found, 1).rules["r"].sides[0]
    assert rule.precision.value == pytest.approx(0.75)
    assert (rule.right, rule.wrong, rule.missed) == (15, 5, 0)
    unnamed = appraise(labels, found, 1).rules["r"].sides[0]
    assert unnamed.precision.value == 1
    assert (unnamed.recall.why, unnamed.missed) == ("named", None)


def test_the_same_seed_gives_the_same() -> None:
    labels, found = outcomes((8, True, "", (True,)), (9, False, "", (False,)))
    again = Found(found.outcomes[::-1], set(), found.messages, found.flagged, found.rules)
    assert appraise(labels, found, 1, 7) == appraise(labels, again, 1, 7)
    assert appraise(labels, found, 1, 7).sides != appraise(labels, found, 1, 8).sides


# -- do the intervals hold? --------------------------------------------------------------------


def community(dice: random.Random, members: int = 150, messages: int = 8_000):
    """(bad, found, nearly, group, member) of messages; members differ much, and some write much."""
    keen = [dice.betavariate(0.3, 6) for _ in range(members)]
    made = []
    for _ in range(messages):
        member = int(members * dice.random() ** 2)
        bad = dice.random() < keen[member]
        found = dice.random() < (0.7 if bad else 0.01 * (1 + 9 * keen[member]))
        nearly = not found and dice.random() < (0.5 if bad else 0.05)
        made.append((bad, found, nearly, f"g{member % 12}", f"m{member}"))
    return made


def sampled(made, size: int, dice: random.Random) -> Appraisal:
    """What a sample of a community says, drawn as `policyq label` draws."""
    strata = {"rule: r": [], "near": [], "rest": []}
    for number, (_, found, nearly, _, _) in enumerate(made):
        strata["rule: r" if found else "near" if nearly else "rest"].append(number)
    many = allotted({name: len(some) for name, some in strata.items()}, size)
    rows, reader = [], Found(messages=len(made))
    for name, some in strata.items():
        for number in dice.sample(some, many.get(name, 0)):
            bad, found, _, group, member = made[number]
            fired = (frozenset(["r"] if found else []),)
            reader.outcomes.append(Outcome(len(rows), group, member, (found,), fired))
            rows.append(Label(bad, str(number), stratum=name, population=len(some)))
    reader.flagged[(True,)] = reader.rules["r", (True,)] = len(strata["rule: r"])
    return appraise(Labels(tuple(rows)), reader, 1)


def truth(made) -> dict[str, float]:
    counts = Counter((bad, found) for bad, found, *_ in made)
    right, wrong = counts[True, True], counts[False, True]
    return {
        "precision": right / (right + wrong),
        "recall": right / (right + counts[True, False]),
        "false_positives": wrong / (wrong + counts[False, False]),
    }


def held(trials: int, size: int, seed: int) -> dict[str, float]:
    """In which part of the trials each interval holds the truth of the log."""
    dice, hits = random.Random(seed), Counter()
    for trial in range(trials):
        if trial % 5 == 0:
            made = community(dice)
        side: Figures = sampled(made, size, dice).sides[0]
        for name, true in truth(made).items():
            estimate = getattr(side, name)
            hits[name] += estimate.known and estimate.low - 1e-6 <= true <= estimate.high + 1e-6
    return {name: hits[name] / trials for name in truth(made)}


def test_the_intervals_hold_the_truth() -> None:
    assert min(held(40, 150, 1).values()) >= 0.875  # less once in a thousand at 95 %


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("size", [60, 150, 400])
def test_the_intervals_hold_the_truth_very_often(size: int) -> None:
    found = held(400, size, size)
    print(size, found)
    assert min(found.values()) >= 0.92


# -- drawing -----------------------------------------------------------------------------------

NEW = OLD.replace('"sell"', '"sell it", "price"').replace("value limit = 3", "value limit = 4")


def drawing(*texts: str, size: int = 60, seed: int = 1, events=None) -> Drawing:
    programs = [program(text) for text in texts]
    made = Drawing(programs, size, seed, 2)
    replayers = [Replayer(evaluator(one, "live")) for one in (*programs, nearer(programs[-1]))]
    for event in log(3) if events is None else events:
        *steps, near = (one.step(event) for one in replayers)
        made.see(steps, near)
    return made


def test_every_message_is_in_one_stratum_and_known_with_what_probability_it_is_drawn() -> None:
    events = log(3)
    made = drawing(OLD, events=events)
    drawn = made.drawn()
    assert made.messages == len(events)
    assert len(drawn) == 60 == len({one.event.id for one in drawn})
    sizes = {one.stratum: one.population for one in drawn}
    assert sum(sizes.values()) == len(events)
    assert {"rule: ads", "rest"} <= sizes.keys()
    for name, many in Counter(one.stratum for one in drawn).items():
        one = next(one for one in drawn if one.stratum == name)
        assert (one.drawn, one.probability) == (many, many / one.population)


def test_a_longer_sample_begins_with_the_shorter_and_each_part_has_all_strata() -> None:
    events = log(3)
    short, long = (drawing(OLD, size=size, events=events).drawn() for size in (30, 60))

    def ids(some: list[Drawn]) -> set[str]:
        return {one.event.id for one in some}

    assert ids(short) < ids(long)
    assert {one.stratum for one in short[:15]} == {one.stratum for one in short}
    assert ids(short) != ids(drawing(OLD, size=30, seed=2, events=events).drawn())


def test_what_two_policies_treat_in_other_ways_is_drawn_apart() -> None:
    events = log(3)
    strata = {one.stratum for one in drawing(OLD, NEW, events=events).drawn()}
    assert {"gained", "lost"} <= strata
    runs = Runs((program(OLD), program(NEW)), lambda one: evaluator(one, "live"), Asked(suppressed=False),
                labels=Labels(()))  # fmt: skip
    for event in events:
        runs.see(event)
    assert runs.labelled is not None
    flagged = runs.labelled.found.flagged
    sizes = {one.stratum: one.population for one in drawing(OLD, NEW, events=events).drawn()}
    assert (sizes["gained"], sizes["lost"]) == (flagged[False, True], flagged[True, False])


def test_the_context_is_what_was_said_before_in_the_group() -> None:
    events = log(3)
    place = {event.id: number for number, event in enumerate(events)}
    for one in drawing(OLD, events=events).drawn():
        assert len(one.before) <= 2
        before = [*one.before, one.event]
        assert all(event.group == one.event.group for event in before)
        assert all(place[a.id] < place[b.id] for a, b in pairwise(before))


def test_every_message_of_a_stratum_has_the_same_chance() -> None:
    events, met = log(3, groups=3), Counter[str]()
    for seed in range(120):
        for one in drawing(
            HEAD + 'rule r when message contains "buy" then delete\n',
            size=40,
            seed=seed,
            events=events[:200],
        ).drawn():
            met[one.event.id] += one.stratum == "rest"
    often = [number for number in met.values() if number]
    mean = sum(often) / len(often)
    assert max(often) < mean + 5 * mean**0.5


def test_shares_that_a_stratum_cannot_give_others_do() -> None:
    assert allotted({"rest": 1_000, "near": 3, "rule: a": 2}, 100) == {
        "near": 3,
        "rest": 95,
        "rule: a": 2,
    }
    assert allotted({"rest": 4}, 100) == {"rest": 4}
    even = allotted({"rule: a": 90, "rule: b": 90, "near": 90, "rest": 900}, 100)
    assert even == {"near": 20, "rest": 40, "rule: a": 20, "rule: b": 20}


def test_a_near_miss_is_what_a_policy_that_finds_more_finds() -> None:
    text = HEAD + (
        'words ads = "发票"\n'
        "rule ads when message contains ads then delete\n"
        "rule flood when count(message per sender within 60 seconds) > 6 then mute 10 minutes\n"
    )
    events = [message(n, "hi", "ann", n / 20) for n in range(6)]
    events.append(message(9, "代开fapiao", "ben", 60))
    made = drawing(text, events=events)
    found = {one.event.id: one.stratum for one in made.drawn()}
    assert [name for name, stratum in found.items() if stratum == "near"]
    assert found[events[-1].id] == "near"
    assert found[events[0].id] == "rest"


def test_runs_read_labels_as_a_replay_does() -> None:
    events, old = log(5), program(OLD)
    labels = Labels(
        tuple(Label(n % 3 == 0, event.id, event.group) for n, event in enumerate(events))
    )
    reader, replayer = Reader(labels, [old]), Replayer(evaluator(old, "live"))
    for event in events:
        reader.add((replayer.step(event),))
    runs = run(old, program(NEW), events, Asked(suppressed=False))
    assert runs.labelled is None
    both = Runs(
        (old, program(NEW)),
        lambda one: evaluator(one, "live"),
        Asked(suppressed=False),
        labels=labels,
    )
    for event in events:
        both.see(event)
    assert both.labelled is not None
    assert both.labelled.found.of(0) == reader.found
