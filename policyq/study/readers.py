"""Everybody who reads the steps of a replay, for a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policyq.events.roster import Roster
from policyq.ir.evaluator import Evaluator
from policyq.study import (
    channels,
    climbs,
    complaints,
    contents,
    duty,
    incentives,
    presence,
    streaks,
    trials,
)
from policyq.study.across import Teller
from policyq.study.census import Census, Others
from policyq.study.hotwords import HotWords
from policyq.study.labels import found
from policyq.study.labels.label import Labels
from policyq.study.numbers import Rates
from policyq.study.rates import Tally
from policyq.study.simulate import Mode, Step
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import Instant


class Readers:
    """Reads the steps of a replay. Every event of a group comes in its order."""

    def __init__(
        self,
        engine: Evaluator,
        mode: Mode,
        roster: Roster | None = None,
        hot_words: bool = False,
        labels: Labels | None = None,
    ) -> None:
        program = engine.program
        self.tally = Tally(program)
        rates = self.tally.rates
        self.census = Census(engine, mode, roster, rates)
        self.channels = channels.Reader(mode, rates.channels)
        self._words = HotWords(program.timezone) if hot_words else None
        self._labels = None if labels is None else found.Reader(labels, [program], rates.judged)
        self._content = content = contents.Reader(program, rates.contents)
        self.gains = gains = incentives.Reader(program, rates.incentives)
        self._runs = runs = streaks.Reader(engine, rates.streaks)
        climbed = climbs.Reader(program, rates.climbs)
        shifts = duty.Reader(program, rates.duty)
        tried = trials.Reader(program, rates.trials, rates.tried_members)
        self.across = across = Teller(program, rates.across)
        always = (
            self.tally,
            self.census,
            self.channels,
            complaints.Reader(rates.complaints),
            presence.Reader(program.timezone, rates.presence),
        )
        by_decision = [one for one in (climbed, shifts, tried) if one.asks]
        asking = [one for one in (content, gains, runs, across) if one.asks]
        self._adds: tuple[Callable[[Step], None], ...] = tuple(
            one.add for one in (*always, *asking, *by_decision)
        )
        self._answers = tuple(one.add for one in by_decision)
        self._closes: tuple[Callable[[], None], ...] = (
            self.census.close,
            content.close,
            self.channels.close,
            gains.close,
            runs.close,
            climbed.close,
        )

    def add(self, step: Step) -> None:
        """Takes in what one event led to."""
        for add in self._adds:
            add(step)
        if self._words is not None and not step.prevented:
            self._words.add(step.event)
        if self._labels is not None:
            self._labels.add((step,))

    # -- messages of which nothing is to be said, many at once ---------------------------------

    def see(self, event: Event) -> None:
        """Takes in what a message says of the size of its group, and nothing else."""
        self.tally.see(event)
        self._content.see(event)

    def answered(self, step: Step) -> None:
        """Takes in what the policy says of a message that is counted with others but for that; what can
        be counted later (`policyq.study.rates.Tally.answer`) is not."""
        said = step.event.kind in MESSAGES
        for decision in step.decisions:
            self.tally.hear(decision, said)
        for add in self._answers:
            add(step)

    def spoke(
        self,
        group: str,
        account: str,
        times: Sequence[Instant],
        joined: Instant | None,
        channel: str | None,
    ) -> None:
        """A member, no bot, wrote at some times, sorted."""
        self.census.spoke(group, account, times, joined)
        self.channels.spoke(group, account, times, channel)
        self._runs.spoke(group, account, times[-1])

    def beside(self, others: Others) -> None:
        """Others count who was there, of some members."""
        self.census.others = others
        self.channels.elsewhere = others.has

    def close(self) -> Rates:
        """After the last event: what they have counted."""
        rates = self.tally.rates
        for close in self._closes:
            close()
        if self._words is not None:
            rates.hot, rates.hot_days = self._words.messages, self._words.days
            rates.group_days = self._words.group_days
        # Most messages of a log in columns are only counted, and none of them has a label.
        rates.judged.messages = rates.all.messages
        return rates
