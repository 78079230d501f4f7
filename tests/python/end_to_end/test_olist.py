"""The rules of olist: on hand-made rows, with other sources, and on the public data set."""

import os
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from .olist_rows import PLAIN_ORDERS, write_olist
from .online_retail_rows import write_online_retail
from .project import ROOT, Project
from .unknown import NO_MARKETING, NO_MARKETING_TABLES, attributed, rows_of, values_of

KEY = {"DBT_ENV_SECRET_GROWTHMART_PSEUDONYM_KEY": "0123456789abcdef0123456789abcdef"}
REAL = Path(os.environ.get("GROWTHMART_REAL_DATA", ROOT / "data/real"))
OLIST = "{sources: [olist]}"
UNKNOWN = {
    **NO_MARKETING,
    "funnel_daily": ["median_seconds_to_step"],
    "lead_funnel": ["lost_count", "closed_win_rate", "won_value"],
    "product_performance_monthly": [
        *NO_MARKETING["product_performance_monthly"],
        *("refund_amount", "refund_rate"),
    ],
}
ALL = "{sources: [demo, online_retail, olist], fallback_rates: {BRL: 0.18, GBP: 1.17}}"


def build(project: Project, real_data: Path, variables: str) -> Project:
    project.environment = {**KEY, "GROWTHMART_REAL_DATA": str(real_data)}
    run = project.dbt("build", "--vars", variables)
    assert run.code == 0, run.output
    project.printed = run.output
    return project


def test_rules_on_hand_made_rows(new_project: Callable[..., Project], tmp_path: Path):
    write_olist(tmp_path / "real")
    project = build(new_project(raw=None), tmp_path / "real", OLIST)

    # summer in Sao Paulo began on 2017-10-15; the order that was never filled is the last one
    assert project.query(
        "select order_id, status, ordered_at, gross_revenue, cancelled_amount, shipping_amount "
        "from fct_orders where order_id not like '%plain%' order by order_id"
    ) == [
        ("olist:o1", "delivered", datetime(2017, 10, 15, 2, 30), *money("20.20", "0", "2.10")),
        ("olist:o2", "shipped", datetime(2018, 6, 1, 15), *money("100", "0", "10")),
        ("olist:o3", "placed", datetime(2017, 12, 1, 14), *money("20", "0", "5")),
        ("olist:o4", "cancelled", datetime(2018, 8, 1, 15), *money("0", "0"), None),
        ("olist:o5", "cancelled", datetime(2018, 3, 1, 15), *money("10", "10", "2.50")),
        ("olist:o6", "paid", datetime(2018, 3, 2, 15), *money("10", "0", "0")),
    ]
    assert project.query("select cast(as_of_date as varchar) from _published limit 1") == [
        # the forty plain orders are of January: a few later ones do not move the date
        ("2018-01-28",)
    ]
    assert "= 659.80, input 659.80" in project.printed
    assert (
        "payments   olist, BRL: order value 659.80 + installment_interest 5.55 (1 order) "
        "+ no_lines 50.00 (1 order) + paid_less -10.00 (1 order) + rounding 0.01 (1 order) "
        "= paid 705.36"
    ) in project.printed

    nothing_unknown_is_zero(project)
    people_and_products(project)
    payments_reviews_and_leads(project)


def nothing_unknown_is_zero(project: Project) -> None:
    """What the source does not have is null or absent, and each order is credited once."""
    assert values_of(project, UNKNOWN) == {}
    assert rows_of(project, NO_MARKETING_TABLES) == {}
    assert attributed(project) == []


