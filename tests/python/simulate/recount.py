"""Counts the dirt again, without knowledge of how it was planted."""

import hashlib
from dataclasses import dataclass, field

import pandas as pd

from . import recount_crm as crm
from . import recount_marketing as marketing

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
    **crm.KEYS,
}
REQUIRED = {
    "customers": ["id"],
    "contacts": ["customer_id"],
    "identities": ["left_id", "right_id", "first_seen_at"],
    "products": ["id", "name"],
    "orders": ["id", "ordered_at", "status", "currency"],
    "order_items": ["order_id", "line_number", "quantity", "unit_price"],
    "refunds": ["id", "amount", "currency", "refunded_at"],
    "exchange_rates": ["month", "currency", "rate"],
    **marketing.REQUIRED,
    **crm.REQUIRED,
}
CUSTOMER = ("orphan_customer", "customer_id", "customers")
ORDER = ("orphan_order", "order_id", "orders")
PRODUCT = ("orphan_product", "product_id", "products")
REFERENCES = {
    "contacts": [CUSTOMER],
    "identities": [("orphan_customer", "left_id", "customers")],
    "orders": [CUSTOMER],
    "order_items": [ORDER, PRODUCT],
    "refunds": [ORDER, CUSTOMER, PRODUCT],
    "payments": [ORDER],
    "events": [CUSTOMER, ORDER, PRODUCT],
    "messages": [CUSTOMER, ("orphan_campaign", "campaign_id", "campaigns")],
    "loyalty_transactions": [CUSTOMER, ORDER],
    "subscriptions": [CUSTOMER],
    "leads": [CUSTOMER],
    "opportunities": [("orphan_lead", "lead_id", "leads"), CUSTOMER],
    "interactions": [CUSTOMER],
    "support_tickets": [CUSTOMER],
    "reviews": [CUSTOMER, ORDER, PRODUCT],
    "survey_responses": [CUSTOMER],
    "consents": [CUSTOMER],
    "referrals": [
        ("orphan_customer", "referrer_id", "customers"),
        ("orphan_customer", "referred_id", "customers"),
    ],
}
"""The rule, column and parent of each reference."""
STATUSES = {"placed", "paid", "shipped", "delivered", "cancelled"}
SALES_CHANNELS = {"web", "app", "store", "phone"}
LINK_TYPES = {"customer", "anonymous", "device", "email_hash", "phone_hash", "loyalty"}
NO_ONE = {
    "undefined",
    "null",
    "(not set)",
    "00000000-0000-0000-0000-000000000000",
    hashlib.sha256(b"").hexdigest(),
}
IDS = ("left_id", "right_id", "customer_id", "anonymous_id", "device_id")


def stands_for_no_one(column):
    return column.astype("string").str.strip().str.lower().isin(NO_ONE)


def invalid_currency_code(rows):
    return rows["currency"].notna() & ~rows["currency"].str.upper().str.fullmatch("[A-Z]{3}")


def outside_of(column, words):
    return lambda rows: rows[column].notna() & ~rows[column].isin(words)


def below_zero(*columns):
    return lambda rows: (rows[list(columns)] < 0).any(axis=1)


@dataclass
class Recount:
    """What a reader of the raw tables finds: rows by (entity, rule, column), and by entity.

    `kept` has the valid rows; a reference that leads nowhere is null in them.
    """

    dirt: dict = field(default_factory=dict)
    collapsed: dict = field(default_factory=dict)
    placeholders: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)

    def count(self, entity, rule, hit, column=None):
        if hit.any():
            key = (entity, rule, column)
            self.dirt[key] = self.dirt.get(key, 0) + int(hit.sum())


