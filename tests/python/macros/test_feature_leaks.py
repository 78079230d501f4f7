"""No fact after a date changes a feature of that date."""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

Row = dict[str, Any]
DATES = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]
AS_OF = DATES[1]
PEOPLE = ["anna", "bert", "carl"]
STEPS = ["sent", "delivered", "opened", "clicked", "unsubscribed", "complained", "bounced"]
EVENTS = ["view_item", "search", "add_to_cart", "add_to_wishlist", "content_view", "activity_join"]
# tables of outcomes add what happened after the date: models learn from it. That of purchases ends
# at the as-of date
FEATURES = sorted(
    path.stem
    for path in (Path(__file__).parents[3] / "models/features").glob("*.sql")
    if not path.stem.endswith("_outcomes") or path.stem == "feat_purchase_outcomes"
)


def later(rng: Random, moment: datetime) -> datetime:
    """Return a moment some hours or months later."""
    return moment + timedelta(hours=rng.choice([0, 5, 30, 700, 2500]) * rng.random())


def draw_facts(rng: Random) -> dict[str, list[Row]]:
    """Draw facts from half a year before ``AS_OF`` to two months after it."""

    def rows(count: int, time: str, day: str | None = None) -> list[Row]:
        drawn = []
        for number in range(count):
            moment = datetime(2023, 9, 1) + timedelta(hours=24 * 240 * rng.random())
            row = {
                "customer_id": rng.choice(PEOPLE),
                "identified_at": later(rng, moment),
                "number": str(number),
                time: moment,
            }
            drawn.append(row | ({day: moment.date()} if day else {}))
        return drawn

    orders = rows(15, "ordered_at", "order_date")
    for row in orders:
        row |= {"order_id": row["number"], "status": rng.choice(["paid", "cancelled", "paid"])}
        row |= {"sales_channel": rng.choice(["web", "store"]), "gross_revenue": rng.randint(1, 99)}
        row |= {"discount_amount": rng.randint(0, 1)}
    refunds = [
        {
            "order_id": row["number"],
            "amount": 1,
            "refund_date": later(rng, row["ordered_at"]).date(),
        }
        for row in orders
    ]
    items = [
        {"order_id": row["number"], "product_id": rng.choice("pqrstu")}
        | {"gross_revenue": rng.randint(1, 9), "discount_amount": rng.randint(0, 5), "quantity": 1}
        for row in orders
        for _ in range(4)
    ]
    tickets = rows(9, "opened_at")
    for row in tickets:
        row["resolved_at"] = rng.choice([None, later(rng, row["opened_at"])])
        if row["resolved_at"]:
            seconds = (row["resolved_at"] - row["opened_at"]).total_seconds()
            row["seconds_to_resolution"] = int(seconds)
    reviews = rows(9, "reviewed_at")
    for row in reviews:
        row |= {"review_id": row["number"], "rating": rng.randint(1, 5)}
    responses = rows(9, "answered_at")
    for row in responses:
        row |= {"survey_response_id": row["number"], "score": rng.randint(1, 5)}
        row |= {"question_type": rng.choice(["nps", "csat", "ces"])}
    points = rows(9, "transacted_at")
    for row in points:
        row |= {"transaction_type": rng.choice(["earn", "spend", "expire"]), "points": 9}
        row |= {"points_change": 9 if row["transaction_type"] == "earn" else -9}
    sessions = rows(20, "started_at", "session_date")
    for row in sessions:
        row |= {"channel": rng.choice(["direct", "email"]), "device_type": rng.choice([None, "tv"])}
        row |= {"ended_at": later(rng, row["started_at"]), "events_count": 2}
    events = rows(40, "event_at", "event_date")
    for row in events:
        row |= {"event_name": rng.choice(EVENTS), "topic": rng.choice([None, "tea", "toys"])}
        row |= {"step": row["event_name"]}
    interactions = rows(9, "happened_at")
    for row in interactions:
        row |= {"interaction_type": rng.choice(["call", "chat"]), "direction": "inbound"}
    messages = rows(9, "assigned_at")
    for row in messages:
        row["channel"] = rng.choice(["email", "sms"])
        moment = row["assigned_at"]
        for step in STEPS[: rng.randint(0, len(STEPS))]:
            moment = row[f"{step}_at"] = later(rng, moment)
    return {
        "fct_orders": orders,
        "fct_refunds": refunds,
        "fct_order_items": items,
        "fct_support_tickets": tickets,
        "fct_reviews": reviews,
        "fct_survey_responses": responses,
        "fct_loyalty_transactions": points,
        "fct_sessions": sessions,
        "fct_events": events,
        "fct_messages": messages,
        "fct_interactions": interactions,
    }


