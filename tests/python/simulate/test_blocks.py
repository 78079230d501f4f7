"""Large worlds are made in blocks and written in parts."""

from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from growthmart.simulate import event_blocks, simulate, simulate_parts, write_dataset

from .recount import KEYS, assert_truth

BY_BLOCK = {
    *("events", "truth/sessions", "ad_spend"),
    *("truth/dirt", "truth/collapsed", "truth/placeholders"),
}


@pytest.fixture()
def small_blocks(monkeypatch):
    monkeypatch.setattr(event_blocks, "WEB", replace(event_blocks.WEB, block_people=128))


def test_counts_hold_over_blocks(small_blocks):
    tables = simulate(600, 90, 3)
    kept = assert_truth(tables).kept
    assert not kept["events"].duplicated(KEYS["events"]).any()
    sessions = tables["truth/sessions"].to_pandas()
    assert sessions["id"].is_unique
    assert set(kept["events"]["session_hint"]) <= set(sessions["id"])


def test_only_what_the_web_shows_depends_on_blocks(tiny, small_blocks):
    other = simulate(300, 120, 11)
    assert other.keys() == tiny.keys()
    changed = {path for path in tiny if not other[path].equals(tiny[path])}
    assert {"events", "truth/sessions"} <= changed <= BY_BLOCK


def test_parts_are_the_whole(tmp_path, small_blocks):
    rows = write_dataset(simulate_parts(300, 60, 4), tmp_path / "out", {})
    assert not (tmp_path / "out" / "events.parquet").exists()
    parts = sorted((tmp_path / "out" / "events").iterdir())
    assert [part.name for part in parts] == [f"part-{number:05d}.parquet" for number in range(3)]
    tables = simulate(300, 60, 4)
    for path, table in tables.items():
        whole = tmp_path / "out" / path
        stored = pq.read_table(whole if whole.is_dir() else whole.with_suffix(".parquet"))
        assert stored.equals(table)
    assert rows == sum(table.num_rows for table in tables.values())


def test_a_small_world_is_one_file(tmp_path):
    write_dataset(simulate_parts(20, 5, 4), tmp_path / "out", {})
    assert (tmp_path / "out" / "events.parquet").is_file()
    assert (tmp_path / "out" / "truth" / "sessions.parquet").is_file()
