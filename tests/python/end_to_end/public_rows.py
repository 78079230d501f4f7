"""Three public sets of marketing in the raw layout of the demo, in one world.

Ads of Facebook (facebook_ads_kag), the page funnel of a shop (ecommerce_page_funnel) and a
randomised test of e-mails (hillstrom_email). What a set does not have is a fixed day, or null.
"""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from growthmart.simulate.base.columns import SCHEMAS

# The ads have no date.
AD_DAY = date(2015, 5, 4)
# Visits and conversions are outcomes of the same people: a campaign for each, of one day.
CAMPAIGN_DAYS = {"visit": date(2015, 5, 4), "conversion": date(2015, 5, 18)}
PAGES = {
    "home_page": "page_view",
    "search_page": "search",
    "payment_page": "begin_checkout",
    "payment_confirmation": "purchase",
}
AS_OF = date(2015, 5, 31)
# The currency that the rates of the demo convert to.
CURRENCY = "EUR"


def write_public_sets(real: Path, raw: Path) -> None:
    """Write every entity of the demo to ``raw``; those that no set fills have no rows."""
    queries = {
        **_ads(real),
        **_page_funnel(real),
        **_experiment(real),
    }
    raw.mkdir(parents=True)
    for entity, schema in SCHEMAS.items():
        table = schema.empty_table()
        if entity in queries:
            table = _with_all_columns(duckdb.sql(queries[entity]).to_arrow_table(), schema)
        pq.write_table(table, raw / f"{entity}.parquet")


def _with_all_columns(table: pa.Table, schema: pa.Schema) -> pa.Table:
    rows = table.num_rows
    columns = {
        "exported_at": pa.repeat(pa.scalar(AS_OF), rows),
        **dict(zip(table.column_names, table.columns, strict=True)),
    }
    return pa.table(
        [
            columns[field.name].cast(field.type)
            if field.name in columns
            else pa.nulls(rows, field.type)
            for field in schema
        ],
        schema=schema,
    )


def _ads(real: Path) -> dict[str, str]:
    """Total conversions as the platform counts them, and a value of 1 for each approved one."""
    return {
        "ad_spend": f"""
            select
                date '{AD_DAY}' as date,
                'facebook' as platform,
                xyz_campaign_id::text as campaign_id,
                'campaign ' || xyz_campaign_id as campaign_name,
                ad_id::text as ad_id,
                Impressions as impressions,
                Clicks as clicks,
                Spent::decimal(18, 2) as spend,
                Total_Conversion as conversions,
                Approved_Conversion::decimal(18, 2) as conversions_value,
                '{CURRENCY}' as currency
            from '{real}/facebook_ads_kag/kag_conversion.parquet'
        """
    }


def _page_funnel(real: Path) -> dict[str, str]:
    """One visitor for each user, with an event for each page, all at midnight of the user's day."""
    pages = " union all ".join(
        f"select user_id, '{page}' as page, '{event}' as name "
        f"from '{real}/ecommerce_page_funnel/{page}_table.parquet'"
        for page, event in PAGES.items()
    )
    return {
        "events": f"""
            select
                'E' || user_id || '/' || page as id,
                date::timestamp as occurred_at,
                name,
                'A' || user_id as anonymous_id,
                page,
                lower(device) as device_type,
                date::timestamp as received_at
            from ({pages})
            join '{real}/ecommerce_page_funnel/user_table.parquet' using (user_id)
        """
    }


def _experiment(real: Path) -> dict[str, str]:
    """Each person is assigned once for each outcome, and orders on that day who has it."""
    people = f"""
        (
            select 'C' || file_row_number as customer_id, *
            from read_parquet('{real}/hillstrom_email/hillstrom.parquet', file_row_number = true)
        )
    """
    assigned = " union all ".join(
        f"select *, '{outcome}' as campaign_id, {outcome} = 1 as has_outcome, "
        f"timestamp '{day} 08:00:00' as assigned_at from {people}"
        for outcome, day in CAMPAIGN_DAYS.items()
    )
    orders = f"""
        (
            select *, 'O/' || campaign_id || '/' || customer_id as id
            from ({assigned})
            where has_outcome
        )
    """
    return {
        "customers": f"select customer_id as id from {people}",
        "campaigns": " union all ".join(
            f"select '{outcome}' as id, '{outcome}' as name, 'email' as channel, "
            f"date '{day}' as started_on, date '{day}' as ended_on"
            for outcome, day in CAMPAIGN_DAYS.items()
        ),
        "messages": f"""
            select
                'M/' || campaign_id || '/' || customer_id as id,
                customer_id,
                campaign_id,
                case segment
                    when 'Mens E-Mail' then 'mens'
                    when 'Womens E-Mail' then 'womens'
                    else 'control'
                end as experiment_arm,
                assigned_at,
                case when experiment_arm <> 'control' then assigned_at end as sent_at
            from ({assigned})
        """,
        "products": "select 'P1' as id, 'goods' as name",
        "orders": f"""
            select
                id,
                customer_id,
                assigned_at + interval '1 hour' as ordered_at,
                'delivered' as status,
                '{CURRENCY}' as currency
            from {orders}
        """,
        "order_items": f"""
            select
                id as order_id,
                1 as line_number,
                'P1' as product_id,
                1 as quantity,
                case campaign_id when 'conversion' then spend else 0 end as unit_price
            from {orders}
        """,
    }
