"""Where the public data sets are."""

import os
from pathlib import Path

from benchmarks.sizes import ROOT


def real_data(name: str) -> Path:
    """Return the folder of a public data set."""
    return Path(os.environ.get("GROWTHMART_REAL_DATA", ROOT / "data" / "real")) / name
