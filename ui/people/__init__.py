"""The list of people and one person's page."""
