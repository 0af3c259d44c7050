"""``python -m policyq``: the same as the command ``policyq``."""

from __future__ import annotations

from policyq.apps.cli.main import entry

if __name__ == "__main__":
    entry()
