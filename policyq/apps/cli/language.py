"""In which language the command line speaks.

The first that says something wins: ``--lang``, ``POLICYQ_LANG``, the project file, then
``LC_ALL``, ``LC_MESSAGES``, ``LANG`` (Chinese if it begins with ``zh``, otherwise English), then
what the system itself was set to. Where nothing is said (``C`` says nothing), the language in
which the policy is written, and without one English.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from policyq.vocabulary.choices import LANGUAGES, meant
from policyq.vocabulary.han import is_han


def choose(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """``"zh"`` or ``"en"``; never fails, as a wrong ``--lang`` is the parser's to report."""
    told = asked(argv, environ)
    if told is not None:
        return told
    said = _locale(environ)
    return said or ("en" if said == "" else _system())


def nothing_said(argv: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether nobody said in which language to speak: neither a person nor the system."""
    if asked(argv, environ) is not None:
        return False
    return _locale(environ) == "" or (_locale(environ) is None and not _name_of_system())


def of_policy(beginning: str) -> str | None:
    """The language of a policy by its first keyword, ``None`` if there is none."""
    for line in beginning.splitlines():
        word = line.split("#")[0].strip("\ufeff \t")[:1]
        if word:
            return "zh" if is_han(word) else "en"
    return None


def _locale(environ: Mapping[str, str]) -> str | None:
    """What the environment says: a language, ``""`` if the locale has none, ``None`` if unset."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").lower()
        if value:
            if value.split(".")[0] in ("c", "posix"):
                return ""
            return "zh" if value.startswith("zh") else "en"
    return None


def asked(argv: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """The language that somebody asked for: what a project file says does not count then."""
    for told in (_option(argv), environ.get("POLICYQ_LANG", "")):
        language = meant(told, LANGUAGES)[:2].lower()
        if language in LANGUAGES:
            return language
    return None


def _option(argv: Sequence[str]) -> str:
    """The value of the last ``--lang``; what stands after ``--`` is no option."""
    asked = ""
    options = argv[: argv.index("--")] if "--" in argv else argv
    for position, word in enumerate(options):
        if word == "--lang":
            asked = "".join(options[position + 1 : position + 2])
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked


def _system() -> str:
    return "zh" if _name_of_system().startswith(("zh", "chinese")) else "en"


def _name_of_system() -> str:
    """Windows keeps its language elsewhere than in the environment."""
    if os.name != "nt":
        return ""
    from locale import getlocale

    return (getlocale()[0] or "").lower()
