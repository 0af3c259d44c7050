"""``policyq check --completeness``: which of a group's usual duties a policy covers, and by what."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits

if TYPE_CHECKING:
    from policyq.study.completeness import Checklist


def show(args: Namespace) -> int:
    """Goes through the checklist for each policy."""
    from policyq.apps.cli import policies
    from policyq.study.completeness import completeness
    from policyq.study.completeness_words import document, in_words

    checklist = _checklist(args)
    if checklist is None:
        return exits.PROBLEMS
    documents = []
    for number, path in enumerate(policies.files(args.paths)):
        loaded = policies.compiled_or_stop(path, args)
        result = completeness(loaded.checked, loaded.program, checklist)
        if args.format == "json":
            documents.append(document(result, path))
        else:
            console.out(("\n" if number else "") + in_words(result, path, path, args.lang))
    if args.format == "json":
        console.out(json.dumps(documents, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    return exits.OK


def _checklist(args: Namespace) -> Checklist | None:
    """The checklist that was asked for; what is wrong with it is told."""
    from policyq.apps import checklist
    from policyq.apps.cli import policies
    from policyq.diagnostics.diagnostic import Diagnostic

    if args.checklist is None:
        return checklist.stock()
    found = checklist.read(args.checklist)
    if isinstance(found[0], Diagnostic):
        wrong, source = found
        console.note(policies.report([wrong], {source.name: source}, args, "plain"))
        return None
    return found
