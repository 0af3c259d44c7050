"""The project file: where it is found, what it may say, and what every key does."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import yaml
from apps.typing_commands import Ran, Typist, write
from hanging import ends

from policyq.apps.cli import exits
from policyq.apps.project.find import NAME, find
from policyq.apps.project.model import KEYS
from policyq.apps.project.model import Project as Model
from policyq.apps.project.project import Project, Wrong
from policyq.apps.project.read import read
from policyq.apps.project.written import template
from policyq.diagnostics.render import render

ROOT = Path(__file__).parents[2]
POLICY = """policy "Test" version 1
timezone UTC
rule big when message and members > 200 then delete
rule vip when message and group has tag vip then warn
rule qq when message and platform is qq then mute 10 minutes
example "nothing" 07:00 Ann: "hi" expect nothing
"""
LOG = '{"id": "1", "time": "2026-05-01T08:00:00", "group": "77", "sender": "ann", "text": "hi"}\n'


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    folder = tmp_path / "home" / "work"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.delenv("POLICYQ_LANG", raising=False)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return Typist(capsys, monkeypatch)


def codes(text: str | bytes, name: str = NAME) -> list[tuple[str, int]]:
    """What is wrong with a project file, with the lines."""
    write(name, text)
    try:
        read(name)
    except Wrong as wrong:
        lines = render(wrong.found, wrong.sources, language="en", form="plain").splitlines()
        matches = [re.match(r"policyq\.yaml:(?:(\d+):\d+:)? error (PQ\d+):", one) for one in lines]
        return [(match[2], int(match[1] or 0)) for match in matches if match]
    return []


# --- where it is found ---


def test_the_next_one_above_the_policy(policyq: Typist, tmp_path: Path) -> None:
    work = Path.cwd()
    write("a/b/c/p.policyq", POLICY)
    write(NAME, "language: en\n")
    assert find("a/b/c/p.policyq").path == str(work / NAME)
    assert find("a/b/c").path == str(work / NAME)
    assert find(None).path == str(work / NAME)
    write("a/b/" + NAME, "language: zh\n")
    assert find("a/b/c/p.policyq").path == str(work / "a/b" / NAME)
    assert find(str(work / "a/b/c/p.policyq")).path == str(work / "a/b" / NAME)
    assert find("a\0b").path == str(work / NAME)
    assert find("no/such/folder/p.policyq").path == str(work / NAME)


def test_never_above_the_home(policyq: Typist, tmp_path: Path) -> None:
    write(tmp_path / NAME, "language: zh\n")
    write("p.policyq", POLICY)
    assert find("p.policyq").path is None
    write(tmp_path / "home" / NAME, "language: zh\n")
    assert find("p.policyq").path == str(tmp_path / "home" / NAME)
    write(tmp_path / "elsewhere/p.policyq", POLICY)
    assert find(tmp_path / "elsewhere/p.policyq").path == str(tmp_path / NAME)


def test_links(policyq: Typist, tmp_path: Path) -> None:
    """A linked policy belongs where it is named, a linked folder where it is."""
    write("real/p.policyq", POLICY)
    write("real/" + NAME, "language: zh\n")
    write("mine/" + NAME, "language: en\n")
    Path("mine/p.policyq").symlink_to("../real/p.policyq")
    assert find("mine/p.policyq").path == str(Path.cwd() / "mine" / NAME)
    Path("mine/there").symlink_to("../real")
    assert find("mine/there/p.policyq").path == str(Path.cwd() / "real" / NAME)
    Path("mine/round").symlink_to("round")
    assert find("mine/round/p.policyq").path is not None


def test_a_folder_of_that_name_is_none_and_a_broken_link_is_told(policyq: Typist) -> None:
    (Path.cwd() / "sub" / NAME).mkdir(parents=True)
    write("sub/p.policyq", POLICY)
    assert find("sub/p.policyq").path is None
    Path(NAME).symlink_to("nowhere")
    ran = policyq("check", "sub/p.policyq")
    assert ran.code == exits.PROBLEMS and "PQ557" in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(policyq: Typist) -> None:
    os.mkfifo(NAME)
    write("p.policyq", POLICY)
    assert "PQ557" in policyq("check", "p.policyq").err


def test_another_name_is_told(policyq: Typist) -> None:
    write("policyq.yml", "language: zh\n")
    write("p.policyq", POLICY)
    ran = policyq("check", "p.policyq")
    assert "PQ559" in ran.err and "`policyq.yml` is not read" in ran.err
    write(NAME, "language: en\n")
    assert not policyq("check", "p.policyq").err


# --- what it may say ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("# nothing\n", []),
        ("language:\npolicies: []\ngroups: {a: }\n", []),
        ("language: zh\n\nlangauge: zh\n", [("PQ550", 3)]),
        ("groups:\n  77:\n    member: 5\n    tags: 3\n", [("PQ550", 3), ("PQ551", 4)]),
        ("policies: 3\nlogs: {a: b}\n", [("PQ551", 1), ("PQ551", 2)]),
        ("policies:\n- a\n- ''\n", [("PQ551", 3)]),
        ("language: no\n", [("PQ551", 1)]),
        ("language: fr\nformat: xml\n", [("PQ552", 1), ("PQ552", 2)]),
        ("platform: [qq, wechatt, 5]\n", [("PQ552", 1), ("PQ551", 1)]),
        ("timezone: Asia/Shanghia\n", [("PQ552", 1)]),
        ("timezone: 2026-13-45\n", [("PQ552", 1)]),
        ("day: 2026-05-01\ngroup: 77\nown: 5\ndate_order: dmy\n", []),
        ("day: '2026-05-01'\n", []),
        ("day: 2026-05-01 08:00:00\n", [("PQ551", 1)]),
        ("day: '2026-05-01T00:00:00'\n", [("PQ551", 1)]),
        ("day: 86400\n", [("PQ551", 1)]),
        ("day: '2026-02-30'\n", [("PQ551", 1)]),
        ("day: 1000-01-01\n", [("PQ551", 1)]),
        ("date_order: dym\ngroup: [a]\nown: {}\n", [("PQ552", 1), ("PQ551", 2), ("PQ551", 3)]),
        ("promotion: {recent: 0, span: 1, messages: 0, fired: 3}\n", []),
        ("promotion:\npromotion_: {}\n", [("PQ550", 2)]),
        ("promotion: 14\n", [("PQ551", 1)]),
        ("promotion:\n  recent: -1\n  span: 0\n", [("PQ551", 2), ("PQ551", 3)]),
        ("promotion: {recent: 7 days, messages: 1.5}\n", [("PQ551", 1), ("PQ551", 1)]),
        ("promotion: {fired: on, recnt: 5}\n", [("PQ551", 1), ("PQ550", 1)]),
        ("budgets: [{measure: mutes}, {increase: 3}]\n", [("PQ560", 1)] * 2),
        ("budgets:\n- {measure: mutes, increase: -3}\n", [("PQ551", 2)]),
        ("budgets:\n- {measure: violation_rate, at_most: 120 %}\n", [("PQ551", 2)]),
        ("budgets:\n- {measure: recall, at_least: 101 %}\n", [("PQ551", 2)]),
        ("budgets:\n- {measure: mutes, at_most: 3, increase: 3}\n", [("PQ551", 2)]),
        ("budgets:\n- {measure: mutes, at_most: 3, override: {owner: A}}\n", [("PQ560", 2)]),
        ("- a\n", [("PQ551", 1)]),
        ("a: b: c\n", [("PQ553", 1)]),
        ("language: zh\n\tformat: csv\n", [("PQ553", 2)]),
        ("x: !!python/object/apply:os.system [ls]\n", [("PQ550", 1)]),
        ("language: !!python/name:os.system\n", [("PQ553", 1)]),
        ("language: zh\n? [a]\n: b\n", [("PQ550", 2)]),
        ("<<: {language: zh}\n", [("PQ550", 1)]),
        ("language: zh\nlanguage: zh\n", [("PQ555", 2)]),
        ("groups:\n  7: {}\n  '7': {}\n", [("PQ555", 3)]),
        ("a\x01b", [("PQ553", 1)]),
        (b"\xff\xff\x81\x20\xff", [("PQ557", 0)]),
        ("groups: " + "[" * 10_000, [("PQ554", 1)]),
        ("groups: &a [*a]\n", [("PQ554", 1)]),
        ("#" * 300_000, [("PQ554", 0)]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line(
    policyq: Typist, text: str | bytes, found: list[tuple[str, int]]
) -> None:
    assert codes(text) == found


def test_an_alias_bomb_is_refused_at_once(policyq: Typist) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for one, other in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"{other}: &{other} [{', '.join([f'*{one}'] * 10)}]")
    with ends():
        assert [code for code, _ in codes("\n".join(lines))] == ["PQ554"]


def test_a_line_of_very_many_brackets_ends(policyq: Typist) -> None:
    with ends():
        assert codes("groups: " + "[" * 250_000) == [("PQ554", 1)]


def test_one_that_is_full_is_read_quickly(policyq: Typist) -> None:
    groups = "".join(f"  '{n}': {{name: g, tags: [a, b], members: {n}}}\n" for n in range(5000))
    write(NAME, "groups:\n" + groups)
    with ends():
        assert len(read(NAME).groups) == 5000


def test_hints(policyq: Typist) -> None:
    write("p.policyq", POLICY)
    for text, hint in {
        "langauge: zh\n": "language",
        "platform: wechatt\n": "wechat",
        "timezone: Asia/Shanghia\n": "Asia/Shanghai",
        "groups: {a: {platfrom: qq}}\n": "platform",
        "grup: a\n": "group",
        "groupss: {a: {}}\n": "groups",
        "group: {a: {members: 5}}\n": "groups",
        "groups: Book club\n": "group",
        "date_oder: dmy\n": "date_order",
        "date_order: dmyy\n": "dmy",
    }.items():
        write(NAME, text)
        ran = policyq("check", "p.policyq")
        assert ran.code == exits.PROBLEMS
        assert f"did you mean `{hint}`?" in ran.err
        assert "--> policyq.yaml:1:" in ran.err
        assert ran.err.endswith("policyq: error: policyq.yaml: 1 error\n")


def test_model_words_and_project_know_the_same_keys() -> None:
    assert list(KEYS) == list(Model.model_fields)
    plural = {"platform": "places"}
    assert {plural.get(key, key) for key in KEYS} < set(Project.__dataclass_fields__)
    for name in ("project.md", "project.zh.md"):
        text = (ROOT / "docs/reference" / name).read_text(encoding="utf-8")
        assert [key for key in KEYS if f"`{key}`" not in text] == []


def test_schema_describes_it(policyq: Typist) -> None:
    described = json.loads(policyq("schema", "project").out)
    assert list(described["properties"]) == list(KEYS)
    assert described["additionalProperties"] is False


@pytest.mark.parametrize("language", ["zh", "en"])
def test_init_writes_one(policyq: Typist, language: str) -> None:
    assert policyq("init", "--project", "--language", language).code == exits.OK
    text = Path(NAME).read_text(encoding="utf-8")
    assert policyq("check").code == exits.OK
    ran = policyq("test")
    assert ran.code == exits.OK and f"base.{language}.policyq: 2" in ran.out
    # With every example switched on it is a project file, too.
    lines = [line[1:] for line in text.splitlines() if re.match("#(?! [^ ])", line)]
    write(NAME, "\n".join(["language: en", *lines]))
    whole = read(NAME)
    assert whole.logs and whole.format and whole.timezone and whole.roster
    assert whole.places and whole.groups[0].members == 480
    assert template(language, ["x"]).count("\n\n") == len(KEYS)


# --- what each key does ---


def project(policyq: Typist, text: str, *argv: str, given: bytes = b"") -> Ran:
    """A command beside a policy, a log and a project file."""
    write("p.policyq", POLICY)
    write("logs/one.jsonl", LOG)
    write(NAME, text)
    return policyq(*argv, given=given)


def test_language(policyq: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project(policyq, "language: zh\n", "check", "p.policyq").out == "没有发现问题\n"
    assert policyq("check", "p.policyq", "--lang", "en").out == "no problems\n"
    assert policyq("explain", "p.policyq").err.startswith("policyq：错误：缺少参数：--log")
    monkeypatch.setenv("POLICYQ_LANG", "en")
    assert policyq("check", "p.policyq").out == "no problems\n"
    monkeypatch.delenv("POLICYQ_LANG")
    report = policyq("replay", "p.policyq", "--log", "logs/one.jsonl", "--timezone", "UTC")
    assert "违规率" in report.out


def test_policies(policyq: Typist) -> None:
    write("more/q.policyq", POLICY + 'words idle = "unlikely"\n')
    text = "policies: ['*.policyq', more]\n"
    assert project(policyq, text, "check").code == exits.OK
    assert policyq("lint").code == exits.PROBLEMS
    assert policyq("lint", "p.policyq").code == exits.OK
    ran = policyq("test")
    assert ran.out.count("passed") == 2 and "more/q.policyq: 1 passed" in ran.out
    os.chdir("more")
    ran = policyq("check", "--format", "plain")
    assert ran.code == exits.OK and ran.out.startswith("q.policyq:7:"), "as one would write it here"
    os.chdir("..")
    ran = project(policyq, "policies: [nowhere/*.policyq]\n", "check")
    assert (ran.code, "PQ556" in ran.err) == (exits.PROBLEMS, True)
    ran = project(policyq, "policies: []\n", "check")
    assert (ran.code, "`policies` in policyq.yaml" in ran.err) == (exits.USAGE, True)
    write("[x].policyq", POLICY)
    assert project(policyq, "policies: '[x].policyq'\n", "check").code == exits.OK
    assert project(policyq, 'policies: "a\\0b"\n', "check").code == exits.PROBLEMS


def events(ran: Ran) -> int:
    assert ran.code == exits.OK, ran.err
    return int(json.loads(ran.out)["log"]["events"])


def test_logs_format_and_timezone(policyq: Typist) -> None:
    write("chat.txt", LOG)
    text = "logs: [logs/*.jsonl]\ntimezone: Asia/Shanghai\n"
    assert events(project(policyq, text, "replay", "p.policyq", "--json")) == 1
    ran = policyq("explain", "p.policyq")
    assert ran.code == exits.OK and ran.out
    assert policyq("why-not", "p.policyq", "vip").code == exits.OK
    text += "format: csv\n"
    assert project(policyq, text, "replay", "p.policyq", "--json").code == exits.FILES
    assert events(policyq("replay", "p.policyq", "--json", "--format", "jsonl")) == 1
    text = text.replace("csv", "jsonl").replace("Asia/Shanghai", "Pacific/Kiritimati")
    assert events(project(policyq, text, "replay", "p.policyq", "--json", "--log", "chat.txt")) == 1
    ran = policyq("replay", "p.policyq", "--decisions", "d.jsonl")
    assert json.loads(Path("d.jsonl").read_text().splitlines()[-1])["time"].startswith(
        "2026-04-30T18"
    )
    ran = policyq("replay", "p.policyq", "--decisions", "d.jsonl", "--timezone", "UTC")
    assert json.loads(Path("d.jsonl").read_text().splitlines()[-1])["time"].startswith(
        "2026-05-01T08"
    )


def test_what_a_log_does_not_say(policyq: Typist) -> None:
    """The group, the day, the order of dates and whose export it is; an option says it better."""
    write("me.txt", "甲(wxid_a) 08:00:00\n早\n\n我 08:01:00\n好\n")
    write("dates.txt", "5/4/23, 10:00 - Ann: hi\n5/4/23, 10:01 - Ben: ho\n")
    write(NAME, "timezone: UTC\ngroup: 77\nday: 2026-05-01\nown: wxid_me\ndate_order: dmy\n")

    def read(*argv: str) -> list[tuple[str, str, str]]:
        ran = policyq("logs", "convert", *argv)
        assert ran.code == exits.OK, ran.err
        rows = [json.loads(line) for line in ran.out.splitlines()]
        return [(one["time"], one["group"], one["sender"]) for one in rows]

    assert read("me.txt", "--format", "chatlog-txt") == [
        ("2026-05-01T08:00:00Z", "77", "wxid_a"),
        ("2026-05-01T08:01:00Z", "77", "wxid_me"),
    ]
    assert read("dates.txt")[0] == ("2023-04-05T10:00:00Z", "77", "Ann")
    options = ("--group", "b", "--date-order", "mdy")
    assert read("dates.txt", *options)[0] == ("2023-05-04T10:00:00Z", "b", "Ann")
    options = ("--day", "2026-06-02", "--own", "me", "--format", "chatlog-txt")
    assert read("me.txt", *options)[1] == ("2026-06-02T08:01:00Z", "77", "me")


def fired(policyq: Typist, text: str, *argv: str) -> list[str]:
    ran = project(
        policyq, text, "decide", "p.policyq", *argv, given=LOG.replace('00"', '00Z"').encode()
    )
    assert ran.code == exits.OK, ran.err + ran.out
    return [one["rule"] for one in json.loads(ran.out.splitlines()[-1])["fired"]]


def test_groups_platform_and_roster(policyq: Typist) -> None:
    assert fired(policyq, "language: en\n") == []
    assert fired(policyq, "platform: qq\n") == ["qq"]
    assert fired(policyq, "platform: [qq]\n") == ["qq"]
    assert fired(policyq, "platform: [onebot11, onebot12, qq]\n") == ["qq"]
    assert fired(policyq, "platform: [qq, wechat]\n") == [], "nobody can tell which"
    assert fired(policyq, "groups: {77: {members: 300, tags: vip、big}}\n") == ["big", "vip"]
    assert fired(policyq, "groups: {77: {platform: qq}}\nplatform: wechat\n") == ["qq"]
    assert fired(policyq, "groups: {78: {members: 300}}\n") == []
    write("who.yaml", "groups:\n- {group: '77', members: 100}\n")
    both = "groups: {77: {members: 300, platform: qq}}\nroster: who.yaml\n"
    assert fired(policyq, both) == ["qq"], "the roster knows better"
    write("other.yaml", "groups:\n- {group: '77', members: 900}\n")
    assert fired(policyq, both, "--roster", "other.yaml") == ["big", "qq"]
    ran = project(policyq, "roster: gone.yaml\n", "decide", "p.policyq")
    assert (ran.code, "PQ556" in ran.err) == (exits.PROBLEMS, True)


def test_platform_is_what_check_asks_about(policyq: Typist) -> None:
    """What the option says wins; a suppression is no idler where nobody asks about platforms."""
    text = POLICY.replace("when message and platform is qq", "when image")
    write("q.policyq", text)
    assert "PQ48" not in policyq("check", "q.policyq").out
    write(NAME, "platform: wechat\n")
    asked = policyq("check", "q.policyq")
    assert asked.code == exits.OK and "PQ480" in asked.out
    assert "PQ480" in policyq("lint", "q.policyq").out
    assert "PQ480" not in policyq("check", "q.policyq", "--platform", "discord").out
    allow = "# policyq: allow PQ480, PQ481 until 2099-12-31: an admin sees to it\n"
    write("q.policyq", allow + text)
    assert "PQ480" not in policyq("check", "q.policyq").out
    Path(NAME).unlink()
    assert policyq("check", "q.policyq").out == "no problems\n"
    assert "PQ469" in policyq("check", "q.policyq", "--platform", "matrix").out


def test_what_a_command_does_not_need_may_be_missing(policyq: Typist) -> None:
    text = "roster: gone.yaml\nlogs: gone/*.jsonl\npseudonyms: gone.key\n"
    assert project(policyq, text, "check", "p.policyq").code == exits.OK
    assert policyq("calendar", "p.policyq").code == exits.OK


def member(ran: Ran) -> tuple[str, object]:
    document = json.loads(ran.out)
    return document["top"]["members"][0]["member"], document["pseudonyms"]


@pytest.mark.parametrize("command", ["check", "lint"])
def test_budgets_are_asked_for_their_rules_and_overrides(policyq: Typist, command: str) -> None:
    """Of rules only when all policies of the project were looked at: the rule may be another's."""
    write("p.policyq", POLICY)
    write("q.policyq", POLICY.replace("big", "huge"))
    text = (
        "policies: ['*.policyq']\nbudgets:\n- {measure: deletions, rule: huge, increase: 0}\n"
        "- {measure: mutes, rule: bgi, increase: 0}\n- measure: mutes\n  at_most: 3\n"
        "  override: {reason: exam, owner: Ann, until: 2026-01-31}\n"
    )
    ran = project(policyq, text, command)
    assert ran.code == exits.PROBLEMS
    assert ran.out.count("PQ552") == 1 and "did you mean `big`?" in ran.out
    assert "warning[PQ561]: this override ended on 2026-01-31 (Ann)" in ran.out
    alone = policyq(command, "p.policyq").out
    assert "PQ552" not in alone and "PQ561" in alone
    write("q.policyq", "rule broken")
    assert "PQ552" not in policyq(command).out


