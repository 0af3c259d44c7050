"""policyq beside other rule engines and beside programs written by hand, on one workload in one
run: ``make bench-peers``. What is measured, and how, stands in `peers.measuring`."""
