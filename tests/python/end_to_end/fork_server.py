"""Runs dbt in forks of one process that has already imported everything that a build needs.

The imports take seconds, and the tests run dbt dozens of times. Each line of the input is one
command as JSON, and the answer is its exit code. A fork is a separate process and ends normally.
"""

import gc
import importlib
import json
import os
import signal
import sys

from dbt.cli.main import cli

for name in (
    *(f"dbt.task.{task}" for task in ("build", "compile", "list", "retry")),
    *("dbt.adapters.duckdb.impl", "dbt.parser.manifest", "dbt.plugins.manager"),
    *("growthmart.quality.validator", "growthmart.dbt_plugin", "sklearn.cluster"),
):
    importlib.import_module(name)

# The manifest is a million objects that live as long as the command. To look through them again
# and again for garbage takes a quarter of the time of a build.
gc.freeze()
gc.set_threshold(200_000, 50, 100)


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
