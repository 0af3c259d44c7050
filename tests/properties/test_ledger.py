"""The books hold, whatever happens in whatever order: a machine that lets members earn, praise,
repeat, edit, spend, come late, come twice, and be taken back, and looks at the books after each."""

from __future__ import annotations

from collections import Counter

from engines import reborn
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from policyq.diagnostics.source import Source
from policyq.ir import clock
from policyq.ir.books import KNOWN
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, LATENESS, MINUTE

CAP, PAIRS, DAYS, PRICE, STOCK = 6, 2, 3, 5, 3
POLICY = f"""
policy "Books" version 1
timezone Europe/Berlin

points p at most {CAP} daily each at most {PAIRS} daily per pair expiring after {DAYS} days
points q at most 9 weekly each
title star expiring after 1 day
reward mug = {PRICE} p at most {STOCK} monthly at most 2 weekly each then grant star, award 1 q
rule checkin when checkin then award 2 p
rule tip when text starts with "tip" then award 3 p, award 1 q
rule long when text starts with "tip long" then award 1 p
rule liked when reaction then award 1 p to the other
rule rude when text contains "bad" then deduct 4 p
rule gone when text contains "ad" and text does not contain "bad" then delete
rule spend when text is "mug" then redeem mug
rule rich when text is "rich" and holds p >= 3 then reply "{{p}} {{titles}}"
ranking best = daily earned p top 2 then award 7 q to the winners, grant star to the winners
"""
START = clock.midnight(clock.local(1_774_500_000 * 10**6, "UTC").date(), "Europe/Berlin")
MEMBERS = ("u1", "u2", "u3")
TEXTS = ("tip a", "TIP A ", "tip b", "tip long", "tip ad", "bad", "mug", "mug", "rich", "hello")


