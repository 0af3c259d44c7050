"""CI servers as far as one machine can be one: the steps of an action, the lines of a job, run by bash.

What is run is what stands in the YAML. The expressions of GitHub that our action uses are evaluated
here; anything else in one is an error.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
ACTION = ROOT / ".github" / "actions" / "plan"
TEMPLATE = ROOT / ".gitlab" / "policyq.yml"


def machine(home: Path) -> dict[str, str]:
    """The environment of a fresh machine that has `python` and this very `policyq`."""
    programs = home / "programs"
    programs.mkdir(parents=True, exist_ok=True)
    for name, module in (("policyq", "-m policyq"), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.com",
        "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.com",
    }  # fmt: skip


def shell(script: str, folder: Path, environment: Mapping[str, str], *flags: str) -> Any:
    """What bash makes of a script."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", *flags, "-c", script],
        cwd=folder, env=dict(environment), capture_output=True, encoding="utf-8", timeout=600,
    )  # fmt: skip


# -- GitHub ----------------------------------------------------------------------------------------


@dataclass
class Job:
    """What became of an action."""

    outcomes: dict[str, str] = field(default_factory=dict)
    """By the name of the step: ``success``, ``failure`` or ``skipped``."""
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""

    @property
    def failed(self) -> bool:
        return "failure" in self.outcomes.values()


def run_action(
    inputs: Mapping[str, str], folder: Path, environment: Mapping[str, str], home: Path
) -> Job:
    """The action in a checkout, as the runner runs a composite one."""
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    assert inputs.keys() <= action["inputs"].keys()
    given = {name: one["default"] for name, one in action["inputs"].items()} | dict(inputs)
    (home / "temp").mkdir(exist_ok=True)
    job, steps = Job(), dict[str, dict[str, Any]]()
    known = {"inputs": given, "steps": steps, "github": {"token": "a token of the job"}}
    for number, step in enumerate(action["runs"]["steps"]):
        assert step["shell"] == "bash"
        name = step.get("id", f"step{number}")
        steps[name] = {"outcome": "skipped", "outputs": {}}
        if _value(step.get("if", "${{ success() }}"), known, job) not in ("True", "true"):
            job.outcomes[step["name"]] = "skipped"
            continue
        files = {part: home / f"{number}.{part.lower()}" for part in ("OUTPUT", "STEP_SUMMARY")}
        for path in files.values():
            path.write_bytes(b"")
        variables = {name: _value(text, known, job) for name, text in step.get("env", {}).items()}
        variables |= {f"GITHUB_{part}": str(path) for part, path in files.items()}
        variables |= {"GITHUB_ACTION_PATH": str(ACTION), "RUNNER_TEMP": str(home / "temp")}
        assert "${{" not in step["run"], "what is given comes in by the environment, never as code"
        ran = shell(step["run"], folder, {**environment, "GITHUB_ACTIONS": "true", **variables})
        job.log += ran.stdout + ran.stderr
        job.summary += files["STEP_SUMMARY"].read_text(encoding="utf-8")
        written = files["OUTPUT"].read_text(encoding="utf-8").splitlines()
        steps[name] = {
            "outcome": "failure" if ran.returncode else "success",
            "outputs": dict(line.split("=", 1) for line in written),
        }
        job.outcomes[step["name"]] = steps[name]["outcome"]
    for name, output in action["outputs"].items():
        job.outputs[name] = _value(output["value"], known, job)
    return job


def _value(text: str, known: Mapping[str, Any], job: Job) -> str:
    """A text with its expressions evaluated."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: _expression(found[1], known, job), str(text))


def _expression(text: str, known: Mapping[str, Any], job: Job) -> str:
    def word(found: re.Match[str]) -> str:
        value: Any = known
        for part in found[0].split("."):
            value = value.get(part, "") if isinstance(value, Mapping) else ""
        return repr(str(value))

    said = text.replace("!cancelled()", "True").replace("always()", "True")
    said = said.replace("success()", str(not job.failed)).replace("&&", "and")
    said = re.sub(r"\b(?:inputs|steps|github)(?:\.\w+)+", word, said)
    plain = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "", said)
    assert set(re.findall(r"\w+|==|[^\w\s]", plain)) <= {"True", "False", "and", "=="}, text
    return str(eval(said))


# -- GitLab ----------------------------------------------------------------------------------------


def run_job(folder: Path, environment: Mapping[str, str]) -> Any:
    """The job of the template in a checkout: its lines one after another, as the runner joins them."""
    template = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    variables = {
        name: one["value"] if isinstance(one, dict) else one
        for name, one in {**template["variables"], **template["policyq"]["variables"]}.items()
    }
    lines = [*template["policyq"]["before_script"], *template["policyq"]["script"]]
    return shell("\n".join(lines), folder, {**variables, **environment})


# -- where comments go -----------------------------------------------------------------------------


@dataclass
class Host:
    """The comments of one pull request or merge request, behind HTTP."""

    url: str = ""
    comments: dict[int, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    forbidden: set[str] = field(default_factory=set)
    """Methods that are answered with 403."""
    others: set[int] = field(default_factory=set)
    """Comments of somebody else."""


@contextmanager
def code_host() -> Iterator[Host]:
    """A server that keeps comments as GitHub and GitLab do."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            host.asked.append(f"{self.command} {self.path}")
            code, found = _answered(host, self.command, self.path, self.headers, body)
            self.send_response(code)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        do_GET = do_POST = do_PATCH = do_PUT = answer

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host.url = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield host
        finally:
            server.shutdown()


def _answered(
    host: Host, method: str, path: str, headers: Mapping[str, str], body: str
) -> tuple[int, object]:
    allowed = headers.get("Authorization") or headers.get("PRIVATE-TOKEN")
    if not allowed or method in host.forbidden:
        return 403, {"message": "may not"}
    where, _, query = path.partition("?")
    if method == "GET":
        pages = urllib.parse.parse_qs(query)
        page, size = (
            int(pages.get(name, [str(n)])[0]) for name, n in (("page", 1), ("per_page", 30))
        )
        all_of_them = [{"id": number, "body": text} for number, text in host.comments.items()]
        return 200, all_of_them[(page - 1) * size : page * size]
    sent = json.loads(body) if body.startswith("{") else dict(urllib.parse.parse_qsl(body))
    if method == "POST":
        number = len(host.comments) + 1
    else:
        number = int(where.rpartition("/")[2])
        if number in host.others:
            return 403, {"message": "may not"}
    host.comments[number] = sent["body"]
    return 201, {"id": number}
