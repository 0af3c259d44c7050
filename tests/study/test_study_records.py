"""Records of what was done: they balance with the report, and say how things ended."""

from __future__ import annotations

from collections import Counter
from datetime import UTC

import pytest
from streams import seeded
from study_made import MIXED, by_owner, do, message, program, rule, says, stream

import policyq
from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.study.numbers import Rates
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.rates import Tally
from policyq.study.records import Book, Record, written
from policyq.study.records.chosen import Choice, totals, veiled
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE


def recorded(policy: nodes.Program, events: list[Event], mode: str = "observed"):
    tally, book = Tally(policy), Book()
    ticks: dict[str, Event] = {}
    steps = simulate(
        Reference(policy),
        events,
        mode,
        None,
        lambda tick: ticks.update({tick.id: tick}),  # type: ignore[arg-type]
    )
    for step in steps:
        tally.add(step)
        for decision in step.decisions:
            book.add(decision, step.event if decision is step.own else ticks.get(decision.event))
    return tally.rates, book.records


def assert_balanced(rates: Rates, rows: tuple[Record, ...]) -> None:
    """The records of all members together are what the report counts, and so are those of all
    groups."""
    for of in (lambda row: row.member, lambda row: row.group):
        each: dict[str | None, list[Record]] = {}
        for row in rows:
            each.setdefault(of(row), []).append(row)
        summed = sum((totals(some) for some in each.values()), Counter())
        assert summed == totals(rows)
        done = {action: n for (form, action), n in summed.items() if form == "done"}
        assert done == {action: n for action, n in rates.actions.items() if n}
        off = {action: n for (form, action), n in summed.items() if form == "put off"}
        assert off == {action: n for action, n in rates.waited.items() if n}
        for form in ("asked", "joined"):
            assert (
                sum(n for (mine, _), n in summed.items() if mine == form) == rates.questions[form]
            )
    ended = Counter(row.ended for row in rows if row.form == "asked" and row.ended)
    for result in ("approved", "rejected", "timed_out"):
        assert ended[result] == rates.questions[result]
    assert sum(row.form == "asked" and not row.ended for row in rows) == rates.open
    done = Counter(row.member for row in rows if row.form == "done" and row.act.target)
    for account, member in rates.members.items():
        assert member.interventions <= done[account]


@pytest.mark.parametrize("mode", ["observed", "suppressed"])
@pytest.mark.parametrize("seed", range(4))
def test_records_of_all_members_are_what_the_report_counts(seed: int, mode: str) -> None:
    rates, rows = recorded(MIXED, stream(seed), mode)
    assert_balanced(rates, rows)
    assert rates.actions and rates.questions["asked"]


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_so_they_are_of_any_policy(first: int) -> None:
    met: Counter[str] = Counter()
    for seed in range(first, first + 40):
        case = seeded(seed)
        rates, rows = recorded(case.program, list(case.events))
        assert_balanced(rates, rows)
        met.update(row.form for row in rows)
    assert {"done", "asked", "not done"} <= set(met)


# -- how things end ----------------------------------------------------------------------------

ASKS = program(rule("out", says("spam"), do("delete"), do("remove", confirm=by_owner(2))))


def verdict(number: int, result: str, minute: float, sender: str = "boss", role: str = "owner"):
    return message(
        number, "", sender, minute, kind="verdict", refers="e1/penalty", result=result, role=role
    )._replace(text=None)


def outcome(number: int, result: str, minute: float, **more: object) -> Event:
    event = message(number, "", "boss", minute, kind="outcome", result=result, **more)
    return event._replace(text=None)


def only(rows: tuple[Record, ...], form: str, action: str) -> Record:
    (found,) = [row for row in rows if (row.form, row.act.action) == (form, action)]
    return found


def test_it_says_who_confirmed_and_what_came_of_it() -> None:
    _, rows = recorded(ASKS, [message(1, "spam"), verdict(2, "approve", 5)])
    asked, done = only(rows, "asked", "remove"), only(rows, "done", "remove")
    assert (asked.ended, asked.by, asked.member) == ("approved", ("boss",), "ming")
    assert (done.question, done.by, done.member) == ("e1/penalty", ("boss",), "ming")
    assert done.found == ("spam",) and done.event == "e2"
    assert only(rows, "done", "delete").by == ()


