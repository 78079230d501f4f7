"""The one Spark session of a process, and what is wrong when there cannot be one."""

import atexit
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from urllib.parse import urlsplit

from pyspark.errors import AnalysisException, PySparkRuntimeError
from pyspark.sql import SparkSession

from growthmart import permissions

OLDEST_JAVA = 17
JAVA_OPTIONS = "spark.driver.extraJavaOptions"
LOGGING = Path(__file__).with_name("log4j2.properties")
# Seconds; Spark itself would try for a minute, and then give up with a stack of its own.
MASTER_TIMEOUT = 5

_OPENING = threading.Lock()
_SESSIONS: list[SparkSession] = []


class SparkProblemError(Exception):
    """There can be no session; the text says why, and what to do."""


def open_session(settings: dict[str, str]) -> SparkSession:
    """Return the session of this process, opened with ``settings`` at the first call.

    Raises:
        SparkProblemError: no Java, or a master that cannot be reached.
    """
    with _OPENING:
        if not _SESSIONS:
            if problem := java_problem() or master_problem(settings.get("spark.master", "")):
                raise SparkProblemError(problem)
            _SESSIONS.append(_new_session(settings))
        return _SESSIONS[0]


def java_problem() -> str | None:
    """Return why Spark cannot find its Java, or None."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    advice = f"Spark needs Java {OLDEST_JAVA} or later: install it, or set JAVA_HOME to it"
    if java is None:
        return f"no Java on the PATH. {advice}"
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return f"JAVA_HOME is {home}, where no bin/java can be run. {advice}"
    version = re.search(r'version "(\d+)', told.stderr)
    if version is None or int(version[1]) < OLDEST_JAVA:
        return f"{java} is of version {version[1] if version else 'unknown'}. {advice}"
    return None


def master_problem(master: str) -> str | None:
    """Return why the master of a standalone cluster cannot be reached, or None."""
    if not master.startswith("spark://"):
        return None
    problems = []
    # spark://one:7077,two:7077: any one of them will do
    for address in master.removeprefix("spark://").split(","):
        try:
            place = urlsplit(f"//{address}")
            socket.create_connection((place.hostname, place.port or 7077), MASTER_TIMEOUT).close()
        except (OSError, ValueError) as error:
            problems.append(f"{address}: {getattr(error, 'strerror', None) or error}")
        else:
            return None
    return (
        f"the Spark master {master} cannot be reached ({'; '.join(problems)}): start it, or set "
        "GROWTHMART_SPARK_MASTER to another, such as local[2]"
    )


def _new_session(settings: dict[str, str]) -> SparkSession:
    # the warehouse and what is spilled hold personal data
    permissions.private_by_default()
    for name in ("spark.sql.warehouse.dir", "spark.growthmart.state"):
        permissions.make_private(Path(settings[name]))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if settings.get("spark.master", "").startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    options = f"{settings.get(JAVA_OPTIONS, '')} -Dlog4j2.configurationFile={LOGGING.as_uri()}"
    settings = settings | {JAVA_OPTIONS: options.strip()}
    builder = SparkSession.builder.enableHiveSupport()
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError:
        memory = settings.get("spark.driver.memory")
        raise SparkProblemError(
            f"Spark's Java has not started with {memory} of memory: give GROWTHMART_SPARK_MEMORY "
            "in its notation, such as 4g, and no more than there is"
        ) from None
    state = str(Path(settings["spark.growthmart.state"], "tables").absolute()).replace("'", "''")
    try:
        session.sql(f"create schema if not exists state location '{state}'")
    except AnalysisException:
        raise SparkProblemError(
            f"the metastore in {settings['spark.growthmart.state']} cannot be opened: only one "
            "process at a time may. Wait for the other dbt, or end it"
        ) from None
    checkpoints = Path(settings["spark.sql.warehouse.dir"], "_checkpoints").absolute()
    session.sparkContext.setCheckpointDir(str(checkpoints))
    atexit.register(shutil.rmtree, checkpoints, ignore_errors=True)
    return session
