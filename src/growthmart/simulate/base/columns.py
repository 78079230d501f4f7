"""Arrow columns from numpy arrays, and the exact schema of every entity."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import TIMESTAMP, Clock
from growthmart.simulate.base.draws import Bools, Ints

MONEY = pa.decimal128(18, 2)
PRICE = pa.decimal128(18, 4)
RATE = pa.decimal128(18, 8)
SIGNAL = pa.decimal128(18, 6)
ID_DIGITS = 8

_TYPES = {
    "text": pa.string(),
    "int": pa.int32(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "ts": TIMESTAMP,
    "money": MONEY,
    "price": PRICE,
    "rate": RATE,
    "signal": SIGNAL,
}
_COLUMNS = {
    "customers": "id text, created_at ts, birth_year int, gender text, occupation text, "
    "country text, region text, language text, time_zone text, signup_channel text, "
    "is_test bool, exported_at ts",
    "contacts": "customer_id text, email text, phone text, first_name text, last_name text, "
    "street text, city text, postal_code text, birth_month int, birth_day int, exported_at ts",
    "identities": "left_id text, left_type text, right_id text, right_type text, "
    "first_seen_at ts, exported_at ts",
    "products": "id text, name text, category text, subcategory text, brand text, "
    "description text, list_price price, unit_cost price, currency text, is_active bool, "
    "available_from date, stock int, exported_at ts",
    "orders": "id text, customer_id text, anonymous_id text, email_hash text, ordered_at ts, "
    "status text, currency text, sales_channel text, shipping money, tax money, discount money, "
    "promotion_code text, utm_source text, utm_medium text, utm_campaign text, is_test bool, "
    "exported_at ts",
    "order_items": "order_id text, line_number int, product_id text, quantity int, "
    "unit_price price, discount money, exported_at ts",
    "refunds": "id text, order_id text, customer_id text, product_id text, quantity int, "
    "amount money, currency text, refunded_at ts, reason text, exported_at ts",
    "exchange_rates": "month date, currency text, rate rate",
    "payments": "id text, order_id text, method text, installments int, amount money, "
    "paid_at ts, exported_at ts",
    "events": "id text, occurred_at ts, name text, anonymous_id text, customer_id text, "
    "device_id text, session_hint text, page text, product_id text, order_id text, "
    "search_term text, referrer text, utm_source text, utm_medium text, utm_campaign text, "
    "utm_content text, click_id_type text, device_type text, country text, received_at ts",
    "ad_spend": "date date, platform text, account_id text, campaign_id text, "
    "campaign_name text, ad_id text, impressions int, clicks int, spend money, "
    "conversions int, conversions_value money, currency text, exported_at ts",
    "marketing_costs": "month date, channel text, cost_type text, amount money, currency text, "
    "exported_at ts",
    "campaigns": "id text, name text, channel text, objective text, offer text, "
    "promotion_code text, started_on date, ended_on date, fixed_cost money, "
    "cost_per_message price, currency text, exported_at ts",
    "messages": "id text, customer_id text, campaign_id text, experiment_arm text, "
    "assigned_at ts, sent_at ts, delivered_at ts, opened_at ts, clicked_at ts, "
    "unsubscribed_at ts, bounced_at ts, complained_at ts, exported_at ts",
    "promotions": "code text, type text, value price, valid_from date, valid_to date, "
    "minimum_order money, exported_at ts",
    "loyalty_transactions": "id text, customer_id text, transacted_at ts, points int, "
    "type text, order_id text, exported_at ts",
    "subscriptions": "id text, customer_id text, plan text, started_at ts, ended_at ts, "
    "trial_ended_at ts, paused_at ts, resumed_at ts, monthly_amount money, currency text, "
    "cancel_reason text, exported_at ts",
    "leads": "id text, customer_id text, origin text, landing_page text, created_at ts, "
    "qualified_at ts, won_at ts, lost_at ts, value money, currency text, segment text, "
    "exported_at ts",
    "opportunities": "opportunity_id text, stage text, lead_id text, customer_id text, "
    "entered_at ts, amount money, owner text, exported_at ts",
    "interactions": "id text, customer_id text, type text, direction text, happened_at ts, "
    "duration_seconds int, topic text, exported_at ts",
    "support_tickets": "id text, customer_id text, opened_at ts, first_reply_at ts, "
    "resolved_at ts, topic text, severity text, channel text, exported_at ts",
    "reviews": "id text, customer_id text, order_id text, product_id text, rating int, "
    "title text, body text, reviewed_at ts, exported_at ts",
    "survey_responses": "id text, customer_id text, survey text, question_type text, "
    "score int, comment text, answered_at ts, exported_at ts",
    "consents": "id text, customer_id text, purpose text, channel text, lawful_basis text, "
    "granted_at ts, withdrawn_at ts, exported_at ts",
    "referrals": "id text, referrer_id text, referred_id text, referred_at ts, exported_at ts",
    "market_signals": "date date, signal text, value signal, exported_at ts",
}
SCHEMAS: dict[str, pa.Schema] = {
    entity: pa.schema([(name, _TYPES[kind]) for name, kind in map(str.split, columns.split(","))])
    for entity, columns in _COLUMNS.items()
}


def entity_table(entity: str, clock: Clock, **columns: pa.Array) -> pa.Table:
    """Build an entity's table in its schema, filling `exported_at` where the entity has it."""
    schema = SCHEMAS[entity]
    if "exported_at" in schema.names:
        rows = len(next(iter(columns.values())))
        columns["exported_at"] = repeat(pa.scalar(clock.end, TIMESTAMP), rows)
    return pa.table(columns, schema=schema)


