"""A project with sources of its own, and the tables that dbt has built in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import yaml

from end_to_end.project import ROOT, Project, Run

from .cases import LOADED_AT, Case, Row
from .sources import CATALOGUE, SOURCES, raw_type, write_rows, write_staging

VARS = {"reporting_currency": "USD", "reporting_time_zone": "America/New_York"}
ENVIRONMENT = {
    "DBT_ENV_SECRET_GROWTHMART_PSEUDONYM_KEY": "0123456789abcdef0123456789abcdef",
    # the machine is in neither zone
    "TZ": "Asia/Tokyo",
}
ON_SPARK = {
    "GROWTHMART_TARGET": "spark",
    "GROWTHMART_SPARK_PARTITIONS": "2",
    "SPARK_CONF_DIR": str(ROOT / "tests/spark"),
    "SPARK_LOCAL_IP": "127.0.0.1",
}
FIRST_DAY, DAYS = date(2024, 1, 1), 182
BUYERS = 60
Places = Mapping[tuple[str, str], list[Row]]


def ordinary_shop() -> Places:
    """Return two orders a day from January to June 2024, and the rows that cases refer to."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    months = [f"2024-{month:02}-01" for month in range(1, 7)]
    rows["shop", "customers"] = [{"source_customer_key": f"buyer{n}"} for n in range(BUYERS)]
    rows["shop", "exchange_rates"] = [
        {"month": month, "currency_code": code, "rate_to_reporting": rate}
        for month in months
        for code, rate in (("EUR", "1.1"), ("GBP", "1.25"))
    ]
    for number in range(2 * DAYS):
        day = FIRST_DAY + timedelta(days=number // 2)
        key = f"ordinary{number}"
        rows["shop", "orders"].append(
            {
                "order_key": key,
                "source_customer_key": f"buyer{number % BUYERS}",
                "ordered_at": f"{day} {17 + number % 2}:00:00",
                "status": "paid",
                "currency_code": "USD",
            }
        )
        rows["shop", "order_items"].append(
            {"order_key": key, "line_number": "1", "product_key": "p1", "quantity": "1"}
            | {"unit_price": "10"}
        )
    for source in SOURCES:
        product, campaign = ("1", "1") if source == "numbers" else ("p1", "c1")
        rows[source, "products"].append(
            {"product_key": product, "product_name": "Tea", "list_price": "10"}
            | {"currency_code": "USD"}
        )
        rows[source, "campaigns"].append(
            {"campaign_key": campaign, "campaign_name": f"Newsletter of {source}"}
            | {"channel": "email"}
        )
    for place in rows.values():
        for row in place:
            row["loaded_at"] = LOADED_AT
    return rows


def write_world(project: Project, worlds: Iterable[Places]) -> dict[str, Any]:
    """Write raw files and staging models; return the vars with which dbt reads them."""
    together: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for places in worlds:
        for place, rows in places.items():
            together[place] += rows
    staging = project.own("models") / "staging"
    catalogue: dict[str, Any] = {}
    for source in sorted({source for source, _ in together}):
        columns = {}
        for name in sorted(name for one, name in together if one == source):
            rows = together[source, name]
            columns[name] = list(dict.fromkeys(column for row in rows for column in row))
            types = {column: raw_type(source, name, column) for column in columns[name]}
            write_rows(project.folder / f"data/{source}/{name}.parquet", rows, types)
        write_staging(staging / source, source, columns)
        catalogue[source] = {"entities": list(columns)} | CATALOGUE.get(source, {})
    project.environment = dict(ENVIRONMENT)
    return VARS | {"sources": list(catalogue), "source_catalogue": catalogue}


def dbt_build(project: Project, dbt_vars: Mapping[str, Any], *words: str) -> Run:
    """Run dbt build with these vars."""
    return project.dbt("build", "--vars", yaml.safe_dump(dict(dbt_vars)), *words)


def open_gates(project: Project) -> None:
    """Keep gate_input open: the world of the cases has as many odd rows as ordinary ones."""
    for file in (project.own("models") / "input").glob("*.yml"):
        file.write_text(file.read_text().replace("severity: critical", "severity: warning"))
    for suite in (project.own("expectations") / "input").glob("*.yml"):
        suite.unlink()


def tables_of_duckdb(project: Project, *, with_macros: bool = True) -> duckdb.DuckDBPyConnection:
    """Open the warehouse; every table can be read by its name."""
    connection = duckdb.connect(str(project.warehouse), read_only=True)
    schemas = connection.execute(
        "select distinct schema_name from duckdb_schemas() where not internal"
    ).fetchall()
    path = ",".join(name for (name,) in schemas)
    connection.execute(f"set search_path = '{path}'")
    if with_macros:
        connection.execute(MACROS)
    return connection


def tables_of_spark(project: Project, *, with_macros: bool = True) -> duckdb.DuckDBPyConnection:
    """Open the tables that Spark wrote; every table can be read by its name."""
    connection = duckdb.connect()
    for folder in sorted((project.folder / "target/spark").glob("*.db/*")):
        if files := [str(file) for file in folder.rglob("*.parquet")]:
            relation = connection.read_parquet(files, hive_partitioning=True)
            relation.create(folder.name)
    if with_macros:
        connection.execute(MACROS)
    return connection


# what a case may write for a row: the person of an account, and the visit of an event
SHORT = {"person": "customer_id", "visit": "session_id"}
MACROS = """
create temp macro person(key) as (
    select customer_id from int_customer_accounts where source_customer_key = key
);
create temp macro visit(key) as (select session_id from fct_events where event_id = key);
"""


def differences(case: Case, tables: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a line for every value that is not as the case expects it."""
    if unknown := case.unknown_columns():
        return [f"the contract has no column {column}" for column in unknown]
    found = []
    for expected in case.expect:
        try:
            found += _differences(case, tables, **expected)
        except duckdb.Error as error:
            found.append(f"{expected}\n    {error}")
    return found


def _differences(case: Case, tables: duckdb.DuckDBPyConnection, **expected: Any) -> Iterable[str]:
    must = expected.pop("is")
    if query := expected.pop("query", None):
        assert not expected, expected
        (value,) = tables.execute(case.in_query(query)).fetchone() or (None,)
        if not _equal(value, case.in_table(must)):
            yield f"{query}\n    is {value}, and must be {case.in_table(must)}"
        return
    table = expected.pop("table")
    conditions = [_condition(case, *pair) for pair in expected.items()]
    query = f"select {', '.join(must)} from {table} where {' and '.join(conditions)}"
    rows = tables.execute(query).fetchall()
    if len(rows) != 1:
        yield f"{query}\n    has {len(rows)} rows, and must have 1"
        return
    for (column, right), value in zip(must.items(), rows[0], strict=True):
        if not _equal(value, case.in_table(right)):
            yield f"{query}\n    {column} is {value}, and must be {case.in_table(right)}"


def _condition(case: Case, column: str, value: str) -> str:
    text = f"'{case.in_table(value)}'"
    if column in SHORT:
        return f"{SHORT[column]} = {column}({text})"
    return f"{column} = {text}"


def _equal(value: Any, right: Any) -> bool:
    if value is None or right is None:
        return value is right
    if isinstance(value, bool) or isinstance(right, bool):
        return value is right
    if isinstance(value, int | Decimal | float):
        return Decimal(str(value)) == Decimal(right)
    return str(value) == right
