"""The tasks in pandas. Money is in floats, because decimals are objects in pandas, and slow."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SESSION_COLUMNS = [
    *("event_key", "source_name", "event_at", "event_name", "anonymous_id"),
    *("source_customer_key", "device_id", "page", "product_key", "order_key", "referrer"),
    *("utm_source", "utm_medium", "utm_campaign", "click_id_type", "device_type", "country"),
]
ORDER_COLUMNS = [
    *("order_key", "is_cancelled", "order_month", "currency_code", "exchange_rate"),
    "discount_amount",
]
PROFILE_COLUMNS = [
    *("customer_id", "order_id", "ordered_at", "order_date", "identified_at", "status"),
    *("gross_revenue", "discount_amount"),
]
PEOPLE = ["session_id", "customer_id", "identified_at"]
SESSIONS = [*PEOPLE, "started_at", "session_date", "channel", "device_type"]
EVENTS = [*PEOPLE, "event_at", "event_date", "step"]
ORDERS = [*PEOPLE, "ordered_at", "order_date", "order_sequence_number"]
LEADS = ["lead_id", "origin", "created_at", "qualified_at", "won_at"]
HAPPENED = {
    **dict.fromkeys(("started_at", "event_at", "ordered_at"), "happened_at"),
    **dict.fromkeys(("session_date", "event_date", "order_date"), "happened_on"),
}
RULES = "version 3, 30 minutes, demo"
TIMEOUT = pd.Timedelta(minutes=30)
WINDOWS = (30, 90, 365)


def sessions(folder: Path) -> pd.DataFrame:
    """Divide events into sessions: one ends after a pause, or when another account logs in."""
    events = _read(folder, "input_events", SESSION_COLUMNS)
    matched = _read(folder, "int_server_events_matched_to_visitors")
    matched = matched.rename(columns={"visitor_key": "matched_visitor_key"})
    events = events.merge(matched, on="event_key", how="left")
    visitor = events["matched_visitor_key"].fillna("anonymous/" + events["anonymous_id"])
    visitor = visitor.fillna("customer/" + events["source_customer_key"])
    events["visitor"] = visitor.fillna("device/" + events["device_id"])
    events = events.sort_values(["visitor", "event_at", "event_key"], ignore_index=True)

    account = events["source_customer_key"]
    is_other = events["visitor"].ne(events["visitor"].shift())
    is_pause = is_other | (events["event_at"] - events["event_at"].shift() > TIMEOUT)
    # after a pause without a login the account is '', which means unknown
    known = account.mask(account.isna() & is_pause, "").ffill().shift().mask(is_other)
    is_start = is_pause | (known.ne("") & known.ne(account) & known.notna() & account.notna())

    row = pd.Series(np.arange(len(events)), index=events.index)
    first_row = row.where(is_start).ffill().astype(np.int64)
    events["account_key"] = account.mask(account.isna() & ~is_start, known).replace("", None)
    events["session_key"] = events["event_key"].where(is_start).ffill()
    events["event_number"] = (row - first_row + 1).astype(np.int32)
    events["event_date"] = events["event_at"].dt.normalize()
    events["sessionized_by"] = RULES
    return events.drop(columns="visitor")


def order_lines(folder: Path) -> pd.DataFrame:
    """Convert order lines to the reporting currency, with running sums within the order."""
    orders = _read(
        folder,
        "int_orders_with_rates",
        ORDER_COLUMNS,
    )
    products = _read(
        folder, "input_products", ["product_key", "unit_cost", "currency_code"]
    ).rename(columns={"currency_code": "product_currency"})
    rates = _read(
        folder, "int_exchange_rates_monthly", ["month_start", "currency_code", "rate_to_reporting"]
    ).rename(columns={"month_start": "order_month", "currency_code": "cost_currency"})
    lines = _read(folder, "input_order_items")
    lines = lines.merge(orders, on="order_key", suffixes=("", "_of_order"))
    lines = lines.merge(products, on="product_key", how="left")
    lines["cost_currency"] = lines["product_currency"].fillna(lines["currency_code"])
    lines = lines.merge(rates, on=["order_month", "cost_currency"], how="left")

    rate = lines["exchange_rate"]
    lines["gross_revenue"] = _cents(lines["quantity"] * lines["unit_price"] * rate)
    lines["order_discount_amount"] = _cents(lines["discount_amount_of_order"].fillna(0) * rate)
    lines = lines.rename(columns={"rate_to_reporting": "unit_cost_rate"})

    lines = lines.sort_values(["order_key", "line_number"])
    discount = lines["discount_amount"].fillna(0)
    lines["value_in_order_currency"] = _cents(
        lines["quantity"] * lines["unit_price"]
    ) - _part_of_rounded_sum(discount, lines["order_key"])
    lines["line_discount_amount"] = _part_of_rounded_sum(
        discount * lines["exchange_rate"], lines["order_key"]
    )
    order = lines.groupby("order_key")
    product = lines.groupby(["order_key", "product_key"], dropna=False)
    lines["order_gross_revenue"] = order["gross_revenue"].transform("sum")
    lines["order_gross_up_to"] = order["gross_revenue"].cumsum()
    lines["product_gross_revenue"] = product["gross_revenue"].transform("sum")
    lines["product_gross_up_to"] = product["gross_revenue"].cumsum()
    lines["product_quantity_up_to"] = product["quantity"].cumsum()
    lines["is_first_line"] = order.cumcount() == 0
    lines["is_first_line_of_product"] = product.cumcount() == 0
    return lines.drop(
        columns=[
            *("source_name", "unit_price", "discount_amount", "loaded_at", "order_month"),
            *("currency_code", "exchange_rate", "discount_amount_of_order", "product_currency"),
            "cost_currency",
        ]
    )


def order_values(folder: Path) -> pd.DataFrame:
    """Compute the totals of the lines and the refunds of each order."""
    lines = _read(folder, "int_order_items_with_revenue").groupby("order_key")
    values = lines[["gross_revenue", "discount_amount", "margin_amount"]].sum()
    values["has_estimated_margin"] = lines["has_estimated_margin"].any()
    units = lines[["quantity", "refunded_quantity"]].sum()
    values["is_given_back"] = units["quantity"] == units["refunded_quantity"]
    values["lines_count"] = lines.size()
    refunds = _read(folder, "int_refunds_with_rates", ["order_key", "amount"])
    values = values.join(
        refunds.groupby("order_key")["amount"].sum().rename("refund_amount"), how="outer"
    )
    orders = _read(folder, "int_orders_with_rates").rename(
        columns={"discount_amount": "own_discount"}
    )
    orders = orders.merge(values, on="order_key", how="left")
    rate = orders["exchange_rate"]
    orders["discount_amount"] = orders["discount_amount"].fillna(
        _cents(orders["own_discount"] * rate)
    )
    amounts = ["gross_revenue", "discount_amount", "refund_amount", "margin_amount"]
    has_refund = orders["refund_amount"].notna()
    orders[amounts] = orders[amounts].fillna(0.0)
    orders["has_estimated_margin"] = orders["has_estimated_margin"].eq(True)
    net = orders["gross_revenue"] - orders["discount_amount"] - orders["refund_amount"]
    least_left = orders["lines_count"].fillna(1) * 0.01
    orders["is_fully_refunded"] = orders["is_given_back"].eq(True) | (
        has_refund & (_cents(net) < least_left)
    )
    orders["net_revenue"] = net.mask(orders["is_cancelled"], 0.0)
    orders["cancelled_amount"] = net.where(orders["is_cancelled"], 0.0)
    orders["shipping_amount"] = _cents(orders["shipping_amount"] * rate)
    orders["tax_amount"] = _cents(orders["tax_amount"] * rate)
    orders["gift_card_amount"] = _cents(orders["gift_card_amount"] * rate)
    counted = orders[orders["customer_id"].notna() & ~orders["is_cancelled"]]
    counted = counted.sort_values(["ordered_at", "order_key"])
    orders["order_sequence_number"] = (counted.groupby("customer_id").cumcount() + 1).astype(
        "Int32"
    )
    return orders.drop(
        columns=[
            *("source_customer_key", "anonymous_id", "currency_code", "own_discount"),
            *("utm_source", "utm_medium", "utm_campaign", "is_test"),
            *("loaded_at", "order_month", "is_given_back", "lines_count"),
        ]
    )


def profiles(folder: Path) -> pd.DataFrame:
    """Aggregate the orders of every customer at each as-of date."""
    orders = _read(
        folder,
        "fct_orders",
        PROFILE_COLUMNS,
    )
    orders = orders[orders["customer_id"].notna() & orders["status"].ne("cancelled")]
    orders["known_date"] = _known_date(orders, "order_date")
    dates = _read(folder, "int_as_of_dates", ["as_of_date"])
    refunds = _read(folder, "fct_refunds", ["order_id", "refund_date", "amount"])
    refunds = refunds[refunds["order_id"].notna()].merge(dates, how="cross")
    refunds = refunds[refunds["refund_date"] <= refunds["as_of_date"]]
    refunds = refunds.groupby(["order_id", "as_of_date"], as_index=False)["amount"].sum()

    orders = orders.merge(dates, how="cross")
    orders = orders[orders["known_date"] <= orders["as_of_date"]]
    orders = orders.merge(refunds, on=["order_id", "as_of_date"], how="left")
    orders["refund_amount"] = orders["amount"].fillna(0)
    orders["net_revenue"] = (
        orders["gross_revenue"] - orders["discount_amount"] - orders["refund_amount"]
    )
    group = ["customer_id", "as_of_date"]
    orders = orders.sort_values([*group, "ordered_at", "order_id"])
    orders["gap"] = orders.groupby(group)["order_date"].diff().dt.days
    age = (orders["as_of_date"] - orders["order_date"]).dt.days
    for days in WINDOWS:
        orders[f"orders_count_{days}d"] = age < days
        orders[f"net_revenue_{days}d"] = orders["net_revenue"].where(age < days, 0.0)
    grouped = orders.groupby(group)
    windowed = [f"{name}_{days}d" for name in ("orders_count", "net_revenue") for days in WINDOWS]
    amounts = ["gross_revenue", "discount_amount", "refund_amount", "net_revenue"]
    summed = grouped[amounts].sum().add_prefix("lifetime_").join(grouped[windowed].sum())
    summed["orders_count"] = grouped.size()
    summed["first_order_date"] = grouped["order_date"].min()
    summed["last_order_date"] = grouped["order_date"].max()
    summed["median_days_between_orders"] = grouped["gap"].median()
    summed["days_before_last_order"] = grouped["gap"].nth(-1).set_axis(summed.index)

    table = _read(folder, "int_customers_as_of_dates").merge(summed, on=group, how="left")
    counted = [name for name in summed.columns if name.startswith(("orders_", "net_", "lifetime_"))]
    table[counted] = table[counted].fillna(0)
    gross = table["lifetime_gross_revenue"]
    orders_count = table["orders_count"].where(table["orders_count"] > 0)
    table["average_order_value"] = _cents(
        (gross - table["lifetime_discount_amount"]) / orders_count
    )
    table["average_net_order_value"] = _cents(table["lifetime_net_revenue"] / orders_count)
    table["discount_share"] = table["lifetime_discount_amount"] / gross.where(gross != 0)
    table["recency_days"] = (table["as_of_date"] - table["last_order_date"]).dt.days
    table["tenure_days"] = (table["as_of_date"] - table["first_order_date"]).dt.days
    return table


def cohorts(folder: Path) -> pd.DataFrame:
    """Count the customers of every cohort, and sum their net revenue, in each month since then."""
    as_of_date = _read(folder, "as_of")["as_of_date"].iloc[0]
    refunds = _read(folder, "fct_refunds", ["order_id", "refund_date", "amount"])
    refunds = refunds[refunds["refund_date"] <= as_of_date].groupby("order_id")["amount"].sum()
    orders = _read(folder, "fct_orders", PROFILE_COLUMNS)
    orders = orders[orders["customer_id"].notna() & orders["status"].ne("cancelled")]
    orders = orders[_known_date(orders, "order_date") <= as_of_date]
    orders["net_revenue"] = (
        orders["gross_revenue"]
        - orders["discount_amount"]
        - orders["order_id"].map(refunds).fillna(0)
    )
    orders["month_start"] = orders["order_date"].dt.to_period("M").dt.start_time
    month = ["customer_id", "month_start"]
    active = orders.groupby(month, as_index=False)["net_revenue"].sum(skipna=False)

    members = _read(folder, "dim_customers", ["customer_id", "acquisition_channel"])
    first_months = active.groupby("customer_id")["month_start"].min()
    members = members.merge(first_months.rename("cohort_month"), on="customer_id")
    cohort = ["cohort_month", "acquisition_channel"]
    grouped = active.merge(members, on="customer_id").groupby([*cohort, "month_start"])
    bought = grouped.size().to_frame("active_customers")
    bought["net_revenue"] = grouped["net_revenue"].sum(skipna=False)
    days = _read(folder, "dim_days", ["date_day", "month_start"])
    months = days.groupby("month_start", as_index=False)["date_day"].max()
    months["is_complete"] = months["date_day"].dt.is_month_end

    table = members.groupby(cohort).size().rename("cohort_size").reset_index()
    table = table.merge(months, how="cross")
    table = table[table["month_start"] >= table["cohort_month"]]
    table = table.merge(bought, on=[*cohort, "month_start"], how="left")
    table = table.sort_values([*cohort, "month_start"])
    counted = ["active_customers", "net_revenue"]
    table[counted] = table[counted].mask(table["active_customers"].isna(), 0)
    of_cohort = table.groupby(cohort)
    table["months_since_first_order"] = of_cohort.cumcount()
    table["retention_rate"] = table["active_customers"] / table["cohort_size"]
    table["cumulative_net_revenue_per_customer"] = _cents(
        of_cohort["net_revenue"].cumsum(skipna=False) / table["cohort_size"]
    )
    return table.drop(columns=["month_start", "date_day"])


def funnel(folder: Path) -> pd.DataFrame:
    """Count the sessions, customers and leads that reached each step of their funnel."""
    as_of_date = _read(folder, "as_of")["as_of_date"].iloc[0]
    steps = _read(folder, "funnel_steps").sort_values(["funnel_name", "step_number"])
    tables = {
        "session": _read(folder, "fct_sessions", SESSIONS).rename(columns=HAPPENED),
        "event_step": _read(
            folder, "fct_events", EVENTS, [("step", "in", set(steps["step_value"]))]
        ).rename(columns=HAPPENED),
        "order": _read(folder, "fct_orders", ORDERS).rename(columns=HAPPENED),
        "lead": _read(folder, "fct_leads", LEADS)
        .rename(columns={"origin": "channel"})
        .assign(device_type="unknown"),
    }
    counts = []
    for _, steps_of_funnel in steps.groupby("funnel_name"):
        reached = pd.DataFrame()
        for step in steps_of_funnel.itertuples():
            happened = _happened(tables[step.step_type], step, as_of_date)
            if step.step_number == 1:
                reached = _entries(happened)
            else:
                reached = _next_step(reached, happened, pd.Timedelta(days=step.window_days))
            seconds = reached.groupby(["date_day", "channel", "device_type"])["seconds_to_step"]
            counted = seconds.agg(entrants="size", most="max", median_seconds_to_step="median")
            counted = counted.reset_index()
            counted["funnel_name"], counted["step_number"] = step.funnel_name, step.step_number
            counts.append(counted)
    counted = pd.concat(counts, ignore_index=True)
    counted["median_seconds_to_step"] = counted["median_seconds_to_step"].where(counted["most"] > 0)

    group = ["date_day", "funnel_name", "channel", "device_type"]
    entered = counted.loc[counted["step_number"] == 1, [*group, "entrants"]]
    table = entered.rename(columns={"entrants": "first_entrants"}).merge(
        steps[["funnel_name", "step_number", "step_name", "window_days"]], on="funnel_name"
    )
    table = table.merge(counted, on=[*group, "step_number"], how="left")
    table["entrants"] = table["entrants"].fillna(0)
    table = table.sort_values([*group, "step_number"])
    before = table.groupby(group)["entrants"].shift()
    table["step_conversion_rate"] = table["entrants"] / before.where(before > 0)
    table["overall_conversion_rate"] = table["entrants"] / table["first_entrants"]
    table["is_complete"] = (as_of_date - table["date_day"]).dt.days >= table["window_days"]
    return table.drop(columns=["first_entrants", "window_days", "most"])


def write(frame: pd.DataFrame, file: Path) -> None:
    """Write an answer."""
    frame.to_parquet(file, index=False)


def _happened(rows: pd.DataFrame, step: Any, as_of_date: pd.Timestamp) -> pd.DataFrame:
    """Return the rows that fit a step of a funnel, as far as they are known at the as-of date."""
    if step.step_type == "event_step":
        rows = rows[rows["step"] == step.step_value]
    elif step.step_type == "order":
        rows = rows[rows["order_sequence_number"] == int(step.step_value)]
    elif step.step_type == "lead":
        happened_at = rows[f"{step.step_value}_at"]
        rows = rows.assign(happened_at=happened_at, happened_on=happened_at.dt.normalize())
    known = _known_date(rows, "happened_on") if step.kind == "customer" else rows["happened_on"]
    subject = f"{step.kind}_id"
    return rows[rows[subject].notna() & (known <= as_of_date)].rename(
        columns={subject: "subject_id"}
    )


def _entries(happened: pd.DataFrame) -> pd.DataFrame:
    """Return those who enter a funnel, each with the first row of theirs."""
    if not happened["subject_id"].is_unique:
        happened = happened.sort_values(["happened_at", "session_id"])
        happened = happened.drop_duplicates("subject_id")
    has_time = _has_time(happened["happened_at"])
    return pd.DataFrame(
        {
            "subject_id": happened["subject_id"],
            "channel": happened["channel"].fillna("unknown"),
            "device_type": happened["device_type"].fillna("unknown"),
            "date_day": happened["happened_at"].dt.normalize(),
            "entered_at": happened["happened_at"],
            "reached_at": happened["happened_at"],
            "last_time_at": happened["happened_at"].where(has_time),
            "has_time": has_time,
            "seconds_to_step": np.nan,
        }
    )


def _next_step(reached: pd.DataFrame, happened: pd.DataFrame, window: pd.Timedelta) -> pd.DataFrame:
    """Return those who reach the next step: the first row that fits it after the step before."""
    rows = reached.merge(happened[["subject_id", "happened_at"]], on="subject_id")
    rows["has_time_now"] = _has_time(rows["happened_at"])
    # a day without a time may have been later on that day, but times are in order
    is_same_day = rows["happened_at"].dt.normalize() == rows["reached_at"].dt.normalize()
    is_later = rows["happened_at"] >= rows["reached_at"]
    is_too_early = rows["has_time_now"] & (rows["happened_at"] < rows["last_time_at"])
    rows = rows[(is_later | is_same_day) & ~is_too_early]
    rows = rows.sort_values("happened_at").drop_duplicates("subject_id")
    waited = rows["happened_at"].dt.floor("s") - rows["entered_at"].dt.floor("s")
    rows = rows[waited <= window]
    before, has_time = rows["reached_at"], rows["has_time_now"]
    is_reached_before = (before > rows["happened_at"]) & ~has_time
    rows["reached_at"] = before.where(is_reached_before, rows["happened_at"])
    rows["last_time_at"] = rows["last_time_at"].where(~has_time, rows["happened_at"])
    seconds = (rows["reached_at"].dt.floor("s") - before.dt.floor("s")).dt.total_seconds()
    rows["seconds_to_step"] = seconds.where(rows["has_time"] & has_time)
    rows["has_time"] = has_time
    return rows.drop(columns=["happened_at", "has_time_now"])


def _known_date(rows: pd.DataFrame, happened_on: str) -> pd.Series:
    """Return the day from which a row is known to be the customer's."""
    identified = rows["identified_at"].dt.normalize().astype(rows[happened_on].dtype)
    return rows[happened_on].where(identified.isna() | (identified < rows[happened_on]), identified)


def _has_time(happened_at: pd.Series) -> pd.Series:
    """Return whether the source knows the time: a day without a time is midnight or noon."""
    time = happened_at - happened_at.dt.normalize()
    return ~time.isin([pd.Timedelta(0), pd.Timedelta(hours=12)])


def _read(
    folder: Path, name: str, columns: list[str] | None = None, filters: list[Any] | None = None
) -> pd.DataFrame:
    table = pq.read_table(folder / f"{name}.parquet", columns=columns, filters=filters)
    fields = [
        pa.field(field.name, pa.float64())
        if pa.types.is_decimal(field.type)
        # a day is a timestamp in pandas
        else pa.field(field.name, pa.timestamp("s"))
        if pa.types.is_date(field.type)
        else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields)).to_pandas()


def _part_of_rounded_sum(amounts: pd.Series, order_key: pd.Series) -> pd.Series:
    up_to = _cents(amounts.groupby(order_key).cumsum())
    return up_to - up_to.groupby(order_key).shift().fillna(0)


def _cents(amounts: pd.Series) -> pd.Series:
    """Round to cents, halves away from zero as in SQL, also if a float is just below a half."""
    return np.sign(amounts) * np.floor(amounts.abs() * 100 + 0.5 + 1e-6) / 100
