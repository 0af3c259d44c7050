"""What commands print for programs, described: each model here is the published schema of a form.

These models are never used to write anything: they say what is written, and tests hold what is
written against them. A field with a default may be left out; one without may be null where its
type says so.
"""