OWN_TIMES = {
    "fct_orders": "ordered_at",
    "fct_refunds": "refund_date",
    "fct_order_items": None,
    "fct_support_tickets": "opened_at",
    "fct_reviews": "reviewed_at",
    "fct_survey_responses": "answered_at",
    "fct_loyalty_transactions": "transacted_at",
    "fct_sessions": "started_at",
    "fct_events": "event_at",
    "fct_messages": "assigned_at",
    "fct_interactions": "happened_at",
}


def is_later(value: Any) -> bool:
    day = value.date() if isinstance(value, datetime) else value
    return isinstance(day, date) and day > AS_OF


def known(facts: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return the facts known at ``AS_OF``: later rows are left out, later changes are null.

    A row that is known to be the person's only later is anonymous.
    """
    kept = {}
    for name, rows in facts.items():
        kept[name] = [
            {column: None if is_later(value) else value for column, value in row.items()}
            | ({"customer_id": None} if is_later(row.get("identified_at")) else {})
            for row in rows
            if not is_later(row.get(OWN_TIMES[name]))
        ]
    for row in kept["fct_support_tickets"]:
        if row["resolved_at"] is None:
            row["seconds_to_resolution"] = None
    return kept


def types_of(facts: dict[str, list[Row]]) -> dict[str, dict[str, str]]:
    """Return the types of the columns of each fact."""

    def type_of(column: str) -> str:
        if column.endswith("_at"):
            return "timestamp"
        if column.endswith("_date"):
            return "date"
        if column in ("gross_revenue", "discount_amount", "amount"):
            return "decimal(18, 2)"
        numbers = ("rating", "score", "points", "points_change", "quantity", "events_count")
        numbers += ("seconds_to_resolution",)
        return "bigint" if column in numbers else "varchar"

    columns = {name: {column for row in rows for column in row} for name, rows in facts.items()}
    columns["fct_support_tickets"].add("seconds_to_resolution")
    columns["fct_messages"] |= {f"{step}_at" for step in STEPS}
    return {
        name: {column: type_of(column) for column in sorted(found)}
        for name, found in columns.items()
    }


def fill_products(warehouse: Any, last_day: date) -> None:
    """Fill the catalogue of each date; after ``AS_OF``, product p is no tea any more."""
    products = [
        {"product_id": letter, "as_of_date": day}
        | {"category": "tea" if letter in ("qrst" if day > AS_OF else "pqrst") else "u"}
        for letter in "pqrstu"
        for day in DATES
        if day <= last_day
    ]
    warehouse.fill("int_products_as_of_dates", products)
    present = [row for row in products if row["as_of_date"] == last_day]
    warehouse.fill(
        "dim_products",
        [{name: row[name] for name in ("product_id", "category")} for row in present],
    )


def features(warehouse: Any, facts: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Build the features from ``facts`` and return their rows at ``AS_OF``."""
    for name, rows in facts.items():
        warehouse.fill(name, rows)
    warehouse.fill(
        "input_loyalty_transactions",
        [
            {
                "source_customer_key": row["number"],
                "transaction_type": row["transaction_type"],
                "points": row["points"],
                "transacted_at": row["transacted_at"],
            }
            for row in facts["fct_loyalty_transactions"]
        ],
    )
    warehouse.fill(
        "int_customer_accounts",
        [
            {
                "source_customer_key": row["number"],
                "customer_id": row["customer_id"],
                "linked_at": row["identified_at"],
            }
            for row in facts["fct_loyalty_transactions"]
        ],
    )
    warehouse.build("int_customers_membership_tiers")
    return {
        name: sorted(
            (row for row in warehouse.build(name) if row["as_of_date"] == AS_OF),
            key=lambda row: row.get("customer_id", str(row)),
        )
        for name in FEATURES
    }


@pytest.mark.parametrize("seed", range(20))
def test_later_facts_change_no_feature(warehouse: Any, seed: int):
    facts = draw_facts(Random(seed))
    for name, types in types_of(facts).items():
        warehouse.declare(name, **types)
    warehouse.declare("as_of", as_of_date="date")
    warehouse.fill("as_of", [{"as_of_date": AS_OF}])
    warehouse.declare("int_as_of_dates", as_of_date="date", months_before="integer")
    # feat_purchase_outcomes compares with the date of three months before
    warehouse.fill(
        "int_as_of_dates",
        [
            {"as_of_date": day, "months_before": months}
            for day, months in zip(DATES, (3, 0, -1), strict=True)
        ],
    )
    warehouse.declare("dim_customers", customer_id="varchar", acquisition_channel="varchar")
    warehouse.fill("dim_customers", [{"customer_id": "anna", "acquisition_channel": "email"}])
    warehouse.declare(
        "int_customers_as_of_dates", customer_id="varchar", as_of_date="date", days_known="integer"
    )
    warehouse.fill(
        "int_customers_as_of_dates",
        [{"customer_id": person, "as_of_date": day} for person in PEOPLE for day in DATES],
    )
    attributes = ("age_band", "gender", "country", "occupation_group")
    warehouse.declare(
        "int_customers_attributes",
        **{"customer_id": "varchar", "as_of_date": "date"} | dict.fromkeys(attributes, "varchar"),
    )
    warehouse.declare("dim_products")
    warehouse.declare(
        "int_products_as_of_dates", product_id="varchar", as_of_date="date", category="varchar"
    )
    warehouse.declare("int_customers_time_zones", customer_id="varchar", time_zone="varchar")
    warehouse.fill("int_customers_time_zones", [{"customer_id": "anna", "time_zone": "Asia/Tokyo"}])
    warehouse.declare("dim_days")
    days = [date(2023, 9, 1) + timedelta(days=number) for number in range(300)]
    warehouse.fill(
        "dim_days", [{"date_day": day, "weekday_name": day.strftime("%A")} for day in days]
    )
    warehouse.declare("membership_tiers", membership_tier="varchar", points_from="integer")
    warehouse.fill(
        "membership_tiers",
        [
            {"membership_tier": "low", "points_from": 0},
            {"membership_tier": "high", "points_from": 9},
        ],
    )
    warehouse.declare("input_loyalty_transactions")
    warehouse.declare(
        "int_customer_accounts",
        source_customer_key="varchar",
        customer_id="varchar",
        linked_at="timestamp",
    )
    fill_products(warehouse, DATES[-1])
    now = features(warehouse, facts)
    fill_products(warehouse, AS_OF)
    then = features(warehouse, known(facts))
    (window,) = now.pop("feat_churn_window")
    assert [window] == then.pop("feat_churn_window")
    assert window["ended_gaps_count"] > 0
    histories = now.pop("feat_purchase_outcomes")
    assert then.pop("feat_purchase_outcomes") == histories
    assert {row["months_before"] for row in histories} == {0, 3}
    assert all(len(rows) == len(PEOPLE) for rows in now.values())
    assert sum(row["orders_count"] for row in now["feat_customer_orders"]) > 0
    assert then == now
