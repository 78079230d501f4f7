"""The effect of campaigns by the models' own SQL, from messages and orders to the interval."""

import os
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from .conftest import ROOT, Warehouse

REAL = Path(os.environ.get("GROWTHMART_REAL_DATA", ROOT / "data/real"))
MODELS = ("campaign_assignments", "campaign_orders", "campaign_arms", "campaign_performance")
ASSIGNED = "timestamp '2024-03-01 10:00:00'"


def effects(warehouse: Warehouse, messages: str, orders: str) -> list[dict]:
    """Return campaign_performance of messages and orders, each the rows of a query."""
    for name in ("fct_messages", "fct_orders", "dim_campaigns"):
        warehouse.declare(name)
    warehouse.declare("as_of", as_of_date="date")
    warehouse.fill("as_of", [{"as_of_date": "2024-03-31"}])
    tables = {name: node["relation_name"] for name, node in warehouse.nodes.items()}
    session = warehouse.session
    session.execute(f"insert into {tables['fct_messages']} by name {messages}")
    session.execute(f"insert into {tables['fct_orders']} by name {orders}")
    session.execute(
        f"insert into {tables['dim_campaigns']} by name "
        f"select distinct campaign_id from {tables['fct_messages']}"
    )
    return [warehouse.build(name) for name in MODELS][-1]


def treated(rows: list[dict]) -> dict[str, dict]:
    return {row["experiment_arm"]: row for row in rows if row["experiment_arm"] != "control"}


def test_intervals_cover_the_true_effect(warehouse: Warehouse):
    """Of 1,000 campaigns, and the intervals are hardly wider than those of the textbook."""
    rng = np.random.default_rng(11)
    campaigns = 1000
    sizes = rng.integers(150, 900, (campaigns, 2))
    control_rate = rng.uniform(0.02, 0.2, campaigns)
    effect = rng.uniform(-0.015, 0.06, campaigns)
    rates = np.column_stack([control_rate + effect, control_rate])
    people = sizes.ravel()
    warehouse.session.register(
        "people",
        pa.table(
            {
                "campaign": np.repeat(np.repeat(np.arange(campaigns), 2), people),
                "arm": np.repeat(np.tile(["treatment", "control"], campaigns), people),
                "person": np.arange(people.sum()),
                "buys": rng.random(people.sum()) < np.repeat(rates.ravel(), people),
                "hours": rng.uniform(0, 167, people.sum()).astype(np.int64),
            }
        ),
    )

    rows = effects(
        warehouse,
        f"select 'c' || campaign as campaign_id, arm as experiment_arm, "
        f"'p' || person as customer_id, {ASSIGNED} as assigned_at from people",
        f"select 'o' || person as order_id, 'p' || person as customer_id, 'paid' as status, "
        f"{ASSIGNED} + to_hours(hours) as ordered_at, date '2024-03-08' as order_date, "
        "10.00 as net_revenue from people where buys",
    )

    found = {
        int(row["campaign_id"][1:]): (row["incremental_low"], row["incremental_high"])
        for row in rows
        if row["experiment_arm"] == "treatment"
    }
    low, high = np.array([found[campaign] for campaign in range(campaigns)]).T
    covered = np.mean((low <= effect) & (effect <= high))
    assert 0.91 <= covered <= 0.985
    textbook = 2 * 1.959963984540054 * np.sqrt((rates * (1 - rates) / sizes).sum(axis=1))
    assert np.median((high - low) / textbook) <= 1.1


@pytest.mark.real_data
@pytest.mark.skipif(
    "GROWTHMART_REAL_DATA" not in os.environ and not REAL.is_dir(),
    reason="the public set is not here: see docs/campaigns.md; where GROWTHMART_REAL_DATA is set, "
    "its absence is a failure",
)
@pytest.mark.parametrize(
    ("outcome", "mens", "womens"), [("visit", 7.66, 4.52), ("conversion", 0.68, 0.31)]
)
def test_the_experiment_of_hillstrom(
    warehouse: Warehouse, outcome: str, mens: float, womens: float
):
    """Two mailings against one control of 64,000 people; a visit or a purchase is the order."""
    file = REAL / "hillstrom_email/hillstrom.parquet"
    people = f"(select *, 'p' || row_number() over () as person from '{file}')"
    rows = effects(
        warehouse,
        "select 'hillstrom' as campaign_id, person as customer_id, "
        f"{ASSIGNED} as assigned_at, case segment when 'No E-Mail' then 'control' "
        f"else lower(split_part(segment, ' ', 1)) end as experiment_arm from {people}",
        "select 'o' || person as order_id, person as customer_id, 'paid' as status, "
        f"{ASSIGNED} as ordered_at, date '2024-03-01' as order_date, spend as net_revenue "
        f"from {people} where {outcome} = 1",
    )

    arms = treated(rows)
    assert {name: row["assigned_count"] for name, row in arms.items()} == {
        "mens": 21307,
        "womens": 21387,
    }
    for name, points in (("mens", mens), ("womens", womens)):
        row = arms[name]
        assert round(100 * row["incremental_conversion_rate"], 2) == points
        assert 0 < row["incremental_low"] < points / 100 < row["incremental_high"]
        assert row["p_value_adjusted"] < 0.001
        means = duckdb.sql(
            f"select avg(spend) filter (where lower(segment) like '{name} %') - "
            f"avg(spend) filter (where segment = 'No E-Mail') from '{file}'"
        ).fetchall()
        assert float(row["incremental_revenue"]) == pytest.approx(
            means[0][0] * row["assigned_count"], abs=0.02
        )
