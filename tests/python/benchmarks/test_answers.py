"""A difference between two answers is found, and a difference of rounding is accepted."""

from pathlib import Path

import duckdb
import pytest
from benchmarks.side_by_side.answers import MissingColumnsError, differing_rows


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a query's rows as Parquet."""

    def write(name: str, sql: str) -> Path:
        file = tmp_path / f"{name}.parquet"
        duckdb.sql(f"copy ({sql}) to '{file}' (format parquet)")
        return file

    return write


EXPECTED = "select 1 as id, 2.5::decimal(18, 2) as amount, 'a' as name, 0.1::double as share"


@pytest.mark.parametrize(
    ("actual", "differing"),
    [
        (EXPECTED, 0),
        ("select 1 as id, 2.51::double as amount, 'a' as name, 0.1::double as share", 0),
        ("select 1 as id, 2.52::double as amount, 'a' as name, 0.1::double as share", 1),
        ("select 1 as id, 'nan'::double as amount, 'a' as name, 0.1::double as share", 1),
        ("select 1 as id, 2.5::double as amount, 'b' as name, 0.1::double as share", 1),
        ("select 1 as id, 2.5::double as amount, null as name, 0.1::double as share", 1),
        ("select 1 as id, 2.5::double as amount, 'a' as name, 0.10001::double as share", 1),
        ("select 2 as id, 2.5::double as amount, 'a' as name, 0.1::double as share", 2),
    ],
)
def test_a_difference_is_found(written, actual, differing):
    files = written("expected", EXPECTED), written("actual", actual)

    assert differing_rows(*files, ("id",)) == differing


def test_every_column_must_be_there(written):
    files = written("expected", EXPECTED), written("actual", "select 1 as id, 2.5 as amount")

    with pytest.raises(MissingColumnsError, match="lacks name, share"):
        differing_rows(*files, ("id",))
