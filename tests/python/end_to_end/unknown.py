"""What a build cannot know: columns without a value and tables without a row, never zeros."""

from collections.abc import Mapping, Sequence

from .project import Project

# without ads, campaigns, visits and messages
NO_MARKETING = {
    "channel_attribution": ["spend", "roas"],
    "customer_profiles": [
        *("age_band", "gender", "discount_share", "preferred_device", "preferred_channel"),
        *("points_balance", "membership_tier", "support_tickets_count", "sessions_count_90d"),
        *("messages_sent_count_90d", "nps", "discount_sensitivity", "interactions_count"),
        "average_session_seconds",
    ],
    "dim_customers": ["is_marketable", "origin_channel", "membership_tier", "gender"],
    "fct_orders": ["tax_amount", "last_touch_channel", "last_non_direct_channel", "session_id"],
    "product_performance_monthly": ["views", "viewing_sessions_count", "view_to_purchase_rate"],
    "satisfaction_monthly": ["csat_responses", "nps_responses", "nps", "tickets_count"],
    "unit_economics_monthly": [
        *("spend", "media_cost", "fully_loaded_cost", "cac", "cac_fully_loaded", "clv_to_cac"),
        *("payback_months", "roi"),
    ],
}
NO_MARKETING_TABLES = [
    *("fct_ad_spend", "fct_messages", "fct_sessions", "fct_touchpoints", "dim_campaigns"),
    *("ad_performance_daily", "campaign_performance", "campaign_performance_daily"),
    *("loyalty_monthly", "promotion_performance", "sales_pipeline_monthly"),
    "subscription_revenue_monthly",
]


def values_of(project: Project, unknown: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Count the values in columns of published tables that cannot have any."""
    return {
        f"{table}.{column}": count
        for table, columns in unknown.items()
        for column in columns
        for (count,) in project.query(f'select count("{column}") from {table}')
        if count
    }


def rows_of(project: Project, tables: Sequence[str]) -> dict[str, int]:
    """Count the rows of published tables that cannot have any."""
    return {
        table: count
        for table in tables
        for (count,) in project.query(f"select count(*) from {table}")
        if count
    }


def attributed(project: Project) -> list[tuple]:
    """What each attribution model leaves out of the orders and of their net revenue."""
    return project.query(
        """
        with orders as (
            select count(*) as number, sum(net_revenue) as revenue
            from fct_orders
            where status <> 'cancelled' and order_date <= (select max(as_of_date) from _published)
        )
        select attribution_model,
            any_value(number) - sum(attributed_conversions),
            any_value(revenue) - sum(attributed_revenue)
        from channel_attribution, orders
        group by attribution_model
        having any_value(number) <> sum(attributed_conversions)
            or any_value(revenue) <> sum(attributed_revenue)
        """
    )
