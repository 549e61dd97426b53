"""What `shadergen bench` measures: what we do, the limit it could reach, and the usual way, in one run."""
