"""The samples on the pages about exports are read, each as the format it shows, without a loss."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from policyq.apps.cli.main import main
from policyq.apps.logs import read_events

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("formats.md", "formats.zh.md")
#: By heading (its first word): the format of each block below it.
BLOCKS = {
    "chatlog": ["chatlog", "chatlog-csv", "chatlog-txt"],
    "MemoTrace": ["memotrace", "memotrace"],
    "PyWxDump": ["pywxdump"],
    "WeFlow": ["weflow"],
    "ChatLab": ["chatlab", "chatlab-jsonl"],
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("heading", BLOCKS)
def test_samples_are_read(tmp_path: Path, page: str, heading: str) -> None:
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    (section,) = re.findall(rf"^##+ {heading}\b.*?(?=^##+ |\Z)", text, re.DOTALL | re.MULTILINE)
    blocks = re.findall(r"^```\w+\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    found = []
    for block in blocks:
        (tmp_path / "群.log").write_text(block, encoding="utf-8")
        reading = read_events(
            tmp_path / "群.log", timezone="Asia/Shanghai", group="群", day=date(2026, 5, 1)
        )
        texts = [event.text for event in reading]
        assert texts in (["早"], ["早", "你也早"])
        assert (reading.rejected, reading.faults) == (0, [])
        found += list(reading.formats)
    assert found == BLOCKS[heading]


def test_a_file_that_is_refused_names_the_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("小明(wxid_1) 2026-05-01 08:00:00\n早\n", encoding="utf-8")
    policy = str(ROOT / "policies" / "base.en.policyq")
    argv = ["--lang", "en", "replay", policy, "--log", str(tmp_path / "a.txt")]
    assert main([*argv, "--key", "k"]) == 3
    assert "give the option --group NAME" in capsys.readouterr().err
