"""A replay as a page: what it says, in both languages, whatever stands in a log or a policy."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pages import check_page, without_style
from study_made import LADDER, MIXED, do, message, program, rule, says, stream

from policyq.apps.replaying import Options, decide_all
from policyq.ir import nodes
from policyq.study.page import charts
from policyq.study.page.markup import cut, element, to_html, written
from policyq.study.page.scales import in_number, in_percent, spread, top_of
from policyq.study.page.style import STYLE
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report import Log, Report, to_json, to_text
from policyq.study.report.figures import intervals
from policyq.study.report.html import to_html as page_of
from policyq.vocabulary.events import Event

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("POLICYQ_UPDATE_GOLDEN"))
LANGUAGES = ("zh", "en")


def made(events: list[Event], policy: nodes.Program = MIXED, key: str | None = "k") -> Report:
    rates = decide_all(policy, events, Options())
    called = None if key is None else Pseudonyms(key)
    return Report(policy, "observed", Log(files=1, rows=len(events)), rates, called, "0.0")


REPORT = made(stream(3, 500))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_log_makes_this_page(language: str) -> None:
    page = page_of(REPORT, language)
    check_page(page)
    path = GOLDEN / f"replay.{language}.html"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(without_style(page), encoding="utf-8")
    assert without_style(page) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_every_number_of_the_terminal(language: str) -> None:
    words = check_page(page_of(REPORT, language)).words.replace("\xa0", " ")
    for number in set(re.findall(r"\d[\d,.]*\d", to_text(REPORT, language))):
        assert number in words


def test_both_languages_have_the_same_elements() -> None:
    zh, en = (check_page(page_of(REPORT, language)) for language in LANGUAGES)
    assert [tag for tag, _ in zh.elements] == [tag for tag, _ in en.elements]
    assert not re.search("[一-鿿]", en.words)
    assert zh.of("html")[0]["lang"] == "zh-CN"


def test_numbers_of_figures_stand_in_tables() -> None:
    page = page_of(REPORT, "en")
    for section in re.findall(r"<section id=.*?</section>", page, re.DOTALL):
        assert "<figure>" not in section or ("<details>" in section and "<table" in section)


SPITEFUL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202egnp.exe\u202c",
    "a\x00b\u200bc\ud800",
    "]]><!-- --></style></svg>",
    "&lt;b&gt;&amp;",
    "很" * 400,
    "https://evil.example/?q=" + "x" * 300,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_words_and_hosts_cannot_break_out(language: str) -> None:
    rules = [rule(name, says(name), do("delete"), nodes.Climb(name)) for name in SPITEFUL]
    ladders = tuple(replace(LADDER, name=name) for name in SPITEFUL)
    policy = program(*rules, ladders=ladders, name=SPITEFUL[0])
    events = [
        message(
            n,
            f"{word} http://{'h' * 60}{n}.example/{word}",
            sender=word,
            group=word,
            minute=n * 400,
        )
        for n, word in enumerate(SPITEFUL)
    ]
    page = page_of(made(events, policy, key=None), language)
    found = check_page(page)
    assert "<script>alert(1)</script>" in found.words  # as text
    assert "<U+202E>gnp.exe" in found.words
    assert "&lt;b&gt;" in found.words
    page.encode("utf-8")


def test_an_empty_log_makes_a_page() -> None:
    page = check_page(page_of(made([]), "en"))
    assert page.words.count("not known") == 4
    assert not page.of("figure")


def test_the_page_opens_with_what_is_asked_first() -> None:
    words = check_page(page_of(REPORT, "zh")).words
    asked = [
        "有没有罚错？",
        "移出了几次？",
        "还有几件等我处理？",
        "机器人掉线了吗？",
        "比上周活跃吗？",
        "走了几个人？",
    ]
    places = [words.index(one) for one in asked]
    assert places == sorted(places)
    assert places[-1] < words.index("按日")


def test_what_was_wrong_is_what_people_took_back() -> None:
    outcome = message(
        2, kind="outcome", text=None, minute=2, refers="e1", result="vetoed", action="delete",
        sender="boss", target="ming",
    )  # fmt: skip
    words = check_page(page_of(made([message(1, "buy this"), outcome]), "en")).words
    assert "wrongly punished? 1 " in words
    assert "taken back by admins: 1 vetoed, 0 forgiven" in words


def test_last_week_stands_beside_the_week_before() -> None:
    events = [message(day, minute=day * 24 * 60) for day in range(14)]
    events += [message(100 + n, minute=13 * 24 * 60 + n) for n in range(1, 8)]
    words = check_page(page_of(made(events), "en")).words.replace("\xa0", " ")
    assert "messages: 14, 7 the week before (▲ +100.0 %)" in words
    assert "2026-01-12 – 2026-01-18, against 2026-01-05 – 2026-01-11" in words


def test_offline_is_known_only_with_heartbeats() -> None:
    beats = [
        message(hour, kind="heartbeat", text=None, sender=None, role=None, minute=60 * hour)
        for hour in (0, 1, 2, 9, 10)
    ]
    words = check_page(page_of(made(beats), "en")).words
    assert "offline? 6 hours" in words
    assert "6 hours, from 2026-01-05 11:00" in words
    words = check_page(page_of(made([message(1), message(2, minute=20 * 60)]), "en")).words
    assert "offline? not known" in words
    assert "19 hours" in words


def test_intervals_rest_on_whole_groups_and_on_enough_of_them() -> None:
    events = [
        message(n, "buy" if n % 7 == 0 or n % 20 == 3 else "ok", group=f"g{n % 20}", minute=n)
        for n in range(2_000)
    ]
    found = intervals(made(events))
    assert set(found) == {"small"}
    one = found["small"]
    assert one.low is not None and one.high is not None and one.value is not None
    assert one.low < one.value < one.high
    messages_alone = 1.96 * (one.value * (1 - one.value) / 2_000) ** 0.5
    assert one.high - one.low > 2 * messages_alone
    assert intervals(made([one for one in events if one.group < "g14"])) == {}


def test_json_has_the_days_and_the_ladders() -> None:
    document = json.loads(to_json(REPORT))
    assert sum(day["messages"] for day in document["days"]) == document["all"]["messages"]
    assert [day["day"] for day in document["days"]] == sorted(REPORT.rates.days)
    steps = document["ladders"]["standard"]
    assert [one["step"] for one in steps] == [1, 2, 3]
    assert steps[0]["members"] >= steps[1]["members"] >= steps[2]["members"] > 0
    assert document["silences"]["offline_hours"] is None
    assert document["taken_back"] == {"forgiven": 0, "vetoed": 0}


def luminance(colour: str) -> float:
    """By WCAG 2.2, of ``#rgb`` or ``#rrggbb``."""
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_words_and_bars_stand_out_from_what_they_stand_on() -> None:
    themes = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    assert len(themes) == 3  # light, dark, paper
    for theme in themes:
        colours = dict(re.findall(r"--(\w+): (#\w+)", theme))
        for ground in ("ground", "card"):
            for name in ("ink", "quiet", "one", "two", "limit"):
                both = sorted((luminance(colours[name]), luminance(colours[ground])))
                assert (both[1] + 0.05) / (both[0] + 0.05) >= 4.5, (name, ground)


