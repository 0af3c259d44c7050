"""Install the built wheel in a fresh environment outside of the checkout and test it there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path


def main(dist: Path) -> int:
    """Run `test_wheel.py` against the only wheel in ``dist``; the exit code is pytest's."""
    (wheel,) = dist.resolve().glob("*.whl")
    with tempfile.TemporaryDirectory(prefix="policyq-wheel-") as folder:
        home = Path(folder)
        venv.create(home / "venv", with_pip=True)
        scripts = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
        python = str(scripts / "python")
        pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        subprocess.run([*pip, str(wheel), "pytest"], check=True, cwd=home)
        shutil.copy(Path(__file__).with_name("test_wheel.py"), home)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        environment["POLICYQ_WHEEL"] = "1"
        environment["PATH"] = os.pathsep.join([str(scripts), environment.get("PATH", "")])
        done = subprocess.run(
            [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_wheel.py"],
            cwd=home,
            env=environment,
            check=False,
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
