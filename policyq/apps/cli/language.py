"""In which language the command line speaks.

The first that says something wins: ``--lang``, ``POLICYQ_LANG``, the project file, then
``LC_ALL``, ``LC_MESSAGES``, ``LANG`` (Chinese if it begins with ``zh``, otherwise English), then
what the system itself was set to. Where nothing is said, English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("zh", "en")


def choose(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """``"zh"`` or ``"en"``; never fails, as a wrong ``--lang`` is the parser's to report."""
    told = asked(argv, environ)
    if told is not None:
        return told
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return _system()


def asked(argv: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """The language that somebody asked for: what a project file says does not count then."""
    for told in (_option(argv), environ.get("POLICYQ_LANG", "")):
        if told[:2].lower() in LANGUAGES:
            return told[:2].lower()
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
    """Windows keeps its language elsewhere than in the environment."""
    from locale import getlocale

    name = (getlocale()[0] or "").lower()
    return "zh" if name.startswith(("zh", "chinese")) else "en"
