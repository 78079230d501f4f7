"""dbt-spark's adapter, with Python models that run in the session and calls of the library."""

from pathlib import Path
from typing import Any

from dbt.adapters.base import available
from dbt.adapters.base.impl import PythonJobHelper
from dbt.adapters.spark.impl import SparkAdapter
from dbt.adapters.spark.relation import SparkRelation
from pyspark.sql import SparkSession

from dbt.adapters.growthmartspark.connections import (
    GrowthmartSparkConnectionManager,
    readable_errors,
)
from dbt.adapters.growthmartspark.relation import GrowthmartSparkRelation
from growthmart.engines.spark import tables
from growthmart.engines.spark.engine import set_variable
from growthmart.engines.spark.session import open_session
from growthmart.macro_functions import FUNCTIONS


class SessionJobHelper(PythonJobHelper):
    """Runs the code of a Python model in this process, on the session that dbt's SQL runs on."""

    def __init__(self, parsed_model: dict[str, Any], credentials: Any) -> None:
        self._name = parsed_model["unique_id"]
        self._settings = credentials.server_side_parameters

    def submit(self, compiled_code: str) -> None:
        """Run the model and write what it returns."""
        code = compile(compiled_code, self._name, "exec")
        with readable_errors():
            exec(code, {"spark": open_session(self._settings)})  # noqa: S102


class GrowthmartSparkAdapter(SparkAdapter):
    """dbt-spark, with the functions that this project needs and dbt-spark does not have."""

    Relation = GrowthmartSparkRelation
    ConnectionManager = GrowthmartSparkConnectionManager

    @property
    def default_python_submission_method(self) -> str:
        """Return how Python models run."""
        return "session"

    @property
    def python_submission_helpers(self) -> dict[str, type[PythonJobHelper]]:
        """Return the ways in which Python models can run."""
        return {"session": SessionJobHelper}

    @available.parse_none
    def call_library(self, function: str, *arguments: str) -> str | None:
        """Return the answer of a function of ``growthmart.macro_functions``."""
        return FUNCTIONS[function](*arguments)

    @available.parse_none
    def set_variable(self, name: str, text: str) -> None:
        """Keep a text for the Python model that this thread is about to run."""
        set_variable(name, text)

    @available.parse_none
    def set_table_comment(self, relation: SparkRelation, text: str) -> None:
        """Store a text as the comment of a table."""
        tables.set_comment(self._session(), relation.render(), text)

    @available.parse_none
    def table_stamps(self, relations: list[str]) -> list[str]:
        """Return the stamp of each table; a table without a stamp gets a new one at each call."""
        return [tables.stamp(self._session(), table) for table in relations]

    @available.parse_none
    def drop_relation(self, relation: SparkRelation) -> None:
        """Drop a relation, and remove its comment from the cache."""
        tables.forget_comment(relation.render())
        super().drop_relation(relation)

    @available.parse_none
    def repeat_until_unchanged(self, view: str, first: str, following: str) -> None:
        """Repeat a query until its rows no longer change, and make a temporary view of them."""
        with readable_errors():
            tables.repeat_until_unchanged(self._session(), view, first, following)

    @available.parse_none
    def keep_rows(self, relation: SparkRelation, sql: str) -> None:
        """Replace the rows of a table by those of a query that reads it."""
        with readable_errors():
            tables.keep_rows(self._session(), relation.render(), sql)

    @available.parse_none
    def write_parquet(self, sql: str, file: str) -> None:
        """Write the rows of a query, which must fit into memory, as one Parquet file."""
        with readable_errors():
            tables.write_parquet(self._session(), sql, Path(file))

    @available.parse_none
    def remove_leftover(self, relation: SparkRelation) -> None:
        """Remove the files that a killed build left in the folder of this table."""
        tables.remove_leftover(self._session(), relation.render())

    @available.parse_none
    def tables_in(self, schema: str) -> list[dict[str, Any]]:
        """Return the name, the relation and the column names of every table of a schema."""
        return [
            {
                "name": relation.identifier,
                "relation": relation.render(),
                "columns": [column.name for column in self.get_columns_in_relation(relation)],
            }
            for relation in sorted(self.list_relations(None, schema), key=str)
        ]

    def _session(self) -> SparkSession:
        return open_session(self.config.credentials.server_side_parameters)
