"""Recording that a review was done."""