def test_it_says_that_nobody_answered_or_that_it_was_rejected() -> None:
    late = [message(1, "spam"), message(2, "hello", minute=121)]
    _, rows = recorded(ASKS, late)
    assert only(rows, "asked", "remove").ended == "timed_out"
    _, rows = recorded(ASKS, [message(1, "spam"), verdict(2, "reject", 5)])
    assert (only(rows, "asked", "remove").ended, len(rows)) == ("rejected", 2)
    _, rows = recorded(ASKS, [message(1, "spam"), verdict(2, "approve", 5, "li", "member")])
    assert only(rows, "asked", "remove") == only(rows, "asked", "remove")._replace(ended="", by=())


def test_what_is_done_when_nobody_answers_belongs_to_the_question() -> None:
    policy = program(rule("out", says("spam"), do("remove", confirm=by_owner(2, do("mute", 60)))))
    _, rows = recorded(policy, [message(1, "spam"), message(2, minute=121)])
    mute = only(rows, "done", "mute")
    assert (mute.question, mute.ended, mute.member) == ("e1/penalty", "timed_out", "ming")
    assert mute.act.until == mute.time + HOUR


def test_a_new_violation_joins_the_question() -> None:
    rates, rows = recorded(ASKS, [message(1, "spam"), message(2, "spam", minute=1)])
    assert only(rows, "joined", "remove").question == "e1/penalty"
    assert_balanced(rates, rows)


def test_who_agreed_is_told_where_another_rule_has_joined() -> None:
    out = [rule(name, says(name), do("remove", confirm=by_owner(2))) for name in ("one", "two")]
    events = [message(1, "one"), message(2, "two", minute=1), verdict(3, "approve", 5)]
    _, rows = recorded(program(*out), events)
    done = only(rows, "done", "remove")
    assert (done.rules, done.by, done.ended) == (("one", "two"), ("boss",), "approved")


@pytest.mark.parametrize("result", ["vetoed", "forgiven", "failed"])
def test_it_says_what_was_taken_back(result: str) -> None:
    policy = program(rule("bad", says("spam"), do("delete"), do("mute", 10)))
    events = [message(1, "spam"), outcome(2, result, 5, refers="e1", action="mute")]
    _, rows = recorded(policy, events)
    mute = only(rows, "done", "mute")
    assert (mute.undone, mute.undone_by) == (result, "boss")
    assert only(rows, "done", "delete").undone == ""
    _, rows = recorded(policy, [message(1, "spam"), outcome(2, "done", 5, refers="e1")])
    assert not any(row.undone for row in rows)


def test_what_a_promise_held_back_names_it() -> None:
    never = nodes.Promise("kept", False, frozenset({"mute"}), nodes.Always(True))
    policy = program(rule("bad", says("spam"), do("mute", 10)), promises=(never,))
    _, rows = recorded(policy, [message(1, "spam")])
    held = only(rows, "not done", "mute")
    assert (held.promise, held.ended, held.member) == ("kept", "promise", "ming")


def test_what_was_put_off_is_said_later_of_the_same_member() -> None:
    quiet = nodes.TimeIn("", (nodes.Slot(0, 12 * 60),))  # the stream begins at 8 in Shanghai
    policy = program(
        rule("ask", says("help"), do("handover", to=(nodes.Who(role="owner"),)),
             do("notify", to=(nodes.Who(role="owner"),))),
        quiet=quiet,
    )  # fmt: skip
    rates, rows = recorded(policy, [message(1, "help"), message(2, minute=300)])
    assert_balanced(rates, rows)
    assert only(rows, "put off", "notify").ended == "said"
    assert only(rows, "done", "notify").member == "ming"


def test_a_decision_that_is_given_twice_is_one_record() -> None:
    policy = program(rule("bad", says("spam"), do("delete")))
    live = to_python(policy)
    event = message(1, "spam")
    twice = [*live.feed(event), *live.feed(event)]
    assert len(twice) == 2
    (row,) = policyq.records(twice, [event])
    assert (row.member, row.rules) == ("ming", ("bad",))


