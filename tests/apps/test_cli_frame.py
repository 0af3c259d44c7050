"""The frame of the command line: languages, exit codes, and no traceback whatever happens."""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policyq.apps.cli import commands, console, exits, schema
from policyq.apps.cli.commands import COMMANDS
from policyq.apps.cli.help import wrap
from policyq.apps.cli.language import choose
from policyq.apps.cli.main import build, main, os_error
from policyq.apps.cli.parser import CHINESE, speak

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "POLICYQ_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("POLICYQ_LANG", "en")


@pytest.mark.parametrize(
    ("argv", "environ", "language"),
    [
        (["--lang", "zh"], {"POLICYQ_LANG": "en"}, "zh"),
        (["check", "x", "--lang=zh"], {}, "zh"),
        (["--lang", "zh", "check", "--lang", "en"], {}, "en"),
        (["check", "--", "--lang", "zh"], {"LANG": "C"}, "en"),
        ([], {"POLICYQ_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"POLICYQ_LANG": "zh_CN"}, "zh"),
        ([], {"POLICYQ_LANG": "fr", "LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "zh_TW"}, "zh"),
        (["--lang"], {"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language(argv: list[str], environ: dict[str, str], language: str) -> None:
    assert choose(argv, environ) == language


@pytest.mark.parametrize(
    ("environ", "policy", "language"),
    [
        ({"LANG": "C.UTF-8"}, "# 说明\n\n群规 ", "zh"),
        ({}, "群规 ", "zh"),
        ({"LC_ALL": "POSIX"}, "policy ", "en"),
        ({"LANG": "en_US.UTF-8"}, "群规 ", "en"),
        ({"LANG": "zh_CN.UTF-8"}, "policy ", "zh"),
        ({"LANG": "C", "POLICYQ_LANG": "en"}, "群规 ", "en"),
        ({"LANG": "C"}, "", "en"),
    ],
)
def test_without_a_locale_it_speaks_as_the_policy_is_written(
    environ: dict[str, str],
    policy: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("POLICYQ_LANG")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "a.policyq"
    file.write_text(policy, encoding="utf-8")
    for named in (file, tmp_path):
        main(["check", str(named)])
        assert ("错误" in capsys.readouterr().out) == (language == "zh")


def test_help_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["--help", "--lang", "zh"], ["--lang", "zh", "-h"]):
        assert main(argv) == exits.OK
        out = capsys.readouterr().out
        assert out.startswith("用法：policyq")
        assert all(command.about.zh in out for command in COMMANDS)
        assert all(each.means.zh in out for each in exits.EXITS)
    assert main(["--help"]) == exits.OK
    out = capsys.readouterr().out
    assert out.startswith("usage: policyq")
    assert all(command.about.en in out for command in COMMANDS)


@pytest.mark.parametrize("name", [name for name, _ in commands.every()])
def test_help_of_a_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("zh", "en"):
        assert main([*name.split(), "--help", "--lang", language]) == exits.OK
        out = capsys.readouterr().out
        _, children = build(language, name)
        about = children[name].description
        assert about
        assert about.splitlines()[0] in out
        assert "--lang" in out
    # After Chinese, no English of argparse's own may be left.
    main([*name.split(), "--help", "--lang", "zh"])
    out = capsys.readouterr().out
    assert "show this help" not in out
    assert "usage" not in out


def test_every_argument_says_what_it_is() -> None:
    for language in ("zh", "en"):
        speak(language)
        _, children = build(language, "*")
        for name, child in children.items():
            for action in child._actions:
                if isinstance(action, argparse._SubParsersAction):
                    continue  # each of its commands says what it is
                assert action.help, f"{name} {action.dest}"


@pytest.mark.parametrize(
    ("argv", "zh"),
    [
        (["chek", "x"], "没有 'chek' 这个命令，是不是想写 'check'？"),
        (["fmt"], "缺少参数：路径"),
        (["logs", "inspekt", "x"], "没有 'inspekt' 这个命令，是不是想写 'inspect'？"),
        (["check", "x", "--format", "xml"], "没有 'xml' 这个选择"),
        (["check", "x", "--format"], "后面要有一个值"),
        (["check", "x", "--nonsense"], "不认识的参数：--nonsense"),
        (["check", "x", "--strict=yes"], "这个选项不带值：'yes'"),
        (["fmt", "x", "--check", "--stdout"], "不能和 --check 同时使用"),
        (["--lang", "fr"], "没有 'fr' 这个选择"),
        (["check", "x", "--platfrom", "qq"], "不认识的参数：--platfrom，是不是想写 --platform？"),
        (["replay", "x", "——mode", "扣除"], "——mode 开头不是半角的 -：写成 --mode"),
        (["check", "—platfrom=qq"], "—platfrom=qq 开头不是半角的 -：写成 --platform"),
        (["check", "－－platform", "qq"], "－－platform 开头不是半角的 -：写成 --platform"),
        (["——help"], "——help 开头不是半角的 -：写成 --help"),
        (["check", "—h"], "—h 开头不是半角的 -：写成 -h"),
        (["replay", "--moed=observed"], "不认识的参数：--moed，是不是想写 --mode？"),
        (["--colour", "never", "check"], "不认识的参数：--colour，是不是想写 --color？"),
        (
            ["replay", "--log", "a.jsonl", "club.policyq"],
            "缺少参数：群规（club.policyq 算成了 --log 的值",
        ),
        (["replay", "--log", "club.policyq"], "群规写在 --log 前面"),
        (["replay", "--log", "a.jsonl"], "缺少参数：群规\n"),
    ],
)
def test_wrong_use(
    argv: list[str],
    zh: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "zh")
    assert main(argv) == exits.USAGE
    err = capsys.readouterr().err
    assert zh in err
    assert err.startswith("policyq：错误："), "the mistake comes first"
    assert "\n用法：policyq" in err and " --help\n" in err


def test_a_policy_that_is_not_there_is_asked_about(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("club.policyq").write_text('policy "club" version 1\n', encoding="utf-8")
    for given, says in (
        ("clb", "did you mean `club.policyq`?"),
        ("club", "did you mean `club.policyq`?"),
        ("study-group", "study-group is a stock policy: policyq init --policy study-group puts"),
        ("base.zh.policyq", "policyq init --policy base --language zh puts it here"),
    ):
        for command in ("check", "fmt", "test"):
            assert main([command, given]) == exits.FILES
            out, err = capsys.readouterr()
            assert says in out + err


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == exits.USAGE
    assert "exit codes:" in capsys.readouterr().err
    assert main(["logs"]) == exits.USAGE
    assert "policyq logs COMMAND --help" in capsys.readouterr().err


def test_argparse_has_nothing_left_to_say_in_english() -> None:
    """Every text that argparse translates is in our table, but those only a programmer can meet."""
    programmer = (
        "%r is not callable", "dest= ", "conflicting ", "mutually exclusive arguments must",
        "cannot have multiple subparser", "'required' is", "cannot merge actions", ".__call__()",
        "invalid option string %(option)r: must", "argument \"-\" with mode", "invalid conflict_",
    )  # fmt: skip
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    calls = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    ]
    said = {
        constant.value
        for call in calls
        for constant in call.args
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
    assert len(said) > 15
    assert not {text for text in said - set(CHINESE) if not text.startswith(programmer)}


def test_chinese_help_is_wrapped_by_cells() -> None:
    lines = wrap("检查群规，包括 group.policyq 和它用到的词库。", 20)
    assert lines == ["检查群规，包括", "group.policyq 和它用", "到的词库。"]
    assert wrap("", 10) == [""]


class Broken:
    """A command that goes wrong in a given way."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def run(self, args: argparse.Namespace) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (
            ValueError("inner\nworkings"),
            exits.INTERNAL,
            "a fault in policyq itself (ValueError: inner",
        ),
        (RecursionError(), exits.INTERNAL, "RecursionError"),
        (FileNotFoundError(2, "x", "here.txt"), exits.FILES, "here.txt: there is no such file"),
        (PermissionError(13, "x", "a\nb"), exits.FILES, "a<U+000A>b: permission denied"),
        (OSError("strange"), exits.FILES, "strange"),
        (exits.Stop(1, exits.Said("中", "stopped here")), 1, "stopped here"),
        (KeyboardInterrupt(), exits.INTERRUPTED, "\n"),
    ],
)
def test_no_traceback(
    error: BaseException,
    code: int,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(schema, "run", Broken(error).run)
    assert main(["schema"]) == code
    err = capsys.readouterr().err
    assert says in err
    assert "Traceback" not in err


def test_the_traceback_is_there_for_those_who_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(schema, "run", Broken(ValueError("x")).run)
    monkeypatch.setenv("POLICYQ_DEBUG", "1")
    assert main(["schema"]) == exits.INTERNAL
    assert "Traceback" in capsys.readouterr().err


def test_failed_operations_are_said_in_both_languages() -> None:
    says = os_error(IsADirectoryError(21, "Is a directory", "群"))
    assert says == ("群：这是一个文件夹", "群: it is a folder")


def test_a_closed_pipe_is_no_accident() -> None:
    command = f"{sys.executable} -m policyq schema decision | head -c 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; for i in 1 2 3; do {command}; done; echo $?"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == ""
    full = subprocess.Popen(
        [sys.executable, "-m", "policyq", "completion", "bash"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert full.stdout is not None and full.stderr is not None
    full.stdout.close()
    assert full.wait(30) == exits.PIPE_CLOSED
    assert full.stderr.read() == b""
    full.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c() -> None:
    # It must wait for its input by then, and on a busy machine starting may take long.
    for seconds in (1.5, 6, 24):
        running = subprocess.Popen(
            [sys.executable, "-m", "policyq", "check", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            # Whoever is started in the background of a shell inherits that the signal is ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no threads)
        )
        time.sleep(seconds)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
        if running.returncode == exits.INTERRUPTED:
            break
    assert running.returncode == exits.INTERRUPTED
    assert b"Traceback" not in err


def test_a_terminal_that_cannot_show_a_character_gets_an_escape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", stream)
    console.prepare()
    console.line("群规 \U0001f600 \ud800")
    assert stream.buffer.getvalue().decode("gbk") == "群规 \\U0001f600 \\ud800\n"  # type: ignore[attr-defined]


def test_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert console.colour("auto", Terminal())
    assert not console.colour("never", Terminal())
    assert not console.colour("auto", io.StringIO())
    assert console.colour("always", io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not console.colour("auto", Terminal())


def test_exit_codes_are_told_apart() -> None:
    codes = [each.code for each in exits.EXITS]
    assert len(codes) == len(set(codes))
    declared = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}  # fmt: skip
    assert declared == set(codes)


def test_commands_are_modules_that_exist() -> None:
    every = list(commands.every())
    names = [name for name, _ in every]
    assert len(names) == len(set(names))
    for _, command in every:
        assert bool(command.inside) != bool(command.module)
        if command.inside:
            continue
        module = commands.load(command)
        assert callable(module.configure)
        assert callable(module.run)


@pytest.mark.parametrize(
    ("argv", "zh", "en"),
    [
        (["test", "p", "--coverage", "101"], "0 到 100", "from 0 to 100"),
        (["test", "p", "--coverage", "nan"], "0 到 100", "from 0 to 100"),
        (["calendar", "p", "--from", "11月29日"], "日期要写成 2026-12-01", "like this: 2026-12-01"),
        (["calendar", "p", "--from", "1600-01-01"], "1971-01-01", "1971-01-01"),
        (["calendar", "p", "--days", "x"], "1 到 366 的整数", "from 1 to 366"),
        (["replay", "p", "--log", "x", "--jobs", "0"], "1 到 64 的整数", "from 1 to 64"),
        (["generate", "--groups", "many"], "0 到 1000000 的整数", "from 0 to 1000000"),
    ],
)
def test_a_wrong_value_is_refused_in_words(
    argv: list[str], zh: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, says in (("zh", zh), ("en", en)):
        assert main([*argv, "--lang", language]) == exits.USAGE
        err = capsys.readouterr().err
        assert says in err
        assert argv[-1] in err
        assert not re.search(r"_[a-z]+|\b(int|float|read)\b", err.splitlines()[-1])


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "记录写在 --log 后面"), ("en", "logs are named behind --log")]
)
def test_a_log_without_its_option_is_told(
    language: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", "p.policyq", "chat.jsonl", "--lang", language]) == exits.USAGE
    assert says in capsys.readouterr().err
    assert main(["fmt", "p.policyq", "--nope", "--lang", language]) == exits.USAGE
    assert says not in capsys.readouterr().err
