"""The modules of the library are imported one at a time, also by the threads of dbt."""

import importlib
import threading
import time

import pytest

import growthmart


def test_two_threads_do_not_import_at_once(monkeypatch):
    running: list[str] = []
    most = []

    def slow_import(path):
        running.append(path)
        most.append(len(running))
        time.sleep(0.05)
        running.remove(path)

    names = ("reviews", "segmentation", "quality")
    for name in names:
        monkeypatch.delitem(vars(growthmart), name, raising=False)
    monkeypatch.setattr(importlib, "import_module", slow_import)
    threads = [threading.Thread(target=getattr, args=(growthmart, name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1]


def test_an_unknown_module_is_an_error():
    with pytest.raises(ImportError, match="cannot import name 'no_such_area'"):
        from growthmart import no_such_area  # noqa: F401