class Books(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        compiled = compile_policy({"main": Source("main", POLICY)}, "main")
        assert compiled.program is not None, compiled.diagnostics
        self.program = compiled.program
        self.reference, self.live = Reference(self.program), to_python(self.program)
        self.now, self.number = START, 0
        self.events: list[Event] = []
        self.held: Counter[tuple[str, str]] = Counter()

    # -- what happens ----------------------------------------------------------------------

    def _feed(self, event: Event) -> None:
        wanted = []
        while due := self.reference.due("g", event.time):
            stale = self._stale(due[0].time)
            wanted.append(self.reference.decide(due[0]))
            if due[0].kind == "day_end":
                gone = Counter[str]()
                for one in wanted[-1].postings:
                    gone[one.source] += one.amount if one.sink == "expired" else 0
                assert +gone == stale
                assert not self._stale(due[0].time)
        wanted.append(self.reference.decide(event))
        assert tuple(wanted) == self.live.feed(event)
        for decision in wanted:
            self._book(decision)
        self.events.append(event)

    def _stale(self, at: int) -> Counter[str]:
        """What is in its last day, or beyond, when the day of an instant ends."""
        day = clock.local(at, self.program.timezone).date().toordinal()
        return Counter(
            {
                f"@{member}": number
                for (points, member), purse in self.reference.standing("g").books.purses.items()
                if points == "p"
                and (number := sum(lot.left for lot in purse.lots if lot.day + DAYS <= day + 1))
            }
        )

    def _book(self, decision: Decision) -> None:
        """Replays the postings, and nothing else."""
        for one in decision.postings:
            assert one.amount > 0
            self.held[one.points, one.source] -= one.amount
            self.held[one.points, one.sink] += one.amount

    def _event(self, kind: str, member: str, **fields) -> Event:
        self.number += 1
        return Event(f"e{self.number}", self.now, "g", kind, sender=member, name=member, **fields)

    @rule(step=st.sampled_from((1, MINUTE, HOUR, 7 * HOUR, DAY - 1, DAY, 2 * DAY, 4 * DAY)))
    def time_passes(self, step: int) -> None:
        self.now += step

    @rule(member=st.sampled_from(MEMBERS), text=st.sampled_from(TEXTS))
    def says(self, member: str, text: str) -> None:
        self._feed(self._event("text", member, text=text, mentions=()))

    @rule(member=st.sampled_from(MEMBERS))
    def checks_in(self, member: str) -> None:
        self._feed(self._event("checkin", member))

    @rule(member=st.sampled_from(MEMBERS), other=st.sampled_from((*MEMBERS, None)))
    def praises(self, member: str, other: str | None) -> None:
        self._feed(self._event("reaction", member, target=other))

    @rule(data=st.data(), text=st.sampled_from(TEXTS))
    def edits(self, data, text: str) -> None:
        said = [one for one in self.events if one.kind == "text"]
        if said:
            old = data.draw(st.sampled_from(said))
            edit = self._event("edit", str(old.sender), text=text, mentions=(), refers=old.id)
            self._feed(edit)

    @rule(data=st.data(), late=st.sampled_from((1, LATENESS - 1, LATENESS + 1, DAY, 9 * DAY)))
    def comes_late(self, data, late: int) -> None:
        event = self._event("checkin", data.draw(st.sampled_from(MEMBERS)))
        self._feed(event._replace(time=event.time - late))

    @rule(data=st.data())
    def comes_again(self, data) -> None:
        """The same id again: within the hour the same decision, later one that pays nothing of
        what was paid."""
        again = [one for one in self.events if one.kind in ("text", "checkin", "reaction")]
        if not again:
            return
        old = data.draw(st.sampled_from(again))
        before = self.reference.standing("g").books
        wanted = self.reference.decide(old)
        assert wanted == self.live.decide(old)
        after = self.reference.standing("g").books
        if (before.purses, before.totals) != (after.purses, after.totals):
            self._book(wanted)

    @rule(data=st.data(), action=st.sampled_from((None, "award", "redeem", "deduct", "grant")))
    def is_taken_back(self, data, action: str | None) -> None:
        if self.events:
            old = data.draw(st.sampled_from(self.events))
            self._feed(
                self._event("outcome", "boss", refers=old.id, result="vetoed", action=action)
            )

    @rule()
    def is_saved(self) -> None:
        self.live = reborn(self.live)

    # -- what holds ------------------------------------------------------------------------

    @invariant()
    def books_hold(self) -> None:
        if not self.events:
            return
        mine, theirs = self.reference.standing("g").books, self.live.standing("g").books
        assert mine.purses == theirs.purses and mine.totals == theirs.totals
        assert mine.titles == theirs.titles
        for name in ("p", "q"):
            assert mine.sum(name) == 0
        for (_, _), purse in mine.purses.items():
            assert all(lot.left > 0 for lot in purse.lots)

    @invariant()
    def postings_tell_everything(self) -> None:
        books = self.reference.standing("g").books if self.events else None
        if books is None:
            return
        for (points, member), purse in books.purses.items():
            assert self.held[points, f"@{member}"] == sum(lot.left for lot in purse.lots)
        for (points, account), held in books.totals.items():
            assert self.held[points, account] == held

    @invariant()
    def nobody_goes_beyond_the_cap(self) -> None:
        books = self.reference.standing("g").books if self.events else None
        if books is None:
            return
        for (points, _), purse in books.purses.items():
            if points == "p":
                assert all(number <= CAP for _, number in purse.earned)
        for of_pair in books.pairs.values():
            assert all(0 < number <= PAIRS for _, number in of_pair)
        sold = Counter[tuple[int, int]]()
        for days in books.sold.values():
            for day, number in days:
                when = clock.date.fromordinal(day)
                sold[when.year, when.month] += number
        assert all(number <= STOCK for number in sold.values())

    @invariant()
    def nothing_is_paid_twice(self) -> None:
        books = self.reference.standing("g").books if self.events else None
        known = max((one.time for one in self.events), default=0) - KNOWN
        for every in books.moved.values() if books else ():
            moved = [one for one in every if one.time > known]
            keys = [(one.action, one.rule, one.of, one.member) for one in moved]
            assert len(keys) == len(set(keys))
            assert sum(one.action == "redeem" for one in moved) <= 1


Books.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestBooks = Books.TestCase
