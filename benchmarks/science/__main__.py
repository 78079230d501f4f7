"""``python -m benchmarks.science --only cdnow,telco``: `make bench-science` calls it."""

import argparse
import importlib
import json
from pathlib import Path

from benchmarks.science import report
from benchmarks.science.figures import Figures

# in the order of docs/science.md; each is a module here with a function `measure(plots)` that
# returns its figures and draws into the folder of plots, and a text beside it
BENCHMARKS: tuple[str, ...] = (
    *("cdnow", "clv_scale", "online_retail_clv", "simulator_clv"),
    *("telco", "churn"),
    *("hillstrom", "uplift"),
)


def measure(names: list[str], results: Path = report.RESULTS, docs: Path = report.DOCS) -> None:
    """Measure some benchmarks; the results of the others stay as they are."""
    plots = docs / "science"
    plots.mkdir(parents=True, exist_ok=True)
    found: dict[str, Figures] = json.loads(results.read_text()) if results.exists() else {}
    for name in names:
        found[name] = importlib.import_module(f"benchmarks.science.{name}").measure(plots)
        for figure, line in found[name].items():
            print(f"{name}.{figure}: {line['measured']} ({line['anchor']}): {line['verdict']}")
        # at once, so that an interrupted run keeps its measurements
        ordered = {name: found[name] for name in BENCHMARKS if name in found}
        results.write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8")
    report.write(ordered, docs)


def main() -> None:
    """Read the names of the benchmarks, and measure them."""
    parser = argparse.ArgumentParser(prog="benchmarks.science")
    parser.add_argument("--only", default=",".join(BENCHMARKS), help="names, with commas")
    names = parser.parse_args().only.split(",")
    if unknown := sorted(set(names) - set(BENCHMARKS)):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    measure(names)


if __name__ == "__main__":
    main()
