"""``python -m benchmarks.report`` writes docs/benchmarks.md and its plots from the results."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks import plots
from benchmarks.results import FOLDER, read_results
from benchmarks.sizes import ROOT
from benchmarks.stages import GIB
from benchmarks.tables import engines_table, models_table, stages_table, table
from benchmarks.targets import LEAST_STAGE_SECONDS, Line, stage_lines, verdicts

SIZES = ("demo", "M", "L")
TEXT = Path(__file__).parent / "report.md"
DOCS = ROOT / "docs"


def main(docs: Path = DOCS, results: Path = FOLDER) -> None:
    """Fill the placeholders of report.md, and draw the plots next to it."""
    lines = read_results(results)
    images = docs / "benchmarks"
    images.mkdir(exist_ok=True)
    text = TEXT.read_text(encoding="utf-8")
    for place, content in (_contents(lines) | {"plots": _plots(lines, images)}).items():
        text = text.replace(f"<!-- {place} -->", content)
    (docs / "benchmarks.md").write_text(text, encoding="utf-8")


def _contents(lines: list[Line]) -> dict[str, str]:
    side_by_side = ("scan", "sql", "polars", "pandas", "spark")
    return {
        "circumstances": _circumstances(lines),
        "targets": table(
            ["target", "measured", "reached"],
            ([text, found, "yes" if good else "**no**"] for text, found, good in verdicts(lines)),
        ),
        "stages": stages_table(lines, SIZES),
        "models": models_table(lines, SIZES),
        "side_by_side": engines_table(lines, "side_by_side", "M", side_by_side),
        "without_dbt": engines_table(lines, "without_dbt", "M", ("dbt", "duckdb")),
        "gates": engines_table(lines, "gates", "M", ("sql", "pandas")),
    }


def _circumstances(lines: list[Line]) -> str:
    """Return when and with which versions it was measured, and how busy the machine was."""
    days = sorted({line["measured_at"][:10] for line in lines})
    names = sorted({name for line in lines for name in line["versions"]})
    versions = ", ".join(
        f"{name} {_all(line['versions'][name] for line in lines if name in line['versions'])}"
        for name in names
    )
    load = max(line["load_average"] for line in lines)
    return (
        f"Measured {' to '.join(dict.fromkeys((days[0], days[-1])))} "
        f"on {_all(line['cores'] for line in lines)} cores "
        f"with Python {_all(line['python'] for line in lines)}, {versions}. "
        f"The load average was at most {load}; where that is more than one above the cores, "
        "another process ran at the same time."
    )


def _all(values: Iterable[Any]) -> str:
    """Return the distinct values of several lines as one text."""
    return " and ".join(sorted({str(value) for value in values}))


def _plots(lines: list[Line], images: Path) -> str:
    """Draw the stages that take longer at M than the noise; return the Markdown of the plots."""
    by_size = {size: stage_lines(lines, size) for size in SIZES}
    measured = [stages for stages in by_size.values() if "input" in stages]
    names = [
        name
        for name, line in by_size["M"].items()
        if line["seconds"] >= LEAST_STAGE_SECONDS
        and line["kind"] != "import"
        and sum(name in stages for stages in measured) > 1
    ]
    if not names:
        return "There are plots when M and another size are measured."
    shown = []
    for cost, unit, title, axis in (
        ("seconds", 1, "Seconds by stage", "seconds"),
        ("peak_memory_bytes", GIB, "Peak memory of the process by stage", "GiB"),
    ):
        series = {
            name: [
                (stages["input"]["rows"], stages[name][cost] / unit)
                for stages in measured
                if name in stages
            ]
            for name in names
        }
        plots.plot(images / f"{cost}.svg", series, title, axis)
        shown.append(f"![{title}](benchmarks/{cost}.svg)")
    slope = "The slope is that of the line through the logarithms of rows and cost: 1 means that"
    return "\n\n".join([*shown, f"{slope} the cost grows as the data."])


if __name__ == "__main__":
    main()
