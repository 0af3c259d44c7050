"""Word lists as reviewed data: what is wrong with one, what its words do, which are missing."""
