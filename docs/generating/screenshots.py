"""The pictures of `docs/how-to/pull-request.md`: its page of a plan, as a browser shows it.

The repository of the page is made as the tests make it, and Chromium (Debian's package `chromium`;
with `fonts-noto-cjk` for Chinese) takes the pictures, at the width of a screen and of a phone. No
test compares them: another browser draws other pixels.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "how-to" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: A browser opens no window that is less wide; a phone stands in its middle.
_LEAST = 500


class Shot(NamedTuple):
    """How a picture is taken."""

    width: int
    """Of the page in CSS pixels."""
    height: int
    scale: float
    """Pixels of the picture for one of the page."""


SHOTS = {"wide": Shot(1280, 1000, 1), "phone": Shot(390, 844, 1.5)}


def pictures() -> Iterator[str]:
    """Take all pictures, and name each; raises `FileNotFoundError` where there is no Chromium."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise FileNotFoundError("there is no Chromium (Debian's package `chromium`)")
    FOLDER.mkdir(exist_ok=True)
    for language, ending in (("en", ""), ("zh", ".zh")):
        with tempfile.TemporaryDirectory() as folder:
            page = _page(language, Path(folder))
            for name, shot in SHOTS.items():
                picture = FOLDER / f"pull-request.{name}{ending}.png"
                _take(browser, page, shot, picture, Path(folder))
                yield picture.relative_to(ROOT).as_posix()


def _page(language: str, folder: Path) -> Path:
    """The page of the plan at the first place of the walk that asks for one."""
    sys.path[:0] = [str(ROOT / "tests")]
    walked: Any = importlib.import_module("walked")
    commands: Any = importlib.import_module("policyq.apps.cli.main")
    before = Path.cwd()
    os.chdir(folder)
    try:
        state = next(walked.walk(walked.PAGES[language], folder))
        with contextlib.redirect_stdout(io.StringIO()):
            more = ("--lang", language, "--report", "plan.html")
            commands.main(["plan", *state.sides, "--key", walked.KEY, *more])
    finally:
        os.chdir(before)
    return folder / "plan.html"


def _take(browser: str, page: Path, shot: Shot, picture: Path, folder: Path) -> None:
    """Put the page into a frame that is as wide as wanted, and take a picture of it."""
    frame = folder / "frame.html"
    frame.write_text(
        "<!DOCTYPE html><style>body { margin: 0; background: #d7dae0 }"
        "iframe { border: 0; display: block; margin: auto; background: white }</style>"
        f'<iframe src="{page.name}" width="{shot.width}" height="{shot.height}"></iframe>',
        encoding="utf-8",
    )
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--no-first-run", "--disable-sync", "--disable-background-networking",
        "--disable-component-update", f"--user-data-dir={folder / 'profile'}",
        f"--force-device-scale-factor={shot.scale}", "--virtual-time-budget=2000",
        f"--window-size={max(shot.width, _LEAST)},{shot.height}", f"--screenshot={picture}",
        frame.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
