"""Networks by name, for students and for teachers that are trained here."""
