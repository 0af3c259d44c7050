"""Reading chat logs, one file a format: `read_events` gives a `Reading`, a stream with its books."""

from __future__ import annotations

from policyq.apps.logs.books import Fault
from policyq.apps.logs.context import Reject
from policyq.apps.logs.reading import Reading, read_events
from policyq.apps.logs.rejects import RejectFile, reject_to_json

__all__ = ["Fault", "Reading", "Reject", "RejectFile", "read_events", "reject_to_json"]
