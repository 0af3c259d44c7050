"""The GitHub action, the GitLab template and the hooks for pre-commit, run in a pull request of real git.

The pull request is the one of `docs/how-to/pull-request.md` (in GitLab) and of the Chinese page (on
GitHub), over the beginning of its log, so that it does not take long.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pytest
import yaml
from ci_runners import ACTION, ROOT, TEMPLATE, Host, Job, code_host, machine, run_action, run_job
from ci_shapes import check_junit
from walked import HOW_TO, PAGES, walk

HOOKS = ROOT / ".pre-commit-hooks.yaml"
LINES = 3_000
COMMENT = importlib.util.spec_from_file_location("comment", ACTION / "comment.py")


def _needs(module: str, package: str) -> pytest.MarkDecorator:
    lacking = importlib.util.find_spec(module) is None
    return pytest.mark.skipif(lacking, reason=f"{package} is not installed (it is among `dev`)")


needs_schemas = _needs("check_jsonschema", "check-jsonschema")
needs_pre_commit = _needs("pre_commit", "pre-commit")


# -- the pull request ------------------------------------------------------------------------------


class Pull:
    """A code host's side of a pull request: a bare repository, and what its runners check out."""

    def __init__(self, page: str, home: Path, environment: Mapping[str, str]) -> None:
        self.home, self.environment = home, dict(environment)
        self.work, self.bare = home / "work", home / "bare.git"
        self.work.mkdir()
        self._states = walk(PAGES[page], self.work)
        self.git("init", "-q", "--bare", str(self.bare))

    def git(self, *words: str, folder: Path | None = None) -> str:
        ran = subprocess.run(
            ["git", *words], cwd=folder or self.work, env=self.environment, check=True,
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        return ran.stdout.strip()

    def next_state(self) -> None:
        """Walk on to where the page asks for a plan, and push it with the merge that would be."""
        next(self._states)
        self.git("checkout", "-q", "--detach", "main")
        self.git("merge", "-q", "--no-ff", "-m", "merge", "quiet")
        wanted = ("main:main", "quiet:quiet", "HEAD:refs/pull/7/merge")
        self.git("push", "-q", "--force", str(self.bare), *wanted)
        self.git("checkout", "-q", "quiet")

    def checked_out(self, name: str, ref: str, depth: int = 1) -> Path:
        """A checkout as `actions/checkout` makes it, with the beginning of the log beside it."""
        folder = self.home / name
        folder.mkdir()
        self.git("init", "-q", ".", folder=folder)
        self.git("remote", "add", "origin", self.bare.as_uri(), folder=folder)
        many = (f"--depth={depth}",) if depth else ()
        fetched = f"+{ref}:refs/remotes/{ref.removeprefix('refs/')}"
        self.git("fetch", "-q", "--no-tags", *many, "origin", fetched, folder=folder)
        self.git("checkout", "-q", "--force", fetched.partition(":")[2], folder=folder)
        with (self.work / "last-week.jsonl").open(encoding="utf-8") as log:
            (folder / "last-week.jsonl").write_text("".join(islice(log, LINES)), encoding="utf-8")
        return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return machine(tmp_path / "home")


@pytest.fixture
def host() -> Iterator[Host]:
    with code_host() as found:
        yield found


@pytest.fixture
def pull(request: pytest.FixtureRequest, environment: dict[str, str]) -> Iterator[Pull]:
    """The pull request in its first state, over two budgets."""
    home = Path(environment["HOME"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        made = Pull(request.param, home, environment)
        patch.chdir(made.work)
        made.next_state()
        yield made


# -- GitHub ----------------------------------------------------------------------------------------

INPUTS = {"policies": "群规", "policyq": "none", "key": "a key for the tests", "coverage": "100"}
STEPS = ("mistakes", "examples", "layout", "what the change would do", "summary", "comment")


def on_github(
    pull: Pull, host: Host, folder: Path, event: Mapping[str, object], **more: str
) -> Job:
    """The action in a checkout, as for an event."""
    payload = pull.home / "event.json"
    payload.write_text(json.dumps(event), encoding="utf-8")
    told = {
        "GITHUB_EVENT_PATH": str(payload), "GITHUB_API_URL": host.url,
        "GITHUB_REPOSITORY": "club/rules", "GITHUB_WORKSPACE": str(folder),
    }  # fmt: skip
    if "pull_request" in event:
        told |= {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}
    return run_action({**INPUTS, **more}, folder, {**pull.environment, **told}, pull.home)


ASKED = {"pull_request": {"number": 7}}


@pytest.mark.parametrize("pull", ["zh"], indirect=True)
def test_the_action_from_red_to_green(pull: Pull, host: Host) -> None:
    red = on_github(pull, host, pull.checked_out("red", "refs/pull/7/merge"), ASKED)
    assert [red.outcomes[name] for name in STEPS] == ["success"] * 3 + ["failure"] + ["success"] * 2
    assert red.failed and red.outputs["code"] == "3"
    assert "| `policyq plan` | ❌ |" in red.summary and "| `policyq lint` | ✅ |" in red.summary
    assert "超出预算：" in red.summary and "| 违规率 |" in red.summary
    assert re.search(r"^::error file=policyq\.yaml,line=6,.*违规率", red.log, re.M)
    assert re.search(r"^::notice file=群规/读书会\.policyq,line=\d+,", red.log, re.M)
    assert list(host.comments) == [1]
    assert host.comments[1] == f"<!-- policyq plan -->\n{red.summary}"
    reports = Path(red.outputs["reports"])
    assert {path.suffix for path in reports.iterdir()} >= {
        ".md",
        ".html",
        ".json",
        ".sarif",
        ".csv",
    }

    pull.next_state()
    pull.next_state()
    green = on_github(pull, host, pull.checked_out("green", "refs/pull/7/merge", 0), ASKED)
    assert set(green.outcomes.values()) == {"success"} and green.outputs["code"] == "2"
    assert "❌" not in green.summary and "老王" in green.summary
    assert list(host.comments) == [1] and host.comments[1].endswith(green.summary)
    assert [one.split()[0] for one in host.asked] == ["GET", "POST", "GET", "PATCH"]


@pytest.mark.parametrize("pull", ["zh"], indirect=True)
def test_the_action_says_what_is_wrong_and_what_there_is_nothing_to_say_of(
    pull: Pull, host: Host
) -> None:
    folder = pull.checked_out("broken", "refs/heads/quiet", 0)
    policy = folder / "群规" / "读书会.policyq"
    good = policy.read_text(encoding="utf-8")
    policy.write_text(good.replace("规则 广告\n  当", "规则 广告\n  如果要是"), encoding="utf-8")
    host.forbidden = {"POST"}
    broken = on_github(pull, host, folder, ASKED)
    assert broken.failed and broken.outputs["code"] == "1"
    assert broken.outcomes["mistakes"] == broken.outcomes["what the change would do"] == "failure"
    assert "````text" in broken.summary and "PQ" in broken.summary
    # It may not comment, as it comes from a fork: that is told, and is no failure.
    assert broken.outcomes["comment"] == "success" and not host.comments
    assert "::warning title=policyq::the report could not be written" in broken.log

    policy.write_text(good, encoding="utf-8")
    # A push without a change, one to a new branch; another revision and another log; and no plan.
    head = pull.git("rev-parse", "HEAD", folder=folder)
    same = on_github(pull, host, folder, {"before": head})
    assert not same.failed and same.outputs["code"] == "0"
    assert "意思没有变" in same.summary and "no pull request, no comment" in same.log
    new = on_github(pull, host, folder, {"before": "0" * 40})
    assert not new.failed and new.outputs["code"] == ""
    assert "没有可比的" in new.summary
    (folder / "last-week.jsonl").rename(folder / "a b.jsonl")
    other = on_github(
        pull,
        host,
        folder,
        {"before": ""},
        old="origin/quiet~1",
        logs="a b.jsonl\n",
        comment="false",
    )
    assert other.outputs["code"] == "3" and "origin/quiet\\~1:群规/" in other.summary
    assert other.outcomes["comment"] == "skipped"
    none = on_github(pull, host, folder, {"before": head}, policies="./没有/", plan="false")
    assert none.outcomes["what the change would do"] == "skipped"
    assert none.outcomes["mistakes"] == "failure" and "| `policyq plan` | – |" in none.summary


def test_a_report_that_is_too_long_loses_what_is_folded_first(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert COMMENT is not None and COMMENT.loader is not None
    comment = importlib.util.module_from_spec(COMMENT)
    COMMENT.loader.exec_module(comment)
    fold = "<details><summary>又长又细</summary>\n\n{}\n</details>\n\n"
    text = "# 结论\n\n" + fold.format("一" * 9_000) + fold.format("二" * 15_000) + "结尾\n"
    assert comment.fitting(text, 100_000) == text
    shorter = comment.fitting(text, comment.COMMENT)
    assert "一" in shorter and "二" not in shorter and shorter.endswith("结尾\n")
    cut = comment.fitting("字\n" * 40_000, comment.COMMENT)
    assert len(cut.encode()) <= comment.COMMENT and cut.endswith("从略\n")

    # Somebody else's comment with the same mark is left alone; ours is found on a later page.
    host.comments = dict.fromkeys(range(1, 150), "hello")
    host.comments[3], host.others = f"{comment.MARK} mine, too", {3}
    (tmp_path / "event.json").write_text(json.dumps(ASKED), encoding="utf-8")
    for name, value in (
        ("GITHUB_EVENT_PATH", str(tmp_path / "event.json")), ("GITHUB_API_URL", host.url),
        ("GITHUB_REPOSITORY", "club/rules"), ("GITHUB_TOKEN", "x"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    assert comment.comment("first") == "commented on #7"
    assert comment.comment("second") == "renewed the comment on #7"
    assert len(host.comments) == 150 and host.comments[150].endswith("\nsecond")
    host.forbidden = {"GET"}
    (tmp_path / "report.md").write_text("x", encoding="utf-8")
    assert comment.main("comment", str(tmp_path / "report.md")) == 0


# -- GitLab ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pull", ["en"], indirect=True)
def test_the_template_from_red_to_green(pull: Pull, host: Host) -> None:
    told = pull.environment | {
        "POLICYQ_INSTALL": "none", "POLICYQ_COVERAGE": "100", "POLICYQ_NOTE_TOKEN": "x",
        "POLICYQ_KEY": "a key for the tests", "CI_API_V4_URL": host.url, "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_DIFF_BASE_SHA": pull.git("rev-parse", "main"),
    }  # fmt: skip
    folder = pull.checked_out("red", "refs/heads/quiet", 0)
    red = run_job(folder, told)
    assert red.returncode == 3, red.stderr
    assert "over budget: " in red.stdout
    reports = folder / "policyq-reports"
    for name, failures in (("lint.xml", 0), ("plan.xml", 1)):
        root = check_junit((reports / name).read_text(encoding="utf-8"))
        assert (sum(int(suite.attrib["failures"]) for suite in root) > 0) is bool(failures)
    assert host.comments[1].startswith("<!-- policyq plan -->\n# plan: ")
    pull.next_state()
    pull.next_state()
    folder = pull.checked_out("green", "refs/heads/quiet", 0)
    green = run_job(folder, told)
    assert green.returncode == 0, green.stderr
    assert list(host.comments) == [1] and "excepted" in host.comments[1]

    # Not formatted; on a new branch, and nobody may write notes.
    policy = folder / "policies" / "club.policyq"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("\n  when", "\n when"), encoding="utf-8"
    )
    told |= {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "", "CI_COMMIT_BEFORE_SHA": "0" * 40}
    host.forbidden = {"GET", "PUT", "POST"}
    other = run_job(folder, told)
    assert other.returncode == 1
    assert "is not formatted" in other.stderr and "nothing to compare with" in other.stdout


# -- pre-commit ------------------------------------------------------------------------------------


def pre_commit(folder: Path, environment: Mapping[str, str], *words: str) -> tuple[int, str]:
    found = [path for path in sys.path if path and Path(path).is_dir()]
    told = {**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), *found])}
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", *words], cwd=folder, env=told,
        capture_output=True, encoding="utf-8", timeout=900,
    )  # fmt: skip
    return ran.returncode, ran.stdout + ran.stderr


@needs_pre_commit
@pytest.mark.parametrize("pull", ["en"], indirect=True)
def test_the_hooks_from_red_to_green(pull: Pull) -> None:
    """With `policyq` as it is installed here; a test that takes longer installs it, as users do."""
    hooks = pull.home / "hooks"
    hooks.mkdir()
    pull.git("init", "-q", ".", folder=hooks)
    (hooks / HOOKS.name).write_bytes(HOOKS.read_bytes())
    pull.git("add", ".", folder=hooks)
    pull.git("commit", "-q", "-m", "hooks", folder=hooks)
    manifest = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    wanted = [{"id": hook["id"], "language": "unsupported"} for hook in manifest]
    rev = pull.git("rev-parse", "HEAD", folder=hooks)
    config = {"repos": [{"repo": str(hooks), "rev": rev, "hooks": wanted}]}

    def checkout(name: str) -> Path:
        folder = pull.checked_out(name, "refs/heads/quiet", 0)
        pull.git("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*", folder=folder)
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        return folder

    folder = checkout("red")
    code, said = pre_commit(folder, pull.environment, "run", "--all-files")
    assert code == 0, said
    assert re.findall(r"^policyq (\w+)\.+Passed$", said, re.M) == ["lint", "test", "fmt"]
    push = ("run", "--all-files", "--hook-stage", "pre-push", "policyq-plan")
    code, said = pre_commit(folder, pull.environment, *push)
    assert code == 1 and "exit code: 3" in said and "over budget" in said, said

    words = folder / "policies" / "lists" / "ads.txt"
    words.rename(words.with_name("others.txt"))
    policy = folder / "policies" / "club.policyq"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("\n  when", "\n when"), encoding="utf-8"
    )
    code, said = pre_commit(folder, pull.environment, "run", "--all-files")
    assert code == 1 and "files were modified by this hook" in said and "ads.txt" in said, said
    assert policy.read_text(encoding="utf-8").count("\n  when") == 2

    pull.next_state()
    pull.next_state()
    code, said = pre_commit(checkout("green"), pull.environment, *push)
    assert code == 0 and "changed, within budget" in said, said


