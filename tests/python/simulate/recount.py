"""Counts the dirt again, without knowledge of how it was planted."""

import pandas as pd

from . import recount_marketing as marketing
from .recount_crm import KEYS_CRM, REQUIRED_CRM, rules_crm

DAY = pd.Timedelta(days=1)
KEYS = {
    "customers": ["id"],
    "contacts": ["customer_id"],
    "identities": ["left_id", "right_id"],
    "products": ["id"],
    "orders": ["id"],
    "order_items": ["order_id", "line_number"],
    "refunds": ["id"],
    "exchange_rates": ["month", "currency"],
    **marketing.KEYS,
    **KEYS_CRM,
}
REQUIRED = {
    "customers": ["id"],
    "contacts": ["customer_id"],
    "identities": ["left_id", "right_id", "first_seen_at"],
    "products": ["id", "name"],
    "orders": ["id", "ordered_at", "status", "currency"],
    "order_items": ["order_id", "line_number", "product_id", "quantity", "unit_price"],
    "refunds": ["id", "amount", "currency", "refunded_at"],
    "exchange_rates": ["month", "currency", "rate"],
    **marketing.REQUIRED,
    **REQUIRED_CRM,
}
STATUSES = {"placed", "paid", "shipped", "delivered", "cancelled"}
SALES_CHANNELS = {"web", "app", "store", "phone"}
LINK_TYPES = {"customer", "anonymous", "device", "email_hash", "phone_hash", "loyalty"}


def invalid_currency_code(rows):
    return rows["currency"].notna() & ~rows["currency"].str.fullmatch("[A-Z]{3}")


def outside_of(column, words):
    return lambda rows: rows[column].notna() & ~rows[column].isin(words)


def below_zero(*columns):
    return lambda rows: (rows[list(columns)] < 0).any(axis=1)


def recount(tables):
    """Return ({(entity, rule): rows rejected}, {entity: rows collapsed}, {entity: rows kept})."""
    rejected, collapsed, kept = {}, {}, {}

    def apply(entity, *rules):
        raw = tables[entity].to_pandas()
        rows = raw.drop_duplicates()
        collapsed[entity] = len(raw) - len(rows)
        missing = rows[REQUIRED[entity]].isna().any(axis=1)
        newest = rows
        for known in {"exported_at", "received_at"} & set(rows):
            newest = rows.sort_values(known, ascending=False, kind="stable")
        older = newest.duplicated(KEYS[entity]).reindex(rows.index)
        first = [("missing_required", lambda rows: missing), ("duplicate_key", lambda rows: older)]
        for name, rule in [*first, *rules]:
            if rows.empty:  # the columns have lost their types here
                break
            hit = rule(rows).reindex(rows.index).astype(bool)
            if hit.any():
                rejected[entity, name] = int(hit.sum())
            rows = rows[~hit]
        kept[entity] = rows

    def outside(column, parents):
        return lambda rows: rows[column].notna() & ~rows[column].isin(kept[parents]["id"])

    apply("customers", ("test", lambda rows: rows["is_test"]))
    apply("contacts", ("orphan_customer", outside("customer_id", "customers")))
    apply(
        "identities",
        (
            "unknown_type",
            lambda rows: (
                ~(rows["left_type"].isin(LINK_TYPES) & rows["right_type"].isin(LINK_TYPES))
            ),
        ),
        ("orphan_customer", outside("left_id", "customers")),
    )
    apply(
        "products",
        ("negative_price", below_zero("list_price", "unit_cost")),
        ("unknown_currency", invalid_currency_code),
    )
    customers = tables["customers"].to_pandas()
    test_customers = customers["id"][customers["is_test"]].dropna()
    apply(
        "orders",
        ("test", lambda rows: rows["is_test"]),
        ("test_customer", lambda rows: rows["customer_id"].isin(test_customers)),
        ("unknown_status", outside_of("status", STATUSES)),
        ("unknown_currency", invalid_currency_code),
        ("unknown_sales_channel", outside_of("sales_channel", SALES_CHANNELS)),
        ("in_the_future", lambda rows: rows["ordered_at"] > rows["exported_at"] + DAY),
        ("negative_amount", below_zero("shipping", "tax", "discount")),
        ("orphan_customer", outside("customer_id", "customers")),
    )
    apply(
        "order_items",
        ("negative_price", below_zero("unit_price", "discount")),
        ("bad_quantity", lambda rows: rows["quantity"] <= 0),
        ("amount_out_of_range", lambda rows: rows["quantity"] * rows["unit_price"] >= 10**12),
        ("orphan_order", outside("order_id", "orders")),
        ("orphan_product", outside("product_id", "products")),
    )
    apply(
        "refunds",
        ("negative_amount", below_zero("amount")),
        ("bad_quantity", lambda rows: rows["quantity"] <= 0),
        ("unknown_currency", invalid_currency_code),
        ("orphan_order", outside("order_id", "orders")),
        ("orphan_customer", outside("customer_id", "customers")),
        ("orphan_product", outside("product_id", "products")),
    )
    apply(
        "exchange_rates",
        ("unknown_currency", invalid_currency_code),
        ("rate_not_positive", lambda rows: rows["rate"] <= 0),
        ("not_first_of_month", lambda rows: pd.to_datetime(rows["month"]).dt.day > 1),
    )
    marketing.apply_rules(apply, outside, outside_of, below_zero, invalid_currency_code)
    for entity, *rules in rules_crm(kept):
        apply(entity, *rules)
    return rejected, collapsed, kept


def truth(tables):
    dirt = tables["truth/dirt"].to_pandas()
    counts = dict(
        zip(zip(dirt["entity"], dirt["rule"], strict=True), dirt["rows_count"], strict=True)
    )
    assert len(counts) == len(dirt)
    copies = tables["truth/collapsed"].to_pandas()
    return counts, dict(zip(copies["entity"], copies["rows_count"], strict=True))
