"""Small changes of a policy: each kind has a case, and an example that is shown really notices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policyq.apps.sources import load, of_text
from policyq.check import check
from policyq.check.checked import CheckedPolicy
from policyq.diagnostics.source import Source
from policyq.ir import trials
from policyq.pipeline import compile_policy
from policyq.study import examples
from policyq.study.mutation.edits import applied, edits
from policyq.study.mutation.examination import Examination, Options, examine, failing
from policyq.study.mutation.kinds import KINDS
from policyq.study.mutation.mutants import Mutant, Policy, mutants, places
from policyq.study.mutation.noticing import Log, Stage, every_case
from policyq.syntax import tree
from policyq.syntax.parse import parse
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE

HEAD = 'policy "p" version 1\ntimezone Europe/London\n'
STOCK = Path(__file__).parents[2] / "policies"


def policy(text: str) -> Policy:
    sources = of_text(HEAD + text)
    return _policy(sources.texts, sources.main, sources.parsed)


def _policy(texts, main, parsed) -> Policy:  # type: ignore[no-untyped-def]
    made = compile_policy(texts, main, parsed)
    assert made.program is not None and made.checked is not None, made.diagnostics
    files = {name: one for name, (one, _) in parsed.items()}
    return Policy(main, files, texts, made.checked, trials.lifted(made.program))


def changes(text: str) -> dict[str, str]:
    """By what it says in English: the kind of each change that counts."""
    return {one.change.en: one.kind for one in _mutants(policy(text))}


def _mutants(one: Policy) -> Iterator[Mutant]:
    found, _ = places(one, 1, None)
    yield from (made for made in mutants(one, found) if isinstance(made, Mutant))


CASES = {
    "amount": ("rule a when length > 5 then delete", "`length > 5` becomes `length > 6`"),
    "boundary": (
        "rule a when joined within 1 day then delete",
        "`joined within 1 day` becomes `tenure <= 1 day`",
    ),
    "window": ("rule a when image then mute 10 minutes", "`mute 10 minutes` becomes `mute 5 minutes`"),
    "hours": (
        "hours night = 23:00 to 07:00\nrule a when message and time in night then delete",
        "`23:00 to 07:00` becomes `23:30 to 07:00`",
    ),
    "days": (
        "rule a when image and time in Monday to Friday 09:00 to 18:00 then delete",
        "`Monday to Friday 09:00 to 18:00` becomes `Monday to Thursday 09:00 to 18:00`",
    ),
    "negation": (
        'rule a when text contains "x" then delete',
        '`text contains "x"` becomes `text does not contain "x"`',
    ),
    "exception": (
        "rule a when image unless sender is admin then delete",
        "without `sender is admin`",
    ),
    "condition": ("rule a when image and length > 5 then delete", "without `length > 5`"),
    "entry": (
        "rule a when image and sender is admin, guest then delete",
        "`sender is admin, guest` becomes `sender is guest`",
    ),
    "action": ("rule a when image then delete, record", "without `record`"),
    "swap": ("rule a when image then delete", "`delete` becomes `record`"),
    "confirmation": (
        "rule a when image then remove confirmed by owner within 1 hour",
        "`remove confirmed by owner within 1 hour` becomes `remove`",
    ),
    "limit": (
        'rule a when image then reply "x" once daily',
        '`reply "x" once daily` becomes `reply "x"`',
    ),
    "step": (
        "ladder l within 1 day\n  first warn\n  next mute 1 hour\nrule a when image then penalize by l",
        "without `mute 1 hour`",
    ),
    "emptied": (
        'words w = "x", "y"\nrule a when text contains w then delete',
        "nothing is in `w`",
    ),
    "word": ('words w = "x"\nsites s = a.com, b.com\nrule a when any link in s then delete\n'
             'rule b when text contains w then delete', "`s` without “"),
    "tier": (
        "tier t when count(message within 30 days) > 5\nrule a when image and sender is t then delete",
        "` becomes `",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_case(kind: str) -> None:
    text, said = CASES[kind]
    found = changes(text)
    assert [one for one, of in found.items() if of == kind and said in one], found


def test_what_is_refused_or_means_the_same_is_not_counted() -> None:
    one = policy(
        "hours unused = 10:00 to 11:00\nrule a when image and length > 0 then warn, delete"
    )
    found, total = places(one, 1, None)
    made = list(mutants(one, found))
    assert len(found) == total == len(made)
    assert "same" in made
    # The hours are used by nobody.
    assert not [each for each in made if isinstance(each, Mutant) and each.declaration == "unused"]


def test_what_only_reports_tell_is_told_apart() -> None:
    one = policy(
        "metric active = share who speak poor < 15%, good >= 25%\n"
        'watch low when active is poor for 3 days then notify owner "low"\n'
    )
    found = {
        made.change.en if isinstance(made, Mutant) else made: None
        for made in mutants(one, places(one, 1, None)[0])
    }
    assert "reports" in found
    # The watch asks for what is poor, and nobody for what is good.
    assert [said for said in found if "poor < 14%" in said]
    assert not [said for said in found if "good > 25%" in said or "good >= 24%" in said]


def test_times_that_come_to_the_same_are_not_counted() -> None:
    one = policy(
        "hours night = 23:00 to 07:00\nhours weekend = Friday to Saturday 18:00 to 12:00\n"
        "rule a when message and time in night and not time in weekend then delete\n"
    )
    said = [
        made.change.en for made in mutants(one, places(one, 1, None)[0]) if isinstance(made, Mutant)
    ]
    assert "`23:00 to 07:00` becomes `23:30 to 07:00`" in said
    # The weekend begins in the afternoon and ends at noon, when it is no night.
    assert not [each for each in said if "17:30" in each or "12:30" in each], said
    assert [each for each in said if "Friday to Saturday" in each], said


def test_an_entry_that_leaves_its_window_is_refused() -> None:
    one = policy(
        'hours posting = 07:30 to 09:00\nform news when text starts with "N"\n'
        'calendar weekly in posting\n  Monday 07:30 news then notify owner "news"\n'
    )
    made = list(mutants(one, places(one, 1, None)[0]))
    assert "refused" in made
    assert [each for each in made if isinstance(each, Mutant) and "08:00" in each.change.en]


def test_of_many_changes_some_are_drawn_and_always_the_same() -> None:
    one = policy("rule a when image and length > 5 and members > 9 then warn, delete")
    first, total = places(one, 7, 3)
    assert len(first) == 3 < total
    assert places(one, 7, 3)[0] == first


def test_a_change_is_put_back_into_what_is_around_it() -> None:
    file, reports = parse(Source("p", HEAD + "section big when members > 200\n"
                                 "  rule a when image and not (video or length > 5) then delete\nend\n"))  # fmt: skip
    assert not reports
    for edit in edits("p", file):
        changed = applied(edit, file)
        assert changed != file
        assert len(changed.declarations) == len(file.declarations)
        assert edit.span.start < edit.span.end


# -- gaps ------------------------------------------------------------------------------------------

GAP = """rule long when length > 5 unless sender is admin then delete
example "short and long"
  10:00 Ming: "abc"
  expect nothing
  10:01 Ming: "abcdefghij"
  expect delete
