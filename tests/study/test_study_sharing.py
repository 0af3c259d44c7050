"""Logs under pseudonyms: nobody is left in them, and a policy decides as before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_event import EVENTS
from hypothesis import given
from hypothesis import strategies as st

import policyq
from policyq.apps.cli.main import main
from policyq.apps.schema import decision_to_row, event_to_json
from policyq.apps.sharing import shared
from policyq.apps.times import zone
from policyq.events.assume import Assumption
from policyq.events.community import KINDS as COMMUNITIES
from policyq.events.community import Parameters, generate
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.sharing import Known, Mask
from policyq.text import contacts, links
from policyq.vocabulary.events import Event

NAMES = Pseudonyms("k")
TIME = 1_777_593_600_000_000
POLICIES = Path(__file__).parents[2] / "policies"


def mask(*events: Event, texts: str = "mask") -> list[Event]:
    return list(shared(events, NAMES, texts))  # type: ignore[arg-type]


def masked(text: str, *others: Event) -> str:
    """What becomes of a text of wxid_ming, called 小明, in the group 考研."""
    event = Event("1", TIME, "考研", "text", sender="wxid_ming", name="小明", text=text)
    found = mask(event, *others)[0].text
    assert found is not None
    return found


MING, ANNA = NAMES.of("wxid_ming"), NAMES.of("anna")
ANNAS = Event("2", TIME, "考研", "text", sender="anna", name="Anna Z.", mentions=("bob",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好", "你好"),
        ("@小明 你好", f"@{MING} 你好"),
        ("小明说得对", f"{MING}说得对"),
        ("anna: see ANNA Z.", f"{ANNA}: see {ANNA}"),
        ("ask bob", f"ask {NAMES.of('bob')}"),
        ("我的号 wxid_ming", f"我的号 {MING}"),
        ("wxid_zzzz99", NAMES.of("wxid_zzzz99")),
        ("@路人 在吗", f"@{NAMES.of('路人')} 在吗"),
        ("@所有人 @all 考试", "@所有人 @all 考试"),
        ("5@3元", "5@3元"),
        ("写信 a.b@mail.example.com", f"写信 {NAMES.of('a.b@mail.example.com')}@mail.invalid"),
        ("微信号：abc_def123 加我", f"微信号：{NAMES.of('abc_def123')} 加我"),
        ("2026-05-01 08:00 第3章", "2026-05-01 08:00 第3章"),
        ("共12页", "共12页"),
        ("https://a.com/x?invite=me#top", "https://a.com/x"),
        ("https://me@a.com/u/wxid_ming 看", f"https://a.com/u/{MING} 看"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert masked(text, ANNAS) == expected


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("13812345678", r"1380000\d{4}"),
        ("138 1234 5678", r"138 0000 \d{4}"),
        ("138-1234-5678", r"138-0000-\d{4}"),
        ("+86 13812345678", r"\+86 1380000\d{4}"),
        ("QQ 12345", r"QQ 1\d{4}"),
        ("加扣扣:987654", r"加扣扣:90\d{4}"),
        ("群123456789", r"群10000\d{4}"),
        ("一三八 零零一三 八零零零", r"138 0000 \d{4}"),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", r"1380000\d{4}"),
        ("010-62345678", r"010-6000\d{4}"),
        ("+44 20 7946 0958", r"\+44 20 0000 \d{4}"),
        ("415-555-0132", r"415-500-\d{4}"),
        ("电话 8765 4321", r"电话 8000 \d{4}"),
        ("QQ：一二三四五六七", r"QQ：100\d{4}"),
        ("6222 0202 1234 5678 901", r"6220 0000 0000 \d{4} 901"),
    ],
)
def test_numbers_keep_their_shape(text: str, shape: str) -> None:
    found = masked(text)
    assert re.fullmatch(shape, found), found
    assert found == masked(text)
    assert found != text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "加vx：abc_1234",
            "ⓥⓧ abc１２３４",
            "V：a b c 1 2 3",
            "微信 13800138000",
            "微信号：zhangsan",
        ),
        *(
            "QQ：１２３ ４５６７",
            "12345678QQ",
            "+86 138-0013-8000",
            "（010）6234-5678",
            "+852 9123 4567",
        ),
        *("a.b@c.com", "12345＠qq。com", "name at gmail dot com", "400-123-4567", "电话 6234567"),
    ],
)
def test_a_contact_stays_one_of_its_kind(text: str) -> None:
    before, found = contacts.find(text), masked(text)
    after = contacts.find(found)
    assert before
    assert {hit.kind for hit in before} == {hit.kind for hit in after}
    assert {hit.value for hit in before}.isdisjoint(hit.value for hit in after)
    assert all(text[hit.start : hit.end] not in found for hit in before)


def test_fields() -> None:
    verdict = Event(
        "1/penalty/timeout", TIME, "g", "verdict", sender="a", name="A", role="owner",
        tags=frozenset({"t"}), joined=5, target="b", refers="1/penalty", result="approve",
        members=3, mentions=("b", "*"), links=("http://x.com/?q=1",), group_name="考研群",
        group_tags=frozenset(), platform="qq", amount=1.5, until=9,
    )  # fmt: skip
    (found,) = mask(verdict)
    assert found == verdict._replace(
        id=NAMES.of_id("1/penalty/timeout"), group=NAMES.of_group("g"), sender=NAMES.of("a"),
        name=NAMES.of("a"), target=NAMES.of("b"), refers=NAMES.of_id("1") + "/penalty",
        mentions=(NAMES.of("b"), "*"), links=("http://x.com/",), group_name=NAMES.of_group("g"),
    )  # fmt: skip
    bare = Event("1", TIME, "g", "join")
    assert mask(bare) == [Event(NAMES.of_id("1"), TIME, NAMES.of_group("g"), "join")]


def test_a_name_without_an_account_is_that_of_the_account_where_it_is_known() -> None:
    said = Event("1", TIME, "g", "text", sender="wxid_ming", name="小明", text="早")
    system = Event("2", TIME, "g", "recall", name="小明")
    unknown = Event("3", TIME, "g", "join", name="路人")
    assert [one.name for one in mask(system, said, unknown)] == [MING, MING, NAMES.of("路人")]


def test_texts_kept_and_dropped() -> None:
    event = Event("1", TIME, "g", "text", sender="wxid_ming", text="小明 13812345678 看 a.com/x?y")
    assert mask(event, texts="keep")[0].text == event.text
    (dropped,) = mask(event, texts="drop")
    assert (dropped.text, dropped.links) == (None, ("a.com/x",))


@pytest.mark.parametrize("url", ["@ 0", "a@ 1.2.3.4", "http://@ 0/x", "ming@a.com", "@"])
def test_a_link_leads_where_it_led(url: str) -> None:
    assert links.host_of(Mask(NAMES, Known(NAMES)).link(url)) == links.host_of(url)


@given(st.lists(EVENTS, max_size=5))
def test_no_account_is_left_and_what_is_not_said_stays_so(events: list[Event]) -> None:
    found = mask(*events)
    for event, other in zip(events, found, strict=True):
        assert [one is None for one in event] == [one is None for one in other]
        for field in ("time", "kind", "role", "tags", "joined", "amount", "members", "platform"):
            assert getattr(event, field) == getattr(other, field)
        assert other.group == NAMES.of_group(event.group)
        assert other.sender in (None, NAMES.of(event.sender or ""))
        assert [links.host_of(one) for one in event.links or ()] == [
            links.host_of(one) for one in other.links or ()
        ]


@given(st.text(alphabet="ab1/.:@?#小明 comhttps-_", max_size=40))
def test_hosts_of_links_in_texts_stay(text: str) -> None:
    hosts = [hit.host for hit in links.find(text)]
    quiet = Mask(NAMES, Known(NAMES))
    assert [hit.host for hit in links.find(quiet.text(text))] == hosts


# --- a policy decides as before ---


def _decided(policy: policyq.Policy, events: list[Event]) -> list[str]:
    live, assume, at = policy.evaluator(), Assumption(), zone(policy.program.timezone)
    rows = [decision_to_row(one, at) for event in events for one in live.feed(assume.take(event))]
    return [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]


@pytest.mark.parametrize("kind", COMMUNITIES)
def test_a_policy_decides_as_before(kind: str) -> None:
    events = list(generate(Parameters(kind=kind, groups=2, days=6, seed=3)))
    found = mask(*events)
    path = {
        "study": "study-group.zh", "shop": "shop.zh", "interest": "interest.zh",
        "customer": "company-customer.zh",
    }[kind]  # fmt: skip
    policy = policyq.load(POLICIES / f"{path}.policyq")
    before, after = _decided(policy, events), _decided(policy, found)
    assert sum('"fired": []' not in row for row in before) > 20
    pairs = list(zip(events, found, strict=True))
    everyone = dict(pair for one in pairs for pair in _called(*one))
    own = {one.id: dict(_called(one, other)) for one, other in pairs}
    mapped = [_mapped(row, everyone | own.get(json.loads(row)["event"], {})) for row in before]
    assert [_plain(row) for row in after] == [_plain(row) for row in mapped]


def _called(event: Event, other: Event) -> Iterator[tuple[str, str]]:
    for field in ("id", "group", "sender", "name", "text", "group_name"):
        if getattr(event, field):
            yield getattr(event, field), getattr(other, field)


def _mapped(row: str, known: dict[str, str]) -> str:
    anything = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    return anything.sub(lambda hit: known[hit[0]], row)


def _plain(row: str) -> object:
    """A decision without the places of evidence, which move where names are longer."""
    found = json.loads(row)
    for fired in found["fired"]:
        for evidence in fired.get("evidence", ()):
            evidence["start"] = evidence["end"] = 0
    return found


def test_the_report_is_the_same_byte_for_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = list(generate(Parameters(groups=3, days=6, seed=5)))
    policy = str(POLICIES / "study-group.zh.policyq")
    reports = []
    for some, naming in ((events, ["--key", "k"]), (mask(*events), ["--names"])):
        path = tmp_path / "log.jsonl"
        path.write_text("".join(event_to_json(one) + "\n" for one in some), encoding="utf-8")
        assert main(["replay", policy, "--log", str(path), "--json", *naming]) == 0
        document = json.loads(capsys.readouterr().out)
        assert (document.pop("pseudonyms") is None) == (naming == ["--names"])
        reports.append(json.dumps(document, indent=1))
    assert reports[0] == reports[1]
    assert '"violations": 0' not in reports[0].partition('"bands"')[0]
