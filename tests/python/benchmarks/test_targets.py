"""Slopes, verdicts and tables are computed from the measurements."""

from collections.abc import Iterable

import pytest
from benchmarks.growth import slope
from benchmarks.side_by_side.tasks import ENGINES, TASKS
from benchmarks.stages import GIB
from benchmarks.tables import engines_table, models_table, stages_table
from benchmarks.targets import LEAST_TIMES_FASTER, verdicts

KINDS = {"input": "sql", "sessions": "sql", "gate_input": "gate", "scoring": "python"}


def stage(size: str, name: str, seconds: float, memory: float = 1.0, **more: object) -> dict:
    return {
        "part": "stages",
        "engine": "duckdb",
        "size": size,
        "stage": name,
        "kind": KINDS.get(name, "import" if name == "gx_import" else "python"),
        "seconds": seconds,
        "peak_memory_bytes": memory * GIB,
        "most_memory_bytes": (1 if name == "scoring" else 12) * GIB,
        "models": {f"{name}_model": seconds},
    } | more


def run(size: str, times: float = 1.0, **changes: float) -> list[dict]:
    seconds = {"input": 10.0, "sessions": 20.0, "gate_input": 4.0, "scoring": 2.0} | changes
    lines = [stage(size, name, one * times) for name, one in seconds.items()]
    return [*lines, stage(size, "publish", times), stage(size, "gx_import", 3.0)]


def reached(lines: list[dict]) -> dict[str, bool]:
    return {text: good for text, _, good in verdicts(lines)}


def test_the_slope_of_costs():
    assert slope([1, 10, 100], [2, 20, 200]) == pytest.approx(1)
    assert slope([1, 10, 100], [3, 300, 30_000]) == pytest.approx(2)
    with pytest.raises(ValueError, match="two sizes"):
        slope([5, 5], [1, 2])


def test_everything_is_reached():
    found = reached(run("M") + run("L", 10))

    assert set(found.values()) == {True}
    assert "all SQL from M to L, at most 12 times" in found


@pytest.mark.parametrize(
    ("lines", "missed"),
    [
        (run("M") + run("L", 10, input=9, sessions=26.2), "sessions from M to L, at most 13 times"),
        (run("M") + run("L", 12.5), "all SQL from M to L, at most 12 times"),
        (
            run("M", gate_input=9) + run("L", 10),
            "gates without the import, at most 15% of the SQL at M",
        ),
        (
            [*run("M"), stage("M", "scoring", 1, memory=1.1)],
            "scoring at M within 1 GiB",
        ),
        (
            [*run("L"), stage("L", "input", 1, memory=12.5)],
            "L builds end to end, every process within 12 GiB",
        ),
        (
            [line for line in run("L") if line["stage"] != "publish"],
            "L builds end to end, every process within 12 GiB",
        ),
    ],
)
def test_a_missed_target_is_named(lines, missed):
    assert [text for text, good in reached(lines).items() if not good] == [missed]


def test_short_stages_may_grow_as_they_like():
    short = run("M", sessions=0.5) + run("L", 10, sessions=2)

    assert reached(short)["each stage of 1 s or more from M to L, at most 13 times"]


@pytest.mark.parametrize("measured_stages", [["staging"], ["staging", "input", "sessions"]])
def test_an_incomplete_size_reaches_no_target(measured_stages):
    middle = [stage("M", "staging", 0.8), *run("M")]
    large = [stage("L", name, 9) for name in measured_stages]

    assert [
        (text, good) for text, found, good in verdicts(middle + large) if found == "cut off"
    ] == [
        ("L builds end to end, every process within 12 GiB", False),
        ("each stage of 1 s or more from M to L, at most 13 times", False),
        ("all SQL from M to L, at most 12 times", False),
        ("gates without the import, at most 15% of the SQL at L", False),
        ("scoring at L within 1 GiB", False),
    ]


def test_a_stage_that_grew_too_much_is_named_though_the_rest_is_cut_off():
    found = reached([*run("M"), stage("L", "input", 140)])

    assert found["input from M to L, at most 13 times"] is False


def engine(name: str, seconds: float, tasks: Iterable[str] | None = None) -> list[dict]:
    if tasks is None:
        tasks = [task.name for task in TASKS.values() if name in task.engines]
    same = {"part": "side_by_side", "size": "M", "engine": name, "peak_memory_bytes": GIB}
    return [same | {"stage": task, "seconds": seconds} for task in tasks]


def test_engines_are_compared():
    lines = engine("sql", 2) + engine("pandas", 11) + engine("polars", 1.8) + engine("spark", 7)

    assert [(measured, good) for _, measured, good in verdicts(lines)] == [
        ("5.5", True),
        ("0.9", False),
        ("3.5", True),
    ]


@pytest.mark.parametrize("tasks", [[], ["sessions", "profiles"]])
def test_an_engine_without_a_task_reaches_no_target(tasks):
    lines = (
        engine("sql", 2) + engine("pandas", 11) + engine("polars", 2) + engine("spark", 7, tasks)
    )

    assert [(measured, good) for _, measured, good in verdicts(lines)] == [
        ("5.5", True),
        ("1.0", True),
        ("not measured", False),
    ]


def test_without_the_sql_no_engine_is_compared():
    lines = engine("sql", 2, ["sessions"]) + engine("pandas", 11)

    assert {measured for _, measured, _ in verdicts(lines)} == {"not measured"}


def test_every_engine_of_a_target_is_measured():
    assert LEAST_TIMES_FASTER.keys() < set(ENGINES)


def test_tables():
    lines = run("M") + run("L", 10) + engine("sql", 2, ["sessions"])

    stages = stages_table(lines, ("demo", "M", "L")).splitlines()
    assert stages[0] == ("| stage | demo, s | M, s | L, s | demo, GiB | M, GiB | L, GiB | M to L |")
    assert stages[2] == "| input | - | 10.0 | 100.0 | - | 1.00 | 1.00 | 10.0 |"
    assert models_table(lines, ("M", "L")).splitlines()[2] == "| `sessions_model` | 20.0 | 200.0 |"
    assert engines_table(lines, "side_by_side", "M", ("sql", "polars")).splitlines() == [
        "|  | sql | polars |",
        "| --- | ---: | ---: |",
        "| sessions, s | 2.00 | - |",
        "| sessions, GiB | 1.00 | - |",
    ]
    lines[-1]["cpu_seconds_of_answer"] = 3.7
    assert "| sessions, CPU s | 3.70 | - |" in engines_table(
        lines, "side_by_side", "M", ("sql", "polars")
    )
    assert engines_table(lines, "gates", "M", ("sql", "pandas")) == "Not measured yet."