# -- parts -----------------------------------------------------------------------------------------


def test_text_is_cut_by_the_cells_that_it_takes() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
    assert cut("很长的名字", 6) == "很长…"
    assert cut("👨‍👩‍👧‍👦家", 3) == "👨‍👩‍👧‍👦…"


def test_elements_escape_text_and_attributes() -> None:
    made = to_html(
        element("p", "a<b & c", element("b", "x"), "y", title='"<\u202e', data_label="1")
    )
    assert "a&lt;b &amp; c<b>x</b>y" in made
    assert 'title="&quot;<<U+202E&gt;"' in made
    assert 'data-label="1"' in made
    assert [written(one) for one in (1.0, 1.26, "x")] == ["1", "1.3", "x"]


@pytest.mark.parametrize(
    "values, top",
    [
        ([], 1),
        ([0.0], 1),
        ([0.07], 0.1),
        ([0.11], 0.2),
        ([3.1], 4),
        ([4.5], 5),
        ([7], 10),
        ([4406], 5000),
    ],
)
def test_an_axis_ends_at_a_round_number_above_all(values: list[float], top: float) -> None:
    assert top_of(values) == pytest.approx(top)


def test_words_beside_an_axis() -> None:
    assert spread(24, 6) == [0, 4, 8, 12, 16, 20]
    assert spread(0, 5) == []
    assert [in_percent(one) for one in (0.0, 0.05, 0.125)] == ["0 %", "5 %", "12.5 %"]
    assert [in_number(one) for one in (0.0, 2.5, 25_000.0)] == ["0", "2.5", "25,000"]


def test_a_line_breaks_where_a_value_is_not_known() -> None:
    chart = charts.lines(list("abcde"), [1, None, 2, 3, None], in_number, "t", "s")
    runs = [one.get("points", "") for one in chart.iter("polyline")]
    assert [run.count(",") for run in runs] == [1, 2]
    lonely = [1.0 if n % 50 in (0, 7, 8) else None for n in range(100)]
    chart = charts.lines([""] * 100, lonely, in_number, "t", "s")
    assert len(list(chart.iter("circle"))) == 2  # 0 and 50; the others have lines
    limits = [charts.Limit(2, "good"), charts.Limit(9, "poor")]
    chart = charts.lines(["a"], [1], in_number, "t", "s", limits)
    heights = [
        float(one.get("y1", "")) for one in chart.iter("line") if one.get("class") == "limit"
    ]
    assert heights == sorted(heights)
    assert charts.named(limits, in_number) == "a poor 9 · b good 2"


def test_rows_stay_within_the_chart() -> None:
    bars = [
        charts.Row("a" * 90, 0.5, "50 %", 0.2, 0.9, 0.4),
        charts.Row("b", None, "-"),
        charts.Row("c", 0.0, "0", hatched=True),
    ]
    chart = charts.rows(bars, "t", "s")
    for bar in chart.iter("rect"):
        assert float(bar.get("x", "")) + float(bar.get("width", "")) <= charts.WIDTH
    assert all(len(one.text or "") <= 36 for one in chart.iter("text"))
