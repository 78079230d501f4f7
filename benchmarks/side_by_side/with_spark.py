"""Runs the compiled SQL of dbt's target spark on Spark's local[2], on the same Parquet files."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Template
from pyspark.sql import SparkSession

from benchmarks.sizes import ROOT

PROFILES = ROOT / "profiles" / "profiles.yml"
OWN_SETTINGS = {
    # as dbt-spark sets it
    "spark.sql.ansi.enabled": "false",
    "spark.master": "local[2]",
    "spark.driver.memory": "8g",
    # without Hive's metastore and without a state, because the session is temporary
    "spark.sql.catalogImplementation": "in-memory",
}


def settings(warehouse: Path) -> dict[str, str]:
    """Return the settings of the profile's target spark, with the few that differ here."""
    profiles = yaml.safe_load(PROFILES.read_text(encoding="utf-8"))
    written = profiles["growthmart"]["outputs"]["spark"]["server_side_parameters"]
    rendered = {
        name: Template(str(value)).render(env_var=lambda _, default="": default)
        for name, value in written.items()
    }
    return rendered | OWN_SETTINGS | {"spark.sql.warehouse.dir": str(warehouse)}


def connect(folder: Path, relations: dict[str, str], inputs: tuple[str, ...]) -> SparkSession:
    """Return a session in which the relations of the inputs are views of their files."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder
    for name, value in settings(Path(tempfile.mkdtemp())).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    for name in inputs:
        session.sql(f"create database if not exists {relations[name].split('.')[0]}")
        session.sql(
            f"create table {relations[name]} using parquet location '{folder / name}.parquet'"
        )
    return session


def answer(session: SparkSession, sql: str) -> int:
    """Keep the result of a query in memory, and return its number of rows."""
    frame = session.sql(sql).cache()
    frame.createOrReplaceTempView("answer")
    return frame.count()


def java_memory(session: SparkSession) -> int:
    """Return the peak memory of the Java process, in bytes."""
    status = (_java(session) / "status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024


def java_cpu_seconds(session: SparkSession) -> float:
    """Return the CPU seconds of the Java process, in user and system mode."""
    # the name of the process is in brackets and may contain spaces
    fields = (_java(session) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _java(session: SparkSession) -> Path:
    """Return the folder of the Java process in Linux's /proc."""
    context: Any = session.sparkContext
    return Path("/proc", str(context._gateway.proc.pid))


def write(session: SparkSession, file: Path) -> None:
    """Write the result as Parquet."""
    session.table("answer").coalesce(1).write.mode("overwrite").parquet(str(file))
    session.stop()
