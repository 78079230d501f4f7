"""Compares the demo size on a real Spark cluster on this host with DuckDB, also after kills.

It is slow, and is run before a release. It builds with all data tests of dbt and publishes on both
engines. It kills a worker while Spark builds, and the driver in two later builds. It writes the
result to docs/parity.md.
"""

import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
from cluster import Cluster, cluster, end, end_group
from shop import Shop

FOLDER = Path("target/parity_full")
REPORT, TEXT = Path("docs/parity.md"), Path(__file__).with_name("parity.md")
CUSTOMERS, DAYS = 5_000, 730
PACKAGES = ("growthmart", "duckdb", "pyspark", "dbt-core", "dbt-spark")
# the worker is killed while this table is written: the sessions, which take longest
WRITTEN = Path("restricted.db/int_events_sessionized")
POLL_SECONDS = 0.05


def main() -> None:
    """Build, kill, compare, report."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shop = Shop(FOLDER)
    shop.simulate(CUSTOMERS, DAYS)
    shop.build("duckdb")
    with cluster(FOLDER / "cluster") as running:
        shop.environment["GROWTHMART_SPARK_MASTER"] = running.url
        seconds = _build_and_lose_a_worker(shop, running)
        lines = shop.compare()
        _check_published(shop)
    with cluster(FOLDER / "cluster_of_two") as running:
        shop.environment["GROWTHMART_SPARK_MASTER"] = running.url
        killed = _lose_the_driver(shop, seconds)
        # the files of a killed driver do not disturb a later build
        shop.build("spark")
        shop.compare()
        _check_published(shop)
    _report(lines, killed)


def _build_and_lose_a_worker(shop: Shop, running: Cluster) -> float:
    """Build on Spark, and kill one of its workers during the build; return the seconds."""
    started = time.monotonic()
    build = shop.begin("spark")
    _wait(build, (shop.warehouse / WRITTEN).exists)
    end(running.workers[0])
    print(f"=== a worker was killed after {time.monotonic() - started:.0f} s", flush=True)
    if code := build.wait():
        sys.exit(f"dbt build by spark, with a worker killed, ended with {code}")
    seconds = time.monotonic() - started
    print(f"=== spark took {seconds:.0f} s", flush=True)
    return seconds


def _lose_the_driver(shop: Shop, seconds: float) -> list[str]:
    """Kill dbt, which is Spark's driver, during a build and during publishing; nothing changes."""
    published = shop.published("spark")
    before = (published.stat().st_ino, published.read_bytes())
    half_way = time.monotonic() + seconds / 2
    moments: dict[str, Callable[[], bool]] = {
        # the hardest moment: a half-written table that the metastore does not know
        "while it wrote a table": lambda: (
            time.monotonic() > half_way and any(shop.warehouse.glob("*.db/*/_temporary"))
        ),
        "while it published": lambda: any(published.parent.glob("runs/*.parts")),
    }
    for moment, has_come in moments.items():
        build = shop.begin("spark")
        _wait(build, has_come)
        end_group(build)
        if (published.stat().st_ino, published.read_bytes()) != before:
            sys.exit(f"the driver was killed {moment}, and the published file is another")
        print(f"=== the driver was killed {moment}: the published file is as it was", flush=True)
    return list(moments)


def _check_published(shop: Shop) -> None:
    """Compare the published files of both engines, except the last digits of doubles."""
    with duckdb.connect() as connection:
        columns = {}
        for engine in ("duckdb", "spark"):
            connection.execute(f"attach '{shop.published(engine)}' as {engine}_file (read_only)")
            columns[engine] = connection.execute(
                "select table_name, column_name, data_type from duckdb_columns() where table_name "
                f"<> '_published' and database_name = '{engine}_file' order by all"
            ).fetchall()
        if columns["duckdb"] != columns["spark"]:
            sys.exit("DuckDB and Spark have published other tables or columns")
        for name in {table for table, *_ in columns["duckdb"]}:
            exact = ", ".join(
                column
                for table, column, kind in columns["duckdb"]
                if table == name and kind != "DOUBLE"
            )
            one, other = (
                f"select {exact} from {engine}_file.main.{name}" for engine in ("duckdb", "spark")
            )
            for left, right in ((one, other), (other, one)):
                sql = f"select count(*) from ({left} except all {right})"
                if differing := connection.execute(sql).fetchall()[0][0]:
                    sys.exit(f"{name}, published by both engines: {differing} rows differ")
        tables = len({table for table, *_ in columns["duckdb"]})
    print(f"=== {tables} published tables are equal", flush=True)


def _wait(build: object, has_come: Callable[[], bool]) -> None:
    while not has_come():
        if build.poll() is not None:
            sys.exit("dbt build by spark ended before it was to lose something")
        time.sleep(POLL_SECONDS)


def _report(lines: list[str], killed: list[str]) -> None:
    """Write the report of this run."""
    values = {
        "customers": f"{CUSTOMERS:,}",
        "days": DAYS,
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "versions": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "moments": " and ".join(killed),
        "verdict": lines[-1],
        "tables": "\n".join(f"- {line}" for line in lines[:-1]),
    }
    REPORT.write_text(TEXT.read_text(encoding="utf-8").format(**values), encoding="utf-8")


if __name__ == "__main__":
    main()
