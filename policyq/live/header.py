"""What generated code finds first of an event: its fields, and what follows from them."""

from __future__ import annotations

from policyq.vocabulary.types import DAY, HOUR

#: The lines that find a local variable of the generated code, by its name, in their order; and what
#: each needs.
HEADER: dict[str, tuple[str, tuple[str, ...]]] = {
    "folded": ("None if text is None else fold(text)", ("text",)),
    "words": ("None if text is None else scan(text, time)", ("text", "time")),
    "key": ("None if folded is None else folded.strip()", ("folded",)),
    "bare": ("None if text is None else text.strip()", ("text",)),
    # What a text is compared with is short, and to fold all of a long one is dear: a longer one is
    # like nothing that is compared with it.
    "whole": ("None if bare is None or len(bare) > longest else fold(bare)", ("bare",)),
    "opening": ("None if text is None else fold(text.strip()[:reach])", ("text",)),
    "letters": ("None if folded is None else letters_of(folded)", ("folded",)),
    "links": (
        "() if text is not None and not e.links"
        " and (may_link(text) is None or dotted(text) is None) else links_of(e)",
        ("text",),
    ),
    "hosts": ("[link.host for link in links] if links else []", ("links",)),
    "contacts": ("contacts_of(e)", ()),
    "person": ("person_of(e)", ()),
    "latest": ("state.shared.mark", ()),
    "mention_count": ("0 if e.mentions == () else mention_count_of(e)", ()),
    "roll": ("state.standing.members", ()),
    "local": (
        f"time + (away if (away := offsets.get(time // {HOUR})) is not None else offset(time))",
        ("time",),
    ),
    "moment": (f"local % {DAY}", ("local",)),
    "hour": (f"local // {HOUR}", ("local",)),
    "day": (f"local // {DAY}", ("local",)),
    "weekday": ("(day + 3) % 7", ("day",)),
    "week": ("day - (day + 3) % 7", ("day",)),
    "month": ("month_of(day)", ("day",)),
}
FIELDS = (
    "time", "group", "kind", "sender", "role", "tags", "joined", "text", "mentions", "amount",
    "members", "group_name", "group_tags", "platform", "refers", "until", "channel", "target",
)  # fmt: skip
