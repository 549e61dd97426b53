"""The two kinds of error that a user meets, each with one line that says what to do; and which others lack memory."""


class ShadergenError(Exception):
    """An error whose message is meant for the user; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(ShadergenError):
    """The request cannot be carried out as it stands: wrong flag, recipe, file or folder."""

    exit_code = 2


class RunError(ShadergenError):
    """The request was sound, and carrying it out failed: a full disk, a driver that is gone."""


def of_memory(error: Exception) -> bool:
    """Whether memory is what was missing: torch says so of a GPU by a class of its own, and of a CPU in words."""
    return (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"
        or "DefaultCPUAllocator: can't allocate" in str(error)
    )
