"""The files that readers see after publishing, also after a failure or a kill."""

import os
import subprocess
import sys
import uuid
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from growthmart import __version__, publish

RUN = str(uuid.UUID(int=9, version=4))
RUN_1, RUN_2, RUN_3, RUN_4 = RUNS = [str(uuid.UUID(int=i, version=4)) for i in range(1, 5)]
WHOLE = {"fct_order_items.parquet", "fct_orders.parquet"}


def runs(shop):
    return {path.name for path in (shop.folder / "runs").iterdir()}


def test_the_result_counts_what_was_published(shop):
    assert shop.publish(RUN_1) == {
        "run_id": RUN_1,
        "is_published": True,
        "reason": None,
        "file": str(shop.file),
        "tables_count": 2,
        "rows_count": 550,
    }


def test_another_process_reads_the_file(shop):
    shop.publish()
    code = (
        "import duckdb, sys\n"
        "with duckdb.connect(sys.argv[1], read_only=True) as reader:\n"
        "    print(reader.execute('select count(*), sum(net_revenue) from fct_orders').fetchall())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(shop.file)], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[(500, Decimal('1247.50'))]"


def test_a_reader_keeps_what_it_opened(shop):
    shop.publish(RUN_1)
    with duckdb.connect(str(shop.file), read_only=True) as reader:
        shop.add_order()
        shop.publish(RUN_2)

        assert reader.execute("select count(*) from fct_orders").fetchall() == [(500,)]
    assert shop.read("select count(*) from fct_orders") == [(501,)]


def test_older_clients_can_read_the_storage(shop):
    shop.publish()
    with duckdb.connect() as reader:
        reader.execute(f"attach '{shop.file}' as published (read_only)")
        tags = reader.execute(
            "select tags['storage_version'] from duckdb_databases() "
            "where database_name = 'published'"
        ).fetchall()

    assert "v1.4" in tags[0][0]


def test_published_tells_what_each_table_is(shop):
    shop.publish(RUN_1)
    rows = shop.read("select * from _published order by table_name")

    times = {row[1] for row in rows}
    assert [(row[0], *row[2:]) for row in rows] == [
        (RUN_1, date(2024, 6, 30), __version__, "fct_order_items", 50),
        (RUN_1, date(2024, 6, 30), __version__, "fct_orders", 500),
    ]
    assert len(times) == 1
    assert abs(datetime.now(UTC).replace(tzinfo=None) - times.pop()) < timedelta(minutes=5)


@pytest.mark.parametrize("name", ["fct_orders", "fct_order_items"])
def test_tables_are_sorted_by_their_key(shop, name):
    shop.publish()
    key = next(table["key"] for table in shop.tables() if table["name"] == name)
    in_file = shop.read(f"select {', '.join(key)} from {name}")
    parquet = shop.folder / "current" / f"{name}.parquet"
    in_parquet = duckdb.sql(f"select {', '.join(key)} from '{parquet}'").fetchall()

    assert in_file == in_parquet == sorted(in_file)


def test_names_that_need_quotes(shop):
    shop.session.execute('create table core."select" as select 1 as "order", 2 as "a b"')
    table = {"name": "select", "relation": '"warehouse"."core"."select"', "key": ["order", "a b"]}
    shop.publish(tables=[table])

    assert shop.read('select * from "select"') == [(1, 2)]


def test_an_empty_table_is_published_as_it_is(shop):
    shop.session.execute("truncate core.fct_orders")

    assert shop.publish()["rows_count"] == 50
    assert shop.read("select count(*) from fct_orders") == [(0,)]


def test_a_folder_may_hold_a_quote(shop):
    folder = shop.folder / "o'brien"
    folder.mkdir()
    shop.publish(file=str(folder / "bi.duckdb"))

    assert {path.name for path in folder.iterdir()} == {"bi.duckdb", "runs", "current"}


def test_current_is_the_newest_run(shop):
    shop.publish(RUN_1)
    shop.add_order()
    shop.publish(RUN_2)
    current = shop.folder / "current"

    assert current.readlink() == (shop.folder / "runs" / RUN_2).relative_to(shop.folder)
    assert {path.name for path in current.iterdir()} == WHOLE
    assert duckdb.sql(f"select count(*) from '{current}/fct_orders.parquet'").fetchall() == [(501,)]


def test_two_runs_are_kept(shop):
    for number, run in enumerate(RUNS, start=1):
        shop.publish(run)
        folder = shop.folder / "runs" / run
        os.utime(folder, (number, number))  # runs of one second still have an order

    assert runs(shop) == {RUN_3, RUN_4}
    assert shop.files() == {"growthmart.duckdb", "current", "runs"} | {
        path for run in runs(shop) for path in (f"runs/{run}", *(f"runs/{run}/{x}" for x in WHOLE))
    }


@pytest.mark.parametrize("run_id", [RUN_2, RUN_1])
def test_a_failure_in_the_middle_changes_nothing(shop, run_id):
    shop.publish(RUN_1)
    content, link = shop.file.read_bytes(), (shop.folder / "current").readlink()
    gone = {"name": "zzz", "relation": '"warehouse"."core"."gone"', "key": ["id"]}

    with pytest.raises(duckdb.Error, match="gone"):
        shop.publish(run_id, tables=[*shop.tables(), gone])
    assert shop.file.read_bytes() == content
    assert (shop.folder / "current").readlink() == link
    assert {path.name for path in (shop.folder / link).iterdir()} == WHOLE
    assert "growthmart_next" not in shop.attached()


def test_a_failure_while_parquet_is_written(shop, monkeypatch):
    shop.publish(RUN_1)
    content = shop.file.read_bytes()
    shop.add_order()
    share = publish.permissions.share

    def full_disk(path):
        if path.name == "fct_orders.parquet":
            raise OSError("no space left on device")
        share(path)

    with monkeypatch.context() as patch:
        patch.setattr(publish.permissions, "share", full_disk)
        with pytest.raises(OSError, match="no space"):
            shop.publish(RUN_2)
    assert shop.file.read_bytes() == content
    assert (shop.folder / "current").readlink().name == RUN_1
    assert "growthmart_next" not in shop.attached()

    shop.publish(RUN_3)
    assert runs(shop) == {RUN_1, RUN_3}
    assert not [path for path in shop.files() if ".next" in path]
    assert shop.read("select count(*) from fct_orders") == [(501,)]


def test_the_next_publish_clears_what_a_killed_one_left(shop):
    shop.publish(RUN_1)
    (shop.folder / "growthmart.duckdb.next").write_bytes(b"half a database")
    (shop.folder / "growthmart.duckdb.next.wal").write_bytes(b"half a log")
    (shop.folder / "current.next").symlink_to(f"runs/{RUN_2}")
    for name in (f"{RUN_2}.next", f"{RUN_3}.next"):
        (shop.folder / "runs" / name).mkdir()
        (shop.folder / "runs" / name / "fct_orders.parquet").write_bytes(b"half a file")
    shop.publish(RUN_3)

    assert not [path for path in shop.files() if ".next" in path]
    assert runs(shop) == {RUN_1, RUN_3}
    assert shop.read("select count(*) from fct_orders") == [(500,)]


def test_what_others_keep_among_the_runs_stays(shop):
    """Publishing removes only folders that have the name of a run and contain only Parquet."""
    others = shop.folder / "runs"
    kept = {"README": None, "thesis": "data.parquet", "model.next": "data.parquet"}
    kept |= {RUN_1: "notes.txt", f"{RUN_2}.next": "notes.txt", f"{RUN_2}.old": "data.parquet"}
    kept |= {RUN_1.replace("-", ""): "data.parquet", f"{RUN_2}.next.next": "data.parquet"}
    others.mkdir(mode=0o700)
    for name, file in kept.items():
        if file:
            (others / name).mkdir()
            (others / name / file).touch()
        else:
            (others / name).touch()
    (others / RUN_2 / "folder.parquet").mkdir(parents=True)
    elsewhere = shop.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "data.parquet").touch()
    link = "00000000-0000-4000-8000-00000000000a"
    (others / link).symlink_to(elsewhere)
    kept |= {RUN_2: "folder.parquet", link: "data.parquet"}

    for number, run in enumerate((RUN_3, RUN_4, RUN), start=1):
        shop.publish(run)
        os.utime(others / run, (number, number))

    assert runs(shop) == {*kept, RUN_4, RUN}
    assert all((others / name / file).exists() for name, file in kept.items() if file)
    assert others.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("in_the_way", ["current.next", "growthmart.duckdb.next"])