def test_pseudonyms(policyq: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    argv = ("replay", "p.policyq", "--json", "--log", "logs/one.jsonl", "--timezone", "UTC")
    groups = "groups: {77: {members: 300}}\n"
    usual, key = member(project(policyq, groups, *argv))
    assert usual.startswith("m-") and key
    assert member(project(policyq, groups + "pseudonyms: on\n", *argv)) == (usual, key)
    assert member(project(policyq, groups + "pseudonyms: off\n", *argv)) == ("ann", None)
    hidden, _ = member(policyq(*argv, "--key", "a key of my own"))
    assert hidden.startswith("m-") and hidden != usual, "the command line wins"
    shown = policyq(*[one for one in argv if one != "--json"], "--lang", "en")
    assert "accounts, no pseudonyms" in shown.out and "ann" in shown.out
    write("my.key", "a key of my own, quite long\n")
    mine, about = member(project(policyq, groups + "pseudonyms: my.key\n", *argv))
    assert mine not in (usual, hidden) and about["kept"] is True  # type: ignore[index]
    monkeypatch.setenv("POLICYQ_KEY", "a key of my own")
    assert member(policyq(*argv))[0] == hidden, "the variable wins over the project file"
    monkeypatch.delenv("POLICYQ_KEY")
    assert member(policyq(*argv, "--key", "a key of my own"))[0] == hidden
    write("my.key", "short\n")
    assert "PQ558" in policyq(*argv).err


def test_commands_that_read_no_policy_ask_no_project(policyq: Typist) -> None:
    write(NAME, "nonsense: [\n")
    for argv in (["schema"], ["completion", "bash"], ["generate", "--days", "1", "--groups", "1"]):
        assert policyq(*argv).code == exits.OK


def test_values_go_by_their_names_in_either_language(policyq: Typist) -> None:
    """Whatever takes one of a few, in the file as on the command line."""
    text = """language: 英文
platform: [微信, QQ]
community: 学习
date_order: 年月日
groups: {g: {platform: Telegram}}
budgets:
- {measure: 移出, role: 嘉宾, view: 扣除, by: 区间, at_most: 3}
- {measure: violation rate, at_most: 7 %}
"""
    assert project(policyq, text, "check", "p.policyq").code == exits.OK
    found = read(NAME)
    assert (found.language, found.places, found.community) == ("en", ("wechat", "qq"), "study")
    assert (found.date_order, found.groups[0].platform) == ("ymd", "telegram")
    first, second = (one.budget for one in found.budgets)
    assert (first.measure, first.filter and first.filter.value) == ("removals", "guest")
    assert (first.view, first.by, second.measure) == ("suppressed", "interval", "violation_rate")
    import jsonschema

    described = json.loads(policyq("schema", "project").out)
    jsonschema.validate(yaml.safe_load(text), described)
    ran = project(policyq, text.replace("移出", "移处"), "check", "p.policyq", "--lang", "zh")
    assert "`measure` 没有 `移处` 这个值" in ran.err and "移出、禁言" in ran.err


@pytest.mark.parametrize(
    "given",
    [
        ("--mode", "扣除", "--community", "兴趣", "--language", "中文"),
        ("--mode=照记录", "--date-order", "日月年", "--lang", "中文", "--color", "从不"),
        ("--mode", "Suppressed", "--language", "Chinese"),
    ],
)
def test_options_go_by_names_as_well(policyq: Typist, given: tuple[str, ...]) -> None:
    ran = project(policyq, "logs: logs\ntimezone: UTC\n", "replay", "p.policyq", *given)
    assert (ran.code, "重放" in ran.out) == (exits.OK, True)


@pytest.mark.parametrize("name", ["QQ", "qq", "OneBot11", "QQ（OneBot 11）", "onebot12"])
def test_platforms_are_named_as_in_the_project_file(policyq: Typist, name: str) -> None:
    write("p.policyq", '群规 "a" 版本 1\n规则 a 当 消息 含 "广告" 则 禁言 60天\n')
    ran = policyq("check", "p.policyq", "--platform", name, "--lang", "zh")
    assert "QQ（OneBot" in ran.out + ran.err and "这个选择" not in ran.err


def test_kinds_and_actions_go_by_names_as_well(policyq: Typist) -> None:
    size = ("--groups", "1", "--days", "1")
    shop = policyq("generate", "--kind", "shop", *size).out
    assert shop and all(
        policyq("generate", "--kind", one, *size).out == shop for one in ("商家", "Shop")
    )
    ran = policyq("generate", "--kind", "商", "--lang", "zh")
    assert ran.code == exits.USAGE and "可选：学习、商家、兴趣、客户" in ran.err
    for name in ("移出", "Remove", "hand over to", "转交"):
        assert "选择" not in policyq("records", "p.policyq", "--action", name, "--lang", "zh").err
    ran = policyq("records", "p.policyq", "--action", "踢飞", "--lang", "zh")
    assert ran.code == exits.USAGE and "可选：警告、禁言、移出" in ran.err


def test_a_wrong_name_is_told_with_the_right_ones(policyq: Typist) -> None:
    asked = ("replay", "p.policyq", "--mode", "扣处", "--lang")
    says = "没有 '扣处' 这个选择，是不是想写 扣除？可选：照记录、扣除"
    assert says in project(policyq, "", *asked, "zh").err
    asked = ("plan", "a", "b", "--views", "suppresed")
    says = "maybe you meant 'suppressed'? (choose from fixed, suppressed)"
    assert says in policyq(*asked, "--lang", "en").err
    assert "{照记录,扣除}" in policyq("replay", "--help", "--lang", "zh").out


@pytest.mark.parametrize(
    ("text", "found", "half"),
    [
        ("language：zh\n", "：", ":"),
        ("platform: wechat\nlanguage：zh\n", "：", ":"),
        ("budgets:\n- {measure: mutes，at_most: 3}\n", "，", ","),
        ("budgets:\n- {measure：mutes, at_most: 3}\n", "：", ":"),
        ("platform: ［wechat, qq］\n", "［", "["),
        ("platform: “wechat”\n", "“", '"'),
        ("platform：wechat  # 微信\n", "：", ":"),
        ("language： zh\nplatform: wechat\n", "：", ":"),
        ("budgets:\n－ {measure: removals, at_most: 0}\n", "－", "-"),
        ("policies: ［p.policyq，q.policyq］\n", "［", "["),
        ("policies: 【p.policyq，q.policyq】\n", "【", "["),
        ("policies: “p.policyq”\n", "“", '"'),
        ("policies: p.policyq、q.policyq\n", "、", ","),
        ("policies: p.policyq，q.policyq\n", "，", ","),
        ("platform: [微信、QQ]\n", "、", ","),
        ("platform: 微信、QQ\n", "、", ","),
        ("groups:\n  g:\n    tags: ［a，b］\n", "［", "["),
        ("groups:\n  g: {tags: 大群，考研}\n", "，", ","),
    ],
)
def test_full_width_marks_are_named(policyq: Typist, text: str, found: str, half: str) -> None:
    named = () if text.startswith("policies") else ("p.policyq",)
    ran = project(policyq, text, "check", *named, "--lang", "zh")
    assert (ran.code, ran.err.count("错误[")) == (exits.PROBLEMS, 1), ran.err
    assert f"PQ563]：这里的 `{found}` 是全角的" in ran.err
    assert f"改成半角的 `{half}`" in ran.err


def test_the_help_of_a_full_width_mark_speaks_of_that_one(policyq: Typist) -> None:
    def helps(text: str, language: str) -> str:
        ran = project(policyq, text, "check", "--lang", language)
        return ran.err.partition("= help: " if language == "en" else "= 帮助：")[2].partition("\n")[
            0
        ]

    assert helps("language：zh\n", "zh") == "改成半角的 `:`，后面空一格"
    assert helps("platform: ［wechat］\n", "zh") == "改成半角的 `[` 和 `]`"
    assert helps("platform: wechat、qq\n", "en") == "write `,`, and all as a list: `[a, b]`"
    assert helps("platform: [wechat，qq]\n", "en") == "write `,`"


@pytest.mark.parametrize(
    "text", ["group: 【考研】\n", "groups: {g: {name: “考研”，一群, tags: 大群、考研}}\n"]
)
def test_full_width_marks_in_names_are_none(policyq: Typist, text: str) -> None:
    assert project(policyq, text, "check", "p.policyq").code == exits.OK


@pytest.mark.parametrize(("word", "on"), [("关", False), ("否", False), ("'off'", False), ("不用", False), ("开", True), ("是", True), ("Yes", True)])  # fmt: skip
def test_pseudonyms_are_switched_in_either_language(policyq: Typist, word: str, on: bool) -> None:
    assert project(policyq, f"pseudonyms: {word}\n", "check", "p.policyq").code == exits.OK
    assert read(NAME).pseudonyms is on


@pytest.mark.parametrize("text", ["community: 读书：会\n", "language: 法语  # 见：说明，二\n"])
def test_full_width_marks_in_values_and_comments_are_none(policyq: Typist, text: str) -> None:
    ran = project(policyq, text, "check", "p.policyq")
    assert "PQ552" in ran.err and "PQ563" not in ran.err
