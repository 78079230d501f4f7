"""The targets of the benchmark, and whether they are reached."""

from collections.abc import Iterator
from typing import Any

from benchmarks.side_by_side.tasks import TASKS
from benchmarks.stages import GIB, STAGES

Line = dict[str, Any]
Verdict = tuple[str, str, bool]

MOST_STAGE_GROWTH = 13
MOST_SQL_GROWTH = 12
LEAST_STAGE_SECONDS = 1
MOST_GATE_SHARE = 0.15
MOST_SCORING_MEMORY = next(one for one in STAGES if one.name == "scoring").most_memory_bytes
LEAST_TIMES_FASTER = {"pandas": 5, "polars": 1, "spark": 3}

CUT_OFF, NOT_MEASURED = "cut off", "not measured"


def stage_lines(lines: list[Line], size: str) -> dict[str, Line]:
    """Return the lines of the whole project at a size by stage, in the order of the stages."""
    chosen = [line for line in lines if line["part"] == "stages" and line["size"] == size]
    return {line["stage"]: line for line in chosen}


def sql_seconds(stages: dict[str, Line]) -> float:
    """Return the seconds of all stages of SQL."""
    return sum(line["seconds"] for line in stages.values() if line["kind"] == "sql")


def gate_seconds(stages: dict[str, Line]) -> float:
    """Return the seconds of all gates, without their imports of Great Expectations."""
    imported = stages["gx_import"]["seconds"]
    gates = [line["seconds"] for line in stages.values() if line["kind"] == "gate"]
    return sum(max(seconds - imported, 0) for seconds in gates)


def verdicts(lines: list[Line]) -> Iterator[Verdict]:
    """Yield each target: its text, the measured value, and whether it is reached.

    The targets of a size or a part without measurements are left out. A target is not reached if
    its measurements are incomplete.
    """
    middle, large = stage_lines(lines, "M"), stage_lines(lines, "L")
    yield from _memory(large)
    if middle and large:
        yield from _growth(middle, large)
    for size, stages in (("M", middle), ("L", large)):
        if stages:
            yield from _gates_and_scoring(size, stages)
    yield from _side_by_side(lines)


def _memory(large: dict[str, Line]) -> Iterator[Verdict]:
    if not large:
        return
    most = max(large.values(), key=lambda line: line["peak_memory_bytes"])
    is_whole = _is_whole(large)
    text = "L builds end to end, every process within 12 GiB"
    measured = f"{_gib(most)} ({most['stage']})" if is_whole else CUT_OFF
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
    each = f"each stage of 1 s or more from M to L, at most {MOST_STAGE_GROWTH} times"
    together = f"all SQL from M to L, at most {MOST_SQL_GROWTH} times"
    if not (_is_whole(middle) and _is_whole(large)):
        yield each, CUT_OFF, False
        yield together, CUT_OFF, False
        return
    # the stages that grew too much are named above
    if growths and max(growths.values()) <= MOST_STAGE_GROWTH:
        name, growth = max(growths.items(), key=lambda pair: pair[1])
        yield each, f"{growth:.1f} ({name})", True
    growth = sql_seconds(large) / sql_seconds(middle)
    yield together, f"{growth:.1f}", growth <= MOST_SQL_GROWTH


def _gates_and_scoring(size: str, stages: dict[str, Line]) -> Iterator[Verdict]:
    text = f"gates without the import, at most {MOST_GATE_SHARE:.0%} of the SQL at {size}"
    if "gx_import" in stages:
        share = gate_seconds(stages) / sql_seconds(stages)
        yield text, f"{share:.1%}", share <= MOST_GATE_SHARE
    else:
        yield text, CUT_OFF, False
    text = f"scoring at {size} within {MOST_SCORING_MEMORY / GIB:.0f} GiB"
    if "scoring" in stages:
        most = stages["scoring"]
        yield text, _gib(most), most["peak_memory_bytes"] <= MOST_SCORING_MEMORY
    else:
        yield text, CUT_OFF, False


def _side_by_side(lines: list[Line]) -> Iterator[Verdict]:
    """Compare the SQL with each other engine at M, for all tasks together."""
    chosen = [line for line in lines if line["part"] == "side_by_side" and line["size"] == "M"]
    seconds = {(line["engine"], line["stage"]): line["seconds"] for line in chosen}
    if not seconds:
        return
    for engine, least in LEAST_TIMES_FASTER.items():
        text = f"SQL against {engine} at M, all its tasks: at least {least} times as fast"
        tasks = [name for name, task in TASKS.items() if engine in task.engines]
        if any((name, task) not in seconds for name in ("sql", engine) for task in tasks):
            yield text, NOT_MEASURED, False
            continue
        times = sum(seconds[engine, task] for task in tasks) / sum(
            seconds["sql", task] for task in tasks
        )
        yield text, f"{times:.1f}", times >= least


def _is_whole(stages: dict[str, Line]) -> bool:
    """Return whether everything was built; publishing is the last stage."""
    return "publish" in stages


def _gib(line: Line) -> str:
    return f"{line['peak_memory_bytes'] / GIB:.2f} GiB"
