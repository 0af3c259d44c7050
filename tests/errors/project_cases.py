"""The examples of the catalog that are project files, read as these are read."""

from __future__ import annotations

from pathlib import Path

from catalog_cases import MAIN, TODAY, files_of

from policyq.apps.project.find import NAME
from policyq.apps.project.project import Wrong, strays
from policyq.apps.project.read import read
from policyq.diagnostics.diagnostic import Diagnostic, Kind
from policyq.diagnostics.source import Source


def draw(kind: Kind, folder: Path) -> tuple[tuple[Diagnostic, ...], dict[str, Source]]:
    """What reading a project file and the files that it names reports. ``folder`` is the current one."""
    if kind.code == "PQ559":
        return tuple(strays([str(folder / "policyq.yml")])), {}
    if kind.code == "PQ557":
        (folder / NAME).write_bytes(b"\xff\xff\x81\x20\xff")
    else:
        for name, source in files_of(kind.bad).items():
            assert isinstance(source, Source)
            (folder / {MAIN: NAME}.get(name, name)).write_text(source.text, encoding="utf-8")
    try:
        project = read(NAME)
        project.files([*project.policies, *project.logs])
        if project.roster is not None:
            project.file(project.roster)
        project.key()
    except Wrong as wrong:
        return wrong.found, wrong.sources
    return tuple(project.expired(TODAY)), {NAME: project.source}
