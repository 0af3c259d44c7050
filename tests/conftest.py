"""How hard properties are searched: `HYPOTHESIS_PROFILE` is `quick` (default), `ci` or `long`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_COMMON = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
# The quick profile always draws the same examples, so that `make test` tells about the change
# and not about luck; `ci` and `long` look further.
settings.register_profile("quick", max_examples=50, derandomize=True, **_COMMON)
settings.register_profile("ci", max_examples=200, print_blob=True, **_COMMON)
settings.register_profile("long", max_examples=5_000, print_blob=True, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
