"""How long a start takes: a bare interpreter, `import policyq`, `policyq --help`, one `check`; and a bot,
from the text of a policy and compiled, until it could decide and until it has decided on a message.

Each round starts each of them once, so that a machine that is busy for a while is so for all; shown are
the median of the processor's time, and the least time by the wall. Byte code is written and read, as where policyq is installed, whatever the
environment says of it: a first start of each, which is not counted, writes it. The goal is a bot with a
compiled policy at most 150 ms over the bare interpreter. ``POLICY`` (a path) may stand on the command
line in the place of the stock policy.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from policyq.apps import compiled, face

ROOT = Path(__file__).parents[2]
ROUNDS = 15
_BOT = "import policyq; bot = policyq.{load}({path!r}).evaluator()"
_DECIDE = "; bot.decide(policyq.event(id='1', time=1772503200000000, group='g', text={text!r}))"
_TEXT = "大家好，今天的作业在哪里看？ where is the homework for today?"


class Took(NamedTuple):
    """What runs of one kind took, in milliseconds."""

    processor: list[float]
    wall: list[float]


def measured(starts: dict[str, list[str]], folder: Path) -> dict[str, Took]:
    """What `ROUNDS` runs of the interpreter with each of some arguments took.

    ``folder``: where the byte code goes, so that none of a checkout is touched."""
    times = {name: Took([], []) for name in starts}
    around = {name: of for name, of in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder)}
    for number in range(ROUNDS + 1):
        for name, argv in starts.items():
            began, used = time.perf_counter(), _processor()
            subprocess.run(
                [sys.executable, *argv], cwd=ROOT, env=around, check=True, stdout=subprocess.DEVNULL
            )
            if number:
                times[name].wall.append(1000 * (time.perf_counter() - began))
                times[name].processor.append(1000 * (_processor() - used))
    return times


def _processor() -> float:
    """The time of processors that finished children took, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bots(path: Path, folder: Path) -> dict[str, list[str]]:
    """The starts of a bot that keeps a policy."""
    out = folder / f"{path.stem}.policyqc"
    out.write_bytes(compiled.to_bytes(face.load(path).program))
    source, ready = (
        _BOT.format(load=load, path=str(file))
        for load, file in (("load", path), ("load_compiled", out))
    )
    first = _DECIDE.format(text=_TEXT)
    return {
        f"bot, {path.name}": ["-c", source],
        "  and its first message": ["-c", source + first],
        "bot, the same compiled": ["-c", ready],
        "  and its first message ": ["-c", ready + first],
    }


def main(paths: list[str]) -> None:
    """Print one line each, and how much it is over the bare interpreter."""
    policy = ROOT / "policies" / "study-group.zh.policyq"
    starts = {
        "python": ["-c", "pass"],
        "import policyq": ["-c", "import policyq"],
        "policyq --help": ["-m", "policyq", "--help"],
        "policyq check study-group.zh": ["-m", "policyq", "check", str(policy)],
    }
    for path in paths or [str(ROOT / "policies" / "base.zh.policyq")]:
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder)
            times = measured({**starts, **bots(Path(path), into)}, into / "byte-code")
        print(f"{'':<32}processor         by the wall")
        bare = times["python"]
        for name, took in times.items():
            used, least = median(took.processor), min(took.wall)
            over = used - median(bare.processor), least - min(bare.wall)
            print(f"{name:<32}{used:5.0f} ms {over[0]:+5.0f}    {least:5.0f} ms {over[1]:+5.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
