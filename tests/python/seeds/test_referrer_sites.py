"""The seed of sites can be reviewed row by row: sorted, written as tags are, each kind known."""

import csv
from pathlib import Path

import pytest
import yaml

SEED = Path(__file__).parents[3] / "seeds/referrer_sites.csv"


@pytest.fixture(scope="module")
def rows():
    with SEED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_site_is_there_once_and_in_order(rows):
    sites = [row["site"] for row in rows]

    assert sites == sorted(set(sites))


def test_sites_are_in_lower_case_and_without_www(rows):
    assert [
        row["site"]
        for row in rows
        if row["site"] != row["site"].strip().lower() or row["site"].startswith("www.")
    ] == []


def test_each_kind_is_known(rows):
    columns = yaml.safe_load(SEED.with_suffix(".yml").read_text())["seeds"][0]["columns"]
    (kinds,) = [
        test["accepted_values"]["arguments"]["values"]
        for column in columns
        for test in column.get("data_tests", [])
        if "accepted_values" in test
    ]

    assert {row["site_kind"] for row in rows} == set(kinds)
