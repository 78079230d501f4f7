"""Scores as rows that say which run they are of, so that runs can be told apart later."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

import pyarrow as pa

from growthmart.engines import Session, engine_of
from growthmart.registry.stored import MODEL_SCHEMA
from growthmart.state import read_context


def score(
    session: Session, features: Any, function: Callable[[pa.Table], pa.Table], schema: pa.Schema
) -> Any:
    """Return the scores of every row of a frame, batch by batch, with the run that made them.

    Args:
        session: a session with the state context.
        features: a frame of what the function reads.
        function: takes a batch of the frame, and returns its rows of ``schema``. Spark sends it to
            its workers.
        schema: the columns of the scores.

    Returns:
        The columns that every row of state has, and those of ``schema``, in any order of the rows,
        in a form that a Python model may return.
    """
    header = read_context(session).row_header()
    fields = [MODEL_SCHEMA.field(name) for name in header]
    whole = pa.schema([*fields, *schema])
    return engine_of(session).map_batches(
        features, partial(_scored, header, function, whole), whole
    )


def _scored(
    header: dict[str, str | datetime],
    function: Callable[[pa.Table], pa.Table],
    schema: pa.Schema,
    batches: Iterator[pa.RecordBatch],
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        scores = function(pa.Table.from_batches([batch]))
        constants = [
            pa.repeat(pa.scalar(value, schema.field(name).type), len(scores))
            for name, value in header.items()
        ]
        columns = [*constants, *scores.columns]
        yield from pa.Table.from_arrays(columns, schema=schema).to_batches()
