"""What a change of a policy would do: in meaning, over a log, and how sure that is."""
