"""``python -m benchmarks.report`` writes docs/benchmarks.md and its plots from the results."""

from pathlib import Path

from benchmarks import plots
from benchmarks.results import read_results
from benchmarks.sizes import ROOT
from benchmarks.stages import GIB
from benchmarks.tables import engines_table, models_table, stages_table, table
from benchmarks.targets import LEAST_STAGE_SECONDS, Line, stage_lines, verdicts

SIZES = ("demo", "M", "L")
TEXT = Path(__file__).parent / "report.md"
DOCS = ROOT / "docs"


def main(docs: Path = DOCS) -> None:
    """Fill the places of report.md, and draw the plots beside it."""
    lines = read_results()
    images = docs / "benchmarks"
    images.mkdir(exist_ok=True)
    _plot_stages(lines, images)
    text = TEXT.read_text(encoding="utf-8")
    for place, content in _contents(lines).items():
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
    """Say when, with what and how undisturbed it was measured."""
    days = sorted({line["measured_at"][:10] for line in lines})
    versions = lines[-1]["versions"]
    listed = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    load = max(line["load_average"] for line in lines)
    return (
        f"Measured {' to '.join(dict.fromkeys((days[0], days[-1])))} on {lines[-1]['cores']} cores "
        f"with Python {lines[-1]['python']}, {listed}. The load average was at most {load}: "
        f"above {lines[-1]['cores'] + 1} something else ran beside it."
    )


def _plot_stages(lines: list[Line], images: Path) -> None:
    """Draw the stages that take long enough at M to be told from noise."""
    by_size = {size: stage_lines(lines, size) for size in SIZES}
    measured = {size: stages for size, stages in by_size.items() if "input" in stages}
    if len(measured) < 2:
        return
    names = [
        name
        for name, line in by_size["M"].items()
        if line["seconds"] >= LEAST_STAGE_SECONDS and line["kind"] != "import"
    ]
    for cost, unit, title in (
        ("seconds", 1, "Seconds by stage"),
        ("peak_memory_bytes", GIB, "Peak memory of the process by stage, GiB"),
    ):
        series = {
            name: [
                (stages["input"]["rows"], stages[name][cost] / unit)
                for stages in measured.values()
                if name in stages
            ]
            for name in names
        }
        drawn = {name: points for name, points in series.items() if len(points) > 1}
        plots.plot(images / f"{cost}.svg", drawn, title, title.rsplit(", ")[-1])


if __name__ == "__main__":
    main()
