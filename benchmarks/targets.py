"""What the benchmark must reach, and whether it did."""

from collections.abc import Iterator
from typing import Any

from benchmarks.stages import GIB

Line = dict[str, Any]
Verdict = tuple[str, str, bool]

MOST_STAGE_GROWTH = 13
MOST_SQL_GROWTH = 12
LEAST_STAGE_SECONDS = 1
MOST_GATE_SHARE = 0.15
LEAST_TIMES_FASTER = {"pandas": 5, "polars": 1, "spark": 3}


def stage_lines(lines: list[Line], size: str) -> dict[str, Line]:
    """Return the lines of the whole project at a size by stage, in their order."""
    chosen = [line for line in lines if line["part"] == "stages" and line["size"] == size]
    return {line["stage"]: line for line in chosen}


def sql_seconds(stages: dict[str, Line]) -> float:
    """Return the seconds of all stages of SQL."""
    return sum(line["seconds"] for line in stages.values() if line["kind"] == "sql")


def gate_seconds(stages: dict[str, Line]) -> float:
    """Return the seconds of all gates, each less the import of Great Expectations."""
    imported = stages["gx_import"]["seconds"]
    gates = [line["seconds"] for line in stages.values() if line["kind"] == "gate"]
    return sum(max(seconds - imported, 0) for seconds in gates)


def verdicts(lines: list[Line]) -> Iterator[Verdict]:
    """Yield each target whose measurements are there: in words, what was measured, reached."""
    middle, large = stage_lines(lines, "M"), stage_lines(lines, "L")
    yield from _memory(large)
    if middle and large:
        yield from _growth(middle, large)
    for size, stages in (("M", middle), ("L", large)):
        if "gx_import" in stages:
            share = gate_seconds(stages) / sql_seconds(stages)
            text = f"gates without the import, at most {MOST_GATE_SHARE:.0%} of the SQL at {size}"
            yield text, f"{share:.1%}", share <= MOST_GATE_SHARE
        if "scoring" in stages:
            line = stages["scoring"]
            text = f"scoring at {size} within {line['most_memory_bytes'] / GIB:.0f} GiB"
            yield text, _gib(line), line["peak_memory_bytes"] <= line["most_memory_bytes"]
    yield from _side_by_side(lines)


def _memory(large: dict[str, Line]) -> Iterator[Verdict]:
    if not large:
        return
    most = max(large.values(), key=lambda line: line["peak_memory_bytes"])
    is_whole = "publish" in large
    text = "L builds end to end, every process within 12 GiB"
    measured = f"{_gib(most)} ({most['stage']})" if is_whole else "cut off"
    yield text, measured, is_whole and most["peak_memory_bytes"] <= 12 * GIB


def _growth(middle: dict[str, Line], large: dict[str, Line]) -> Iterator[Verdict]:
    growths = {
        name: large[name]["seconds"] / line["seconds"]
        for name, line in middle.items()
        if name in large and line["seconds"] >= LEAST_STAGE_SECONDS
    }
    for name, growth in growths.items():
        if growth > MOST_STAGE_GROWTH:
            text = f"{name} from M to L, at most {MOST_STAGE_GROWTH} times"
            yield text, f"{growth:.1f}", False
    if all(growth <= MOST_STAGE_GROWTH for growth in growths.values()):
        name, growth = max(growths.items(), key=lambda pair: pair[1])
        text = f"each stage of 1 s or more from M to L, at most {MOST_STAGE_GROWTH} times"
        yield text, f"{growth:.1f} ({name})", True
    both = middle.keys() & large.keys()
    growth = sql_seconds({name: large[name] for name in both}) / sql_seconds(
        {name: middle[name] for name in both}
    )
    text = f"all SQL from M to L, at most {MOST_SQL_GROWTH} times"
    yield text, f"{growth:.1f}", growth <= MOST_SQL_GROWTH


def _side_by_side(lines: list[Line]) -> Iterator[Verdict]:
    """Compare the SQL with the others at M, all tasks together."""
    chosen = [line for line in lines if line["part"] == "side_by_side" and line["size"] == "M"]
    seconds = {(line["engine"], line["stage"]): line["seconds"] for line in chosen}
    for engine, least in LEAST_TIMES_FASTER.items():
        tasks = [task for name, task in seconds if name == engine]
        if tasks:
            times = sum(seconds[engine, task] for task in tasks) / sum(
                seconds["sql", task] for task in tasks
            )
            text = f"SQL against {engine} at M, all tasks: at least {least} times as fast"
            yield text, f"{times:.1f}", times >= least


def _gib(line: Line) -> str:
    return f"{line['peak_memory_bytes'] / GIB:.2f} GiB"
