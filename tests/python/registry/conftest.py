import duckdb
import pytest

from .builders import set_context


@pytest.fixture
def session():
    """Return a session with the context that the pre-hook sets."""
    with duckdb.connect() as connection:
        yield set_context(connection)
