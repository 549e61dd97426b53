"""What kind of file torch wrote, by the names in it; nothing is loaded."""

import zipfile
from pathlib import Path
from typing import Literal


def kind_of(file: Path) -> Literal["script", "export"] | None:
    """Whether a file is a program of TorchScript or of torch.export; None for all else, and where it cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.partition("/")[2] for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "constants.pkl" in names and any(name.startswith("code/") for name in names):
        return "script"
    return "export" if "archive_format" in names or "models/model.json" in names else None
