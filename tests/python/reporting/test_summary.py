"""The summary: failures first, one fact per line, and colours only if they are wanted."""

from __future__ import annotations

import re
from typing import Any

from growthmart.quality.reporting.run import BuiltTable
from growthmart.quality.reporting.summary import summary

from .builders import (
    AS_OF,
    CHURN_WINDOW,
    FAILED,
    WAIVED,
    WARNING,
    common_ids,
    findings,
    orphans,
    payments,
    publish,
    reconciliation,
    rejected,
    result,
    run,
    unknown_events,
)

COLOUR = re.compile("\x1b\\[\\d+m")


def lines(described=None, has_colours: bool = False, problems: Any = (), **found: Any) -> list[str]:
    text = summary(described or run(), findings(**found), 1.23, problems, has_colours)
    return text.splitlines()


def labels(printed: list[str]) -> list[str]:
    """Return the labels of the lines that have one."""
    return [line[2:13].strip() for line in printed if re.match("  [a-zA-Z]", line)]


def with_label(label: str, printed: list[str]) -> list[str]:
    return [line[13:] for line in printed if line[2:13].strip() == label]


def test_what_failed_is_first_then_warnings_then_what_to_know():
    printed = lines(
        run(failed_nodes=("fct_refunds", "gate_open_gate_core_"), closed_gate="gate_core"),
        problems=["quality.json could not be written: OSError"],
        results=[
            result(gate="gate_input"),
            result(gate="gate_input", **WARNING),
            result(),
            result(**FAILED),
            result(**WAIVED),
        ],
        rejected_rows=[rejected("orders", "test", 1)],
        unknown_events=[unknown_events(1, 1)],
        common_ids=[common_ids("device", 1, 21)],
        reconciliation=[reconciliation(), reconciliation("0.01")],
        payment_reasons=[payments("EUR", "paid_in_full", 1, "1.00", "1.00")],
    )
    assert labels(printed) == [
        *("FAILED", "FAILED", "gate", "FAILED", "what next"),
        *("warning", "warning", "warning", "waived", "gate"),
        *("rejected", "unknown", "reconciled", "payments", "built", "published"),
    ]
    assert printed[1] == "growthmart: dbt build FAILED in 1.2 s"


def test_a_closed_gate_says_what_failed_what_to_do_and_where():
    printed = lines(
        run(failed_nodes=("gate_open_gate_core_",), skipped_count=9, closed_gate="gate_core"),
        results=[result(), result(**FAILED, observed_value="0.5", note="a note")],
    )
    assert printed[2:7] == [
        "  gate       gate_core: CLOSED, 1 of 2 expectations failed",
        "  FAILED     fct_orders.status: fct_orders.status, 3 rows, observed 0.5, a note",
        "             Fix it.",
        "             expectations/core/fct_orders.yml:7",
        "  what next  fix the data, then run dbt build "
        "(dbt retry repeats the test of the gate, not the gate)",
    ]


def test_what_could_not_run_has_no_line_and_perhaps_no_column():
    unread = {"column_name": None, "suite_line": None, "what_to_do": None, "unexpected_count": None}
    printed = lines(results=[result(**FAILED | unread, error="the YAML could not be read")])
    assert "  FAILED     fct_orders: fct_orders.status, the YAML could not be read" in printed
    assert "             expectations/core/fct_orders.yml" in printed


def test_failed_nodes_are_named_up_to_three():
    printed = lines(run(failed_nodes=tuple("abcde"), skipped_count=1))
    assert with_label("FAILED", printed) == [
        "a, b, c and 2 more nodes, 1 node skipped: dbt prints the errors"
    ]
    # a gate without rows closes nothing, and its test is all that fails
    assert with_label("FAILED", lines(run(failed_nodes=("gate_open_gate_core_",))))


def test_warnings_and_waivers_are_counted_and_leave_the_gate_open():
    printed = lines(results=[result(), result(**WARNING), result(**WARNING), result(**WAIVED)])
    assert with_label("gate", printed) == ["gate_core: open, 4 expectations, 2 warnings, 1 waived"]
    assert with_label("warning", printed) == ["fct_orders.status: fct_orders.status, 1 row"] * 2
    assert with_label("waived", printed) == [
        "fct_orders.status: fct_orders.status, waived until 2999-01-01: r"
    ]
    assert "dbt build succeeded" in printed[1]


def test_orphans_are_a_line_per_entity():
    printed = lines(
        orphans=[
            orphans("events", "product_key", 4000, 1200),
            orphans("events", "order_key", 10, 1),
            orphans("orders", "source_customer_key", 5, 5),
        ]
    )
    assert with_label("orphans", printed) == [
        "events: product_key 1,200 of 4,000, order_key 1 of 10 lead nowhere",
        "orders: source_customer_key 5 of 5 lead nowhere",
    ]


def test_the_as_of_date_is_shown_with_the_orders_after_it():
    assert with_label("as of", lines(as_of=AS_OF)) == [
        "2024-06-29; 3 orders after it, the newest on 2024-07-01"
    ]
    assert with_label("as of", lines()) == []


def test_rejected_rows_are_a_line_per_entity_with_its_largest_reasons():
    printed = lines(
        rejected_rows=[
            rejected("events", "a", 5000),
            rejected("events", "b", 400),
            rejected("events", "c", 3),
            rejected("events", "d", 2),
            rejected("events", "e", 1),
            rejected("orders", "a", 1),
            rejected("orders", "b", 1),
            rejected("orders", "c", 1),
            rejected("orders", "d", 1),
            rejected("refunds", "test", 1),
        ]
    )
    assert with_label("rejected", printed) == [
        "events: 5,406 rows (a 5,000, b 400, c 3 and 2 more reasons)",
        "orders: 4 rows (a 1, b 1, c 1 and 1 more reason)",
        "refunds: 1 row (test 1)",
    ]


