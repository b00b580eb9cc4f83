"""Today on screen."""
