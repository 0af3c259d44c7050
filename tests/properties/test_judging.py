"""Whoever judges, whenever, and however often: a machine that lets members offend, complain and
appeal, people judge (authors, strangers, twice, too late, what waits no longer), reports come in, and
events come late and again. It keeps its own account of what waits and of who has had his say, and
holds the decisions against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from engines import reborn
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from policyq.diagnostics.source import Source
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.decisions import Act, Answer, Decision, Question
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, LATENESS, MINUTE, SECOND

WINDOW = 3 * HOUR
POLICY = """
policy "Court" version 1
timezone Asia/Shanghai
ladder steps within 3 hours
  first warn "first"
  next mute 10 minutes
  next remove confirmed by 2 of owner or admin within 30 minutes otherwise mute 1 hour
rule bad when text contains "spam" then delete, penalize by steps
rule worse when text contains "scam"
  then mute 2 hours confirmed by owner within 10 minutes otherwise warn "nobody looked"
rule raid when text contains "raid" then lock for 1 hour confirmed by owner or admin
rule told when complaint then notify owner "a complaint"
rule grumbles when count(complaint per sender within 1 hour) > 2 then warn "enough"
rule shunned when complaint and distinct(sender of complaint per target within 1 hour) >= 2
  then mute 20 minutes against the other
