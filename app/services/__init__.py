"""One public function for each thing an officer does; the only door for the screen."""
