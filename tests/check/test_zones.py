"""Which time zone was meant."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hanging import ends

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.check.zones import PLACES, known, meant


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("北京", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"),
        ("中国标准时间", "Asia/Shanghai"),
        ("上海市", "Asia/Shanghai"),
        ("Beijing", "Asia/Shanghai"),
        ("Asia/Beijing", "Asia/Shanghai"),
        ("Asia/Bejing", "Asia/Shanghai"),
        ("China Standard Time", "Asia/Shanghai"),
        ("+8", "Asia/Shanghai"),
        ("+08:00", "Asia/Shanghai"),
        ("＋0800", "Asia/Shanghai"),
        ("UTC+8", "Asia/Shanghai"),
        ("GMT-5", "America/New_York"),
        ("+05:30", "Asia/Kolkata"),
        ("东八区", "Asia/Shanghai"),
        ("西五区", "America/New_York"),
        ("London", "Europe/London"),
        ("new york", "America/New_York"),
        ("Tokio", "Asia/Tokyo"),
        ("Europe/Birlin", "Europe/Berlin"),
        ("Asia/Shanghia", "Asia/Shanghai"),
        ("+13:37", None),
        ("Mars", None),
        ("us", None),
        ("", None),
        ("Asia/", None),
    ],
)
def test_the_zone_that_was_meant(written: str, zone: str | None) -> None:
    assert not known(written)
    assert meant(written) == zone


def test_every_place_is_in_a_zone_and_written_small() -> None:
    for place, zone in PLACES.items():
        assert ZoneInfo(zone) and place == place.casefold() == place.strip()


def test_no_name_takes_long() -> None:
    with ends():
        for name in ("a" * 10_000, "北" * 10_000, "/" * 10_000, "America/" + "x" * 52):
            assert meant(name) is None


@pytest.mark.parametrize("argv", [["logs", "inspect", "x.jsonl"], ["generate", "--days", "1"]])
def test_a_command_says_which(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*argv, "--timezone", "北京", "--lang", "zh"]) == exits.USAGE
    said = "没有 `北京` 这个时区；是不是 `Asia/Shanghai`？"
    assert capsys.readouterr().err == f"policyq：错误：{said}\n"
    assert main([*argv, "--timezone", "Mars", "--lang", "en"]) == exits.USAGE
    said = "there is no time zone `Mars`; use a name such as Asia/Shanghai, Europe/Berlin or UTC"
    assert capsys.readouterr().err == f"policyq: error: {said}\n"
