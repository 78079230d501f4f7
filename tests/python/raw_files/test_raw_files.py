"""Every fault of a raw file is reported with the file, the column and what to do."""

import re
from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from growthmart.raw_files import file_problem, folder_problem, undeclared_columns

ADVICE = "simulate the demo data with `growthmart simulate`"
EXAMPLES = {
    "VARCHAR": "'a'",
    "TINYINT": "1",
    "SMALLINT": "1",
    "INTEGER": "1",
    "BIGINT": "1",
    "UTINYINT": "1",
    "USMALLINT": "1",
    "UINTEGER": "1",
    "UBIGINT": "1",
    "DECIMAL(9,2)": "1.5",
    "DECIMAL(38,4)": "1.5",
    "DOUBLE": "1.5",
    "FLOAT": "1.5",
    "BOOLEAN": "true",
    "DATE": "'2024-01-01'",
    "TIMESTAMP": "'2024-01-01'",
    "TIMESTAMP_S": "'2024-01-01'",
    "TIMESTAMP_MS": "'2024-01-01'",
    "TIMESTAMP_NS": "'2024-01-01'",
    "TIMESTAMP WITH TIME ZONE": "'2024-01-01'",
    "TIME": "'10:00:00'",
    "BLOB": "'a'",
    "INTEGER[]": "[1]",
}
INTEGERS = {name for name in EXAMPLES if name.endswith("INT") or name.endswith("INTEGER")}
NUMBERS = INTEGERS | {"DECIMAL(9,2)", "DECIMAL(38,4)", "DOUBLE", "FLOAT"}
ACCEPTED = {
    "string": {"VARCHAR"},
    "int": INTEGERS,
    "bigint": INTEGERS,
    "double": NUMBERS,
    "decimal(18,2)": NUMBERS,
    "boolean": {"BOOLEAN"},
    "date": {"DATE"},
    "timestamp": {name for name in EXAMPLES if name.startswith("TIMESTAMP")} | {"DATE"},
}


@pytest.fixture(scope="module")
def all_types(tmp_path_factory):
    """Return a Parquet file with a column for each type, and the types by column."""
    path = tmp_path_factory.mktemp("types") / "all_types.parquet"
    columns = {f"column_{number}": kind for number, kind in enumerate(EXAMPLES)}
    select = ", ".join(f"cast({EXAMPLES[kind]} as {kind}) as {c}" for c, kind in columns.items())
    with duckdb.connect() as session:
        session.execute("set TimeZone = 'UTC'")
        session.execute(f"copy (select {select}) to '{path}' (format parquet)")
    return str(path), columns


@pytest.fixture
def orders(tmp_path):
    """Return a good file with two columns."""
    path = tmp_path / "orders.parquet"
    with duckdb.connect() as session:
        session.execute(
            "copy (select 'o' || i as id, i as quantity from range(1000) as rows (i)) "
            f"to '{path}' (format parquet)"
        )
    return path


def test_a_folder_with_files_is_fine(tmp_path, orders):
    assert folder_problem(str(tmp_path), "GROWTHMART_RAW", ADVICE) is None


@pytest.mark.parametrize(
    ("name", "word"), [("nowhere", "does not exist"), ("empty", "is empty"), ("file", "not exist")]
)
def test_a_missing_or_empty_folder(tmp_path, name, word):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    problem = folder_problem(str(tmp_path / name), "GROWTHMART_RAW", ADVICE)

    assert word in problem
    for part in (str(tmp_path / name), "GROWTHMART_RAW", ADVICE):
        assert part in problem


def test_a_good_file_may_hold_more_than_staging_reads(orders):
    assert file_problem(str(orders), {"id": "string"}, ADVICE) is None
    assert file_problem(str(orders), {"id": "string", "quantity": "int"}, ADVICE) is None


@pytest.mark.parametrize("name", ["nowhere.parquet", "folder.parquet"])
def test_a_file_that_does_not_exist(tmp_path, name):
    (tmp_path / "folder.parquet").mkdir()
    problem = file_problem(str(tmp_path / name), {"id": "string"}, ADVICE)

    assert problem == f"the raw file {tmp_path / name} does not exist: {ADVICE}"


@pytest.mark.parametrize("kept", [0, 1, 3, 100, -1, -200])
def test_a_file_cut_off(orders, kept):
    content = orders.read_bytes()
    orders.write_bytes(content[:kept])
    problem = file_problem(str(orders), {"id": "string"}, ADVICE)

    assert str(orders) in problem
    assert "corrupt or cut off" in problem
    assert ADVICE in problem


@pytest.mark.parametrize("content", [b"id,quantity\n1,2\n", b"\0" * 500, b"PAR1" + b"x" * 90])
def test_a_file_that_is_no_parquet(orders, content):
    orders.write_bytes(content)

    assert "cannot be read as Parquet" in file_problem(str(orders), {"id": "string"}, ADVICE)


