"""Simulated shops with the hidden truth about their people."""

import subprocess
import sys
from pathlib import Path

from benchmarks.sizes import FOLDER

SEEDS = (11, 12, 13)
CUSTOMERS, DAYS = 50_000, 730


def simulated(seed: int) -> Path:
    """Return the raw folder of a shop, simulated on the first call; the truth is in `truth/`."""
    raw = FOLDER / f"science_{seed}"
    if not (raw / "_simulated.json").exists():
        subprocess.run(
            [
                *(sys.executable, "-m", "growthmart.cli", "simulate", "--seed", str(seed)),
                *("--customers", str(CUSTOMERS), "--days", str(DAYS), "--out", str(raw)),
            ],
            check=True,
        )
    return raw
