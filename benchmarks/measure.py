"""A command in a process of its own: how long it took, and the most memory it held."""

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

# of processes that run modules of this package
PATHS = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}


class CommandError(Exception):
    """The command failed; the text names its log."""


@dataclass(frozen=True)
class Cost:
    """What a process cost.

    Attributes:
        seconds: by the clock on the wall, from start to end.
        cpu_seconds: of all threads, in user and system mode.
        peak_memory_bytes: the largest resident set, of the process or of one that it started.
    """

    seconds: float
    cpu_seconds: float
    peak_memory_bytes: int


def run(command: list[str], environment: dict[str, str], log: Path) -> Cost:
    """Run a command, with its output in ``log``.

    Raises:
        CommandError: it ended with another code than zero.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
        # waits and asks for the usage of this one child: no other has part in it
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}: see {log}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def in_new_process(function: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a process of its own.

    Linux counts the most memory that a process has held for each that it starts, too: whoever
    measures others must stay small.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def print_figures(*values: object) -> None:
    """Print what a process has measured itself, for ``read_figures``."""
    print("measured", *values, flush=True)


def read_figures(log: Path) -> list[str]:
    """Return what the process that wrote a log has measured; libraries print there too."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return next(line for line in reversed(lines) if line.startswith("measured ")).split()[1:]
