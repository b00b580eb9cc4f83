"""People: the caseload as a list, the form for a person's details, and a person's page."""
