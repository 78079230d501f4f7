"""The only Spark session of a process, and why it cannot be opened."""

import atexit
import fcntl
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

from pyspark.errors import AnalysisException, IllegalArgumentException, PySparkRuntimeError
from pyspark.sql import SparkSession

from growthmart import permissions
from growthmart.engines.spark.errors import innermost_message

OLDEST_JAVA = 17
JAVA_OPTIONS = "spark.driver.extraJavaOptions"
LOGGING = Path(__file__).with_name("log4j2.properties")
# The schemas that must be kept, each with its folder in spark.growthmart.state.
STATE_FOLDERS = {"state": "tables", "state_restricted": "restricted"}
LOCAL_MASTER = re.compile(r"local(\[(\d+|\*)\])?")
MEMORY = re.compile(r"\d+[kmgt]", re.IGNORECASE)
# In seconds. Spark itself tries for a minute, and then fails with a stack trace.
MASTER_TIMEOUT = 5

_OPENING = threading.Lock()
_SESSIONS: list[SparkSession] = []


class SparkProblemError(Exception):
    """The session cannot be opened; the text says why, and what to do."""


def open_session(settings: dict[str, str]) -> SparkSession:
    """Return the session of this process; the first call opens it with ``settings``.

    Raises:
        SparkProblemError: there is no Java, a setting cannot be read, the master cannot be reached,
            or another process has opened the metastore.
    """
    with _OPENING:
        if not _SESSIONS:
            if problem := _problem(settings):
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
        printed = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return f"JAVA_HOME is {home}, but {java} cannot be run. {advice}"
    version = re.search(r'version "(\d+)', printed.stderr)
    if version is None or int(version[1]) < OLDEST_JAVA:
        return f"{java} has the version {version[1] if version else 'unknown'}. {advice}"
    return None


def master_problem(master: str) -> str | None:
    """Return why a session on this master cannot be opened, or None."""
    if LOCAL_MASTER.fullmatch(master):
        return None
    if not master.startswith("spark://"):
        return (
            f"GROWTHMART_SPARK_MASTER is {master}: set it to local[2], local[*] or, for a "
            "standalone cluster, spark://host:7077"
        )
    problems = []
    # spark://one:7077,two:7077: one reachable master is enough
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


def memory_problem(settings: dict[str, str]) -> str | None:
    """Return which memory setting is not in Java's notation, or None."""
    for setting, variable in (
        ("spark.driver.memory", "GROWTHMART_SPARK_MEMORY"),
        ("spark.executor.memory", "GROWTHMART_SPARK_EXECUTOR_MEMORY"),
    ):
        memory = settings.get(setting)
        if memory is not None and not MEMORY.fullmatch(memory):
            return f"{variable} is {memory}: give it in Java's notation, such as 4g or 512m"
    return None


def metastore_problem(state: str) -> str | None:
    """Return a message if another process has opened the metastore, or None.

    Spark itself would try for minutes.
    """
    lock = Path(state, "metastore", "dbex.lck")
    try:
        with lock.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except OSError:
        return (
            f"another process has opened the metastore in {state}, and only one process at a time "
            "can use it: wait for the other dbt, or end it"
        )
    return None


def _problem(settings: dict[str, str]) -> str | None:
    """Return the first problem that can be found before Java starts, or None."""
    return (
        java_problem()
        or memory_problem(settings)
        or master_problem(settings["spark.master"])
        or metastore_problem(settings["spark.growthmart.state"])
    )


def _new_session(settings: dict[str, str]) -> SparkSession:
    # the warehouse and Spark's spill files hold personal data
    permissions.private_by_default()
    for name in ("spark.sql.warehouse.dir", "spark.growthmart.state"):
        permissions.make_private(Path(settings[name]))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if settings["spark.master"].startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    options = f"{settings.get(JAVA_OPTIONS, '')} -Dlog4j2.configurationFile={LOGGING.as_uri()}"
    checkpoints = Path(settings["spark.sql.warehouse.dir"], "_checkpoints").absolute()
    settings = settings | {
        JAVA_OPTIONS: options.strip(),
        # without this, each session of Hive leaves a folder in the machine's temporary folder
        "spark.hadoop.hive.downloaded.resources.dir": str(checkpoints / "resources"),
    }
    builder = SparkSession.builder.enableHiveSupport()
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        # the first statements: they read the settings of SQL and open the metastore
        for schema, folder in STATE_FOLDERS.items():
            location = Path(settings["spark.growthmart.state"], folder).absolute()
            escaped = str(location).replace("'", "''")
            session.sql(f"create schema if not exists {schema} location '{escaped}'")
    except PySparkRuntimeError:
        raise SparkProblemError(
            f"Spark's Java did not start with {settings['spark.driver.memory']} of memory: set "
            "GROWTHMART_SPARK_MEMORY to less, and read Java's message above"
        ) from None
    except (IllegalArgumentException, AnalysisException) as error:
        raise SparkProblemError(
            f"Spark does not accept its settings: {innermost_message(error)}"
        ) from None
    session.sparkContext.setCheckpointDir(str(checkpoints))
    atexit.register(shutil.rmtree, checkpoints, ignore_errors=True)
    return session
