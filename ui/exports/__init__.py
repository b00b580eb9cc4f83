"""The room of exports: where an encrypted note goes and what opens it."""
