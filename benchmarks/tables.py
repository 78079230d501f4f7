"""Tables of the report, in Markdown."""

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.stages import GIB
from benchmarks.targets import Line, stage_lines

NOTHING = "-"
MOST_MODELS = 8


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table; the first column is text, the others are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def stages_table(lines: list[Line], sizes: Sequence[str]) -> str:
    """Return seconds and peak memory of every stage at every size, and the growth to the last."""
    by_size = {size: stage_lines(lines, size) for size in sizes}
    names = dict.fromkeys(name for stages in by_size.values() for name in stages)
    header = ["stage", *(f"{size}, s" for size in sizes)]
    header += [f"{size}, GiB" for size in sizes] + [f"{sizes[-2]} to {sizes[-1]}"]
    rows = []
    for name in names:
        found = [by_size[size].get(name) for size in sizes]
        rows.append(
            [
                name,
                *(_seconds(line) for line in found),
                *(f"{line['peak_memory_bytes'] / GIB:.2f}" if line else NOTHING for line in found),
                _growth(found[-2], found[-1]),
            ]
        )
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
    """Return the seconds and the peak memory of every engine at every task of a part."""
    chosen = [line for line in lines if line["part"] == part and line["size"] == size]
    found = {(line["stage"], line["engine"]): line for line in chosen}
    tasks = dict.fromkeys(line["stage"] for line in chosen)
    rows = []
    for task in tasks:
        of_task = [found.get((task, engine)) for engine in engines]
        most = [f"{line['peak_memory_bytes'] / GIB:.2f}" if line else NOTHING for line in of_task]
        rows.append([task, *(_seconds(line) for line in of_task), *most])
    header = ["", *(f"{engine}, s" for engine in engines), *(f"{e}, GiB" for e in engines)]
    return table(header, rows)


def _seconds(line: Line | None) -> str:
    if line is None:
        return NOTHING
    return f"{line['seconds']:.1f}" if line["seconds"] >= 10 else f"{line['seconds']:.2f}"


def _one_digit(seconds: float | None) -> str:
    return NOTHING if seconds is None else f"{seconds:.1f}"


def _growth(before: Line | None, after: Line | None) -> str:
    if not before or not after or before["seconds"] < 1:
        return NOTHING
    return f"{after['seconds'] / before['seconds']:.1f}"
