"""The truth about dirt must equal a recount that knows nothing of how it was planted."""

KEYS = {
    "customers": ["id"],
    "contacts": ["customer_id"],
    "identities": ["left_id", "right_id"],
    "products": ["id"],
    "orders": ["id"],
    "order_items": ["order_id", "line_number"],
    "refunds": ["id"],
}
REQUIRED = {
    "customers": ["id"],
    "contacts": ["customer_id"],
    "identities": ["left_id", "right_id", "first_seen_at"],
    "products": ["id", "name"],
    "orders": ["id", "ordered_at", "status", "currency"],
    "order_items": ["order_id", "line_number", "product_id", "quantity", "unit_price"],
    "refunds": ["id", "amount", "currency", "refunded_at"],
}
STATUSES = {"placed", "paid", "shipped", "delivered", "cancelled"}


def recount(tables):
    """Return ({(entity, rule): rows rejected}, {entity: rows collapsed}, {entity: rows kept})."""
    rejected, collapsed, kept = {}, {}, {}

    def apply(entity, *rules):
        raw = tables[entity].to_pandas()
        rows = raw.drop_duplicates()
        collapsed[entity] = len(raw) - len(rows)
        missing = rows[REQUIRED[entity]].isna().any(axis=1)
        newest = rows.sort_values("exported_at", ascending=False, kind="stable")
        older = newest.duplicated(KEYS[entity]).reindex(rows.index)
        for name, broken in (
            ("missing_required", missing),
            ("duplicate_key", older),
            *((name, rule(rows)) for name, rule in rules),
        ):
            hit = broken.reindex(rows.index, fill_value=False).astype(bool)
            if hit.any():
                rejected[entity, name] = int(hit.sum())
            rows = rows[~hit]
        kept[entity] = rows

    def outside(column, parents, key="id"):
        return lambda rows: rows[column].notna() & ~rows[column].isin(kept[parents][key])

    apply("customers", ("test", lambda rows: rows["is_test"]))
    apply("contacts", ("orphan_customer", outside("customer_id", "customers")))
    apply("identities", ("orphan_customer", outside("left_id", "customers")))
    apply("products", ("negative_price", lambda rows: rows["list_price"] < 0))
    customers = tables["customers"].to_pandas()
    test_customers = customers["id"][customers["is_test"]].dropna()
    apply(
        "orders",
        ("test", lambda rows: rows["is_test"]),
        ("test_customer", lambda rows: rows["customer_id"].isin(test_customers)),
        ("unknown_status", lambda rows: ~rows["status"].isin(STATUSES)),
        ("orphan_customer", outside("customer_id", "customers")),
    )
    apply(
        "order_items",
        ("negative_price", lambda rows: rows["unit_price"] < 0),
        ("bad_quantity", lambda rows: rows["quantity"] <= 0),
        ("orphan_order", outside("order_id", "orders")),
        ("orphan_product", outside("product_id", "products")),
    )
    apply(
        "refunds",
        ("negative_amount", lambda rows: rows["amount"] < 0),
        ("orphan_order", outside("order_id", "orders")),
    )
    return rejected, collapsed, kept


def truth(tables):
    dirt = tables["truth/dirt"].to_pandas()
    counts = dict(
        zip(zip(dirt["entity"], dirt["rule"], strict=True), dirt["rows_count"], strict=True)
    )
    assert len(counts) == len(dirt)
    copies = tables["truth/collapsed"].to_pandas()
    return counts, dict(zip(copies["entity"], copies["rows_count"], strict=True))
