"""Breaks the vault on purpose, over and over from a seed, and counts what came of it: ``python3 dev.py faults``."""