# -- as users install it ---------------------------------------------------------------------------


def _fetches(said: str) -> None:
    """Skip, saying so, where pip has no index to install from."""
    if re.search(
        r"No matching distribution|NewConnectionError|Could not fetch|Temporary failure", said
    ):
        pytest.skip("pip reaches no index here")


@pytest.mark.long
@needs_pre_commit
def test_pre_commit_installs_the_hooks(tmp_path: Path, environment: dict[str, str]) -> None:
    """`pre-commit try-repo` on this repository, as it is: policyq in an environment of its own."""
    folder = tmp_path / "club"
    (folder / "policies").mkdir(parents=True)
    text = (
        'policy "Book club" version 1\ntimezone UTC\n\nrule pictures\n  when image\n  then delete\n'
    )
    (folder / "policies" / "club.policyq").write_text(text, encoding="utf-8")
    (folder / "policyq.yaml").write_text("policies: policies\n", encoding="utf-8")
    for words in (("init", "-q", "."), ("add", ".")):
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True)
    environment = environment | {"PATH": os.environ["PATH"], "PYTHONPATH": ""}
    for hook in ("policyq-lint", "policyq-fmt"):
        code, said = pre_commit(folder, environment, "try-repo", str(ROOT), hook, "--all-files")
        _fetches(said)
        assert code == 0 and "Passed" in said, said


