"""Keeping what could not be read: one line of JSON for each rejected row."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Self

from policyq.apps.logs.context import Reject


def reject_to_json(reject: Reject, *, raw: bool = True, language: str = "en") -> str:
    """``{"file", "line", "code", "reason", "says", "raw"}``.

    ``raw`` is the row as text: bytes that are no UTF-8 are escaped as ``\\xNN``.
    """
    row: dict[str, object] = {
        "file": reject.file,
        "line": reject.line,
        "code": reject.problem.code,
        "reason": reject.problem.reason,
        "says": reject.problem.says(language),
    }
    if raw and reject.raw is not None:
        row["raw"] = reject.raw.decode("utf-8", "backslashreplace")
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode()


class RejectFile:
    """Writes rejects to a file, which is made with the first of them: no rejects, no file.

    Give its `keep` to `policyq.apps.logs.read_events` as ``on_reject``.
    """

    def __init__(self, path: str | Path, *, language: str = "en") -> None:
        self._path = Path(path)
        self._language = language
        self._lines: list[str] = []
        self.count = 0

    def keep(self, reject: Reject) -> None:
        """Raises `OSError` if the file cannot be written."""
        self._lines.append(reject_to_json(reject, language=self._language))
        if len(self._lines) >= 256:
            self.flush()

    def flush(self) -> None:
        if not self._lines:
            return
        with self._path.open("a" if self.count else "w", encoding="utf-8", newline="\n") as out:
            out.writelines(line + "\n" for line in self._lines)
        self.count += len(self._lines)
        self._lines.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.flush()
