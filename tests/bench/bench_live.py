"""How many events a second the evaluators decide, by the stock policy over a made-up community:
`live`, the definition, and a program that a bot author would write by hand for the same rules."""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from policyq.apps.sources import load
from policyq.events.community import Parameters, generate
from policyq.ir import clock, nodes
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, MINUTE

POLICY = Path(__file__).parents[2] / "policies" / "study-group.zh.policyq"
EVENTS = 60_000
SLOW_EVENTS = 300


class ByHand:
    """The rules of the stock policy as straight Python: what fires, and nothing of what follows.

    No unknowns, no late events, no evidence, no ladders, nothing bounded."""

    LINK = re.compile(r"https?://([\w.-]+)")

    def __init__(self, program: nodes.Program) -> None:
        lists = {one.name: [word.text for word in one.listed.words] for one in program.words}
        self.words = [
            (name, re.compile("|".join(map(re.escape, words)), re.IGNORECASE))
            for name, words in lists.items()
        ]
        self.sites = tuple(site for sites in program.sites for site in sites.hosts)
        self.zone = program.timezone
        self.floods: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        self.same: dict[tuple[str, str, str], deque[int]] = defaultdict(deque)

    def decide(self, event: Event) -> list[str]:
        fired: list[str] = []
        if event.kind == "join":
            return ["welcome"]
        if event.kind not in MESSAGES or event.role in ("owner", "admin"):
            return fired
        hour = clock.local(event.time, self.zone).hour
        if hour >= 23 or hour < 7:
            fired.append("night")
        text = event.text or ""
        fired += [name for name, pattern in self.words if pattern.search(text)]
        for host in self.LINK.findall(text):
            if not any(host == site or host.endswith("." + site) for site in self.sites):
                fired.append("link")
                if event.joined is not None and event.time - event.joined < DAY:
                    fired.append("new")
        times = self.floods[event.group, event.sender or ""]
        if _count(times, event.time, MINUTE) > 8:
            fired.append("flood")
        if len(text) >= 4:
            times = self.same[event.group, event.sender or "", text]
            if _count(times, event.time, 10 * MINUTE) >= 3:
                fired.append("same")
        if event.mentions and ("*" in event.mentions or len(event.mentions) > 5):
            fired.append("mentions")
        return fired


def _count(times: deque[int], now: int, window: int) -> int:
    times.append(now)
    while times[0] <= now - window:
        times.popleft()
    return len(times)


def rate(decide: Callable[[Event], object], events: Sequence[Event]) -> float:
    """Events a second of the processor's time, which other work on the machine does not change."""
    began = time.process_time()
    for event in events:
        decide(event)
    return len(events) / (time.process_time() - began)


def main() -> None:
    sources = load(POLICY)
    program = compile_policy(sources.texts, sources.main).program
    if program is None:
        sys.exit("the stock policy is wrong")
    events = list(islice(generate(Parameters()), EVENTS))
    fires = [bool(decision.fired) for decision in map(to_python(program).decide, events)]
    quiet = [event for event, fired in zip(events, fires, strict=True) if not fired]
    began = time.process_time()
    live = to_python(program)
    print(f"to_python        {time.process_time() - began:9.3f} s for {len(program.rules)} rules")
    print(f"live             {rate(live.feed, events):9,.0f} events/s, {sum(fires)} of them firing")
    print(f"live, idle       {rate(to_python(program).feed, quiet):9,.0f} events/s")
    print(f"by hand          {rate(ByHand(program).decide, events):9,.0f} events/s")
    slow = rate(Reference(program).feed, events[:SLOW_EVENTS])
    print(f"the definition   {slow:9,.0f} events/s")


if __name__ == "__main__":
    main()
