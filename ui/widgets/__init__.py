"""Shared parts of the screen; they know no service."""
