"""Events with every field drawn: unknown, empty and full kept apart."""

from __future__ import annotations

from hypothesis import strategies as st

from policyq.apps import times
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import DERIVED, KINDS, OUTCOMES, PLATFORMS, ROLES, VERDICTS, Event

#: Any text, with what is rare put in often; no halves of surrogate pairs.
TEXTS = st.text(max_size=8) | st.sampled_from(
    [
        "",
        "\0",
        "\r\n",
        "\u2028",
        "\u202egnp.",
        "\ufeff",
        "𝟘🏮",
        'a,b;c|"d"\'',
        "  ",
        "NULL",
        "null",
        "NaN",
    ]
)
#: Texts that are not empty, numbers beyond 64 bits among them.
NAMES = st.text(min_size=1, max_size=8) | st.integers(10**18, 10**39).map(str)
INSTANTS = st.integers(times.EARLIEST, times.LATEST) | st.integers(
    1_777_593_600_000_000, 1_777_593_600_000_999
)
SETS = st.frozensets(TEXTS, max_size=3)


def _of(kind: str) -> st.SearchStrategy[Event]:
    results = {"verdict": VERDICTS, "outcome": OUTCOMES}.get(kind)
    of_tiers = dict.fromkeys(DERIVED, ("sender", "refers"))
    needs = {"verdict": ("sender", "refers"), "timeout": ("refers",), **of_tiers}.get(kind, ())

    def maybe(values: st.SearchStrategy, name: str = "") -> st.SearchStrategy:
        return values if name in needs else st.none() | values

    return st.builds(
        Event,
        id=NAMES,
        time=INSTANTS,
        group=NAMES,
        kind=st.just(kind),
        sender=maybe(NAMES, "sender"),
        name=maybe(TEXTS),
        role=maybe(st.sampled_from(sorted(ROLES))),
        tags=maybe(SETS),
        joined=maybe(INSTANTS),
        text=maybe(TEXTS),
        links=maybe(st.lists(TEXTS, max_size=3).map(tuple)),
        mentions=maybe(st.lists(NAMES | st.just("*"), max_size=3).map(tuple)),
        amount=maybe(st.floats(allow_nan=False, allow_infinity=False)),
        target=maybe(NAMES),
        refers=maybe(NAMES, "refers"),
        result=st.sampled_from(results) if results else st.none(),
        action=maybe(st.sampled_from(sorted(ACTIONS))),
        until=maybe(INSTANTS),
        members=maybe(st.integers(0, 10**12 - 1)),
        group_name=maybe(TEXTS),
        group_tags=maybe(SETS),
        platform=maybe(st.sampled_from(sorted(PLATFORMS))),
        person=maybe(NAMES),
        channel=maybe(NAMES),
    )


EVENTS = st.sampled_from(sorted(KINDS)).flatmap(_of)
