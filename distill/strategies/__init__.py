"""Strategies: which images of a pool are taken, and how often."""
