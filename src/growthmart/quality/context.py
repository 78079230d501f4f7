"""The facts that a gate needs about its layer, from a session variable that a dbt hook sets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from growthmart.engines import Engine

VARIABLE = "gate_context"


class GateContextError(RuntimeError):
    """The gate has no usable context: this is a fault of the project, not of the data."""


@dataclass(frozen=True)
class GatedTable:
    """A table of the layer and its model.

    Args:
        name: the name of the model.
        relation: the relation of the table, as SQL.
        database: the database of the table; None on Spark.
        schema: the schema of the table.
        identifier: the name of the table in its schema.
        key: the columns of the key.
        columns: the columns in the YAML of the model.
        yaml_file: the YAML file of the model.
        rejected_share: limit and severity from the meta of an entity; None for other models.
        is_view: whether it is the empty view of an entity that no source fills.
        by_run: whether runs append their rows, and only those of the newest run are judged. A
            failure refuses this run, and does not close the gate.
        judged_run_id: the newest run of a table with by_run; None if there is none.

    """

    name: str
    relation: str
    database: str | None
    schema: str
    identifier: str
    key: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    yaml_file: str = ""
    rejected_share: Any = None
    is_view: bool = False
    by_run: bool = False
    judged_run_id: str | None = None


@dataclass(frozen=True)
class GateContext:
    """Everything that a gate needs, except the data.

    Args:
        gate: the name of the gate.
        sources: the enabled sources, sorted and joined by commas.
        key_fingerprint: the fingerprint of the pseudonym key.
        layer_stamp: the stamp of the current tables of the layer.
        suites_folder: the folder of the suites of the layer.
        tables: the tables of the layer, by the names of their models.
        gated_models: the names of the models of all gates, also of modules that are off.
        switched_off: the names of the models of modules that are off; their suites are not judged.
        parameters: values for ``$PARAMETER`` in the suites.
        history: the relation with the gate's earlier runs; None before the first run.
        drift_severity: warning, critical or off.
        keep_failing_keys: whether to write the keys of failing rows to the restricted schema.
    """

    gate: str
    sources: str | None
    key_fingerprint: str | None
    layer_stamp: str | None
    suites_folder: Path
    tables: dict[str, GatedTable]
    gated_models: list[str]
    switched_off: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    history: str | None = None
    drift_severity: str = "warning"
    keep_failing_keys: bool = False


def read_context(engine: Engine) -> GateContext:
    """Read the variable ``gate_context`` that the gate's pre-hook has set.

    Args:
        engine: the engine of the session that dbt gives to a Python model.

    Raises:
        GateContextError: the variable is not set, is not JSON or lacks a key.

    """
    raw = engine.variable(VARIABLE)
    if raw is None:
        raise GateContextError(
            f"the session variable {VARIABLE} is not set: the gate's pre-hook has not run"
        )
    try:
        values = json.loads(raw)
        tables = {
            table["name"]: GatedTable(
                name=table["name"],
                relation=table["relation"],
                database=table["database"],
                schema=table["schema"],
                identifier=table["identifier"],
                key=list(table.get("key") or []),
                columns=list(table.get("columns") or []),
                yaml_file=table.get("yaml_file") or "",
                rejected_share=table.get("rejected_share"),
                is_view=bool(table.get("is_view")),
                by_run=bool(table.get("by_run")),
                judged_run_id=table.get("judged_run_id"),
            )
            for table in values["tables"]
        }
        return GateContext(
            gate=values["gate"],
            sources=values.get("sources"),
            key_fingerprint=values.get("key_fingerprint"),
            layer_stamp=values.get("layer_stamp"),
            suites_folder=Path(values["suites_folder"]),
            tables=tables,
            gated_models=list(values["gated_models"]),
            switched_off=list(values.get("switched_off") or []),
            parameters=dict(values.get("parameters") or {}),
            history=values.get("history"),
            drift_severity=values.get("drift_severity") or "warning",
            keep_failing_keys=bool(values.get("keep_failing_keys")),
        )
    except KeyError as error:
        raise GateContextError(f"{VARIABLE} lacks the key {error.args[0]!r}") from None
    except (ValueError, TypeError) as error:
        raise GateContextError(f"{VARIABLE} is not usable: {type(error).__name__}") from None
