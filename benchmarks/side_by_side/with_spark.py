"""The compiled SQL of dbt's target spark, on Spark's local[2], over the same Parquet files."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

# as in the profile
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.memory": "8g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


def connect(folder: Path, relations: dict[str, str], inputs: tuple[str, ...]) -> SparkSession:
    """Return a session on which the relations of the inputs are their files."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("benchmark")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.config("spark.sql.warehouse.dir", tempfile.mkdtemp()).getOrCreate()
    for name in inputs:
        session.sql(f"create database if not exists {relations[name].split('.')[0]}")
        session.sql(
            f"create table {relations[name]} using parquet location '{folder / name}.parquet'"
        )
    return session


def answer(session: SparkSession, sql: str) -> int:
    """Keep the outcome of a query in memory; return its rows."""
    frame = session.sql(sql).cache()
    frame.createOrReplaceTempView("answer")
    return frame.count()


def java_memory(session: SparkSession) -> int:
    """Return the most memory that the Java machine has held."""
    context: Any = session.sparkContext
    status = Path(f"/proc/{context._gateway.proc.pid}/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024


def write(session: SparkSession, file: Path) -> None:
    """Write the outcome as Parquet."""
    session.table("answer").coalesce(1).write.mode("overwrite").parquet(str(file))
    session.stop()
