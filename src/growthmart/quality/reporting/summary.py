"""The summary at the end of a run: first the failures, then the warnings, then other facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from growthmart.quality.reporting.colours import GREEN, RED, YELLOW, paint
from growthmart.quality.reporting.findings import Findings, Row
from growthmart.quality.reporting.run import Run

# The number of rejection reasons and of failed nodes that are named.
NAMED = 3
_LABEL_WIDTH = 10
_INDENT = " " * (_LABEL_WIDTH + 3)

# The label, the text, and the colour of the label.
Line = tuple[str, str, str | None]


def summary(
    run: Run, found: Findings, seconds: float, problems: Sequence[str], has_colours: bool
) -> str:
    """Return the summary of a run.

    Args:
        run: the facts from dbt.
        found: the findings of the run.
        seconds: how long the run took.
        problems: the files that could not be written, and why.
        has_colours: whether to colour failures and warnings.
    """
    lines = [
        *_failures(run, found),
        *(("warning", problem, YELLOW) for problem in problems),
        *_common_ids(found.common_ids),
        *_warnings(found.results),
        *_open_gates(found.results),
        *_rejected_rows(found.rejected_rows),
        *_orphans(found.orphans),
        *_as_of(found.as_of),
        *_unknown_events(found.unknown_events),
        *_reconciliation(found.reconciliation),
        *_payments(found.payment_reasons),
        *_churn_window(found.churn_window),
        *_built(run),
        ("published", _published(run, found.published), None),
    ]
    verdict, colour = ("succeeded", GREEN) if run.succeeded else ("FAILED", RED)
    head = f"growthmart: dbt {run.command} {paint(verdict, colour if has_colours else None)}"
    texts = [
        f"  {paint(label.ljust(_LABEL_WIDTH), colour if has_colours else None)} {text}"
        for label, text, colour in lines
    ]
    return "\n".join(["", f"{head} in {seconds:.1f} s", *texts, ""])


def _failures(run: Run, found: Findings) -> Iterator[Line]:
    """Yield the failures: nodes of dbt, gates with their expectations, and lost money."""
    # the test of a closed gate is left out, because the gate itself is shown below
    nodes = [
        name for name in run.failed_nodes if not (run.closed_gate and name.startswith("gate_open"))
    ]
    if nodes:
        skipped = f", {_count(run.skipped_count, 'node')} skipped" if run.skipped_count else ""
        yield "FAILED", f"{_first(nodes, 'node')}{skipped}: dbt prints the errors", RED
    for row in found.reconciliation:
        if row["difference_amount"]:
            terms = _terms(row)
            yield "FAILED", f"{terms}, difference {row['difference_amount']:,}", RED
    for gate, rows in _by_gate(found.results):
        failed_rows = [row for row in rows if not row["passed"]]
        if failed_rows:
            yield "gate", f"{gate}: CLOSED, {_counts(rows)}", RED
            yield from (("FAILED", _expectation(row), RED) for row in failed_rows)
    if run.closed_gate:
        yield (
            "what next",
            "fix the data, then run dbt build (dbt retry repeats the test of the gate, not the "
            "gate)",
            None,
        )


def _warnings(results: Sequence[Row]) -> Iterator[Line]:
    """Yield the warnings, then the waived failures."""
    passed = [row for row in results if row["passed"] and not row["success"]]
    yield from (("warning", _expectation(row), YELLOW) for row in passed if not _is_waived(row))
    yield from (("waived", _expectation(row), YELLOW) for row in passed if _is_waived(row))


def _common_ids(rows: Iterable[Row]) -> Iterator[Line]:
    """Yield a line per type of id: ids that many accounts share may be no ids of people."""
    for row in rows:
        ids = _count(row["ids_count"], f"{row['identity_type']} id")
        yield (
            "warning",
            f"{ids} of more than 20 accounts, at most {row['most_accounts_count']:,}: does a "
            "source write a value where it knows no id? docs/people.md says how to find the ids",
            YELLOW,
        )


def _open_gates(results: Sequence[Row]) -> Iterator[Line]:
    for gate, rows in _by_gate(results):
        if all(row["passed"] for row in rows):
            yield "gate", f"{gate}: open, {_counts(rows)}", None


def _by_gate(results: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    return [(gate, list(rows)) for gate, rows in groupby(results, key=lambda row: row["gate"])]


def _counts(rows: Sequence[Row]) -> str:
    """Return the number of judged expectations, and how many failed, warned or were waived."""
    not_judged = sum((row["note"] or "").startswith("not judged") for row in rows)
    failed = sum(not row["passed"] for row in rows)
    waived = sum(map(_is_waived, rows))
    warnings = sum(row["passed"] and not row["success"] and not _is_waived(row) for row in rows)
    expectations = _count(len(rows) - not_judged, "expectation")
    return ", ".join(
        [
            f"{failed} of {expectations} failed" if failed else expectations,
            *([_count(warnings, "warning")] if warnings else []),
            *([f"{waived} waived"] if waived else []),
            *([f"{not_judged} not judged"] if not_judged else []),
        ]
    )


def _is_waived(row: Row) -> bool:
    return row["waived_until"] is not None


def _expectation(row: Row) -> str:
    """Return the finding, what to do, and where the expectation is written."""
    column = f".{row['column_name']}" if row["column_name"] else ""
    facts = [f"{row['table_name']}{column}: {row['expectation_id']}"]
    if row["unexpected_count"] is not None:
        facts.append(_count(row["unexpected_count"], "row"))
    if row["observed_value"] is not None:
        facts.append(f"observed {row['observed_value']}")
    facts += [row[name] for name in ("error", "note") if row[name] is not None]
    place = f"{row['suite_file']}:{row['suite_line']}" if row["suite_line"] else row["suite_file"]
    more = [(row["what_to_do"] or "").rstrip(), place or ""]
    return "\n".join([", ".join(facts), *(_INDENT + text for text in more if text)])


def _rejected_rows(rejected: Iterable[Row]) -> Iterator[Line]:
    """Yield a line per entity, with the largest reasons."""
    for entity, rows in groupby(rejected, key=lambda row: row["entity"]):
        counts = {row["rejection_reason"]: row["rows_count"] for row in rows}
        reasons = [f"{reason} {count:,}" for reason, count in counts.items()]
        total = _count(sum(counts.values()), "row")
        yield "rejected", f"{entity}: {total} ({_first(reasons, 'reason')})", None


def _orphans(orphans: Iterable[Row]) -> Iterator[Line]:
    """Yield a line per entity whose references lead nowhere."""
    for entity, rows in groupby(orphans, key=lambda row: row["entity"]):
        references = [
            f"{row['reference']} {row['orphans_count']:,} of {row['references_count']:,}"
            for row in rows
        ]
        yield "orphans", f"{entity}: {', '.join(references)} lead nowhere", None


def _as_of(as_of: Row | None) -> Iterator[Line]:
    """Yield the as-of date, and the orders after it."""
    if as_of:
        yield (
            "as of",
            f"{as_of['as_of_date']}; {_count(as_of['orders_after_count'], 'order')} after it, "
            f"the newest on {as_of['newest_order_date']}",
            None,
        )


def _unknown_events(rows: Iterable[Row]) -> Iterator[Line]:
    """Yield a line per source that has events of its own."""
    for row in rows:
        yield (
            "unknown",
            f"{row['source_name']}: {_count(row['events_count'], 'event')} of "
            f"{_count(row['names_count'], 'name')} that seeds/event_steps.csv does not have count "
            "as visits; restricted.quality_unknown_events has the names",
            None,
        )


def _reconciliation(rows: Iterable[Row]) -> Iterator[Line]:
    yield from (("reconciled", _terms(row), None) for row in rows if not row["difference_amount"])


def _terms(row: Row) -> str:
    """Return the terms of a source; replaced rows and rounding only where there are any."""
    total = row["staged_amount"] + row["difference_amount"]
    more = "".join(
        f" + {name} {row[f'{name}_amount']:,}"
        for name in ("superseded", "rounding")
        if row[f"{name}_amount"]
    )
    return (
        f"{row['source_name']}: net {row['net_revenue']:,} + cancelled "
        f"{row['cancelled_amount']:,} + discounts {row['discount_amount']:,} - unmatched refunds "
        f"{row['unmatched_refund_amount']:,} + shipping {row['shipping_amount']:,} + rejected "
        f"{row['rejected_amount']:,}{more} = {total:,}, input {row['staged_amount']:,}"
    )


def _payments(rows: Iterable[Row]) -> Iterator[Line]:
    """Yield a line per source and currency: the value of the orders, and what was paid."""
    for (source, currency), found in groupby(
        rows, key=lambda row: (row["source_name"], row["currency_code"])
    ):
        reasons = list(found)
        terms = "".join(
            f" + {row['reason']} {row['difference_amount']:,} "
            f"({_count(row['orders_count'], 'order')})"
            for row in reasons
            if row["difference_amount"]
        )
        worth = sum(row["order_amount"] for row in reasons)
        paid = sum(row["paid_amount"] for row in reasons)
        yield (
            "payments",
            f"{source}, {currency}: order value {worth:,}{terms} = paid {paid:,}",
            None,
        )


def _churn_window(row: Row | None) -> Iterator[Line]:
    if row:
        gaps = row["ended_gaps_count"] + row["open_gaps_count"]
        origin = f"from {_count(gaps, 'gap')} between orders" if row["is_from_data"] else "set"
        yield (
            "churn",
            f"after {_count(row['churn_window_days'], 'day')} without an order ({origin}); "
            f"{row['return_rate']:.1%} of those customers came back later",
            None,
        )


def _built(run: Run) -> Iterator[Line]:
    """Yield a line per schema."""
    for schema, found in groupby(run.built, key=lambda table: table.schema):
        tables = list(found)
        rows = [table.rows for table in tables if table.rows is not None]
        counted = f", {_count(sum(rows), 'row')}" if rows else ""
        yield "built", f"{schema}: {_count(len(tables), 'table')}{counted}", None


def _published(run: Run, published: Row | None) -> str:
    if published and published["is_published"]:
        return (
            f"{published['file']}: {_count(published['tables_count'], 'table')}, "
            f"{_count(published['rows_count'], 'row')}, and as Parquet in "
            f"{run.published_folder / 'current'}"
        )
    if published:
        reason = published["reason"]
    elif run.publish_is_selected:
        reason = "the run ended before publish"
    else:
        reason = "publish was not selected"
    return f"nothing, {run.published_file} is unchanged: {reason}"


def _first(texts: Sequence[str], noun: str) -> str:
    """Return the first ``NAMED`` texts, and how many more there are."""
    named, left_out = ", ".join(texts[:NAMED]), len(texts) - NAMED
    return f"{named} and {_count(left_out, f'more {noun}')}" if left_out > 0 else named


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
