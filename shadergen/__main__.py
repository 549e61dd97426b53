"""`python -m shadergen` is the command line."""

from shadergen.cli.main import main

main()
