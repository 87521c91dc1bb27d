"""What we know: core types, classifications, statements, lexicon, checks. Imports nothing of ours."""
