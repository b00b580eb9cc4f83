"""The review rules: reading, editing, switching off and adding them, and what overdue means."""