"""


def test_a_known_gap_is_shown_with_an_example() -> None:
    found = examine(policy(GAP), Options(language="en"))
    shown = {one.mutant.change.en: one.example for one in found.unnoticed}
    assert set(shown) == {
        "`length > 5` becomes `length > 4`",
        "`length > 5` becomes `length > 6`",
        "without `sender is admin`",
    }
    assert '(admin): "aaaaaa"\n  expect nothing' in shown["without `sender is admin`"]
    assert found.total == found.by_examples + len(found.unnoticed)
    assert found.by_log is None


def test_examples_that_are_added_close_the_gap() -> None:
    one = policy(GAP)
    found = examine(one, Options(language="en"))
    added = "".join(f"\n{each.example}" for each in found.unnoticed)
    assert examine(policy(GAP + added), Options(language="en")).unnoticed == ()


def test_what_no_example_can_tell_apart_is_not_claimed() -> None:
    """Examples have a clock of minutes."""
    found = examine(
        policy(
            "rule flood when count(message per sender within 60 seconds) > 1 then record\n"
            'example "two"\n  10:00 Ming: "a"\n  expect nothing\n  10:00 Ming: "b"\n  expect record\n'
            '  10:05 Ming: "a"\n  expect nothing\n  10:05 Ming: "b"\n  10:05 Ming: "c"\n'
            "  expect record, record\n"
        ),
        Options(language="en"),
    )
    (one,) = [one for one in found.unnoticed if "30 seconds" in one.mutant.change.en]
    assert (one.example, one.reason) == ("", "minutes")


def test_what_cannot_be_written_is_not_shown() -> None:
    found = examine(
        policy('exempt "the\u200bbot", "Walt"\nrule a when image then delete\n'),
        Options(language="en"),
    )
    reasons = {one.mutant.change.en: one.reason for one in found.unnoticed}
    assert reasons['`exempt "the\u200bbot", "Walt"` becomes `exempt "Walt"`'] == "unsaid"
    assert reasons['`exempt "the\u200bbot", "Walt"` becomes `exempt "the\u200bbot"`'] == ""


def test_an_account_that_is_no_name_is_shown_in_quotes() -> None:
    found = examine(
        policy('exempt "the-bot", "Walt"\nrule a when image then delete\n'), Options(language="en")
    )
    assert any('10:00 "the-bot" image' in one.example for one in found.unnoticed)


CORE = """tier core refreshed weekly when count(message within 30 days) > 3
rule a when becomes core then record
example "four messages"
  10:00 Ming: "a"
  next day 10:00 Ming: "b"
  10:01 Ming: "c"
  10:02 Ming: "d"
  after 7 days 10:00 Rosa: "e"
  expect record
