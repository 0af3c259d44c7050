"""Policies as they were: files and folders of a git revision, read by ``git`` itself.

``main:policies/club.policyq`` is the file at that path, from the top of the repository, in the
revision ``main``; ``main:./club.policyq`` starts at the working folder, as everywhere in git. What
the policy uses is read from the same revision. Nothing is checked out, and nothing is written.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterator
from typing import NamedTuple

from policyq.apps.sources import Sources, load
from policyq.diagnostics.source import Failure
from policyq.vocabulary.types import Said

#: Seconds after which git is not waited for any longer.
PATIENCE = 60
_SUFFIX = ".policyq"


class NoRevision(Exception):
    """A revision that cannot be read, and why; it never leaves `policyq.apps`."""

    def __init__(self, says: Said) -> None:
        super().__init__(says.en)
        self.says = says


class Revision(NamedTuple):
    """A file or folder of a revision."""

    name: str
    """The revision as it was written."""
    path: str
    """From the top of the repository, without ``.`` and ``..``; ``""`` is the top."""

    def source(self, path: str) -> str:
        """The name of a file of the revision as a source: as git writes it, with a folder."""
        return f"{self.name}:{path if '/' in path else './' + path}"


def revision_in(written: str) -> Revision | None:
    """The revision that somebody wrote; ``None`` for a path on the disk.

    Raises `NoRevision` if it is one, and cannot be had."""
    name, colon, path = written.partition(":")
    if not colon or os.path.lexists(written) or (len(name) == 1 and path[:1] in ("/", "\\")):
        return None
    if not name or name.startswith("-"):
        raise NoRevision(_no_revision(written, name))
    prefix = _git(["rev-parse", "--show-prefix"], written).decode("utf-8", "replace").strip("\n")
    if _commit(name).returncode:
        raise NoRevision(_no_revision(written, name))
    path = path.replace("\\", "/")
    below = path.startswith(("./", "../")) or path in (".", "..")
    path = posixpath.normpath(posixpath.join(prefix, path) if below else path or ".")
    if path.startswith(("../", "/")) or path == "..":
        raise NoRevision(
            Said(
                f"{written}：路径要在版本库里面，从版本库最上层写起",
                f"{written}: the path must lie in the repository, and starts at its top",
            )
        )
    found = Revision(name, "" if path == "." else path)
    _there(found, written, prefix)
    return found


def on_disk(source: str) -> str:
    """Where the file of a source lies when its revision is checked out."""
    return source if os.path.lexists(source) else source.partition(":")[2].removeprefix("./")


def file_in(written: str, beside: str | None) -> Sources | None:
    """The policy of a revision that somebody wrote; ``None`` for a path on the disk.

    Raises `NoRevision` also for a folder, as one policy is asked for. ``beside``: the other side."""
    complete(written, beside)
    revision = revision_in(written)
    if revision is None:
        return None
    if is_folder(revision):
        says = Said(
            f"{written} 是文件夹：要写出其中的一份群规",
            f"{written} is a folder: name one policy in it",
        )
        raise NoRevision(says)
    return read(revision, revision.path)


def complete(written: str, beside: str | None) -> None:
    """Raises `NoRevision` for a revision without a path, with that of the other side as a way out."""
    if ":" in written or written.startswith("-") or written.endswith(_SUFFIX):
        return
    if os.path.lexists(written) or not _is_commit(written):
        return
    meant = f"{written}:{_path_like(beside)}"
    raise NoRevision(
        Said(
            f"{written} 是 git 版本，还要写出其中的文件或文件夹；是不是 {meant}？",
            f"{written} is a revision of git: name a file or folder in it, too; did you mean {meant}?",
        )
    )


def _is_commit(name: str) -> bool:
    try:
        return not _commit(name).returncode
    except NoRevision:  # without git there are none
        return False


def _commit(name: str) -> subprocess.CompletedProcess[bytes]:
    return _run(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"])


def _path_like(side: str | None) -> str:
    """The path of another side, from the top of the repository; ``.`` where it has none."""
    if side is None or not os.path.lexists(side):
        return (side or "").partition(":")[2] or "."
    top = os.fsdecode(_git(["rev-parse", "--show-toplevel"], side)).rstrip("\n")
    path = os.path.relpath(os.path.realpath(side), top).replace(os.sep, "/")
    return "." if path.startswith("../") else path


def is_folder(revision: Revision) -> bool:
    """Whether it is a folder."""
    return not revision.path or _entry(revision)[0] == "tree"


def policies(revision: Revision) -> Iterator[str]:
    """The paths of the policies in a folder of a revision, sorted; hidden ones left out."""
    listed = _git(
        ["ls-tree", "-r", "-z", "--name-only", "--full-tree", revision.name]
        + (["--", revision.path + "/"] if revision.path else []),
        revision.name,
    )
    for raw in sorted(listed.split(b"\0")):
        path = os.fsdecode(raw)
        below = path[len(revision.path) :].lstrip("/") if revision.path else path
        hidden = any(part.startswith(".") for part in below.split("/"))
        if path.endswith(_SUFFIX) and not hidden:
            yield path


def read(revision: Revision, path: str) -> Sources:
    """The policy at a path of the revision, and all that it names, from there."""
    main = revision.source(path)
    folder = posixpath.dirname(main)

    def fetch(name: str, limit: int) -> bytes | Failure:
        if name != main and posixpath.commonprefix((folder + "/", name)) != folder + "/":
            return Failure("outside")
        return _blob(Revision(revision.name, _path_in(revision, name)), limit)

    return load(main, fetch=fetch)


def _path_in(revision: Revision, source: str) -> str:
    return posixpath.normpath(source.removeprefix(revision.name + ":"))


# -- git ---------------------------------------------------------------------------------------


def _blob(file: Revision, limit: int) -> bytes | Failure:
    kind, size = _entry(file)
    if kind is None:
        return Failure("missing")
    if kind != "file":
        return Failure("unreadable")
    if size > limit:
        return Failure("too_large")
    shown = _run(["show", f"{file.name}:{file.path}"])
    return Failure("unreadable") if shown.returncode else shown.stdout


def _entry(file: Revision) -> tuple[str | None, int]:
    """What is at a path, ``file``, ``tree`` or something else, and its size."""
    listed = _run(["ls-tree", "-l", "-z", "--full-tree", file.name, "--", file.path])
    row = os.fsdecode(listed.stdout).partition("\0")[0]
    if listed.returncode or not row:
        return None, 0
    mode, kind, _, size = row.partition("\t")[0].split()
    if kind == "tree":
        return "tree", 0
    # A link's content is a path: what it leads to may lie anywhere.
    return ("file" if mode.startswith("100") else "other"), int(size) if size.isdigit() else 0


def _there(found: Revision, written: str, prefix: str) -> None:
    if not found.path or _entry(found)[0] is not None:
        return
    nearer = f"{found.name}:./{found.path}"
    below = Revision(found.name, posixpath.normpath(posixpath.join(prefix, found.path)))
    meant = prefix and _entry(below)[0] is not None
    raise NoRevision(
        Said(
            f"版本 {found.name} 里没有 {found.path}（路径从版本库最上层写起）"
            + (f"；是不是 {nearer}？" if meant else ""),
            f"there is no {found.path} in the revision {found.name} (paths start at the top of the "
            "repository)" + (f"; did you mean {nearer}?" if meant else ""),
        )
    )


def _git(arguments: list[str], written: str) -> bytes:
    """What a command of git prints; it can only fail outside of a repository."""
    done = _run(arguments)
    if done.returncode:
        raise NoRevision(
            Said(
                f"{written}：没有这个文件，当前文件夹也不在 git 版本库里",
                f"{written}: there is no such file, and the working folder is in no git repository",
            )
        )
    return done.stdout


def _run(arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
    """Runs git, which neither asks anything nor writes anything."""
    environment = {
        **os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C",
    }  # fmt: skip
    try:
        return subprocess.run(
            ["git", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        says = Said(
            "读历史版本要用 git，这台机器上没有找到；装上它，或把旧群规存成文件",
            "a revision is read by git, which is not installed here; install it, or keep the old "
            "policy in a file",
        )
        raise NoRevision(says) from None
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        says = Said(f"git 没有答复（{error}）", f"git did not answer ({error})")
        raise NoRevision(says) from None


def _no_revision(written: str, name: str) -> Said:
    return Said(
        f"{written}：没有这个文件，git 里也没有 {name or '空的'} 这个版本；"
        "在 CI 里检查是不是只取了最新一次提交",
        f"{written}: there is no such file, and git knows no revision `{name}`; in CI, see whether "
        "only the newest commit was fetched",
    )
