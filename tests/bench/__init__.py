"""Speed as ratios: product and floor in one run, in random order, ratio of medians. Never a timed test."""
