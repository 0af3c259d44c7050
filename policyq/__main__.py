"""``policyq``, and ``python -m policyq``: the door before the door.

The commands are imported inside, so that Ctrl-C is answered from the first moment on.
"""

from __future__ import annotations

from typing import NoReturn


def entry() -> NoReturn:
    """The console script."""
    try:
        from policyq.apps.cli.main import entry as command

        command()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    entry()
