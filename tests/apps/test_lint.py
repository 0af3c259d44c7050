"""`policyq lint`: warnings fail, certain fixes are made, and nothing else changes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from apps.typing_commands import Typist, write
from errors.catalog_cases import MAIN, TODAY, complete, files_of
from hypothesis import given
from hypothesis import strategies as st

from policyq.apps import mending
from policyq.apps.cli import exits
from policyq.apps.mending import Mended, mend
from policyq.apps.sources import Sources
from policyq.diagnostics.catalog import all_kinds, lints
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Kind, Severity
from policyq.diagnostics.source import Failure, Source, Span
from policyq.pipeline import Compiled, compile_policy
from policyq.syntax.parse import parse

HEAD = 'policy "Test" version 1\ntimezone UTC\n'
CLEAN = HEAD + "rule r when image then delete\n"
UNUSED = "# policyq: allow PQ415 until 2099-12-31: it was needed once\n"
#: Two slips with certain fixes, and a warning that only people can mend.
SLIPS = 'policy "Test"\ntimezone UTC\n' + UNUSED + "rule r when image then delete\n"
POLICIES = [kind for kind in all_kinds().values() if kind.code < "PQ55" or kind.code[2] == "6"]


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    return Typist(capsys, monkeypatch)


def sources_of(files: Mapping[str, Source | Failure]) -> Sources:
    texts = complete(files)
    policies = [one for one in texts.values() if isinstance(one, Source) and ".policyq" in one.name]
    return Sources(MAIN, texts, {one.name: parse(one) for one in policies})


def compiled(sources: Sources) -> Compiled:
    return compile_policy(sources.texts, sources.main, sources.parsed, today=TODAY)


def mended(text: str) -> Mended:
    files = files_of(text)
    return mend(
        sources_of(files),
        compiled,
        lambda texts: sources_of({**files, **{n: Source(n, t) for n, t in texts.items()}}),
    )


def errors(found: Compiled) -> list[str]:
    return [one.code for one in found.diagnostics if one.severity is Severity.ERROR]


# --- the fixes of the catalog ---


@pytest.mark.parametrize("kind", POLICIES, ids=lambda kind: kind.code)
def test_certain_fixes_mend_and_keep_the_meaning(kind: Kind) -> None:
    before = compiled(sources_of(files_of(kind.bad)))
    certain = any(one.fixes and all(f.certain for f in one.fixes) for one in before.diagnostics)
    after = mended(kind.bad)
    assert bool(after.changes) == certain
    assert not after.wrong and not after.other
    if not certain:
        return
    assert kind.code not in [one.code for one in after.compiled.diagnostics]
    assert len(errors(after.compiled)) <= len(errors(before))
    if before.program is not None:
        assert after.compiled.program is not None
        assert after.compiled.program.digest == before.program.digest
    text = after.sources.texts[MAIN]
    assert isinstance(text, Source)
    assert not mended(text.text).changes, "nothing certain may be left"


def test_the_catalog_has_enough_of_them() -> None:
    assert sum(bool(mended(kind.bad).changes) for kind in POLICIES) >= 15


def test_one_fix_may_uncover_the_next() -> None:
    """The colon makes a suppression of the comment, and then nothing needs it."""
    after = mended(
        CLEAN + UNUSED.replace("policyq:", "policyq") + "rule s when video then delete\n"
    )
    assert after.changes[MAIN].after == CLEAN + "rule s when video then delete\n"
    assert after.changes[MAIN].made == {"PQ460": 1, "PQ469": 1}


def test_what_an_unread_declaration_hid_is_not_new() -> None:
    """The full-width letter hid that the list does not exist."""
    after = mended(CLEAN + "rule s when text contains ads then ｄelete。\n")
    assert not after.wrong


def wrongly(text: str, fix: Fix) -> Mended:
    """Mends where a check proposes a fix that is wrong."""
    files = files_of(text)
    report = lints.UNUSED.at(fix.span, fixes=(fix,), sort="x", name="x")

    def compiling(sources: Sources) -> Compiled:
        found = compiled(sources)
        same = sources.texts[MAIN].text == text  # type: ignore[union-attr]
        more: tuple[Diagnostic, ...] = (report,) if same else ()
        return found._replace(diagnostics=found.diagnostics + more)

    return mend(
        sources_of(files),
        compiling,
        lambda texts: sources_of({n: Source(n, t) for n, t in texts.items()}),
    )


def test_fixes_that_bring_errors_are_refused() -> None:
    at = CLEAN.index("image")
    after = wrongly(CLEAN, Fix(Span(MAIN, at, at + 5), "text contains nothing_known"))
    assert [one.code for one in after.wrong] == ["PQ210"]
    assert not after.changes
    assert after.sources.texts[MAIN].text == CLEAN  # type: ignore[union-attr]


def test_fixes_that_change_the_meaning_are_refused() -> None:
    at = CLEAN.index("image")
    after = wrongly(CLEAN, Fix(Span(MAIN, at, at + 5), "video"))
    assert (after.other, after.wrong, after.changes) == (True, (), {})


def endlessly(fix: Callable[[str], Fix]) -> tuple[Mended, int]:
    """Mends where the same fix is asked for again and again, and how often was looked."""
    looked = 0

    def compiling(sources: Sources) -> Compiled:
        nonlocal looked
        looked += 1
        source = sources.texts[MAIN]
        assert isinstance(source, Source)
        asked = fix(source.text)
        report = lints.UNUSED.at(asked.span, fixes=(asked,), sort="x", name="x")
        return compiled(sources)._replace(diagnostics=(report,))

    files = files_of(CLEAN)
    after = mend(
        sources_of(files),
        compiling,
        lambda texts: sources_of({n: Source(n, t) for n, t in texts.items()}),
    )
    return after, looked


def test_mending_ends() -> None:
    """What is asked for without end is made so often, and no more."""
    after, looked = endlessly(lambda text: Fix(Span(MAIN, 0, 0), f"# {len(text)}\n"))
    assert (after.changes, looked) == ({}, 2), "an insertion that does nothing is taken back"
    behind, _ = endlessly(lambda text: Fix(Span(MAIN, len(text), len(text)), "#\n"))
    assert behind.changes == {}
    end = len(CLEAN) - 1
    longer, looked = endlessly(lambda text: Fix(Span(MAIN, end, end + 1), "\n#"))
    assert looked == mending.ROUNDS + 1
    assert longer.changes[MAIN].made.total() == mending.ROUNDS


def test_a_fix_that_does_nothing_keeps_back_no_other(policyq: Typist) -> None:
    """A version behind a name without its closing quote would be a part of the name."""
    text = SLIPS.replace('"Test"', '"Test')
    path = write("g.policyq", text)
    assert policyq("lint", "--fix", "g.policyq").code == exits.PROBLEMS
    assert path.read_text() == text


# --- the command ---


def test_lint_fails_on_warnings_and_check_does_not(policyq: Typist) -> None:
    write("w.policyq", HEAD + 'words idle = "unlikely"\nrule r when image then delete\n')
    check, lint = policyq("check", "w.policyq"), policyq("lint", "w.policyq")
    assert check.out == lint.out
    assert (check.code, lint.code) == (exits.OK, exits.PROBLEMS)
    write("advice.policyq", 'policy "Test"\nrule r when image then delete\n')
    assert "PQ402" in policyq("lint", "advice.policyq").out
    assert policyq("lint", "advice.policyq").code == exits.OK
    assert not policyq("test", "advice.policyq").err, "advice is left to check and lint"
    assert policyq("lint", "missing.policyq").code == exits.FILES


def test_fix_writes_and_tells(policyq: Typist) -> None:
    path = write("g.policyq", SLIPS)
    ran = policyq("lint", "--fix", "g.policyq")
    assert path.read_text() == CLEAN
    assert (ran.code, ran.out) == (exits.OK, "no problems\n")
    assert ran.err == "g.policyq: changed 2 places (PQ402, PQ469)\n"
    again = policyq("lint", "--fix", "g.policyq", "--lang", "zh")
    assert (again.code, again.out, again.err) == (exits.OK, "没有发现问题\n", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_fix_keeps_encoding_marks_and_line_ends(policyq: Typist, encoding: str) -> None:
    text = SLIPS.replace('"Test"', '"群规"').replace("\n", "\r\n")
    path = write("g.policyq", text.encode(encoding))
    assert policyq("lint", "--fix", "g.policyq").code == exits.OK
    good = CLEAN.replace('"Test" version', '"群规" 版本').replace("\n", "\r\n")
    assert path.read_bytes() == good.encode(encoding)


def test_fix_adds_lines_with_the_line_ends_of_the_file() -> None:
    fix = Fix(Span(MAIN, 0, 0), "one\ntwo\n")
    assert mending._lined(fix, "a\r\nb").replacement == "one\r\ntwo\r\n"
    assert mending._lined(fix, "a\nb") == fix


def test_diff_can_be_applied_and_writes_nothing(policyq: Typist, tmp_path: Path) -> None:
    path = write("g.policyq", SLIPS.rstrip("\n"))
    ran = policyq("lint", "--diff", "g.policyq")
    assert ran.code == exits.PROBLEMS
    assert ran.out.startswith("--- g.policyq\n+++ g.policyq\n@@ ")
    assert ran.out.endswith("\\ No newline at end of file\n")
    assert "would change 2 places" in ran.err
    assert path.read_text() == SLIPS.rstrip("\n")
    subprocess.run(["git", "apply", "-p0"], input=ran.out.encode(), cwd=tmp_path, check=True)
    assert path.read_text() == CLEAN.rstrip("\n")
    done = policyq("lint", "--diff", "g.policyq")
    assert (done.code, done.out) == (exits.OK, "")


def test_standard_input_goes_to_standard_output(policyq: Typist) -> None:
    ran = policyq("lint", "--fix", "-", given=SLIPS.encode())
    assert (ran.code, ran.out) == (exits.OK, CLEAN)
    assert "no problems" in ran.err
    assert policyq("lint", "--diff", "-", given=SLIPS.encode()).out.startswith("--- <stdin>\n")


def test_fix_follows_links_and_mends_bases(policyq: Typist) -> None:
    path = write("real/g.policyq", SLIPS + 'use "base.policyq"\n')
    base = write("real/base.policyq", "# policyq allow PQ415 until 2099-12-31: x\nexempt admin\n")
    Path("link.policyq").symlink_to("real/g.policyq")
    ran = policyq("lint", "--fix", "real/g.policyq")
    assert ran.code == exits.OK
    assert sorted(ran.err.splitlines()) == [
        "real/base.policyq: changed 1 place (PQ460)",
        "real/g.policyq: changed 2 places (PQ402, PQ469)",
    ]
    assert base.read_text() == "# policyq: allow PQ415 until 2099-12-31: x\nexempt admin\n"
    path.write_text(SLIPS)
    assert policyq("lint", "--fix", "link.policyq").code == exits.OK
    assert Path("link.policyq").is_symlink()
    assert path.read_text() == CLEAN


def test_json_stays_json(policyq: Typist) -> None:
    write("g.policyq", SLIPS + 'words idle = "unlikely"\n')
    ran = policyq("lint", "--fix", "--format", "json", "g.policyq")
    assert ran.code == exits.PROBLEMS
    assert [one["code"] for one in json.loads(ran.out)["diagnostics"]] == ["PQ401"]


def test_what_changed_meanwhile_is_left_alone(
    policyq: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("g.policyq", SLIPS)
    real = mending.mend

    def slow(*args: object, **more: object) -> Mended:
        found = real(*args, **more)  # type: ignore[arg-type]
        path.write_text("# somebody else was here\n")
        return found

    monkeypatch.setattr(mending, "mend", slow)
    ran = policyq("lint", "--fix", "g.policyq")
    assert ran.code == exits.FILES
    assert path.read_text() == "# somebody else was here\n"


# --- whatever people write ---

SLIPPED = [
    "，", "；", "。", "“", '"', "'", "\u200b", "（", ")", "：", "\r\n", "＝", "=>", "ａ", "　", "一", "or ",
    "# policyq: ignore PQ415,PQ401 until 2020-01-01：x\n", "# policyq: allow PQ406 until 2099-12-31: x\n",
    UNUSED, "# noqa\n",
]  # fmt: skip
WHOLE = [kind.bad for kind in POLICIES if kind.bad and "# ---" not in kind.bad]


@given(
    st.sampled_from(WHOLE),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 2), st.sampled_from(["", *SLIPPED])),
        min_size=1,
        max_size=4,
    ),
)
def test_mending_is_done_at_once_and_brings_no_errors(
    text: str, slips: list[tuple[float, int, str]]
) -> None:
    for where, gone, put in slips:
        at = int(where * len(text))
        text = text[:at] + put + text[at + gone :]
    before, after = compiled(sources_of({MAIN: Source(MAIN, text)})), mended_alone(text)
    if before.program is not None and after.changes:
        assert after.compiled.program is not None
        assert after.compiled.program.digest == before.program.digest
    if after.changes:
        assert not mended_alone(after.changes[MAIN].after).changes


def mended_alone(text: str) -> Mended:
    """Mends a text that is no example with other files in it."""
    return mend(
        sources_of({MAIN: Source(MAIN, text)}),
        compiled,
        lambda texts: sources_of({n: Source(n, t) for n, t in texts.items()}),
    )
