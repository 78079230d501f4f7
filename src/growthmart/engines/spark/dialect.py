"""Spark's dialect: PostgreSQL's SQL in backticks, with Spark's names of types and functions."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql.base import (
    PGCompiler,
    PGIdentifierPreparer,
    PGTypeCompiler,
)

from growthmart.quality.dialect import SessionDialect

# Java then knows one end of a line, the newline, as DuckDB's engine does.
UNIX_LINES = "(?d)"


class SparkCompiler(PGCompiler):
    """PostgreSQL's SQL, except for patterns and quantiles."""

    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> str:
        """Compile the pattern operators to ``regexp_like``, which searches."""
        if operator.opstring not in ("~", "!~"):
            return super().visit_custom_op_binary(element, operator, **kw)  # type: ignore[no-untyped-call]
        left = self.process(element.left, **kw)
        right = self.process(element.right, **kw)
        negation = "not " if operator.opstring == "!~" else ""
        return f"({negation}regexp_like({left}, '{UNIX_LINES}' || {right}))"

    def visit_withingroup(self, withingroup: Any, **kw: Any) -> str:
        """Compile quantiles to approximate ones: exact ones sort, and cost as much as the rest."""
        if withingroup.element.name != "percentile_disc":
            return super().visit_withingroup(withingroup, **kw)  # type: ignore[no-untyped-call]
        (column,) = withingroup.order_by
        level = self.process(withingroup.element.clauses, **kw)
        return f"percentile_approx({self.process(column.element, **kw)}, {level})"


class SparkTypeCompiler(PGTypeCompiler):
    """Spark's names of the types to which expectations cast."""

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the type of all texts."""
        return "STRING"

    def visit_TEXT(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the type of all texts."""
        return "STRING"

    def visit_FLOAT(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the type of floating numbers in full precision, as PostgreSQL's is."""
        return "DOUBLE"

    def visit_DOUBLE_PRECISION(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the type of floating numbers."""
        return "DOUBLE"

    def visit_TIMESTAMP(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the type of times without a zone."""
        return "TIMESTAMP_NTZ"


class SparkPreparer(PGIdentifierPreparer):
    """Quote every name in backticks; a schema arrives ready quoted."""

    def __init__(self, dialect: Any) -> None:
        super().__init__(dialect, initial_quote="`")

    def quote_schema(self, schema: str, force: Any = None) -> str:
        """Return the schema as it is."""
        return schema

    def _requires_quotes(self, value: str) -> bool:
        return True


class SparkDialect(SessionDialect):
    """Spark behind PostgreSQL's name."""

    driver = "growthmart_spark"
    statement_compiler = SparkCompiler
    type_compiler_cls = SparkTypeCompiler
    preparer = SparkPreparer  # type: ignore[assignment]
