"""Text matching: folding, lexicons, word lists, links and patterns. It finds; it never decides."""
