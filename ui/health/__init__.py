"""Whether the store is sound, what to do when it is not, and erasing a person for good."""
