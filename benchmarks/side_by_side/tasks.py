"""The tasks that are compared side by side, and their inputs."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.sizes import Size

ENGINES = ("scan", "sql", "pandas", "polars", "spark")


@dataclass(frozen=True)
class Task:
    """Models of the project that are also written in pandas and in Polars.

    Attributes:
        name: the name of the functions in ``with_pandas`` and ``with_polars``.
        models: the models whose compiled SQL gives the answer; each may read those before it.
        inputs: the other tables that they read.
        key: the columns of the key of the answer.
        engines: the engines on which it is measured.
    """

    name: str
    models: tuple[str, ...]
    inputs: tuple[str, ...]
    key: tuple[str, ...]
    engines: tuple[str, ...] = ENGINES


TASKS = {
    task.name: task
    for task in (
        Task(
            "sessions",
            ("int_events_sessionized",),
            ("input_events", "int_server_events_matched_to_visitors"),
            ("event_key",),
        ),
        Task(
            "order_lines",
            ("int_order_items_with_rates",),
            (
                "input_order_items",
                "int_orders_with_rates",
                "input_products",
                "int_exchange_rates_monthly",
            ),
            ("order_key", "line_number"),
        ),
        Task(
            "order_values",
            ("int_orders_with_revenue",),
            ("int_orders_with_rates", "int_order_items_with_revenue", "int_refunds_with_rates"),
            ("order_key",),
        ),
        Task(
            "profiles",
            ("feat_customer_orders",),
            ("int_customers_as_of_dates", "int_as_of_dates", "fct_orders", "fct_refunds"),
            ("customer_id", "as_of_date"),
        ),
        Task(
            "cohorts",
            ("customer_cohorts",),
            ("as_of", "dim_customers", "dim_days", "fct_orders", "fct_refunds"),
            ("cohort_month", "acquisition_channel", "months_since_first_order"),
        ),
        Task(
            "funnel",
            ("funnel_happenings", "funnel_entries", "funnel_steps_reached", "funnel_daily"),
            ("as_of", "funnel_steps", "fct_sessions", "fct_events", "fct_orders", "fct_leads"),
            ("date_day", "funnel_name", "channel", "device_type", "step_number"),
            # on Spark, dbt runs a query per step of the funnel, so that there is no SQL without dbt
            tuple(engine for engine in ENGINES if engine != "spark"),
        ),
    )
}


def parquet_folder(size: Size) -> Path:
    """Return the folder with the inputs of all tasks."""
    return size.folder / "inputs"


def answer_file(size: Size, task: Task, engine: str) -> Path:
    """Return the file to which an engine writes its answer to a task."""
    return size.folder / "answers" / f"{task.name}_{engine}.parquet"


def export_inputs(size: Size, relations: dict[str, str]) -> None:
    """Write the inputs of all tasks as Parquet; ``relations`` are their relations by name."""
    folder = parquet_folder(size)
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(size.warehouse), read_only=True) as connection:
        connection.execute("set preserve_insertion_order = false")
        for name in sorted({name for task in TASKS.values() for name in task.inputs}):
            target = folder / f"{name}.parquet"
            connection.execute(f"copy {relations[name]} to '{target}' (format parquet)")
