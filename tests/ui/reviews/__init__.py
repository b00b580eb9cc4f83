"""Reviews on screen."""
