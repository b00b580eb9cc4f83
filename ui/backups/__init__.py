"""Making backups, looking into them and restoring from one."""
