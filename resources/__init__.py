"""Data the program reads: rules, prompts, reference lists, icons, fonts."""
