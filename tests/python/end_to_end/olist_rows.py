"""A shop in the raw format of olist: orders of every kind, and many plain orders."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TEXT, WHOLE, DOUBLE, TIME = pa.string(), pa.int64(), pa.float64(), pa.timestamp("us")
PLAIN_ORDERS = 40
FILES = {
    "customers_sample20k": {
        "customer_id": TEXT,
        "customer_unique_id": TEXT,
        "customer_zip_code_prefix": TEXT,
        "customer_city": TEXT,
        "customer_state": TEXT,
    },
    "orders_sample20k": {
        "order_id": TEXT,
        "customer_id": TEXT,
        "order_status": TEXT,
        "order_purchase_timestamp": TIME,
        "order_approved_at": TIME,
        "order_delivered_carrier_date": TIME,
        "order_delivered_customer_date": TIME,
        "order_estimated_delivery_date": TIME,
    },
    "order_items_sample20k": {
        "order_id": TEXT,
        "order_item_id": WHOLE,
        "product_id": TEXT,
        "seller_id": TEXT,
        "shipping_limit_date": TIME,
        "price": DOUBLE,
        "freight_value": DOUBLE,
    },
    "order_payments": {
        "order_id": TEXT,
        "payment_sequential": WHOLE,
        "payment_type": TEXT,
        "payment_installments": WHOLE,
        "payment_value": DOUBLE,
    },
    "order_reviews_sample20k": {
        "review_id": TEXT,
        "order_id": TEXT,
        "review_score": WHOLE,
        "review_comment_title": TEXT,
        "review_comment_message": TEXT,
        "review_creation_date": TIME,
        "review_answer_timestamp": TIME,
    },
    "products": {
        "product_id": TEXT,
        "product_category_name": TEXT,
        "product_name_lenght": WHOLE,
        "product_description_lenght": WHOLE,
        "product_photos_qty": WHOLE,
        "product_weight_g": WHOLE,
        "product_length_cm": WHOLE,
        "product_height_cm": WHOLE,
        "product_width_cm": WHOLE,
    },
    "product_category_name_translation": {
        "product_category_name": TEXT,
        "product_category_name_english": TEXT,
    },
}
FUNNEL_FILES = {
    "marketing_qualified_leads": {
        "mql_id": TEXT,
        "first_contact_date": pa.date32(),
        "landing_page_id": TEXT,
        "origin": TEXT,
    },
    "closed_deals": {
        "mql_id": TEXT,
        "seller_id": TEXT,
        "sdr_id": TEXT,
        "sr_id": TEXT,
        "won_date": TIME,
        "business_segment": TEXT,
        "lead_type": TEXT,
        "lead_behaviour_profile": TEXT,
        "has_company": pa.bool_(),
        "has_gtin": pa.bool_(),
        "average_stock": TEXT,
        "business_type": TEXT,
        "declared_product_catalog_size": DOUBLE,
        "declared_monthly_revenue": DOUBLE,
    },
}
ROWS = {
    # ana has a record for each of her three orders, and moves between them
    "customers_sample20k": [
        ("c1", "ana", "1310", "sao paulo", "SP"),
        ("c2", "ana", "20040", "rio de janeiro", "RJ"),
        ("c3", "ana", "1310", "sao paulo", "SP"),
        ("c4", "bia", "88010", "florianopolis", "SC"),
        ("c5", "caio", "4534", "sao paulo", "SP"),
        ("c6", "duda", "4534", "sao paulo", "SP"),
    ],
    # the time of Sao Paulo is two hours behind UTC in summer, and three hours in winter
    "orders_sample20k": [
        ("o1", "c1", "delivered", datetime(2017, 10, 14, 23, 30), datetime(2017, 10, 16, 1)),
        ("o2", "c2", "shipped", datetime(2018, 6, 1, 12), datetime(2018, 6, 1, 12)),
        ("o3", "c3", "invoiced", datetime(2017, 12, 1, 12), datetime(2017, 12, 1, 12)),
        ("o4", "c4", "unavailable", datetime(2018, 8, 1, 12), datetime(2018, 8, 1, 12)),
        ("o5", "c5", "canceled", datetime(2018, 3, 1, 12), datetime(2018, 3, 1, 12)),
        ("o6", "c6", "approved", datetime(2018, 3, 2, 12), None),
    ],
    # o1: two units are two lines; o4 has no lines
    "order_items_sample20k": [
        ("o1", 1, "p1aaaaaaaaaa", "s1", None, 10.10, 1.05),
        ("o1", 2, "p1aaaaaaaaaa", "s1", None, 10.10, 1.05),
        ("o2", 1, "p2bbbbbbbbbb", "s1", None, 100.00, 10.00),
        ("o3", 1, "p3cccccccccc", "s1", None, 20.00, 5.00),
        ("o5", 1, "p1aaaaaaaaaa", "s1", None, 10.00, 2.50),
        ("o6", 1, "p1aaaaaaaaaa", "s1", None, 10.00, 0.00),
    ],
    # o1 is paid in two parts, o2 with interest, o3 a cent too much, o6 not at all; the last payment
    # has an unknown order
    "order_payments": [
        ("o1", 1, "credit_card", 1, 20.00),
        ("o1", 2, "voucher", 1, 2.30),
        ("o2", 1, "credit_card", 6, 115.55),
        ("o3", 1, "boleto", 1, 25.01),
        ("o4", 1, "credit_card", 0, 50.00),
        ("o5", 1, "debit_card", 1, 12.50),
        ("o6", 1, "not_defined", 1, 0.00),
        ("elsewhere", 1, "boleto", 1, 99.00),
    ],
    # one review covers two orders, and o1 has two
    "order_reviews_sample20k": [
        ("r1", "o1", 5, "bom", "muito bom", datetime(2017, 10, 20), datetime(2017, 10, 21, 1)),
        ("r1", "o3", 5, "bom", "muito bom", datetime(2017, 10, 20), datetime(2017, 12, 21, 1)),
        ("r2", "o1", 1, None, None, datetime(2017, 11, 1), datetime(2017, 11, 2, 3)),
    ],
    "products": [
        ("p1aaaaaaaaaa", "cama_mesa_banho"),
        ("p2bbbbbbbbbb", "pc_gamer"),
        ("p3cccccccccc", None),
    ],
    "product_category_name_translation": [("cama_mesa_banho", "bed_bath_table")],
    # l3 was won before it made contact
    "marketing_qualified_leads": [
        ("l1", date(2018, 3, 1), "page-1", "organic_search"),
        ("l2", date(2017, 12, 1), "page-2", "unknown"),
        ("l3", date(2018, 3, 8), "page-1", "email"),
    ],
    "closed_deals": [
        ("l1", "s1", "sdr", "sr", datetime(2018, 3, 20, 3), "home_decor"),
        ("l3", "s2", "sdr", "sr", datetime(2018, 3, 6, 19), "pet"),
    ],
}


def plain(number: int) -> dict[str, tuple]:
    """Return the rows of an order of 12.00 that is delivered and paid exactly."""
    order, customer = f"plain{number}", f"buyer{number}"
    bought = datetime(2018, 1, 1 + number % 28, 12)
    return {
        "customers_sample20k": (customer, customer, "1310", "sao paulo", "SP"),
        "orders_sample20k": (order, customer, "delivered", bought, bought),
        "order_items_sample20k": (order, 1, "p1aaaaaaaaaa", "s1", None, 10.00, 2.00),
        "order_payments": (order, 1, "credit_card", 2, 12.00),
    }


def write_olist(real: Path) -> None:
    """Write the files of both data sets below ``real``; missing columns are null."""
    rows = {name: list(given) for name, given in ROWS.items()}
    for number in range(PLAIN_ORDERS):
        for name, row in plain(number).items():
            rows[name].append(row)
    for folder, files in (("olist", FILES), ("olist_marketing_funnel", FUNNEL_FILES)):
        (real / folder).mkdir(parents=True)
        for name, columns in files.items():
            schema = pa.schema(list(columns.items()))
            given = [dict(zip(columns, row, strict=False)) for row in rows[name]]
            pq.write_table(
                pa.Table.from_pylist(given, schema=schema), real / folder / f"{name}.parquet"
            )
