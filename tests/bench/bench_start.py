"""How long a start takes: a bare interpreter, `import policyq`, `policyq --help`, one `check`."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
ROUNDS = 15


def milliseconds(*argv: str) -> float:
    """The median of `ROUNDS` runs of the interpreter with ``argv``."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *argv], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return median(times) * 1000


def main() -> None:
    """Print one line each, and how much it is over the bare interpreter."""
    bare = milliseconds("-c", "pass")
    print(f"{'python':<28}{bare:8.0f} ms")
    policy = str(ROOT / "policies" / "study-group.zh.policyq")
    for name, argv in {
        "import policyq": ["-c", "import policyq"],
        "policyq --help": ["-m", "policyq", "--help"],
        "policyq check study-group.zh": ["-m", "policyq", "check", policy],
    }.items():
        took = milliseconds(*argv)
        print(f"{name:<28}{took:8.0f} ms  (+{took - bare:.0f})")


if __name__ == "__main__":
    main()
