"""Pages made from declarations: tables of the vocabulary, diagnostics, commands, schemas."""
