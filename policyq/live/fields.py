"""How generated code writes the fields of an event: numbers, and whether a field is known."""

from __future__ import annotations

#: Each numeric field: what must be known for it, and the number.
NUMBERS = {
    "tenure": ("joined", "time - joined"),
    "late": ("until", "max(until - time, 0)"),
    "length": ("text", "len(text)"),
    "mention_count": ("mention_count", "mention_count"),
    "link_count": ("links", "len(links)"),
    "amount": ("amount", "amount"),
    "members": ("members", "members"),
}

#: Whether a field is known.
PRESENT = {
    "tenure": "(joined is not None)",
    "late": "(until is not None)",
    "length": "(text is not None)",
    "mention_count": "(mention_count is not None)",
    "link_count": "(links is not None)",
    "amount": "(amount is not None)",
    "members": "(members is not None)",
    "text": "(text is not None)",
    "links": "(links is not None)",
    "sender": "(sender is not None)",
    "target": "(sender is not None)",
    "time": "True",
    "mentions": "(mentions is not None)",
    "answered": "(refers is not None)",
    "group": "True",
    "group_tags": "(group_tags is not None)",
    "platform": "(platform is not None)",
    "channel": "(channel is not None)",
}
