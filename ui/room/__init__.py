"""In the room: what the person may see while both sit at the screen, and the officer's way out of it."""
