"""``policyq completion SHELL``: a script that completes commands, options and their values.

The script is written out of the parsers themselves, so that it never says more or less than
``--help`` does. It is static: completing runs no Python.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser

SHELLS = ("bash", "zsh", "fish")

_HOW = {
    "bash": 'eval "$(policyq completion bash)"',
    "zsh": 'eval "$(policyq completion zsh)"',
    "fish": "policyq completion fish | source",
}


class Option(NamedTuple):
    """An option of a command: its spellings, whether a value follows, and which it may be."""

    names: tuple[str, ...]
    valued: bool
    choices: tuple[str, ...]
    about: str


class Shape(NamedTuple):
    """What can be written after a command: its options, and words or else files."""

    about: str
    options: tuple[Option, ...]
    words: tuple[str, ...]
    family: bool = False
    """Whether the words are commands, so that more stands behind each."""


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.add_argument("shell", choices=SHELLS, help=parser.say("哪一种 shell", "which shell"))
    head = parser.say("写进 shell 的启动文件：", "put this into the shell's start-up file:")
    parser.epilog = "\n".join([head, *(f"  {shell:<5} {how}" for shell, how in _HOW.items())])


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    write = {"bash": to_bash, "zsh": to_zsh, "fish": to_fish}[args.shell]
    console.out(write(shapes(args.lang)))
    return exits.OK


def shapes(language: str) -> dict[str, Shape]:
    """By command, all its words; ``""`` is what may stand before one."""
    from policyq.apps.cli.commands import COMMANDS, every
    from policyq.apps.cli.main import build

    parser, children = build(language, "*")
    top = Shape("", tuple(_options(parser)), tuple(one.name for one in COMMANDS), family=True)
    rest = {}
    for name, command in every():
        words = tuple(one.name for one in command.inside) or tuple(_words(children[name]))
        about, options = command.about.in_(language), tuple(_options(children[name]))
        rest[name] = Shape(about, options, words, bool(command.inside))
    return {"": top, **rest}


def _options(parser: Parser) -> Iterator[Option]:
    for action in parser._actions:
        if action.option_strings and action.help != argparse.SUPPRESS:
            yield Option(
                tuple(action.option_strings),
                action.nargs != 0,
                tuple(map(str, action.choices or ())),
                (action.help or "").replace("%%", "%"),
            )


def _words(parser: Parser) -> Iterator[str]:
    for action in parser._actions:
        if not action.option_strings:
            yield from map(str, action.choices or ())


def to_bash(shapes: dict[str, Shape]) -> str:
    """The script for bash (3.2 and newer)."""
    lines = [
        "# bash completion for policyq",
        "_policyq() {",
        '    local cur="${COMP_WORDS[COMP_CWORD]}" prev="" command="" skip="" i',
        '    ((COMP_CWORD > 0)) && prev="${COMP_WORDS[COMP_CWORD-1]}"',
        # `--format=j` comes as three words.
        '    if [[ $cur == "=" ]]; then cur=""',
        '    elif [[ $prev == "=" && COMP_CWORD -gt 1 ]]; then prev="${COMP_WORDS[COMP_CWORD-2]}"; fi',
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        if [[ -n $skip ]]; then [[ ${COMP_WORDS[i]} == "=" ]] || skip=""; continue; fi',
        '        case "${COMP_WORDS[i]}" in',
        f"            {_alternatives(shapes[''].options)}) skip=1 ;;",
        "            -*) ;;",
        '            *) command="${command:+$command }${COMP_WORDS[i]}"',
        f'               case "$command" in {_families(shapes)}) ;; *) break ;; esac ;;',
        "        esac",
        "    done",
        '    local options="" words="" files=""',
        '    case "$command" in',
    ]
    for name, shape in shapes.items():
        spelled = " ".join(option for each in shape.options for option in each.names)
        files = "" if shape.words else " files=1"
        words = " ".join(shape.words)
        case = f"'{name}'"
        lines.append(f'        {case}) options="{spelled}" words="{words}"{files}')
        lines.append('            case "$prev" in')
        for option in shape.options:
            if option.valued:
                given = f'words="{" ".join(option.choices)}" files=""'
                given = given if option.choices else 'words="" files=1'
                lines.append(f'                {"|".join(option.names)}) options="" {given} ;;')
        lines += ["            esac ;;"]
    lines += [
        "    esac",
        "    COMPREPLY=()",
        '    if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$cur"))',
        '    elif [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur"))',
        "    elif [[ -n $files ]]; then",
        "        compopt -o filenames 2>/dev/null",
        "        local IFS=$'\\n'",
        '        COMPREPLY=($(compgen -f -- "$cur"))',
        "    fi",
        "}",
        "complete -F _policyq policyq",
    ]
    return "\n".join(lines) + "\n"


def _families(shapes: dict[str, Shape]) -> str:
    """The commands behind which another one stands, as a pattern of the shell; never empty."""
    return "|".join(name for name, shape in shapes.items() if shape.family and name) or "''"


def _alternatives(options: tuple[Option, ...]) -> str:
    return "|".join(name for option in options if option.valued for name in option.names)


def to_zsh(shapes: dict[str, Shape]) -> str:
    """The script for zsh."""
    lines = ["#compdef policyq"]
    for name, shape in shapes.items():
        if shape.family:
            lines += _zsh_family(name, shape, shapes)
    lines += [
        'if [ "$funcstack[1]" = "_policyq" ]; then _policyq "$@"; else compdef _policyq policyq; fi',
    ]
    return "\n".join(lines) + "\n"


def _zsh_family(name: str, shape: Shape, shapes: dict[str, Shape]) -> Iterator[str]:
    """A function that completes one of some commands, and what stands behind it."""
    inside = {word: f"{name} {word}".strip() for word in shape.words}
    yield from (f"{_zsh_name(name)}() {{", "    local -a commands", "    commands=(")
    yield from (
        f"        {_quoted(f'{word}:{shapes[full].about}')}" for word, full in inside.items()
    )
    yield from (
        "    )",
        "    local context state line curcontext=$curcontext",
        "    _arguments -C \\",
    )
    yield from (f"        {spec} \\" for option in shape.options for spec in _zsh_option(option))
    yield "        '1:command:->command' '*::argument:->argument' && return"
    yield "    case $state in"
    yield "        command) _describe command commands ;;"
    yield "        argument) case $line[1] in"
    for word, full in inside.items():
        one = shapes[full]
        if one.family:
            yield f"            {word}) {_zsh_name(full)} ;;"
            continue
        rest = f"({' '.join(one.words)})" if one.words else "_files"
        yield f"            {word}) _arguments \\"
        specs = [spec for option in one.options for spec in _zsh_option(option)]
        yield from (f"                {spec} \\" for spec in specs)
        yield f"                '*:argument:{rest}' ;;"
    yield from ("        esac ;;", "    esac", "}")


def _zsh_name(name: str) -> str:
    return "_policyq" + (f"_{name.replace(' ', '_')}" if name else "")


def _zsh_option(option: Option) -> Iterator[str]:
    about = option.about.replace("[", "(").replace("]", ")").replace(":", "\\:")
    value = f"({' '.join(option.choices)})" if option.choices else "_files"
    for name in option.names:
        joined = "=" if option.valued and name.startswith("--") else ""
        yield _quoted(f"{name}{joined}[{about}]" + (f":value:{value}" if option.valued else ""))


def to_fish(shapes: dict[str, Shape]) -> str:
    """The script for fish."""
    lines = ["# fish completion for policyq", "complete -c policyq -f"]
    for name, shape in shapes.items():
        head = f"complete -c policyq -n {_quoted(_fish_when(name, shape))}"
        if shape.family:
            for word in shape.words:
                about = shapes[f"{name} {word}".strip()].about
                lines.append(f"{head} -a {word} -d {_quoted(about)}")
        else:
            words = f"-a {_quoted(' '.join(shape.words))}" if shape.words else "-F"
            lines.append(f"{head} {words}")
        for option in shape.options:
            names = "".join(
                f" -l {each[2:]}" if each.startswith("--") else f" -s {each[1:]}"
                for each in option.names
            )
            value = f" -x -a {_quoted(' '.join(option.choices))}" if option.choices else " -r -F"
            lines.append(f"{head}{names}{value * option.valued} -d {_quoted(option.about)}")
    return "\n".join(lines) + "\n"


def _fish_when(name: str, shape: Shape) -> str:
    """The condition under which the words of the line so far are those of the command."""
    if not name:
        return "__fish_use_subcommand"
    seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in name.split())
    if shape.family:
        seen += f"; and not __fish_seen_subcommand_from {' '.join(shape.words)}"
    return seen


def _quoted(text: str) -> str:
    """One word for zsh and fish, whatever is in it."""
    return "'" + text.replace("'", "'\\''") + "'"
