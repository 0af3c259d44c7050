"""Text to tree and back: spelling, never meaning."""
