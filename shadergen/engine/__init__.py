"""Engines: which process draws which range, and what happens when one dies."""