def recount(tables):
    found = Recount()
    test = _TestIds(tables)

    def apply(entity, *rules, odd=()):
        raw = tables[entity].to_pandas()
        for column in set(IDS) & set(raw):
            values = raw[column][stands_for_no_one(raw[column])]
            counts = {(entity, column, value): n for value, n in values.value_counts().items()}
            found.placeholders.update(counts)
        rows = raw.drop_duplicates()
        found.collapsed[entity] = len(raw) - len(rows)
        rows = _readable(entity, rows)
        first = [("superseded", _superseded(entity)), ("missing_required", _missing(entity))]
        for rule, broken in [*first, *test.rules(entity), *rules]:
            if rows.empty:  # the columns have lost their types here
                break
            hit = broken(rows).reindex(rows.index).astype(bool)
            found.count(entity, rule, hit)
            if rule in ("test", "test_customer"):
                test.lose(entity, rows[hit])
            rows = rows[~hit]
        for rule, column, is_odd in odd if len(rows) else ():
            found.count(entity, rule, is_odd(rows).astype(bool), column)
        for rule, column, parent in REFERENCES.get(entity, []) if len(rows) else ():
            hit = rows[column].notna() & ~rows[column].isin(found.kept[parent]["id"])
            if entity == "identities":
                hit &= rows["left_type"] == "customer"
            found.count(entity, rule, hit, column)
            if column in REQUIRED[entity]:
                rows = rows[~hit]
            else:
                rows = rows.assign(**{column: rows[column].mask(hit)})
        assert not rows.duplicated(KEYS[entity]).any()
        found.kept[entity] = rows

    apply("customers")
    apply("contacts")
    apply(
        "identities",
        (
            "unknown_type",
            lambda rows: (
                ~(rows["left_type"].isin(LINK_TYPES) & rows["right_type"].isin(LINK_TYPES))
            ),
        ),
    )
    apply(
        "products",
        ("negative_price", below_zero("list_price", "unit_cost")),
        ("unknown_currency", invalid_currency_code),
    )
    apply(
        "orders",
        ("unknown_status", outside_of("status", STATUSES)),
        ("unknown_currency", invalid_currency_code),
        ("unknown_sales_channel", outside_of("sales_channel", SALES_CHANNELS)),
        ("in_the_future", lambda rows: rows["ordered_at"] > rows["exported_at"] + DAY),
        ("negative_amount", below_zero("shipping", "tax", "discount")),
    )
    apply(
        "order_items",
        ("negative_price", below_zero("unit_price", "discount")),
        ("bad_quantity", lambda rows: rows["quantity"] <= 0),
        ("out_of_range", lambda rows: rows["quantity"] * rows["unit_price"] >= 10**12),
    )
    apply(
        "refunds",
        ("negative_amount", below_zero("amount")),
        ("bad_quantity", lambda rows: rows["quantity"] <= 0),
        ("unknown_currency", invalid_currency_code),
    )
    apply(
        "exchange_rates",
        ("unknown_currency", invalid_currency_code),
        ("rate_not_positive", lambda rows: rows["rate"] <= 0),
        ("not_first_of_month", lambda rows: pd.to_datetime(rows["month"]).dt.day > 1),
    )
    marketing.apply_rules(apply, outside_of, below_zero, invalid_currency_code)
    crm.apply_rules(apply, outside_of, below_zero, invalid_currency_code)
    return found


def _readable(entity, rows):
    """Read ids that mean no one as null; a link of such an id is no link."""
    for column in set(IDS) & set(rows) if len(rows) else ():
        is_no_one = stands_for_no_one(rows[column])
        if entity == "identities":
            rows = rows[~is_no_one]
        else:
            rows = rows.assign(**{column: rows[column].mask(is_no_one)})
    return rows


def _missing(entity):
    return lambda rows: rows[REQUIRED[entity]].isna().any(axis=1)


def _superseded(entity):
    """Return the rule that a row with the same key was loaded later."""

    def is_older(rows):
        loaded = [column for column in ("exported_at", "received_at") if column in rows]
        if not loaded:
            return pd.Series(data=False, index=rows.index)
        newest = rows.groupby(KEYS[entity])[loaded[0]].transform("max")
        return rows[loaded[0]] < newest

    return is_older


class _TestIds:
    """The ids of test people: marked accounts, cookies that only these use, and their orders."""

    def __init__(self, tables):
        customers = tables["customers"].to_pandas()
        self.customers = set(customers["id"][customers["is_test"]].dropna())
        self.orders = set()
        names = {"left_id": "customer_id", "right_id": "anonymous_id"}
        links = tables["identities"].to_pandas()
        links = links[(links["left_type"] == "customer") & (links["right_type"] == "anonymous")]
        links = [
            links.rename(columns=names),
            *(tables[e].to_pandas() for e in ("events", "orders")),
        ]
        links = pd.concat([part[["customer_id", "anonymous_id"]] for part in links]).dropna()
        links = links[~stands_for_no_one(links["customer_id"])]
        is_test = links["customer_id"].isin(self.customers)
        self.cookies = set(links["anonymous_id"][is_test]) - set(links["anonymous_id"][~is_test])

    def lose(self, entity, rows):
        if entity == "orders":
            self.orders |= set(rows["id"])

    def rules(self, entity):
        for _, column, parent in REFERENCES.get(entity, []):
            ids = {"customers": self.customers, "orders": self.orders}.get(parent)
            if ids is not None:
                rule = f"test_{parent[:-1]}"
                yield rule, lambda rows, column=column, ids=ids: rows[column].isin(ids)
        if entity in ("customers", "orders"):
            yield "test", lambda rows: rows["is_test"]
        if entity in ("orders", "events"):
            yield (
                "test_customer",
                lambda rows: rows["customer_id"].isna() & rows["anonymous_id"].isin(self.cookies),
            )


def truth(tables):
    """Return what the truth says, in the form of a `Recount` without `kept`."""
    dirt = tables["truth/dirt"].to_pandas()
    columns = [None if pd.isna(column) else column for column in dirt["column_name"]]
    keys = list(zip(dirt["entity"], dirt["rule"], columns, strict=True))
    assert len(set(keys)) == len(keys)
    copies = tables["truth/collapsed"].to_pandas()
    words = tables["truth/placeholders"].to_pandas()
    words = words.set_index(["entity", "column_name", "value"])["rows_count"]
    return Recount(
        dirt=dict(zip(keys, dirt["rows_count"], strict=True)),
        collapsed=dict(zip(copies["entity"], copies["rows_count"], strict=True)),
        placeholders=words.to_dict(),
    )


def assert_truth(tables):
    """Compare the truth with a recount, and return the recount."""
    found, told = recount(tables), truth(tables)
    assert found.dirt == told.dirt
    assert {entity: rows for entity, rows in found.collapsed.items() if rows} == told.collapsed
    assert found.placeholders == told.placeholders
    return found
