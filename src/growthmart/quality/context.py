"""What a gate knows of its layer, read from a session variable that a dbt hook has set."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from growthmart.engines import Engine

VARIABLE = "gate_context"


class GateContextError(RuntimeError):
    """The gate was called without a usable context: a fault of the project, not of the data."""


@dataclass(frozen=True)
class GatedTable:
    """One table of the layer: what its model says, and where it is.

    Args:
        name: of the model.
        relation: of the table.
        database: of the table; None on Spark.
        schema: of the table.
        identifier: name of the table in its schema.
        key: columns of its key.
        columns: that the YAML of the model names.
        yaml_file: that describes the model.
        rejected_share: limit and severity, from the meta of the model; None for no entity.
        is_view: an entity that no source fills.

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


@dataclass(frozen=True)
class GateContext:
    """Everything a gate needs besides the data.

    Args:
        gate: name of the gate.
        sources: the enabled sources, sorted and joined by commas.
        key_fingerprint: of the pseudonym key.
        layer_stamp: of the tables as they are.
        suites_folder: the suites of the layer.
        tables: the layer's tables, by the names of their models.
        gated_models: the names of the tables of all gates.
        parameters: values for ``$PARAMETER`` in the suites.
        history: relation of the gate's earlier runs; None before the first.
        drift_severity: warning, critical or off.
        keep_failing_keys: whether the keys of failing rows go to the restricted schema.
    """

    gate: str
    sources: str | None
    key_fingerprint: str | None
    layer_stamp: str | None
    suites_folder: Path
    tables: dict[str, GatedTable]
    gated_models: list[str]
    parameters: dict[str, Any] = field(default_factory=dict)
    history: str | None = None
    drift_severity: str = "warning"
    keep_failing_keys: bool = False


def read_context(engine: Engine) -> GateContext:
    """Read the variable ``gate_context`` that the gate's pre-hook has set.

    Args:
        engine: of the session that dbt hands to a Python model.

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
            parameters=dict(values.get("parameters") or {}),
            history=values.get("history"),
            drift_severity=values.get("drift_severity") or "warning",
            keep_failing_keys=bool(values.get("keep_failing_keys")),
        )
    except KeyError as error:
        raise GateContextError(f"{VARIABLE} lacks the key {error.args[0]!r}") from None
    except (ValueError, TypeError) as error:
        raise GateContextError(f"{VARIABLE} is not usable: {type(error).__name__}") from None
