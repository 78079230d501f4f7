"""Only the owner can read the files that this process writes, unless they are shared."""

import os
import stat

import pytest

from growthmart import permissions


@pytest.fixture(autouse=True)
def mask(monkeypatch):
    """Set the usual mask, and restore it after the test, because it is global to the process."""
    monkeypatch.setattr(permissions, "_shared_mode", 0o600)
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def written(folder):
    file = folder / "file"
    file.write_text("personal", encoding="utf-8")
    inner = folder / "inner"
    inner.mkdir()
    return file, inner


def test_files_are_private_by_default(tmp_path):
    permissions.private_by_default()
    file, folder = written(tmp_path)

    assert (mode(file), mode(folder)) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("usual", "file_mode", "folder_mode"),
    [(0o022, 0o644, 0o755), (0o027, 0o640, 0o750), (0o002, 0o664, 0o775), (0o077, 0o600, 0o700)],
)
def test_shared_files_have_the_usual_mode(tmp_path, usual, file_mode, folder_mode):
    os.umask(usual)
    permissions.private_by_default()
    permissions.private_by_default()  # a second connection changes nothing
    file, folder = written(tmp_path)
    permissions.share(file)
    permissions.share(folder)

    permissions.make_shared(tmp_path / "a" / "b")
    permissions.make_shared(tmp_path / "a" / "b")

    assert (mode(file), mode(folder)) == (file_mode, folder_mode)
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == folder_mode


def test_nothing_is_shared_before_the_usual_mode_is_known(tmp_path):
    file, folder = written(tmp_path)
    permissions.share(file)
    permissions.share(folder)

    assert (mode(file), mode(folder)) == (0o600, 0o700)
