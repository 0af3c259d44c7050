"""Pages in a real browser: nothing to scroll sideways on a phone, nothing loaded, all of it legible.

Each page is put into a frame as wide as a phone, or as a screen, by a page that measures it. Skipped
where there is no Chromium.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from apps.typing_commands import Typist, write
from plan_made import OLD, log
from study_made import LADDER, MIXED, do, message, rule, says, stream
from study_made import program as made_of

from policyq.apps.replaying import Options, decide_all
from policyq.apps.schema import event_to_json
from policyq.ir import nodes
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report import Log, Report
from policyq.study.report.html import to_html
from policyq.vocabulary.events import Event

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --hide-scrollbars"
).split()
WIDTHS = (390, 320, 1280)

pytestmark = pytest.mark.skipif(not BROWSER, reason="there is no Chromium here")

_MEASURE = """
<script>
const found = [];
addEventListener('load', () => {
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument, root = page.documentElement;
    const box = page.querySelector('h1').getBoundingClientRect();
    const words = [...page.querySelectorAll('svg text')].filter((t) => t.checkVisibility());
    const sizes = words.map((t) => {
      const chart = t.ownerSVGElement;
      return 12 * chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
    });
    const out = words.filter((t) => {
      const inner = t.getBoundingClientRect();
      const outer = t.ownerSVGElement.getBoundingClientRect();
      return inner.left < outer.left - 1 || inner.right > outer.right + 1;
    });
    found.push({
      name: frame.title, width: root.clientWidth, scrolls: root.scrollWidth,
      scripts: page.scripts.length,
      loaded: frame.contentWindow.performance.getEntriesByType('resource').map((e) => e.name),
      ran: frame.contentWindow.ran === true,
      heading: box.width > 0 && box.height > 0,
      text: page.body.innerText.length,
      least: Math.min(16, ...sizes), out: out.map((t) => t.textContent),
    });
  }
  document.getElementById('found').textContent = JSON.stringify(found);
});
</script>
<pre id="found"></pre>
"""


def measured(pages: dict[str, str], folder: Path) -> list[dict[str, object]]:
    """What a browser finds in each page at each width."""
    frames = "".join(
        f'<iframe title="{name}" style="width:{width}px;height:800px;border:0" '
        f'srcdoc="{html.escape(page)}"></iframe>'
        for name, page in pages.items()
        for width in WIDTHS
    )
    whole = folder / "measure.html"
    whole.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><body>{_MEASURE}{frames}', encoding="utf-8"
    )
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [BROWSER, *FLAGS, profile, "--virtual-time-budget=5000", "--dump-dom", whole.as_uri()]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, encoding="utf-8")
    said = re.search(r'<pre id="found">(.*?)</pre>', ran.stdout, re.DOTALL)
    assert said is not None, ran.stderr[-2000:]
    found: list[dict[str, object]] = json.loads(html.unescape(said[1]))
    return found


SPITEFUL = ("<script>ran = true</script>", "<img src=x onerror='ran=true'>", "w" * 300, "很" * 300)


def report(events: list[Event], policy: nodes.Program, key: str | None = "k") -> Report:
    called = None if key is None else Pseudonyms(key)
    return Report(policy, "observed", Log(), decide_all(policy, events, Options()), called, "0.0")


def spiteful() -> Report:
    """Names, words and hosts that would run something, or take a whole screen."""
    rules = [rule(name, says(name), do("delete"), nodes.Climb(name)) for name in SPITEFUL]
    ladders = tuple(
        nodes.Ladder(name, LADDER.window, LADDER.keep, LADDER.steps) for name in SPITEFUL
    )
    events = [
        message(
            n, f"{word} http://{'h' * 60}.example/{word}", sender=word, group=word, minute=n * 900
        )
        for n, word in enumerate(SPITEFUL)
    ]
    return report(events, made_of(*rules, ladders=ladders, name=SPITEFUL[0]), key=None)


def test_pages_fit_a_phone_and_stand_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_KEY", "a key for the tests")
    write("old.policyq", OLD)
    write("new.policyq", OLD.replace('"buy", "sell"', '"buy", "sell", "cheap"'))
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in log(7, groups=10, days=3)))
    typed = Typist(capsys, monkeypatch)
    plan = typed(
        "plan", "old.policyq", "new.policyq", "--log", "log.jsonl", "--html", "--lang", "zh"
    )
    made = report(stream(3, 500), MIXED)
    pages = {
        "zh": to_html(made, "zh"),
        "en": to_html(made, "en"),
        "plan": plan.out,
        "spiteful": to_html(spiteful(), "en"),
    }
    found = measured(pages, tmp_path)
    assert len(found) == len(pages) * len(WIDTHS)
    for one in found:
        assert one["scrolls"] == one["width"], one
        assert (one["scripts"], one["loaded"], one["ran"]) == (0, [], False), one
        assert one["heading"] and int(str(one["text"])) > 1_000, one
        assert one["out"] == [], one
        # The words of a chart are nearly as large as those around it.
        assert float(str(one["least"])) >= (9 if one["width"] == 320 else 11), one


def test_what_is_measured_is_seen(tmp_path: Path) -> None:
    bad = "<!DOCTYPE html><h1 style='width: 2000px'>x</h1><script>ran = true</script>"
    for one in measured({"bad": bad}, tmp_path):
        assert int(str(one["scrolls"])) > int(str(one["width"]))
        assert (one["scripts"], one["ran"]) == (1, True)