def test_every_column_that_does_not_fit_is_named(orders):
    columns = {"id": "int", "quantity": "boolean", "ordered_at": "timestamp"}
    problem = file_problem(str(orders), columns, ADVICE)

    for part in (
        str(orders),
        "column id is VARCHAR, expected int",
        "column quantity is BIGINT, expected boolean",
        "column ordered_at (timestamp) is missing",
        "It has the columns id, quantity",
        "Fix the export, or the columns in the YAML of the source",
    ):
        assert part in problem


@pytest.mark.parametrize("declared", ACCEPTED)
def test_the_types_that_a_declared_type_accepts(all_types, declared):
    path, columns = all_types
    problem = file_problem(path, dict.fromkeys(columns, declared), ADVICE)
    refused = dict(re.findall(r"column (\w+) is ([^;]+?), expected", problem))

    assert {kind for column, kind in columns.items() if column not in refused} == ACCEPTED[declared]
    assert problem.count(f", expected {declared}") == len(refused)


@pytest.mark.parametrize(
    ("kind", "declared"),
    [(pa.null(), "string"), (pa.null(), "int"), (pa.timestamp("ns", "UTC"), "timestamp")],
)
def test_types_that_only_other_writers_make(tmp_path, kind, declared):
    path = tmp_path / "orders.parquet"
    pq.write_table(pa.table({"id": pa.array([None, None], kind)}), path)

    assert file_problem(str(path), {"id": declared}, ADVICE) is None


@pytest.mark.parametrize("declared", ["varchar", "INT", "", None])
def test_an_unknown_declared_type_is_reported(orders, declared):
    problem = file_problem(str(orders), {"id": declared}, ADVICE)

    assert f"column id is declared as {declared} in the YAML of the source, which" in problem
    assert "string, int, bigint" in problem


def test_a_path_may_hold_a_quote(tmp_path, orders):
    folder = tmp_path / "o'brien"
    folder.mkdir()
    moved = orders.rename(folder / orders.name)

    assert file_problem(str(moved), {"id": "string"}, ADVICE) is None


EITHER = "read_parquet(['{0}/orders.parquet', '{0}/orders/part-*.parquet'], allow_empty = true)"


@pytest.fixture
def parts(tmp_path, orders):
    """Return the folder of a table in two parts, and the location that also allows one file."""
    (tmp_path / "orders").mkdir()
    orders.rename(tmp_path / "orders/part-00000.parquet")
    pq.write_table(pa.table({"id": ["a"], "quantity": [1]}), tmp_path / "orders/part-00001.parquet")
    return tmp_path / "orders", EITHER.format(tmp_path)


def test_a_table_may_come_in_parts(parts):
    folder, location = parts

    assert file_problem(location, {"id": "string", "quantity": "int"}, ADVICE) is None
    pq.write_table(pa.table({"id": [1]}), folder / "part-00001.parquet")
    problem = file_problem(location, {"id": "string"}, ADVICE)
    assert f"{folder}/part-00001.parquet does not fit: column id is BIGINT" in problem


@pytest.mark.parametrize("second", [{"price": [19.99]}, {"price": [None]}, {"cost": [20]}])
def test_parts_with_other_types_are_reported(tmp_path, second):
    for number, columns in enumerate([{"price": [20]}, second]):
        pq.write_table(pa.table(columns), tmp_path / f"part-{number}.parquet")
    location = f"{tmp_path}/part-*.parquet"

    problem = file_problem(location, {}, ADVICE)
    assert f"price is BIGINT in {tmp_path}/part-0.parquet and " in problem
    assert f"{tmp_path}/part-1.parquet" in problem
    widened = f"read_parquet(['{location}'], union_by_name = true)"
    assert file_problem(widened, {}, ADVICE) is None


def test_parts_may_differ_in_the_precision_of_their_times(tmp_path):
    for number, unit in enumerate(["us", "ns"]):
        table = pa.table({"at": pa.array([datetime(2024, 1, 1)], pa.timestamp(unit))})
        pq.write_table(table, tmp_path / f"part-{number}.parquet")

    assert file_problem(f"{tmp_path}/part-*.parquet", {}, ADVICE) is None


def test_a_missing_table_is_reported_by_its_single_file(tmp_path):
    problem = file_problem(EITHER.format(tmp_path), {}, ADVICE)

    parts = f"{tmp_path}/orders/part-*.parquet"
    assert problem == (
        f"the raw file {tmp_path}/orders.parquet does not exist, nor {parts}: {ADVICE}"
    )


def test_a_file_next_to_parts_is_reported(tmp_path, parts):
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "orders.parquet")
    problem = file_problem(parts[1], {"id": "string"}, ADVICE)

    assert "orders.parquet and" in problem
    assert "both exist: remove the stale one" in problem


def test_columns_that_nothing_reads_are_noted(tmp_path, orders):
    note = undeclared_columns(str(orders), {"id": "string"})

    assert f"{orders} has columns that the YAML of its source does not list: quantity." in note
    assert undeclared_columns(str(orders), {"id": "string", "quantity": "int"}) is None
    assert undeclared_columns(str(orders), {}) is None
    assert undeclared_columns(str(tmp_path / "nowhere.parquet"), {"id": "string"}) is None
    orders.write_bytes(b"x")
    assert undeclared_columns(str(orders), {"id": "string"}) is None
