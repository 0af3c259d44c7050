"""The forms that code hosts and CI servers read: SARIF 2.1.0 and JUnit XML.

Both are made of plain `Finding`s, so that whoever else finds something in a file can be read by
the same machines. In SARIF columns count code points, and files are addressed by URI, so that a
Chinese name is percent-encoded. In JUnit a file is a suite; what is no error is a case that passes,
with its text in ``system-out``: whether warnings fail is the exit code's to say.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as Tree

from policyq.diagnostics.diagnostic import Diagnostic, Severity, Suppressed
from policyq.diagnostics.render.places import Place, place_of
from policyq.diagnostics.render.wording import fill
from policyq.diagnostics.source import Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
#: What XML cannot hold, escaped or not.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Finding(NamedTuple):
    """One thing that was found."""

    code: str
    name: str
    """What the code is called, in kebab case."""
    level: str
    """``error``, ``warning`` or ``note``; in JUnit an error is a failure."""
    text: str
    """One line."""
    file: str = ""
    place: Place | None = None
    help: str = ""
    about: str = ""
    """What the code is about, whatever the place; the text if nothing is said."""
    related: tuple[tuple[str, Place, str], ...] = ()
    """(file, place, what it says)."""
    allowed: str | None = None
    """Why it is allowed where it stands, if it is."""


def findings(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    language: str,
    suppressed: Iterable[Suppressed] = (),
) -> list[Finding]:
    """Reports to authors as findings, those that a policy allows behind the others."""
    found = [_finding(one, sources, language) for one in diagnostics]
    found += [
        _finding(one.diagnostic, sources, language)._replace(
            allowed=f"{one.reason} ({one.until.isoformat()})"
        )
        for one in suppressed
    ]
    return found


def _finding(one: Diagnostic, sources: Mapping[str, Source], language: str) -> Finding:
    kind, args = one.kind, one.args
    others = ((label, place_of(label.span, sources)) for label in one.labels[1:])
    return Finding(
        kind.code,
        kind.name,
        _LEVELS[kind.severity],
        fill(kind.title, args, language).replace("\n", " "),
        one.span.source,
        place_of(one.span, sources),
        "" if kind.help is None else fill(kind.help, args, language),
        kind.name.replace("-", " "),
        tuple(
            (label.span.source, place, fill(label.says, args, language))
            for label, place in others
            if place is not None
        ),
    )


# -- SARIF -------------------------------------------------------------------------------------


def as_sarif(found: Iterable[Finding], version: str = "") -> str:
    """One run of SARIF 2.1.0, indented; ends with a line feed."""
    listed = list(found)
    rules = {one.code: one for one in reversed(listed)}
    named = {code: {one.name for one in listed if one.code == code} for code in rules}
    codes = sorted(rules)
    driver: dict[str, object] = {
        "name": "policyq",
        "rules": [
            # A code whose findings have names of their own has none but its id.
            _rule(rules[code], rules[code].name if len(named[code]) == 1 else code)
            for code in codes
        ],
    }
    if version:
        driver["version"] = version
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, codes.index(one.code)) for one in listed],
            }
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def _rule(one: Finding, name: str) -> dict[str, object]:
    rule: dict[str, object] = {
        "id": one.code,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": one.about or one.text},
        "defaultConfiguration": {"level": one.level},
    }
    return {**rule, "help": {"text": one.help}} if one.help else rule


def _result(one: Finding, index: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": one.level,
        "message": {"text": one.text},
        "partialFingerprints": {"policyq/v1": _fingerprint(one)},
    }
    if one.file:
        result["locations"] = [{"physicalLocation": _location(one.file, one.place)}]
    if one.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(file, place), "message": {"text": says}}
            for number, (file, place, says) in enumerate(one.related)
        ]
    if one.allowed is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": one.allowed}]
    return result


def _location(file: str, place: Place | None) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": _uri(file)}}
    if place is not None:
        # An empty region is refused by some readers: it is drawn one character wide.
        same = place.line == place.end_line
        location["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": max(place.end_column, place.column + 1 if same else 1),
        }
    return location


def _uri(file: str) -> str:
    """A path as a relative reference: percent-encoded, with no colon in its first part, and never
    begun with two slashes, behind which a host would stand."""
    written = quote(_SURROGATE.sub("\ufffd", file), safe="/~")
    if written.startswith("//"):
        return f"/.{written}"
    return written if file.startswith("/") or "%3A" not in written else f"./{written}"


def _fingerprint(one: Finding) -> str:
    """What stays when lines move: the code, the file and what is said."""
    said = "\0".join((one.code, one.file, one.text))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# -- JUnit -------------------------------------------------------------------------------------


def as_junit(found: Iterable[Finding], files: Sequence[str] = (), name: str = "policyq") -> str:
    """A report of test cases: a suite for each file, ``files`` without findings pass.

    What is allowed where it stands is skipped. Ends with a line feed.
    """
    by_file: dict[str, list[Finding]] = {file: [] for file in files}
    for one in found:
        by_file.setdefault(one.file or name, []).append(one)
    root = Tree.Element("testsuites", name=name)
    for file, some in by_file.items():
        suite = Tree.SubElement(root, "testsuite", _counts(file, some))
        if not some:
            Tree.SubElement(suite, "testcase", classname=_plain(file), name="policyq", time="0")
        for one in some:
            line = "" if one.place is None else f":{one.place.line}"
            case = Tree.SubElement(
                suite, "testcase", classname=_plain(file), time="0",
                name=_plain(f"{one.code} {one.name}{line}"),
            )  # fmt: skip
            _case(case, one)
    Tree.indent(root)
    text: str = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _counts(file: str, some: Sequence[Finding]) -> dict[str, str]:
    failures = sum(one.level == "error" and one.allowed is None for one in some)
    skipped = sum(one.allowed is not None for one in some)
    return {
        "name": _plain(file),
        "tests": str(max(1, len(some))),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(skipped),
        "time": "0",
    }


def _case(case: Tree.Element, one: Finding) -> None:
    """What became of one case."""
    text = _plain(one.text + (f"\n{one.help}" if one.help else ""))
    if one.allowed is not None:
        Tree.SubElement(case, "skipped", message=_plain(one.allowed))
    elif one.level == "error":
        failure = Tree.SubElement(case, "failure", type=one.code, message=_plain(one.text))
        failure.text = text
    else:
        Tree.SubElement(case, "system-out").text = text


def _plain(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
