"""The names that the generated code calls."""

from __future__ import annotations

from functools import partial
from typing import Any

from policyq.ir import (
    common,
    duty,
    facts,
    holdings,
    keeping,
    lotteries,
    nodes,
    schedule,
    streaks,
    tiers,
)
from policyq.live import scene, searching, times, windows
from policyq.live.metrics import Metrics
from policyq.live.source import Source
from policyq.text.alike import letters_of
from policyq.text.fold import fold
from policyq.text.links import needed, possible


def names_of(
    program: nodes.Program, generated: Source, searches: searching.Searches
) -> dict[str, Any]:
    """The names, and what each is."""
    names = generated.names
    offset = scene.Offsets(program.timezone)
    metrics = Metrics(program, names.stores, offset)
    return {
        **names.constants,
        **{
            f"dated_value{number}": scene.ValueAt(value)
            for number, value in enumerate(program.values)
        },
        "fold": fold,
        "reach": names.reach,
        "longest": names.longest,
        "letters_of": letters_of,
        "links_of": facts.links,
        "may_link": needed,
        "dotted": possible,
        "contacts_of": scene.contacts_of,
        "mention_count_of": partial(facts.number, "mention_count"),
        "keys_by_host": scene.keys_by_host,
        "set_off": scene.set_off,
        "nearby": searching.Nearby(program, searches),
        "offset": offset,
        "offsets": offset.known,
        "measure": metrics.measure,
        "metric_is": metrics.is_so,
        "month_of": scene.Months(),
        **times.tables(program.calendar),
        "any_match": scene.any_match,
        "some_fit": scene.some_fit,
        "all_fit": scene.all_fit,
        "counted": facts.counted,
        "person_of": facts.person,
        "was_removed": common.was_removed,
        "most": windows.most,
        "most_of_bucket": windows.most_of_bucket,
        "program": program,
        "on_duty": duty.holds,
        "strikes": schedule.strikes,
        "drawn_up": keeping.drawn_up,
        "points_of": holdings.balance,
        "titled": holdings.titled,
        "in_row": streaks.holds,
        "count_day": streaks.count,
        "enter": lotteries.enter,
        "in_tier": tiers.in_tier,
        "silent_is": tiers.silent_is,
    }
