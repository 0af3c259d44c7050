"""Who plays for points in the made-up community."""

from __future__ import annotations

from collections import Counter

import pytest

from policyq.events.community import generate, of_kind
from policyq.events.community.parameters import Parameters


@pytest.mark.parametrize("language", ["zh", "en"])
def test_players_check_in_praise_show_and_redeem(language: str) -> None:
    told = of_kind("interest", groups=3, days=7, language=language, points=0.5)
    events = list(generate(told))
    kinds = Counter(event.kind for event in events)
    assert kinds["checkin"] > 100 and kinds["reaction"] > 100
    assert all(
        event.target and event.target != event.sender
        for event in events
        if event.kind == "reaction"
    )
    word = "兑换贴纸" if language == "zh" else "redeem stickers"
    assert any(event.text == word for event in events)
    praised = Counter((e.sender, e.target) for e in events if e.kind == "reaction")
    farmed = {pair for pair, number in praised.items() if number >= 4 * 7}
    assert farmed and all((other, one) in farmed for one, other in farmed)


def test_more_play_if_more_are_said_to() -> None:
    few, many = (
        sum(
            e.kind == "checkin"
            for e in generate(of_kind("interest", groups=3, days=5, points=share))
        )
        for share in (0.1, 0.9)
    )
    assert many > 2 * few


def test_without_players_nothing_is_changed() -> None:
    plain = list(generate(of_kind("interest", groups=2, days=3)))
    assert plain == list(generate(of_kind("interest", groups=2, days=3, points=0.0)))
    assert not any(event.kind == "reaction" for event in plain)
    with pytest.raises(ValueError, match="points is a share"):
        Parameters(points=1.5)
