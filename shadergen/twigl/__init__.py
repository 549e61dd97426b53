"""The TwiGL dialect: program files, the library, the translation to GLSL."""
