"""Runs `dbt build` in this process and kills it when publishing calls the function named."""

import os
import signal
import sys

from dbt.cli.main import dbtRunner

from growthmart import publish


def kill(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


setattr(publish, sys.argv[1], kill)
dbtRunner().invoke(["build"])
