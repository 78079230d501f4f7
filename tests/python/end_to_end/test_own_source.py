"""A source made by docs/own-data.md builds at the first try, and its mistakes are reported."""

import re
from collections.abc import Callable

import duckdb
import pytest

from .project import ROOT, Project

KEY = {"DBT_ENV_SECRET_GROWTHMART_PSEUDONYM_KEY": "0123456789abcdef0123456789abcdef"}
RAW = {
    "buyers": "select * from (values (1, 'Zoë'), (2, 'O''Brien')) as t (buyer_no, name)",
    "articles": """select * from (values ('a', 'Tea', 2.5), ('b', 'Pot', 30))
        as t (code, title, price)""",
    "sales": """select * from (values
        (1, 1, date '2024-03-30'), (2, 2, date '2024-03-31'), (3, null, date '2024-03-31'),
        (4, 1, date '2024-04-01')) as t (sale_no, buyer_no, sold_on)""",
    "sale_lines": """select * from (values
        (1, 1, 'a', '4', 2.5::double), (2, 1, 'b', '1', 30), (3, 1, 'a', '2', 2.5),
        (4, 1, 'a', '1', 2.5), (4, 2, 'b', 'two', 30), (4, 3, 'b', '1', 'nan'))
        as t (sale_no, line, code, pieces, price)""",
}
STAGING = {
    "customers": """select {{ source_key('myshop', 'buyer_no') }} as source_customer_key,
        'myshop' as source_name from {{ source('myshop', 'buyers') }}""",
    "products": """select {{ source_key('myshop', 'code') }} as product_key,
        'myshop' as source_name, title as product_name, price as list_price, 1 as unit_cost
        from {{ source('myshop', 'articles') }}""",
    "order_items": """select {{ source_key('myshop', 'sale_no') }} as order_key,
        'myshop' as source_name, line as line_number,
        {{ source_key('myshop', 'code') }} as product_key, pieces as quantity, price as unit_price
        from {{ source('myshop', 'sale_lines') }}""",
}


def documented() -> list[str]:
    """Return the code blocks of the page: the sources YAML, the staging SQL, the vars."""
    page = (ROOT / "docs/own-data.md").read_text()
    return re.findall(r"```(?:yaml|sql)\n(.*?)```", page, flags=re.DOTALL)


@pytest.fixture
def shop(new_project: Callable[..., Project]) -> Project:
    project = new_project(raw=None)
    project.environment = dict(KEY)
    sources, orders, _ = documented()
    project.override("dbt_project.yml", "sources: [demo]", "sources: [myshop]")
    project.override(
        "dbt_project.yml",
        "  source_catalogue:\n",
        "  source_catalogue:\n    myshop: {entities: [customers, products, orders, order_items]}\n",
    )
    staging = project.own("models") / "staging/myshop"
    staging.mkdir()
    (staging / "_myshop__sources.yml").write_text(sources)
    (staging / "stg_myshop__orders.sql").write_text(orders)
    for entity, select in STAGING.items():
        head = "{{ config(enabled='myshop' in var('sources')) }}\n\n"
        (staging / f"stg_myshop__{entity}.sql").write_text(head + select + "\n")
    folder = project.folder / "data/myshop"
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        for name, select in RAW.items():
            connection.execute(f"copy ({select}) to '{folder / name}.parquet' (format parquet)")
    return project


def test_an_own_source_builds_at_the_first_try(shop: Project):
    run = shop.dbt("build")
    assert run.code == 0, run.output
    orders = shop.query(
        "select order_id, customer_id is null, cast(net_revenue as varchar), "
        "cast(margin_amount as varchar) from fct_orders order by order_id"
    )
    assert orders == [
        ("myshop:1", False, "10.00", "6.00"),
        ("myshop:2", False, "30.00", "29.00"),
        ("myshop:3", True, "5.00", "3.00"),
        ("myshop:4", False, "2.50", "1.50"),
    ]
    assert "rejected   order_items: 2 rows (missing_required 1, unparseable 1)" in run.output
    assert shop.query("select distinct cast(as_of_date as varchar) from _published") == [
        ("2024-03-31",)
    ]

    # in the same project, because dbt parses a new one for long
    mistakes_are_reported(shop)


def mistakes_are_reported(shop: Project) -> None:
    staging = shop.folder / "models/staging/myshop"
    orders = staging / "stg_myshop__orders.sql"
    customers = staging / "stg_myshop__customers.sql"
    good_orders = orders.read_text()
    orders.write_text(good_orders.replace("sold_on as ordered_at", "sold_on as sold_at"))
    customers.write_text(
        customers.read_text().replace("{{ source_key('myshop', 'buyer_no') }}", "buyer_no")
    )
    sources = staging / "_myshop__sources.yml"
    good_sources = sources.read_text()
    sources.write_text(
        good_sources.replace(
            "- name: sale_lines",
            "- name: sale_lines\n        columns: [{name: line, data_type: date}]",
        )
    )
    run = shop.dbt("build", "-s", "+input_rejected_rows")
    assert run.code == 1
    assert "Traceback" not in run.output
    assert "sale_lines.parquet does not fit: column line is INTEGER, expected date" in run.output
    assert "stg_myshop__orders has the column sold_at" in run.output

    # rejected rows are counted once every raw file can be read
    orders.write_text(good_orders)
    sources.write_text(good_sources)
    run = shop.dbt("build", "-s", "+input_rejected_rows")
    assert "rejected   customers: 2 rows (unprefixed_key 2)" in run.output
