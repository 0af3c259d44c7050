"""Questions asked of decisions: replays, rates, examples, explanations. Pure functions."""
