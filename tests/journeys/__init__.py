"""Whole windows driven on a real encrypted store."""