def test_without_events_a_member_is_known_where_something_is_aimed_at_them() -> None:
    policy = program(
        rule("bad", says("spam"), do("delete"), do("reply")), rule("r", says("hi"), do("reply"))
    )
    live = to_python(policy)
    events = [message(1, "spam"), message(2, "hi", "li", 1)]
    decisions = [one for event in events for one in live.feed(event)]
    assert [row.member for row in policyq.records(decisions)] == ["ming", "ming", None]
    assert [row.member for row in policyq.records(decisions, events)] == ["ming", "ming", "li"]


# -- choosing and writing ----------------------------------------------------------------------


def test_records_are_chosen_by_account_pseudonym_time_rule_and_action() -> None:
    _, rows = recorded(MIXED, stream(2))
    named = Pseudonyms("key")
    mine = [row for row in rows if row.member == "u2" and row.form != "not done"]
    by_name = Choice(members=frozenset({named.of("u2")}))
    assert (
        list(by_name.of(rows, named))
        == list(Choice(members=frozenset({"u2"})).of(rows, None))
        == mine
    )
    assert list(by_name.of(rows, None)) == []
    since = mine[0].time + 1
    later = list(Choice(since=since, until=since + DAY).of(rows, None))
    assert later and all(since <= row.time < since + DAY for row in later)
    ads = list(Choice(rules=frozenset({"ads"}), actions=frozenset({"delete"})).of(rows, None))
    assert ads and all("ads" in row.rules and row.act.action == "delete" for row in ads)
    of_group = list(Choice(groups=frozenset({named.of_group("g1")})).of(rows, named))
    assert {row.group for row in of_group} == {"g1"}
    assert (
        len(list(Choice(all=True).of(rows, None))) == len(rows) > len(list(Choice().of(rows, None)))
    )


@pytest.mark.parametrize("seed", range(6))
def test_under_pseudonyms_nobody_is_named(seed: int) -> None:
    events = [
        one._replace(
            id=f"event {one.id}", sender=f"account {one.sender}", group=f"club {one.group}",
            text=one.text and f"{one.text} secret", refers=one.refers and f"event {one.refers}",
        )
        for one in stream(seed)
    ]  # fmt: skip
    _, rows = recorded(MIXED, events)
    named = Pseudonyms("key")
    hidden = [veiled(row, named) for row in rows]
    text = "".join(written.to_jsonl(hidden, UTC)) + "".join(written.to_csv(hidden, UTC))
    text += written.to_text(hidden, UTC, named, "en")
    assert not any(word in text for word in ("account u", "club g", "event e", "secret"))
    assert named.of("account u2") in text
    assert "account u2" in "".join(written.to_jsonl(rows, UTC))


def test_a_table_adds_up_however_many_members_there_are() -> None:
    policy = program(rule("bad", says("spam"), do("delete")))
    events = [message(n, "spam", f"u{n % 50}", n) for n in range(120)]
    _, rows = recorded(policy, events)
    _, each, members, groups = written.sections(rows, UTC, None, "en")
    assert len(each.rows) == 120
    assert len(members.rows) == written.MOST_LINES + 2 and members.rows[-2][0] == "20 others"
    for section in (members, groups):
        counts = [int(line[1]) for line in section.rows]
        assert counts[-1] == sum(counts[:-1]) == 120


def test_a_table_quotes_the_beginning_on_one_line() -> None:
    said = nodes.Template(("so\n", nodes.Hole("text")))
    policy = program(rule("bad", says("spam"), do("warn", text=said)))
    _, rows = recorded(policy, [message(1, "spam " + "x" * 500)])
    (row,) = written.sections(rows, UTC, None, "en")[1].rows
    assert row[4].startswith("warn “so / spam xxx") and row[4].endswith("x…”") and len(row[4]) < 70
    assert "x" * 500 in "".join(written.to_jsonl(rows, UTC))


def test_a_cell_is_never_a_formula() -> None:
    policy = program(
        rule("bad", says("spam"), do("warn", text=nodes.Template((nodes.Hole("text"),))))
    )
    _, rows = recorded(policy, [message(1, '=HYPERLINK("http://x") spam')])
    assert "'=HYPERLINK" in "".join(written.to_csv(rows, UTC))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_is_said_in_both_languages(language: str) -> None:
    _, rows = recorded(MIXED, stream(3))
    text = written.to_text(rows, UTC, None, language)
    assert ("移出" if language == "zh" else "remove") in text
    assert MINUTE and written.to_markdown(rows, UTC, None, language).startswith("# ")
