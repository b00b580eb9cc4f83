"""The Today page: what is due or overdue, drafts, tasks and appointments."""
