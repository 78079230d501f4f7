"""Hand-made invoice lines in the raw format of online_retail, with a line for every rule."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = pa.schema(
    [
        ("invoice_no", pa.string()),
        ("stock_code", pa.string()),
        ("description", pa.string()),
        ("quantity", pa.int32()),
        ("invoice_date", pa.timestamp("us")),
        ("unit_price", pa.float64()),
        ("customer_id", pa.int32()),
        ("country", pa.string()),
    ]
)


def line(invoice, code, quantity, price, customer, day=1):
    return (
        invoice,
        code,
        f"ITEM {code}",
        quantity,
        datetime(2011, 1, day, 10),
        price,
        customer,
        "United Kingdom",
    )


LINES = [
    # two equal lines stay two lines; a code in lower case is the same product; postage is shipping
    line("1", "85123A", 2, 2.50, 11),
    line("1", "85123A", 2, 2.50, 11),
    line("1", "85123a", 1, 2.50, 11),
    line("1", "POST", 1, 5.00, 11),
    # without a customer: an anonymous order
    line("2", "22423", 1, 10.00, None, day=2),
    # only postage, fees and corrections are no goods, so these invoices are no orders
    line("3", "POST", 1, 7.00, 12, day=3),
    line("4", "M", 1, 99.00, 12, day=3),
    line("5", "AMAZONFEE", -1, 50.00, None, day=3),
    # stock adjustments have no price
    line("6", "22423", -5, 0.00, None, day=4),
    # 6 units are returned: 5 of the purchase, and one that was never bought
    line("C7", "85123A", -6, 2.50, 11, day=5),
    # postage paid back
    line("C8", "POST", -1, 5.00, 11, day=6),
    line("9", "22423", 3, 10.00, 12, day=9),
]


def write_online_retail(real: Path) -> None:
    """Write the lines below ``real``."""
    folder = real / "uci_online_retail"
    folder.mkdir(parents=True)
    columns = list(map(list, zip(*LINES, strict=True)))
    pq.write_table(pa.table(columns, schema=SCHEMA), folder / "online_retail.parquet")
