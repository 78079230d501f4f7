"""The models of a task run one after the other."""

import duckdb
from benchmarks.side_by_side import with_sql
from benchmarks.side_by_side.tasks import Task


def test_a_model_reads_the_inputs_and_the_models_before_it(tmp_path):
    task = Task("shop", ("fct_paid", "paid_daily"), ("fct_orders",), ("day",))
    relations = {
        "fct_orders": "shop.core.fct_orders",
        "fct_paid": "shop.core.fct_paid",
        "paid_daily": "shop.marts.paid_daily",
    }
    orders = "from (values (1, true), (1, true), (2, false), (3, true)) as orders (day, is_paid)"
    duckdb.sql(f"copy ({orders}) to '{tmp_path / 'fct_orders.parquet'}' (format parquet)")
    queries = {
        "shop.core.fct_paid": "from shop.core.fct_orders where is_paid",
        "shop.marts.paid_daily": "select day, count(*) from shop.core.fct_paid group by day",
    }

    connection = with_sql.connect(tmp_path, relations, task)
    assert with_sql.scan(connection, relations, task.inputs) == 4
    assert with_sql.answer(connection, queries) == 2
    with_sql.write(connection, relations["paid_daily"], tmp_path / "answer.parquet")
    answer = duckdb.sql(f"from '{tmp_path / 'answer.parquet'}' order by day").fetchall()
    assert answer == [(1, 2), (3, 1)]
