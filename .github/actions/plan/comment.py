"""The report in the job's summary, and in one comment of the pull request that is kept up to date.

    python comment.py summary FILE     # writes FILE to standard output, as long as a summary may be
    python comment.py comment FILE     # writes FILE into the pull request of the event

What GitHub says in the environment is used: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_EVENT_PATH,
and GITHUB_TOKEN. Nothing is installed for it. A comment that cannot be written is a warning: whether
the change may go in does not hang on it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: By it the comment is found again; it is not shown.
MARK = "<!-- policyq plan -->"
#: The most characters of a comment, and bytes of a summary, that GitHub takes, less some room.
COMMENT, SUMMARY = 65_000, 1_000_000
_FOLDED = re.compile(r"<details>.*?</details>\n*", re.DOTALL)
_CUT = "\n\n… the rest is left out: too long for this place; see the reports of the job / 太长，其余从略\n"
_PER_PAGE = 100


def fitting(text: str, most: int) -> str:
    """The text, less what is folded from its end on, cut if that does not do; in bytes of UTF-8."""
    for found in reversed(list(_FOLDED.finditer(text))):
        if len(text.encode()) <= most:
            return text
        text = text[: found.start()] + text[found.end() :]
    if len(text.encode()) <= most:
        return text
    room = most - len(_CUT.encode())
    return text.encode()[:room].decode("utf-8", "ignore").rpartition("\n")[0] + _CUT


def comment(text: str) -> str:
    """Put the text into the pull request; what became of it, for the job's log."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    number = (event.get("pull_request") or {}).get("number")
    if number is None:
        return "no pull request, no comment"
    issues = f"repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    body = {"body": f"{MARK}\n{fitting(text, COMMENT)}"}
    for before in _marked(f"{issues}/{number}/comments"):
        try:
            _ask("PATCH", f"{issues}/comments/{before}", body)
            return f"renewed the comment on #{number}"
        except urllib.error.HTTPError as error:
            if error.code not in (403, 404):
                raise  # somebody else's with the same mark is left alone
    _ask("POST", f"{issues}/{number}/comments", body)
    return f"commented on #{number}"


def _marked(comments: str) -> Iterator[int]:
    """The comments with the mark, the one that was written before among them."""
    page = 1
    while found := _ask("GET", f"{comments}?per_page={_PER_PAGE}&page={page}"):
        for one in found:
            if (one.get("body") or "").startswith(MARK):
                yield int(one["id"])
        page += 1


def _ask(method: str, path: str, body: object = None) -> Any:
    request = urllib.request.Request(
        f"{os.environ['GITHUB_API_URL']}/{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or "null")


def main(what: str, file: str) -> int:
    """Do what is asked; 0, as a comment is never what a change fails for."""
    text = Path(file).read_text(encoding="utf-8")
    if what == "summary":
        sys.stdout.buffer.write(fitting(text, SUMMARY).encode())
        return 0
    try:
        says = comment(text)
    except (OSError, ValueError, KeyError) as error:
        # A pull request from a fork may not write; urllib's errors are `OSError`.
        says = f"::warning title=policyq::the report could not be written as a comment: {error}"
    sys.stdout.write(says + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