def repeat(value: pa.Scalar, rows: int) -> pa.Array:
    """Repeat one value."""
    return pa.repeat(value, rows)


def decimals(units: Ints, kind: pa.Decimal128Type, mask: Bools | None = None) -> pa.Array:
    """Build exact decimals from whole units of the type's last digit; null where `mask`."""
    words = np.empty((len(units), 2), dtype="<i8")
    words[:, 0] = units
    words[:, 1] = np.where(np.asarray(units) < 0, -1, 0)
    validity = None
    if mask is not None:
        validity = pa.py_buffer(np.packbits(~mask, bitorder="little"))
    return pa.Array.from_buffers(kind, len(units), [validity, pa.py_buffer(words)])


def money(cents: Ints, mask: Bools | None = None) -> pa.Array:
    """Build decimal(18,2) amounts from cents."""
    return decimals(cents, MONEY, mask)


def price(cents: Ints) -> pa.Array:
    """Build decimal(18,4) prices from cents."""
    return decimals(np.asarray(cents, dtype=np.int64) * 100, PRICE)


def ids(prefix: str, numbers: Ints, mask: Bools | None = None, digits: int = ID_DIGITS) -> pa.Array:
    """Build ids such as `C00000012` from numbers of 0 and more; null where `mask`."""
    text = pc.utf8_lpad(pa.array(numbers, mask=mask).cast(pa.string()), digits, "0")
    return join([pa.scalar(prefix), text])


def numbers(names: pa.Array | pa.ChunkedArray) -> Ints:
    """Return the numbers in ids with one letter, such as C00000012; 0 for null."""
    return pc.fill_null(pc.utf8_slice_codeunits(names, 1).cast(pa.int64()), 0).to_numpy()


def join(parts: Sequence[pa.Array | pa.Scalar], separator: str = "") -> pa.Array:
    """Join text columns row by row; the result is null where any part is null."""
    return pc.binary_join_element_wise(*parts, separator)


def pick(words: Sequence[str], codes: Ints, mask: Bools | None = None) -> pa.Array:
    """Turn codes into their words; null where `mask`."""
    return pa.array(words, pa.string()).take(pa.array(codes, mask=mask))


def whole(numbers: Ints, mask: Bools | None = None) -> pa.Array:
    """Build an int32 column; null where `mask`."""
    return pa.array(np.asarray(numbers, dtype=np.int32), mask=mask)
