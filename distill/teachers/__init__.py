"""Teachers: networks that somebody trained, by SPEC."""
