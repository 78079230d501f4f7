"""Runs dbt in forks of one process that has already imported everything that a build needs.

The imports take seconds, and the tests run dbt dozens of times. Each line of the input is one
command as JSON, and the answer is its exit code. A fork is a separate process and ends normally.
"""

import json
import os
import signal
import sys

import dbt.adapters.duckdb  # noqa: F401
import sklearn.cluster  # noqa: F401
from dbt.cli.main import cli

import growthmart.quality.validator  # noqa: F401


def run(
    words: list[str], folder: str, environment: dict[str, str], output: str, timeout_seconds: int
) -> None:
    signal.alarm(timeout_seconds)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    printed = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for descriptor in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(printed, descriptor)
    sys.argv = ["dbt", *words]
    cli()


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        run(**json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
