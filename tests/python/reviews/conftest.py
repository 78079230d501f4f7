import duckdb
import pytest

from .builders import train, written


@pytest.fixture
def session():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def model():
    """Return the model of ``written()``."""
    with duckdb.connect() as connection:
        return train(connection, written())
