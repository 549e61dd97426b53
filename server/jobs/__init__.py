"""Jobs: renders and selections that the service runs one after the other, and goes on with after it was killed."""
