"""The version; what is built reads it here, since asking for what is installed takes a sixth of `shadergen --help`."""

VERSION = "0.1.0"
