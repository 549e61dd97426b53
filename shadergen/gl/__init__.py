"""OpenGL without a window: devices, contexts, renderers."""
