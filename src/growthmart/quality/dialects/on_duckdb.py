"""DuckDB's dialect: PostgreSQL's SQL but for the two pattern operators."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGIdentifierPreparer

from growthmart.quality.dialects.shell import SessionDialect


class DuckDBCompiler(PGCompiler):
    """PostgreSQL's SQL, except that in DuckDB ``~`` asks for a match of the whole text."""

    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> str:
        """Compile the pattern operators to ``regexp_matches``, which searches."""
        if operator.opstring not in ("~", "!~"):
            return super().visit_custom_op_binary(element, operator, **kw)  # type: ignore[no-untyped-call]
        left = self.process(element.left, **kw)
        right = self.process(element.right, **kw)
        negation = "not " if operator.opstring == "!~" else ""
        return f"({negation}regexp_matches({left}, {right}))"


class DuckDBPreparer(PGIdentifierPreparer):
    """Quote every name; a schema arrives ready quoted, as ``"database"."schema"``."""

    def quote_schema(self, schema: str, force: Any = None) -> str:
        """Return the schema as it is."""
        return schema

    def _requires_quotes(self, value: str) -> bool:
        return True


class DuckDBDialect(SessionDialect):
    """DuckDB behind PostgreSQL's name."""

    driver = "growthmart_duckdb"
    statement_compiler = DuckDBCompiler
    preparer = DuckDBPreparer


registry.register("growthmart_duckdb", __name__, "DuckDBDialect")
