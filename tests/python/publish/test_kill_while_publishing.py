"""SIGKILL before each step of publishing: readers see a complete file, and the next run repairs."""

import json
import signal
import subprocess
import sys
import uuid

import duckdb
import pytest

RUN_1, RUN_2, RUN_3 = (str(uuid.UUID(int=i, version=4)) for i in range(1, 4))
CODE = """
import os, signal, sys
import duckdb
from growthmart import publish

warehouse, context, name, number = sys.argv[1:]
function, calls = getattr(publish, name), 0

def kill_or_call(*arguments):
    global calls
    calls += 1
    if calls == int(number):
        os.kill(os.getpid(), signal.SIGKILL)
    return function(*arguments)

setattr(publish, name, kill_or_call)
session = duckdb.connect(warehouse)
session.execute("set variable publish_context = '" + context.replace("'", "''") + "'")
publish.publish(session)
"""


@pytest.mark.parametrize(
    ("function", "call", "run", "linked"),
    [
        ("_write_file", 1, RUN_1, RUN_1),
        # of the next file, before it replaces the old one
        ("_sync", 1, RUN_1, RUN_1),
        ("_write_parquet", 1, RUN_1, RUN_1),
        ("_write_link", 1, RUN_1, RUN_1),
        # of the folder, between the replacement of the file and that of the link
        ("_sync", 2, RUN_2, RUN_1),
        ("_remove_old_runs", 1, RUN_2, RUN_2),
    ],
)
def test_a_kill_leaves_a_whole_file(shop, tmp_path, function, call, run, linked):
    shop.publish(RUN_1)
    shop.add_order()
    shop.session.close()
    context = json.dumps(shop.context(RUN_2))
    done = subprocess.run(
        [sys.executable, "-c", CODE, tmp_path / "warehouse.duckdb", context, function, str(call)],
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert shop.read("select distinct run_id from _published") == [(run,)]
    assert shop.read("select count(*) from fct_orders") == [(500 if run == RUN_1 else 501,)]
    assert (shop.folder / "current").readlink().name == linked
    assert (shop.folder / "growthmart.duckdb.next").exists() == (
        function in ("_write_parquet", "_write_link") or (function, call) == ("_sync", 1)
    )

    shop.session = duckdb.connect(str(tmp_path / "warehouse.duckdb"))
    shop.publish(RUN_3)
    assert shop.read("select distinct run_id from _published") == [(RUN_3,)]
    assert (shop.folder / "current").readlink().name == RUN_3
    assert len(list((shop.folder / "runs").iterdir())) <= 2
    assert not [path for path in shop.files() if ".next" in path]