def money(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def people_and_products(project: Project) -> None:
    """A person with three orders is one customer with the address of the latest order."""
    assert project.query("select count(*) from dim_customers") == [(4 + PLAIN_ORDERS,)]
    assert restricted(project, "source_customer_key, country, region", "customers") == [
        ("olist:ana", "BR", "RJ"),
        ("olist:bia", "BR", "SC"),
        ("olist:caio", "BR", "SP"),
        ("olist:duda", "BR", "SP"),
    ]
    assert restricted(project, "city, postal_code, email", "customer_contacts") == [
        ("florianopolis", "88010", None),
        ("rio de janeiro", "20040", None),
        ("sao paulo", "04534", None),
        ("sao paulo", "04534", None),
    ]
    assert project.query("select product_name, category from dim_products order by 1") == [
        ("bed bath table p1aaaaaa", "bed_bath_table"),
        ("pc gamer p2bbbbbb", "pc_gamer"),
        ("product p3cccccc", None),
    ]


def payments_reviews_and_leads(project: Project) -> None:
    """Unknown values are null, and rows of orders outside the sample are missing."""
    columns = "payment_key, method, installments, paid_at is not null"
    assert restricted(project, columns, "payments") == [
        ("olist:o1/1", "credit_card", 1, True),
        ("olist:o1/2", "voucher", 1, True),
        ("olist:o2/1", "credit_card", 6, True),
        ("olist:o3/1", "boleto", 1, True),
        ("olist:o4/1", "credit_card", None, True),
        ("olist:o5/1", "debit_card", 1, True),
        ("olist:o6/1", None, 1, False),
    ]
    columns = "review_key, source_customer_key, rating, reviewed_at"
    assert restricted(project, columns, "reviews") == [
        ("olist:r1/o1", "olist:ana", 5, datetime(2017, 10, 21, 1)),
        ("olist:r1/o3", "olist:ana", 5, datetime(2017, 12, 21, 1)),
        ("olist:r2/o1", "olist:ana", 1, datetime(2017, 11, 2, 3)),
    ]
    columns = "lead_key, origin, created_at, qualified_at = created_at, won_at, segment, value"
    assert restricted(project, columns, "leads") == [
        (
            *("olist:l1", "organic_search", datetime(2018, 3, 1, 3), True),
            *(datetime(2018, 3, 20, 3), "home_decor", None),
        ),
        ("olist:l2", None, datetime(2017, 12, 1, 2), True, None, None, None),
        (
            *("olist:l3", "email", datetime(2018, 3, 6, 19), True),
            *(datetime(2018, 3, 6, 19), "pet", None),
        ),
    ]


def restricted(project: Project, columns: str, entity: str) -> list[tuple]:
    """Return rows of an input table in their order, without those of the plain orders."""
    return project.query(
        f"select {columns} from restricted.input_{entity} as entity "
        "where cast(entity as varchar) not similar to '.*(plain|buyer).*' order by all",
        project.warehouse,
    )


@pytest.mark.slow  # CI builds the three whole sources together
def test_three_sources_in_one_build(new_project: Callable[..., Project], tmp_path: Path):
    """Sources of different years and currencies: each order has a rate, and no gate closes."""
    write_olist(tmp_path / "real")
    write_online_retail(tmp_path / "real")
    project = build(new_project(), tmp_path / "real", ALL)

    assert project.query(
        "select source_name, count(*), min(exchange_rate), min(exchange_rate_origin) "
        "from fct_orders where source_name <> 'demo' group by source_name order by source_name"
    ) == [
        ("olist", 6 + PLAIN_ORDERS, Decimal("0.18"), "fallback"),
        ("online_retail", 3, Decimal("1.17"), "fallback"),
    ]
    # every source reconciles, also where amounts are converted
    for source in ("demo", "online_retail", "olist"):
        found = re.search(rf"reconciled {source}: net .* = (.+), input (.+)\n", project.printed)
        assert found and found[1] == found[2], source
    # the day before the latest order of all
    assert project.query(
        "select cast(max(order_date) as date) - any_value(as_of_date) from fct_orders, _published"
    ) == [(1,)]


@pytest.mark.real_data
@pytest.mark.skipif(
    "GROWTHMART_REAL_DATA" not in os.environ and not REAL.is_dir(),
    reason="the public set is not here: see docs/real-data.md; where GROWTHMART_REAL_DATA is set, "
    "its absence is a failure",
)
def test_the_whole_public_set(new_project: Callable[..., Project]):
    project = build(new_project(raw=None), REAL, OLIST)
    counts = {
        "orders": 20_000,
        "order_items": 22_618,
        "customers": 19_831,
        "customer_contacts": 19_831,
        "products": 32_951,
        "payments": 20_873,
        "reviews": 19_986,
        "leads": 8_000,
    }
    for entity, count in counts.items():
        found = project.query(f"select count(*) from restricted.input_{entity}", project.warehouse)
        assert found == [(count,)], entity
    assert project.quality("quality_rejected_rows") == []
    assert project.query("select count(won_at) from restricted.input_leads", project.warehouse) == [
        (842,)
    ]
    # how well the texts of earlier reviews predict the ratings of later ones: docs/reviews.md
    [(tested, majority, accuracy, auc)] = project.query(
        "select distinct tested_count, majority_share, accuracy, auc "
        "from restricted.ml_review_texts_model",
        project.warehouse,
    )
    assert (tested, round(majority, 3)) == (2300, 0.78)
    assert accuracy > 0.93
    assert auc > 0.97
    assert (
        "reconciled olist: net 2,754,244.66 + cancelled 14,441.33 + discounts 0.00 "
        "- unmatched refunds 0.00 + shipping 451,112.79 + rejected 0.00 = 3,219,798.78, "
        "input 3,219,798.78"
    ) in project.printed
    assert (
        "order value 3,219,798.78 + installment_interest 664.52 (45 orders) "
        "+ no_lines 29,146.52 (154 orders) + paid_less -31.40 (3 orders) "
        "+ paid_more 1.55 (1 order) + rounding -0.19 (59 orders) = paid 3,249,579.78"
    ) in project.printed
    nothing_unknown_is_zero(project)
    as_of = project.query("select max(as_of_date) from _published")[0][0]
    assert project.query("select sum(leads_count), sum(won_count) from lead_funnel") == [
        (8_000, count_in_raw("olist_marketing_funnel/closed_deals", "won_date", as_of))
    ]
    assert project.query("select sum(reviews_count) from satisfaction_monthly") == [
        (count_in_raw("olist/order_reviews_sample20k", "review_answer_timestamp", as_of),)
    ]


def count_in_raw(file: str, column: str, last_day: date) -> int:
    """Count the rows of a file up to a day."""
    query = f"select count(*) from '{REAL}/{file}.parquet' where {column}::date <= '{last_day}'"
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()[0][0]