rule heard when appeal then forgive within 3 hours confirmed by owner or admin within 20 minutes
promise kept never remove when target is admin
promise heard never mute when target is admin
"""
START = 1_772_452_800 * SECOND
ROLES = {"u1": "owner", "u2": "admin", "u3": "member", "u4": "member", "u5": "admin"}
MEMBERS = st.sampled_from(sorted(ROLES))
TEXTS = ("spam", "spam", "spam", "scam", "spam scam", "raid", "spam raid", "hello")
PENALTIES = ("warn", "mute", "remove")
STEPS = (1, SECOND, MINUTE, 10 * MINUTE - 1, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, DAY)
APPEALED = 3 * HOUR
ENDS = ("approved", "rejected", "timed_out")


@dataclass
class Given:
    """A penalty that may be forgiven."""

    time: int
    event: str
    about: str
    member: str | None
    judges: frozenset[str]
    upheld: bool = False


class Court(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        compiled = compile_policy({"main": Source("main", POLICY)}, "main")
        assert compiled.program is not None, compiled.diagnostics
        self.reference, self.live = Reference(compiled.program), to_python(compiled.program)
        self.now, self.newest, self.number = START, 0, 0
        self.decided: dict[str, tuple[Event, Decision]] = {}
        self.waits: dict[str, Question] = {}
        self.approved: dict[str, set[str]] = {}
        self.ended: Counter[str] = Counter()
        self.acted: Counter[tuple[str, str | None]] = Counter()
        self.stepped: list[tuple[str, Event]] = []
        self.ruled: dict[str, int] = {}
        self.given: list[Given] = []

    # -- what happens --------------------------------------------------------------------------

    def _feed(self, event: Event) -> None:
        fed = []
        while due := self.reference.due("g", event.time):
            fed.append(self._decide(due[0]))
        fed.append(self._decide(event))
        assert tuple(fed) == self.live.feed(event)
        self.decided[event.id] = (event, fed[-1])

    def _decide(self, event: Event) -> Decision:
        expected = self._expected(event)
        running = self.reference.standing("g").mutes
        decision = self.reference.decide(event)
        self.newest = max(self.newest, event.time)
        assert decision.answers == expected
        if event.kind == "outcome":
            self._reported(event)
        self._appealed(event, decision)
        settled = self._settle(event, decision)
        self._look(event, decision, settled)
        for act in decision.actions:
            old = running.get(act.target or "")
            if act.action == "mute" and old is not None:
                assert old.until is not None and act.until is not None and act.until > old.until
        for question in decision.pending:
            self._ask(event, question)
        return decision

    def _event(self, kind: str, member: str, **fields) -> Event:
        self.number += 1
        who = {"sender": member, "name": member, "role": ROLES[member]}
        return Event(f"e{self.number}", self.now, "g", kind, **who, **fields)

    @rule(step=st.sampled_from(STEPS))
    def time_passes(self, step: int) -> None:
        self.now += step

    @rule(
        member=MEMBERS,
        text=st.sampled_from(TEXTS),
        late=st.sampled_from((0, 0, 0, 0, 1, MINUTE, LATENESS)),
    )
    def says(self, member: str, text: str, late: int) -> None:
        event = self._event("text", member, text=text, mentions=())
        # Later than that, what is over is forgotten, and the account here would know too much.
        self._feed(event._replace(time=max(event.time - late, self.newest - LATENESS)))

    @rule(member=MEMBERS)
    def offends_on_and_on(self, member: str) -> None:
        for _ in range(3):
            self._feed(self._event("text", member, text="spam", mentions=()))

    @rule(member=MEMBERS, other=MEMBERS)
    def complains(self, member: str, other: str) -> None:
        self._feed(self._event("complaint", member, target=other))

    @rule(member=MEMBERS, about=st.sampled_from(("latest", "latest", "first", "nothing")))
    def appeals(self, member: str, about: str) -> None:
        mine = [one for one in self.given if one.member == member]
        refers = None if about == "latest" else "nothing"
        if about == "first" and mine:
            refers = mine[0].about
        self._feed(self._event("appeal", member, refers=refers))

    @rule(member=MEMBERS)
    def is_forgiven_and_offends_again(self, member: str) -> None:
        self._feed(self._event("text", member, text="spam", mentions=()))
        self.appeals(member, "latest")
        for judge in ("u1", "u2", "u5"):
            self.agrees_to_all(judge)
        self._feed(self._event("text", member, text="spam", mentions=()))

    @rule(member=MEMBERS, judge=st.sampled_from(("u1", "u2", "u5")))
    def is_judged_again_by_who_agreed(self, member: str, judge: str) -> None:
        self._feed(self._event("text", member, text="scam", mentions=()))
        self.agrees_to_all(judge)
        self.appeals(member, "latest")
        self.agrees_to_all(judge)

    @rule(other=MEMBERS)
    def is_complained_of_by_all(self, other: str) -> None:
        for member in sorted(ROLES):
            self._feed(self._event("complaint", member, target=other))

    @rule(
        data=st.data(),
        member=MEMBERS,
        result=st.sampled_from(("approve", "approve", "approve", "reject")),
    )
    def judges(self, data, member: str, result: str) -> None:
        asked = [*sorted(self.waits), *sorted(self.waits), *sorted(self.ended), "nothing/penalty"]
        about = data.draw(st.sampled_from(asked))
        self._feed(self._event("verdict", member, refers=about, result=result))

    @rule(member=st.sampled_from(("u1", "u2", "u5")))
    def agrees_to_all(self, member: str) -> None:
        for about in sorted(self.waits):
            self._feed(self._event("verdict", member, refers=about, result="approve"))

    @rule(text=st.sampled_from(("spam", "scam spam", "raid")))
    def refuses_all_and_is_defied(self, text: str) -> None:
        authors = [question.author or "" for question in self.waits.values()]
        for about in sorted(self.waits):
            self._feed(self._event("verdict", "u1", refers=about, result="reject"))
        for author in authors:
            self._feed(self._event("text", author, text=text, mentions=()))

    @rule(data=st.data(), result=st.sampled_from(("done", "failed", "vetoed", "forgiven")))
    def is_reported(self, data, result: str) -> None:
        old = data.draw(st.sampled_from([*sorted(self.decided), "nothing"]))
        self._feed(self._event("outcome", "u1", refers=old, result=result))

    @rule(member=MEMBERS, length=st.sampled_from((MINUTE, HOUR, DAY)), mute=st.booleans())
    def is_done_by_hand(self, member: str, length: int, mute: bool) -> None:
        more = {"action": "mute", "until": self.now + length} if mute else {"action": "unmute"}
        self._feed(self._event("outcome", "u1", target=member, result="done", **more))

    @rule(data=st.data())
    def comes_again(self, data) -> None:
        known = [(e, d) for e, d in self.decided.values() if d.time > self.newest - HOUR]
        if known:
            event, decision = data.draw(st.sampled_from(known))
            before = self.live.save()
            # Without the ticks: one that a late event made due is no part of the repetition.
            assert self.reference.decide(event) == self.live.decide(event) == decision
            assert self.live.save() == before

    @rule()
    def is_saved_and_restored(self) -> None:
        self.live = reborn(self.live)

    # -- the account that is kept here -----------------------------------------------------------

    def _expected(self, event: Event) -> tuple[Answer, ...]:
        if event.kind not in ("verdict", "timeout"):
            return ()
        id = event.refers or ""
        question = self.waits.get(id)
        if question is None:
            return (Answer(id, "no_question"),)
        if event.kind == "timeout":
            assert event.time == question.deadline
            return (Answer(id, "timed_out"),)
        assert event.time < question.deadline, "what is over is over before a verdict is heard"
        said = self.approved[id]
        if event.sender == question.author:
            result = "own_message"
        elif event.role not in question.judges:
            result = "not_a_judge"
        elif question.act.action == "forgive" and any(
            event.sender in one.judges for one in self._meant(question.act)
        ):
            result = "own_verdict"
        elif event.result == "reject":
            result = "rejected"
        elif event.sender in said:
            result = "already_approved"
        else:
            result = "approved" if len(said) + 1 >= question.quorum else "counted"
        return (Answer(id, result),)

    def _settle(self, event: Event, decision: Decision) -> Question | None:
        """The question that a decision ends, after which it has no part in anything."""
        for id, result in decision.answers:
            if result == "counted":
                self.approved[id].add(event.sender or "")
            if result in ENDS:
                question = self.waits.pop(id)
                self.ended[id] += 1
                assert self.ended[id] == 1
                target = question.act.target or ""
                if result == "approved":
                    self.ruled.pop(target, None)
                elif result == "rejected" and question.act.action == "forgive":
                    for one in self._meant(question.act):
                        one.upheld = True
                    return None
                elif result == "rejected":
                    self.ruled[target] = question.deadline
                    return None
                return question
        return None

    def _ask(self, event: Event, question: Question) -> None:
        old = self.waits.get(question.id)
        assert (old is not None) == question.joined
        assert question.id not in self.ended
        if old is None:
            assert question.id.startswith(f"{event.id}/")
            forgive = question.act.action == "forgive"
            assert all(
                one.act.target != question.act.target
                or (one.act.action == "forgive") != forgive
                or (forgive and one.act.message != question.act.message)
                for one in self.waits.values()
            )
        stronger = old is None or (old.act.action, old.act.until) != (
            question.act.action,
            question.act.until,
        )
        self.approved[question.id] = set() if stronger else self.approved[question.id]
        self.waits[question.id] = question

    def _reported(self, event: Event) -> None:
        if event.result != "done":
            self.given = [one for one in self.given if one.event != event.refers]
            self.stepped = [one for one in self.stepped if one[1].id != event.refers]
        elif event.refers is None and event.until is not None and event.target is not None:
            self.ruled[event.target] = event.until

    def _look(self, event: Event, decision: Decision, settled: Question | None) -> None:
        binding = [act for act in decision.actions if act.action in (*PENALTIES, "lock")]
        assert len({act.target for act in binding}) == len(binding)
        for act in binding:
            # Nobody is punished but who sent the event, whom a question was about, or whom
            # several complain of.
            whom = event.sender if settled is None else settled.act.target
            whom = event.target if "shunned" in act.rules else whom
            assert act.target == (None if act.action == "lock" else whom)
            why = event.id if settled is None else settled.id
            self.acted[why, act.target] += 1
            assert self.acted[why, act.target] == 1
            assert self.ruled.get(act.target or "", 0) <= event.time, "a human has decided"
            assert act.action not in ("mute", "remove") or ROLES[act.target or ""] != "admin"
            assert act.action != "remove" or decision.answers[0].result == "approved"
        shunned = any(one.rule == "shunned" for one in decision.fired)
        assert shunned == (event.kind == "complaint" and self._complained_of(event) >= 2)
        for one in decision.fired:
            if one.rule == "bad":
                self.stepped.append((event.sender or "", event))
                times = [old.time for member, old in self.stepped if member == event.sender]
                within = sum(event.time - WINDOW < time <= event.time for time in times)
                assert one.step == min(within, 3)

    def _appealed(self, event: Event, decision: Decision) -> None:
        """What may be asked and what is forgiven: nothing twice, nothing that is not there."""
        lost = [one.because for one in decision.lost if one.action == "forgive"]
        if event.kind == "appeal":
            mine = [
                one
                for one in self.given
                if one.member == event.sender
                and event.time - APPEALED < one.time <= event.time
                and event.refers in (None, one.event, one.about)
            ]
            left = [one for one in mine if not one.upheld]
            asked = [one.act.message for one in decision.pending]
            assert asked == [one.event for one in left[-1:]]
            assert lost == ([] if left else ["upheld" if mine else "no_penalty"])
        for act in decision.actions:
            if act.action == "forgive":
                assert decision.answers[0].result == "approved"
                (one,) = self._meant(act)
                assert not one.upheld
                self.given.remove(one)
                events = {one.event, one.about}
                self.stepped = [
                    (member, old)
                    for member, old in self.stepped
                    if member != act.target or old.id not in events
                ]
                muted = self.reference.standing("g").mutes.get(act.target or "")
                assert muted is None or muted.event not in (one.event,)
        by_hand = event.kind == "outcome" and event.result == "done" and event.refers is None
        if by_hand and event.action in PENALTIES and event.target is not None:
            judges = frozenset({event.sender or ""})
            self._give(Given(event.time, event.id, event.id, event.target, judges))
        for act in decision.actions:
            if act.action in PENALTIES:
                about, judges = event.id, frozenset[str]()
                if decision.answers:
                    question = self.waits[decision.answers[0].question]
                    about = question.id.partition("/")[0]
                    said = {*self.approved[question.id], event.sender or ""}
                    judges = frozenset(said - {""})
                self._give(Given(event.time, event.id, about, act.target, judges))

    def _meant(self, act: Act) -> list[Given]:
        return [one for one in self.given if (one.event, one.member) == (act.message, act.target)]

    def _give(self, given: Given) -> None:
        self.given.append(given)
        self.given.sort(key=lambda one: one.time)

    def _complained_of(self, event: Event) -> int:
        """How many members complained of one within the hour."""
        known = [old for old, _ in self.decided.values() if old.kind == "complaint"]
        return len(
            {
                old.sender
                for old in (*known, event)
                if old.target == event.target and event.time - HOUR < old.time
            }
        )

    def teardown(self) -> None:
        if not hasattr(self, "waits"):
            return
        self.now = max(self.now, self.newest) + 2 * DAY
        self._feed(self._event("text", "u3", text="hello", mentions=()))
        assert not self.waits
        assert set(self.ended.values()) <= {1}


Court.TestCase.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
TestCourt = Court.TestCase
