"""Runs a command in a separate process, and measures its time and its peak memory."""

import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from benchmarks.sizes import ROOT

Result = TypeVar("Result")

# the Python path of processes that run modules of this package
PATHS = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}


class CommandError(Exception):
    """The command failed; the text names its log."""


@dataclass(frozen=True)
class Cost:
    """The cost of a process.

    Attributes:
        seconds: the elapsed time from start to end.
        cpu_seconds: the CPU time of all threads, in user and system mode.
        peak_memory_bytes: the largest resident set of the process, or of a process that it started.
    """

    seconds: float
    cpu_seconds: float
    peak_memory_bytes: int


def run(command: list[str], environment: dict[str, str], log: Path) -> Cost:
    """Run a command, with its output in ``log``.

    Raises:
        CommandError: the exit code is not zero.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
        # waits, and returns the resource usage of this child process only
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}: see {log}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def in_new_process(function: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a new process.

    Linux starts the peak memory of a new process at that of its parent. So a process that measures
    others must stay small.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def print_figures(*values: object) -> None:
    """Print the figures that a process has measured itself, for ``read_figures``."""
    print("measured", *values, flush=True)


def read_figures(log: Path) -> list[str]:
    """Return the figures in the log of a process; libraries print to the log too."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return next(line for line in reversed(lines) if line.startswith("measured ")).split()[1:]
