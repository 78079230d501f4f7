"""Database files that cannot be used are reported before dbt opens them."""

import os

import duckdb
import pytest

from growthmart.databases import database_problem, same_file_problem


def test_a_new_and_a_good_file_are_fine(tmp_path):
    file = tmp_path / "state.duckdb"
    assert database_problem(str(file)) is None
    duckdb.connect(str(file)).close()
    assert database_problem(str(file)) is None


def test_a_file_that_is_no_database(tmp_path):
    file = tmp_path / "state.duckdb"
    file.write_bytes(b"no database")
    assert "cannot be opened" in database_problem(str(file))


@pytest.mark.parametrize(
    ("user", "name"), [(0, "root"), (3_000_000_000, "the user with the id 3000000000")]
)
def test_a_file_of_another_user(tmp_path, monkeypatch, user, name):
    file = tmp_path / "state.duckdb"
    file.touch()
    of_user = os.stat_result([*file.stat()[:4], user, *file.stat()[5:10]])
    monkeypatch.setattr(type(file), "stat", lambda self, **_: of_user)
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    assert f"belongs to {name}: build as that user" in database_problem(str(file))


@pytest.mark.parametrize(
    ("paths", "named"),
    [
        ({"warehouse": "w.duckdb", "state": "s.duckdb", "published": "p.duckdb"}, None),
        ({"warehouse": "w.duckdb", "state": "s.duckdb", "published": "x/../s.duckdb"}, "state"),
        ({"warehouse": "w.duckdb", "state": "w.duckdb", "published": "p.duckdb"}, "warehouse"),
        ({"warehouse": "p.duckdb", "state": "s.duckdb", "published": "p.duckdb"}, "published"),
    ],
)
def test_no_two_databases_are_one_file(paths, named):
    problem = same_file_problem(paths)
    assert (problem is None) if named is None else (f"GROWTHMART_{named.upper()}" in problem)
