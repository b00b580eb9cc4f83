"""Who did what when: reading, filtering, exporting and checking the audit."""
