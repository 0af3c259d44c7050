"""Streams of events: put in order, filled in from a roster, made up from a seed. Never judged."""
