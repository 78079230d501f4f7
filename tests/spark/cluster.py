"""A standalone Spark cluster on this host: a master and two workers, known by their process ids."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyspark

SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
DEPLOY = "org.apache.spark.deploy"
WORKERS = 2
WORKER_MEMORY = "2g"
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Cluster:
    """A master that is reached at ``url``, and its workers."""

    url: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Start a master and two workers of one core each, and end them by their process ids.

    Args:
        folder: the folder for their files; ``master.log`` and ``worker_0.log`` show their errors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    url = f"spark://127.0.0.1:{port}"
    place = ["--host", "127.0.0.1", "--webui-port", "0"]
    started = []
    try:
        started.append(_start(folder / "master.log", "master.Master", *place, "--port", str(port)))
        for number in range(WORKERS):
            size = ["--cores", "1", "--memory", WORKER_MEMORY]
            files = ["--work-dir", str(folder.absolute() / f"worker_{number}")]
            log = folder / f"worker_{number}.log"
            started.append(_start(log, "worker.Worker", *place, *size, *files, url))
        _wait_for_workers(folder)
        yield Cluster(url, started[1:])
    finally:
        for process in started:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, as a power failure would; a process that has ended is left as it is."""
    if process.poll() is None:
        process.kill()
        process.wait()


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads a group, and all of the group."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _start(log: Path, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    # their files hold personal data
    command = ["sh", "-c", 'umask 077; exec "$0" "$@"', SPARK_CLASS, f"{DEPLOY}.{name}", *arguments]
    with log.open("wb") as output:
        return subprocess.Popen(
            command, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )


def _wait_for_workers(folder: Path) -> None:
    log = folder / "master.log"
    deadline = time.monotonic() + SECONDS_TO_START
    while log.read_text(encoding="utf-8").count("Registering worker") < WORKERS:
        if time.monotonic() > deadline:
            sys.exit(f"the cluster has not started within {SECONDS_TO_START} s: see {folder}")
        time.sleep(0.2)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
