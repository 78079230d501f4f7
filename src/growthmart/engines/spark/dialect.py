"""Spark's dialect: PostgreSQL's SQL with backticks and Spark's names of types and functions."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql.base import PGCompiler, PGTypeCompiler

from growthmart.quality.dialect import SessionDialect, SessionPreparer

# With this flag only a newline ends a line in Java's patterns, as in DuckDB.
UNIX_LINES = "(?d)"


class SparkCompiler(PGCompiler):
    """Compiles PostgreSQL's SQL, except for patterns and quantiles."""

    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> str:
        """Compile the pattern operators to ``regexp_like``, which searches in the text."""
        if operator.opstring not in ("~", "!~"):
            return super().visit_custom_op_binary(element, operator, **kw)  # type: ignore[no-untyped-call]
        left = self.process(element.left, **kw)
        right = self.process(element.right, **kw)
        negation = "not " if operator.opstring == "!~" else ""
        return f"({negation}regexp_like({left}, '{UNIX_LINES}' || {right}))"

    def visit_withingroup(self, withingroup: Any, **kw: Any) -> str:
        """Compile quantiles to approximate ones.

        Exact quantiles sort the column, which takes as long as all other expectations together.
        """
        if withingroup.element.name != "percentile_disc":
            return super().visit_withingroup(withingroup, **kw)  # type: ignore[no-untyped-call]
        (column,) = withingroup.order_by
        level = self.process(withingroup.element.clauses, **kw)
        return f"percentile_approx({self.process(column.element, **kw)}, {level})"


class SparkTypeCompiler(PGTypeCompiler):
    """Spark's names of the types that expectations cast to."""

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return Spark's type of texts."""
        return "STRING"

    def visit_TEXT(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return Spark's type of texts."""
        return "STRING"

    def visit_FLOAT(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the floating-point type of full precision, as PostgreSQL does."""
        return "DOUBLE"

    def visit_DOUBLE_PRECISION(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the floating-point type."""
        return "DOUBLE"

    def visit_TIMESTAMP(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        """Return the type of timestamps without a time zone."""
        return "TIMESTAMP_NTZ"


class SparkPreparer(SessionPreparer):
    """Quotes names in backticks."""

    def __init__(self, dialect: Any) -> None:
        super().__init__(dialect, initial_quote="`")


class SparkDialect(SessionDialect):
    """Spark's dialect under PostgreSQL's name."""

    driver = "growthmart_spark"
    statement_compiler = SparkCompiler
    type_compiler_cls = SparkTypeCompiler
    preparer = SparkPreparer  # type: ignore[assignment]
