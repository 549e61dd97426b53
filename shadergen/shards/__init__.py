"""Shards: samples as tar members, the documents beside them, and verification."""
