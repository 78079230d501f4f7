"""The report: its files and its summary, also if some rows are missing."""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest

from growthmart import permissions
from growthmart.macro_functions import FUNCTIONS
from growthmart.quality.reporting import report_run

from .builders import (
    AS_OF,
    CHURN_WINDOW,
    FAILED,
    WAIVED,
    common_ids,
    facts,
    hand_over,
    orphans,
    payments,
    publish,
    reconciliation,
    result,
    unknown_events,
)
from .builders import run as described_run

EARLIER = {"run_id": "earlier", "run_at": datetime(2026, 1, 1)}
BUILD = {
    "run_id": "this",
    "started_at": datetime(2026, 1, 2),
    "finished_at": datetime(2026, 1, 2),
    "command": "build",
    "status": "succeeded",
    "closed_gate": "gate_core",
    "sources": "shop",
    "key_fingerprint": "secret",
    "library_version": "0.1.0",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "target").mkdir()
    (tmp_path / "rows").mkdir()
    return tmp_path


def report(folder: Path, **changes: Any) -> str:
    return report_run(facts(described_run(folder, **changes)))


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        found = connection.read_parquet(str(folder / f"published/quality/{name}.parquet"))
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_files_and_summary_tell_the_same(folder: Path):
    hand_over(
        folder / "rows",
        build_runs=[BUILD],
        gate_core=[
            result(**EARLIER),
            result(**EARLIER, expectation_id="b"),
            result(**FAILED),
            result(expectation_id="b", **WAIVED),
        ],
        gate_marts=[result(**EARLIER, gate="gate_marts", **FAILED)],
        input_rejected_rows=[
            {
                "entity": "orders",
                "source_name": source,
                "rejection_reason": reason,
                "rows_count": count,
            }
            for source, reason, count in [("shop", "test", 1), ("old", "test", 2), ("old", "b", 2)]
        ],
        input_orphans=[orphans("order_items", "product_key", 7, 2)],
        as_of=[AS_OF],
        quality_unknown_events=[unknown_events(3, 2)],
        quality_common_ids=[common_ids("device", 1, 30)],
        quality_reconciliation=[reconciliation()],
        quality_payment_reasons=[payments("EUR", "paid_in_full", 1, "1.00", "1.00")],
        feat_churn_window=[CHURN_WINDOW],
        publish=[publish(run_id="earlier")],
    )

    printed = report(folder, failed_nodes=("gate_open",), closed_gate="gate_core")

    # results of all runs for BI, of this run for CI
    assert [row["run_id"] for row in rows(folder, "quality_results")] == [
        *("earlier", "earlier", "earlier", "this", "this")
    ]
    assert [
        (row["gate"], row["expectations_count"], row["failed_count"], row["waived_count"])
        for row in rows(folder, "quality_summary")
    ] == [("gate_core", 2, 1, 1), ("gate_marts", 1, 1, 0)]
    assert [row["last_passed_at"] for row in rows(folder, "quality_summary")] == [
        *(EARLIER["run_at"], None)
    ]
    assert rows(folder, "build_runs") == [
        {name: value for name, value in BUILD.items() if name != "key_fingerprint"}
    ]
    rejected = [tuple(row.values()) for row in rows(folder, "quality_rejected_rows")]
    assert rejected == [
        ("this", "orders", "old", "b", 2),
        ("this", "orders", "old", "test", 2),
        ("this", "orders", "shop", "test", 1),
    ]
    assert [tuple(row.values()) for row in rows(folder, "quality_orphans")] == [
        ("this", "order_items", "product_key", "shop", 7, 2)
    ]
    written = json.loads((folder / "target/quality.json").read_text())
    assert (written["run_id"], written["status"]) == ("this", "failed")
    assert written["closed_gate"] == "gate_core"
    assert [row["expectation_id"] for row in written["results"]] == ["b", "fct_orders.status"]
    assert written["results"][0]["waived_until"] == "2999-01-01"
    assert [tuple(row.values()) for row in written["rejected_rows"]] == rejected
    junit = ElementTree.parse(folder / "target/quality.junit.xml").getroot()
    assert [junit.get(name) for name in ("tests", "failures", "skipped")] == ["2", "1", "1"]
    for line in (
        "orphans    order_items: product_key 2 of 7 lead nowhere\n",
        "as of      2024-06-29; 3 orders after it, the newest on 2024-07-01\n",
        "warning    1 device id of more than 20 accounts, at most 30",
        "unknown    shop: 3 events of 2 names that",
        "gate       gate_core: CLOSED, 1 of 2 expectations failed, 1 waived\n",
        "rejected   orders: 5 rows (test 3, b 2)\n",
        "reconciled shop: net 1,000.00",
        "payments   shop, EUR: order value 1.00 = paid 1.00\n",
        "churn      after 120 days without an order (from 1,001 gaps",
        "is unchanged: the run ended before publish\n",
    ):
        assert line in printed
    assert "gate_marts" not in printed


def test_everyone_can_read_published_files_and_no_other_file_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    # the permissions that the plugin sets for a build
    monkeypatch.setattr(permissions, "_shared_mode", 0o644)
    hand_over(folder / "rows", gate_core=[result()])
    mask = os.umask(0o077)
    report(folder)
    os.umask(mask)
    files = sorted((folder / "published/quality").iterdir())
    assert [file.stem for file in files] == [
        *("build_runs", "quality_orphans", "quality_rejected_rows", "quality_results"),
        "quality_summary",
    ]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o644 for file in files)
    assert not (folder / "rows").exists()


def test_a_run_that_found_nothing_is_reported(folder: Path):
    printed = report(folder, built=(), failed_nodes=("stg_shop__orders",))
    assert "FAILED     stg_shop__orders: dbt prints the errors\n" in printed
    assert sorted(file.stem for file in (folder / "published/quality").iterdir()) == [
        *("build_runs", "quality_orphans", "quality_rejected_rows")
    ]
    written = json.loads((folder / "target/quality.json").read_text())
    assert written["results"] == written["rejected_rows"] == []
    assert written["closed_gate"] is None


def test_gates_that_have_not_run_since_an_upgrade_lack_columns(folder: Path):
    old = result(**EARLIER, gate="gate_marts")
    del old["waived_until"]
    hand_over(folder / "rows", gate_core=[result()], gate_marts=[old])
    assert "gate_core: open, 1 expectation\n" in report(folder)
    assert [row["waived_until"] for row in rows(folder, "quality_results")] == [None, None]
    # also if none of them has run
    hand_over(folder / "rows", gate_marts=[old])
    report(folder)
    assert len(rows(folder, "quality_results")) == 1


def test_what_cannot_be_written_is_said(folder: Path):
    (folder / "target").rmdir()
    (folder / "published").write_text("no folder")
    hand_over(folder / "rows", gate_core=[result()])
    printed = report(folder)
    for what in ("the Parquet files", "quality.json", "quality.junit.xml"):
        assert f"warning    {what} could not be written: " in printed
    assert "gate_core: open, 1 expectation\n" in printed


@pytest.mark.parametrize("text", ["", "{}", "[]"])
def test_the_hook_never_fails(text: str):
    assert "the summary failed with " in FUNCTIONS["report_run"](text)


def test_the_hook_reports_rows_that_cannot_be_read(folder: Path):
    (folder / "rows/gate_core.parquet").write_bytes(b"no Parquet")
    printed = FUNCTIONS["report_run"](facts(described_run(folder)))
    assert "the summary failed with InvalidInputException" in printed
    assert not (folder / "rows").exists()
