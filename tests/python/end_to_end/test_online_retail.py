"""The rules of online_retail: on hand-made lines, and on the public data set if it is present."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .online_retail_rows import write_online_retail
from .project import ROOT, Project
from .unknown import NO_MARKETING, NO_MARKETING_TABLES, attributed, rows_of, values_of

KEY = {"DBT_ENV_SECRET_GROWTHMART_PSEUDONYM_KEY": "0123456789abcdef0123456789abcdef"}
SOURCES = ["--vars", "{sources: [online_retail]}"]
UNKNOWN = {
    **NO_MARKETING,
    "customer_profiles": [
        *NO_MARKETING["customer_profiles"],
        *("satisfaction_score", "csat", "reviews_count", "price_sensitivity"),
    ],
    "fct_orders": [*NO_MARKETING["fct_orders"], "delivered_at", "is_paid"],
    "satisfaction_monthly": [
        *NO_MARKETING["satisfaction_monthly"],
        *("reviews_count", "average_rating", "csat", "average_sentiment", "negative_share"),
    ],
}
UNKNOWN_TABLES = [*NO_MARKETING_TABLES, "funnel_daily", "lead_funnel", "review_topics_monthly"]
REAL = Path(os.environ.get("GROWTHMART_REAL_DATA", ROOT / "data/real"))


def build(project: Project, real_data: Path | str) -> Project:
    project.environment = {**KEY, "GROWTHMART_REAL_DATA": str(real_data)}
    run = project.dbt("build", *SOURCES)
    assert run.code == 0, run.output
    project.printed = run.output
    return project


def test_rules_on_hand_made_lines(new_project: Callable[..., Project], tmp_path: Path):
    write_online_retail(tmp_path / "real")
    project = build(new_project(raw=None), tmp_path / "real")

    orders = project.query(
        "select order_id, customer_id is null, gross_revenue, refund_amount, net_revenue, "
        "shipping_amount from fct_orders order by order_id"
    )
    assert [(row[0], row[1], *map(float, row[2:])) for row in orders] == [
        ("online_retail:1", False, 12.5, 12.5, 0.0, 5.0),
        ("online_retail:2", True, 10.0, 0.0, 10.0, 0.0),
        ("online_retail:9", False, 30.0, 0.0, 30.0, 0.0),
    ]
    assert project.query("select count(*) from fct_order_items") == [(5,)]
    refunds = project.query(
        "select refund_id, match_rule, quantity, amount from fct_refunds order by refund_id"
    )
    assert [(*row[:3], float(row[3])) for row in refunds] == [
        ("online_retail:C7/1", "latest_purchase", 5, 12.5),
        ("online_retail:C7/1/part-2", "unmatched", 1, 2.5),
        ("online_retail:C8/1", "unmatched", 1, 5.0),
    ]
    rejected = {(row[1], row[3]): row[4] for row in project.quality("quality_rejected_rows")}
    assert rejected == {
        ("order_items", "not_goods"): 3,
        ("order_items", "stock_adjustment"): 1,
    }
    nothing_unknown_is_zero(project)
    # the 21 entities that the source does not fill are views; 5 entities and the rejected rows are
    # tables
    entities = "select count(*) from duckdb_{} where {} like 'input_%'"
    assert project.query(entities.format("views()", "view_name"), project.warehouse) == [(21,)]
    assert project.query(entities.format("tables()", "table_name"), project.warehouse) == [(10,)]
    # no touch before the first order is known
    channels = "select acquisition_channel from dim_customers where acquisition_channel notnull"
    assert set(project.query(channels)) == {("unattributed",)}
    assert "= 93.50, input 93.50" in project.printed


def nothing_unknown_is_zero(project: Project) -> None:
    """What the source does not have is null or absent, and each order is credited once."""
    assert values_of(project, UNKNOWN) == {}
    assert rows_of(project, UNKNOWN_TABLES) == {}
    assert attributed(project) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", r"= 96\.50, input 93\.50, difference 3\.00"),
        # of a converted amount, what is rounded is no longer a term of its own
        pytest.param(
            ", reporting_currency: EUR, fallback_rates: {GBP: 1.17}",
            r"= 112\.\d\d, input 109\.40, difference (3\.0|2\.9)\d",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_lost_money_stops_the_build_before_features(
    new_project: Callable[..., Project], tmp_path: Path, more: str, expected: str
):
    """A difference in the reconciliation is shown first, and gate_core waits for its test."""
    write_online_retail(tmp_path / "real")
    project = new_project(raw=None)
    project.override(
        "models/core/fct_orders.sql",
        "orders.shipping_amount,",
        "cast(orders.shipping_amount + 1 as decimal(18, 2)) as shipping_amount,",
    )
    project.environment = {**KEY, "GROWTHMART_REAL_DATA": str(tmp_path / "real")}

    variables = f"{{sources: [online_retail]{more}}}"
    run = project.dbt("build", "--vars", variables, "-s", "+gate_core")

    assert run.code == 1
    assert re.search(r"SKIP relation \w+[.]gate_core", run.output)
    summary = run.output[run.output.index("growthmart: dbt build FAILED") :].splitlines()
    assert "reconciles_with_staged_input" in summary[1]
    assert summary[2].startswith("  FAILED     online_retail: net ")
    assert re.search(expected + "$", summary[2])


@pytest.mark.real_data
@pytest.mark.skipif(
    "GROWTHMART_REAL_DATA" not in os.environ and not REAL.is_dir(),
    reason="the public set is not here: see docs/real-data.md; where GROWTHMART_REAL_DATA is set, "
    "its absence is a failure",
)
def test_the_whole_public_set(new_project: Callable[..., Project]):
    project = build(new_project(raw=None), REAL)
    warehouse = project.warehouse
    lines = project.query(
        f"select sum(quantity * cast(unit_price as decimal(18, 4))), count(distinct invoice_no), "
        f"count(distinct customer_id) from "
        f"'{REAL}/uci_online_retail/online_retail.parquet'"
    )[0]
    assert (round(float(lines[0]), 2), *lines[1:]) == (9_747_747.93, 25_900, 4_372)
    assert project.query("select count(*) from fct_orders") == [(19_773,)]
    assert project.query("select count(*) from dim_customers") == [(4_372,)]
    assert project.query("select count(*) from restricted.input_customers", warehouse) == [(4_372,)]
    assert "= 9,747,747.93, input 9,747,747.93" in project.printed
    nothing_unknown_is_zero(project)
    marts_hold_the_orders(project)


def marts_hold_the_orders(project: Project) -> None:
    """Every mart of revenue, refunds and customers adds up to the facts at the as-of date."""
    of_orders, of_refunds, of_customers = project.query(
        """
        with orders as (
            select * from fct_orders
            where order_date <= (select max(as_of_date) from _published)
        ),

        refunds as (
            select * from fct_refunds
            where refund_date <= (select max(as_of_date) from _published)
        )

        select
            (select sum(gross_revenue) from orders),
            (select sum(amount) from refunds where order_id is not null),
            (select count(distinct customer_id) from orders)
        """
    )[0]
    assert project.query(
        "select sum(sales_amount), sum(refund_amount) from product_performance_monthly"
    ) == [(of_orders, of_refunds)]
    assert project.query(
        "select sum(cohort_size) from customer_cohorts where months_since_first_order = 0"
    ) == [(of_customers,)]
    assert project.query("select sum(new_customers) from unit_economics_monthly") == [
        (of_customers,)
    ]
    # four customers of the set have the country Unspecified
    assert project.query("select count(*) from dim_customers where country is null") == [(4,)]