def test_money_that_is_lost_is_a_failure():
    terms = (
        "shop: net 1,000.00 + cancelled 10.00 + discounts 1.00 - unmatched refunds 2.00 "
        "+ shipping 5.00 + rejected -4.00"
    )
    equal = lines(reconciliation=[reconciliation()])
    assert with_label("reconciled", equal) == [f"{terms} = 1,010.00, input 1,010.00"]
    assert with_label("FAILED", equal) == []
    unequal = lines(reconciliation=[reconciliation("-0.01")])
    assert with_label("reconciled", unequal) == []
    assert with_label("FAILED", unequal) == [
        f"{terms} = 1,009.99, input 1,010.00, difference -0.01"
    ]


def test_replaced_rows_and_rounding_are_terms_where_there_are_any():
    converted = reconciliation(superseded_amount="7.00", rounding_amount="-0.03")
    assert with_label("reconciled", lines(reconciliation=[converted]))[0].endswith(
        "+ rejected -4.00 + superseded 7.00 + rounding -0.03 = 1,010.00, input 1,010.00"
    )


def test_payments_of_two_currencies_are_never_added():
    printed = lines(
        payment_reasons=[
            payments("EUR", "no_payment", 1, "5.00", "0.00"),
            payments("EUR", "paid_in_full", 2000, "4000.00", "4000.00"),
            payments("USD", "paid_more", 2, "7.00", "7.50"),
        ]
    )
    assert with_label("payments", printed) == [
        "shop, EUR: order value 4,005.00 + no_payment -5.00 (1 order) = paid 4,000.00",
        "shop, USD: order value 7.00 + paid_more 0.50 (2 orders) = paid 7.50",
    ]


def test_the_churn_window_is_shown_with_its_origin():
    assert with_label("churn", lines(churn_window=CHURN_WINDOW)) == [
        "after 120 days without an order (from 1,001 gaps between orders); 8.7% of those "
        "customers came back later"
    ]
    assert with_label("churn", lines(churn_window=CHURN_WINDOW | {"is_from_data": False})) == [
        "after 120 days without an order (set); 8.7% of those customers came back later"
    ]
    assert with_label("churn", lines()) == []


def test_tables_are_counted_by_schema_and_rows_where_they_are_known():
    built = (BuiltTable("core", "a", 1000), BuiltTable("core", "b", 1), BuiltTable("marts", "c", 1))
    assert with_label("built", lines(run(built=built))) == [
        "core: 2 tables, 1,001 rows",
        "marts: 1 table, 1 row",
    ]
    assert with_label("built", lines(run(built=(BuiltTable("core", "a", None),)))) == [
        "core: 1 table"
    ]


def test_it_says_what_is_published_or_why_nothing_is():
    def published(described=None, row=None) -> str:
        return with_label("published", lines(described, published=row))[0]

    unchanged = "nothing, published/growthmart.duckdb is unchanged: "
    assert published(row=publish()) == (
        "published/growthmart.duckdb: 13 tables, 1,234 rows, and as Parquet in published/current"
    )
    assert published(row=publish(is_published=False, reason="dbt build ran with --empty")) == (
        f"{unchanged}dbt build ran with --empty"
    )
    assert published() == f"{unchanged}the run ended before publish"
    assert published(run(publish_is_selected=False)) == f"{unchanged}publish was not selected"


def test_colours_change_nothing_but_the_colour():
    found = {
        "results": [result(**FAILED), result(**WARNING)],
        "rejected_rows": [rejected("orders", "test", 1)],
    }
    described = run(failed_nodes=("gate_core",), closed_gate="gate_core")
    plain, coloured = lines(described, **found), lines(described, has_colours=True, **found)
    assert [COLOUR.sub("", line) for line in coloured] == plain
    assert not COLOUR.search("\n".join(plain))
    painted = [line for line in coloured if COLOUR.search(line)]
    assert labels([COLOUR.sub("", line) for line in painted[1:]]) == [
        *("FAILED", "gate", "FAILED", "warning")
    ]
    assert "\x1b[32msucceeded\x1b[0m" in lines(has_colours=True)[1]


def test_events_that_the_seed_does_not_know_are_counted():
    printed = lines(unknown_events=[unknown_events(2549, 1), unknown_events(1, 1)])
    assert with_label("unknown", printed)[0] == (
        "shop: 2,549 events of 1 name that seeds/event_steps.csv does not have count as visits; "
        "restricted.quality_unknown_events has the names"
    )


def test_ids_of_many_accounts_are_a_warning():
    found = [common_ids("anonymous", 1, 1412), common_ids("email_hash", 2, 21)]
    assert with_label("warning", lines(common_ids=found)) == [
        "1 anonymous id of more than 20 accounts, at most 1,412: does a source write a value where "
        "it knows no id? docs/people.md says how to find the ids",
        "2 email_hash ids of more than 20 accounts, at most 21: does a source write a value where "
        "it knows no id? docs/people.md says how to find the ids",
    ]


def test_expectations_that_were_not_judged_are_counted_apart():
    results = [result(), result(), result(note="not judged: drift is off (var drift_severity)")]
    assert with_label("gate", lines(results=results)) == [
        "gate_core: open, 2 expectations, 1 not judged"
    ]
