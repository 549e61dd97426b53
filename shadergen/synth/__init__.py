"""The synthesiser: a typed grammar that turns (version, seed, index) into the text of a program."""
