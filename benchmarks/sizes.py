"""The simulated shops that are measured, and where their data and databases lie."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "target" / "benchmarks"


@dataclass(frozen=True)
class Size:
    """A shop of so many people over so many days."""

    name: str
    customers: int
    days: int

    @property
    def folder(self) -> Path:
        """Everything that is written while this size is measured."""
        return FOLDER / self.name

    @property
    def raw(self) -> Path:
        """The simulated data."""
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        """What the stages built."""
        return self.folder / "growthmart.duckdb"

    def simulate(self) -> None:
        """Simulate the data unless they lie there: equal arguments give equal data."""
        if (self.raw / "_simulated.json").exists():
            return
        subprocess.run(
            [
                *(sys.executable, "-m", "growthmart.cli", "simulate"),
                *("--customers", str(self.customers), "--days", str(self.days)),
                *("--out", str(self.raw)),
            ],
            check=True,
        )


SIZES = {
    size.name: size
    for size in (
        Size("tiny", 300, 120),
        Size("demo", 5_000, 730),
        Size("M", 100_000, 365),
        Size("L", 1_000_000, 365),
    )
}
