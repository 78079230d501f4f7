"""Builds the tiny size on DuckDB and on Spark, and compares every row of every table."""

import shutil
from pathlib import Path

from shop import Shop

FOLDER = Path("target/parity")
CUSTOMERS, DAYS = 300, 120


def main() -> None:
    """Run without dbt's tests: they pass on DuckDB, and the same rows pass on Spark."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    settings = {
        "DBT_EXCLUDE_RESOURCE_TYPES": "test",
        "GROWTHMART_SPARK_PARTITIONS": "2",
    }
    shop = Shop(FOLDER, settings)
    shop.simulate(CUSTOMERS, DAYS)
    shop.build("duckdb")
    shop.build("spark")
    shop.compare()


if __name__ == "__main__":
    main()
