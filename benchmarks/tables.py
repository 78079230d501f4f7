"""Tables of the report, in Markdown."""

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.stages import GIB
from benchmarks.targets import Line, stage_lines

NOTHING = "-"
NO_ROWS = "Not measured yet."
MOST_MODELS = 8
COSTS = {"s": "seconds", "CPU s": "cpu_seconds_of_answer", "GiB": "peak_memory_bytes"}


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table; the first column is text, and the others are numbers."""
    rows = list(rows)
    if not rows:
        return NO_ROWS
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def stages_table(lines: list[Line], sizes: Sequence[str]) -> str:
    """Return seconds and peak memory of every stage by size, and the growth to the largest size."""
    by_size = {size: stage_lines(lines, size) for size in sizes}
    names = dict.fromkeys(name for stages in by_size.values() for name in stages)
    header = ["stage", *(f"{size}, s" for size in sizes)]
    header += [f"{size}, GiB" for size in sizes] + [f"{sizes[-2]} to {sizes[-1]}"]
    rows = []
    for name in names:
        found = [by_size[size].get(name, {}) for size in sizes]
        costs = [_cost(line, cost) for cost in ("seconds", "peak_memory_bytes") for line in found]
        rows.append([name, *costs, _growth(found[-2], found[-1])])
    return table(header, rows)


def models_table(lines: list[Line], sizes: Sequence[str]) -> str:
    """Return the slowest models at the largest size that was measured."""
    seconds = {
        size: {
            model: value
            for line in stage_lines(lines, size).values()
            if line["kind"] != "tests"
            for model, value in line["models"].items()
        }
        for size in sizes
    }
    largest = next((size for size in reversed(sizes) if seconds[size]), sizes[0])
    slowest = sorted(seconds[largest], key=lambda model: -seconds[largest][model])[:MOST_MODELS]
    return table(
        ["model", *(f"{size}, s" for size in sizes)],
        (
            [f"`{model}`"]
            + [
                f"{seconds[size][model]:.1f}" if model in seconds[size] else NOTHING
                for size in sizes
            ]
            for model in slowest
        ),
    )


def engines_table(lines: list[Line], part: str, size: str, engines: Sequence[str]) -> str:
    """Return the costs of each task of a part, with a column per engine and a row per cost."""
    chosen = [line for line in lines if line["part"] == part and line["size"] == size]
    found = {(line["stage"], line["engine"]): line for line in chosen}
    rows = []
    for task in dict.fromkeys(line["stage"] for line in chosen):
        of_task = [found.get((task, engine), {}) for engine in engines]
        for unit, cost in COSTS.items():
            # not every part measures the CPU seconds
            if any(cost in line for line in of_task):
                rows.append([f"{task}, {unit}", *(_cost(line, cost) for line in of_task)])
    return table(["", *engines], rows)


def _cost(line: Line, cost: str) -> str:
    if cost not in line:
        return NOTHING
    if cost == "peak_memory_bytes":
        return f"{line[cost] / GIB:.2f}"
    return f"{line[cost]:.1f}" if line[cost] >= 10 else f"{line[cost]:.2f}"


def _growth(before: Line, after: Line) -> str:
    if not before or not after or before["seconds"] < 1:
        return NOTHING
    return f"{after['seconds'] / before['seconds']:.1f}"
