"""Plans over Parquet in bulk: what neither policy of a pair has anything to say of is only counted.

    batches -> both screens -> windows -> the events that are left -> both replays -> runs

The plan is that of `policyq.apps.planning`, byte for byte. It is for the log as it is, and for policies
and logs of which columns tell enough (`policyq.apps.bulk.part`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Final

import numpy as np

from policyq.apps.bulk.fetching import Fetching
from policyq.apps.bulk.part import Kept, Source, catching_up, kept, passed, read
from policyq.apps.bulk.parting import Part
from policyq.apps.bulk.told import codes, together, values
from policyq.apps.bulk.whole import Whole
from policyq.apps.filling import Filler, Noted
from policyq.apps.logs.bulk import Batch
from policyq.live import Live
from policyq.replay.columns import Numbers
from policyq.replay.order import Odd, Read, Sorted, Unfit, sort
from policyq.replay.screen import Screen, can_screen, only_counts
from policyq.study.plan.inbulk import Columns, InBulk
from policyq.study.plan.runs import Runs
from policyq.study.sharing import Known
from policyq.vocabulary.events import Event

if TYPE_CHECKING:
    from policyq.apps.logs import Reading

_NAMED: Final = ("group", "sender", "name", "group_name", "target", "mentions")
"""The fields that say how somebody is called."""


def can_plan(runs: Sequence[Runs]) -> bool:
    """Whether the columns of a log tell enough for all policies of some plans."""
    lives = [one for run in runs for one in run.evaluators if isinstance(one, Live)]
    return len(lives) == 2 * len(runs) and all(
        can_screen(one.program) and only_counts(one.program) for one in lives
    )


def plan_in_bulk(
    runs: Sequence[Runs],
    reading: Reading,
    source: Source,
    noted: Noted,
    known: Known | None,
    watch: Callable[[int], None],
    memory: int | None = None,
) -> bool:
    """Has plans take in a log as columns; the books of its reading and ``noted`` are complete then. If
    it is not so, the log has to be looked at event by event, and neither ``runs`` nor ``known`` are of
    any more use."""
    lives = [one for run in runs for one in run.evaluators if isinstance(one, Live)]
    try:
        whole = Whole(reading, source, watch)
        planning = _Planning(lives, runs, source, _Beside(known))
        books = []
        for part in whole.parts(1, memory, len(lives)):
            books.append(planning.part(part, whole.progress))
            whole.done()
    except Unfit:
        raise
    except Odd:
        return False
    for one, _ in books:
        noted.add(one)
    whole.keep([one for _, one in books if one is not None])
    for run in runs:
        run.end()
    return True


class _Planning:
    """Has plans take in parts of a log by programs that `can_screen`."""

    def __init__(
        self, lives: Sequence[Live], runs: Sequence[Runs], source: Source, beside: _Beside
    ) -> None:
        self._lives, self._runs, self._source, self._beside = lives, runs, source, beside
        self._screens = [Screen(live) for live in lives]

    def part(self, part: Part, watch: Callable[[int], None]) -> tuple[Noted, Kept | None]:
        """What stands in the books of a part. Raises `Odd`."""
        found = read(self._screens, self._source.paths, watch, part, self._beside)
        filler = Filler([run.programs[1] for run in self._runs])
        decided = sort(self._screens, found)
        self._decide(found, decided, filler)
        filler.noted.pass_over(passed(found, decided))
        return filler.noted, kept(found, self._source)

    def _decide(self, found: Read, decided: Sorted, filler: Filler) -> None:
        assert found.places is not None, "it was asked for"
        order = decided.order
        columns = Columns(found.places[order], self._beside.known, found.ids[order])
        catch_up = [catching_up(live, decided, number) for number, live in enumerate(self._lives)]
        fetch = Fetching(self._runs, self._source.paths, decided)
        InBulk(decided.log, columns, self._runs, filler.fill, catch_up).run(fetch)


class _Beside:
    """Takes in who is named in a log, and who writes where."""

    def __init__(self, known: Known | None) -> None:
        self._known = known
        self.known: list[tuple[str, str]] = []
        """Roles and platforms, by number."""
        self._numbers: dict[tuple[str, str], int] = {}

    def meet(self, batch: Batch) -> None:
        """Takes in the names; what says the same as a row before it says nothing new."""
        if self._known is None:
            return
        columns = [batch.column(field) for field in _NAMED]
        _, rows = np.unique(reduce(together, columns[1:], codes(columns[0])), return_index=True)
        told = [values(column, rows) for column in columns]
        for row in rows.argsort().tolist():
            said = {field: of[row] for field, of in zip(_NAMED, told, strict=True)}
            self._known.see(Event(id="", time=0, kind="text", **said))

    def places(self, batch: Batch) -> Numbers:
        """Numbers for roles and platforms."""
        roles, platforms = batch.column("role"), batch.column("platform")
        both, where = np.unique(
            codes(roles) * len(platforms.values) + platforms.codes, return_inverse=True
        )
        numbers = []
        for one in both.tolist():
            role, platform = divmod(one, len(platforms.values))
            key = (roles.values[role] or "", platforms.values[platform] or "")
            if key not in self._numbers:
                self._numbers[key] = len(self.known)
                self.known.append(key)
            numbers.append(self._numbers[key])
        found: Numbers = np.array(numbers, np.int64).take(where)
        return found
