"""File permissions: only the owner can read a file, unless it is published."""

import os
from pathlib import Path

_shared_mode = 0o600


def private_by_default() -> None:
    """Let only the owner read the files that this process writes from now on."""
    global _shared_mode
    mask = os.umask(0o077)
    if mask != 0o077:
        _shared_mode = 0o666 & ~mask


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can enter, or change an existing folder so."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def share(path: Path) -> None:
    """Give a file or folder the mode that it would have without ``private_by_default``."""
    path.chmod(_shared_mode | (0o111 & (_shared_mode >> 2)) if path.is_dir() else _shared_mode)


def make_shared(folder: Path) -> None:
    """Make a folder that others may read, and its parent folders, if they do not exist yet."""
    if not folder.is_dir():
        make_shared(folder.parent)
        folder.mkdir()
        share(folder)
