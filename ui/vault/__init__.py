"""First run, unlocking and locking."""
