"""Text to tree and back: grammar, parser with recovery, formatter. Spelling only, never meaning."""
