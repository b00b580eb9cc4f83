"""Today: what is due and why, unsigned drafts, tasks, blind spots and today's appointments."""