def test_an_obstacle_to_one_replacement_stops_both(shop, in_the_way):
    shop.publish(RUN_1)
    content = shop.file.read_bytes()
    (shop.folder / in_the_way).mkdir()
    shop.add_order()

    with pytest.raises(OSError, match=in_the_way):
        shop.publish(RUN_2)
    assert shop.file.read_bytes() == content
    assert (shop.folder / "current").readlink().name == RUN_1
    assert "growthmart_next" not in shop.attached()


def test_the_log_of_a_crashed_writer_goes(shop):
    shop.publish()
    (shop.folder / "growthmart.duckdb.wal").write_bytes(b"of the old file")
    shop.publish("00000000-0000-4000-8000-00000000000f")

    assert shop.read("select count(*) from fct_orders") == [(500,)]


def test_the_session_can_go_on(shop):
    shop.publish(RUN_1)

    assert shop.attached() == {"warehouse", "system", "temp"}
    shop.add_order()
    assert shop.publish(RUN_2)["rows_count"] == 551


def test_published_files_can_be_read_by_others(shop, monkeypatch):
    before = os.umask(0o022)
    monkeypatch.setattr(publish.permissions, "_shared_mode", 0o600)
    try:
        publish.permissions.private_by_default()
        shop.publish(RUN_1)
    finally:
        os.umask(before)

    run = shop.folder / "runs" / RUN_1
    modes = {path.stat().st_mode & 0o777 for path in (shop.file, *run.iterdir())}
    assert modes == {0o644}
    assert {path.stat().st_mode & 0o777 for path in (run, run.parent)} == {0o755}
