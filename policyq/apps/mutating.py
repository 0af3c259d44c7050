"""What `policyq.study.mutation` needs from files: a policy with its trees, and a log to be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from policyq.ir import nodes, trials
from policyq.study.mutation.mutants import Policy
from policyq.study.mutation.noticing import Log

if TYPE_CHECKING:
    from policyq.apps.cli.policies import Loaded
    from policyq.apps.logs import Reading
    from policyq.apps.sources import Sources
    from policyq.events.roster import Roster
    from policyq.live.searching import Matchers


def policy_of(sources: Sources, loaded: Loaded) -> Policy:
    """A policy that compiled, with what it was made of."""
    files = {name: made for name, (made, _) in sources.parsed.items()}
    program = trials.lifted(loaded.program)
    return Policy(sources.main, files, sources.texts, loaded.checked, program)


class LogOf:
    """A log that changed policies are asked about; it is read once each time."""

    def __init__(
        self,
        read: Callable[[], Reading],
        roster: Roster | None,
        watch: Callable[[Reading, int], object] = lambda reading, count: None,
    ) -> None:
        """``watch`` is told how many events were read."""
        self._read = read
        self._roster = roster
        self._watch = watch
        self.reading: Reading | None = None
        """The last that was read; what it lost is in its books."""

    def __call__(
        self, program: nodes.Program, changed: Mapping[int, nodes.Program], matchers: Matchers
    ) -> set[int]:
        """By number the changed policies that decide otherwise on some event."""
        from policyq.apps.replaying import Feed
        from policyq.ir.common import shares

        reading = self.reading = self._read()
        everything = shares(program) or any(map(shares, changed.values()))

        def watch(count: int) -> None:
            self._watch(reading, count)

        feed = Feed(reading, self._roster, watch, (program,), everything)
        log = Log(program, changed, matchers, self._roster)
        log.read(feed.events())
        return log.noticed
