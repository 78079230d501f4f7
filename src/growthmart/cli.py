"""The `growthmart` command."""

import time
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="growthmart",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

MOST_CUSTOMERS = 5_000_000
MOST_DAYS = 3_660
MOST_SEED = 2**63 - 1


@app.callback()
def main() -> None:
    """Simulate a shop, check the project, compare builds of two engines, and describe models."""


def _fail(message: str) -> typer.Exit:
    """Print one line on standard error, and return the exit exception to raise."""
    typer.echo(f"growthmart: {' '.join(message.split())}", err=True)
    return typer.Exit(2)


def _check_range(option: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise _fail(f"{option} must be between {least} and {most}, not {value}")


@app.command()
def simulate(
    customers: Annotated[int, typer.Option(help="How many customers sign up.")] = 5_000,
    days: Annotated[int, typer.Option(help="How many days the calendar has.")] = 730,
    seed: Annotated[int, typer.Option(help="The same seed gives the same data.")] = 1,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("data/demo"),
) -> None:
    """Write a simulated shop, and the hidden truth about it, as Parquet files."""
    _check_range("--customers", customers, 1, MOST_CUSTOMERS)
    _check_range("--days", days, 1, MOST_DAYS)
    _check_range("--seed", seed, 0, MOST_SEED)

    from rich.console import Console
    from rich.progress import Progress

    from growthmart import simulate as simulator

    started = time.perf_counter()
    console = Console(stderr=True)
    try:
        simulator.check_output(out.resolve())
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("starting", total=None)

            def show(step: str) -> None:
                progress.update(task, description=step)

            parts = simulator.simulate_parts(customers, days, seed, show)
            marker = {
                "customers": customers,
                "days": days,
                "seed": seed,
                "version": simulator.SIMULATOR_VERSION,
            }
            rows = simulator.write_dataset(parts, out, marker)
    except simulator.OutputError as error:
        raise _fail(str(error)) from None
    except OSError as error:
        raise _fail(f"cannot write to {out}: {error.strerror or error}") from None
    except MemoryError:
        raise _fail(f"not enough memory for {customers} customers over {days} days") from None

    seconds = time.perf_counter() - started
    typer.echo(f"{rows:,} rows in {seconds:.1f} s ({rows / seconds:,.0f} rows/s): {out}")


@app.command()
def lint(
    project: Annotated[Path, typer.Option(help="Folder of the dbt project.")] = Path(),
    manifest: Annotated[
        Path | None,
        typer.Option(help="Manifest of dbt, e.g. target/manifest.json; without it, dbt parses."),
    ] = None,
) -> None:
    """Check what no other tool checks: gates, state, publishing, suites, casts, portable SQL."""
    from growthmart import lint as linter

    try:
        loaded = linter.load_project(project, manifest)
    except linter.LintError as error:
        raise _fail(str(error)) from None
    violations = linter.check(loaded)
    for violation in violations:
        typer.echo(str(violation))
    count = len(violations)
    found = f"{count} violation{'' if count == 1 else 's'}" if count else "no violations"
    typer.echo(f"{len(loaded.models)} models, {found}")
    if violations:
        raise typer.Exit(1)


@app.command()
def parity(
    warehouse: Annotated[Path, typer.Option(help="DuckDB's warehouse.")] = Path(
        "target/growthmart.duckdb"
    ),
    state: Annotated[Path, typer.Option(help="DuckDB's state.")] = Path(
        "state/growthmart_state.duckdb"
    ),
    spark: Annotated[Path, typer.Option(help="Folder of Spark's warehouse.")] = Path(
        "target/spark"
    ),
    spark_state: Annotated[Path, typer.Option(help="Folder of Spark's state.")] = Path(
        "state/spark"
    ),
    manifest: Annotated[Path, typer.Option(help="Manifest of the build on DuckDB.")] = Path(
        "target/manifest.json"
    ),
) -> None:
    """Compare a build on DuckDB with a build on Spark, row by row."""
    import duckdb

    from growthmart import parity as comparing

    for place in (warehouse, state, spark, spark_state, manifest):
        if not place.exists():
            raise _fail(f"there is no {place}: build with both targets first, from the same data")
    try:
        tables = comparing.built_tables(manifest)
    except comparing.ManifestError as error:
        raise _fail(f"{manifest}: {error}") from None
    try:
        found = comparing.compare(warehouse, state, spark, spark_state, tables)
    except duckdb.Error as error:
        raise _fail(f"the two builds cannot be read: {error}") from None
    for one in found:
        typer.echo(str(one))
    unequal = sum(not one.is_equal for one in found)
    typer.echo(f"{len(found)} tables, {unequal or 'none'} differ{'s' if unequal == 1 else ''}")
    if unequal:
        raise typer.Exit(1)


@app.command()
def model_cards(
    published: Annotated[Path, typer.Option(help="The published database.")] = Path(
        "published/growthmart.duckdb"
    ),
    state: Annotated[Path, typer.Option(help="DuckDB's state.")] = Path(
        "state/growthmart_state.duckdb"
    ),
    texts: Annotated[Path, typer.Option(help="Folder with a text per task.")] = Path(
        "docs/models/text"
    ),
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("docs/models"),
) -> None:
    """Write the card of each model: what it is for, what it has learnt from, how well it does."""
    import duckdb

    from growthmart.registry.cards import write_cards

    try:
        for card in write_cards(published, state, texts, out):
            typer.echo(str(card))
    except (LookupError, duckdb.Error) as error:
        raise _fail(str(error)) from None


if __name__ == "__main__":
    app()
