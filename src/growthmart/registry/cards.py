"""Model cards: one page per task, from the registry and a text that a person has written.

The form is that of Mitchell et al. 2019, Model Cards for Model Reporting. A page has no run ids and
no times, so that equal models have equal pages.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

HEADER = "<!-- Written by `make model-cards`; change {text}. -->"


def write_cards(published: Path, state: Path, texts: Path, out: Path) -> list[Path]:
    """Write the card of the champion of every task that has a text, and return the paths.

    Args:
        published: the published DuckDB file, with model_runs and model_metrics.
        state: the state database, with the features of each model.
        texts: a folder with a text per task: ``<task>.md``.
        out: the folder of the cards.

    Raises:
        LookupError: a task has a text and no champion.
    """
    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(published), read_only=True) as connection:
        connection.execute(f"attach '{state}' as state (read_only)")
        return [_write_card(connection, text, out) for text in sorted(texts.glob("*.md"))]


def _write_card(connection: duckdb.DuckDBPyConnection, text: Path, out: Path) -> Path:
    task = text.stem
    runs = _rows(connection, "select * from model_runs where model_name = ? and is_champion", task)
    if not runs:
        raise LookupError(f"no model of {task} is published: run dbt build")
    run = runs[0]
    metrics = _rows(
        connection,
        "select algorithm, split, metric, value from model_metrics "
        "where model_name = ? and run_id = ? order by all",
        task,
        run["run_id"],
    )
    (features,) = connection.execute(
        f"select features from state.predictions.ml_{task}_model where run_id = ?",
        [run["run_id"]],
    ).fetchone() or ("[]",)
    place = out / text.name
    place.write_text(card(text, run, json.loads(features), metrics), encoding="utf-8")
    return place


def card(
    text: Path,
    run: Mapping[str, Any],
    features: Sequence[str],
    metrics: Sequence[Mapping[str, Any]],
) -> str:
    """Return the page of a model.

    Args:
        text: the file that a person has written: a title, the intended use and the limits.
        run: the row of model_runs.
        features: the names of the input columns.
        metrics: the rows of model_metrics.
    """
    facts = {
        "algorithm": run["algorithm"],
        "as-of date": run["as_of_date"],
        "learnt from": f"{run['window_start']} to {run['window_end']}",
        "training rows": f"{run['training_rows']:,}",
        "note": run["note"],
    }
    lines = [
        HEADER.format(text=f"{text.parent.name}/{text.name}"),
        "",
        text.read_text(encoding="utf-8").strip(),
        "",
        "## The model of the demo",
        "",
        "| fact | value |",
        "|---|---|",
        *(f"| {name} | {value} |" for name, value in facts.items() if value is not None),
        "",
        f"Features: {', '.join(f'`{name}`' for name in features)}.",
        "",
        "| algorithm | split | metric | value |",
        "|---|---|---|---:|",
        *(
            f"| {row['algorithm']} | {row['split']} | {row['metric']} | {row['value']:.4g} |"
            for row in metrics
        ),
    ]
    return "\n".join(lines) + "\n"


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, *parameters: str
) -> list[dict[str, Any]]:
    found = connection.execute(sql, parameters)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