"""


def test_examples_a_little_otherwise_tell_tiers_apart() -> None:
    told: list[str] = []
    found = examine(
        policy(CORE), Options(language="en"), watch=lambda stage, done, of: told.append(stage)
    )
    reasons = {one.mutant.change.en: one.reason for one in found.unnoticed}
    assert reasons == {
        "`tier core refreshed weekly when…` becomes `tier core when…`": "",
        "`…sender within 30 days) > 3` becomes `…sender within 15 days) > 3`": "",
        "`…sender within 30 days) > 3` becomes `…sender within 60 days) > 3`": "",
        "`…30 days) > 3` becomes `…30 days) > 2`": "",
    }
    assert list(dict.fromkeys(told)) == ["changes", "examples"]


def test_what_no_line_of_an_example_says_is_not_proposed() -> None:
    one = policy(
        "tier core refreshed weekly when count(message within 30 days) > 2\n"
        'rule welcome when becomes core then reply "welcome"\n'
        "rule fewer when no longer core and sender is not admin then record\n"
    )
    found = examine(one, Options(language="en"))
    assert found.total and not found.by_examples


def test_a_policy_whose_examples_fail_is_found_out() -> None:
    one = policy(
        'rule a when image then delete\nexample "x"\n  10:00 Ming image\n  expect nothing\n'
    )
    broken = failing(one)
    assert broken is not None and broken.title.text == "x"
    assert failing(policy(GAP)) is None


# -- whatever is shown really notices --------------------------------------------------------------


def _proved(one: Policy, found: Examination) -> int:
    """Checks every example that is shown, by the definition; how many there are."""
    proved = 0
    for each in found.unnoticed:
        if not each.example:
            continue
        (example,) = parse(Source(one.main, each.example))[0].declarations
        assert isinstance(example, tree.Example)
        assert _fails(one.checked, one, example) == []
        mutant = each.mutant
        program = one._replace(program=mutant.program)
        assert _fails(one.checked, program, example), each.mutant.change.en
        main = one.files[one.main]
        with_it = tree.File((*main.declarations, example))
        assert check({**one.files, one.main: with_it}, one.main, one.sources)[0] is not None
        proved += 1
    return proved


def _fails(checked: CheckedPolicy, one: Policy, example: tree.Example) -> list[object]:
    from dataclasses import replace

    # Coverage asks for the rules of the policy that was checked; only failures count here.
    alone = replace(checked, examples=(example,))
    return list(examples.run(alone, one.program).failed)


@pytest.mark.parametrize(("language", "first"), [("en", 0), ("zh", 1)])
def test_examples_of_generated_policies_notice(language: str, first: int) -> None:
    conditions = [
        "length > {n}", 'text contains "{w}"', "sender is admin", "joined within {n} hours",
        "time in 09:00 to 12:00", "mention count >= {n}", "members > {n}", "has link",
        "count(message per sender within {n} minutes) >= 3",
    ]  # fmt: skip
    shown = 0
    for number in range(first, 12, 2):
        one, other = conditions[number % 9], conditions[(number * 4 + 1) % 9]
        joint = ("and", "or")[number % 2]
        when = f"message and ({one} {joint} {other})".format(n=number + 2, w="abc")
        text = f"exempt owner\nrule a when {when} then delete, mute {number + 1} hours\n"
        made = policy(text)
        found = examine(made, Options(seed=number, language=language))
        assert found.by_examples == 0
        shown += _proved(made, found)
    assert shown >= 30


@pytest.mark.long
@pytest.mark.parametrize("path", sorted(STOCK.glob("*.policyq")), ids=lambda path: path.name)
def test_examples_of_stock_policies_notice(path: Path) -> None:
    sources = load(path)
    one = _policy(sources.texts, sources.main, sources.parsed)
    found = examine(one, Options(limit=60, language="zh" if ".zh" in path.name else "en"))
    assert found.total > 20
    assert 2 * _proved(one, found) >= len(found.unnoticed)


# -- a log -----------------------------------------------------------------------------------------


def test_a_log_notices_what_is_decided_otherwise() -> None:
    one = policy("rule a when length > 5 then delete\nrule b when members > 100 then record")
    changed = {number: made.program for number, made in enumerate(_mutants(one))}
    said = {number: made.change.en for number, made in enumerate(_mutants(one))}
    log = Log(one.program, changed, {})
    log.read(
        [
            Event(str(n), n * HOUR, "g", "text", sender="u", role="member", text="a" * n, members=5)
            for n in range(7)
        ]
    )
    seen = {said[number] for number in log.noticed}
    assert "`length > 5` becomes `length > 6`" in seen
    assert "`length > 5` becomes `length > 4`" in seen
    assert "`members > 100` becomes `members > 101`" not in seen


def test_a_log_notices_what_falls_due() -> None:
    one = policy(
        "rule a when image then remove confirmed by owner within 1 hour otherwise mute 1 day"
    )
    changed = {
        number: made.program for number, made in enumerate(_mutants(one)) if made.kind == "action"
    }
    assert changed
    log = Log(one.program, changed, {})
    log.read(
        [
            Event("1", DAY, "g", "image", sender="u", role="member", text=""),
            Event("2", DAY + 90 * MINUTE, "g", "text", sender="v", role="member", text="x"),
        ]
    )
    assert log.noticed == set(changed)


def test_the_fast_evaluator_plays_examples_as_the_definition_does() -> None:
    sources = load(STOCK / "base.en.policyq")
    one = _policy(sources.texts, sources.main, sources.parsed)
    stage = Stage(one.program, {})
    assert [each for each in every_case(one.checked.examples) if stage.fails(each)] == []
