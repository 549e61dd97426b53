"""Sources: plans in, pictures out."""
