"""How long a start takes: a bare interpreter, `import policyq`, `policyq --help`, one `check`; and a bot,
from the text of a policy and compiled, until it could decide and until it has decided on a message.

Each round starts each of them once, so that a machine that is busy for a while is so for all. ``POLICY``
(a path) may stand on the command line in the place of the stock policies.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from policyq.apps import compiled, face

ROOT = Path(__file__).parents[2]
ROUNDS = 15
_BOT = "import policyq; bot = policyq.{load}({path!r}).evaluator()"
_DECIDE = "; bot.decide(policyq.event(id='1', time=1772503200000000, group='g', text={text!r}))"
_TEXT = "大家好，今天的作业在哪里看？ where is the homework for today?"


def measured(starts: dict[str, list[str]]) -> dict[str, float]:
    """The median of `ROUNDS` runs of the interpreter with each of some arguments, in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(ROUNDS):
        for name, argv in starts.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, *argv], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            times[name].append(time.perf_counter() - began)
    return {name: median(some) * 1000 for name, some in times.items()}


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
            times = measured({**starts, **bots(Path(path), Path(folder))})
        for name, took in times.items():
            print(f"{name:<32}{took:8.0f} ms  (+{took - times['python']:.0f})")


if __name__ == "__main__":
    main(sys.argv[1:])
