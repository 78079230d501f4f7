"""The schema of a table: on Spark, the state database is two schemas."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment

MACRO = Path(__file__).parents[3] / "macros" / "run" / "generate_schema_name.sql"


@pytest.mark.parametrize(
    ("engine", "database", "schema", "expected"),
    [
        ("duckdb", "state", "restricted", "restricted"),
        ("duckdb", "state", "quality", "quality"),
        ("duckdb", None, None, "main"),
        ("growthmartspark", "state", "restricted", "state_restricted"),
        ("growthmartspark", "state", "quality", "state"),
        ("growthmartspark", None, "restricted", "restricted"),
        ("growthmartspark", None, None, "main"),
    ],
)
def test_restricted_tables_have_a_schema_of_their_own(engine, database, schema, expected):
    template = MACRO.read_text(encoding="utf-8") + "{{ generate_schema_name(schema, node) }}"
    rendered = (
        Environment(autoescape=False)
        .from_string(template)
        .render(
            target=SimpleNamespace(type=engine, schema="main"),
            schema=schema,
            node=SimpleNamespace(config=SimpleNamespace(database=database)),
        )
    )
    # dbt removes blanks around the name
    assert rendered.strip() == expected
