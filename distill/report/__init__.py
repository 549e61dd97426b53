"""Reports: what a selected set is like, by the four criteria of a good set, and what to do about it."""