@pytest.mark.long
@pytest.mark.parametrize("pull", ["zh"], indirect=True)
def test_the_action_installs_policyq_from_beside_it(pull: Pull, host: Host) -> None:
    place = pull.home / "venv"
    venv.create(place, with_pip=True)
    pull.environment["PATH"] = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    del pull.environment["PYTHONPATH"]
    folder = pull.checked_out("fresh", "refs/heads/quiet", 0)
    job = on_github(pull, host, folder, {"before": "0" * 40}, policyq="")
    _fetches(job.log)
    assert not job.failed, job.log
    assert (place / "bin" / "policyq").exists()


# -- what is written down --------------------------------------------------------------------------


def _schema(name: str, text: str, folder: Path, *more: str) -> None:
    path = folder / "checked.yml"
    path.write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{name}", *more]
    ran = subprocess.run([*words, str(path)], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@needs_schemas
def test_they_are_as_the_published_schemas_want_them(tmp_path: Path) -> None:
    action = (ACTION / "action.yml").read_text(encoding="utf-8")
    _schema("github-actions", action, tmp_path)
    template = TEMPLATE.read_text(encoding="utf-8")
    _schema("gitlab-ci", template, tmp_path, "--data-transform", "gitlab-ci")
    with pytest.raises(AssertionError):
        _schema("github-actions", action.replace("composite", "composed"), tmp_path)


def _shown(page: Path, file: str) -> str:
    found = re.search(
        rf"^```yaml\n# file: {re.escape(file)}\n(.*?)^```$",
        page.read_text(encoding="utf-8"),
        re.M | re.S,
    )
    assert found is not None, f"{page.name} shows no {file}"
    return found[1]


@pytest.mark.parametrize("page", ["review-in-ci.md", "review-in-ci.zh.md"])
def test_what_the_page_shows_uses_what_there_is(page: str, tmp_path: Path) -> None:
    workflow = yaml.safe_load(_shown(HOW_TO / page, ".github/workflows/policies.yml"))
    (step,) = [
        one for one in workflow["jobs"]["policies"]["steps"] if "/policyq/" in one.get("uses", "")
    ]
    assert step["uses"].partition("@")[0] == "OWNER/policyq/.github/actions/plan"
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    assert step["with"].keys() <= action["inputs"].keys()
    text = (HOW_TO / page).read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in action["inputs"])
    assert all(f"`{name}`" in text for name in action["outputs"])
    jobs = yaml.safe_load(_shown(HOW_TO / page, ".gitlab-ci.yml"))
    template = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    assert jobs["variables"].keys() <= template["variables"].keys()
    assert ROOT / jobs["include"][0]["file"] == TEMPLATE
    config = yaml.safe_load(_shown(HOW_TO / page, ".pre-commit-config.yaml"))
    manifest = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert [one["id"] for one in config["repos"][0]["hooks"]] == [one["id"] for one in manifest]


@needs_schemas
@pytest.mark.parametrize("page", ["review-in-ci.md", "review-in-ci.zh.md"])
def test_what_the_page_shows_is_as_the_published_schemas_want_it(page: str, tmp_path: Path) -> None:
    _schema("github-workflows", _shown(HOW_TO / page, ".github/workflows/policies.yml"), tmp_path)
    jobs = _shown(HOW_TO / page, ".gitlab-ci.yml")
    _schema("gitlab-ci", jobs, tmp_path, "--data-transform", "gitlab-ci")


@needs_pre_commit
def test_pre_commit_takes_its_files(tmp_path: Path, environment: dict[str, str]) -> None:
    code, said = pre_commit(tmp_path, environment, "validate-manifest", str(HOOKS))
    assert code == 0, said
    config = tmp_path / "config.yaml"
    config.write_text(
        _shown(HOW_TO / "review-in-ci.md", ".pre-commit-config.yaml"), encoding="utf-8"
    )
    code, said = pre_commit(tmp_path, environment, "validate-config", str(config))
    assert code == 0, said
