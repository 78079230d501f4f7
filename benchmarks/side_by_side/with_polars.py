"""The tasks in Polars, lazily."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs

from benchmarks.side_by_side.with_pandas import RULES, SESSION_COLUMNS, WINDOWS

TIMEOUT = timedelta(minutes=30)


def sessions(folder: Path) -> pl.DataFrame:
    """Divide events into sessions: one ends after a pause, or when another account logs in."""
    account = pl.col("source_customer_key")
    is_other = pl.col("visitor") != pl.col("visitor").shift()
    is_pause = is_other | (pl.col("event_at") - pl.col("event_at").shift() > TIMEOUT)
    # after a pause without a login the account is '', which means unknown
    known = pl.coalesce(account, pl.when("is_pause").then(pl.lit(""))).forward_fill().shift()
    is_start = pl.col("is_pause") | ((pl.col("known") != "") & (pl.col("known") != account))
    matched = _scan(folder, "int_server_events_matched_to_visitors").select(
        "event_key", matched_visitor_key="visitor_key"
    )
    row = pl.int_range(pl.len())
    return (
        _scan(folder, "input_events")
        .join(matched, on="event_key", how="left")
        .select(
            *SESSION_COLUMNS,
            "matched_visitor_key",
            visitor=pl.coalesce(
                "matched_visitor_key",
                "anonymous/" + pl.col("anonymous_id"),
                "customer/" + account,
                "device/" + pl.col("device_id"),
            ),
        )
        .sort("visitor", "event_at", "event_key")
        .with_columns(is_pause=is_pause.fill_null(True))
        .with_columns(known=known)
        .with_columns(is_start=is_start.fill_null(False))
        .with_columns(
            account_key=pl.when("is_start").then(account).otherwise(pl.coalesce(account, "known")),
            session_key=pl.when("is_start").then(pl.col("event_key")).forward_fill(),
            event_number=(row - pl.when("is_start").then(row).forward_fill() + 1).cast(pl.Int32),
        )
        .with_columns(
            account_key=pl.col("account_key").replace("", None),
            event_date=pl.col("event_at").dt.date(),
            sessionized_by=pl.lit(RULES),
        )
        .drop("visitor", "is_pause", "known", "is_start")
        .collect()
    )


def order_lines(folder: Path) -> pl.DataFrame:
    """Convert order lines to the reporting currency, with running sums within the order."""
    orders = _scan(folder, "int_orders_with_rates").select(
        *("order_key", "is_cancelled", "order_month", "currency_code", "exchange_rate"),
        order_discount=pl.col("discount_amount").fill_null(0),
    )
    products = _scan(folder, "input_products").select(
        "product_key", "unit_cost", product_currency="currency_code"
    )
    rates = _scan(folder, "int_exchange_rates_monthly").select(
        "rate_to_reporting", order_month="month_start", cost_currency="currency_code"
    )
    rate, quantity = pl.col("exchange_rate"), pl.col("quantity")
    product = ["order_key", "product_key"]
    return (
        _scan(folder, "input_order_items")
        .join(orders, on="order_key")
        .join(products, on="product_key", how="left")
        .with_columns(cost_currency=pl.coalesce("product_currency", "currency_code"))
        .join(rates, on=["order_month", "cost_currency"], how="left")
        .select(
            *("order_key", "line_number", "product_key", "is_cancelled", "quantity"),
            "unit_cost",
            unit_cost_rate="rate_to_reporting",
            gross_in_order_currency=_cents(quantity * pl.col("unit_price")),
            discount=pl.col("discount_amount").fill_null(0),
            converted_discount=pl.col("discount_amount").fill_null(0) * rate,
            gross_revenue=_cents(quantity * pl.col("unit_price") * rate),
            order_discount_amount=_cents(pl.col("order_discount") * rate),
        )
        .sort("order_key", "line_number")
        .with_columns(
            value_in_order_currency=pl.col("gross_in_order_currency")
            - _part_of_rounded_sum("discount"),
            line_discount_amount=_part_of_rounded_sum("converted_discount"),
            order_gross_revenue=pl.col("gross_revenue").sum().over("order_key"),
            order_gross_up_to=pl.col("gross_revenue").cum_sum().over("order_key"),
            product_gross_revenue=pl.col("gross_revenue").sum().over(product),
            product_gross_up_to=pl.col("gross_revenue").cum_sum().over(product),
            product_quantity_up_to=quantity.cum_sum().over(product),
            is_first_line=pl.int_range(pl.len()).over("order_key") == 0,
            is_first_line_of_product=pl.int_range(pl.len()).over(product) == 0,
        )
        .drop("gross_in_order_currency", "discount", "converted_discount")
        .collect()
    )


def order_values(folder: Path) -> pl.DataFrame:
    """Compute the totals of the lines and the refunds of each order."""
    lines = (
        _scan(folder, "int_order_items_with_revenue")
        .group_by("order_key")
        .agg(
            pl.col("gross_revenue", "discount_amount", "margin_amount").sum(),
            pl.col("has_estimated_margin").any(),
            is_given_back=pl.col("quantity").sum() == pl.col("refunded_quantity").sum(),
            lines_count=pl.len(),
        )
    )
    refunds = (
        _scan(folder, "int_refunds_with_rates")
        .group_by("order_key")
        .agg(refund_amount=pl.col("amount").sum())
    )
    rate, is_cancelled = pl.col("exchange_rate"), pl.col("is_cancelled")
    net = pl.col("gross_revenue") - pl.col("discount_amount") - pl.col("refund_amount")
    is_counted = pl.col("customer_id").is_not_null() & ~is_cancelled
    columns = [
        *("order_key", "source_name", "customer_id", "identified_at", "ordered_at", "order_date"),
        *("status", "shipped_at", "delivered_at", "promised_at", "is_cancelled", "sales_channel"),
        *("promotion_code", "exchange_rate", "exchange_rate_origin"),
    ]
    return (
        _scan(folder, "int_orders_with_rates")
        .select(
            *columns,
            own_discount=_cents(pl.col("discount_amount") * rate),
            shipping_amount=_cents(pl.col("shipping_amount") * rate),
            tax_amount=_cents(pl.col("tax_amount") * rate),
            gift_card_amount=_cents(pl.col("gift_card_amount") * rate),
        )
        .join(lines, on="order_key", how="left")
        .join(refunds, on="order_key", how="left")
        .with_columns(discount_amount=pl.coalesce("discount_amount", "own_discount"))
        .with_columns(
            pl.col("gross_revenue", "discount_amount", "refund_amount", "margin_amount").fill_null(
                0
            ),
            pl.col("has_estimated_margin", "is_given_back").fill_null(False),
            has_refund=pl.col("refund_amount").is_not_null(),
        )
        .sort("ordered_at", "order_key")
        .with_columns(
            is_fully_refunded=pl.col("is_given_back")
            | (pl.col("has_refund") & (_cents(net) < pl.col("lines_count").fill_null(1) * 0.01)),
            net_revenue=pl.when(is_cancelled).then(0.0).otherwise(net),
            cancelled_amount=pl.when(is_cancelled).then(net).otherwise(0.0),
            order_sequence_number=pl.when(is_counted).then(
                pl.int_range(1, pl.len() + 1).over("customer_id", "is_cancelled").cast(pl.Int32)
            ),
        )
        .drop("own_discount", "is_given_back", "has_refund", "lines_count")
        .collect()
    )


def profiles(folder: Path) -> pl.DataFrame:
    """Aggregate the orders of every customer at each as-of date."""
    dates = _scan(folder, "int_as_of_dates").select("as_of_date")
    refunds = (
        _scan(folder, "fct_refunds")
        .filter(pl.col("order_id").is_not_null())
        .join_where(dates, pl.col("refund_date") <= pl.col("as_of_date"))
        .group_by("order_id", "as_of_date")
        .agg(refund_amount=pl.col("amount").sum())
    )
    group = ["customer_id", "as_of_date"]
    age = (pl.col("as_of_date") - pl.col("order_date")).dt.total_days()
    net = pl.col("gross_revenue") - pl.col("discount_amount") - pl.col("refund_amount")
    summed = (
        _scan(folder, "fct_orders")
        .filter(pl.col("customer_id").is_not_null() & (pl.col("status") != "cancelled"))
        .select(
            *("customer_id", "order_id", "ordered_at", "order_date", "gross_revenue"),
            "discount_amount",
            known_date=_known_date("order_date"),
        )
        .join_where(dates, pl.col("known_date") <= pl.col("as_of_date"))
        .join(refunds, on=["order_id", "as_of_date"], how="left")
        .with_columns(pl.col("refund_amount").fill_null(0))
        .with_columns(net_revenue=net, age=age)
        .sort(*group, "ordered_at", "order_id")
        .with_columns(gap=pl.col("order_date").diff().over(group).dt.total_days())
        .group_by(group, maintain_order=True)
        .agg(
            orders_count=pl.len(),
            **{
                f"lifetime_{name}": pl.col(name).sum()
                for name in ("gross_revenue", "discount_amount", "refund_amount", "net_revenue")
            },
            **{f"orders_count_{days}d": (pl.col("age") < days).sum() for days in WINDOWS},
            **{
                f"net_revenue_{days}d": pl.col("net_revenue").filter(pl.col("age") < days).sum()
                for days in WINDOWS
            },
            first_order_date=pl.col("order_date").min(),
            last_order_date=pl.col("order_date").max(),
            median_days_between_orders=pl.col("gap").median(),
            days_before_last_order=pl.col("gap").last(),
        )
    )
    counts = cs.starts_with("orders_", "net_", "lifetime_")
    orders_count, gross = pl.col("orders_count"), pl.col("lifetime_gross_revenue")
    return (
        _scan(folder, "int_customers_as_of_dates")
        .join(summed, on=group, how="left")
        .with_columns(counts.fill_null(0))
        .with_columns(
            average_order_value=pl.when(orders_count > 0).then(
                _cents((gross - pl.col("lifetime_discount_amount")) / orders_count)
            ),
            average_net_order_value=pl.when(orders_count > 0).then(
                _cents(pl.col("lifetime_net_revenue") / orders_count)
            ),
            discount_share=pl.when(gross != 0).then(pl.col("lifetime_discount_amount") / gross),
            recency_days=(pl.col("as_of_date") - pl.col("last_order_date")).dt.total_days(),
            tenure_days=(pl.col("as_of_date") - pl.col("first_order_date")).dt.total_days(),
        )
        .collect()
    )


def cohorts(folder: Path) -> pl.DataFrame:
    """Count the customers of every cohort, and sum their net revenue, in each month since then."""
    as_of = _scan(folder, "as_of").select("as_of_date")
    cohort = ["cohort_month", "acquisition_channel"]
    refunds = (
        _scan(folder, "fct_refunds")
        .join_where(as_of, pl.col("refund_date") <= pl.col("as_of_date"))
        .group_by("order_id")
        .agg(refund_amount=pl.col("amount").sum())
    )
    active = (
        _scan(folder, "fct_orders")
        .filter(pl.col("customer_id").is_not_null() & (pl.col("status") != "cancelled"))
        .select(
            *("customer_id", "order_id", "gross_revenue", "discount_amount"),
            month_start=pl.col("order_date").dt.month_start(),
            known_date=_known_date("order_date"),
        )
        .join_where(as_of, pl.col("known_date") <= pl.col("as_of_date"))
        .join(refunds, on="order_id", how="left")
        .group_by("customer_id", "month_start")
        .agg(
            net_revenue=_sum_if_all_known(
                pl.col("gross_revenue")
                - pl.col("discount_amount")
                - pl.col("refund_amount").fill_null(0)
            )
        )
    )
    members = (
        active.group_by("customer_id")
        .agg(cohort_month=pl.col("month_start").min())
        .join(_scan(folder, "dim_customers"), on="customer_id")
        .select("customer_id", *cohort)
    )
    bought = (
        active.join(members, on="customer_id")
        .group_by(*cohort, "month_start")
        .agg(active_customers=pl.len(), net_revenue=_sum_if_all_known(pl.col("net_revenue")))
    )
    months = (
        _scan(folder, "dim_days")
        .group_by("month_start")
        .agg(is_complete=(pl.col("date_day") == pl.col("date_day").dt.month_end()).any())
    )
    is_empty, revenue = pl.col("active_customers").is_null(), pl.col("net_revenue")
    is_known = revenue.is_not_null().cum_min().over(cohort)
    return (
        members.group_by(cohort)
        .agg(cohort_size=pl.len())
        .join_where(months, pl.col("cohort_month") <= pl.col("month_start"))
        .join(bought, on=[*cohort, "month_start"], how="left")
        .with_columns(
            pl.when(is_empty).then(0).otherwise("active_customers").alias("active_customers"),
            pl.when(is_empty).then(0.0).otherwise("net_revenue").alias("net_revenue"),
        )
        .sort(*cohort, "month_start")
        .with_columns(
            months_since_first_order=pl.int_range(pl.len()).over(cohort),
            retention_rate=pl.col("active_customers") / pl.col("cohort_size"),
            cumulative_net_revenue_per_customer=pl.when(is_known).then(
                _cents(revenue.cum_sum().over(cohort) / pl.col("cohort_size"))
            ),
        )
        .drop("month_start")
        .collect()
    )


def funnel(folder: Path) -> pl.DataFrame:
    """Count the sessions, customers and leads that reached each step of their funnel."""
    as_of_date = _scan(folder, "as_of").collect()["as_of_date"].item()
    steps = _scan(folder, "funnel_steps").collect().sort("funnel_name", "step_number")
    tables = {
        "session": _scan(folder, "fct_sessions").rename(
            {"started_at": "happened_at", "session_date": "happened_on"}
        ),
        "event_step": _scan(folder, "fct_events").rename(
            {"event_at": "happened_at", "event_date": "happened_on"}
        ),
        "order": _scan(folder, "fct_orders").rename(
            {"ordered_at": "happened_at", "order_date": "happened_on"}
        ),
        "lead": _scan(folder, "fct_leads").with_columns(
            channel="origin", device_type=pl.lit("unknown")
        ),
    }
    group = ["date_day", "funnel_name", "channel", "device_type"]
    seconds = pl.col("seconds_to_step")
    counts = []
    reached = pl.DataFrame()
    for step in steps.iter_rows(named=True):
        happened = _happened(tables[step["step_type"]], step, as_of_date)
        if step["step_number"] == 1:
            reached = _entries(happened).collect()
        else:
            window = timedelta(days=step["window_days"])
            reached = _next_step(reached.lazy(), happened, window).collect()
        counts.append(
            reached.group_by("date_day", "channel", "device_type")
            .agg(
                entrants=pl.len(),
                median_seconds_to_step=pl.when(seconds.max() > 0).then(seconds.median()),
            )
            .with_columns(
                funnel_name=pl.lit(step["funnel_name"]), step_number=pl.lit(step["step_number"])
            )
        )
    counted = pl.concat(counts)
    entered = counted.filter(pl.col("step_number") == 1)
    before = pl.col("entrants").shift().over(group)
    return (
        entered.select(*group, first_entrants="entrants")
        .join(steps, on="funnel_name")
        .select(*group, "first_entrants", "step_number", "step_name", "window_days")
        .join(counted, on=[*group, "step_number"], how="left")
        .with_columns(pl.col("entrants").fill_null(0))
        .sort(*group, "step_number")
        .with_columns(
            step_conversion_rate=pl.when(before > 0).then(pl.col("entrants") / before),
            overall_conversion_rate=pl.col("entrants") / pl.col("first_entrants"),
            is_complete=(as_of_date - pl.col("date_day")).dt.total_days() >= pl.col("window_days"),
        )
    )


def write(frame: pl.DataFrame, file: Path) -> None:
    """Write an answer."""
    frame.write_parquet(file)


def _happened(rows: pl.LazyFrame, step: dict[str, Any], as_of_date: date) -> pl.LazyFrame:
    """Return the rows that fit a step of a funnel, as far as they are known at the as-of date."""
    if step["step_type"] == "event_step":
        rows = rows.filter(pl.col("step") == step["step_value"])
    elif step["step_type"] == "order":
        rows = rows.filter(pl.col("order_sequence_number") == int(step["step_value"]))
    elif step["step_type"] == "lead":
        happened_at = pl.col(f"{step['step_value']}_at")
        rows = rows.with_columns(happened_at=happened_at, happened_on=happened_at.dt.date())
    is_customer, subject = step["kind"] == "customer", pl.col(f"{step['kind']}_id")
    known = _known_date("happened_on") if is_customer else pl.col("happened_on")
    return rows.filter(subject.is_not_null() & (known <= as_of_date)).with_columns(
        subject_id=subject
    )


def _entries(happened: pl.LazyFrame) -> pl.LazyFrame:
    """Return those who enter a funnel, each with the first row of theirs."""
    return (
        happened.sort("happened_at", cs.by_name("session_id", require_all=False))
        .unique("subject_id", keep="first", maintain_order=True)
        .select(
            "subject_id",
            pl.col("channel", "device_type").fill_null("unknown"),
            date_day=pl.col("happened_at").dt.date(),
            entered_at="happened_at",
            reached_at="happened_at",
            last_time_at=pl.when(_has_time(pl.col("happened_at"))).then("happened_at"),
            has_time=_has_time(pl.col("happened_at")),
            seconds_to_step=pl.lit(None, pl.Int64),
        )
    )


def _next_step(reached: pl.LazyFrame, happened: pl.LazyFrame, window: timedelta) -> pl.LazyFrame:
    """Return those who reach the next step: the first row that fits it after the step before."""
    reached_at, happened_at = pl.col("reached_at"), pl.col("happened_at")
    has_time = _has_time(happened_at)
    # a day without a time may have been later on that day, but times are in order
    is_same_day = happened_at.dt.date() == reached_at.dt.date()
    is_too_early = has_time & (happened_at < pl.col("last_time_at")).fill_null(False)
    now = pl.when(has_time).then(happened_at).otherwise(pl.max_horizontal(reached_at, happened_at))
    return (
        reached.join(happened.select("subject_id", "happened_at"), on="subject_id")
        .filter(
            ((happened_at >= reached_at) | is_same_day)
            & ~is_too_early
            & (_seconds(pl.col("entered_at"), happened_at) <= window.total_seconds())
        )
        .group_by(pl.exclude("seconds_to_step", "happened_at"))
        .agg(happened_at.min())
        .with_columns(
            reached_at=now,
            last_time_at=pl.when(has_time).then(happened_at).otherwise("last_time_at"),
            has_time=has_time,
            seconds_to_step=pl.when(pl.col("has_time") & has_time).then(_seconds(reached_at, now)),
        )
        .drop("happened_at")
    )


def _seconds(earlier: pl.Expr, later: pl.Expr) -> pl.Expr:
    return (later.dt.truncate("1s") - earlier.dt.truncate("1s")).dt.total_seconds()


def _known_date(happened_on: str) -> pl.Expr:
    """Return the day from which a row is known to be the customer's."""
    return pl.max_horizontal(happened_on, pl.col("identified_at").dt.date())


def _has_time(happened_at: pl.Expr) -> pl.Expr:
    """Return whether the source knows the time: a day without a time is midnight or noon."""
    return ~happened_at.dt.time().is_in([time(0), time(12)])


def _sum_if_all_known(amounts: pl.Expr) -> pl.Expr:
    return pl.when(amounts.is_not_null().all()).then(amounts.sum())


def _scan(folder: Path, name: str) -> pl.LazyFrame:
    return pl.scan_parquet(folder / f"{name}.parquet").with_columns(cs.decimal().cast(pl.Float64))


def _part_of_rounded_sum(amount: str) -> pl.Expr:
    up_to = _cents(pl.col(amount).cum_sum().over("order_key"))
    return up_to - up_to.shift(fill_value=0).over("order_key")


def _cents(amounts: pl.Expr) -> pl.Expr:
    """Round to cents, halves away from zero as in SQL, also if a float is just below a half."""
    return amounts.sign() * (amounts.abs() * 100 + 0.5 + 1e-6).floor() / 100
