"""The session guide, its steps, and signed sessions."""
