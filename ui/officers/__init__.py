"""The room about the officer: what stands on each note they sign."""
