"""People on screen."""
