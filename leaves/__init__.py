"""The dead-leaves model: opaque shapes that fall in front of one another until they hide the ground."""
