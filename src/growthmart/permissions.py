"""Files are the owner's alone unless they are meant for others."""

import os
from pathlib import Path

_shared_mode = 0o600


def private_by_default() -> None:
    """From now on this process writes files that only their owner can read."""
    global _shared_mode
    mask = os.umask(0o077)
    if mask != 0o077:
        _shared_mode = 0o666 & ~mask


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can enter, or close one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def share(path: Path) -> None:
    """Give a file or folder the mode it would have had without ``private_by_default``."""
    path.chmod(_shared_mode | (0o111 & (_shared_mode >> 2)) if path.is_dir() else _shared_mode)


def make_shared(folder: Path) -> None:
    """Make a folder that others may read, and those above it, where they are not there yet."""
    if not folder.is_dir():
        make_shared(folder.parent)
        folder.mkdir()
        share(folder)
