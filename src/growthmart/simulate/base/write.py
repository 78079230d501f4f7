"""Writes a data set so that a folder has either all of it or nothing."""

import json
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from growthmart.simulate.base.parts import Part

MARKER = "_simulated.json"


class OutputError(Exception):
    """The output folder cannot be used; the message is one line for the user."""


def check_output(folder: Path) -> None:
    """Raise `OutputError` unless the folder is missing, empty, or has only a simulated data set."""
    if folder == Path.cwd():
        raise OutputError(f"{folder} is the working folder: name another")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder} is not a folder")
    held = {entry.name for entry in folder.iterdir()}
    if not held:
        return
    if MARKER not in held:
        raise OutputError(f"{folder} is not empty and has no simulated data set: left untouched")
    foreign = sorted(held - {MARKER} - _marked_files(folder))
    if foreign:
        raise OutputError(f"{folder} holds files of another origin ({foreign[0]}): left untouched")


def _marked_files(folder: Path) -> set[str]:
    """Return the top-level names that an earlier run wrote into the folder."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return {str(name).split("/")[0] for name in marker["files"]}
    except (ValueError, KeyError, TypeError):
        raise OutputError(f"{folder / MARKER} is not readable: left untouched") from None


def write_dataset(parts: Iterable[Part], folder: Path, marker: Mapping[str, object]) -> int:
    """Write each part to `<folder>/<path>.parquet`, with a marker file that describes the run.

    Parts are written as they come, so that only one part is in memory. All files go to a temporary
    folder next to `folder` first, which is then renamed. An earlier simulated data set is replaced.

    Returns:
        The number of rows written.

    Raises:
        OutputError: the folder cannot be used; see `check_output`.
    """
    folder = folder.resolve()
    check_output(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.parent / f".{folder.name}.partial-{secrets.token_hex(4)}"
    partial.mkdir()
    try:
        files = []
        rows = 0
        for path, table in parts:
            target = partial / f"{path}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, target, compression="zstd")
            files.append(f"{path}.parquet")
            rows += table.num_rows
        text = json.dumps({**marker, "files": files}, indent=2)
        (partial / MARKER).write_text(text + "\n", encoding="utf-8")
        _take_name(partial, folder)
        return rows
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _take_name(partial: Path, folder: Path) -> None:
    """Rename the finished folder to its final name; if that fails, restore the old folder."""
    if not folder.exists():
        partial.rename(folder)
        return
    old = folder.parent / f".{folder.name}.old-{secrets.token_hex(4)}"
    folder.rename(old)
    try:
        partial.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    shutil.rmtree(old)
