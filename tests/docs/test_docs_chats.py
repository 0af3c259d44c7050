"""The samples on the pages about exports are read, and both languages show the same ones."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from policyq.apps.logs import Reading

PAGES = Path(__file__).resolve().parents[2] / "docs" / "reference"
#: By heading: the format, and of what kinds the sample's events are.
WANTED = {
    "Telegram Desktop": ("telegram", ["text", "join"]),
    "DiscordChatExporter": ("discord", ["text"]),
    "Slack": ("slack", ["text", "text"]),
    "WhatsApp": ("whatsapp", ["text", "image"]),
}


def _sample(page: str, heading: str) -> str:
    text = (PAGES / page).read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    found = re.search(r"```\w+\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("heading", WANTED)
def test_a_sample_is_read(heading: str) -> None:
    form, kinds = WANTED[heading]
    sample = _sample("formats.md", heading)
    assert sample == _sample("formats.zh.md", heading)
    data = sample.encode()
    if form == "slack":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("users.json", "[]")
            archive.writestr("general/2026-05-01.json", data)
        data = packed.getvalue()
    reading = Reading(["-"], stdin=io.BytesIO(data), timezone="Asia/Shanghai", group="g")
    assert [event.kind for event in reading] == kinds
    assert reading.formats == {form: 1}
    assert not reading.rejected and not reading.faults
